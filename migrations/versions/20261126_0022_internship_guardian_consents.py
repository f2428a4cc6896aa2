"""What guardians have said."""

import sqlalchemy as sa
from alembic import op

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply the change."""
    op.create_table(
        "guardian_consent",
        sa.Column("id", BIG, nullable=False),
        sa.Column("application_id", BIG, nullable=False),
        sa.Column("text_version", BIG, nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=True),
        sa.Column("code_hash", sa.String(length=64), nullable=True),
        sa.Column("asked_by", BIG, nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("channel", sa.String(length=40), nullable=True),
        sa.Column("guardian", sa.String(length=80), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "state IN ('asked', 'agreed', 'refused', 'withdrawn')",
            name=op.f("ck_guardian_consent_state_known"),
        ),
        sa.CheckConstraint(
            "channel IN ('link', 'code', 'paper')", name=op.f("ck_guardian_consent_channel_known")
        ),
        sa.CheckConstraint(
            "text_version >= 1", name=op.f("ck_guardian_consent_text_version_least")
        ),
        sa.CheckConstraint(
            "(state = 'asked') = (answered_at IS NULL)",
            name=op.f("ck_guardian_consent_answered_at_a_moment"),
        ),
        sa.CheckConstraint(
            "(answered_at IS NULL) = (channel IS NULL)",
            name=op.f("ck_guardian_consent_answered_in_a_way"),
        ),
        sa.CheckConstraint(
            "(state = 'withdrawn') = (withdrawn_at IS NOT NULL)",
            name=op.f("ck_guardian_consent_withdrawn_at_a_moment"),
        ),
        sa.CheckConstraint(
            "answered_at IS NULL OR guardian IS NOT NULL",
            name=op.f("ck_guardian_consent_by_somebody"),
        ),
        sa.ForeignKeyConstraint(
            ["application_id"], ["application.id"], name=op.f("fk_guardian_consent_application_id")
        ),
        sa.ForeignKeyConstraint(
            ["asked_by"], ["person.id"], name=op.f("fk_guardian_consent_asked_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_guardian_consent")),
        sa.UniqueConstraint("code_hash", name=op.f("uq_guardian_consent_code_hash")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_guardian_consent_token_hash")),
    )
    for name in ("application_id", "asked_by"):
        op.create_index(op.f(f"ix_guardian_consent_{name}"), "guardian_consent", [name])


def downgrade() -> None:
    """Take it back."""
    op.drop_table("guardian_consent")
