"""Name a deputy for a period (代理・代決): the deputy acts under the own name, for somebody.

A delegation is of one seat, ends by itself, and is never passed on. Rights follow the seat as it
stands: when the seat of either ends, nobody acts in it any more.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Annotated, Final

import sqlalchemy as sa
from pydantic import BaseModel, BeforeValidator, StringConstraints
from sqlmodel import Session, col, select

from hub.accounts import access, charges, queries, words
from hub.accounts.charges import Colleague
from hub.kernel.calendar import japan_date
from hub.kernel.dates import read_date
from hub.kernel.errors import NOT_FOUND, FieldProblem, Invalid, NotFound, Refused
from hub.platform import audit, outbox
from hub.platform.commands import command, read
from hub.platform.context import Ctx, Seat, require, require_fresh
from hub.platform.db import guarded
from models.accounts import Membership, Person
from models.delegations import Delegation
from models.platform import AuditRow
from models.vocab import DataClass, Role

LONGEST: Final = timedelta(days=184)
SHOWN: Final = 50
DAY: Final = timedelta(days=1)


def _chosen(value: object) -> object:
    """Nobody chosen is an empty answer, like a day that is not filled in."""
    return value or None


class NameDeputy(BaseModel):
    """Who acts, from which day to which day as typed, both included."""

    deputy_id: Annotated[int, BeforeValidator(_chosen)]
    first_day: Annotated[str, StringConstraints(min_length=1, max_length=40)]
    last_day: Annotated[str, StringConstraints(min_length=1, max_length=40)]


class OneDelegation(BaseModel):
    """The delegation that is meant."""

    delegation_id: int


@dataclass(frozen=True, slots=True)
class DelegationChanged:
    """Id of the delegation."""

    delegation_id: int


@dataclass(frozen=True, slots=True)
class Deputy:
    """A delegation that holds or is to come; `role_words` is a msgid."""

    delegation_id: int
    name: str
    role_words: str
    first_day: date
    last_day: date
    is_mine: bool


@dataclass(frozen=True, slots=True)
class DoneForMe:
    """An act that a deputy took for the reader; `claim_id` leads to the claim it was about."""

    name: str
    at: datetime
    claim_id: int | None


@dataclass(frozen=True, slots=True)
class DeputiesPage:
    """The colleagues, the delegations of and to the reader, and what was done for the reader."""

    colleagues: tuple[Colleague, ...]
    rows: tuple[Deputy, ...]
    done: tuple[DoneForMe, ...]


@command(name="accounts:deputy:name", input=NameDeputy, audit="delegation", in_person=True)
def name_deputy(ctx: Ctx, *, deputy_id: int, first_day: str, last_day: str) -> DelegationChanged:
    """Let a colleague act for oneself in the present seat, from a day to a day."""
    require(ctx, access.may_name_deputy(ctx.actor))
    require_fresh(ctx)
    seat, grantor_id = ctx.actor.seat, ctx.actor.person_id or 0
    ward_id, today = seat.ward_id or 0, japan_date(ctx.now)
    starts_on, ends_on = _days(today, first_day, last_day)
    own = [one.id for one in charges.staff_seats(ctx, grantor_id, ward_id, today)]
    if seat.membership_id not in own:
        raise NotFound(NOT_FOUND)
    if deputy_id == grantor_id or not charges.staff_seats(ctx, deputy_id, ward_id, today):
        raise Invalid(FieldProblem("deputy_id", words.DEPUTY_WHO))
    if _overlaps(ctx, seat.membership_id, starts_on, ends_on):
        raise Refused(words.DEPUTY_TWICE)
    row = Delegation(
        ward_id=ward_id, grantor_id=grantor_id, deputy_id=deputy_id,
        membership_id=seat.membership_id, starts_on=starts_on, ends_on=ends_on,
        created_at=ctx.now,
    )  # fmt: skip
    ctx.session.add(row)
    ctx.session.flush()
    _tell(ctx, row, "named", words.DEPUTY_NAMED)
    audit.record(ctx, "delegation", row.id or 0)
    return DelegationChanged(row.id or 0)


@command(name="accounts:deputy:end", input=OneDelegation, audit="delegation", in_person=True)
def end_deputy(ctx: Ctx, *, delegation_id: int) -> DelegationChanged:
    """Take the own delegation back; the deputy is out of the seat at once."""
    row = ctx.session.get(Delegation, delegation_id)
    require(ctx, access.may_end_deputy(ctx.actor, row.grantor_id if row else None))
    ended = sa.update(Delegation).where(
        col(Delegation.id) == delegation_id,
        col(Delegation.revoked_at).is_(None),
        col(Delegation.ends_on) > japan_date(ctx.now),
    )
    if row is None or not guarded(ctx.session, ended.values(revoked_at=ctx.now)):
        raise NotFound(NOT_FOUND)
    _tell(ctx, row, "ended", words.DEPUTY_ENDED)
    audit.record(ctx, "delegation", delegation_id)
    return DelegationChanged(delegation_id)


@read(name="accounts:deputies", data_class=DataClass.C2)
def deputies(ctx: Ctx) -> DeputiesPage:
    """Whom the reader may name, what holds or is to come, and what was done for the reader."""
    require(ctx, access.may_see_deputies(ctx.actor))
    me, today = ctx.actor.person_id or 0, japan_date(ctx.now)
    query = (
        select(Delegation, Membership)
        .join(Membership, col(Membership.id) == col(Delegation.membership_id))
        .where(
            sa.or_(col(Delegation.grantor_id) == me, col(Delegation.deputy_id) == me),
            col(Delegation.revoked_at).is_(None),
            col(Delegation.ends_on) > today,
        )
        .order_by(col(Delegation.starts_on), col(Delegation.id))
    )
    found = ctx.session.exec(query.limit(SHOWN)).all()
    ids = {at for row, _seat in found for at in (row.grantor_id, row.deputy_id)}
    named = queries.names(ctx, ids)
    rows = tuple(
        Deputy(
            row.id or 0,
            named[row.deputy_id if row.grantor_id == me else row.grantor_id],
            words.ROLE_LABELS[seat.role],
            row.starts_on,
            row.ends_on - DAY,
            is_mine=row.grantor_id == me,
        )
        for row, seat in found
    )
    others = charges.colleagues(ctx, ctx.actor.seat.ward_id or 0)
    return DeputiesPage(tuple(one for one in others if one.person_id != me), rows, _done(ctx, me))


def seats_lent(session: Session, person_id: int, day: date) -> list[Seat]:
    """Seats in which a person may act for a colleague on a day; both seats hold on it."""
    query = (
        select(Delegation, Membership, Person)
        .join(Membership, col(Membership.id) == col(Delegation.membership_id))
        .join(Person, col(Person.id) == col(Delegation.grantor_id))
        .where(
            col(Delegation.deputy_id) == person_id,
            col(Delegation.revoked_at).is_(None),
            col(Delegation.starts_on) <= day,
            col(Delegation.ends_on) > day,
            col(Membership.starts_on) <= day,
            sa.or_(col(Membership.ends_on).is_(None), col(Membership.ends_on) > day),
        )
        .order_by(col(Delegation.id))
    )
    return [
        Seat(seat.id or 0, seat.role, seat.ward_id, seat.firm_id, row.grantor_id, person.name)
        for row, seat, person in session.exec(query).all()
    ]


def deputies_of(session: Session, role: Role, ward_id: int, day: date) -> list[int]:
    """Who acts on a day in somebody's seat of this role in a ward; both seats hold on it."""
    query = (
        select(Delegation.deputy_id)
        .join(Membership, col(Membership.id) == col(Delegation.membership_id))
        .where(
            col(Membership.role) == role,
            col(Membership.ward_id) == ward_id,
            col(Delegation.revoked_at).is_(None),
            col(Delegation.starts_on) <= day,
            col(Delegation.ends_on) > day,
            col(Membership.starts_on) <= day,
            sa.or_(col(Membership.ends_on).is_(None), col(Membership.ends_on) > day),
        )
        .order_by(col(Delegation.id))
    )
    return list(session.exec(query).all())


def end_all_of(ctx: Ctx, person_id: int) -> None:
    """End what a leaver has lent and what was lent to the leaver."""
    ended = (
        sa.update(Delegation)
        .where(
            sa.or_(col(Delegation.grantor_id) == person_id, col(Delegation.deputy_id) == person_id),
            col(Delegation.revoked_at).is_(None),
        )
        .values(revoked_at=ctx.now)
    )
    ctx.session.connection().execute(ended)


def _days(today: date, first: str, last: str) -> tuple[date, date]:
    """The half-open period of two typed days."""
    starts_on, until = read_date(first), read_date(last)
    wrong = [
        FieldProblem(name, words.NOT_A_DAY)
        for name, day in (("first_day", starts_on), ("last_day", until))
        if day is None
    ]
    if starts_on is None or until is None:
        raise Invalid(*wrong)
    if starts_on < today:
        raise Invalid(FieldProblem("first_day", words.DEPUTY_PAST))
    if not starts_on <= until <= starts_on + LONGEST:
        raise Invalid(FieldProblem("last_day", words.DEPUTY_DAYS))
    return starts_on, until + DAY


def _overlaps(ctx: Ctx, membership_id: int, starts_on: date, ends_on: date) -> bool:
    """Whether the seat is lent in the period already; one row of the seat is locked for it."""
    lock = sa.update(Membership).where(col(Membership.id) == membership_id)
    ctx.session.connection().execute(lock.values(role=Membership.role))
    query = select(Delegation.id).where(
        col(Delegation.membership_id) == membership_id,
        col(Delegation.revoked_at).is_(None),
        col(Delegation.starts_on) < ends_on,
        col(Delegation.ends_on) > starts_on,
    )
    return ctx.session.exec(query).first() is not None


def _done(ctx: Ctx, me: int) -> tuple[DoneForMe, ...]:
    """Acts of deputies for the reader, the newest first (後閲); staff are served by no desk."""
    query = (
        select(AuditRow)
        .where(col(AuditRow.on_behalf_of) == me, col(AuditRow.actor_id) != me)
        .order_by(col(AuditRow.seq).desc())
        .limit(SHOWN)
    )
    found = ctx.session.exec(query).all()
    named = queries.names(ctx, {row.actor_id for row in found if row.actor_id})
    return tuple(
        DoneForMe(
            named.get(row.actor_id or 0, ""), row.at,
            int(row.record_id) if row.record == "claim" else None,
        )
        for row in found
    )  # fmt: skip


def _tell(ctx: Ctx, row: Delegation, how: str, sentence: str) -> None:
    ids: Sequence[int] = (row.grantor_id, row.deputy_id)
    named = queries.names(ctx, ids)
    for person_id in ids:
        outbox.notice(
            ctx, f"accounts.deputy.{how}", f"delegation:{row.id}", person_id, sentence,
            page="deputies",
            params={
                "grantor": named[row.grantor_id], "deputy": named[row.deputy_id],
                "first": row.starts_on, "last": row.ends_on - DAY,
            },
        )  # fmt: skip
