"""Engagements of a group: the list with what comes next, and one with everything about it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final

from hub.accounts import reads as people
from hub.experts import contract_terms, ports, slips, terms
from hub.experts import engagement_access as access
from hub.experts.contract_terms import FirmPart as FirmPart  # noqa: PLC0414  shown by the page
from hub.experts.contract_terms import Terms as Terms  # noqa: PLC0414  shown by the page
from hub.experts.fees import FeeSlip as FeeSlip  # noqa: PLC0414  shown by the page
from hub.experts.queries import engagements as queries
from hub.experts.queries import rankings
from hub.experts.states.engagements import ENGAGEMENT
from hub.experts.words import engagements as words
from hub.groups import reads as groups
from hub.kernel.calendar import japan_date
from hub.kernel.intervals import Span
from hub.kernel.states import open_actions
from hub.platform import audit
from hub.platform.commands import read
from hub.platform.context import Ctx, require
from models.experts.engagements import Engagement, EngagementStep, Visit
from models.vocab import DataClass, Role
from models.vocab.engagements import (
    ENDED_STATES,
    CandidateAnswer,
    EngagementAction,
    EngagementState,
    VisitState,
)

GROUP_ACTS: Final = {
    EngagementState.ACCEPTED: EngagementAction.SIGN,
    EngagementState.RECORDED: EngagementAction.INSPECT,
    EngagementState.FEE_FIXED: EngagementAction.PAY,
}
"""The one step that the leader takes in a state."""
WAITS_FOR_GROUP: Final = (*GROUP_ACTS, EngagementState.CLAIMABLE)
"""Nothing goes on here until the group does something."""
SLIP_STATES: Final = (
    EngagementState.INSPECTED,
    EngagementState.FEE_FIXED,
    EngagementState.PAID,
    EngagementState.CLAIMABLE,
    EngagementState.CLOSED,
)


@dataclass(frozen=True, slots=True)
class BookingRow:
    """An engagement in a list; words are msgids, `facts` the values of their placeholders."""

    engagement_id: int
    title: str
    expert: str
    state: EngagementState
    state_words: str
    next_words: str
    facts: dict[str, datetime | date]
    visit: Span | None
    next_act: EngagementAction | None
    waits_for_group: bool
    is_ended: bool


@dataclass(frozen=True, slots=True)
class CandidateRow:
    """A candidate and what became of the question; words are msgids."""

    name: str
    answer: CandidateAnswer
    answer_words: str
    reason_words: str | None
    note: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class VisitRow:
    """A visit as the group sees it."""

    visit_id: int
    span: Span
    state: VisitState
    state_words: str
    what: str
    result: str
    next_step: str
    attendees: int
    minutes: int
    travel_yen: int | None
    recorded_at: datetime | None


@dataclass(frozen=True, slots=True)
class StepRow:
    """One step that was taken; `by` is empty where the hub did it itself.

    `typed_by` names who typed it at the desk for this person.
    """

    at: datetime
    words: str
    by: str
    note: str
    typed_by: str


@dataclass(frozen=True, slots=True)
class BookingPage:
    """One engagement with its terms, visits, fee slip and steps; `actions` of this person."""

    row: BookingRow
    version: int
    need: str
    group_name: str
    asked_by: str
    fee_yen: int
    travel_yen: int
    subsidy_yen: int | None
    programme_version: str | None
    is_without_aid: bool
    call_asked_at: datetime | None
    candidates: tuple[CandidateRow, ...]
    terms: Terms | None
    visits: tuple[VisitRow, ...]
    slip: FeeSlip | None
    paid_on: date | None
    steps: tuple[StepRow, ...]
    actions: tuple[EngagementAction, ...]
    ranking_id: int | None


@read(name="experts:bookings", data_class=DataClass.C2)
def bookings_of_group(ctx: Ctx, *, group_id: int) -> tuple[BookingRow, ...]:
    """Everything a group has asked for, what needs an act first, then the newest."""
    group = groups.group_facts(ctx, group_id=group_id)
    firms = [member.firm_id for member in group.members]
    parties = access.Parties(group.ward_id, group.leader_firm_id, firms)
    require(ctx, access.may_see(ctx.actor, parties))
    found = queries.of_group(ctx, group_id)
    listed = _rows(ctx, found)
    return tuple(sorted(listed, key=lambda row: (row.is_ended, not row.waits_for_group)))


@read(name="experts:booking", data_class=DataClass.C2)
def booking(ctx: Ctx, *, engagement_id: int) -> BookingPage:
    """One engagement for its group, its expert and the staff of the ward."""
    row = queries.engagement(ctx, engagement_id)
    parties = queries.parties(ctx, row)
    require(ctx, access.may_see(ctx.actor, parties))
    visits = queries.visits(ctx, [engagement_id])
    seen = _rows(ctx, [row])[0]
    asked_by = people.names_of(ctx, person_ids=(row.requested_by or 0,))
    slip = slips.slip_of(row) if row.state in SLIP_STATES else None
    return BookingPage(
        row=seen,
        version=row.version,
        need=row.need,
        group_name=row.group_name,
        asked_by=asked_by.get(row.requested_by or 0, ""),
        fee_yen=row.fee_yen,
        travel_yen=row.travel_yen,
        subsidy_yen=row.subsidy_yen,
        programme_version=row.programme_version,
        is_without_aid=row.without_aid_at is not None,
        call_asked_at=row.call_asked_at,
        candidates=_candidates(ctx, row),
        terms=contract_terms.agreed(ctx, row, visits[0]) if visits else None,
        visits=tuple(_visit(each) for each in visits),
        slip=slip,
        paid_on=row.paid_on,
        steps=_steps(ctx, row),
        actions=_actions(ctx, seen.state, parties),
        ranking_id=_ranking_of(ctx, row),
    )


@read(name="experts:calls", data_class=DataClass.C2)
def calls_of_ward(ctx: Ctx, *, ward_id: int) -> tuple[BookingRow, ...]:
    """Requests whose expert would rather talk, and those that nobody took, for the coordinator."""
    require(ctx, access.may_see_ward(ctx.actor, ward_id))
    wanted = (EngagementState.OFFERED, EngagementState.NO_MATCH, EngagementState.DISPUTED)
    found = queries.in_state(ctx, wanted, ward_id=ward_id)
    return _rows(
        ctx, [r for r in found if r.state != EngagementState.OFFERED or r.call_asked_at is not None]
    )


def _ranking_of(ctx: Ctx, row: Engagement) -> int | None:
    """The kept order from which the request came, for those who may check it."""
    if access.may_check_rankings(ctx.actor, row.ward_id) is not None:
        return None
    return rankings.run_of(ctx, row.id or 0)


def _rows(ctx: Ctx, rows: Iterable[Engagement]) -> tuple[BookingRow, ...]:
    listed = list(rows)
    queries.person_of.foresee(ctx, [row.expert_id for row in listed])
    persons = {row.expert_id: queries.person_of(ctx, row.expert_id) or 0 for row in listed}
    names = people.names_of(ctx, person_ids=tuple(persons.values()))
    visits: dict[int, Visit] = {}
    for visit in queries.visits(ctx, [row.id or 0 for row in listed]):
        visits.setdefault(visit.engagement_id, visit)
    open_claims = [r.id or 0 for r in listed if r.state == EngagementState.CLAIMABLE]
    claims = ports.sent_claims(ctx, engagement_ids=open_claims)
    found = (
        _row(ctx, row, names.get(persons[row.expert_id], ""), visits.get(row.id or 0))
        for row in listed
    )
    return tuple(
        _claimed(row, is_paid=claims[row.engagement_id]) if row.engagement_id in claims else row
        for row in found
    )


def _claimed(row: BookingRow, *, is_paid: bool) -> BookingRow:
    """The same engagement once its claim is at the ward: the group has nothing to do here."""
    return replace(
        row,
        state_words=words.CLAIMED_LABEL,
        next_words=words.CLAIMED_NEXT,
        waits_for_group=False,
        is_ended=is_paid,
    )


def _row(ctx: Ctx, row: Engagement, expert: str, visit: Visit | None) -> BookingRow:
    state = terms.seen_state(row.state, row.offer_until, ctx.now)
    leads = ctx.actor.role in {Role.GROUP_LEADER, Role.SYSTEM}
    facts: dict[str, datetime | date | None] = {
        "until": row.offer_until,
        "pay": row.pay_on,
        "inspect": terms.inspect_by(japan_date(visit.starts_at)) if visit else None,
    }
    return BookingRow(
        engagement_id=row.id or 0,
        title=row.title,
        expert=expert,
        state=state,
        state_words=words.ENGAGEMENT_LABELS[state],
        next_words=words.NEXT_WORDS[state],
        facts={name: value for name, value in facts.items() if value is not None},
        visit=Span(visit.starts_at, visit.ends_at) if visit else None,
        next_act=GROUP_ACTS.get(state) if leads else None,
        waits_for_group=state in WAITS_FOR_GROUP,
        is_ended=state in ENDED_STATES,
    )


def _candidates(ctx: Ctx, row: Engagement) -> tuple[CandidateRow, ...]:
    """Everybody who is asked, in order; an expert reads of nobody else."""
    found = queries.candidates(ctx, row.id or 0)
    if ctx.actor.role is Role.EXPERT:
        found = [each for each in found if each.expert_id == row.expert_id]
    queries.person_of.foresee(ctx, [each.expert_id for each in found])
    persons = {each.expert_id: queries.person_of(ctx, each.expert_id) or 0 for each in found}
    names = people.names_of(ctx, person_ids=tuple(persons.values()))
    spans = queries.spans_of(ctx, [each.id or 0 for each in found])
    return tuple(
        CandidateRow(
            name=names.get(persons[each.expert_id], ""),
            answer=each.answer,
            answer_words=words.CANDIDATE_LABELS[each.answer],
            reason_words=words.DECLINE_LABELS[each.reason] if each.reason else None,
            note=each.note,
            spans=spans.get(each.id or 0, ()),
        )
        for each in found
    )


def _visit(row: Visit) -> VisitRow:
    return VisitRow(
        visit_id=row.id or 0,
        span=Span(row.starts_at, row.ends_at),
        state=row.state,
        state_words=words.VISIT_LABELS[row.state],
        what=row.what,
        result=row.result,
        next_step=row.next_step,
        attendees=row.attendees,
        minutes=row.minutes,
        travel_yen=row.travel_yen,
        recorded_at=row.recorded_at,
    )


def _steps(ctx: Ctx, row: Engagement) -> tuple[StepRow, ...]:
    found = queries.steps(ctx, row.id or 0)
    acted = audit.acted_for(ctx, "engagement", row.id or 0)
    ids = {each.person_id for each in found if each.person_id is not None}
    ids |= {by for by, _at in acted.values()}
    names = people.names_of(ctx, person_ids=tuple(ids))

    def typist(step: EngagementStep) -> str:
        by, at = acted.get(step.version, (0, 0))
        return names.get(by, "") if at and at == step.person_id else ""

    return tuple(
        StepRow(
            each.at, _words(each), names.get(each.person_id or 0, ""), each.note,
            typist(each),
        )
        for each in found
    )  # fmt: skip


def _words(step: EngagementStep) -> str:
    """An expert who was passed over has not declined; nobody reads for whose sake it was."""
    if step.action == EngagementAction.DECLINE and step.person_id is None:
        return words.PASSED_OVER
    return words.STEP_WORDS[step.action]


def _actions(
    ctx: Ctx, state: EngagementState, parties: access.Parties
) -> tuple[EngagementAction, ...]:
    """Steps that this person may take now, by the table and by the access policy together."""
    if access.may_cancel(ctx.actor, parties) is not None:
        return ()
    return open_actions(ENGAGEMENT, state, (ctx.actor.role,))
