"""Wishes for an account as the ward sees them: the list, one wish, and who it might be already."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

import sqlalchemy as sa
from sqlmodel import col, func, select

from hub.accounts import access, requests, words
from hub.accounts.contacts import Reach
from hub.kernel.calendar import age_on, japan_date
from hub.kernel.errors import NOT_FOUND, NotFound
from hub.platform.commands import read
from hub.platform.context import Ctx, require
from models.accounts import Membership, Person
from models.requests import AccountRequest
from models.vocab import DataClass, Role

SHOWN: Final = 50
ALIKE: Final = 10


@dataclass(frozen=True, slots=True)
class RequestRow:
    """One wish of the list; `role_words` is a msgid."""

    request_id: int
    name: str
    kana: str
    role_words: str
    asked_at: datetime


@dataclass(frozen=True, slots=True)
class RequestList:
    """The wishes that wait, the oldest first, and how many there are."""

    rows: tuple[RequestRow, ...]
    count: int


@dataclass(frozen=True, slots=True)
class Alike:
    """Somebody of the ward, or another wish that waits, with the same name or reading."""

    person_id: int | None
    request_id: int | None
    name: str
    kana: str
    role_words: tuple[str, ...]
    is_same_birth: bool


@dataclass(frozen=True, slots=True)
class RequestPage:
    """One wish with everything that was told; `age` is that of today."""

    request_id: int
    name: str
    kana: str
    role_words: str
    about: str
    birth_date: date | None
    age: int | None
    reach: Reach
    by_mail: bool
    asked_at: datetime
    alike: tuple[Alike, ...]


@read(name="accounts:requests", data_class=DataClass.C2)
def account_requests(ctx: Ctx) -> RequestList:
    """Wishes of the own ward that wait; at most fifty are shown."""
    require(ctx, access.may_see_requests(ctx.actor))
    which = (
        col(AccountRequest.ward_id) == ctx.actor.seat.ward_id,
        col(AccountRequest.answered_at).is_(None),
    )
    count = ctx.session.exec(select(func.count()).select_from(AccountRequest).where(*which)).one()
    found = ctx.session.exec(
        select(AccountRequest).where(*which).order_by(col(AccountRequest.id)).limit(SHOWN)
    ).all()
    rows = tuple(
        RequestRow(row.id or 0, row.name, row.kana, words.ROLE_LABELS[row.role], row.asked_at)
        for row in found
    )
    return RequestList(rows, count)


@read(name="accounts:one_request", data_class=DataClass.C3)
def one_request(ctx: Ctx, *, request_id: int) -> RequestPage:
    """One wish of the own ward that waits, and who it might be already."""
    row = ctx.session.get(AccountRequest, request_id)
    require(ctx, access.may_see_requests(ctx.actor))
    if row is None or row.ward_id != ctx.actor.seat.ward_id or row.answered_at is not None:
        raise NotFound(NOT_FOUND)
    told = requests.opened(row)
    today = japan_date(ctx.now)
    return RequestPage(
        request_id,
        row.name,
        row.kana,
        words.ROLE_LABELS[row.role],
        row.about,
        told.birth_date,
        age_on(told.birth_date, today) if told.birth_date else None,
        told.reach,
        requests.goes_by_mail(told.reach),
        row.asked_at,
        (*_people_alike(ctx, row, told.birth_date), *_requests_alike(ctx, row, told.birth_date)),
    )


def _people_alike(ctx: Ctx, row: AccountRequest, born: date | None) -> Sequence[Alike]:
    """People who have or had a seat in the ward, by any shape of the name or by the reading."""
    query = (
        select(Person, Membership.role)
        .join(Membership, col(Membership.person_id) == col(Person.id))
        .where(
            col(Membership.ward_id) == row.ward_id,
            sa.or_(
                col(Person.name_key) == row.name_key,
                col(Person.kana_key).startswith(_bare(row.kana_key), autoescape=True),
            ),
        )
        .order_by(col(Person.id), col(Membership.id))
    )
    roles: dict[int, list[str]] = {}
    known: dict[int, Person] = {}
    for person, role in ctx.session.exec(query.limit(SHOWN)):
        known[person.id or 0] = person
        roles.setdefault(person.id or 0, []).append(words.ROLE_LABELS[Role(role)])
    return [
        Alike(
            at, None, person.name, person.kana, tuple(dict.fromkeys(roles[at])),
            born is not None and person.birth_date == born,
        )
        for at, person in list(known.items())[:ALIKE]
    ]  # fmt: skip


def _requests_alike(ctx: Ctx, row: AccountRequest, born: date | None) -> Sequence[Alike]:
    query = select(AccountRequest).where(
        col(AccountRequest.ward_id) == row.ward_id,
        col(AccountRequest.answered_at).is_(None),
        col(AccountRequest.id) != row.id,
        sa.or_(
            col(AccountRequest.name_key) == row.name_key,
            col(AccountRequest.kana_key).startswith(_bare(row.kana_key), autoescape=True),
        ),
    )
    found = ctx.session.exec(query.order_by(col(AccountRequest.id)).limit(ALIKE)).all()
    return [
        Alike(
            None, other.id, other.name, other.kana, (words.ROLE_LABELS[other.role],),
            born is not None and requests.opened(other).birth_date == born,
        )
        for other in found
    ]  # fmt: skip


def _bare(key: str) -> str:
    """The reading without voicing, with the sign that ends it: the whole reading, not a part."""
    return key.partition("\t")[0] + "\t"
