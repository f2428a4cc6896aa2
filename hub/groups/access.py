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
    if actor.role is Role.EXPERT:
        return None
    return may_see_group(actor, ward_id, firm_ids)


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


def may_see_groups(actor: Actor, ward_id: int) -> Reason | None:
    """Ward staff read the groups of their own ward."""
    if actor.role is Role.SYSTEM:
        return None
    own = actor.role in WATCHERS and actor.seat.ward_id == ward_id
    return None if own else words.NOT_YOURS


def may_see_group(actor: Actor, ward_id: int, firm_ids: Collection[int]) -> Reason | None:
    """People of the member firms and staff of the ward read one group."""
    if actor.role in FIRM_ROLES:
        return None if actor.seat.firm_id in firm_ids else words.NOT_YOURS
    return may_see_groups(actor, ward_id)


def may_found(actor: Actor, ward_id: int, leader_firm_id: int) -> Reason | None:
    """The future leader's own people found a group; a coordinator opens talks."""
    if actor.role is Role.COORDINATOR:
        return None if actor.seat.ward_id == ward_id else words.NOT_YOURS
    return may_lead(actor, leader_firm_id)


def may_lead(actor: Actor, leader_firm_id: int) -> Reason | None:
    """The leading firm's people who may sign act for the group."""
    if actor.role is Role.SYSTEM:
        return None
    own = actor.role in SIGNERS and actor.seat.firm_id == leader_firm_id
    return None if own else words.NOT_YOURS


def may_sign(actor: Actor, firm_ids: Collection[int]) -> Reason | None:
    """A member firm's own people who may sign; nobody signs for another, the system never."""
    own = actor.role in SIGNERS and actor.seat.firm_id in firm_ids
    return None if own and actor.person_id is not None else words.NOT_YOURS


def may_check(
    actor: Actor, ward_id: int, doers: Collection[int | None], firm_ids: Collection[int]
) -> Reason | None:
    """A clerk of the ward who has not signed or applied and has no seat in a member firm."""
    return _duty(actor, Role.WARD_CLERK, ward_id, doers) or _outside(actor, firm_ids)


def may_decide(
    actor: Actor, ward_id: int, doers: Collection[int | None], firm_ids: Collection[int]
) -> Reason | None:
    """An approver who has not signed, applied or checked and has no seat in a member firm."""
    return _duty(actor, Role.WARD_APPROVER, ward_id, doers) or _outside(actor, firm_ids)


def may_set_figures(actor: Actor, ward_id: int) -> Reason | None:
    """An approver sets the figures of the own ward."""
    if actor.role is Role.SYSTEM:
        return None
    own = actor.role is Role.WARD_APPROVER and actor.seat.ward_id == ward_id
    return None if own else words.NOT_YOURS


def _duty(actor: Actor, role: Role, ward_id: int, doers: Collection[int | None]) -> Reason | None:
    """One role of the own ward, by a person who did no other duty for this record."""
    if actor.role is Role.SYSTEM:
        return None
    if actor.role is not role or actor.seat.ward_id != ward_id:
        return words.NOT_YOURS
    return words.SAME_PERSON if actor.person_id in doers else None


def _outside(actor: Actor, firm_ids: Collection[int]) -> Reason | None:
    """Nobody judges a group that an own firm belongs to, whichever seat is in use."""
    seats = {seat.firm_id for seat in (actor.seat, *actor.others)}
    return words.OWN_FIRM if seats & set(firm_ids) else None
