"""What was typed at the desk in an open entry, to be read back."""

import sqlalchemy as sa
from alembic import op

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

revision = "0049"
down_revision = "0046"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply the change."""
    op.create_table(
        "desk_typed",
        sa.Column("id", BIG, nullable=False),
        sa.Column("entry_id", BIG, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("command", sa.String(length=80), nullable=False),
        sa.Column("sealed", sa.String(length=60000), nullable=False),
        sa.CheckConstraint(
            "length(command) BETWEEN 1 AND 80", name=op.f("ck_desk_typed_command_length")
        ),
        sa.CheckConstraint(
            "length(sealed) BETWEEN 1 AND 60000", name=op.f("ck_desk_typed_sealed_length")
        ),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["desk_entry.id"], name=op.f("fk_desk_typed_entry_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_desk_typed")),
    )
    with op.batch_alter_table("desk_typed", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_desk_typed_entry_id"), ["entry_id"], unique=False)


def downgrade() -> None:
    """Take it back."""
    op.drop_table("desk_typed")
