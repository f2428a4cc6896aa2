"""skills."""

import sqlalchemy as sa
from alembic import op

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply the change."""
    op.create_table(
        "certificate",
        sa.Column("id", BIG, nullable=False),
        sa.Column("code", sa.String(length=80), nullable=False),
        sa.Column("name_ja", sa.String(length=80), nullable=False),
        sa.Column("name_en", sa.String(length=120), nullable=False),
        sa.Column("aliases", sa.JSON(), nullable=False),
        sa.Column("grade", sa.String(length=40), nullable=False),
        sa.Column("skill_codes", sa.JSON(), nullable=False),
        sa.Column("expires_after_years", BIG, nullable=True),
        sa.Column("taxonomy_version_from", BIG, nullable=False),
        sa.Column("retired_in", BIG, nullable=True),
        sa.Column("source_note", sa.String(length=200), nullable=True),
        sa.CheckConstraint(
            "grade IN ('special', 'first', 'second', 'third', 'single', 'none')",
            name=op.f("ck_certificate_grade_known"),
        ),
        sa.CheckConstraint(
            "expires_after_years IS NULL OR expires_after_years BETWEEN 1 AND 20",
            name=op.f("ck_certificate_expires_after_years_range"),
        ),
        sa.CheckConstraint(
            "length(code) BETWEEN 1 AND 80", name=op.f("ck_certificate_code_length")
        ),
        sa.CheckConstraint(
            "length(name_en) BETWEEN 1 AND 120", name=op.f("ck_certificate_name_en_length")
        ),
        sa.CheckConstraint(
            "length(name_ja) BETWEEN 1 AND 80", name=op.f("ck_certificate_name_ja_length")
        ),
        sa.CheckConstraint(
            "retired_in IS NULL OR retired_in > taxonomy_version_from",
            name=op.f("ck_certificate_life_in_order"),
        ),
        sa.CheckConstraint(
            "taxonomy_version_from >= 1", name=op.f("ck_certificate_taxonomy_version_from_least")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_certificate")),
        sa.UniqueConstraint(
            "code", "taxonomy_version_from", name=op.f("uq_certificate_code_taxonomy_version_from")
        ),
    )
    op.create_table(
        "matching_epoch",
        sa.Column("id", BIG, nullable=False),
        sa.Column("epoch", BIG, nullable=False),
        sa.CheckConstraint("epoch >= 0", name=op.f("ck_matching_epoch_epoch_least")),
        sa.CheckConstraint("id = 1", name=op.f("ck_matching_epoch_single")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_matching_epoch")),
    )
    op.create_table(
        "skill",
        sa.Column("id", BIG, nullable=False),
        sa.Column("code", sa.String(length=80), nullable=False),
        sa.Column("name_ja", sa.String(length=60), nullable=False),
        sa.Column("name_en", sa.String(length=80), nullable=False),
        sa.Column("reading", sa.String(length=120), nullable=False),
        sa.Column("family", sa.String(length=40), nullable=False),
        sa.Column("parent_code", sa.String(length=80), nullable=True),
        sa.Column("kentei_job", sa.String(length=60), nullable=True),
        sa.Column("kentei_work", sa.String(length=60), nullable=True),
        sa.Column("definition_ja", sa.String(length=300), nullable=False),
        sa.Column("definition_en", sa.String(length=400), nullable=False),
        sa.Column("hazard_tags", sa.JSON(), nullable=False),
        sa.Column("taxonomy_version_from", BIG, nullable=False),
        sa.Column("retired_in", BIG, nullable=True),
        sa.Column("source_note", sa.String(length=200), nullable=True),
        sa.CheckConstraint("length(code) BETWEEN 1 AND 80", name=op.f("ck_skill_code_length")),
        sa.CheckConstraint(
            "length(definition_en) BETWEEN 1 AND 400", name=op.f("ck_skill_definition_en_length")
        ),
        sa.CheckConstraint(
            "length(definition_ja) BETWEEN 1 AND 300", name=op.f("ck_skill_definition_ja_length")
        ),
        sa.CheckConstraint("length(family) BETWEEN 1 AND 40", name=op.f("ck_skill_family_length")),
        sa.CheckConstraint(
            "length(name_en) BETWEEN 1 AND 80", name=op.f("ck_skill_name_en_length")
        ),
        sa.CheckConstraint(
            "length(name_ja) BETWEEN 1 AND 60", name=op.f("ck_skill_name_ja_length")
        ),
        sa.CheckConstraint(
            "length(reading) BETWEEN 1 AND 120", name=op.f("ck_skill_reading_length")
        ),
        sa.CheckConstraint(
            "retired_in IS NULL OR retired_in > taxonomy_version_from",
            name=op.f("ck_skill_life_in_order"),
        ),
        sa.CheckConstraint(
            "taxonomy_version_from >= 1", name=op.f("ck_skill_taxonomy_version_from_least")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_skill")),
        sa.UniqueConstraint(
            "code", "taxonomy_version_from", name=op.f("uq_skill_code_taxonomy_version_from")
        ),
    )
    op.create_table(
        "skill_alias",
        sa.Column("id", BIG, nullable=False),
        sa.Column("skill_code", sa.String(length=80), nullable=False),
        sa.Column("text", sa.String(length=120), nullable=False),
        sa.Column("lang", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("weight", BIG, nullable=False),
        sa.Column("status", sa.String(length=40), nullable=False),
        sa.Column("taxonomy_version_from", BIG, nullable=False),
        sa.Column("retired_in", BIG, nullable=True),
        sa.Column("source_note", sa.String(length=200), nullable=True),
        sa.CheckConstraint(
            "kind IN ('formal', 'shop', 'old', 'kana', 'en', 'machine', 'symptom', 'product')",
            name=op.f("ck_skill_alias_kind_known"),
        ),
        sa.CheckConstraint("lang IN ('ja', 'en')", name=op.f("ck_skill_alias_lang_known")),
        sa.CheckConstraint(
            "status IN ('proposed', 'active', 'rejected')", name=op.f("ck_skill_alias_status_known")
        ),
        sa.CheckConstraint(
            "length(text) BETWEEN 1 AND 120", name=op.f("ck_skill_alias_text_length")
        ),
        sa.CheckConstraint(
            "retired_in IS NULL OR retired_in > taxonomy_version_from",
            name=op.f("ck_skill_alias_life_in_order"),
        ),
        sa.CheckConstraint(
            "taxonomy_version_from >= 1", name=op.f("ck_skill_alias_taxonomy_version_from_least")
        ),
        sa.CheckConstraint("weight BETWEEN 30 AND 100", name=op.f("ck_skill_alias_weight_range")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_skill_alias")),
    )
    with op.batch_alter_table("skill_alias", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_skill_alias_skill_code"), ["skill_code"], unique=False)

    op.create_table(
        "skill_edge",
        sa.Column("id", BIG, nullable=False),
        sa.Column("a", sa.String(length=80), nullable=False),
        sa.Column("b", sa.String(length=80), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("is_symmetric", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.String(length=120), nullable=False),
        sa.Column("taxonomy_version_from", BIG, nullable=False),
        sa.Column("retired_in", BIG, nullable=True),
        sa.Column("source_note", sa.String(length=200), nullable=True),
        sa.CheckConstraint("kind IN ('close', 'adjacent')", name=op.f("ck_skill_edge_kind_known")),
        sa.CheckConstraint("a <> b", name=op.f("ck_skill_edge_two_skills")),
        sa.CheckConstraint(
            "length(reason) BETWEEN 1 AND 120", name=op.f("ck_skill_edge_reason_length")
        ),
        sa.CheckConstraint(
            "retired_in IS NULL OR retired_in > taxonomy_version_from",
            name=op.f("ck_skill_edge_life_in_order"),
        ),
        sa.CheckConstraint(
            "taxonomy_version_from >= 1", name=op.f("ck_skill_edge_taxonomy_version_from_least")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_skill_edge")),
    )
    with op.batch_alter_table("skill_edge", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_skill_edge_a"), ["a"], unique=False)
        batch_op.create_index(batch_op.f("ix_skill_edge_b"), ["b"], unique=False)

    op.create_table(
        "stop_alias",
        sa.Column("id", BIG, nullable=False),
        sa.Column("text", sa.String(length=60), nullable=False),
        sa.Column("taxonomy_version_from", BIG, nullable=False),
        sa.Column("retired_in", BIG, nullable=True),
        sa.Column("source_note", sa.String(length=200), nullable=True),
        sa.CheckConstraint("length(text) BETWEEN 1 AND 60", name=op.f("ck_stop_alias_text_length")),
        sa.CheckConstraint(
            "retired_in IS NULL OR retired_in > taxonomy_version_from",
            name=op.f("ck_stop_alias_life_in_order"),
        ),
        sa.CheckConstraint(
            "taxonomy_version_from >= 1", name=op.f("ck_stop_alias_taxonomy_version_from_least")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stop_alias")),
    )
    op.create_table(
        "taxonomy_version",
        sa.Column("id", BIG, nullable=False),
        sa.Column("number", BIG, nullable=False),
        sa.Column("valid_from", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("author_id", BIG, nullable=True),
        sa.Column("approver_id", BIG, nullable=True),
        sa.Column("note", sa.String(length=200), nullable=False),
        sa.CheckConstraint(
            "author_id IS NULL OR author_id <> approver_id",
            name=op.f("ck_taxonomy_version_two_people"),
        ),
        sa.CheckConstraint(
            "length(note) BETWEEN 1 AND 200", name=op.f("ck_taxonomy_version_note_length")
        ),
        sa.CheckConstraint("length(sha256) = 64", name=op.f("ck_taxonomy_version_sha256_length")),
        sa.CheckConstraint("number >= 1", name=op.f("ck_taxonomy_version_number_least")),
        sa.ForeignKeyConstraint(
            ["approver_id"], ["person.id"], name=op.f("fk_taxonomy_version_approver_id")
        ),
        sa.ForeignKeyConstraint(
            ["author_id"], ["person.id"], name=op.f("fk_taxonomy_version_author_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_taxonomy_version")),
        sa.UniqueConstraint("number", name=op.f("uq_taxonomy_version_number")),
    )
    with op.batch_alter_table("taxonomy_version", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_taxonomy_version_approver_id"), ["approver_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_taxonomy_version_author_id"), ["author_id"], unique=False
        )


def downgrade() -> None:
    """Take it back."""
    with op.batch_alter_table("taxonomy_version", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_taxonomy_version_author_id"))
        batch_op.drop_index(batch_op.f("ix_taxonomy_version_approver_id"))

    op.drop_table("taxonomy_version")
    op.drop_table("stop_alias")
    with op.batch_alter_table("skill_edge", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_skill_edge_b"))
        batch_op.drop_index(batch_op.f("ix_skill_edge_a"))

    op.drop_table("skill_edge")
    with op.batch_alter_table("skill_alias", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_skill_alias_skill_code"))

    op.drop_table("skill_alias")
    op.drop_table("skill")
    op.drop_table("matching_epoch")
    op.drop_table("certificate")
