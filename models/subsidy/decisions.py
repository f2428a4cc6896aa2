"""What is proposed, decided, issued, paid and paid back; numbers of documents."""

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
from models.vocab.subsidy import CancelCause, DecisionKind


def _cause() -> tuple[sa.CheckConstraint, ...]:
    """CHECKs that a cancellation has its cause and the record of the hearing, and nothing else."""
    return (
        one_of("cause", CancelCause),
        sa.CheckConstraint(
            "(kind = 'cancellation') = (cause IS NOT NULL)", name="cause_of_cancellation"
        ),
        sa.CheckConstraint("(cause IS NULL) = (hearing IS NULL)", name="cause_with_hearing"),
    )


# Grant, refusal and final amount are decided once; changes and cancellations may follow.
_ONCE = "kind IN ('grant', 'refusal', 'determination')"


class DecisionDraft(SQLModel, table=True):
    """A clerk's proposal to the approver (起案); the one without an end is the open one."""

    __tablename__ = "decision_draft"
    __table_args__ = (
        one_of("kind", DecisionKind),
        *_cause(),
        at_least("amount_yen", 0),
        within("doc_no", 40),
        sa.CheckConstraint("length(sheet_sha256) = 64", name="sha256_length"),
        sa.Index(
            "uq_decision_draft_open",
            "claim_id",
            unique=True,
            sqlite_where=sa.text("ended_at IS NULL"),
            postgresql_where=sa.text("ended_at IS NULL"),
        ),
    )

    id: int | None = key()
    claim_id: int = link("claim.id")
    kind: DecisionKind = word(DecisionKind)
    doc_no: str = text(40, DataClass.C1)
    amount_yen: int = whole()
    reason: str | None = text(400, DataClass.C1, optional=True)
    cause: CancelCause | None = word(CancelCause, optional=True)
    hearing: str | None = text(400, DataClass.C1, optional=True)
    sheet: dict[str, object] = document(DataClass.C1)
    sheet_sha256: str = text(64, DataClass.C1)
    person_id: int = link("person.id")
    at: datetime = moment()
    ended_at: datetime | None = moment(optional=True)
    sent_back_why: str | None = text(400, DataClass.C1, optional=True)


class Decision(SQLModel, table=True):
    """What an approver decided, with its sheet (append-only by trigger)."""

    __tablename__ = "decision"
    __table_args__ = (
        one_of("kind", DecisionKind),
        *_cause(),
        at_least("amount_yen", 0),
        within("doc_no", 40),
        sa.CheckConstraint("length(sheet_sha256) = 64", name="sha256_length"),
        sa.Index(
            "uq_decision_once",
            "claim_id",
            "kind",
            unique=True,
            sqlite_where=sa.text(_ONCE),
            postgresql_where=sa.text(_ONCE),
        ),
        sa.UniqueConstraint("ward_id", "doc_no"),
    )

    id: int | None = key()
    ward_id: int = link("ward.id")
    claim_id: int = link("claim.id")
    kind: DecisionKind = word(DecisionKind)
    doc_no: str = text(40, DataClass.C1)
    decided_on: date = day()
    amount_yen: int = whole()
    conditions: list[str] = document(DataClass.C1)
    reason: str | None = text(400, DataClass.C1, optional=True)
    cause: CancelCause | None = word(CancelCause, optional=True)
    hearing: str | None = text(400, DataClass.C1, optional=True)
    sheet: dict[str, object] = document(DataClass.C1)
    sheet_sha256: str = text(64, DataClass.C1)
    clerk_id: int = link("person.id")
    person_id: int = link("person.id")
    at: datetime = moment()


class IssuedDocument(SQLModel, table=True):
    """A paper as it was issued: frozen values and template (append-only by trigger).

    It belongs to a decision, to an inspection, or to the step that orders a payment.
    """

    __tablename__ = "issued_document"
    __table_args__ = (
        within("template", 40),
        at_least("template_version", 1),
        sa.CheckConstraint("length(frozen_sha256) = 64", name="sha256_length"),
        sa.CheckConstraint(
            "CASE WHEN decision_id IS NULL THEN 0 ELSE 1 END"
            " + CASE WHEN inspection_id IS NULL THEN 0 ELSE 1 END"
            " + CASE WHEN step_id IS NULL THEN 0 ELSE 1 END = 1",
            name="of_one_thing",
        ),
        sa.UniqueConstraint("decision_id", "template"),
        sa.UniqueConstraint("inspection_id", "template"),
        sa.UniqueConstraint("step_id", "template"),
    )

    id: int | None = key()
    claim_id: int = link("claim.id")
    decision_id: int | None = link("decision.id", optional=True)
    inspection_id: int | None = link("inspection.id", optional=True)
    step_id: int | None = link("payment_step.id", optional=True)
    template: str = text(40, DataClass.C0)
    template_version: int = whole(DataClass.C0)
    frozen: dict[str, object] = document(DataClass.C1)
    frozen_sha256: str = text(64, DataClass.C1)
    at: datetime = moment()


class IssuedFile(SQLModel, table=True):
    """The PDF of a notice once it has been made (append-only by trigger)."""

    __tablename__ = "issued_file"
    __table_args__ = (
        sa.CheckConstraint("length(sha256) = 64", name="sha256_length"),
        sa.UniqueConstraint("document_id"),
    )

    id: int | None = key()
    document_id: int = link("issued_document.id")
    file_id: int = link("file.id")
    sha256: str = text(64, DataClass.C1)
    size_bytes: int = whole()
    at: datetime = moment()


class PaymentRecord(SQLModel, table=True):
    """A payment made in the ward's own system, written down here (append-only by trigger)."""

    __tablename__ = "payment_record"
    __table_args__ = (
        at_least("amount_yen", 1),
        at_least("number", 1),
        within("slip_no", 40),
        sa.UniqueConstraint("claim_id", "number"),
        sa.UniqueConstraint("ward_id", "slip_no"),
    )

    id: int | None = key()
    ward_id: int = link("ward.id")
    claim_id: int = link("claim.id")
    number: int = whole(default=1)
    slip_no: str = text(40, DataClass.C1)
    paid_on: date = day()
    amount_yen: int = whole()
    person_id: int = link("person.id")
    at: datetime = moment()


class PaymentReturn(SQLModel, table=True):
    """A payment that came back from the bank (組戻し); append-only by trigger."""

    __tablename__ = "payment_return"
    __table_args__ = (within("reason", 400), sa.UniqueConstraint("payment_id"))

    id: int | None = key()
    claim_id: int = link("claim.id")
    payment_id: int = link("payment_record.id")
    came_back_on: date = day()
    reason: str = text(400, DataClass.C1)
    person_id: int = link("person.id")
    at: datetime = moment()


class ReturnOrder(SQLModel, table=True):
    """What a cancellation makes the firms pay back, until when (返還命令); append-only."""

    __tablename__ = "return_order"
    __table_args__ = (
        at_least("principal_yen", 1),
        within("doc_no", 40),
        sa.CheckConstraint("due_on >= ordered_on", name="due_in_order"),
        sa.UniqueConstraint("decision_id"),
        sa.UniqueConstraint("ward_id", "doc_no"),
    )

    id: int | None = key()
    ward_id: int = link("ward.id")
    claim_id: int = link("claim.id")
    decision_id: int = link("decision.id")
    doc_no: str = text(40, DataClass.C1)
    ordered_on: date = day()
    due_on: date = day()
    principal_yen: int = whole()
    has_charge: bool = flag(default=True)
    person_id: int = link("person.id")
    at: datetime = moment()


class ReturnReceipt(SQLModel, table=True):
    """Yen that came back under an order: principal first, then charges; append-only."""

    __tablename__ = "return_receipt"
    __table_args__ = (
        at_least("principal_yen", 0),
        at_least("additional_yen", 0),
        at_least("late_yen", 0),
        sa.CheckConstraint("principal_yen + additional_yen + late_yen >= 1", name="amount_least"),
        within("receipt_no", 40),
        sa.UniqueConstraint("ward_id", "receipt_no"),
    )

    id: int | None = key()
    ward_id: int = link("ward.id")
    claim_id: int = link("claim.id")
    order_id: int = link("return_order.id")
    receipt_no: str = text(40, DataClass.C1)
    received_on: date = day()
    principal_yen: int = whole()
    additional_yen: int = whole()
    late_yen: int = whole()
    person_id: int = link("person.id")
    at: datetime = moment()


class DocCounter(SQLModel, table=True):
    """The last number of a series; moved by guarded updates only."""

    __tablename__ = "doc_counter"
    __table_args__ = (at_least("last", 0), sa.UniqueConstraint("ward_id", "series"))

    id: int | None = key()
    ward_id: int = link("ward.id")
    series: str = text(20, DataClass.C0)
    last: int = whole(DataClass.C0, default=0)
