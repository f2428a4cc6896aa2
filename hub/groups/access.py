"""Who may found, change, sign, check and register groups of firms, and who may read them."""

from collections.abc import Collection
from typing import Final

from hub.groups import words
from hub.kernel.errors import Reason
from hub.platform.context import Actor
from models.vocab import FIRM_ROLES, Role

SIGNERS: Final = (Role.FIRM_REPRESENTATIVE, Role.GROUP_LEADER)
WATCHERS: Final = (Role.COORDINATOR, Role.WARD_CLERK, Role.WARD_APPROVER, Role.AUDITOR)


def may_know_group(actor: Actor, ward_id: int, firm_ids: Collection[int]) -> Reason | None:
    """People of the member firms, staff of the ward, and experts, who learn whom they work for."""
    if actor.role in {Role.SYSTEM, Role.EXPERT}:
        return None
    if actor.role in FIRM_ROLES:
        return None if actor.seat.firm_id in firm_ids else words.NOT_YOURS
    own = actor.role in WATCHERS and actor.seat.ward_id == ward_id
    return None if own else words.NOT_YOURS


def may_know_firms_groups(actor: Actor, firm_id: int) -> Reason | None:
    """The firm's own people, ward staff and the system ask for the groups of a firm."""
    if actor.role is Role.SYSTEM or actor.role in WATCHERS:
        return None
    own = actor.role in FIRM_ROLES and actor.seat.firm_id == firm_id
    return None if own else words.NOT_YOURS


def may_know_names(actor: Actor) -> Reason | None:
    """Names of groups are open to everybody who is signed in."""
    signed_in = actor.person_id is not None or actor.role is Role.SYSTEM
    return None if signed_in else words.NOT_YOURS
