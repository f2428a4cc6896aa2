"""Claims with their lines, shares, snapshots, findings, duties and history."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlmodel import SQLModel

from models.columns import (
    at_least,
    day,
    document,
    flag,
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
from models.vocab.subsidy import (
    ChangeKind,
    Check,
    ClaimAction,
    ClaimState,
    Duty,
    FindingLevel,
    FindingState,
    SourceKind,
    Stage,
    TaxStatus,
)

_LIVE = "state NOT IN ('refused', 'withdrawn', 'discarded')"
_YEN = ("asked_yen", "entitled_yen", "granted_yen", "fixed_yen", "paid_yen")


class Claim(SQLModel, table=True):
    """One claim from the draft to the end of its file (補助金案件)."""

    __tablename__ = "claim"
    __table_args__ = (
        one_of("state", ClaimState),
        within("title", 80),
        at_least("version", 0),
        at_least("round", 0),
        at_least("reminders", 0),
        *(sa.CheckConstraint(f"{yen} >= 0", name=f"{yen}_least") for yen in _YEN),
        sa.CheckConstraint("granted_yen <= entitled_yen", name="granted_within_entitled"),
        sa.CheckConstraint("fixed_yen <= granted_yen", name="fixed_within_granted"),
        # What a cancellation takes away has been paid until it comes back.
        sa.CheckConstraint(
            "paid_yen <= fixed_yen OR state = 'returning'", name="paid_within_fixed"
        ),
        # Also before the amount is fixed nobody gets more than was granted (advances).
        sa.CheckConstraint(
            "paid_yen <= granted_yen OR state = 'returning'", name="paid_within_granted"
        ),
        sa.CheckConstraint("(source_kind IS NULL) = (source_id IS NULL)", name="source_whole"),
        sa.UniqueConstraint("ward_id", "reference"),
        sa.UniqueConstraint("ward_id", "receipt_no"),
        sa.Index(
            "uq_claim_live_source",
            "source_kind",
            "source_id",
            unique=True,
            sqlite_where=sa.text(_LIVE),
            postgresql_where=sa.text(_LIVE),
        ),
    )

    id: int | None = key()
    ward_id: int = link("ward.id")
    programme_version_id: int = link("programme_version.id")
    budget_line_id: int = link("budget_line.id")
    group_id: int = link("firm_group.id")
    firm_id: int = link("firm.id")
    title: str = text(80, DataClass.C1)
    state: ClaimState = word(ClaimState, default=ClaimState.DRAFT)
    version: int = whole(default=0)
    round: int = whole(default=0)
    reference: str | None = text(20, DataClass.C1, optional=True)
    receipt_no: str | None = text(20, DataClass.C1, optional=True)
    source_kind: str | None = text(20, DataClass.C1, optional=True)
    source_id: int | None = whole(optional=True)
    asked_yen: int | None = whole(optional=True)
    entitled_yen: int | None = whole(optional=True)
    granted_yen: int | None = whole(optional=True)
    fixed_yen: int | None = whole(optional=True)
    paid_yen: int | None = whole(optional=True)
    reminders: int = whole(default=0)
    created_at: datetime = moment()
    submitted_at: datetime | None = moment(optional=True)
    entered_at: datetime = moment()
    received_on: date | None = day(optional=True)
    review_due: date | None = day(optional=True)
    stopped_on: date | None = day(optional=True)
    answer_due: date | None = day(optional=True)
    decided_on: date | None = day(optional=True)
    withdraw_until: date | None = day(optional=True)
    report_due: date | None = day(optional=True)
    return_due: date | None = day(optional=True)
    late_reason: str | None = text(400, DataClass.C1, optional=True)


class ClaimVersion(SQLModel, table=True):
    """What was sent, frozen (append-only by trigger)."""

    __tablename__ = "claim_version"
    __table_args__ = (
        at_least("number", 1),
        one_of("stage", Stage),
        sa.CheckConstraint("length(sha256) = 64", name="sha256_length"),
        sa.UniqueConstraint("claim_id", "number"),
    )

    id: int | None = key()
    claim_id: int = link("claim.id")
    number: int = whole()
    stage: Stage = word(Stage)
    snapshot: dict[str, object] = document(DataClass.C1)
    sha256: str = text(64, DataClass.C1)
    person_id: int | None = link("person.id", optional=True)
    at: datetime = moment()


class ChangeRequest(SQLModel, table=True):
    """How the applicant asks to change a granted plan (変更申請; append-only by trigger).

    `amounts` holds the new gross yen of each planned cost by its number, 0 where it falls away.
    """

    __tablename__ = "change_request"
    __table_args__ = (
        at_least("number", 1),
        at_least("asked_yen", 1),
        within("reason", 400),
        one_of("kind", ChangeKind),
        sa.CheckConstraint("kind <> 'pause' OR done_on IS NOT NULL", name="pause_with_day"),
        sa.UniqueConstraint("claim_id", "number"),
    )

    id: int | None = key()
    claim_id: int = link("claim.id")
    number: int = whole()
    kind: ChangeKind = word(ChangeKind, default=ChangeKind.CHANGE)
    amounts: dict[str, object] = document(DataClass.C1)
    asked_yen: int = whole()
    done_on: date | None = day(optional=True)
    reason: str = text(400, DataClass.C1)
    person_id: int = link("person.id")
    at: datetime = moment()


class ClaimLine(SQLModel, table=True):
    """One cost: planned in the application, actual in the report."""

    __tablename__ = "claim_line"
    __table_args__ = (
        one_of("stage", Stage),
        one_of("source_kind", SourceKind),
        within("category", 40),
        within("title", 120),
        sa.CheckConstraint("gross_yen BETWEEN 1 AND 999999999999", name="gross_yen_range"),
        sa.CheckConstraint("tax_percent IN (0, 8, 10)", name="tax_percent_legal"),
        sa.CheckConstraint("(source_kind IS NULL) = (source_id IS NULL)", name="source_whole"),
        sa.UniqueConstraint("claim_id", "stage", "position"),
        sa.UniqueConstraint("claim_id", "stage", "source_kind", "source_id"),
    )

    id: int | None = key()
    claim_id: int = link("claim.id")
    stage: Stage = word(Stage)
    position: int = whole()
    category: str = text(40, DataClass.C0)
    title: str = text(120, DataClass.C1)
    vendor: str | None = text(80, DataClass.C1, optional=True)
    invoice_no: str | None = text(40, DataClass.C1, optional=True)
    used_on: date | None = day(optional=True)
    gross_yen: int = whole()
    tax_percent: int = whole()
    source_kind: SourceKind | None = word(SourceKind, optional=True)
    source_id: int | None = whole(optional=True)
    source_yen: int | None = whole(optional=True)
    firm_id: int | None = link("firm.id", optional=True)


class ClaimShare(SQLModel, table=True):
    """How much of the shared cost a firm of the group bears."""

    __tablename__ = "claim_share"
    __table_args__ = (
        one_of("tax_status", TaxStatus),
        at_least("weight", 0),
        sa.UniqueConstraint("claim_id", "firm_id"),
        sa.UniqueConstraint("claim_id", "position"),
    )

    id: int | None = key()
    claim_id: int = link("claim.id")
    firm_id: int = link("firm.id")
    position: int = whole()
    weight: int = whole()
    tax_status: TaxStatus = word(TaxStatus)


class ClaimSource(SQLModel, table=True):
    """A record of the hub that a live claim has used up for one firm (cross-billing)."""

    __tablename__ = "claim_source"
    __table_args__ = (
        one_of("source_kind", SourceKind),
        sa.Index(
            "uq_claim_source_live",
            "source_kind",
            "source_id",
            "firm_id",
            unique=True,
            sqlite_where=sa.text("is_live"),
            postgresql_where=sa.text("is_live"),
        ),
    )

    id: int | None = key()
    claim_id: int = link("claim.id")
    source_kind: SourceKind = word(SourceKind)
    source_id: int = whole()
    firm_id: int = link("firm.id")
    is_live: bool = flag(default=True)


class Finding(SQLModel, table=True):
    """Something to correct or to accept with a reason (指摘)."""

    __tablename__ = "finding"
    __table_args__ = (
        one_of("stage", Stage),
        one_of("rule", Check),
        one_of("level", FindingLevel),
        one_of("state", FindingState),
        within("anchor", 40),
        within("sentence", 400),
        sa.CheckConstraint(
            "(state = 'waived') = (waived_why IS NOT NULL)", name="waived_with_reason"
        ),
    )

    id: int | None = key()
    claim_id: int = link("claim.id")
    stage: Stage = word(Stage)
    round: int = whole()
    rule: Check = word(Check)
    level: FindingLevel = word(FindingLevel)
    anchor: str = text(40, DataClass.C1)
    sentence: str = text(400, DataClass.C1)
    as_found: str | None = text(400, DataClass.C1, optional=True)
    state: FindingState = word(FindingState, default=FindingState.OPEN)
    sent_round: int | None = whole(optional=True)
    answer: str | None = text(400, DataClass.C1, optional=True)
    waived_why: str | None = text(400, DataClass.C1, optional=True)
    raised_by: int | None = link("person.id", optional=True)
    closed_by: int | None = link("person.id", optional=True)
    created_at: datetime = moment()
    closed_at: datetime | None = moment(optional=True)


class ClaimDuty(SQLModel, table=True):
    """On which side of a claim a person stands; the database refuses a second side."""

    __tablename__ = "claim_duty"
    __table_args__ = (one_of("duty", Duty), sa.UniqueConstraint("claim_id", "person_id"))

    id: int | None = key()
    claim_id: int = link("claim.id")
    person_id: int = link("person.id")
    duty: Duty = word(Duty)
    at: datetime = moment()


class ClaimEvent(SQLModel, table=True):
    """One step of a claim, with its reason (append-only by trigger)."""

    __tablename__ = "claim_event"
    __table_args__ = (
        one_of("action", ClaimAction),
        one_of("from_state", ClaimState),
        one_of("to_state", ClaimState),
        sa.UniqueConstraint("claim_id", "version"),
    )

    id: int | None = key()
    claim_id: int = link("claim.id")
    version: int = whole()
    action: ClaimAction = word(ClaimAction)
    from_state: ClaimState = word(ClaimState)
    to_state: ClaimState = word(ClaimState)
    note: str | None = text(400, DataClass.C1, optional=True)
    person_id: int | None = link("person.id", optional=True)
    at: datetime = moment()
