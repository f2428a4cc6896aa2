"""Who may apply, read, check, decide; sides of one claim are kept apart in `duties`."""

from collections.abc import Collection
from typing import Final

from hub.groups.reads import GroupFacts
from hub.kernel.errors import Reason
from hub.platform.context import Actor
from hub.subsidy import words
from models.vocab import FIRM_ROLES, Role

STAFF: Final = (Role.WARD_CLERK, Role.WARD_APPROVER, Role.AUDITOR)
OFFICE: Final = (*STAFF, Role.INSPECTOR)
MONEY: Final = (*STAFF, Role.ACCOUNTING)


def may_apply(actor: Actor, group: GroupFacts) -> Reason | None:
    """The leader of the group acts for it."""
    return None if group.is_led_by(actor) else words.NOT_YOURS


def may_read_claim(actor: Actor, ward_id: int, firm_ids: Collection[int]) -> Reason | None:
    """People of the member firms, and staff of the ward."""
    if actor.role is Role.SYSTEM:
        return None
    if actor.role in FIRM_ROLES:
        return None if actor.seat.firm_id in firm_ids else words.NOT_YOURS
    return may_read_ward(actor, ward_id)


def may_read_firm(actor: Actor, firm_id: int | None) -> Reason | None:
    """A firm's own people see the claims of its groups."""
    own = actor.role in FIRM_ROLES and firm_id is not None and actor.seat.firm_id == firm_id
    return None if own or actor.role is Role.SYSTEM else words.NOT_YOURS


def may_read_ward(actor: Actor, ward_id: int | None) -> Reason | None:
    """Clerk, approver, inspector and auditor read the claims of their ward."""
    own = actor.role in OFFICE and ward_id is not None and actor.seat.ward_id == ward_id
    return None if own or actor.role is Role.SYSTEM else words.NOT_YOURS


def may_read_budget(actor: Actor, ward_id: int | None) -> Reason | None:
    """Clerk, approver and auditor read what is decided, and the budget of their ward."""
    own = actor.role in STAFF and ward_id is not None and actor.seat.ward_id == ward_id
    return None if own or actor.role is Role.SYSTEM else words.NOT_YOURS


def may_read_returns(actor: Actor, ward_id: int | None) -> Reason | None:
    """Accounting too reads what comes back to the ward, and nothing else of a claim."""
    own = actor.role in MONEY and ward_id is not None and actor.seat.ward_id == ward_id
    return None if own or actor.role is Role.SYSTEM else words.NOT_YOURS


def may_read_papers(actor: Actor, ward_id: int) -> Reason | None:
    """Staff of the ward take copies of every paper, accounting those it examines too."""
    if _staff(actor, Role.ACCOUNTING, ward_id) is None:
        return None
    return may_read_ward(actor, ward_id)


def may_check(actor: Actor, ward_id: int) -> Reason | None:
    """A clerk of the ward, as a person."""
    return _staff(actor, Role.WARD_CLERK, ward_id)


def may_inspect(actor: Actor, ward_id: int, *, officer: bool) -> Reason | None:
    """An inspector of the ward, as a person; a clerk where the programme lets officers inspect."""
    clerk = _staff(actor, Role.WARD_CLERK, ward_id) if officer else words.NOT_YOURS
    return None if clerk is None else _staff(actor, Role.INSPECTOR, ward_id)


def may_find(actor: Actor, ward_id: int, *, report: bool) -> Reason | None:
    """A clerk of the ward writes findings; an inspector on a `report` that is to be inspected."""
    inspector = _staff(actor, Role.INSPECTOR, ward_id) if report else words.NOT_YOURS
    return None if inspector is None else may_check(actor, ward_id)


def may_decide(actor: Actor, ward_id: int) -> Reason | None:
    """An approver of the ward, as a person."""
    return _staff(actor, Role.WARD_APPROVER, ward_id)


def may_receive(actor: Actor, ward_id: int) -> Reason | None:
    """Accounting of the ward, as a person."""
    return _staff(actor, Role.ACCOUNTING, ward_id)


def may_set_up(actor: Actor, ward_id: int) -> Reason | None:
    """The ward's administrator, or set-up itself, writes rule sheets and allotments."""
    own = actor.role is Role.ADMIN and actor.seat.ward_id == ward_id
    return None if own or actor.role is Role.SYSTEM else words.NOT_YOURS


def may_simulate(actor: Actor, ward_id: int) -> Reason | None:
    """A clerk or an approver of the ward tries rules, as a person."""
    refusal = _staff(actor, Role.WARD_CLERK, ward_id)
    return refusal and _staff(actor, Role.WARD_APPROVER, ward_id)


def may_work(actor: Actor) -> Reason | None:
    """Only the worker itself keeps what it has made: the PDF of a notice, a trial."""
    return None if actor.role is Role.SYSTEM else words.NOT_YOURS


def may_estimate(actor: Actor) -> Reason | None:
    """Whoever is signed in may ask what a programme would pay: rule sheets are public."""
    signed_in = actor.person_id is not None or actor.role is Role.SYSTEM
    return None if signed_in else words.NOT_YOURS


def _staff(actor: Actor, role: Role, ward_id: int) -> Reason | None:
    own = actor.role is role and actor.seat.ward_id == ward_id and actor.person_id is not None
    return None if own else words.NOT_YOURS
