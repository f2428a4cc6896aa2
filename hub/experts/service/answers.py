"""The expert answers an offer, or one side takes the appointment back before the contract.

A coordinator may answer for the expert after a call; then a note of the call is kept.
Source: experts, parts C3 (desk proxy), D1 and D7.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Final

from pydantic import AwareDatetime, BaseModel, StringConstraints

from hub.directory import service as directory
from hub.experts import engagement_access as access
from hub.experts import notices, offering, terms
from hub.experts.advance import advance
from hub.experts.apart import is_apart
from hub.experts.queries import engagements as queries
from hub.experts.words import engagements as words
from hub.groups import reads as groups
from hub.kernel.calendar import japan_date
from hub.kernel.errors import STALE, FieldProblem, Invalid, Refused, Stale
from hub.kernel.intervals import Span
from hub.platform.commands import command
from hub.platform.context import Ctx, require
from models.experts.engagements import Engagement, Visit
from models.vocab import Role
from models.vocab.engagements import (
    WAITING_STATES,
    CandidateAnswer,
    DeclineReason,
    EngagementAction,
    EngagementState,
    VisitAction,
    VisitState,
)

Note = Annotated[str, StringConstraints(max_length=400, strip_whitespace=True)]
CANCELS: Final = {
    Role.GROUP_LEADER: EngagementAction.CANCEL_BY_GROUP,
    Role.EXPERT: EngagementAction.CANCEL_BY_EXPERT,
    Role.COORDINATOR: EngagementAction.CANCEL_BY_WARD,
    Role.SYSTEM: EngagementAction.CANCEL_BY_WARD,
}


class AcceptOffer(BaseModel):
    """The chosen time of those proposed, by its start; `note` of the call for a proxy.

    No time is refused at its field: a page preselects none.
    """

    engagement_id: int
    starts_at: AwareDatetime | None = None
    version: int
    note: Note = ""


class DeclineOffer(BaseModel):
    """No, with a reason from the list if the expert wants to tell it."""

    engagement_id: int
    version: int
    reason: DeclineReason | None = None
    note: Note = ""


class CancelBooking(BaseModel):
    """Take back an accepted request before it is a contract."""

    engagement_id: int
    version: int
    note: Note


@dataclass(frozen=True, slots=True)
class Answered:
    """Where the request stands after the answer; `starts_at` of the agreed visit."""

    engagement_id: int
    state: EngagementState
    version: int
    starts_at: datetime | None = None


@command(name="experts:offer:accept", input=AcceptOffer, audit="engagement")
def accept_offer(
    ctx: Ctx, *, engagement_id: int, starts_at: datetime | None, version: int, note: str
) -> Answered:
    """Make the chosen time firm, free the others, plan the visit."""
    row = queries.engagement(ctx, engagement_id)
    require(ctx, access.may_answer(ctx.actor, queries.parties(ctx, row)))
    _refuse(ctx, row, version, note)
    if is_apart(ctx, groups.group_facts(ctx, group_id=row.group_id), row.expert_id):
        raise Refused(words.APART_AT_ANSWER)
    candidate = queries.candidate_of(ctx, row)
    proposed = queries.spans_of(ctx, [candidate.id or 0])[candidate.id or 0]
    chosen = next((span for span in proposed if span.start == starts_at), None)
    if chosen is None:
        raise Invalid(FieldProblem("starts_at", words.NOT_PROPOSED))
    queries.take(ctx, row)
    queries.close_request(ctx, row.group_id, row.expert_id)
    directory.confirm(ctx, holder=offering.holder(row), chosen=(chosen,))
    candidate.answer, candidate.note, candidate.answered_at = (
        CandidateAnswer.ACCEPTED,
        note,
        ctx.now,
    )
    row.accepted_at = ctx.now
    ctx.session.add_all([row, candidate, _visit(row, chosen)])
    advance(ctx, row, EngagementAction.ACCEPT, note=note)
    told = {"expert": notices.expert_name(ctx, row), "title": row.title}
    notices.to_group(ctx, row, "answered", words.OFFER_ACCEPTED, told)
    notices.to_coordinators(ctx, row, "answered", words.OFFER_ACCEPTED, told)
    return Answered(engagement_id, row.state, row.version, chosen.start)


@command(name="experts:offer:decline", input=DeclineOffer, audit="engagement")
def decline_offer(
    ctx: Ctx, *, engagement_id: int, version: int, reason: DeclineReason | None, note: str
) -> Answered:
    """Free the held times and go on to the next candidate, if there is one."""
    row = queries.engagement(ctx, engagement_id)
    require(ctx, access.may_answer(ctx.actor, queries.parties(ctx, row)))
    _refuse(ctx, row, version, note)
    queries.take(ctx, row)
    answer = offering.Answer(EngagementAction.DECLINE, CandidateAnswer.DECLINED, reason, note)
    offering.end_offer(ctx, row, answer)
    return Answered(engagement_id, row.state, row.version)


@command(name="experts:booking:cancel", input=CancelBooking, audit="engagement")
def cancel_booking(ctx: Ctx, *, engagement_id: int, version: int, note: str) -> Answered:
    """Take an appointment back before the contract, without cost; later the coordinator decides."""
    row = queries.engagement(ctx, engagement_id)
    require(ctx, access.may_cancel(ctx.actor, queries.parties(ctx, row)))
    if row.state in {EngagementState.CONTRACTED, EngagementState.IN_PROGRESS}:
        raise Refused(words.TOO_LATE_TO_CANCEL)
    queries.take(ctx, row, version)
    directory.release(ctx, holder=offering.holder(row))
    for visit in queries.visits(ctx, [engagement_id]):
        advance(ctx, visit, VisitAction.CANCEL_IN_TIME, note=note)
    advance(ctx, row, CANCELS.get(ctx.actor.role, EngagementAction.CANCEL_BY_WARD), note=note)
    told = {"title": row.title}
    for tell in (notices.to_group, notices.to_coordinators, notices.to_expert):
        tell(ctx, row, "cancelled", words.BOOKING_CANCELLED, told)
    return Answered(engagement_id, row.state, row.version)


def _refuse(ctx: Ctx, row: Engagement, version: int, note: str) -> None:
    """Say what has become of the request when it cannot be answered any more."""
    if row.state == EngagementState.WITHDRAWN:
        raise Refused(words.OFFER_GONE)
    candidate = queries.candidate_of(ctx, row)
    if row.state not in WAITING_STATES and candidate.answered_at is not None:
        raise Refused(words.ALREADY_ANSWERED, day=japan_date(candidate.answered_at))
    if terms.seen_state(row.state, row.offer_until, ctx.now) == EngagementState.EXPIRED:
        raise Refused(words.OFFER_OVER, until=row.offer_until)
    if row.version != version:
        raise Stale(STALE)
    if ctx.actor.role is Role.COORDINATOR and not note:
        raise Invalid(FieldProblem("note", words.CALL_NOTE_NEEDED))


def _visit(row: Engagement, span: Span) -> Visit:
    return Visit(
        engagement_id=row.id or 0,
        place_firm_id=row.place_firm_id,
        starts_at=span.start,
        ends_at=span.end,
        state=VisitState.PLANNED,
        what="",
        result="",
        next_step="",
    )
