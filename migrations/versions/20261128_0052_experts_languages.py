"""Languages besides Japanese in which an expert can teach."""

import sqlalchemy as sa
from alembic import op

revision = "0052"
down_revision = "0048"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply the change."""
    with op.batch_alter_table("expert", schema=None) as batch_op:
        column = sa.Column("languages", sa.JSON(), nullable=False, server_default="[]")
        batch_op.add_column(column)
    with op.batch_alter_table("expert", schema=None) as batch_op:
        batch_op.alter_column("languages", server_default=None, existing_type=sa.JSON())


def downgrade() -> None:
    """Take it back."""
    with op.batch_alter_table("expert", schema=None) as batch_op:
        batch_op.drop_column("languages")
