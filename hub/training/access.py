"""Who may plan, review, read and join a joint training."""

from hub.kernel.errors import Reason
from hub.platform.context import Actor
from hub.training import words
from models.vocab import FIRM_ROLES, Role

WATCHERS = (Role.COORDINATOR, Role.WARD_CLERK, Role.WARD_APPROVER, Role.AUDITOR)
READERS = (*WATCHERS, *FIRM_ROLES, Role.EXPERT)


def may_run_course(actor: Actor, ward_id: int) -> Reason | None:
    """Coordinators plan, announce, close and cancel the courses of their own ward."""
    return _of_ward(actor, ward_id, (Role.COORDINATOR,))


def may_review_course(actor: Actor, ward_id: int) -> Reason | None:
    """Ward clerks review the plans of their own ward."""
    return _of_ward(actor, ward_id, (Role.WARD_CLERK,))


def may_watch_courses(actor: Actor, ward_id: int) -> Reason | None:
    """Ward staff read every course of their own ward."""
    return _of_ward(actor, ward_id, WATCHERS)


def may_see_roster(actor: Actor, ward_id: int) -> Reason | None:
    """The names of those who take part are for the coordinator and the clerk of the ward."""
    return _of_ward(actor, ward_id, (Role.COORDINATOR, Role.WARD_CLERK))


def may_read_courses(actor: Actor, ward_id: int) -> Reason | None:
    """Firms, experts and staff of a ward read what has been announced there."""
    return _of_ward(actor, ward_id, READERS)


def may_sign_up(actor: Actor, firm_id: int) -> Reason | None:
    """A firm's own people sign up, answer and withdraw for it."""
    if actor.role is Role.SYSTEM:
        return None
    own = actor.role in FIRM_ROLES and actor.seat.firm_id == firm_id
    return None if own else words.NOT_YOURS


def may_see_own(actor: Actor, person_id: int) -> Reason | None:
    """Who teaches reads the own sessions."""
    if actor.role is Role.SYSTEM:
        return None
    own = actor.role is Role.EXPERT and actor.person_id == person_id
    return None if own else words.NOT_YOURS


def may_keep_time(actor: Actor) -> Reason | None:
    """What falls due by time alone is done by the system itself."""
    return None if actor.role is Role.SYSTEM else words.NOT_YOURS


def _of_ward(actor: Actor, ward_id: int, roles: tuple[Role, ...]) -> Reason | None:
    if actor.role is Role.SYSTEM:
        return None
    own = actor.role in roles and actor.seat.ward_id == ward_id
    return None if own else words.NOT_YOURS


def may_count_firms(actor: Actor) -> Reason | None:
    """Sizes of firms are counted by the hub itself, never shown firm by firm."""
    return None if actor.role is Role.SYSTEM else words.NOT_YOURS
