"""Plans made from other plans: trials, edits and repairs; what is published stays."""

import sqlalchemy as sa
from alembic import op

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

revision = "0039"
down_revision = "0030"
branch_labels = None
depends_on = None

STATES = (
    "queued", "running", "done", "cancelled", "infeasible", "failed", "checked", "chosen",
    "published", "superseded",
)  # fmt: skip
NEW_STATES = (*STATES, "discarded")
APPLICATIONS = ("sent", "wishes_locked", "placed", "partly_placed", "unplaced")
NEW_APPLICATIONS = (*APPLICATIONS, "withdrawn")
KINDS = "kind IN ('plan', 'trial', 'edit', 'repair')"
LIVE = "state IN ('queued', 'running')"
GUARDED = ("publication", "placement")
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
    op.drop_index("uq_scenario_live_round", "scenario")
    with op.batch_alter_table("scenario", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("kind", sa.String(length=40), nullable=False, server_default="plan")
        )
        batch_op.add_column(sa.Column("base_id", BIG, nullable=True))
        batch_op.add_column(sa.Column("changes", sa.JSON(), nullable=False, server_default="[]"))
        batch_op.add_column(sa.Column("note", sa.String(length=400), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_scenario_base_id"), "scenario", ["base_id"], ["id"]
        )
        batch_op.create_index(batch_op.f("ix_scenario_base_id"), ["base_id"], unique=False)
        batch_op.create_check_constraint(batch_op.f("ck_scenario_kind_known"), sa.text(KINDS))
        batch_op.create_check_constraint(
            batch_op.f("ck_scenario_base_of_a_change"),
            sa.text("(kind = 'plan') = (base_id IS NULL)"),
        )
        batch_op.create_check_constraint(
            batch_op.f("ck_scenario_repair_with_a_reason"),
            sa.text("kind <> 'repair' OR length(note) >= 1"),
        )
    with op.batch_alter_table("scenario", schema=None) as batch_op:
        batch_op.alter_column("kind", existing_type=sa.String(length=40), server_default=None)
        batch_op.alter_column("changes", existing_type=sa.JSON(), server_default=None)
    _words("scenario", NEW_STATES)
    _words("application", NEW_APPLICATIONS)
    _one_live()
    for table in GUARDED:
        for statement in _triggers(table):
            op.execute(statement)


def downgrade() -> None:
    """Take it back; refused once a plan was made from another one."""
    used = op.get_bind().execute(sa.text("SELECT COUNT(*) FROM scenario WHERE kind <> 'plan'"))
    if used.scalar_one():
        msg = "plans have been changed: this cannot be taken back"
        raise RuntimeError(msg)
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    for table in GUARDED:
        names = [f"{table}_no_{verb.lower()}" for verb in VERBS]
        for name in names if is_sqlite else [f"{table}_append_only ON {table}"]:
            op.execute(f"DROP TRIGGER {name}")
    op.drop_index("uq_scenario_live_round", "scenario")
    _words("scenario", STATES)
    _words("application", APPLICATIONS)
    with op.batch_alter_table("scenario", schema=None) as batch_op:
        for name in ("kind_known", "base_of_a_change", "repair_with_a_reason"):
            batch_op.drop_constraint(batch_op.f(f"ck_scenario_{name}"), type_="check")
        batch_op.drop_constraint(batch_op.f("fk_scenario_base_id"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_scenario_base_id"))
        for column in ("kind", "base_id", "changes", "note"):
            batch_op.drop_column(column)
    _one_live()


def _words(table: str, words: tuple[str, ...]) -> None:
    """Let the state of a table hold these words and no others."""
    name = f"ck_{table}_state_known"
    listed = ", ".join(f"'{word}'" for word in words)
    with op.batch_alter_table(table, schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f(name), type_="check")
        batch_op.create_check_constraint(batch_op.f(name), sa.text(f"state IN ({listed})"))


def _one_live() -> None:
    """Let one calculation of a round wait or run."""
    op.create_index(
        "uq_scenario_live_round",
        "scenario",
        ["round_id"],
        unique=True,
        sqlite_where=sa.text(LIVE),
        postgresql_where=sa.text(LIVE),
    )


def _triggers(table: str) -> tuple[str, ...]:
    """What keeps the rows of a table as they were written."""
    if op.get_bind().dialect.name == "postgresql":
        return (POSTGRES_TRIGGER.format(table=table),)
    return tuple(SQLITE_TRIGGER.format(table=table, name=verb.lower(), verb=verb) for verb in VERBS)
