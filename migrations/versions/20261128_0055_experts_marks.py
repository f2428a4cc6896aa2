"""A mark of what a search reads of an expert, drawn anew with each write of it."""

import sqlalchemy as sa
from alembic import op

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
revision = "0055"
down_revision = "0054"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply the change."""
    with op.batch_alter_table("expert", schema=None) as batch_op:
        batch_op.add_column(sa.Column("mark", BIG, nullable=True))
    # No card could be changed before: any number that stays with the row tells the first reading.
    op.execute("UPDATE expert SET mark = id")
    with op.batch_alter_table("expert", schema=None) as batch_op:
        batch_op.alter_column("mark", nullable=False, existing_type=BIG)


def downgrade() -> None:
    """Take it back."""
    with op.batch_alter_table("expert", schema=None) as batch_op:
        batch_op.drop_column("mark")
