"""Files for spreadsheets, and files that go away by themselves."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply the change."""
    _kinds("kind IN ('pdf', 'xlsx')", sa.Column("expires_at", sa.DateTime(timezone=True)))


def downgrade() -> None:
    """Take it back; a spreadsheet is not known any more."""
    op.execute("DELETE FROM file WHERE kind = 'xlsx'")
    _kinds("kind IN ('pdf')", None)


def _kinds(check: str, added: sa.Column[object] | None) -> None:
    """Change which kinds are known, and add or take away the end of a file."""
    with op.batch_alter_table("file", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_file_kind_known"), type_="check")
        batch_op.create_check_constraint(batch_op.f("ck_file_kind_known"), sa.text(check))
        if added is None:
            batch_op.drop_column("expires_at")
        else:
            batch_op.add_column(added)
