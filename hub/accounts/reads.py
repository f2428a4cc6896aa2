"""What pages and other rooms may know of people."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from hub.accounts import access, queries, words
from hub.accounts.breaching import Breach as Breach  # noqa: PLC0414  the room's door
from hub.accounts.breaching import breach as breach  # noqa: PLC0414  the room's door
from hub.accounts.charges import HandoverPage as HandoverPage  # noqa: PLC0414  the room's door
from hub.accounts.charges import Keeper as Keeper  # noqa: PLC0414  the room's door
from hub.accounts.charges import Leaving as Leaving  # noqa: PLC0414  the room's door
from hub.accounts.charges import PlannedHandover as PlannedHandover  # noqa: PLC0414  the room's door
from hub.accounts.charges import handovers as handovers  # noqa: PLC0414  the room's door
from hub.accounts.charges import keepers as keepers  # noqa: PLC0414  the room's door
from hub.accounts.charges import kept_by as kept_by  # noqa: PLC0414  the room's door
from hub.accounts.charges import leaving as leaving  # noqa: PLC0414  the room's door
from hub.accounts.code_letters import LetterTo as LetterTo  # noqa: PLC0414  the room's door
from hub.accounts.code_letters import code_letter as code_letter  # noqa: PLC0414  the room's door
from hub.accounts.delegating import DeputiesPage as DeputiesPage  # noqa: PLC0414  the room's door
from hub.accounts.delegating import Deputy as Deputy  # noqa: PLC0414  the room's door
from hub.accounts.delegating import DoneForMe as DoneForMe  # noqa: PLC0414  the room's door
from hub.accounts.delegating import deputies as deputies  # noqa: PLC0414  the room's door
from hub.accounts.delegating import deputies_of
from hub.accounts.desk import Band as Band  # noqa: PLC0414  the room's door
from hub.accounts.desk import Served as Served  # noqa: PLC0414  the room's door
from hub.accounts.desk import desk_band as desk_band  # noqa: PLC0414  the room's door
from hub.accounts.desk import desk_people as desk_people  # noqa: PLC0414  the room's door
from hub.accounts.desk_checking import DeskFacts as DeskFacts  # noqa: PLC0414  the room's door
from hub.accounts.desk_checking import desk_facts as desk_facts  # noqa: PLC0414  the room's door
from hub.accounts.desk_log import DeskRow as DeskRow  # noqa: PLC0414  the room's door
from hub.accounts.desk_log import desk_log as desk_log  # noqa: PLC0414  the room's door
from hub.accounts.desk_log import typists as typists  # noqa: PLC0414  the room's door
from hub.accounts.desk_said import Said as Said  # noqa: PLC0414  the room's door
from hub.accounts.desk_typed import Typed as Typed  # noqa: PLC0414  the room's door
from hub.accounts.desk_typed import desk_typed as desk_typed  # noqa: PLC0414  the room's door
from hub.accounts.disclosing import Disclosure as Disclosure  # noqa: PLC0414  the room's door
from hub.accounts.disclosing import disclosure as disclosure  # noqa: PLC0414  the room's door
from hub.accounts.feeds import my_feed as my_feed  # noqa: PLC0414  the room's door
from hub.accounts.inviting import Waiting as Waiting  # noqa: PLC0414  the room's door
from hub.accounts.inviting import open_invitations as open_invitations  # noqa: PLC0414  the room's door
from hub.accounts.lost_device import Unguarded as Unguarded  # noqa: PLC0414  the room's door
from hub.accounts.lost_device import unguarded as unguarded  # noqa: PLC0414  the room's door
from hub.accounts.own_devices import MySession as MySession  # noqa: PLC0414  the room's door
from hub.accounts.own_devices import my_sessions as my_sessions  # noqa: PLC0414  the room's door
from hub.accounts.own_password import MyPassword as MyPassword  # noqa: PLC0414  the room's door
from hub.accounts.own_password import my_password as my_password  # noqa: PLC0414  the room's door
from hub.accounts.ports import Work as Work  # noqa: PLC0414  the room's door
from hub.accounts.roles import PeoplePage as PeoplePage  # noqa: PLC0414  the room's door
from hub.accounts.roles import PersonPage as PersonPage  # noqa: PLC0414  the room's door
from hub.accounts.roles import PersonRow as PersonRow  # noqa: PLC0414  the room's door
from hub.accounts.roles import SeatRow as SeatRow  # noqa: PLC0414  the room's door
from hub.accounts.roles import one_person as one_person  # noqa: PLC0414  the room's door
from hub.accounts.roles import people as people  # noqa: PLC0414  the room's door
from hub.accounts.second_step import Device as Device  # noqa: PLC0414  the room's door
from hub.accounts.second_step import device_of as device_of  # noqa: PLC0414  the room's door
from hub.accounts.sign_in import Credentials as Credentials  # noqa: PLC0414  the room's door
from hub.accounts.sign_in import Fit as Fit  # noqa: PLC0414  the room's door
from hub.accounts.sign_in import credentials_of as credentials_of  # noqa: PLC0414  the room's door
from hub.accounts.waiting import Alike as Alike  # noqa: PLC0414  the room's door
from hub.accounts.waiting import RequestList as RequestList  # noqa: PLC0414  the room's door
from hub.accounts.waiting import RequestPage as RequestPage  # noqa: PLC0414  the room's door
from hub.accounts.waiting import RequestRow as RequestRow  # noqa: PLC0414  the room's door
from hub.accounts.waiting import account_requests as account_requests  # noqa: PLC0414  the room's door
from hub.accounts.waiting import one_request as one_request  # noqa: PLC0414  the room's door
from hub.accounts.wishes import Wishes as Wishes  # noqa: PLC0414  the room's door
from hub.accounts.wishes import my_wishes as my_wishes  # noqa: PLC0414  the room's door
from hub.kernel.calendar import japan_date
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


@read(name="accounts:birth_date", data_class=DataClass.C3)
def birth_date_of(ctx: Ctx, *, person_id: int) -> date | None:
    """Birth date of a person, for age gates only; empty when nobody has told it."""
    require(ctx, access.may_know_birth_date(ctx.actor, person_id))
    person = queries.person(ctx.session, person_id)
    return person.birth_date if person else None


@read(name="accounts:birth_dates", data_class=DataClass.C3)
def birth_dates_of(ctx: Ctx, *, person_ids: tuple[int, ...]) -> dict[int, date | None]:
    """Birth dates of people a room already knows by id, for age gates the system looks at."""
    require(ctx, access.may_know_birth_dates(ctx.actor))
    return queries.birth_dates(ctx, person_ids)


@read(name="accounts:born_until", data_class=DataClass.C3)
def born_until(ctx: Ctx, *, person_ids: tuple[int, ...], day: date) -> frozenset[int]:
    """Those of people the asking room already knows who were born on a day or before it."""
    require(ctx, access.may_know_elders(ctx.actor))
    return queries.born_until(ctx, person_ids, day)


@read(name="accounts:names", data_class=DataClass.C2)
def names_of(ctx: Ctx, *, person_ids: tuple[int, ...]) -> dict[int, str]:
    """Names of people the asking room already knows by id, in kana order."""
    require(ctx, access.may_know_people(ctx.actor))
    return queries.names(ctx, person_ids)


@read(name="accounts:holders", data_class=DataClass.C1)
def holders_of(
    ctx: Ctx, *, role: Role, ward_id: int | None = None, firm_id: int | None = None
) -> tuple[int, ...]:
    """Ids of people who hold a role today in a ward or a firm, for notices to them.

    Deputies hear what those hear for whom they act.
    """
    require(ctx, access.may_know_people(ctx.actor))
    day = japan_date(ctx.now)
    found = queries.holders(ctx.session, role.value, day, ward_id=ward_id, firm_id=firm_id)
    if role in access.LENDERS and ward_id is not None:
        found += deputies_of(ctx.session, role, ward_id, day)
    return tuple(dict.fromkeys(found))


@read(name="accounts:firms_since", data_class=DataClass.C1)
def firms_since(ctx: Ctx, *, person_id: int, since: date) -> tuple[int, ...]:
    """Firms in which a person has held a seat on a day or later, also one that has ended."""
    require(ctx, access.may_know_people(ctx.actor))
    return tuple(queries.firms_since(ctx.session, person_id, since, japan_date(ctx.now)))


@read(name="accounts:people_of_firms", data_class=DataClass.C1)
def people_of_firms(
    ctx: Ctx, *, firm_ids: tuple[int, ...], since: date
) -> tuple[tuple[int, int], ...]:
    """Person and firm of all who have held a seat in one of some firms on a day or later."""
    require(ctx, access.may_know_people(ctx.actor))
    return tuple(queries.people_of_firms(ctx.session, firm_ids, since, japan_date(ctx.now)))
