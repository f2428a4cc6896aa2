"""Subsidy claims: programmes, budget lines, claims, decisions, documents; append-only rows."""

import sqlalchemy as sa
from alembic import op

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

APPEND_ONLY = (
    "claim_version",
    "claim_event",
    "decision",
    "issued_document",
    "issued_file",
    "journal_entry",
    "journal_line",
    "payment_record",
)
POSTGRES_FUNCTION = """
CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN
  RAISE EXCEPTION USING MESSAGE = 'append only: ' || TG_TABLE_NAME, ERRCODE = 'restrict_violation';
END $$
"""
POSTGRES_TRIGGER = """
CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table}
FOR EACH ROW EXECUTE FUNCTION refuse_change()
"""
SQLITE_UPDATE = """
CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table}
BEGIN SELECT RAISE(ABORT, 'append only: {table}'); END
"""
SQLITE_DELETE = """
CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table}
BEGIN SELECT RAISE(ABORT, 'append only: {table}'); END
"""
USED_POSTGRES_FUNCTION = """
CREATE OR REPLACE FUNCTION refuse_used_sheet() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN
  IF EXISTS (SELECT 1 FROM claim WHERE programme_version_id = OLD.id) THEN
    RAISE EXCEPTION USING MESSAGE = 'in use: programme_version', ERRCODE = 'restrict_violation';
  END IF;
  RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$
"""
USED_POSTGRES_TRIGGER = """
CREATE TRIGGER programme_version_in_use BEFORE UPDATE OR DELETE ON programme_version
FOR EACH ROW EXECUTE FUNCTION refuse_used_sheet()
"""
USED_SQLITE = """
CREATE TRIGGER programme_version_in_use_{verb} BEFORE {verb} ON programme_version
WHEN EXISTS (SELECT 1 FROM claim WHERE programme_version_id = OLD.id)
BEGIN SELECT RAISE(ABORT, 'in use: programme_version'); END
"""


def triggers(dialect: str) -> list[str]:
    """What refuses to change written rows, on one engine."""
    if dialect == "postgresql":
        made = [POSTGRES_TRIGGER.format(table=table) for table in APPEND_ONLY]
        return [POSTGRES_FUNCTION, *made, USED_POSTGRES_FUNCTION, USED_POSTGRES_TRIGGER]
    both = (SQLITE_UPDATE, SQLITE_DELETE)
    made = [text.format(table=table) for table in APPEND_ONLY for text in both]
    return [*made, *(USED_SQLITE.format(verb=verb) for verb in ("UPDATE", "DELETE"))]


def upgrade() -> None:
    """Apply the change."""
    op.create_table(
        "doc_counter",
        sa.Column("id", BIG, nullable=False),
        sa.Column("ward_id", BIG, nullable=False),
        sa.Column("series", sa.String(length=20), nullable=False),
        sa.Column("last", BIG, nullable=False),
        sa.CheckConstraint("last >= 0", name=op.f("ck_doc_counter_last_least")),
        sa.ForeignKeyConstraint(["ward_id"], ["ward.id"], name=op.f("fk_doc_counter_ward_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_doc_counter")),
        sa.UniqueConstraint("ward_id", "series", name=op.f("uq_doc_counter_ward_id_series")),
    )
    with op.batch_alter_table("doc_counter", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_doc_counter_ward_id"), ["ward_id"], unique=False)

    op.create_table(
        "subsidy_programme",
        sa.Column("id", BIG, nullable=False),
        sa.Column("ward_id", BIG, nullable=False),
        sa.Column("slug", sa.String(length=40), nullable=False),
        sa.Column("title", sa.String(length=80), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "length(slug) BETWEEN 1 AND 40", name=op.f("ck_subsidy_programme_slug_length")
        ),
        sa.CheckConstraint(
            "length(title) BETWEEN 1 AND 80", name=op.f("ck_subsidy_programme_title_length")
        ),
        sa.ForeignKeyConstraint(
            ["ward_id"], ["ward.id"], name=op.f("fk_subsidy_programme_ward_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_subsidy_programme")),
        sa.UniqueConstraint("ward_id", "slug", name=op.f("uq_subsidy_programme_ward_id_slug")),
    )
    with op.batch_alter_table("subsidy_programme", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_subsidy_programme_ward_id"), ["ward_id"], unique=False)

    op.create_table(
        "budget_line",
        sa.Column("id", BIG, nullable=False),
        sa.Column("ward_id", BIG, nullable=False),
        sa.Column("programme_id", BIG, nullable=False),
        sa.Column("fiscal_year", BIG, nullable=False),
        sa.Column("account_text", sa.String(length=120), nullable=False),
        sa.Column("allotted", BIG, nullable=False),
        sa.Column("available", BIG, nullable=False),
        sa.Column("reserved", BIG, nullable=False),
        sa.Column("committed", BIG, nullable=False),
        sa.Column("advanced", BIG, nullable=False),
        sa.Column("payable", BIG, nullable=False),
        sa.Column("paid", BIG, nullable=False),
        sa.Column("recoverable", BIG, nullable=False),
        sa.Column("recovered", BIG, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("advanced >= 0", name=op.f("ck_budget_line_advanced_least")),
        sa.CheckConstraint("allotted >= 0", name=op.f("ck_budget_line_allotted_least")),
        sa.CheckConstraint(
            "available + reserved + committed + advanced + payable + paid + recoverable + recovered = allotted",
            name=op.f("ck_budget_line_sum_is_allotted"),
        ),
        sa.CheckConstraint("available >= 0", name=op.f("ck_budget_line_available_least")),
        sa.CheckConstraint("committed >= 0", name=op.f("ck_budget_line_committed_least")),
        sa.CheckConstraint(
            "fiscal_year BETWEEN 2000 AND 2999", name=op.f("ck_budget_line_fiscal_year_range")
        ),
        sa.CheckConstraint(
            "length(account_text) BETWEEN 1 AND 120",
            name=op.f("ck_budget_line_account_text_length"),
        ),
        sa.CheckConstraint("paid >= 0", name=op.f("ck_budget_line_paid_least")),
        sa.CheckConstraint("payable >= 0", name=op.f("ck_budget_line_payable_least")),
        sa.CheckConstraint("recoverable >= 0", name=op.f("ck_budget_line_recoverable_least")),
        sa.CheckConstraint("recovered >= 0", name=op.f("ck_budget_line_recovered_least")),
        sa.CheckConstraint("reserved >= 0", name=op.f("ck_budget_line_reserved_least")),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["subsidy_programme.id"], name=op.f("fk_budget_line_programme_id")
        ),
        sa.ForeignKeyConstraint(["ward_id"], ["ward.id"], name=op.f("fk_budget_line_ward_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_budget_line")),
        sa.UniqueConstraint(
            "programme_id", "fiscal_year", name=op.f("uq_budget_line_programme_id_fiscal_year")
        ),
    )
    with op.batch_alter_table("budget_line", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_budget_line_programme_id"), ["programme_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_budget_line_ward_id"), ["ward_id"], unique=False)

    op.create_table(
        "programme_version",
        sa.Column("id", BIG, nullable=False),
        sa.Column("programme_id", BIG, nullable=False),
        sa.Column("number", BIG, nullable=False),
        sa.Column("fiscal_year", BIG, nullable=False),
        sa.Column("title", sa.String(length=80), nullable=False),
        sa.Column("basis", sa.String(length=400), nullable=False),
        sa.Column("is_example", sa.Boolean(), nullable=False),
        sa.Column("opens_on", sa.Date(), nullable=False),
        sa.Column("closes_on", sa.Date(), nullable=False),
        sa.Column("sheet", sa.JSON(), nullable=False),
        sa.Column("sheet_sha256", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "closes_on >= opens_on", name=op.f("ck_programme_version_window_in_order")
        ),
        sa.CheckConstraint(
            "fiscal_year BETWEEN 2000 AND 2999", name=op.f("ck_programme_version_fiscal_year_range")
        ),
        sa.CheckConstraint(
            "length(basis) BETWEEN 1 AND 400", name=op.f("ck_programme_version_basis_length")
        ),
        sa.CheckConstraint(
            "length(sheet_sha256) = 64", name=op.f("ck_programme_version_sha256_length")
        ),
        sa.CheckConstraint(
            "length(title) BETWEEN 1 AND 80", name=op.f("ck_programme_version_title_length")
        ),
        sa.CheckConstraint("number >= 1", name=op.f("ck_programme_version_number_least")),
        sa.ForeignKeyConstraint(
            ["programme_id"],
            ["subsidy_programme.id"],
            name=op.f("fk_programme_version_programme_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_programme_version")),
        sa.UniqueConstraint(
            "programme_id", "number", name=op.f("uq_programme_version_programme_id_number")
        ),
    )
    with op.batch_alter_table("programme_version", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_programme_version_programme_id"), ["programme_id"], unique=False
        )

    op.create_table(
        "claim",
        sa.Column("id", BIG, nullable=False),
        sa.Column("ward_id", BIG, nullable=False),
        sa.Column("programme_version_id", BIG, nullable=False),
        sa.Column("budget_line_id", BIG, nullable=False),
        sa.Column("group_id", BIG, nullable=False),
        sa.Column("firm_id", BIG, nullable=False),
        sa.Column("title", sa.String(length=80), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("version", BIG, nullable=False),
        sa.Column("round", BIG, nullable=False),
        sa.Column("reference", sa.String(length=20), nullable=True),
        sa.Column("receipt_no", sa.String(length=20), nullable=True),
        sa.Column("source_kind", sa.String(length=20), nullable=True),
        sa.Column("source_id", BIG, nullable=True),
        sa.Column("asked_yen", BIG, nullable=True),
        sa.Column("entitled_yen", BIG, nullable=True),
        sa.Column("granted_yen", BIG, nullable=True),
        sa.Column("fixed_yen", BIG, nullable=True),
        sa.Column("paid_yen", BIG, nullable=True),
        sa.Column("reminders", BIG, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=True),
        sa.Column("review_due", sa.Date(), nullable=True),
        sa.Column("stopped_on", sa.Date(), nullable=True),
        sa.Column("answer_due", sa.Date(), nullable=True),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("withdraw_until", sa.Date(), nullable=True),
        sa.Column("report_due", sa.Date(), nullable=True),
        sa.Column("late_reason", sa.String(length=400), nullable=True),
        sa.CheckConstraint(
            "state IN ('draft', 'submitted', 'review', 'returned', 'waiting_budget', 'deciding', 'granted', 'refused', 'report_review', 'report_returned', 'fixing', 'determined', 'paid', 'completed', 'withdrawn', 'discarded')",
            name=op.f("ck_claim_state_known"),
        ),
        sa.CheckConstraint(
            "(source_kind IS NULL) = (source_id IS NULL)", name=op.f("ck_claim_source_whole")
        ),
        sa.CheckConstraint("asked_yen >= 0", name=op.f("ck_claim_asked_yen_least")),
        sa.CheckConstraint("entitled_yen >= 0", name=op.f("ck_claim_entitled_yen_least")),
        sa.CheckConstraint("fixed_yen <= granted_yen", name=op.f("ck_claim_fixed_within_granted")),
        sa.CheckConstraint("fixed_yen >= 0", name=op.f("ck_claim_fixed_yen_least")),
        sa.CheckConstraint(
            "granted_yen <= entitled_yen", name=op.f("ck_claim_granted_within_entitled")
        ),
        sa.CheckConstraint("granted_yen >= 0", name=op.f("ck_claim_granted_yen_least")),
        sa.CheckConstraint("length(title) BETWEEN 1 AND 80", name=op.f("ck_claim_title_length")),
        sa.CheckConstraint("paid_yen <= fixed_yen", name=op.f("ck_claim_paid_within_fixed")),
        sa.CheckConstraint("paid_yen >= 0", name=op.f("ck_claim_paid_yen_least")),
        sa.CheckConstraint("reminders >= 0", name=op.f("ck_claim_reminders_least")),
        sa.CheckConstraint("round >= 0", name=op.f("ck_claim_round_least")),
        sa.CheckConstraint("version >= 0", name=op.f("ck_claim_version_least")),
        sa.ForeignKeyConstraint(
            ["budget_line_id"], ["budget_line.id"], name=op.f("fk_claim_budget_line_id")
        ),
        sa.ForeignKeyConstraint(["firm_id"], ["firm.id"], name=op.f("fk_claim_firm_id")),
        sa.ForeignKeyConstraint(["group_id"], ["firm_group.id"], name=op.f("fk_claim_group_id")),
        sa.ForeignKeyConstraint(
            ["programme_version_id"],
            ["programme_version.id"],
            name=op.f("fk_claim_programme_version_id"),
        ),
        sa.ForeignKeyConstraint(["ward_id"], ["ward.id"], name=op.f("fk_claim_ward_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claim")),
        sa.UniqueConstraint("ward_id", "receipt_no", name=op.f("uq_claim_ward_id_receipt_no")),
        sa.UniqueConstraint("ward_id", "reference", name=op.f("uq_claim_ward_id_reference")),
    )
    with op.batch_alter_table("claim", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_claim_budget_line_id"), ["budget_line_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_claim_firm_id"), ["firm_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_claim_group_id"), ["group_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_claim_programme_version_id"), ["programme_version_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_claim_ward_id"), ["ward_id"], unique=False)
        batch_op.create_index(
            "uq_claim_live_source",
            ["source_kind", "source_id"],
            unique=True,
            sqlite_where=sa.text("state NOT IN ('refused', 'withdrawn', 'discarded')"),
            postgresql_where=sa.text("state NOT IN ('refused', 'withdrawn', 'discarded')"),
        )

    op.create_table(
        "claim_duty",
        sa.Column("id", BIG, nullable=False),
        sa.Column("claim_id", BIG, nullable=False),
        sa.Column("person_id", BIG, nullable=False),
        sa.Column("duty", sa.String(length=40), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "duty IN ('applicant', 'clerk', 'approver', 'inspector', 'orderer', 'accounting')",
            name=op.f("ck_claim_duty_duty_known"),
        ),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.id"], name=op.f("fk_claim_duty_claim_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_claim_duty_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claim_duty")),
        sa.UniqueConstraint("claim_id", "person_id", name=op.f("uq_claim_duty_claim_id_person_id")),
    )
    with op.batch_alter_table("claim_duty", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_claim_duty_claim_id"), ["claim_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_claim_duty_person_id"), ["person_id"], unique=False)

    op.create_table(
        "claim_event",
        sa.Column("id", BIG, nullable=False),
        sa.Column("claim_id", BIG, nullable=False),
        sa.Column("version", BIG, nullable=False),
        sa.Column("action", sa.String(length=40), nullable=False),
        sa.Column("from_state", sa.String(length=40), nullable=False),
        sa.Column("to_state", sa.String(length=40), nullable=False),
        sa.Column("note", sa.String(length=400), nullable=True),
        sa.Column("person_id", BIG, nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "action IN ('submit', 'discard', 'accept', 'return', 'resubmit', 'lapse', 'withdraw', 'propose', 'wait', 'resume', 'send_back', 'grant', 'refuse', 'report', 'return_report', 'resubmit_report', 'propose_amount', 'send_back_amount', 'determine', 'determine_nothing', 'pay', 'complete')",
            name=op.f("ck_claim_event_action_known"),
        ),
        sa.CheckConstraint(
            "from_state IN ('draft', 'submitted', 'review', 'returned', 'waiting_budget', 'deciding', 'granted', 'refused', 'report_review', 'report_returned', 'fixing', 'determined', 'paid', 'completed', 'withdrawn', 'discarded')",
            name=op.f("ck_claim_event_from_state_known"),
        ),
        sa.CheckConstraint(
            "to_state IN ('draft', 'submitted', 'review', 'returned', 'waiting_budget', 'deciding', 'granted', 'refused', 'report_review', 'report_returned', 'fixing', 'determined', 'paid', 'completed', 'withdrawn', 'discarded')",
            name=op.f("ck_claim_event_to_state_known"),
        ),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.id"], name=op.f("fk_claim_event_claim_id")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_claim_event_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claim_event")),
        sa.UniqueConstraint("claim_id", "version", name=op.f("uq_claim_event_claim_id_version")),
    )
    with op.batch_alter_table("claim_event", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_claim_event_claim_id"), ["claim_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_claim_event_person_id"), ["person_id"], unique=False)

    op.create_table(
        "claim_line",
        sa.Column("id", BIG, nullable=False),
        sa.Column("claim_id", BIG, nullable=False),
        sa.Column("stage", sa.String(length=40), nullable=False),
        sa.Column("position", BIG, nullable=False),
        sa.Column("category", sa.String(length=40), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("vendor", sa.String(length=80), nullable=True),
        sa.Column("invoice_no", sa.String(length=40), nullable=True),
        sa.Column("used_on", sa.Date(), nullable=True),
        sa.Column("gross_yen", BIG, nullable=False),
        sa.Column("tax_percent", BIG, nullable=False),
        sa.Column("source_kind", sa.String(length=40), nullable=True),
        sa.Column("source_id", BIG, nullable=True),
        sa.Column("source_yen", BIG, nullable=True),
        sa.Column("firm_id", BIG, nullable=True),
        sa.CheckConstraint(
            "source_kind IN ('expert_fee', 'expert_travel', 'training_seat')",
            name=op.f("ck_claim_line_source_kind_known"),
        ),
        sa.CheckConstraint(
            "stage IN ('planned', 'actual')", name=op.f("ck_claim_line_stage_known")
        ),
        sa.CheckConstraint(
            "(source_kind IS NULL) = (source_id IS NULL)", name=op.f("ck_claim_line_source_whole")
        ),
        sa.CheckConstraint(
            "gross_yen BETWEEN 1 AND 999999999999", name=op.f("ck_claim_line_gross_yen_range")
        ),
        sa.CheckConstraint(
            "length(category) BETWEEN 1 AND 40", name=op.f("ck_claim_line_category_length")
        ),
        sa.CheckConstraint(
            "length(title) BETWEEN 1 AND 120", name=op.f("ck_claim_line_title_length")
        ),
        sa.CheckConstraint(
            "tax_percent IN (0, 8, 10)", name=op.f("ck_claim_line_tax_percent_legal")
        ),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.id"], name=op.f("fk_claim_line_claim_id")),
        sa.ForeignKeyConstraint(["firm_id"], ["firm.id"], name=op.f("fk_claim_line_firm_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claim_line")),
        sa.UniqueConstraint(
            "claim_id", "stage", "position", name=op.f("uq_claim_line_claim_id_stage_position")
        ),
        sa.UniqueConstraint(
            "claim_id",
            "stage",
            "source_kind",
            "source_id",
            name=op.f("uq_claim_line_claim_id_stage_source_kind_source_id"),
        ),
    )
    with op.batch_alter_table("claim_line", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_claim_line_claim_id"), ["claim_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_claim_line_firm_id"), ["firm_id"], unique=False)

    op.create_table(
        "claim_share",
        sa.Column("id", BIG, nullable=False),
        sa.Column("claim_id", BIG, nullable=False),
        sa.Column("firm_id", BIG, nullable=False),
        sa.Column("position", BIG, nullable=False),
        sa.Column("weight", BIG, nullable=False),
        sa.Column("tax_status", sa.String(length=40), nullable=False),
        sa.CheckConstraint(
            "tax_status IN ('taxable', 'exempt', 'simplified')",
            name=op.f("ck_claim_share_tax_status_known"),
        ),
        sa.CheckConstraint("weight >= 0", name=op.f("ck_claim_share_weight_least")),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.id"], name=op.f("fk_claim_share_claim_id")),
        sa.ForeignKeyConstraint(["firm_id"], ["firm.id"], name=op.f("fk_claim_share_firm_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claim_share")),
        sa.UniqueConstraint("claim_id", "firm_id", name=op.f("uq_claim_share_claim_id_firm_id")),
        sa.UniqueConstraint("claim_id", "position", name=op.f("uq_claim_share_claim_id_position")),
    )
    with op.batch_alter_table("claim_share", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_claim_share_claim_id"), ["claim_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_claim_share_firm_id"), ["firm_id"], unique=False)

    op.create_table(
        "claim_source",
        sa.Column("id", BIG, nullable=False),
        sa.Column("claim_id", BIG, nullable=False),
        sa.Column("source_kind", sa.String(length=40), nullable=False),
        sa.Column("source_id", BIG, nullable=False),
        sa.Column("firm_id", BIG, nullable=False),
        sa.Column("is_live", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "source_kind IN ('expert_fee', 'expert_travel', 'training_seat')",
            name=op.f("ck_claim_source_source_kind_known"),
        ),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.id"], name=op.f("fk_claim_source_claim_id")),
        sa.ForeignKeyConstraint(["firm_id"], ["firm.id"], name=op.f("fk_claim_source_firm_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claim_source")),
    )
    with op.batch_alter_table("claim_source", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_claim_source_claim_id"), ["claim_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_claim_source_firm_id"), ["firm_id"], unique=False)
        batch_op.create_index(
            "uq_claim_source_live",
            ["source_kind", "source_id", "firm_id"],
            unique=True,
            sqlite_where=sa.text("is_live"),
            postgresql_where=sa.text("is_live"),
        )

    op.create_table(
        "claim_version",
        sa.Column("id", BIG, nullable=False),
        sa.Column("claim_id", BIG, nullable=False),
        sa.Column("number", BIG, nullable=False),
        sa.Column("stage", sa.String(length=40), nullable=False),
        sa.Column("snapshot", sa.JSON(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("person_id", BIG, nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "stage IN ('planned', 'actual')", name=op.f("ck_claim_version_stage_known")
        ),
        sa.CheckConstraint("length(sha256) = 64", name=op.f("ck_claim_version_sha256_length")),
        sa.CheckConstraint("number >= 1", name=op.f("ck_claim_version_number_least")),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.id"], name=op.f("fk_claim_version_claim_id")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_claim_version_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claim_version")),
        sa.UniqueConstraint("claim_id", "number", name=op.f("uq_claim_version_claim_id_number")),
    )
    with op.batch_alter_table("claim_version", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_claim_version_claim_id"), ["claim_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_claim_version_person_id"), ["person_id"], unique=False)

    op.create_table(
        "decision",
        sa.Column("id", BIG, nullable=False),
        sa.Column("ward_id", BIG, nullable=False),
        sa.Column("claim_id", BIG, nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("doc_no", sa.String(length=40), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("amount_yen", BIG, nullable=False),
        sa.Column("conditions", sa.JSON(), nullable=False),
        sa.Column("reason", sa.String(length=400), nullable=True),
        sa.Column("sheet", sa.JSON(), nullable=False),
        sa.Column("sheet_sha256", sa.String(length=64), nullable=False),
        sa.Column("clerk_id", BIG, nullable=False),
        sa.Column("person_id", BIG, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "kind IN ('grant', 'refusal', 'determination')", name=op.f("ck_decision_kind_known")
        ),
        sa.CheckConstraint("amount_yen >= 0", name=op.f("ck_decision_amount_yen_least")),
        sa.CheckConstraint(
            "length(doc_no) BETWEEN 1 AND 40", name=op.f("ck_decision_doc_no_length")
        ),
        sa.CheckConstraint("length(sheet_sha256) = 64", name=op.f("ck_decision_sha256_length")),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.id"], name=op.f("fk_decision_claim_id")),
        sa.ForeignKeyConstraint(["clerk_id"], ["person.id"], name=op.f("fk_decision_clerk_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_decision_person_id")),
        sa.ForeignKeyConstraint(["ward_id"], ["ward.id"], name=op.f("fk_decision_ward_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision")),
        sa.UniqueConstraint("claim_id", "kind", name=op.f("uq_decision_claim_id_kind")),
        sa.UniqueConstraint("ward_id", "doc_no", name=op.f("uq_decision_ward_id_doc_no")),
    )
    with op.batch_alter_table("decision", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_decision_claim_id"), ["claim_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_decision_clerk_id"), ["clerk_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_decision_person_id"), ["person_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_decision_ward_id"), ["ward_id"], unique=False)

    op.create_table(
        "decision_draft",
        sa.Column("id", BIG, nullable=False),
        sa.Column("claim_id", BIG, nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("doc_no", sa.String(length=40), nullable=False),
        sa.Column("amount_yen", BIG, nullable=False),
        sa.Column("reason", sa.String(length=400), nullable=True),
        sa.Column("sheet", sa.JSON(), nullable=False),
        sa.Column("sheet_sha256", sa.String(length=64), nullable=False),
        sa.Column("person_id", BIG, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sent_back_why", sa.String(length=400), nullable=True),
        sa.CheckConstraint(
            "kind IN ('grant', 'refusal', 'determination')",
            name=op.f("ck_decision_draft_kind_known"),
        ),
        sa.CheckConstraint("amount_yen >= 0", name=op.f("ck_decision_draft_amount_yen_least")),
        sa.CheckConstraint(
            "length(doc_no) BETWEEN 1 AND 40", name=op.f("ck_decision_draft_doc_no_length")
        ),
        sa.CheckConstraint(
            "length(sheet_sha256) = 64", name=op.f("ck_decision_draft_sha256_length")
        ),
        sa.ForeignKeyConstraint(
            ["claim_id"], ["claim.id"], name=op.f("fk_decision_draft_claim_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_decision_draft_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision_draft")),
    )
    with op.batch_alter_table("decision_draft", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_decision_draft_claim_id"), ["claim_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_decision_draft_person_id"), ["person_id"], unique=False
        )
        batch_op.create_index(
            "uq_decision_draft_open",
            ["claim_id"],
            unique=True,
            sqlite_where=sa.text("ended_at IS NULL"),
            postgresql_where=sa.text("ended_at IS NULL"),
        )

    op.create_table(
        "finding",
        sa.Column("id", BIG, nullable=False),
        sa.Column("claim_id", BIG, nullable=False),
        sa.Column("stage", sa.String(length=40), nullable=False),
        sa.Column("round", BIG, nullable=False),
        sa.Column("rule", sa.String(length=40), nullable=False),
        sa.Column("level", sa.String(length=40), nullable=False),
        sa.Column("anchor", sa.String(length=40), nullable=False),
        sa.Column("sentence", sa.String(length=400), nullable=False),
        sa.Column("as_found", sa.String(length=400), nullable=True),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("sent_round", BIG, nullable=True),
        sa.Column("answer", sa.String(length=400), nullable=True),
        sa.Column("waived_why", sa.String(length=400), nullable=True),
        sa.Column("raised_by", BIG, nullable=True),
        sa.Column("closed_by", BIG, nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(state = 'waived') = (waived_why IS NOT NULL)",
            name=op.f("ck_finding_waived_with_reason"),
        ),
        sa.CheckConstraint(
            "level IN ('serious', 'caution', 'info')", name=op.f("ck_finding_level_known")
        ),
        sa.CheckConstraint(
            "rule IN ('clerk', 'c5', 'c7', 'c13', 'c14', 'c24')", name=op.f("ck_finding_rule_known")
        ),
        sa.CheckConstraint("stage IN ('planned', 'actual')", name=op.f("ck_finding_stage_known")),
        sa.CheckConstraint(
            "state IN ('open', 'fixed', 'waived')", name=op.f("ck_finding_state_known")
        ),
        sa.CheckConstraint(
            "length(anchor) BETWEEN 1 AND 40", name=op.f("ck_finding_anchor_length")
        ),
        sa.CheckConstraint(
            "length(sentence) BETWEEN 1 AND 400", name=op.f("ck_finding_sentence_length")
        ),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.id"], name=op.f("fk_finding_claim_id")),
        sa.ForeignKeyConstraint(["closed_by"], ["person.id"], name=op.f("fk_finding_closed_by")),
        sa.ForeignKeyConstraint(["raised_by"], ["person.id"], name=op.f("fk_finding_raised_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_finding")),
    )
    with op.batch_alter_table("finding", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_finding_claim_id"), ["claim_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_finding_closed_by"), ["closed_by"], unique=False)
        batch_op.create_index(batch_op.f("ix_finding_raised_by"), ["raised_by"], unique=False)

    op.create_table(
        "journal_entry",
        sa.Column("id", BIG, nullable=False),
        sa.Column("budget_line_id", BIG, nullable=False),
        sa.Column("claim_id", BIG, nullable=True),
        sa.Column("event", sa.String(length=40), nullable=False),
        sa.Column("note", sa.String(length=200), nullable=True),
        sa.Column("person_id", BIG, nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "event IN ('allot', 'grant', 'withdraw', 'determine', 'pay')",
            name=op.f("ck_journal_entry_event_known"),
        ),
        sa.ForeignKeyConstraint(
            ["budget_line_id"], ["budget_line.id"], name=op.f("fk_journal_entry_budget_line_id")
        ),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.id"], name=op.f("fk_journal_entry_claim_id")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_journal_entry_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_journal_entry")),
    )
    with op.batch_alter_table("journal_entry", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_journal_entry_budget_line_id"), ["budget_line_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_journal_entry_claim_id"), ["claim_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_journal_entry_person_id"), ["person_id"], unique=False)

    op.create_table(
        "payment_record",
        sa.Column("id", BIG, nullable=False),
        sa.Column("ward_id", BIG, nullable=False),
        sa.Column("claim_id", BIG, nullable=False),
        sa.Column("slip_no", sa.String(length=40), nullable=False),
        sa.Column("paid_on", sa.Date(), nullable=False),
        sa.Column("amount_yen", BIG, nullable=False),
        sa.Column("person_id", BIG, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("amount_yen >= 1", name=op.f("ck_payment_record_amount_yen_least")),
        sa.CheckConstraint(
            "length(slip_no) BETWEEN 1 AND 40", name=op.f("ck_payment_record_slip_no_length")
        ),
        sa.ForeignKeyConstraint(
            ["claim_id"], ["claim.id"], name=op.f("fk_payment_record_claim_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_payment_record_person_id")
        ),
        sa.ForeignKeyConstraint(["ward_id"], ["ward.id"], name=op.f("fk_payment_record_ward_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payment_record")),
        sa.UniqueConstraint("claim_id", name=op.f("uq_payment_record_claim_id")),
        sa.UniqueConstraint("ward_id", "slip_no", name=op.f("uq_payment_record_ward_id_slip_no")),
    )
    with op.batch_alter_table("payment_record", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_payment_record_claim_id"), ["claim_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_payment_record_person_id"), ["person_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_payment_record_ward_id"), ["ward_id"], unique=False)

    op.create_table(
        "issued_document",
        sa.Column("id", BIG, nullable=False),
        sa.Column("claim_id", BIG, nullable=False),
        sa.Column("decision_id", BIG, nullable=False),
        sa.Column("template", sa.String(length=40), nullable=False),
        sa.Column("template_version", BIG, nullable=False),
        sa.Column("frozen", sa.JSON(), nullable=False),
        sa.Column("frozen_sha256", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "length(frozen_sha256) = 64", name=op.f("ck_issued_document_sha256_length")
        ),
        sa.CheckConstraint(
            "length(template) BETWEEN 1 AND 40", name=op.f("ck_issued_document_template_length")
        ),
        sa.CheckConstraint(
            "template_version >= 1", name=op.f("ck_issued_document_template_version_least")
        ),
        sa.ForeignKeyConstraint(
            ["claim_id"], ["claim.id"], name=op.f("fk_issued_document_claim_id")
        ),
        sa.ForeignKeyConstraint(
            ["decision_id"], ["decision.id"], name=op.f("fk_issued_document_decision_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_issued_document")),
        sa.UniqueConstraint("decision_id", name=op.f("uq_issued_document_decision_id")),
    )
    with op.batch_alter_table("issued_document", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_issued_document_claim_id"), ["claim_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_issued_document_decision_id"), ["decision_id"], unique=False
        )

    op.create_table(
        "journal_line",
        sa.Column("id", BIG, nullable=False),
        sa.Column("entry_id", BIG, nullable=False),
        sa.Column("account", sa.String(length=40), nullable=False),
        sa.Column("amount_yen", BIG, nullable=False),
        sa.CheckConstraint(
            "account IN ('avail', 'reserved', 'commit', 'advanced', 'payable', 'paid', 'recoverable', 'recovered', 'external')",
            name=op.f("ck_journal_line_account_known"),
        ),
        sa.CheckConstraint("amount_yen <> 0", name=op.f("ck_journal_line_amount_not_zero")),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["journal_entry.id"], name=op.f("fk_journal_line_entry_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_journal_line")),
        sa.UniqueConstraint("entry_id", "account", name=op.f("uq_journal_line_entry_id_account")),
    )
    with op.batch_alter_table("journal_line", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_journal_line_entry_id"), ["entry_id"], unique=False)

    op.create_table(
        "issued_file",
        sa.Column("id", BIG, nullable=False),
        sa.Column("document_id", BIG, nullable=False),
        sa.Column("file_id", BIG, nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size_bytes", BIG, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("length(sha256) = 64", name=op.f("ck_issued_file_sha256_length")),
        sa.ForeignKeyConstraint(
            ["document_id"], ["issued_document.id"], name=op.f("fk_issued_file_document_id")
        ),
        sa.ForeignKeyConstraint(["file_id"], ["file.id"], name=op.f("fk_issued_file_file_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_issued_file")),
        sa.UniqueConstraint("document_id", name=op.f("uq_issued_file_document_id")),
    )
    with op.batch_alter_table("issued_file", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_issued_file_document_id"), ["document_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_issued_file_file_id"), ["file_id"], unique=False)
    bind = op.get_bind()
    for statement in triggers(bind.dialect.name):
        bind.exec_driver_sql(statement)


def downgrade() -> None:
    """Take it back."""
    for table in (
        "issued_file",
        "journal_line",
        "issued_document",
        "payment_record",
        "journal_entry",
        "finding",
        "decision_draft",
        "decision",
        "claim_version",
        "claim_source",
        "claim_share",
        "claim_line",
        "claim_event",
        "claim_duty",
        "claim",
        "programme_version",
        "budget_line",
        "subsidy_programme",
        "doc_counter",
    ):
        op.drop_table(table)
    bind = op.get_bind()
    if bind.dialect.name == "postgresql":
        bind.exec_driver_sql("DROP FUNCTION refuse_change(), refuse_used_sheet()")
