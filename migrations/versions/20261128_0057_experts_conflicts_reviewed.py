"""Steps of declarations, and engagements for which no subsidy may be claimed."""

import sqlalchemy as sa
from alembic import op

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

revision = "0057"
down_revision = "0056"
branch_labels = None
depends_on = None

ACTS = ("declared", "left", "allowed", "stopped", "ended", "confirmed", "reminded")
CHECKS = {
    "act_known": f"act IN ({', '.join(repr(act) for act in ACTS)})",
    "of_one_or_all": "(act IN ('confirmed', 'reminded')) = (conflict_id IS NULL)",
    "until_known": "act NOT IN ('left', 'allowed', 'reminded') OR until_on IS NOT NULL",
    "days_of_reminders": "(act = 'reminded') = (days IS NOT NULL)",
    "note_length": "length(note) <= 400",
    "days_least": "days >= 0",
}
LINKS = {"expert_id": "expert", "conflict_id": "expert_conflict", "person_id": "person"}
KNOWN = """
INSERT INTO expert_conflict_step (expert_id, conflict_id, act, note, person_id, at)
SELECT expert_id, id, 'declared', note, declared_by, declared_at FROM expert_conflict ORDER BY id
"""
ENDED = """
INSERT INTO expert_conflict_step (expert_id, conflict_id, act, note, person_id, at)
SELECT expert_id, id, 'ended', '', ended_by, ended_at FROM expert_conflict
WHERE ended_at IS NOT NULL ORDER BY id
"""
SQLITE = (
    """
CREATE TRIGGER expert_conflict_step_no_update BEFORE UPDATE ON expert_conflict_step
BEGIN SELECT RAISE(ABORT, 'append only: expert_conflict_step'); END
""",
    """
CREATE TRIGGER expert_conflict_step_no_delete BEFORE DELETE ON expert_conflict_step
BEGIN SELECT RAISE(ABORT, 'append only: expert_conflict_step'); END
""",
)
POSTGRES = """
CREATE TRIGGER expert_conflict_step_append_only BEFORE UPDATE OR DELETE ON expert_conflict_step
FOR EACH ROW EXECUTE FUNCTION refuse_change()
"""


def upgrade() -> None:
    """Apply the change; what is declared already gets its first steps."""
    op.create_table(
        "expert_conflict_step",
        sa.Column("id", BIG, nullable=False),
        sa.Column("expert_id", BIG, nullable=False),
        sa.Column("conflict_id", BIG, nullable=True),
        sa.Column("act", sa.String(length=40), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.Column("days", BIG, nullable=True),
        sa.Column("note", sa.String(length=400), nullable=False),
        sa.Column("person_id", BIG, nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        *(
            sa.CheckConstraint(check, name=op.f(f"ck_expert_conflict_step_{name}"))
            for name, check in CHECKS.items()
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_expert_conflict_step")),
        *(
            sa.ForeignKeyConstraint(
                [name], [f"{target}.id"], name=op.f(f"fk_expert_conflict_step_{name}")
            )
            for name, target in LINKS.items()
        ),
    )
    for name in LINKS:
        op.create_index(op.f(f"ix_expert_conflict_step_{name}"), "expert_conflict_step", [name])
    op.execute(KNOWN)
    op.execute(ENDED)
    on_postgres = op.get_bind().dialect.name == "postgresql"
    for statement in (POSTGRES,) if on_postgres else SQLITE:
        op.execute(statement)
    with op.batch_alter_table("engagement", schema=None) as batch_op:
        batch_op.add_column(sa.Column("without_aid_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    """Take it back; refused once something was allowed, confirmed or kept from the subsidy."""
    for used in (
        "SELECT COUNT(*) FROM expert_conflict_step WHERE act NOT IN ('declared', 'ended')",
        "SELECT COUNT(*) FROM engagement WHERE without_aid_at IS NOT NULL",
    ):
        if op.get_bind().execute(sa.text(used)).scalar_one():
            msg = "declarations have been reviewed: this cannot be taken back"
            raise RuntimeError(msg)
    with op.batch_alter_table("engagement", schema=None) as batch_op:
        batch_op.drop_column("without_aid_at")
    op.drop_table("expert_conflict_step")
