"""Files that people send: tables as text, pictures."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply the change."""
    _kinds("kind IN ('pdf', 'xlsx', 'csv', 'jpg', 'png')")


def downgrade() -> None:
    """Take it back; files of the new kinds cannot stay, their records do."""
    op.execute(sa.text("DELETE FROM file WHERE kind IN ('csv', 'jpg', 'png')"))
    _kinds("kind IN ('pdf', 'xlsx')")


def _kinds(check: str) -> None:
    with op.batch_alter_table("file", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_file_kind_known"), type_="check")
        batch_op.create_check_constraint(batch_op.f("ck_file_kind_known"), sa.text(check))
