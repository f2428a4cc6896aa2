"""Who may change the directory."""

from typing import Final

from hub.directory import words
from hub.kernel.errors import Reason
from hub.platform.context import Actor
from models.vocab import FIRM_ROLES, Role

KEEPERS: Final = (Role.COORDINATOR, Role.WARD_CLERK)
WATCHERS: Final = (*KEEPERS, Role.WARD_APPROVER, Role.AUDITOR)


def may_add_ward(actor: Actor) -> Reason | None:
    """Wards come from the reference tables only."""
    return None if actor.role is Role.SYSTEM else words.SYSTEM_ONLY


def may_add_firm(actor: Actor, ward_id: int) -> Reason | None:
    """Coordinators and clerks add firms of their own ward."""
    if actor.role is Role.SYSTEM:
        return None
    staff = actor.role in KEEPERS
    return None if staff and actor.seat.ward_id == ward_id else words.OTHER_WARD


def may_know_firms(actor: Actor) -> Reason | None:
    """Firm names are open to everybody who is signed in."""
    signed_in = actor.person_id is not None or actor.role is Role.SYSTEM
    return None if signed_in else words.SYSTEM_ONLY


def may_change_firm(actor: Actor, firm_id: int, ward_id: int) -> Reason | None:
    """The firm's own representative, and staff of the ward who keep its directory."""
    if actor.role is Role.SYSTEM:
        return None
    own = actor.role is Role.FIRM_REPRESENTATIVE and actor.seat.firm_id == firm_id
    staff = actor.role in KEEPERS and actor.seat.ward_id == ward_id
    return None if own or staff else words.NOT_YOUR_FIRM


def sees_inside(actor: Actor, firm_id: int, ward_id: int) -> bool:
    """Whether somebody sees what a firm shows to nobody else: people, phone, private machines."""
    if actor.role is Role.SYSTEM:
        return True
    own = actor.role in FIRM_ROLES and actor.seat.firm_id == firm_id
    return own or (actor.role in WATCHERS and actor.seat.ward_id == ward_id)
