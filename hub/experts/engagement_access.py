"""Who may do what with engagements and visits: the group, the expert, the staff of the ward."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from hub.experts.words import engagements as words
from hub.kernel.errors import Reason
from hub.platform.context import Actor
from models.vocab import FIRM_ROLES, Role

WATCHERS: Final = (Role.COORDINATOR, Role.WARD_CLERK, Role.WARD_APPROVER, Role.AUDITOR)


@dataclass(frozen=True, slots=True)
class Parties:
    """Whose engagement it is: ward, leading firm, member firms, the expert's person."""

    ward_id: int
    leader_firm_id: int
    member_firm_ids: Collection[int]
    expert_person_id: int | None = None


def may_ask(actor: Actor, parties: Parties) -> Reason | None:
    """The leader of the group asks experts, withdraws, signs, inspects and pays for it."""
    if actor.role is Role.SYSTEM:
        return None
    own = actor.role is Role.GROUP_LEADER and actor.seat.firm_id == parties.leader_firm_id
    return None if own else words.NOT_YOURS


def may_answer(actor: Actor, parties: Parties) -> Reason | None:
    """The expert answers an offer and records visits; a coordinator does it for the expert."""
    if actor.role is Role.SYSTEM:
        return None
    own = actor.role is Role.EXPERT and actor.person_id == parties.expert_person_id
    return None if own or _coordinates(actor, parties) else words.NOT_YOURS


def may_settle(actor: Actor, parties: Parties) -> Reason | None:
    """A coordinator of the ward fixes fees that changed and settles disputes."""
    if actor.role is Role.SYSTEM:
        return None
    return None if _coordinates(actor, parties) else words.NOT_YOURS


def may_cancel(actor: Actor, parties: Parties) -> Reason | None:
    """Either side takes back what is not yet a contract; the coordinator for both."""
    asked = may_ask(actor, parties), may_answer(actor, parties)
    return None if None in asked else words.NOT_YOURS


def may_see(actor: Actor, parties: Parties) -> Reason | None:
    """The member firms, the expert, and the staff of the ward read an engagement."""
    if may_cancel(actor, parties) is None:
        return None
    if actor.role in FIRM_ROLES:
        return None if actor.seat.firm_id in parties.member_firm_ids else words.NOT_YOURS
    own = actor.role in WATCHERS and actor.seat.ward_id == parties.ward_id
    return None if own else words.NOT_YOURS


def may_host(actor: Actor, firm_id: int) -> Reason | None:
    """A firm's own people read which visits take place at the firm."""
    if actor.role is Role.SYSTEM:
        return None
    own = actor.role in FIRM_ROLES and actor.seat.firm_id == firm_id
    return None if own else words.NOT_YOURS


def may_see_own(actor: Actor, person_id: int) -> Reason | None:
    """An expert reads the own offers and visits."""
    if actor.role is Role.SYSTEM:
        return None
    own = actor.role is Role.EXPERT and actor.person_id == person_id
    return None if own else words.NOT_YOURS


def may_see_ward(actor: Actor, ward_id: int) -> Reason | None:
    """A coordinator reads the calls and requests of the own ward."""
    if actor.role is Role.SYSTEM:
        return None
    own = actor.role is Role.COORDINATOR and actor.seat.ward_id == ward_id
    return None if own else words.NOT_YOURS


def may_check_rankings(actor: Actor, ward_id: int) -> Reason | None:
    """The auditor of the ward reads which experts a group was shown, and why."""
    if actor.role is Role.SYSTEM:
        return None
    own = actor.role is Role.AUDITOR and actor.seat.ward_id == ward_id
    return None if own else words.NOT_YOURS


def may_sweep(actor: Actor) -> Reason | None:
    """Only the hub itself ends offers that have run out."""
    return None if actor.role is Role.SYSTEM else words.NOT_YOURS


def _coordinates(actor: Actor, parties: Parties) -> bool:
    return actor.role is Role.COORDINATOR and actor.seat.ward_id == parties.ward_id
