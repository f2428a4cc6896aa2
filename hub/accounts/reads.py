"""What pages and other rooms may know of people."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from hub.accounts import access, queries, words
from hub.accounts.codes import LiveCode
from hub.accounts.feeds import my_feed as my_feed  # noqa: PLC0414  the room's door
from hub.kernel.calendar import japan_date
from hub.platform.commands import read
from hub.platform.context import Ctx, once_a_read, require
from models.vocab import DataClass, Role

KINDS: Final = {
    Role.STUDENT: "student",
    Role.GUARDIAN: "student",
    Role.EXPERT: "expert",
    Role.FIRM_REPRESENTATIVE: "firm",
    Role.FIRM_TUTOR: "firm",
    Role.GROUP_LEADER: "firm",
    Role.WARD_CLERK: "ward",
    Role.WARD_APPROVER: "ward",
}


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """One story person of the demo's sign-in page; `role_words` is a msgid."""

    person_id: int
    name: str
    role_words: str
    kind: str
    is_suggested: bool


@read(name="accounts:demo_people", data_class=DataClass.C1)
def demo_people(ctx: Ctx) -> tuple[DemoPerson, ...]:
    """People of the demo story in the order of the page; empty outside a demo."""
    require(ctx, access.may_run_as_system(ctx.actor))
    return tuple(
        DemoPerson(
            person.id or 0,
            person.name,
            person.demo_role or words.ROLE_LABELS[seat.role],
            KINDS.get(seat.role, "other"),
            person.demo_rank == 1,
        )
        for person, seat in queries.demo_people(ctx.session)
    )


@read(name="accounts:birth_date", data_class=DataClass.C3)
def birth_date_of(ctx: Ctx, *, person_id: int) -> date | None:
    """Birth date of a person, for age gates only; empty when nobody has told it."""
    require(ctx, access.may_know_people(ctx.actor))
    person = queries.person(ctx.session, person_id)
    return person.birth_date if person else None


@read(name="accounts:names", data_class=DataClass.C2)
@once_a_read
def names_of(ctx: Ctx, *, person_ids: tuple[int, ...]) -> dict[int, str]:
    """Names of people the asking room already knows by id, in kana order."""
    require(ctx, access.may_know_people(ctx.actor))
    return {row.id or 0: row.name for row in queries.people(ctx.session, person_ids)}


@read(name="accounts:holders", data_class=DataClass.C1)
def holders_of(
    ctx: Ctx, *, role: Role, ward_id: int | None = None, firm_id: int | None = None
) -> tuple[int, ...]:
    """Ids of people who hold a role today in a ward or a firm, for notices to them."""
    require(ctx, access.may_know_people(ctx.actor))
    day = japan_date(ctx.now)
    return tuple(queries.holders(ctx.session, role.value, day, ward_id=ward_id, firm_id=firm_id))


@read(name="accounts:live_codes", data_class=DataClass.C3)
def live_codes(ctx: Ctx, *, login: str) -> tuple[LiveCode, ...]:
    """Codes of a sign-in number that still work; for the sign-in route only."""
    require(ctx, access.may_run_as_system(ctx.actor))
    rows = queries.live_codes(ctx.session, login.strip().upper(), ctx.now)
    return tuple(LiveCode(row.id or 0, row.code_hash) for row in rows)
