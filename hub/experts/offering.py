"""Puts a request before a candidate: takes the times, opens the offer, goes on to the next one.

For the services of this room. Everybody locks in the same order: engagement, count of open
requests, calendars, audit. Source: experts, parts C4 and D1.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from hub.directory import service as directory
from hub.experts import availability, notices, ports, slots, terms
from hub.experts.advance import advance
from hub.experts.apart import Apart, apart, is_apart, without_aid
from hub.experts.queries import engagements as queries
from hub.experts.queries import roster
from hub.experts.words import engagements as words
from hub.groups import reads as groups
from hub.kernel.calendar import fiscal_year, japan_date
from hub.kernel.errors import Refused
from hub.kernel.intervals import Span
from hub.kernel.money import tax_part
from hub.platform.context import Ctx
from models.experts.conflicts import ExpertConflict
from models.experts.engagements import Engagement, EngagementCandidate
from models.experts.roster import Expert
from models.vocab.directory import HolderKind
from models.vocab.engagements import (
    CandidateAnswer,
    DeclineReason,
    EngagementAction,
    EngagementState,
)
from models.vocab.experts import ExpertState

MOST_OPEN: Final = 2
AGREED: Final = frozenset(
    {EngagementState.ACCEPTED, EngagementState.CONTRACTED, EngagementState.IN_PROGRESS}
)
"""An expert has said yes, and the visit is still to come or to be written down."""
SETTLING: Final = frozenset(
    {
        EngagementState.RECORDED,
        EngagementState.PARTIALLY_INSPECTED,
        EngagementState.INSPECTED,
        EngagementState.FEE_FIXED,
        EngagementState.DISPUTED,
        EngagementState.CLAIMABLE,
    }
)
"""The visit was made; its fee is being settled, or the group may still claim."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of a live offer, and why as far as it was told."""

    action: EngagementAction
    answer: CandidateAnswer
    reason: DeclineReason | None = None
    note: str = ""
    automatic: bool = False


RAN_OUT: Final = Answer(EngagementAction.EXPIRE, CandidateAnswer.EXPIRED, automatic=True)
"""Nobody answered in time."""
PASSED_OVER: Final = Answer(EngagementAction.DECLINE, CandidateAnswer.KEPT_APART, automatic=True)
"""Something was declared meanwhile; the step names nobody, so that it does not tell who did."""


def holder(row: Engagement) -> directory.Holder:
    """The engagement as the holder of times in the ledger."""
    return directory.Holder(HolderKind.ENGAGEMENT, row.id or 0)


def take_times(ctx: Ctx, row: Engagement, expert: Expert, spans: Sequence[Span]) -> None:
    """Count the request and hold its times until the end of the offer; `Refused` takes nothing.

    The calendar is locked before the question what is free, so the answer still holds.
    """
    expert_id = expert.id or 0
    if not queries.open_request(ctx, row.group_id, expert_id, MOST_OPEN):
        raise Refused(words.TOO_MANY_OPEN, limit=MOST_OPEN)
    try:
        availability.take_calendars(ctx, [expert])
        _refuse_gone(ctx, expert, spans)
        directory.hold(
            ctx,
            wanted=[directory.Wanted(expert.resource_id, span) for span in spans],
            holder=holder(row),
            until=terms.offer_deadline(ctx.now, spans),
        )
    except Refused:
        queries.close_request(ctx, row.group_id, expert_id)
        raise


def _refuse_gone(ctx: Ctx, expert: Expert, spans: Sequence[Span]) -> None:
    if expert.state != ExpertState.LISTED:
        raise Refused(words.SPAN_GONE, start=spans[0].start)
    first, last = terms.window(japan_date(ctx.now), slots.HORIZON_DAYS)
    free = availability.free_halves(ctx, [expert], first, last)[expert.id or 0]
    gone = sorted(set(spans) - set(free))
    if gone:
        raise Refused(words.SPAN_GONE, start=gone[0].start)


def set_offer(
    ctx: Ctx,
    row: Engagement,
    candidate: EngagementCandidate,
    expert: Expert,
    spans: Sequence[Span],
) -> None:
    """Write what this candidate is offered: price, expected subsidy, until when to answer."""
    row.expert_id = expert.id or 0
    row.fee_yen = expert.fee_yen
    row.travel_yen = expert.travel_yen
    row.tax_percent = terms.tax_percent_of(is_invoice_registered=expert.is_invoice_registered)
    row.offer_until = terms.offer_deadline(ctx.now, spans)
    row.call_asked_at = None
    row.without_aid_at = None
    set_estimate(ctx, row, min(spans))
    candidate.answer = CandidateAnswer.OFFERED
    ctx.session.add_all([row, candidate])


def set_estimate(ctx: Ctx, row: Engagement, span: Span) -> None:
    """Write down what the ward would pay by today's rules; empty without a programme or aid."""
    row.subsidy_yen = row.programme_title = row.programme_version = None
    mark_unaided(ctx, row)
    if row.without_aid_at is not None:
        return
    gross = row.fee_yen + row.travel_yen
    found = ports.subsidy_estimate(
        ctx,
        ward_id=row.ward_id,
        day=japan_date(span.start),
        gross_yen=gross,
        tax_yen=tax_part(gross, row.tax_percent),
    )
    row.subsidy_yen = found.subsidy_yen if found else None
    row.programme_title = found.programme_title if found else None
    row.programme_version = found.programme_version if found else None


def mark_unaided(ctx: Ctx, row: Engagement) -> bool:
    """Keep that no subsidy may be claimed for it, once that is so; whether it is so since now."""
    group = groups.group_facts(ctx, group_id=row.group_id)
    if row.without_aid_at is not None or row.expert_id not in without_aid(ctx, group):
        return False
    row.without_aid_at = ctx.now
    row.subsidy_yen = row.programme_title = row.programme_version = None
    ctx.session.add(row)
    return True


def settle(ctx: Ctx, expert_id: int, conflict: ExpertConflict) -> int:
    """Pass waiting offers on to whom they may go; how many agreed ones coordinators look at."""
    agreed = 0
    for row in queries.of_expert(ctx, expert_id):
        if _is_settling(ctx, row) and mark_unaided(ctx, row):
            notices.conflict_to_coordinators(ctx, row, conflict)
        if row.state not in {EngagementState.OFFERED, *AGREED}:
            continue
        if not is_apart(ctx, groups.group_facts(ctx, group_id=row.group_id), expert_id):
            continue
        if row.state is EngagementState.OFFERED:
            queries.take(ctx, row)
            end_offer(ctx, row, PASSED_OVER)
            continue
        agreed += 1
        mark_unaided(ctx, row)
        notices.conflict_to_coordinators(ctx, row, conflict)
    return agreed


def lapsed(ctx: Ctx) -> list[Engagement]:
    """Waiting offers that a review had allowed, and that it allows no more."""
    return [
        row
        for row in queries.in_state(ctx, [EngagementState.OFFERED])
        if row.without_aid_at is not None
        and is_apart(ctx, groups.group_facts(ctx, group_id=row.group_id), row.expert_id)
    ]


def _is_settling(ctx: Ctx, row: Engagement) -> bool:
    """Whether money may still move for a visit that was made; claims end with the fiscal year."""
    today = fiscal_year(japan_date(ctx.now))
    return row.state in SETTLING and (row.paid_on is None or fiscal_year(row.paid_on) >= today)


def open_offer(ctx: Ctx, row: Engagement) -> None:
    """Make the one live offer and tell the candidate; the ward lets the hub do it at once."""
    advance(ctx, row, EngagementAction.OFFER, automatic=True)
    told = {"group": row.group_name, "until": row.offer_until}
    notices.to_expert(ctx, row, "offered", words.OFFER_CAME, told)


def end_offer(ctx: Ctx, row: Engagement, answer: Answer) -> None:
    """Free the times of a live offer and go on: the next candidate, or nobody is left."""
    asked = queries.candidate_of(ctx, row)
    waiting = [
        each
        for each in queries.candidates(ctx, row.id or 0)
        if each.answer == CandidateAnswer.WAITING
    ]
    experts = {each.expert_id: roster.expert(ctx, each.expert_id) for each in (asked, *waiting)}
    queries.close_request(ctx, row.group_id, row.expert_id)
    availability.take_calendars(ctx, list(experts.values()))
    directory.release(ctx, holder=holder(row))
    asked.answer, asked.reason, asked.note = answer.answer, answer.reason, answer.note
    asked.answered_at = ctx.now
    ctx.session.add(asked)
    spans = queries.spans_of(ctx, [each.id or 0 for each in waiting])
    hidden = apart(ctx, groups.group_facts(ctx, group_id=row.group_id)) if waiting else {}
    following = next(
        (
            each
            for each in waiting
            if not _passed_over(ctx, each, hidden)
            and _can_ask(ctx, row, each, experts[each.expert_id], spans[each.id or 0])
        ),
        None,
    )
    advance(ctx, row, answer.action, note=answer.note, automatic=answer.automatic)
    _tell_end(ctx, row, answer)
    if following is None:
        advance(ctx, row, EngagementAction.RUN_OUT, automatic=True)
        return
    expert = experts[following.expert_id]
    set_offer(ctx, row, following, expert, spans[following.id or 0])
    advance(ctx, row, EngagementAction.NEXT, automatic=True)
    open_offer(ctx, row)


def _passed_over(ctx: Ctx, candidate: EngagementCandidate, hidden: Apart) -> bool:
    """Nobody is asked who has come to be kept apart from the group since the request was sent."""
    if candidate.expert_id not in hidden:
        return False
    candidate.answer = CandidateAnswer.KEPT_APART
    candidate.answered_at = ctx.now
    ctx.session.add(candidate)
    return True


def _can_ask(
    ctx: Ctx, row: Engagement, candidate: EngagementCandidate, expert: Expert, spans: Sequence[Span]
) -> bool:
    """Hold the own times of the next candidate, or skip the person as without free time."""
    try:
        take_times(ctx, row, expert, spans)
    except Refused:
        candidate.answer = CandidateAnswer.NO_TIME
        candidate.answered_at = ctx.now
        ctx.session.add(candidate)
        return False
    return True


def _tell_end(ctx: Ctx, row: Engagement, answer: Answer) -> None:
    expired = answer.action == EngagementAction.EXPIRE
    msgid = words.OFFER_EXPIRED if expired else words.OFFER_DECLINED
    told = {"expert": notices.expert_name(ctx, row), "title": row.title}
    notices.to_group(ctx, row, "answered", msgid, told)
    notices.to_coordinators(ctx, row, "answered", msgid, told)
