"""Who may open, close and see accounts."""

from hub.accounts import words
from hub.kernel.errors import Reason
from hub.platform.context import Actor
from models.vocab import FIRM_ROLES, Role


def may_run_as_system(actor: Actor) -> Reason | None:
    """Sign-in and set-up acts are taken by the system itself, never by a page."""
    return None if actor.role is Role.SYSTEM else words.SYSTEM_ONLY


def may_know_people(actor: Actor) -> Reason | None:
    """Signed-in people and the system; what is shown is decided by the room that asks."""
    signed_in = actor.person_id is not None or actor.role is Role.SYSTEM
    return None if signed_in else words.SYSTEM_ONLY


def may_have_feed(actor: Actor) -> Reason | None:
    """Students, experts and people of firms put their own dates into their calendar."""
    own = actor.role in {Role.STUDENT, Role.EXPERT, *FIRM_ROLES} and actor.person_id is not None
    return None if own else words.NO_FEED


def may_add_person(actor: Actor, role: Role, ward_id: int | None) -> Reason | None:
    """The system adds anybody; a coordinator adds students of the own ward."""
    if actor.role is Role.SYSTEM:
        return None
    own = actor.role is Role.COORDINATOR and actor.seat.ward_id == ward_id
    return None if own and role is Role.STUDENT else words.SYSTEM_ONLY


def may_issue_code(actor: Actor, role: Role | None, ward_id: int | None) -> Reason | None:
    """A coordinator writes letters to students of the own ward."""
    if actor.role is Role.SYSTEM:
        return None
    own = actor.role is Role.COORDINATOR and ward_id == actor.seat.ward_id
    return None if own and role is Role.STUDENT else words.SYSTEM_ONLY
