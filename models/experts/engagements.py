"""Engagements of experts by groups, their candidates, wanted times, steps and visits: tables."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlmodel import SQLModel

from models.columns import (
    at_least,
    day,
    document,
    key,
    link,
    moment,
    one_of,
    text,
    whole,
    within,
    word,
)
from models.vocab import DataClass
from models.vocab.engagements import (
    CandidateAnswer,
    DeclineReason,
    EngagementAction,
    EngagementState,
    VisitState,
)


class Engagement(SQLModel, table=True):
    """A group asks an expert (専門家への依頼); from the need to the paid fee.

    Fee, travel and tax are those of the expert when the request was sent, shares those of the
    agreement then; `terms` is what both sides confirmed, empty before the contract.
    `without_aid_at`: since when it is known that no subsidy may be claimed for it (ADR 50).
    """

    __tablename__ = "engagement"
    __table_args__ = (
        sa.CheckConstraint("length(need) BETWEEN 4 AND 2000", name="need_length"),
        within("title", 60),
        within("group_name", 80),
        one_of("state", EngagementState),
        sa.CheckConstraint("fee_yen BETWEEN 0 AND 1000000", name="fee_yen_range"),
        sa.CheckConstraint("travel_yen BETWEEN 0 AND 100000", name="travel_yen_range"),
        sa.CheckConstraint("tax_percent IN (0, 8, 10)", name="tax_percent_known"),
        sa.CheckConstraint("state <> 'offered' OR offer_until IS NOT NULL", name="offer_ends"),
        sa.CheckConstraint("pay_on IS NULL OR pay_on <= pay_by", name="pay_on_in_time"),
        sa.CheckConstraint(
            "state NOT IN ('paid', 'claimable') OR paid_on IS NOT NULL", name="paid_on_known"
        ),
        at_least("agreement_number", 1),
        at_least("subsidy_yen", 0),
        at_least("withheld_yen", 0),
        at_least("version", 0),
    )

    id: int | None = key()
    ward_id: int = link("ward.id")
    group_id: int = link("firm_group.id")
    group_name: str = text(80, DataClass.C1)
    place_firm_id: int = link("firm.id")
    requested_by: int | None = link("person.id", optional=True)
    continues_id: int | None = link("engagement.id", optional=True)
    need: str = text(2000, DataClass.C2)
    title: str = text(60, DataClass.C2)
    state: EngagementState = word(EngagementState)
    expert_id: int = link("expert.id")
    fee_yen: int = whole()
    travel_yen: int = whole()
    tax_percent: int = whole()
    shares: list[list[int]] = document(DataClass.C1)
    agreement_number: int = whole()
    subsidy_yen: int | None = whole(optional=True)
    programme_title: str | None = text(120, DataClass.C0, optional=True)
    programme_version: str | None = text(40, DataClass.C0, optional=True)
    without_aid_at: datetime | None = moment(optional=True)
    requested_at: datetime = moment()
    offer_until: datetime | None = moment(optional=True)
    accepted_at: datetime | None = moment(optional=True)
    signed_by: int | None = link("person.id", optional=True)
    signed_at: datetime | None = moment(optional=True)
    terms: dict[str, object] = document(DataClass.C2)
    pay_on: date | None = day(optional=True)
    pay_by: date | None = day(optional=True)
    withheld_yen: int | None = whole(optional=True)
    paid_on: date | None = day(optional=True)
    call_asked_at: datetime | None = moment(optional=True)
    version: int = whole(default=0)
    created_at: datetime = moment()


class EngagementCandidate(SQLModel, table=True):
    """An expert of a request, in the order in which they are asked, and what was answered."""

    __tablename__ = "engagement_candidate"
    __table_args__ = (
        one_of("answer", CandidateAnswer),
        one_of("reason", DeclineReason),
        sa.CheckConstraint("place BETWEEN 1 AND 5", name="place_range"),
        sa.CheckConstraint("length(note) <= 400", name="note_length"),
        sa.UniqueConstraint("engagement_id", "place"),
        sa.UniqueConstraint("engagement_id", "expert_id"),
    )

    id: int | None = key()
    engagement_id: int = link("engagement.id")
    place: int = whole()
    expert_id: int = link("expert.id")
    answer: CandidateAnswer = word(CandidateAnswer)
    reason: DeclineReason | None = word(DeclineReason, optional=True)
    note: str = text(400, DataClass.C2)
    answered_at: datetime | None = moment(optional=True)


class EngagementSpan(SQLModel, table=True):
    """One of at most three times that the group proposes to a candidate."""

    __tablename__ = "engagement_span"
    __table_args__ = (
        sa.CheckConstraint("place BETWEEN 1 AND 3", name="place_range"),
        sa.CheckConstraint("ends_at > starts_at", name="times_in_order"),
        sa.UniqueConstraint("candidate_id", "place"),
        sa.UniqueConstraint("candidate_id", "starts_at"),
    )

    id: int | None = key()
    candidate_id: int = link("engagement_candidate.id")
    place: int = whole()
    starts_at: datetime = moment()
    ends_at: datetime = moment()


class EngagementStep(SQLModel, table=True):
    """One step an engagement has taken: who (empty: the hub itself), when, why."""

    __tablename__ = "engagement_step"
    __table_args__ = (
        one_of("action", EngagementAction),
        one_of("target", EngagementState),
        sa.CheckConstraint("length(note) <= 400", name="note_length"),
        sa.UniqueConstraint("engagement_id", "version"),
    )

    id: int | None = key()
    engagement_id: int = link("engagement.id")
    version: int = whole()
    action: EngagementAction = word(EngagementAction)
    target: EngagementState = word(EngagementState)
    person_id: int | None = link("person.id", optional=True)
    note: str = text(400, DataClass.C2)
    at: datetime = moment()


class Visit(SQLModel, table=True):
    """One visit of the expert at a firm of the group, and the record of it (実施記録)."""

    __tablename__ = "visit"
    __table_args__ = (
        one_of("state", VisitState),
        sa.CheckConstraint("ends_at > starts_at", name="times_in_order"),
        sa.CheckConstraint("length(what) <= 400", name="what_length"),
        sa.CheckConstraint("length(result) <= 400", name="result_length"),
        sa.CheckConstraint("length(next_step) <= 400", name="next_step_length"),
        sa.CheckConstraint("attendees BETWEEN 0 AND 99", name="attendees_range"),
        sa.CheckConstraint("minutes BETWEEN 0 AND 600", name="minutes_range"),
        sa.CheckConstraint(
            "state <> 'done' OR (length(what) > 0 AND attendees > 0 AND minutes > 0)",
            name="done_with_record",
        ),
        sa.CheckConstraint("travel_yen BETWEEN 0 AND 100000", name="travel_yen_range"),
        at_least("version", 0),
        sa.UniqueConstraint("engagement_id", "starts_at"),
    )

    id: int | None = key()
    engagement_id: int = link("engagement.id")
    place_firm_id: int = link("firm.id")
    starts_at: datetime = moment()
    ends_at: datetime = moment()
    state: VisitState = word(VisitState)
    what: str = text(400, DataClass.C2)
    result: str = text(400, DataClass.C2)
    next_step: str = text(400, DataClass.C2)
    attendees: int = whole(default=0)
    minutes: int = whole(default=0)
    travel_yen: int | None = whole(optional=True)
    recorded_by: int | None = link("person.id", optional=True)
    recorded_at: datetime | None = moment(optional=True)
    version: int = whole(default=0)


class OpenRequest(SQLModel, table=True):
    """How many requests of a group wait for an expert's answer; at most two, guarded updates."""

    __tablename__ = "open_request"
    __table_args__ = (
        sa.CheckConstraint("open BETWEEN 0 AND 2", name="open_range"),
        sa.UniqueConstraint("group_id", "expert_id"),
    )

    id: int | None = key()
    group_id: int = link("firm_group.id")
    expert_id: int = link("expert.id")
    open: int = whole(default=0)
