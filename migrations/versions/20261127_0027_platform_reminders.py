"""Notices: reminders wait for an open day, text messages are a way."""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None
KNOWN = ("in_app", "mail", "letter", "phone", "feed")
WAYS = (("outbox", "channel"), ("delivery", "channel"), ("preference", "told_by"))


def upgrade() -> None:
    """Apply the change."""
    with op.batch_alter_table("delivery", schema=None) as batch_op:
        column = sa.Column("is_reminder", sa.Boolean(), nullable=False, server_default=sa.false())
        batch_op.add_column(column)
    with op.batch_alter_table("delivery", schema=None) as batch_op:
        batch_op.alter_column("is_reminder", server_default=None, existing_type=sa.Boolean())
    for table, column in WAYS:
        _ways(table, column, (*KNOWN[:4], "sms", *KNOWN[4:]))


def downgrade() -> None:
    """Take it back; who wanted text messages is called."""
    op.execute(sa.text("UPDATE preference SET told_by = 'phone' WHERE told_by = 'sms'"))
    op.execute(sa.text("DELETE FROM delivery WHERE channel = 'sms'"))
    for table, column in WAYS:
        _ways(table, column, KNOWN)
    with op.batch_alter_table("delivery", schema=None) as batch_op:
        batch_op.drop_column("is_reminder")


def _ways(table: str, column: str, known: tuple[str, ...]) -> None:
    words = ", ".join(f"'{word}'" for word in known)
    with op.batch_alter_table(table, schema=None) as batch_op:
        name = batch_op.f(f"ck_{table}_{column}_known")
        batch_op.drop_constraint(name, type_="check")
        batch_op.create_check_constraint(name, sa.text(f"{column} IN ({words})"))
