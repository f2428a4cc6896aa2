"""Payment orders of the full profile beside advances, with their papers."""

import sqlalchemy as sa
from alembic import op

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

revision = "0044"
down_revision = "0049"
branch_labels = None
depends_on = None

ACTIONS = (
    "submit", "discard", "accept", "return", "resubmit", "lapse", "withdraw", "propose", "wait",
    "resume", "send_back", "grant", "refuse", "report", "return_report", "resubmit_report",
    "propose_amount", "send_back_amount", "determine", "determine_nothing", "pay", "come_back",
    "complete", "propose_cancel", "send_back_cancel", "cancel", "cancel_part", "order_return",
    "receive", "request_change", "return_change", "propose_change", "send_back_change",
    "allow_change", "deny_change", "request_end", "allow_end", "inspect", "reinspect",
)  # fmt: skip
STATES = ("requested", "ordered", "passed", "paid", "returned", "withdrawn")
STEPS = ("send_back", "order", "examine", "reject", "pay", "come_back", "correct")
IN_FLIGHT = "state IN ('requested', 'ordered', 'passed', 'returned')"
LIVE_FINAL = "kind = 'final' AND state <> 'withdrawn'"
ONE_OF_TWO = "(decision_id IS NULL) <> (inspection_id IS NULL)"
ONE_OF_THREE = (
    "CASE WHEN decision_id IS NULL THEN 0 ELSE 1 END"
    " + CASE WHEN inspection_id IS NULL THEN 0 ELSE 1 END"
    " + CASE WHEN step_id IS NULL THEN 0 ELSE 1 END = 1"
)
VERBS = ("UPDATE", "DELETE")
POSTGRES_TRIGGER = """
CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table}
FOR EACH ROW EXECUTE FUNCTION refuse_change()
"""
SQLITE_TRIGGER = """
CREATE TRIGGER {table}_no_{name} BEFORE {verb} ON {table}
BEGIN SELECT RAISE(ABORT, 'append only: {table}'); END
"""
ORDER_COLUMNS = (
    "id, ward_id, claim_id, number, amount_yen, state, reason, slip_no, paid_on, person_id, at"
)
STEP_COLUMNS = (
    "id, claim_id, order_id, number, action, from_state, to_state, note, slip_no, day,"
    " person_id, at"
)


def upgrade() -> None:
    """Apply the change: what was an advance is an order of the kind advance."""
    _actions((*ACTIONS, "transfer", "bounce"))
    _tables("payment_order", "payment_step", has_kind=True)
    op.execute(
        f"INSERT INTO payment_order (kind, {ORDER_COLUMNS})"  # noqa: S608  names of this file
        f" SELECT 'advance', {ORDER_COLUMNS} FROM advance_order"
    )
    op.execute(
        f"INSERT INTO payment_step ({STEP_COLUMNS})"  # noqa: S608  names of this file
        f" SELECT {STEP_COLUMNS} FROM advance_event"
    )
    _drop("advance_event", "advance_order")
    _count_on("payment_order", "payment_step")
    with op.batch_alter_table("issued_document", schema=None) as batch_op:
        batch_op.add_column(sa.Column("step_id", BIG, nullable=True))
        batch_op.drop_constraint(batch_op.f("ck_issued_document_of_one_thing"), type_="check")
        batch_op.create_foreign_key(
            batch_op.f("fk_issued_document_step_id"), "payment_step", ["step_id"], ["id"]
        )
        batch_op.create_unique_constraint(
            batch_op.f("uq_issued_document_step_id_template"), ["step_id", "template"]
        )
        batch_op.create_check_constraint(
            batch_op.f("ck_issued_document_of_one_thing"), sa.text(ONE_OF_THREE)
        )
        batch_op.create_index(batch_op.f("ix_issued_document_step_id"), ["step_id"])
    _guard("claim_event", is_new=False)
    _guard("issued_document", is_new=False)
    _guard("payment_step", is_new=True)


def downgrade() -> None:
    """Take it back; refused once a final payment was asked for or a payment order has a paper."""
    connection = op.get_bind()
    for used in (
        "SELECT COUNT(*) FROM payment_order WHERE kind <> 'advance'",
        "SELECT COUNT(*) FROM issued_document WHERE step_id IS NOT NULL",
    ):
        if connection.execute(sa.text(used)).scalar_one():
            msg = "payments have been ordered: this cannot be taken back"
            raise RuntimeError(msg)
    with op.batch_alter_table("issued_document", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_issued_document_step_id"))
        batch_op.drop_constraint(batch_op.f("ck_issued_document_of_one_thing"), type_="check")
        batch_op.drop_constraint(batch_op.f("uq_issued_document_step_id_template"), type_="unique")
        batch_op.drop_constraint(batch_op.f("fk_issued_document_step_id"), type_="foreignkey")
        batch_op.drop_column("step_id")
        batch_op.create_check_constraint(
            batch_op.f("ck_issued_document_of_one_thing"), sa.text(ONE_OF_TWO)
        )
    _tables("advance_order", "advance_event", has_kind=False)
    op.execute(
        f"INSERT INTO advance_order ({ORDER_COLUMNS})"  # noqa: S608  names of this file
        f" SELECT {ORDER_COLUMNS} FROM payment_order"
    )
    op.execute(
        f"INSERT INTO advance_event ({STEP_COLUMNS})"  # noqa: S608  names of this file
        f" SELECT {STEP_COLUMNS} FROM payment_step"
    )
    _drop("payment_step", "payment_order")
    _count_on("advance_order", "advance_event")
    _actions(ACTIONS)
    _guard("claim_event", is_new=False)
    _guard("issued_document", is_new=False)
    _guard("advance_event", is_new=True)


def _tables(orders: str, steps: str, *, has_kind: bool) -> None:
    reason = sa.Column("reason", sa.String(length=400), nullable=has_kind)
    kind = [sa.Column("kind", sa.String(length=40), nullable=False)] if has_kind else []
    due = [sa.Column("due_on", sa.Date(), nullable=True)] if has_kind else []
    of_kind = {
        "kind_known": "kind IN ('advance', 'final')",
        "advance_with_reason": "(kind = 'advance') = (reason IS NOT NULL)",
        "final_with_day": "(kind = 'final') = (due_on IS NOT NULL)",
    }
    number = ["claim_id", "kind", "number"] if has_kind else ["claim_id", "number"]
    op.create_table(
        orders,
        sa.Column("id", BIG, nullable=False),
        sa.Column("ward_id", BIG, nullable=False),
        sa.Column("claim_id", BIG, nullable=False),
        *kind,
        sa.Column("number", BIG, nullable=False),
        sa.Column("amount_yen", BIG, nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        reason,
        *due,
        sa.Column("slip_no", sa.String(length=40), nullable=True),
        sa.Column("paid_on", sa.Date(), nullable=True),
        sa.Column("person_id", BIG, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        *_checks(
            orders,
            number_least="number >= 1",
            amount_yen_least="amount_yen >= 1",
            state_known=f"state IN ({_listed(STATES)})",
            reason_length="length(reason) BETWEEN 1 AND 400",
            paid_with_day="(state = 'paid') = (paid_on IS NOT NULL)",
            paid_with_slip="(paid_on IS NULL) = (slip_no IS NULL)",
            **(of_kind if has_kind else {}),
        ),
        *_keys(orders, ward="ward", claim="claim", person="person"),
        sa.UniqueConstraint(*number, name=op.f(f"uq_{orders}_{'_'.join(number)}")),
        sa.UniqueConstraint("ward_id", "slip_no", name=op.f(f"uq_{orders}_ward_id_slip_no")),
    )
    op.create_table(
        steps,
        sa.Column("id", BIG, nullable=False),
        sa.Column("claim_id", BIG, nullable=False),
        sa.Column("order_id", BIG, nullable=False),
        sa.Column("number", BIG, nullable=False),
        sa.Column("action", sa.String(length=40), nullable=False),
        sa.Column("from_state", sa.String(length=40), nullable=False),
        sa.Column("to_state", sa.String(length=40), nullable=False),
        sa.Column("note", sa.String(length=400), nullable=True),
        sa.Column("slip_no", sa.String(length=40), nullable=True),
        sa.Column("day", sa.Date(), nullable=True),
        sa.Column("person_id", BIG, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        *_checks(
            steps,
            number_least="number >= 1",
            action_known=f"action IN ({_listed(STEPS)})",
            from_state_known=f"from_state IN ({_listed(STATES)})",
            to_state_known=f"to_state IN ({_listed(STATES)})",
        ),
        *_keys(steps, claim="claim", order=orders, person="person"),
        sa.UniqueConstraint("order_id", "number", name=op.f(f"uq_{steps}_order_id_number")),
    )
    links = {
        orders: ("ward_id", "claim_id", "person_id"),
        steps: ("claim_id", "order_id", "person_id"),
    }
    for table, columns in links.items():
        for column in columns:
            op.create_index(op.f(f"ix_{table}_{column}"), table, [column])
    _once(orders, "under_way", IN_FLIGHT)
    if has_kind:
        _once(orders, "one_final", LIVE_FINAL)


def _once(table: str, name: str, where: str) -> None:
    op.create_index(
        f"uq_{table}_{name}", table, ["claim_id"], unique=True,
        sqlite_where=sa.text(where), postgresql_where=sa.text(where),
    )  # fmt: skip


def _drop(*tables: str) -> None:
    for table in tables:
        op.drop_table(table)


def _count_on(*tables: str) -> None:
    """Rows were copied with their ids: PostgreSQL goes on counting after the last one."""
    if op.get_bind().dialect.name == "postgresql":
        for table in tables:
            op.execute(
                f"SELECT setval(pg_get_serial_sequence('{table}', 'id'),"  # noqa: S608  names of this file
                f" COALESCE(MAX(id), 1), MAX(id) IS NOT NULL) FROM {table}"
            )


def _listed(words: tuple[str, ...]) -> str:
    return ", ".join(f"'{word}'" for word in words)


def _actions(words: tuple[str, ...]) -> None:
    """Let the history hold these steps and no others."""
    name = "ck_claim_event_action_known"
    with op.batch_alter_table("claim_event", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f(name), type_="check")
        batch_op.create_check_constraint(batch_op.f(name), sa.text(f"action IN ({_listed(words)})"))


def _guard(table: str, *, is_new: bool) -> None:
    """Make the triggers: of a new table on both engines, anew where SQLite has lost them."""
    if op.get_bind().dialect.name == "sqlite":
        for verb in VERBS:
            op.execute(SQLITE_TRIGGER.format(table=table, name=verb.lower(), verb=verb))
    elif is_new:
        op.execute(POSTGRES_TRIGGER.format(table=table))


def _checks(table: str, **checks: str) -> list[sa.CheckConstraint]:
    return [
        sa.CheckConstraint(check, name=op.f(f"ck_{table}_{name}")) for name, check in checks.items()
    ]


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
