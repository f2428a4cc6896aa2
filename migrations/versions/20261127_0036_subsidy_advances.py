"""Money that is paid before the report (概算払), with its steps."""

import sqlalchemy as sa
from alembic import op

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

revision = "0036"
down_revision = "0041"
branch_labels = None
depends_on = None

EVENTS = (
    "allot", "grant", "withdraw", "determine", "pay", "come_back", "cancel", "recover", "restore",
    "change", "end",
)  # fmt: skip
NEW_EVENTS = (*EVENTS, "advance_order", "advance_pay", "advance_back")
STATES = ("requested", "ordered", "passed", "paid", "returned", "withdrawn")
ACTIONS = ("send_back", "order", "examine", "reject", "pay", "come_back", "correct")
IN_FLIGHT = "state IN ('requested', 'ordered', 'passed', 'returned')"
POSTGRES_TRIGGER = """
CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table}
FOR EACH ROW EXECUTE FUNCTION refuse_change()
"""
SQLITE_TRIGGER = """
CREATE TRIGGER {table}_no_{name} BEFORE {verb} ON {table}
BEGIN SELECT RAISE(ABORT, 'append only: {table}'); END
"""
VERBS = ("UPDATE", "DELETE")


def upgrade() -> None:
    """Apply the change."""
    _events(NEW_EVENTS)
    op.create_table(
        "advance_order",
        sa.Column("id", BIG, nullable=False),
        sa.Column("ward_id", BIG, nullable=False),
        sa.Column("claim_id", BIG, nullable=False),
        sa.Column("number", BIG, nullable=False),
        sa.Column("amount_yen", BIG, nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("reason", sa.String(length=400), nullable=False),
        sa.Column("slip_no", sa.String(length=40), nullable=True),
        sa.Column("paid_on", sa.Date(), nullable=True),
        sa.Column("person_id", BIG, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        *_checks(
            "advance_order",
            number_least="number >= 1",
            amount_yen_least="amount_yen >= 1",
            state_known=f"state IN ({_listed(STATES)})",
            reason_length="length(reason) BETWEEN 1 AND 400",
            paid_with_day="(state = 'paid') = (paid_on IS NOT NULL)",
            paid_with_slip="(paid_on IS NULL) = (slip_no IS NULL)",
        ),
        *_keys("advance_order", ward="ward", claim="claim", person="person"),
        sa.UniqueConstraint("claim_id", "number", name=op.f("uq_advance_order_claim_id_number")),
        sa.UniqueConstraint("ward_id", "slip_no", name=op.f("uq_advance_order_ward_id_slip_no")),
    )
    op.create_table(
        "advance_event",
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
            "advance_event",
            number_least="number >= 1",
            action_known=f"action IN ({_listed(ACTIONS)})",
            from_state_known=f"from_state IN ({_listed(STATES)})",
            to_state_known=f"to_state IN ({_listed(STATES)})",
        ),
        *_keys("advance_event", claim="claim", order="advance_order", person="person"),
        sa.UniqueConstraint("order_id", "number", name=op.f("uq_advance_event_order_id_number")),
    )
    links = {
        "advance_order": ("ward_id", "claim_id", "person_id"),
        "advance_event": ("claim_id", "order_id", "person_id"),
    }
    for table, columns in links.items():
        for column in columns:
            op.create_index(op.f(f"ix_{table}_{column}"), table, [column])
    op.create_index(
        "uq_advance_order_under_way",
        "advance_order",
        ["claim_id"],
        unique=True,
        sqlite_where=sa.text(IN_FLIGHT),
        postgresql_where=sa.text(IN_FLIGHT),
    )
    _guard("journal_entry", is_new=False)
    _guard("advance_event", is_new=True)


def downgrade() -> None:
    """Take it back; refused once somebody has asked for an advance."""
    used = op.get_bind().execute(sa.text("SELECT COUNT(*) FROM advance_order"))
    if used.scalar_one():
        msg = "advances have been asked for: this cannot be taken back"
        raise RuntimeError(msg)
    op.drop_table("advance_event")
    op.drop_table("advance_order")
    _events(EVENTS)
    _guard("journal_entry", is_new=False)


def _listed(words: tuple[str, ...]) -> str:
    return ", ".join(f"'{word}'" for word in words)


def _events(words: tuple[str, ...]) -> None:
    """Let the journal hold these events and no others."""
    name = "ck_journal_entry_event_known"
    with op.batch_alter_table("journal_entry", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f(name), type_="check")
        batch_op.create_check_constraint(batch_op.f(name), sa.text(f"event IN ({_listed(words)})"))


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
