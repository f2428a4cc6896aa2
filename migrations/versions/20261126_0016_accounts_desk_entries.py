"""Entries at the desk for somebody else."""

import sqlalchemy as sa
from alembic import op

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
OPEN = sa.text("ended_at IS NULL")

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply the change."""
    op.create_table(
        "desk_entry",
        sa.Column("id", BIG, nullable=False),
        sa.Column("staff_id", BIG, nullable=False),
        sa.Column("person_id", BIG, nullable=False),
        sa.Column("membership_id", BIG, nullable=False),
        sa.Column("heard_by", sa.String(length=40), nullable=False),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("acts", BIG, nullable=False),
        sa.CheckConstraint(
            "heard_by IN ('phone', 'counter', 'paper', 'fax', 'mail')",
            name=op.f("ck_desk_entry_heard_by_known"),
        ),
        sa.CheckConstraint("acts >= 0", name=op.f("ck_desk_entry_acts_least")),
        sa.CheckConstraint("staff_id <> person_id", name=op.f("ck_desk_entry_for_somebody_else")),
        sa.ForeignKeyConstraint(
            ["membership_id"], ["membership.id"], name=op.f("fk_desk_entry_membership_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_desk_entry_person_id")),
        sa.ForeignKeyConstraint(["staff_id"], ["person.id"], name=op.f("fk_desk_entry_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_desk_entry")),
    )
    with op.batch_alter_table("desk_entry", schema=None) as batch_op:
        for column in ("membership_id", "person_id", "staff_id"):
            batch_op.create_index(batch_op.f(f"ix_desk_entry_{column}"), [column], unique=False)
        batch_op.create_index(
            "uq_desk_entry_open", ["staff_id"], unique=True, sqlite_where=OPEN,
            postgresql_where=OPEN,
        )  # fmt: skip


def downgrade() -> None:
    """Take it back."""
    op.drop_table("desk_entry")
