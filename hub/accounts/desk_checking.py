"""Who telephones or stands at the desk: birth date and address to compare, shown to who asked.

Both are closely kept (C3): whoever looks stands in the record, and sees them for ten minutes.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from pydantic import BaseModel
from sqlmodel import col, select

from hub.accounts import access, contacts, queries
from hub.kernel.calendar import japan_date
from hub.kernel.errors import NOT_FOUND, NotFound
from hub.platform import audit
from hub.platform.commands import command, read
from hub.platform.context import Ctx, require
from models.accounts import Membership, Person
from models.platform import AuditRow
from models.vocab import DataClass

CHECK: Final = "accounts:desk:check"
SEEN: Final = timedelta(minutes=10)


class CheckPerson(BaseModel):
    """The seat of the person who says to be it."""

    membership_id: int


@dataclass(frozen=True, slots=True)
class Checking:
    """Who is looked at."""

    person_id: int


@dataclass(frozen=True, slots=True)
class DeskFacts:
    """What is compared with what the person says; what is not recorded is None or empty."""

    name: str
    kana: str
    birth_date: date | None
    postal: str
    address: str


@command(name=CHECK, input=CheckPerson, audit="person", in_person=True)
def check_person(ctx: Ctx, *, membership_id: int) -> Checking:
    """Ask to see birth date and address of somebody whom the desk may serve."""
    seat = ctx.session.get(Membership, membership_id)
    require(ctx, access.may_type_for(ctx.actor, seat.role if seat else None,
                                     seat.ward_id if seat else None))  # fmt: skip
    person, _seat = _served(ctx, seat)
    audit.record(ctx, "person", person.id or 0)
    return Checking(person.id or 0)


@read(name="accounts:desk_facts", data_class=DataClass.C3)
def desk_facts(ctx: Ctx, *, membership_id: int) -> DeskFacts:
    """Birth date and address; only for whoever has just asked, which stands in the record."""
    seat = ctx.session.get(Membership, membership_id)
    require(ctx, access.may_type_for(ctx.actor, seat.role if seat else None,
                                     seat.ward_id if seat else None))  # fmt: skip
    person, _seat = _served(ctx, seat)
    asked = select(AuditRow.seq).where(
        col(AuditRow.actor_id) == ctx.actor.person_id,
        col(AuditRow.command) == CHECK,
        col(AuditRow.record) == "person",
        col(AuditRow.record_id) == str(person.id),
        col(AuditRow.at) > ctx.now - SEEN,
    )
    if ctx.session.exec(asked.limit(1)).first() is None:
        raise NotFound(NOT_FOUND)
    known, _bounces = contacts.reach(ctx.session, person.id or 0)
    return DeskFacts(person.name, person.kana, person.birth_date, known.postal, known.address)


def _served(ctx: Ctx, seat: Membership | None) -> tuple[Person, Membership]:
    """The person of a seat that holds today."""
    if seat is not None:
        held = queries.memberships_on(ctx.session, seat.person_id, japan_date(ctx.now))
        for person, one in held:
            if one.id == seat.id:
                return person, one
    raise NotFound(NOT_FOUND)
