"""A group asks an expert for a visit, takes the request back, or asks for a call.

Source: experts, parts C4 and D1.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Self

from pydantic import (
    AwareDatetime,
    BaseModel,
    Field,
    StringConstraints,
    field_validator,
    model_validator,
)

from hub.accounts import reads as people
from hub.directory import service as directory
from hub.experts import engagement_access as access
from hub.experts import need_queue, notices, offering, terms
from hub.experts.advance import advance
from hub.experts.apart import apart
from hub.experts.queries import engagements as queries
from hub.experts.queries import rankings, roster, unserved
from hub.experts.terms import need_problem as need_problem  # noqa: PLC0414  asked by the page
from hub.experts.words import engagements as words
from hub.groups import reads as groups
from hub.groups.reads import GroupFacts
from hub.kernel.errors import NOT_FOUND, FieldProblem, Invalid, NotFound, Refused
from hub.kernel.intervals import Span
from hub.platform import audit
from hub.platform.commands import Wrong, command
from hub.platform.context import Ctx, require
from hub.platform.outbox import Yen
from models.experts.engagements import Engagement
from models.experts.roster import Expert
from models.vocab import Role
from models.vocab.engagements import (
    EngagementAction,
    EngagementState,
)
from models.vocab.experts import ExpertState

MOST_CANDIDATES = 3
Note = Annotated[str, StringConstraints(max_length=400, strip_whitespace=True)]


class WantedTime(BaseModel):
    """A half-day of the expert."""

    start: AwareDatetime
    end: AwareDatetime


class WantedExpert(BaseModel):
    """A further candidate with the times proposed to this person."""

    expert_id: int
    spans: Annotated[tuple[WantedTime, ...], Field(max_length=10)]


class SendRequest(BaseModel):
    """A need in own words, the expert, one to three times; further candidates in order."""

    group_id: int
    need: str
    expert_id: int
    spans: Annotated[tuple[WantedTime, ...], Field(max_length=10)]
    place_firm_id: int | None = None
    others: Annotated[tuple[WantedExpert, ...], Field(max_length=MOST_CANDIDATES - 1)] = ()
    continues_id: int | None = None

    @field_validator("need")
    @classmethod
    def _long_enough(cls, typed: str) -> str:
        problem = terms.need_problem(typed)
        if problem is not None:
            raise Wrong(problem.reason, **problem.params)
        return typed.strip()

    @model_validator(mode="after")
    def _distinct(self) -> Self:
        asked = [self.expert_id, *(each.expert_id for each in self.others)]
        if len(set(asked)) < len(asked):
            raise Wrong(words.CANDIDATE_TWICE)
        return self


class WithdrawRequest(BaseModel):
    """Take a request back before it is accepted."""

    engagement_id: int
    version: int
    note: Note = ""


class AskForCall(BaseModel):
    """Put the expert on the coordinator's call list."""

    engagement_id: int


class AskCoordinator(BaseModel):
    """Ask the coordinator to look for an expert."""

    group_id: int
    need: Annotated[str, StringConstraints(min_length=1, max_length=2000, strip_whitespace=True)]


@dataclass(frozen=True, slots=True)
class RequestSaved:
    """Where a request stands now; `answer_until` while an answer is awaited."""

    engagement_id: int
    state: EngagementState
    version: int
    answer_until: datetime | None


@dataclass(frozen=True, slots=True)
class CallAsked:
    """How many coordinators were told."""

    told: int


@command(name="experts:request:send", input=SendRequest, audit="engagement")
def send_request(  # noqa: PLR0913  the facts of one request
    ctx: Ctx,
    *,
    group_id: int,
    need: str,
    expert_id: int,
    spans: tuple[WantedTime, ...],
    place_firm_id: int | None,
    others: tuple[WantedExpert, ...],
    continues_id: int | None,
) -> RequestSaved:
    """Hold the expert's times until the end of the offer and put the request before this person.

    At most three times a request and two open requests per expert; above the agreement's ceiling
    the leader cannot ask alone.
    """
    group = groups.group_facts(ctx, group_id=group_id)
    require(ctx, access.may_ask(ctx.actor, _parties(group)))
    wanted = [(expert_id, _spans(spans)), *((one.expert_id, _spans(one.spans)) for one in others)]
    experts = {at: _listed(ctx, at) for at, _times in wanted}
    if experts.keys() & apart(ctx, group).keys():
        raise Refused(words.KEPT_APART)
    _refuse(group, place_firm_id, [times for _at, times in wanted], list(experts.values()))
    for late in queries.run_out(ctx, group_id):
        offering.end_offer(ctx, late, offering.RAN_OUT)
    first = experts[expert_id]
    row = _draft(ctx, group, need, first, place_firm_id or group.leader_firm_id)
    row.continues_id = _continued(ctx, continues_id, group_id)
    rows = [
        queries.add_candidate(ctx, row.id or 0, place, at, times)
        for place, (at, times) in enumerate(wanted, start=1)
    ]
    rankings.link(ctx, row)
    unserved.asked(ctx, group_id, row.need)
    offering.take_times(ctx, row, first, wanted[0][1])
    offering.set_offer(ctx, row, rows[0], first, wanted[0][1])
    advance(ctx, row, EngagementAction.SEND)
    offering.open_offer(ctx, row)
    notices.of_request(ctx, row)
    return _saved(row)


@command(name="experts:request:withdraw", input=WithdrawRequest, audit="engagement")
def withdraw_request(ctx: Ctx, *, engagement_id: int, version: int, note: str) -> RequestSaved:
    """Take a request back before it is accepted, without cost; its times are free at once."""
    row = queries.engagement(ctx, engagement_id)
    require(ctx, access.may_ask(ctx.actor, queries.parties(ctx, row)))
    queries.take(ctx, row, version)
    if row.state == EngagementState.OFFERED:
        queries.close_request(ctx, row.group_id, row.expert_id)
        directory.release(ctx, holder=offering.holder(row))
        told = {"group": row.group_name, "title": row.title}
        notices.to_expert(ctx, row, "withdrawn", words.OFFER_WITHDRAWN, told)
    advance(ctx, row, EngagementAction.WITHDRAW, note=note)
    return _saved(row)


@command(name="experts:request:call", input=AskForCall, audit="engagement")
def ask_for_call(ctx: Ctx, *, engagement_id: int) -> CallAsked:
    """The expert would rather talk: the coordinator calls; the request stays as it is."""
    row = queries.engagement(ctx, engagement_id)
    require(ctx, access.may_answer(ctx.actor, queries.parties(ctx, row)))
    first = row.call_asked_at is None
    if first:
        row.call_asked_at = ctx.now
        ctx.session.add(row)
        told = {"expert": notices.expert_name(ctx, row), "title": row.title}
        notices.to_coordinators(ctx, row, "call", words.CALL_ASKED, told)
    audit.record(ctx, "engagement", engagement_id, version=row.version, payload={"call": first})
    return CallAsked(len(notices.coordinators(ctx, row)) if first else 0)


@command(name="experts:need:hand_over", input=AskCoordinator, audit="firm_group")
def ask_coordinator(ctx: Ctx, *, group_id: int, need: str) -> CallAsked:
    """Nobody fits: the coordinator calls the leader about the need."""
    group = groups.group_facts(ctx, group_id=group_id)
    require(ctx, access.may_ask(ctx.actor, _parties(group)))
    told = people.holders_of(ctx, role=Role.COORDINATOR, ward_id=group.ward_id)
    need_queue.hand_over(ctx, group, need)
    notices.need_to_coordinators(ctx, group, terms.title_of(need), told)
    audit.record(ctx, "firm_group", group_id, payload={"need": need})
    return CallAsked(len(told))


def _parties(group: GroupFacts) -> access.Parties:
    firms = [member.firm_id for member in group.members]
    return access.Parties(group.ward_id, group.leader_firm_id, firms)


def _spans(typed: Sequence[WantedTime]) -> tuple[Span, ...]:
    return tuple(Span(one.start, one.end) for one in typed)


def _listed(ctx: Ctx, expert_id: int) -> Expert:
    """An expert whom groups may ask; any other is missing."""
    row = roster.expert(ctx, expert_id)
    if row.state != ExpertState.LISTED or row.consented_on is None:
        raise NotFound(NOT_FOUND)
    return row


def _continued(ctx: Ctx, continues_id: int | None, group_id: int) -> int | None:
    """Older engagement of the same group that this one goes on from."""
    if continues_id is None:
        return None
    row = queries.engagement(ctx, continues_id)
    if row.group_id != group_id:
        raise NotFound(NOT_FOUND)
    return row.id


def _wrong_times(spans: Sequence[Span]) -> list[FieldProblem]:
    """Say what is wrong with the times proposed to one expert; the first thing is enough."""
    if not spans:
        return [FieldProblem("spans", words.NO_SPAN)]
    if len(spans) > terms.MOST_SPANS:
        return [FieldProblem("spans", words.TOO_MANY_SPANS, {"limit": terms.MOST_SPANS})]
    if len(set(spans)) < len(spans):
        return [FieldProblem("spans", words.SPAN_TWICE)]
    if any(span.end <= span.start for span in spans):
        return [FieldProblem("spans", words.SPAN_ORDER)]
    return []


def _refuse(
    group: GroupFacts,
    place_firm_id: int | None,
    wanted: Sequence[Sequence[Span]],
    experts: Sequence[Expert],
) -> None:
    """Say what stands against a request before anything is taken."""
    problems = [problem for spans in wanted for problem in _wrong_times(spans)]
    if place_firm_id is not None and not group.has(place_firm_id):
        problems.append(FieldProblem("place_firm_id", words.OWN_FIRM_ONLY))
    if problems:
        raise Invalid(*problems)
    if not group.can_book:
        raise Refused(words.GROUP_CLOSED)
    if not sum(member.weight for member in group.members):
        raise Refused(words.NO_SHARES)
    dearest = max(expert.fee_yen + expert.travel_yen for expert in experts)
    if dearest > group.booking_ceiling_yen:
        raise Refused(words.ABOVE_CEILING, ceiling=Yen(group.booking_ceiling_yen))


def _draft(ctx: Ctx, group: GroupFacts, need: str, expert: Expert, firm_id: int) -> Engagement:
    """The request before it is sent; shares are those of the agreement today."""
    leaders = people.holders_of(ctx, role=Role.GROUP_LEADER, firm_id=group.leader_firm_id)
    asked_by = ctx.actor.person_id or next(iter(leaders), None)
    row = Engagement(
        ward_id=group.ward_id,
        group_id=group.group_id,
        group_name=group.name,
        place_firm_id=firm_id,
        requested_by=asked_by,
        need=need,
        title=terms.title_of(need),
        state=EngagementState.DRAFT,
        expert_id=expert.id or 0,
        fee_yen=expert.fee_yen,
        travel_yen=expert.travel_yen,
        tax_percent=terms.tax_percent_of(is_invoice_registered=expert.is_invoice_registered),
        shares=[[each.firm_id, each.weight] for each in group.members if each.weight],
        agreement_number=group.version_number,
        terms={},
        requested_at=ctx.now,
        created_at=ctx.now,
    )
    ctx.session.add(row)
    ctx.session.flush()
    return row


def _saved(row: Engagement) -> RequestSaved:
    waits = row.state == EngagementState.OFFERED
    return RequestSaved(row.id or 0, row.state, row.version, row.offer_until if waits else None)
