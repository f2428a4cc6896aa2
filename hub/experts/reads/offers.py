"""What an expert sees: offers that wait for an answer, appointments, visits to record."""

from dataclasses import dataclass
from datetime import date, datetime

from hub.accounts import reads as people
from hub.directory import reads as directory
from hub.experts import engagement_access as access
from hub.experts import terms
from hub.experts.paydays import usual_pay_day
from hub.experts.queries import engagements as queries
from hub.experts.queries import roster
from hub.experts.words import engagements as words
from hub.kernel.calendar import japan_date
from hub.kernel.intervals import Span
from hub.platform.commands import read
from hub.platform.context import Ctx, require
from models.experts.engagements import Engagement, Visit
from models.vocab import DataClass
from models.vocab.engagements import EngagementState, VisitState

HIDDEN = (EngagementState.DRAFT, EngagementState.REQUESTED)


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks, and where the visit would be."""

    group_name: str
    person: str
    firm: str
    town: str


@dataclass(frozen=True, slots=True)
class OfferCard:
    """A request that waits for the expert's answer, with all that is agreed by accepting."""

    engagement_id: int
    version: int
    title: str
    need: str
    asker: Asker
    spans: tuple[Span, ...]
    fee_yen: int
    travel_yen: int
    pay_on: date
    answer_until: datetime
    call_asked_at: datetime | None


@dataclass(frozen=True, slots=True)
class ExpertVisit:
    """A visit of the expert; `can_record` once it is over, `record` when it has been written."""

    visit_id: int
    engagement_id: int
    version: int
    title: str
    need: str
    asker: Asker
    span: Span
    state: VisitState
    state_words: str
    can_record: bool
    what: str
    result: str
    next_step: str
    attendees: int
    minutes: int


@dataclass(frozen=True, slots=True)
class ExpertBooking:
    """An engagement of the expert at any stage; `state_words` is a msgid."""

    engagement_id: int
    version: int
    title: str
    need: str
    asker: Asker
    state: EngagementState
    state_words: str
    fee_yen: int
    travel_yen: int
    withheld_yen: int | None
    pay_on: date | None
    paid_on: date | None
    can_cancel: bool
    visits: tuple[ExpertVisit, ...]


@read(name="experts:offers", data_class=DataClass.C2)
def offers_for_expert(ctx: Ctx, *, person_id: int) -> tuple[OfferCard, ...]:
    """Live offers of an expert, the one that must be answered first on top."""
    require(ctx, access.may_see_own(ctx.actor, person_id))
    rows = [
        row
        for row in _of_person(ctx, person_id)
        if terms.seen_state(row.state, row.offer_until, ctx.now) == EngagementState.OFFERED
    ]
    cards = [_offer(ctx, row) for row in rows]
    return tuple(sorted(cards, key=lambda card: (card.answer_until, card.engagement_id)))


@read(name="experts:expert_bookings", data_class=DataClass.C2)
def bookings_of_expert(ctx: Ctx, *, person_id: int) -> tuple[ExpertBooking, ...]:
    """Everything an expert was asked for, the newest first."""
    require(ctx, access.may_see_own(ctx.actor, person_id))
    return tuple(
        _booking(ctx, row) for row in _of_person(ctx, person_id) if row.state not in HIDDEN
    )


@read(name="experts:expert_visits", data_class=DataClass.C2)
def visits_of_expert(ctx: Ctx, *, person_id: int) -> tuple[ExpertVisit, ...]:
    """Visits of an expert in time order, those to come and those that are over."""
    require(ctx, access.may_see_own(ctx.actor, person_id))
    found = [v for row in _of_person(ctx, person_id) for v in _visits(ctx, row)]
    return tuple(sorted(found, key=lambda visit: (visit.span.start, visit.visit_id)))


def _of_person(ctx: Ctx, person_id: int) -> list[Engagement]:
    entry = roster.expert_of_person(ctx, person_id)
    rows = queries.of_expert(ctx, entry.id or 0) if entry else []
    queries.visits_of.foresee(ctx, [row.id or 0 for row in rows])
    directory.firms_of(ctx, firm_ids=tuple(row.place_firm_id for row in rows))
    people.names_of(ctx, person_ids=tuple(row.requested_by or 0 for row in rows))
    return rows


def _asker(ctx: Ctx, row: Engagement) -> Asker:
    firm = directory.firms_of(ctx, firm_ids=(row.place_firm_id,))[row.place_firm_id]
    asked_by = row.requested_by or 0
    names = people.names_of(ctx, person_ids=(asked_by,))
    return Asker(row.group_name, names.get(asked_by, ""), firm.name, firm.town)


def _offer(ctx: Ctx, row: Engagement) -> OfferCard:
    candidate = queries.candidate_of(ctx, row)
    spans = queries.spans_of(ctx, [candidate.id or 0])[candidate.id or 0]
    return OfferCard(
        engagement_id=row.id or 0,
        version=row.version,
        title=row.title,
        need=row.need,
        asker=_asker(ctx, row),
        spans=spans,
        fee_yen=row.fee_yen,
        travel_yen=row.travel_yen,
        pay_on=usual_pay_day(japan_date(spans[0].start)),
        answer_until=row.offer_until or ctx.now,
        call_asked_at=row.call_asked_at,
    )


def _booking(ctx: Ctx, row: Engagement) -> ExpertBooking:
    state = terms.seen_state(row.state, row.offer_until, ctx.now)
    return ExpertBooking(
        engagement_id=row.id or 0,
        version=row.version,
        title=row.title,
        need=row.need,
        asker=_asker(ctx, row),
        state=state,
        state_words=words.EXPERT_LABELS[state],
        fee_yen=row.fee_yen,
        travel_yen=row.travel_yen,
        withheld_yen=row.withheld_yen,
        pay_on=row.pay_on,
        paid_on=row.paid_on,
        can_cancel=state == EngagementState.ACCEPTED,
        visits=_visits(ctx, row),
    )


def _visits(ctx: Ctx, row: Engagement) -> tuple[ExpertVisit, ...]:
    rows = queries.visits(ctx, [row.id or 0])
    asker = _asker(ctx, row) if rows else None
    return tuple(_visit(ctx, row, visit, asker) for visit in rows if asker)


def _visit(ctx: Ctx, row: Engagement, visit: Visit, asker: Asker) -> ExpertVisit:
    span = Span(visit.starts_at, visit.ends_at)
    return ExpertVisit(
        visit_id=visit.id or 0,
        engagement_id=row.id or 0,
        version=row.version,
        title=row.title,
        need=row.need,
        asker=asker,
        span=span,
        state=visit.state,
        state_words=words.VISIT_LABELS[visit.state],
        can_record=visit.state == VisitState.CONFIRMED and terms.is_over(span, ctx.now),
        what=visit.what,
        result=visit.result,
        next_step=visit.next_step,
        attendees=visit.attendees,
        minutes=visit.minutes,
    )
