"""Who may open, close and see accounts."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final

from hub.accounts import words
from hub.kernel.errors import Reason
from hub.platform.context import Actor
from models.accounts import Membership
from models.vocab import FIRM_ROLES, STAFF_ROLES, Role


def may_run_as_system(actor: Actor) -> Reason | None:
    """Sign-in and set-up acts are taken by the system itself, never by a page."""
    return None if actor.role is Role.SYSTEM else words.SYSTEM_ONLY


def may_know_people(actor: Actor) -> Reason | None:
    """Signed-in people and the system; what is shown is decided by the room that asks."""
    signed_in = actor.person_id is not None or actor.role is Role.SYSTEM
    return None if signed_in else words.SYSTEM_ONLY


def may_know_birth_date(actor: Actor, person_id: int) -> Reason | None:
    """The person alone, and the system; ages for others are told by the room that needs them."""
    own = actor.person_id is not None and actor.person_id == person_id
    return None if own or actor.role is Role.SYSTEM else words.SYSTEM_ONLY


def may_know_birth_dates(actor: Actor) -> Reason | None:
    """Those of many people: the system only."""
    return None if actor.role is Role.SYSTEM else words.SYSTEM_ONLY


def may_know_elders(actor: Actor) -> Reason | None:
    """Coordinators, who look after those who come next, learn who was born by a day, not when."""
    return None if actor.role in {Role.COORDINATOR, Role.SYSTEM} else words.SYSTEM_ONLY


def may_keep_own_account(actor: Actor) -> Reason | None:
    """Every person has an own password and own devices; the system has none."""
    return None if actor.person_id is not None else words.SYSTEM_ONLY


def may_have_feed(actor: Actor) -> Reason | None:
    """Students, experts and people of firms put their own dates into their calendar."""
    own = actor.role in {Role.STUDENT, Role.EXPERT, *FIRM_ROLES} and actor.person_id is not None
    return None if own else words.NO_FEED


# Who invites whom; also whose letters they write and whose seats they end.
INVITERS: Final[Mapping[Role, frozenset[Role]]] = MappingProxyType(
    {
        Role.ADMIN: frozenset(STAFF_ROLES),
        Role.COORDINATOR: frozenset({Role.STUDENT, Role.EXPERT, Role.FIRM_REPRESENTATIVE}),
        Role.FIRM_REPRESENTATIVE: frozenset(FIRM_ROLES),
    }
)


def may_have_wishes(actor: Actor) -> Reason | None:
    """Everybody says alone how to be told."""
    return None if actor.person_id is not None else words.SYSTEM_ONLY


def may_invite(
    actor: Actor, role: Role | None, ward_id: int | None, firm_id: int | None
) -> Reason | None:
    """An administrator invites staff, a coordinator people of the ward, a representative a firm's.

    Whoever has a seat in a firm is invited there only; a firm's people by their representative.
    """
    if actor.role is Role.SYSTEM:
        return None
    seat = actor.seat
    own = ward_id == seat.ward_id and role in INVITERS.get(seat.role, ())
    if seat.role is Role.FIRM_REPRESENTATIVE:
        own = own and firm_id == seat.firm_id
    return None if own else words.NOT_YOURS


def may_send_invitation(actor: Actor, role: Role, firm_id: int | None) -> Reason | None:
    """A link is sent by a person, who may invite somebody to this role of the own ward."""
    if actor.person_id is None or actor.seat.ward_id is None:
        return words.NOT_YOURS
    return may_invite(actor, role, actor.seat.ward_id, firm_id)


# Who may ask for an account on the open page; whoever invites to these roles answers.
APPLICANTS: Final = (Role.STUDENT, Role.EXPERT)


def may_see_requests(actor: Actor) -> Reason | None:
    """Whoever invites students and experts of the ward."""
    own = actor.person_id is not None and set(APPLICANTS) <= INVITERS.get(actor.role, frozenset())
    return None if own else words.NOT_YOURS


def may_answer_request(actor: Actor, ward_id: int | None) -> Reason | None:
    """The same, in the ward that was asked."""
    own = ward_id is not None and actor.seat.ward_id == ward_id
    return may_see_requests(actor) if own else words.NOT_YOURS


def may_see_people(actor: Actor) -> Reason | None:
    """Whoever may invite somebody also sees who is there."""
    return None if actor.role in INVITERS else words.NOT_YOURS


# Who types at the desk and for whom, and who never does: they decide on what was typed. A clerk who
# has typed for a record leaves it to other clerks.
AT_DESK: Final = (Role.COORDINATOR, Role.WARD_CLERK)
SERVED: Final = (Role.STUDENT, Role.EXPERT, *FIRM_ROLES)
JUDGES: Final = (Role.WARD_APPROVER, Role.INSPECTOR, Role.ACCOUNTING)


def may_see_desk(actor: Actor) -> Reason | None:
    """Coordinators and clerks sit at the desk."""
    return None if actor.role in AT_DESK else words.NOT_YOURS


def may_type_for(actor: Actor, role: Role | None, ward_id: int | None) -> Reason | None:
    """Whoever sits at the desk types for students, experts and people of firms of the own ward."""
    own = ward_id == actor.seat.ward_id and role in SERVED and actor.person_id is not None
    return may_see_desk(actor) if own else words.NOT_YOURS


def may_end_desk(actor: Actor) -> Reason | None:
    """Whoever types for somebody stops it."""
    return None if actor.staff_id is not None else words.NOT_YOURS


def may_give_role(actor: Actor, role: Role, ward_id: int | None) -> Reason | None:
    """The ward's administrator gives and ends the roles of staff."""
    own = actor.role is Role.ADMIN and actor.seat.ward_id == ward_id
    return None if own and role in STAFF_ROLES else words.NOT_YOURS


# An administrator invites a second one instead of lending the own seat.
LENDERS: Final = tuple(role for role in STAFF_ROLES if role is not Role.ADMIN)


def may_see_deputies(actor: Actor) -> Reason | None:
    """People of an office, but for administrators."""
    return None if actor.role in LENDERS and actor.person_id is not None else words.NOT_YOURS


def may_name_deputy(actor: Actor) -> Reason | None:
    """Whoever sits in an own seat of an office; a lent one is not lent on."""
    return words.NOT_YOURS if actor.seat.for_id is not None else may_see_deputies(actor)


def may_end_deputy(actor: Actor, grantor_id: int | None) -> Reason | None:
    """Whoever has lent the seat."""
    own = grantor_id is not None and actor.person_id == grantor_id
    return may_name_deputy(actor) if own else words.NOT_YOURS


def may_reset_step(actor: Actor, seats: Sequence[Membership]) -> Reason | None:
    """The ward's administrator, for whoever has a seat in the own ward."""
    own = actor.role is Role.ADMIN and any(seat.ward_id == actor.seat.ward_id for seat in seats)
    return None if own else words.NOT_YOURS


def may_see_unguarded(actor: Actor) -> Reason | None:
    """The ward's administrator, and the server when it starts."""
    return None if actor.role in {Role.ADMIN, Role.SYSTEM} else words.NOT_YOURS


def may_tell_birth(actor: Actor, seats: Sequence[Membership]) -> Reason | None:
    """Whoever invites students of the ward writes down when one was born."""
    own = any(
        seat.role is Role.STUDENT
        and may_invite(actor, seat.role, seat.ward_id, seat.firm_id) is None
        for seat in seats
    )
    return None if own and actor.person_id is not None else words.NOT_YOURS


def may_hand_over(actor: Actor, ward_id: int | None) -> Reason | None:
    """The ward's administrator decides who follows whom."""
    own = actor.role is Role.ADMIN and ward_id is not None and actor.seat.ward_id == ward_id
    return None if own else words.NOT_YOURS


def may_add_person(
    actor: Actor, role: Role, ward_id: int | None, firm_id: int | None
) -> Reason | None:
    """The system adds anybody; otherwise whoever may invite somebody to this role."""
    return None if may_invite(actor, role, ward_id, firm_id) is None else words.SYSTEM_ONLY


def may_write_letter(actor: Actor, seats: Sequence[Membership]) -> Reason | None:
    """Whoever may invite somebody to every role that the letter opens."""
    if actor.role is Role.SYSTEM and seats:
        return None
    own = seats and all(
        may_invite(actor, seat.role, seat.ward_id, seat.firm_id) is None for seat in seats
    )
    return None if own else words.SYSTEM_ONLY
