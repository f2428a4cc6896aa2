"""A coordinator looks at a family, shares or an office; the expert confirms once a year.

What is allowed lets groups ask, without aid, for a year. Source: experts, part C2; ADR 50.
"""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from pydantic import BaseModel, StringConstraints

from hub.experts import access, engagement_access, notices, offering, renewal
from hub.experts.queries import conflicts as queries
from hub.experts.queries import roster
from hub.experts.words import conflicts as words
from hub.kernel.calendar import at_japan, japan_date
from hub.kernel.errors import FieldProblem, Invalid, Refused
from hub.platform import audit
from hub.platform.commands import command
from hub.platform.context import Ctx, require
from models.experts.roster import Expert
from models.vocab.experts import REVIEWED_KINDS, ConflictAct

Note = Annotated[str, StringConstraints(max_length=400, strip_whitespace=True)]


class ReviewConflict(BaseModel):
    """Whether groups may ask in spite of it, and what was looked at."""

    conflict_id: int
    version: int
    is_allowed: bool
    note: Note = ""


class OfExpert(BaseModel):
    """Whose declarations."""

    expert_id: int


@dataclass(frozen=True, slots=True)
class ConflictReviewed:
    """Until when groups may ask; the agreed visits that the coordinator looks at when stopped."""

    conflict_id: int
    version: int
    until_on: date | None
    agreed: int = 0


@dataclass(frozen=True, slots=True)
class ConflictsConfirmed:
    """By when the declarations are to be confirmed again."""

    expert_id: int
    due_on: date


@dataclass(frozen=True, slots=True)
class ConfirmReminded:
    """How many days before the due day somebody was reminded."""

    expert_id: int
    days: int


@command(name="experts:conflict:review", input=ReviewConflict, audit="expert_conflict")
def review_conflict(
    ctx: Ctx, *, conflict_id: int, version: int, is_allowed: bool, note: str
) -> ConflictReviewed:
    """Let groups ask without aid for a year, or not any more; a waiting offer then goes on."""
    row = queries.kept_conflict(ctx, conflict_id)
    expert = roster.kept_expert(ctx, row.expert_id)
    require(ctx, access.may_review_conflict(ctx.actor, expert.ward_id))
    if row.kind not in REVIEWED_KINDS:
        raise Refused(words.NOT_REVIEWED)
    if not note:
        raise Invalid(FieldProblem("note", words.REVIEW_NOTE_NEEDED))
    queries.change(ctx, row, version)
    until = renewal.a_year_after(japan_date(ctx.now)) if is_allowed else None
    act = ConflictAct.ALLOWED if is_allowed else ConflictAct.STOPPED
    queries.add_step(ctx, act, row.expert_id, conflict_id, until_on=until, note=note)
    payload = {"action": act.value, "until": until.isoformat() if until else None, "note": note}
    audit.record(ctx, "expert_conflict", conflict_id, version=row.version, payload=payload)
    told = words.ALLOWED if is_allowed else words.STOPPED
    notices.review_to_expert(ctx, expert, row, told)
    agreed = 0 if is_allowed else offering.settle(ctx, row.expert_id, row)
    return ConflictReviewed(conflict_id, row.version, until, agreed)


@command(name="experts:conflict:confirm", input=OfExpert, audit="expert")
def confirm_conflicts(ctx: Ctx, *, expert_id: int) -> ConflictsConfirmed:
    """Say that what is declared holds and is all; asked again in a year."""
    expert = roster.kept_expert(ctx, expert_id)
    require(ctx, access.may_move_entry(ctx.actor, expert.person_id, expert.ward_id))
    queries.add_step(ctx, ConflictAct.CONFIRMED, expert_id)
    due = renewal.a_year_after(japan_date(ctx.now))
    audit.record(ctx, "expert", expert_id, payload={"confirmed": "conflicts"})
    return ConflictsConfirmed(expert_id, due)


@command(name="experts:conflict:remind", input=OfExpert, audit="expert")
def remind_to_confirm(ctx: Ctx, *, expert_id: int) -> ConfirmReminded:
    """Remind of the day by which the declarations are to be confirmed, once for each step."""
    require(ctx, engagement_access.may_sweep(ctx.actor))
    expert = roster.kept_expert(ctx, expert_id)
    due, days = queries.reminder_of(ctx, [expert]).get(expert_id, (None, None))
    if due is None or days is None:
        raise Refused(words.NOTHING_TO_REMIND)
    _remind(ctx, expert, due, days)
    audit.record(ctx, "expert", expert_id, payload={"reminded": "conflicts", "days": days})
    return ConfirmReminded(expert_id, days)


def _remind(ctx: Ctx, expert: Expert, due: date, days: int) -> None:
    today = japan_date(ctx.now)
    is_told = queries.is_anybody_late_since(ctx, expert.ward_id, at_japan(today))
    queries.add_step(ctx, ConflictAct.REMINDED, expert.id or 0, until_on=due, days=days)
    notices.confirm_to_expert(ctx, expert, due, days)
    if not days and not is_told:
        notices.unconfirmed_to_coordinators(ctx, expert.ward_id, today)
