"""Grants that are cancelled and paid back; payments that come back from the bank."""

import sqlalchemy as sa
from alembic import op

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None

STATES = (
    "draft", "submitted", "review", "returned", "waiting_budget", "deciding", "granted", "refused",
    "report_review", "report_returned", "fixing", "determined", "paid", "completed", "withdrawn",
    "discarded",
)  # fmt: skip
NEW_STATES = ("cancelling", "returning", "repaid", "cancelled")
ACTIONS = (
    "submit", "discard", "accept", "return", "resubmit", "lapse", "withdraw", "propose", "wait",
    "resume", "send_back", "grant", "refuse", "report", "return_report", "resubmit_report",
    "propose_amount", "send_back_amount", "determine", "determine_nothing", "pay", "complete",
)  # fmt: skip
NEW_ACTIONS = (
    *ACTIONS[:-1], "come_back", "complete", "propose_cancel", "send_back_cancel", "cancel",
    "cancel_part", "order_return", "receive",
)  # fmt: skip
KINDS = ("grant", "refusal", "determination")
CAUSES = ("false_claim", "other_use", "condition", "not_done", "no_fault")
EVENTS = ("allot", "grant", "withdraw", "determine", "pay")
NEW_EVENTS = ("come_back", "cancel", "recover", "restore")
# Tables that are made anew on SQLite, which takes their triggers away.
GUARDED = ("claim_event", "decision", "issued_document", "journal_entry", "payment_record")
MADE = ("payment_return", "return_order", "return_receipt")
POSTGRES_TRIGGER = """
CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table}
FOR EACH ROW EXECUTE FUNCTION refuse_change()
"""
SQLITE_TRIGGER = """
CREATE TRIGGER {table}_no_{name} BEFORE {verb} ON {table}
BEGIN SELECT RAISE(ABORT, 'append only: {table}'); END
"""
USED_SQLITE = """
CREATE TRIGGER programme_version_in_use_{verb} BEFORE {verb} ON programme_version
WHEN EXISTS (SELECT 1 FROM claim WHERE programme_version_id = OLD.id)
BEGIN SELECT RAISE(ABORT, 'in use: programme_version'); END
"""
VERBS = ("UPDATE", "DELETE")


def upgrade() -> None:
    """Apply the change."""
    _free_sheets()
    _words("claim", "state", (*STATES, *NEW_STATES))
    with op.batch_alter_table("claim", schema=None) as batch_op:
        batch_op.add_column(sa.Column("return_due", sa.Date(), nullable=True))
        batch_op.drop_constraint(batch_op.f("ck_claim_paid_within_fixed"), type_="check")
        batch_op.create_check_constraint(
            batch_op.f("ck_claim_paid_within_fixed"),
            sa.text("paid_yen <= fixed_yen OR state = 'returning'"),
        )
    _words("claim_event", "action", NEW_ACTIONS)
    for column in ("from_state", "to_state"):
        _words("claim_event", column, (*STATES, *NEW_STATES))
    for table in ("decision_draft", "decision"):
        _words(table, "kind", (*KINDS, "cancellation"))
        _add_cause(table)
    with op.batch_alter_table("decision", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("uq_decision_claim_id_kind"), type_="unique")
        batch_op.create_index(
            "uq_decision_once",
            ["claim_id", "kind"],
            unique=True,
            sqlite_where=sa.text("kind <> 'cancellation'"),
            postgresql_where=sa.text("kind <> 'cancellation'"),
        )
    with op.batch_alter_table("issued_document", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("uq_issued_document_decision_id"), type_="unique")
        batch_op.create_unique_constraint(
            batch_op.f("uq_issued_document_decision_id_template"), ["decision_id", "template"]
        )
    _words("journal_entry", "event", (*EVENTS, *NEW_EVENTS))
    with op.batch_alter_table("payment_record", schema=None) as batch_op:
        batch_op.add_column(sa.Column("number", BIG, nullable=False, server_default="1"))
    with op.batch_alter_table("payment_record", schema=None) as batch_op:
        batch_op.alter_column("number", server_default=None)
        batch_op.create_check_constraint(
            batch_op.f("ck_payment_record_number_least"), sa.text("number >= 1")
        )
        batch_op.drop_constraint(batch_op.f("uq_payment_record_claim_id"), type_="unique")
        batch_op.create_unique_constraint(
            batch_op.f("uq_payment_record_claim_id_number"), ["claim_id", "number"]
        )
    _make_tables()
    _guard((*GUARDED, *MADE), MADE)


def downgrade() -> None:
    """Take it back; refused while a claim has been cancelled or a payment has come back."""
    _refuse_when_used()
    for table in reversed(MADE):
        op.drop_table(table)
    _free_sheets()
    with op.batch_alter_table("payment_record", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("uq_payment_record_claim_id_number"), type_="unique")
        batch_op.create_unique_constraint(batch_op.f("uq_payment_record_claim_id"), ["claim_id"])
        batch_op.drop_constraint(batch_op.f("ck_payment_record_number_least"), type_="check")
        batch_op.drop_column("number")
    _words("journal_entry", "event", EVENTS)
    with op.batch_alter_table("issued_document", schema=None) as batch_op:
        batch_op.drop_constraint(
            batch_op.f("uq_issued_document_decision_id_template"), type_="unique"
        )
        batch_op.create_unique_constraint(
            batch_op.f("uq_issued_document_decision_id"), ["decision_id"]
        )
    with op.batch_alter_table("decision", schema=None) as batch_op:
        batch_op.drop_index("uq_decision_once")
        batch_op.create_unique_constraint(
            batch_op.f("uq_decision_claim_id_kind"), ["claim_id", "kind"]
        )
    for table in ("decision", "decision_draft"):
        with op.batch_alter_table(table, schema=None) as batch_op:
            for name in ("cause_known", "cause_of_cancellation", "cause_with_hearing"):
                batch_op.drop_constraint(batch_op.f(f"ck_{table}_{name}"), type_="check")
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.drop_column("hearing")
            batch_op.drop_column("cause")
        _words(table, "kind", KINDS)
    for column in ("to_state", "from_state"):
        _words("claim_event", column, STATES)
    _words("claim_event", "action", ACTIONS)
    with op.batch_alter_table("claim", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_claim_paid_within_fixed"), type_="check")
        batch_op.create_check_constraint(
            batch_op.f("ck_claim_paid_within_fixed"), sa.text("paid_yen <= fixed_yen")
        )
        batch_op.drop_column("return_due")
    _words("claim", "state", STATES)
    _guard(GUARDED, ())


def _refuse_when_used() -> None:
    used = op.get_bind().execute(
        sa.text(
            "SELECT (SELECT COUNT(*) FROM claim_event WHERE action IN"
            " ('propose_cancel', 'come_back')) + (SELECT COUNT(*) FROM payment_return)"
        )
    )
    if used.scalar_one():
        msg = "claims have been cancelled or payments have come back: this cannot be taken back"
        raise RuntimeError(msg)


def _words(table: str, column: str, words: tuple[str, ...]) -> None:
    """Let a column hold these words and no others."""
    name = f"ck_{table}_{column}_known"
    listed = ", ".join(f"'{word}'" for word in words)
    with op.batch_alter_table(table, schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f(name), type_="check")
        batch_op.create_check_constraint(batch_op.f(name), sa.text(f"{column} IN ({listed})"))


def _add_cause(table: str) -> None:
    listed = ", ".join(f"'{word}'" for word in CAUSES)
    checks = {
        "cause_known": f"cause IN ({listed})",
        "cause_of_cancellation": "(kind = 'cancellation') = (cause IS NOT NULL)",
        "cause_with_hearing": "(cause IS NULL) = (hearing IS NULL)",
    }
    with op.batch_alter_table(table, schema=None) as batch_op:
        batch_op.add_column(sa.Column("cause", sa.String(length=40), nullable=True))
        batch_op.add_column(sa.Column("hearing", sa.String(length=400), nullable=True))
        for name, check in checks.items():
            batch_op.create_check_constraint(batch_op.f(f"ck_{table}_{name}"), sa.text(check))


def _free_sheets() -> None:
    """SQLite cannot make `claim` anew while triggers of another table name it."""
    if op.get_bind().dialect.name == "sqlite":
        for verb in VERBS:
            op.execute(f"DROP TRIGGER programme_version_in_use_{verb}")


def _guard(tables: tuple[str, ...], made: tuple[str, ...]) -> None:
    """Make the triggers that SQLite has lost, and those of new tables on both engines."""
    if op.get_bind().dialect.name == "postgresql":
        for table in made:
            op.execute(POSTGRES_TRIGGER.format(table=table))
        return
    for table in tables:
        for verb in VERBS:
            op.execute(SQLITE_TRIGGER.format(table=table, name=verb.lower(), verb=verb))
    for verb in VERBS:
        op.execute(USED_SQLITE.format(verb=verb))


def _make_tables() -> None:
    op.create_table(
        "payment_return",
        sa.Column("id", BIG, nullable=False),
        sa.Column("claim_id", BIG, nullable=False),
        sa.Column("payment_id", BIG, nullable=False),
        sa.Column("came_back_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(length=400), nullable=False),
        sa.Column("person_id", BIG, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "length(reason) BETWEEN 1 AND 400", name=op.f("ck_payment_return_reason_length")
        ),
        *_keys("payment_return", claim="claim", payment="payment_record", person="person"),
        sa.UniqueConstraint("payment_id", name=op.f("uq_payment_return_payment_id")),
    )
    op.create_table(
        "return_order",
        sa.Column("id", BIG, nullable=False),
        sa.Column("ward_id", BIG, nullable=False),
        sa.Column("claim_id", BIG, nullable=False),
        sa.Column("decision_id", BIG, nullable=False),
        sa.Column("doc_no", sa.String(length=40), nullable=False),
        sa.Column("ordered_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("principal_yen", BIG, nullable=False),
        sa.Column("has_charge", sa.Boolean(), nullable=False),
        sa.Column("person_id", BIG, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("principal_yen >= 1", name=op.f("ck_return_order_principal_yen_least")),
        sa.CheckConstraint(
            "length(doc_no) BETWEEN 1 AND 40", name=op.f("ck_return_order_doc_no_length")
        ),
        sa.CheckConstraint("due_on >= ordered_on", name=op.f("ck_return_order_due_in_order")),
        *_keys("return_order", ward="ward", claim="claim", decision="decision", person="person"),
        sa.UniqueConstraint("decision_id", name=op.f("uq_return_order_decision_id")),
        sa.UniqueConstraint("ward_id", "doc_no", name=op.f("uq_return_order_ward_id_doc_no")),
    )
    op.create_table(
        "return_receipt",
        sa.Column("id", BIG, nullable=False),
        sa.Column("ward_id", BIG, nullable=False),
        sa.Column("claim_id", BIG, nullable=False),
        sa.Column("order_id", BIG, nullable=False),
        sa.Column("receipt_no", sa.String(length=40), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("principal_yen", BIG, nullable=False),
        sa.Column("additional_yen", BIG, nullable=False),
        sa.Column("late_yen", BIG, nullable=False),
        sa.Column("person_id", BIG, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        *(
            sa.CheckConstraint(f"{name} >= 0", name=op.f(f"ck_return_receipt_{name}_least"))
            for name in ("principal_yen", "additional_yen", "late_yen")
        ),
        sa.CheckConstraint(
            "principal_yen + additional_yen + late_yen >= 1",
            name=op.f("ck_return_receipt_amount_least"),
        ),
        sa.CheckConstraint(
            "length(receipt_no) BETWEEN 1 AND 40", name=op.f("ck_return_receipt_receipt_no_length")
        ),
        *_keys("return_receipt", ward="ward", claim="claim", order="return_order", person="person"),
        sa.UniqueConstraint(
            "ward_id", "receipt_no", name=op.f("uq_return_receipt_ward_id_receipt_no")
        ),
    )
    links = {
        "payment_return": ("claim_id", "payment_id", "person_id"),
        "return_order": ("ward_id", "claim_id", "decision_id", "person_id"),
        "return_receipt": ("ward_id", "claim_id", "order_id", "person_id"),
    }
    for table, columns in links.items():
        for column in columns:
            op.create_index(op.f(f"ix_{table}_{column}"), table, [column])


def _keys(table: str, **links: str) -> list[sa.Constraint]:
    """The primary key and what points to other tables."""
    return [
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        *(
            sa.ForeignKeyConstraint(
                [f"{name}_id"], [f"{target}.id"], name=op.f(f"fk_{table}_{name}_id")
            )
            for name, target in links.items()
        ),
    ]
