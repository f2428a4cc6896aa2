"""Somebody whose wish for an account was refused is told, and then forgotten."""

import sqlalchemy as sa
from alembic import op

revision = "0041"
down_revision = "0035"
branch_labels = None
depends_on = None

ONE = "(answered_at IS NOT NULL) = ((person_id IS NOT NULL) <> (refusal IS NOT NULL))"
SOME = "(answered_at IS NOT NULL) = (person_id IS NOT NULL OR refusal IS NOT NULL)"


def upgrade() -> None:
    """Apply the change."""
    with op.batch_alter_table("account_request", schema=None) as batch_op:
        batch_op.add_column(sa.Column("forgotten_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.drop_constraint(batch_op.f("ck_account_request_one_answer"), type_="check")
        batch_op.create_check_constraint(batch_op.f("ck_account_request_one_answer"), sa.text(SOME))
        batch_op.create_check_constraint(
            batch_op.f("ck_account_request_only_the_refused_forgotten"),
            sa.text("refusal IS NOT NULL OR forgotten_at IS NULL"),
        )


def downgrade() -> None:
    """Take it back; the persons of refused wishes stay, their wishes point at nobody."""
    op.execute("UPDATE account_request SET person_id = NULL WHERE refusal IS NOT NULL")
    with op.batch_alter_table("account_request", schema=None) as batch_op:
        batch_op.drop_constraint(
            batch_op.f("ck_account_request_only_the_refused_forgotten"), type_="check"
        )
        batch_op.drop_constraint(batch_op.f("ck_account_request_one_answer"), type_="check")
        batch_op.create_check_constraint(batch_op.f("ck_account_request_one_answer"), sa.text(ONE))
        batch_op.drop_column("forgotten_at")
