"""Whether what the desk typed was read back to the person."""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply the change; nothing is known of the entries before."""
    with op.batch_alter_table("desk_entry", schema=None) as batch_op:
        batch_op.add_column(sa.Column("was_read_back", sa.Boolean(), nullable=True))
    op.execute(sa.text("UPDATE desk_entry SET was_read_back = false"))
    with op.batch_alter_table("desk_entry", schema=None) as batch_op:
        batch_op.alter_column("was_read_back", nullable=False, existing_type=sa.Boolean())


def downgrade() -> None:
    """Take it back."""
    with op.batch_alter_table("desk_entry", schema=None) as batch_op:
        batch_op.drop_column("was_read_back")
