"""Tables as CSV, taken away in one archive."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply the change."""
    _kinds("kind IN ('pdf', 'xlsx', 'csv', 'jpg', 'png', 'zip')")


def downgrade() -> None:
    """Take it back; archives cannot stay, what they were made from does."""
    op.execute(sa.text("DELETE FROM file WHERE kind = 'zip'"))
    _kinds("kind IN ('pdf', 'xlsx', 'csv', 'jpg', 'png')")


def _kinds(check: str) -> None:
    with op.batch_alter_table("file", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_file_kind_known"), type_="check")
        batch_op.create_check_constraint(batch_op.f("ck_file_kind_known"), sa.text(check))
