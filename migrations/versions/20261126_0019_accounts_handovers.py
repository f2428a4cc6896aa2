"""Handing over on a change of posts."""

import sqlalchemy as sa
from alembic import op

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
OPEN = sa.text("done_at IS NULL AND withdrawn_at IS NULL")
PEOPLE = ("leaver_id", "planned_by", "successor_id")

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply the change."""
    op.create_table(
        "handover",
        sa.Column("id", BIG, nullable=False),
        sa.Column("ward_id", BIG, nullable=False),
        sa.Column("leaver_id", BIG, nullable=False),
        sa.Column("successor_id", BIG, nullable=False),
        sa.Column("on_date", sa.Date(), nullable=False),
        sa.Column("planned_by", BIG, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("leaver_id <> successor_id", name=op.f("ck_handover_to_somebody_else")),
        sa.CheckConstraint(
            "done_at IS NULL OR withdrawn_at IS NULL", name=op.f("ck_handover_one_end")
        ),
        *(
            sa.ForeignKeyConstraint([name], ["person.id"], name=op.f(f"fk_handover_{name}"))
            for name in PEOPLE
        ),
        sa.ForeignKeyConstraint(["ward_id"], ["ward.id"], name=op.f("fk_handover_ward_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handover")),
    )
    with op.batch_alter_table("handover", schema=None) as batch_op:
        for column in (*PEOPLE, "ward_id"):
            batch_op.create_index(batch_op.f(f"ix_handover_{column}"), [column], unique=False)
        batch_op.create_index(
            "uq_handover_open", ["leaver_id"], unique=True, sqlite_where=OPEN,
            postgresql_where=OPEN,
        )  # fmt: skip
    op.create_table(
        "handover_work",
        sa.Column("id", BIG, nullable=False),
        sa.Column("handover_id", BIG, nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("record_id", BIG, nullable=False),
        sa.Column("side", sa.String(length=20), nullable=True),
        sa.CheckConstraint(
            "kind IN ('claim', 'call', 'draft')", name=op.f("ck_handover_work_kind_known")
        ),
        sa.ForeignKeyConstraint(
            ["handover_id"], ["handover.id"], name=op.f("fk_handover_work_handover_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handover_work")),
        sa.UniqueConstraint(
            "handover_id", "kind", "record_id",
            name=op.f("uq_handover_work_handover_id_kind_record_id"),
        ),
    )  # fmt: skip
    with op.batch_alter_table("handover_work", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_handover_work_handover_id"), ["handover_id"], unique=False
        )
        batch_op.create_index("ix_handover_work_record", ["kind", "record_id"], unique=False)


def downgrade() -> None:
    """Take it back."""
    op.drop_table("handover_work")
    op.drop_table("handover")
