"""Passwords beside codes: counts of failed tries, known devices, when somebody was last proved."""

import sqlalchemy as sa
from alembic import op

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply the change; the counts of an account were never used."""
    op.create_table(
        "sign_in_try",
        sa.Column("id", BIG, nullable=False),
        sa.Column("bucket", sa.String(length=64), nullable=False),
        sa.Column("failures", BIG, nullable=False),
        sa.Column("retry_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("failures >= 0", name=op.f("ck_sign_in_try_failures_least")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in_try")),
        sa.UniqueConstraint("bucket", name=op.f("uq_sign_in_try_bucket")),
    )
    op.create_table(
        "known_device",
        sa.Column("id", BIG, nullable=False),
        sa.Column("account_id", BIG, nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_used_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_known_device_account_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_known_device")),
        sa.UniqueConstraint(
            "account_id", "token_hash", name=op.f("uq_known_device_account_id_token_hash")
        ),
    )
    with op.batch_alter_table("known_device", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_known_device_account_id"), ["account_id"], unique=False
        )
    with op.batch_alter_table("account", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_account_failures_least"), type_="check")
        batch_op.drop_column("failures")
        batch_op.drop_column("retry_at")
    with op.batch_alter_table("session", schema=None) as batch_op:
        batch_op.add_column(sa.Column("reauth_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("device_id", BIG, nullable=True))
        batch_op.create_index(batch_op.f("ix_session_device_id"), ["device_id"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_session_device_id"), "known_device", ["device_id"], ["id"]
        )


def downgrade() -> None:
    """Take it back; who is known where is forgotten."""
    with op.batch_alter_table("session", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_session_device_id"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_session_device_id"))
        batch_op.drop_column("device_id")
        batch_op.drop_column("reauth_at")
    with op.batch_alter_table("account", schema=None) as batch_op:
        batch_op.add_column(sa.Column("failures", BIG, nullable=False, server_default="0"))
        batch_op.add_column(sa.Column("retry_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.create_check_constraint(
            batch_op.f("ck_account_failures_least"), sa.text("failures >= 0")
        )
    with op.batch_alter_table("account", schema=None) as batch_op:
        batch_op.alter_column("failures", server_default=None)
    op.drop_table("known_device")
    op.drop_table("sign_in_try")
