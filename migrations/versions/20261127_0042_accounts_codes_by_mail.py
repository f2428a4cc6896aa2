"""A wish of somebody who cannot sign in may be a code by mail."""

import sqlalchemy as sa
from alembic import op

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

revision = "0042"
down_revision = "0036"
branch_labels = None
depends_on = None

CHECKS = (("wants_known", "wants IN ('password', 'code')"), ("misses_least", "misses >= 0"))


def upgrade() -> None:
    """Apply the change."""
    wants = sa.Column("wants", sa.String(length=40), nullable=False, server_default="password")
    misses = sa.Column("misses", BIG, nullable=False, server_default="0")
    with op.batch_alter_table("password_reset", schema=None) as batch_op:
        batch_op.add_column(wants)
        batch_op.add_column(misses)
        for name, text in CHECKS:
            batch_op.create_check_constraint(batch_op.f(f"ck_password_reset_{name}"), sa.text(text))
    with op.batch_alter_table("password_reset", schema=None) as batch_op:
        batch_op.alter_column("wants", existing_type=sa.String(length=40), server_default=None)
        batch_op.alter_column("misses", existing_type=BIG, server_default=None)


def downgrade() -> None:
    """Take it back; wishes for codes are forgotten, as they are after a day anyhow."""
    op.execute("DELETE FROM password_reset WHERE wants = 'code'")
    with op.batch_alter_table("password_reset", schema=None) as batch_op:
        for name, _text in CHECKS:
            batch_op.drop_constraint(batch_op.f(f"ck_password_reset_{name}"), type_="check")
        batch_op.drop_column("misses")
        batch_op.drop_column("wants")
