"""Who may do what with rounds, programmes, wishes and plans."""

from hub.internship import words
from hub.kernel.errors import Reason
from hub.platform.context import Actor
from models.vocab import Role

HOSTS = (Role.FIRM_REPRESENTATIVE, Role.FIRM_TUTOR, Role.GROUP_LEADER)
WATCHERS = (Role.COORDINATOR, Role.WARD_CLERK, Role.WARD_APPROVER, Role.AUDITOR)


def may_run_round(actor: Actor, ward_id: int) -> Reason | None:
    """Coordinators run the rounds of their own ward."""
    if actor.role is Role.SYSTEM:
        return None
    own = actor.role is Role.COORDINATOR and actor.seat.ward_id == ward_id
    return None if own else words.NOT_YOURS


def may_see_rounds(actor: Actor, ward_id: int) -> Reason | None:
    """Ward staff read rounds of their own ward."""
    if actor.role is Role.SYSTEM:
        return None
    own = actor.role in WATCHERS and actor.seat.ward_id == ward_id
    return None if own else words.NOT_YOURS


def may_offer(actor: Actor, firm_id: int) -> Reason | None:
    """A firm's own people offer its programmes."""
    if actor.role is Role.SYSTEM:
        return None
    own = actor.role in HOSTS and actor.seat.firm_id == firm_id
    return None if own else words.NOT_YOURS


def may_wish(actor: Actor, person_id: int) -> Reason | None:
    """A student sends the own wishes."""
    if actor.role is Role.SYSTEM:
        return None
    own = actor.role is Role.STUDENT and actor.person_id == person_id
    return None if own else words.NOT_YOURS


def may_work(actor: Actor) -> Reason | None:
    """Only the worker itself reports on a calculation."""
    return None if actor.role is Role.SYSTEM else words.NOT_YOURS
