"""Who may change and who may read the skill vocabulary."""

from typing import Final

from hub.kernel.errors import Reason
from hub.platform.context import Actor
from hub.skills import words
from models.vocab import Role

DECIDERS: Final = (Role.COORDINATOR, Role.WARD_CLERK)


def may_load(actor: Actor) -> Reason | None:
    """Only set-up and the command line load a whole vocabulary."""
    return None if actor.role is Role.SYSTEM else words.SYSTEM_ONLY


def may_propose(actor: Actor, ward_id: int) -> Reason | None:
    """A coordinator puts words of the ward's requests forward."""
    is_own = actor.role is Role.COORDINATOR and actor.seat.ward_id == ward_id
    return None if is_own else words.NOT_YOURS


def may_see_proposals(actor: Actor, ward_id: int) -> Reason | None:
    """Coordinators and clerks of the ward see what was put forward."""
    is_own = actor.role in DECIDERS and actor.seat.ward_id == ward_id
    return None if is_own or actor.role is Role.SYSTEM else words.NOT_YOURS


def may_decide(actor: Actor, ward_id: int, proposed_by: int) -> Reason | None:
    """Somebody of the ward other than who put it forward. Source: design A3, rule 7."""
    if actor.role is Role.SYSTEM:
        return words.NOT_YOURS
    if actor.person_id == proposed_by:
        return words.TWO_PEOPLE
    return may_see_proposals(actor, ward_id)


def may_read(actor: Actor) -> Reason | None:
    """The vocabulary is open to everybody who is signed in, and to the system."""
    known = actor.role is Role.SYSTEM or actor.person_id is not None
    return None if known else words.NOT_SIGNED_IN
