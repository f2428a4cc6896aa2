"""Who holds which role from when to when: shown, given and ended."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

import sqlalchemy as sa
from pydantic import BaseModel
from sqlmodel import col, func, select

from hub.accounts import access, queries, words
from hub.accounts.inviting import end_invitations_of
from hub.kernel.calendar import japan_date
from hub.kernel.errors import NOT_FOUND, NotFound, Refused
from hub.platform import audit
from hub.platform.commands import command, read
from hub.platform.context import Ctx, require, require_fresh
from models.accounts import Account, Membership, Person
from models.vocab import DataClass, Role

PAGE: Final = 20


class GiveRole(BaseModel):
    """A further role for somebody of the ward, from today."""

    person_id: int
    role: Role


class EndRole(BaseModel):
    """The seat that ends today."""

    membership_id: int


@dataclass(frozen=True, slots=True)
class RoleChanged:
    """The seat, and the first day on which it does not hold any more."""

    membership_id: int
    ends_on: date | None


@dataclass(frozen=True, slots=True)
class SeatRow:
    """A seat of a person as the page shows it; `role_words` is a msgid."""

    membership_id: int
    role: Role
    role_words: str
    firm_id: int | None
    starts_on: date
    ends_on: date | None
    may_end: bool


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One line of the list of people."""

    person_id: int
    name: str
    kana: str
    role_words: tuple[str, ...]
    login: str


@dataclass(frozen=True, slots=True)
class PeoplePage:
    """One page of the people whom the reader may invite, and how many there are."""

    rows: tuple[PersonRow, ...]
    count: int


@dataclass(frozen=True, slots=True)
class PersonPage:
    """One person with every seat in the reader's ward or firm."""

    person_id: int
    name: str
    kana: str
    login: str
    seats: tuple[SeatRow, ...]
    may_write_letter: bool
    may_give: tuple[Role, ...]
    # Whether the birth date of a student is known; None where nobody needs it.
    has_birth_date: bool | None


@command(name="accounts:role:give", input=GiveRole, audit="membership", in_person=True)
def give_role(ctx: Ctx, *, person_id: int, role: Role) -> RoleChanged:
    """Give somebody of the own ward one more role of staff from today."""
    ward_id = ctx.actor.seat.ward_id
    require(ctx, access.may_give_role(ctx.actor, role, ward_id))
    require_fresh(ctx)
    held = [seat for _person, seat in _present(ctx, person_id) if seat.ward_id == ward_id]
    if not held:
        raise NotFound(NOT_FOUND)
    if any(seat.role is role for seat in held):
        raise Refused(words.ALREADY_HELD)
    row = Membership(person_id=person_id, role=role, ward_id=ward_id, starts_on=japan_date(ctx.now))
    ctx.session.add(row)
    ctx.session.flush()
    audit.record(ctx, "membership", row.id or 0)
    return RoleChanged(row.id or 0, None)


@command(name="accounts:role:end", input=EndRole, audit="membership", in_person=True)
def end_role(ctx: Ctx, *, membership_id: int) -> RoleChanged:
    """End a seat at once; one that has begun today ends with the day, so that it has a day."""
    row = ctx.session.get(Membership, membership_id)
    require(ctx, access.may_invite(ctx.actor, row.role if row else None,
                                   row.ward_id if row else None,
                                   row.firm_id if row else None))  # fmt: skip
    today = japan_date(ctx.now)
    if row is not None and row.role is Role.ADMIN:
        _lock_admins(ctx, row)
    if row is None or (row.ends_on is not None and row.ends_on <= today):
        raise NotFound(NOT_FOUND)
    if row.role is Role.ADMIN and _is_last_admin(ctx, row):
        raise Refused(words.LAST_ADMIN)
    row.ends_on = max(today, row.starts_on + timedelta(days=1))
    ctx.session.add(row)
    end_invitations_of(ctx, row.person_id, row.role)
    audit.record(ctx, "membership", membership_id)
    return RoleChanged(membership_id, row.ends_on)


@read(name="accounts:people", data_class=DataClass.C2)
def people(ctx: Ctx, *, page: int) -> PeoplePage:
    """The people whom the reader may invite, twenty a page in the order of their kana."""
    require(ctx, access.may_see_people(ctx.actor))
    which = _in_reach(ctx)
    base = select(Person).where(
        col(Person.id).in_(select(Membership.person_id).where(*which).distinct())
    )
    count = ctx.session.exec(select(func.count()).select_from(base.subquery())).one()
    order = base.order_by(col(Person.kana_key), col(Person.id))
    found = ctx.session.exec(order.offset(PAGE * max(page - 1, 0)).limit(PAGE)).all()
    ids = [row.id or 0 for row in found]
    seats: dict[int, list[str]] = {}
    query = select(Membership).where(*which, col(Membership.person_id).in_(ids))
    for seat in ctx.session.exec(query.order_by(col(Membership.id))):
        seats.setdefault(seat.person_id, []).append(words.ROLE_LABELS[seat.role])
    accounts = select(Account.person_id, Account.login).where(col(Account.person_id).in_(ids))
    logins = dict(ctx.session.exec(accounts).all())
    rows = tuple(
        PersonRow(
            row.id or 0, row.name, row.kana, tuple(seats.get(row.id or 0, ())),
            logins.get(row.id or 0, ""),
        )
        for row in found
    )  # fmt: skip
    return PeoplePage(rows, count)


@read(name="accounts:one_person", data_class=DataClass.C2)
def one_person(ctx: Ctx, *, person_id: int) -> PersonPage:
    """Seats of one person within the reader's reach; a foreign one is missing."""
    require(ctx, access.may_see_people(ctx.actor))
    person = queries.person(ctx.session, person_id)
    query = select(Membership).where(*_in_reach(ctx), col(Membership.person_id) == person_id)
    seats = ctx.session.exec(query.order_by(col(Membership.id))).all()
    if person is None or not seats:
        raise NotFound(NOT_FOUND)
    present = _present(ctx, person_id)
    account = queries.account(ctx.session, person_id)
    held = {seat.role for _person, seat in present}
    ward_id = ctx.actor.seat.ward_id
    return PersonPage(
        person_id,
        person.name,
        person.kana,
        account.login if account else "",
        tuple(_row(ctx, seat) for seat in seats),
        access.may_write_letter(ctx.actor, [seat for _person, seat in present]) is None,
        tuple(
            role
            for role in Role
            if role not in held and access.may_give_role(ctx.actor, role, ward_id) is None
        ),
        None
        if access.may_tell_birth(ctx.actor, [seat for _person, seat in present])
        else person.birth_date is not None,
    )  # fmt: skip


def _row(ctx: Ctx, seat: Membership) -> SeatRow:
    is_last = seat.role is Role.ADMIN and _is_last_admin(ctx, seat)
    return SeatRow(
        seat.id or 0,
        seat.role,
        words.ROLE_LABELS[seat.role],
        seat.firm_id,
        seat.starts_on,
        seat.ends_on,
        seat.ends_on is None and not is_last,
    )


def _present(ctx: Ctx, person_id: int) -> list[tuple[Person, Membership]]:
    return queries.memberships_on(ctx.session, person_id, japan_date(ctx.now))


def _in_reach(ctx: Ctx) -> list[Any]:
    """Present seats of the roles that the reader may invite, in the own ward or firm."""
    seat, day = ctx.actor.seat, japan_date(ctx.now)
    which = [
        col(Membership.ward_id) == seat.ward_id,
        col(Membership.role).in_(access.INVITERS[seat.role]),
        col(Membership.starts_on) <= day,
        sa.or_(col(Membership.ends_on).is_(None), col(Membership.ends_on) > day),
    ]
    if seat.role is Role.FIRM_REPRESENTATIVE:
        which.append(col(Membership.firm_id) == seat.firm_id)
    return which


def _lock_admins(ctx: Ctx, row: Membership) -> None:
    """Let one end of an administrator of the ward wait for another, so that one stays."""
    same = col(Membership.role) == Role.ADMIN, col(Membership.ward_id) == row.ward_id
    touched = sa.update(Membership).where(*same).values(role=Role.ADMIN)
    ctx.session.connection().execute(touched)
    ctx.session.refresh(row)


def _is_last_admin(ctx: Ctx, row: Membership) -> bool:
    """Whether nobody else administers the ward without an end."""
    query = select(Membership.id).where(
        col(Membership.role) == Role.ADMIN,
        col(Membership.ward_id) == row.ward_id,
        col(Membership.ends_on).is_(None),
        col(Membership.id) != row.id,
    )
    return ctx.session.exec(query).first() is None
