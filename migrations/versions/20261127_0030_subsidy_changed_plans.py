"""Plans of granted claims that change before the report."""

import sqlalchemy as sa
from alembic import op

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None

STATES = (
    "draft", "submitted", "review", "returned", "waiting_budget", "deciding", "granted", "refused",
    "report_review", "report_returned", "fixing", "determined", "paid", "completed", "withdrawn",
    "discarded", "cancelling", "returning", "repaid", "cancelled",
)  # fmt: skip
NEW_STATES = (*STATES, "change_review", "change_deciding")
ACTIONS = (
    "submit", "discard", "accept", "return", "resubmit", "lapse", "withdraw", "propose", "wait",
    "resume", "send_back", "grant", "refuse", "report", "return_report", "resubmit_report",
    "propose_amount", "send_back_amount", "determine", "determine_nothing", "pay", "come_back",
    "complete", "propose_cancel", "send_back_cancel", "cancel", "cancel_part", "order_return",
    "receive",
)  # fmt: skip
NEW_ACTIONS = (
    *ACTIONS, "request_change", "return_change", "propose_change", "send_back_change",
    "allow_change", "deny_change",
)  # fmt: skip
KINDS = ("grant", "refusal", "determination", "cancellation")
NEW_KINDS = (*KINDS, "change", "change_refusal")
EVENTS = (
    "allot", "grant", "withdraw", "determine", "pay", "come_back", "cancel", "recover", "restore",
)  # fmt: skip
ONCE = "kind <> 'cancellation'"
NEW_ONCE = "kind IN ('grant', 'refusal', 'determination')"
# Tables that are made anew on SQLite, which takes their triggers away.
GUARDED = ("claim_event", "decision", "journal_entry")
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
    _all_words(NEW_STATES, NEW_ACTIONS, NEW_KINDS, (*EVENTS, "change"), NEW_ONCE)
    op.create_table(
        "change_request",
        sa.Column("id", BIG, nullable=False),
        sa.Column("claim_id", BIG, nullable=False),
        sa.Column("number", BIG, nullable=False),
        sa.Column("amounts", sa.JSON(), nullable=False),
        sa.Column("asked_yen", BIG, nullable=False),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("reason", sa.String(length=400), nullable=False),
        sa.Column("person_id", BIG, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("number >= 1", name=op.f("ck_change_request_number_least")),
        sa.CheckConstraint("asked_yen >= 1", name=op.f("ck_change_request_asked_yen_least")),
        sa.CheckConstraint(
            "length(reason) BETWEEN 1 AND 400", name=op.f("ck_change_request_reason_length")
        ),
        sa.ForeignKeyConstraint(
            ["claim_id"], ["claim.id"], name=op.f("fk_change_request_claim_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_change_request_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_change_request")),
        sa.UniqueConstraint("claim_id", "number", name=op.f("uq_change_request_claim_id_number")),
    )
    for column in ("claim_id", "person_id"):
        op.create_index(op.f(f"ix_change_request_{column}"), "change_request", [column])
    _guard((*GUARDED, "change_request"))
    if op.get_bind().dialect.name == "postgresql":
        op.execute(POSTGRES_TRIGGER.format(table="change_request"))


def downgrade() -> None:
    """Take it back; refused once somebody has asked for a change."""
    used = op.get_bind().execute(sa.text("SELECT COUNT(*) FROM change_request"))
    if used.scalar_one():
        msg = "changes of plans have been asked for: this cannot be taken back"
        raise RuntimeError(msg)
    op.drop_table("change_request")
    _free_sheets()
    _all_words(STATES, ACTIONS, KINDS, EVENTS, ONCE)
    _guard(GUARDED)


def _all_words(
    states: tuple[str, ...],
    actions: tuple[str, ...],
    kinds: tuple[str, ...],
    events: tuple[str, ...],
    once: str,
) -> None:
    _words("claim", "state", states)
    _words("claim_event", "action", actions)
    for column in ("from_state", "to_state"):
        _words("claim_event", column, states)
    for table in ("decision_draft", "decision"):
        _words(table, "kind", kinds)
    _words("journal_entry", "event", events)
    op.drop_index("uq_decision_once", "decision")
    op.create_index(
        "uq_decision_once",
        "decision",
        ["claim_id", "kind"],
        unique=True,
        sqlite_where=sa.text(once),
        postgresql_where=sa.text(once),
    )


def _words(table: str, column: str, words: tuple[str, ...]) -> None:
    """Let a column hold these words and no others."""
    name = f"ck_{table}_{column}_known"
    listed = ", ".join(f"'{word}'" for word in words)
    with op.batch_alter_table(table, schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f(name), type_="check")
        batch_op.create_check_constraint(batch_op.f(name), sa.text(f"{column} IN ({listed})"))


def _free_sheets() -> None:
    """SQLite cannot make `claim` anew while triggers of another table name it."""
    if op.get_bind().dialect.name == "sqlite":
        for verb in VERBS:
            op.execute(f"DROP TRIGGER programme_version_in_use_{verb}")


def _guard(tables: tuple[str, ...]) -> None:
    """Make the triggers anew that SQLite has lost."""
    if op.get_bind().dialect.name != "sqlite":
        return
    for table in tables:
        for verb in VERBS:
            op.execute(SQLITE_TRIGGER.format(table=table, name=verb.lower(), verb=verb))
    for verb in VERBS:
        op.execute(USED_SQLITE.format(verb=verb))
