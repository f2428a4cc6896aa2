"""Letters that were printed together."""

import sqlalchemy as sa
from alembic import op

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply the change."""
    op.create_table(
        "letter_batch",
        sa.Column("id", BIG, nullable=False),
        sa.Column("ward_id", BIG, nullable=False),
        sa.Column("count", BIG, nullable=False),
        sa.Column("by_id", BIG, nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("count >= 1", name=op.f("ck_letter_batch_count_least")),
        sa.ForeignKeyConstraint(["ward_id"], ["ward.id"], name=op.f("fk_letter_batch_ward_id")),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_letter_batch_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter_batch")),
    )
    for column in ("by_id", "ward_id"):
        op.create_index(op.f(f"ix_letter_batch_{column}"), "letter_batch", [column])
    with op.batch_alter_table("delivery", schema=None) as batch_op:
        batch_op.add_column(sa.Column("batch_id", BIG, nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_delivery_batch_id"), "letter_batch", ["batch_id"], ["id"]
        )
        batch_op.create_index(batch_op.f("ix_delivery_batch_id"), ["batch_id"], unique=False)


def downgrade() -> None:
    """Take it back; a printed letter is not known as such any more."""
    with op.batch_alter_table("delivery", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_delivery_batch_id"))
        batch_op.drop_constraint(batch_op.f("fk_delivery_batch_id"), type_="foreignkey")
        batch_op.drop_column("batch_id")
    op.drop_table("letter_batch")
