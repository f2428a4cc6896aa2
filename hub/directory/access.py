"""Who may change the directory."""

from hub.directory import words
from hub.kernel.errors import Reason
from hub.platform.context import Actor
from models.vocab import Role


def may_add_ward(actor: Actor) -> Reason | None:
    """Wards come from the reference tables only."""
    return None if actor.role is Role.SYSTEM else words.SYSTEM_ONLY


def may_add_firm(actor: Actor, ward_id: int) -> Reason | None:
    """Coordinators and clerks add firms of their own ward."""
    if actor.role is Role.SYSTEM:
        return None
    staff = actor.role in {Role.COORDINATOR, Role.WARD_CLERK}
    return None if staff and actor.seat.ward_id == ward_id else words.OTHER_WARD


def may_know_firms(actor: Actor) -> Reason | None:
    """Firm names are open to everybody who is signed in."""
    signed_in = actor.person_id is not None or actor.role is Role.SYSTEM
    return None if signed_in else words.SYSTEM_ONLY
