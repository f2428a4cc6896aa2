"""Wishes for a new password, answered by mail."""

import sqlalchemy as sa
from alembic import op

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply the change."""
    op.create_table(
        "password_reset",
        sa.Column("id", BIG, nullable=False),
        sa.Column("login", sa.String(length=120), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("account_id", BIG, nullable=True),
        sa.Column("mail_hash", sa.String(length=64), nullable=True),
        sa.Column("credential_stamp", BIG, nullable=True),
        sa.Column("token_hash", sa.String(length=64), nullable=True),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(token_hash IS NULL) = (account_id IS NULL)",
            name=op.f("ck_password_reset_token_of_account"),
        ),
        sa.CheckConstraint(
            "(token_hash IS NULL) = (ends_at IS NULL)", name=op.f("ck_password_reset_token_ends")
        ),
        sa.CheckConstraint(
            "used_at IS NULL OR token_hash IS NOT NULL", name=op.f("ck_password_reset_used_token")
        ),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_password_reset_account_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_password_reset")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_password_reset_token_hash")),
    )
    op.create_index(op.f("ix_password_reset_account_id"), "password_reset", ["account_id"])


def downgrade() -> None:
    """Take it back; links of mails on their way lead nowhere."""
    op.drop_table("password_reset")
