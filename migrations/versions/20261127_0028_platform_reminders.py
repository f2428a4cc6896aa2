"""Reminders wait for a day on which the ward is open."""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply the change."""
    with op.batch_alter_table("delivery", schema=None) as batch_op:
        column = sa.Column("is_reminder", sa.Boolean(), nullable=False, server_default=sa.false())
        batch_op.add_column(column)
    with op.batch_alter_table("delivery", schema=None) as batch_op:
        batch_op.alter_column("is_reminder", server_default=None, existing_type=sa.Boolean())


def downgrade() -> None:
    """Take it back."""
    with op.batch_alter_table("delivery", schema=None) as batch_op:
        batch_op.drop_column("is_reminder")
