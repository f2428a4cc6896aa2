"""What pages and other rooms may know of people."""

from dataclasses import dataclass
from typing import Final

from hub.accounts import access, queries, words
from hub.platform.commands import read
from hub.platform.context import Ctx, require
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
