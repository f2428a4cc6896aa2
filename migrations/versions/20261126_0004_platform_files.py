"""platform files."""

import sqlalchemy as sa
from alembic import op

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply the change."""
    op.create_table(
        "file",
        sa.Column("id", BIG, nullable=False),
        sa.Column("record", sa.String(length=40), nullable=False),
        sa.Column("record_id", BIG, nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("size", BIG, nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("data_class", sa.String(length=40), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("place", sa.String(length=40), nullable=False),
        sa.Column("by_id", BIG, nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "data_class IN ('C0', 'C1', 'C2', 'C3')", name=op.f("ck_file_data_class_known")
        ),
        sa.CheckConstraint("kind IN ('pdf')", name=op.f("ck_file_kind_known")),
        sa.CheckConstraint("state IN ('kept', 'deleted')", name=op.f("ck_file_state_known")),
        sa.CheckConstraint("length(name) BETWEEN 1 AND 200", name=op.f("ck_file_name_length")),
        sa.CheckConstraint("length(sha256) = 64", name=op.f("ck_file_sha256_length")),
        sa.CheckConstraint("record_id >= 1", name=op.f("ck_file_record_id_least")),
        sa.CheckConstraint("size >= 1", name=op.f("ck_file_size_least")),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_file_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_file")),
        sa.UniqueConstraint("place", name=op.f("uq_file_place")),
    )
    with op.batch_alter_table("file", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_file_by_id"), ["by_id"], unique=False)
        batch_op.create_index("ix_file_owner", ["record", "record_id"], unique=False)


def downgrade() -> None:
    """Take it back."""
    with op.batch_alter_table("file", schema=None) as batch_op:
        batch_op.drop_index("ix_file_owner")
        batch_op.drop_index(batch_op.f("ix_file_by_id"))

    op.drop_table("file")
