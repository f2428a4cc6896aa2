"""Granted projects that are given up (廃止) or stopped for a while (中止)."""

import sqlalchemy as sa
from alembic import op

revision = "0035"
down_revision = "0039"
branch_labels = None
depends_on = None

STATES = (
    "draft", "submitted", "review", "returned", "waiting_budget", "deciding", "granted", "refused",
    "report_review", "report_returned", "fixing", "determined", "paid", "completed", "withdrawn",
    "discarded", "cancelling", "returning", "repaid", "cancelled", "change_review",
    "change_deciding",
)  # fmt: skip
ACTIONS = (
    "submit", "discard", "accept", "return", "resubmit", "lapse", "withdraw", "propose", "wait",
    "resume", "send_back", "grant", "refuse", "report", "return_report", "resubmit_report",
    "propose_amount", "send_back_amount", "determine", "determine_nothing", "pay", "come_back",
    "complete", "propose_cancel", "send_back_cancel", "cancel", "cancel_part", "order_return",
    "receive", "request_change", "return_change", "propose_change", "send_back_change",
    "allow_change", "deny_change",
)  # fmt: skip
KINDS = ("grant", "refusal", "determination", "cancellation", "change", "change_refusal")
EVENTS = (
    "allot", "grant", "withdraw", "determine", "pay", "come_back", "cancel", "recover", "restore",
    "change",
)  # fmt: skip
# Tables that are made anew on SQLite, which takes their triggers away.
GUARDED = ("claim_event", "decision", "journal_entry", "change_request")
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
    _all_words(
        (*STATES, "ended"),
        (*ACTIONS, "request_end", "allow_end"),
        (*KINDS, "ending"),
        (*EVENTS, "end"),
    )
    with op.batch_alter_table("claim", schema=None) as batch_op:
        batch_op.create_check_constraint(
            batch_op.f("ck_claim_paid_within_granted"),
            sa.text("paid_yen <= granted_yen OR state = 'returning'"),
        )
    with op.batch_alter_table("change_request", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("kind", sa.String(length=40), nullable=False, server_default="change")
        )
    with op.batch_alter_table("change_request", schema=None) as batch_op:
        batch_op.alter_column("kind", server_default=None)
        batch_op.create_check_constraint(
            batch_op.f("ck_change_request_kind_known"),
            sa.text("kind IN ('change', 'pause', 'end')"),
        )
        batch_op.create_check_constraint(
            batch_op.f("ck_change_request_pause_with_day"),
            sa.text("kind <> 'pause' OR done_on IS NOT NULL"),
        )
    _guard()


def downgrade() -> None:
    """Take it back; refused once somebody has asked to stop or to give up."""
    used = op.get_bind().execute(
        sa.text("SELECT COUNT(*) FROM change_request WHERE kind <> 'change'")
    )
    if used.scalar_one():
        msg = "projects have been stopped or given up: this cannot be taken back"
        raise RuntimeError(msg)
    _free_sheets()
    with op.batch_alter_table("change_request", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_change_request_pause_with_day"), type_="check")
        batch_op.drop_constraint(batch_op.f("ck_change_request_kind_known"), type_="check")
    with op.batch_alter_table("change_request", schema=None) as batch_op:
        batch_op.drop_column("kind")
    with op.batch_alter_table("claim", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_claim_paid_within_granted"), type_="check")
    _all_words(STATES, ACTIONS, KINDS, EVENTS)
    _guard()


def _all_words(
    states: tuple[str, ...],
    actions: tuple[str, ...],
    kinds: tuple[str, ...],
    events: tuple[str, ...],
) -> None:
    _words("claim", "state", states)
    _words("claim_event", "action", actions)
    for column in ("from_state", "to_state"):
        _words("claim_event", column, states)
    for table in ("decision_draft", "decision"):
        _words(table, "kind", kinds)
    _words("journal_entry", "event", events)


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


def _guard() -> None:
    """Make the triggers anew that SQLite has lost."""
    if op.get_bind().dialect.name != "sqlite":
        return
    for table in GUARDED:
        for verb in VERBS:
            op.execute(SQLITE_TRIGGER.format(table=table, name=verb.lower(), verb=verb))
    for verb in VERBS:
        op.execute(USED_SQLITE.format(verb=verb))
