"""When a student was born: written down by the desk for somebody who was invited without it."""

from dataclasses import dataclass
from typing import Annotated

from pydantic import BaseModel, StringConstraints

from hub.accounts import access, queries, rules, words
from hub.kernel.calendar import japan_date
from hub.kernel.errors import NOT_FOUND, FieldProblem, Invalid, NotFound
from hub.platform import audit
from hub.platform.commands import command
from hub.platform.context import Ctx, require, require_fresh


class TellBirth(BaseModel):
    """Whose, and the day as typed."""

    person_id: int
    birth_date: Annotated[str, StringConstraints(min_length=1, max_length=40)]


@dataclass(frozen=True, slots=True)
class BirthTold:
    """Whose birth date is known now."""

    person_id: int


@command(name="accounts:birth_date:tell", input=TellBirth, audit="person", in_person=True)
def tell_birth(ctx: Ctx, *, person_id: int, birth_date: str) -> BirthTold:
    """Write down when a student of the own ward was born; the record keeps no day."""
    found = queries.memberships_on(ctx.session, person_id, japan_date(ctx.now))
    require(ctx, access.may_tell_birth(ctx.actor, [seat for _person, seat in found]))
    require_fresh(ctx)
    person = queries.person(ctx.session, person_id)
    if person is None:
        raise NotFound(NOT_FOUND)
    born = rules.birth_date(birth_date, japan_date(ctx.now))
    if born is None:
        raise Invalid(FieldProblem("birth_date", words.BORN_WHEN))
    person.birth_date = born
    ctx.session.add(person)
    audit.record(ctx, "person", person_id)
    return BirthTold(person_id)
