"""Sayings that people put forward for the vocabulary of skills."""

import sqlalchemy as sa
from alembic import op

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

revision = "0054"
down_revision = "0052"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply the change."""
    op.create_table(
        "word_proposal",
        sa.Column("id", BIG, nullable=False),
        sa.Column("ward_id", BIG, nullable=False),
        sa.Column("skill_code", sa.String(length=80), nullable=False),
        sa.Column("text", sa.String(length=120), nullable=False),
        sa.Column("text_key", sa.String(length=240), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("status", sa.String(length=40), nullable=False),
        sa.Column("proposed_by", BIG, nullable=False),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_by", BIG, nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("taxonomy", BIG, nullable=True),
        sa.Column("version", BIG, nullable=False),
        sa.CheckConstraint(
            "(status = 'active') = (taxonomy IS NOT NULL)",
            name=op.f("ck_word_proposal_taxonomy_known"),
        ),
        sa.CheckConstraint(
            "(status = 'proposed') = (decided_at IS NULL)",
            name=op.f("ck_word_proposal_decided_known"),
        ),
        sa.CheckConstraint(
            "kind IN ('formal', 'shop', 'old', 'kana', 'en', 'machine', 'symptom', 'product')",
            name=op.f("ck_word_proposal_kind_known"),
        ),
        sa.CheckConstraint(
            "status IN ('proposed', 'active', 'rejected')",
            name=op.f("ck_word_proposal_status_known"),
        ),
        sa.CheckConstraint(
            "decided_by IS NULL OR decided_by <> proposed_by",
            name=op.f("ck_word_proposal_two_people"),
        ),
        sa.CheckConstraint(
            "length(skill_code) BETWEEN 1 AND 80", name=op.f("ck_word_proposal_skill_code_length")
        ),
        sa.CheckConstraint(
            "length(text) BETWEEN 1 AND 120", name=op.f("ck_word_proposal_text_length")
        ),
        sa.CheckConstraint(
            "length(text_key) BETWEEN 1 AND 240", name=op.f("ck_word_proposal_text_key_length")
        ),
        sa.CheckConstraint("version >= 0", name=op.f("ck_word_proposal_version_least")),
        sa.ForeignKeyConstraint(
            ["decided_by"], ["person.id"], name=op.f("fk_word_proposal_decided_by")
        ),
        sa.ForeignKeyConstraint(
            ["proposed_by"], ["person.id"], name=op.f("fk_word_proposal_proposed_by")
        ),
        sa.ForeignKeyConstraint(["ward_id"], ["ward.id"], name=op.f("fk_word_proposal_ward_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_word_proposal")),
    )
    with op.batch_alter_table("word_proposal", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_word_proposal_decided_by"), ["decided_by"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_word_proposal_proposed_by"), ["proposed_by"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_word_proposal_ward_id"), ["ward_id"], unique=False)
        batch_op.create_index(
            "uq_word_proposal_open",
            ["skill_code", "text_key"],
            unique=True,
            sqlite_where=sa.text("status = 'proposed'"),
            postgresql_where=sa.text("status = 'proposed'"),
        )


def downgrade() -> None:
    """Take it back."""
    with op.batch_alter_table("word_proposal", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_word_proposal_open",
            sqlite_where=sa.text("status = 'proposed'"),
            postgresql_where=sa.text("status = 'proposed'"),
        )
        batch_op.drop_index(batch_op.f("ix_word_proposal_ward_id"))
        batch_op.drop_index(batch_op.f("ix_word_proposal_proposed_by"))
        batch_op.drop_index(batch_op.f("ix_word_proposal_decided_by"))

    op.drop_table("word_proposal")
