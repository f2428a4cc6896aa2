"""Who may do what with the roster, free days, engagements and visits."""

from hub.experts.words import roster as words
from hub.kernel.errors import Reason
from hub.platform.context import Actor
from models.vocab import FIRM_ROLES, Role
from models.vocab.experts import ConflictKind

WATCHERS = (Role.COORDINATOR, Role.WARD_CLERK, Role.WARD_APPROVER, Role.AUDITOR)


def may_keep_roster(actor: Actor, ward_id: int) -> Reason | None:
    """Coordinators keep the roster of their own ward."""
    if actor.role is Role.SYSTEM:
        return None
    own = actor.role is Role.COORDINATOR and actor.seat.ward_id == ward_id
    return None if own else words.NOT_YOURS


def may_close_days(actor: Actor, ward_id: int | None) -> Reason | None:
    """Coordinators close days of their own ward; the whole hub is closed by the system."""
    if actor.role is Role.SYSTEM:
        return None
    own = actor.role is Role.COORDINATOR and actor.seat.ward_id == ward_id
    return None if own else words.NOT_YOURS


def may_keep_days(actor: Actor, person_id: int) -> Reason | None:
    """An expert says on which days the expert comes."""
    if actor.role is Role.SYSTEM:
        return None
    own = actor.role is Role.EXPERT and actor.person_id == person_id
    return None if own else words.NOT_YOURS


def may_move_entry(actor: Actor, person_id: int, ward_id: int) -> Reason | None:
    """The expert and the coordinators of the ward; each takes the steps of the own role."""
    if may_keep_days(actor, person_id) is None:
        return None
    return may_keep_roster(actor, ward_id)


def may_declare(actor: Actor, person_id: int, ward_id: int, kind: ConflictKind) -> Reason | None:
    """The expert and the coordinators of the ward; what a firm has said only the latter write."""
    if kind is ConflictKind.REFUSED_BY_FIRM:
        return may_keep_roster(actor, ward_id)
    return may_move_entry(actor, person_id, ward_id)


def may_see_conflicts(actor: Actor, person_id: int, ward_id: int) -> Reason | None:
    """The expert, and the coordinators of the ward that keeps the entry."""
    return may_move_entry(actor, person_id, ward_id)


def may_review_conflict(actor: Actor, ward_id: int) -> Reason | None:
    """Coordinators of the ward that keeps the entry look at a family, shares or an office."""
    return may_keep_roster(actor, ward_id)


def may_see_days(actor: Actor, person_id: int, ward_id: int) -> Reason | None:
    """The expert, and the staff of the ward that keeps the entry."""
    if may_keep_days(actor, person_id) is None:
        return None
    staff = actor.role in WATCHERS and actor.seat.ward_id == ward_id
    return None if staff else words.NOT_YOURS


def may_see_roster(actor: Actor) -> Reason | None:
    """Firms and ward staff read the listed experts; what an entry shows is what it consents to."""
    if actor.role is Role.SYSTEM:
        return None
    return None if actor.role in {*FIRM_ROLES, *WATCHERS} else words.NOT_YOURS
