"""The record of a visit, and what the group says to it.

Source: experts, parts D1 (recorded to inspected) and D3.
"""

from dataclasses import dataclass
from typing import Annotated

from pydantic import BaseModel, Field, StringConstraints

from hub.experts import engagement_access as access
from hub.experts import notices, slips, terms
from hub.experts.advance import advance
from hub.experts.queries import engagements as queries
from hub.experts.states.engagements import ENGAGEMENT
from hub.experts.words import engagements as words
from hub.kernel.errors import STALE, FieldProblem, Invalid, Refused, Stale
from hub.kernel.intervals import Span
from hub.kernel.states import follow
from hub.platform.commands import command
from hub.platform.context import Ctx, require
from models.vocab.engagements import (
    EngagementAction,
    EngagementState,
    VisitAction,
    VisitState,
)

Line = Annotated[str, StringConstraints(min_length=1, max_length=400, strip_whitespace=True)]
MayBeEmpty = Annotated[str, StringConstraints(max_length=400, strip_whitespace=True)]


class RecordVisit(BaseModel):
    """Three lines (what, result, next), who many came, how long; `travel_yen` when it differed."""

    visit_id: int
    version: int
    what: Line
    result: Line
    next_step: MayBeEmpty = ""
    attendees: Annotated[int, Field(ge=1, le=99)]
    minutes: Annotated[int, Field(ge=1, le=600)]
    travel_yen: Annotated[int, Field(ge=0, le=100_000)] | None = None


class Inspect(BaseModel):
    """The work is as agreed."""

    engagement_id: int
    version: int


class RaiseDispute(BaseModel):
    """The work or its record differs from what was agreed."""

    engagement_id: int
    version: int
    note: MayBeEmpty


class SettleDispute(BaseModel):
    """What the coordinator decided, with the reason."""

    engagement_id: int
    version: int
    note: MayBeEmpty


@dataclass(frozen=True, slots=True)
class VisitSaved:
    """Where the engagement stands after the act."""

    engagement_id: int
    state: EngagementState
    version: int


@command(name="experts:visit:record", input=RecordVisit, audit="engagement")
def record_visit(  # noqa: PLR0913  the facts of one record
    ctx: Ctx,
    *,
    visit_id: int,
    version: int,
    what: str,
    result: str,
    next_step: str,
    attendees: int,
    minutes: int,
    travel_yen: int | None,
) -> VisitSaved:
    """Keep the record once the visit is over; `version` is that of the engagement."""
    visit, row = queries.visit(ctx, visit_id)
    require(ctx, access.may_answer(ctx.actor, queries.parties(ctx, row)))
    if row.version != version:
        raise Stale(STALE)
    if not terms.is_over(Span(visit.starts_at, visit.ends_at), ctx.now):
        raise Refused(words.VISIT_NOT_OVER, ends=visit.ends_at)
    queries.take(ctx, row)
    visit.what, visit.result, visit.next_step = what, result, next_step
    visit.attendees, visit.minutes = attendees, minutes
    visit.travel_yen = travel_yen
    visit.recorded_by, visit.recorded_at = ctx.actor.person_id, ctx.now
    ctx.session.add(visit)
    if row.state == EngagementState.CONTRACTED:
        advance(ctx, row, EngagementAction.BEGIN, automatic=True)
    advance(ctx, visit, VisitAction.RECORD)
    others = queries.visits(ctx, [row.id or 0])
    if all(each.state not in {VisitState.PLANNED, VisitState.CONFIRMED} for each in others):
        advance(ctx, row, EngagementAction.RECORD)
        notices.to_group(ctx, row, "recorded", words.VISIT_RECORDED, {"title": row.title})
    return VisitSaved(row.id or 0, row.state, row.version)


@command(name="experts:visit:inspect", input=Inspect, audit="engagement")
def inspect(ctx: Ctx, *, engagement_id: int, version: int) -> VisitSaved:
    """Say that the work is as agreed; where the price is too, the fee is fixed at once."""
    row = queries.engagement(ctx, engagement_id)
    require(ctx, access.may_ask(ctx.actor, queries.parties(ctx, row)))
    follow(ENGAGEMENT, row.state, EngagementAction.INSPECT)
    queries.take(ctx, row, version)
    advance(ctx, row, EngagementAction.INSPECT)
    told = {"title": row.title}
    notices.to_expert(ctx, row, "inspected", words.INSPECTED, told)
    if slips.travel_of(ctx, row) == row.travel_yen:
        slips.fix(ctx, row, automatic=True)
    else:
        notices.to_coordinators(ctx, row, "fee", words.FEE_TO_CHECK, told)
    return VisitSaved(engagement_id, row.state, row.version)


@command(name="experts:dispute:raise", input=RaiseDispute, audit="engagement")
def raise_dispute(ctx: Ctx, *, engagement_id: int, version: int, note: str) -> VisitSaved:
    """Say that the work or its record differs; the coordinator hears both sides."""
    row = queries.engagement(ctx, engagement_id)
    require(ctx, access.may_cancel(ctx.actor, queries.parties(ctx, row)))
    if not note:
        raise Invalid(FieldProblem("note", words.NOTE_NEEDED))
    queries.take(ctx, row, version)
    advance(ctx, row, EngagementAction.DISPUTE, note=note)
    told = {"title": row.title}
    notices.to_coordinators(ctx, row, "dispute", words.DISPUTE_RAISED, told)
    notices.to_expert(ctx, row, "dispute", words.DISPUTE_RAISED, told)
    return VisitSaved(engagement_id, row.state, row.version)


@command(name="experts:dispute:settle", input=SettleDispute, audit="engagement")
def settle_dispute(ctx: Ctx, *, engagement_id: int, version: int, note: str) -> VisitSaved:
    """Put a disputed engagement back: to inspection when it has a record, else to the contract."""
    row = queries.engagement(ctx, engagement_id)
    require(ctx, access.may_settle(ctx.actor, queries.parties(ctx, row)))
    if not note:
        raise Invalid(FieldProblem("note", words.NOTE_NEEDED))
    queries.take(ctx, row, version)
    visits = queries.visits(ctx, [engagement_id])
    recorded = any(visit.state == VisitState.DONE for visit in visits)
    action = EngagementAction.SETTLE if recorded else EngagementAction.RESUME
    advance(ctx, row, action, note=note)
    told = {"title": row.title}
    notices.to_group(ctx, row, "dispute", words.DISPUTE_SETTLED, told)
    notices.to_expert(ctx, row, "settled", words.DISPUTE_SETTLED, told)
    return VisitSaved(engagement_id, row.state, row.version)
