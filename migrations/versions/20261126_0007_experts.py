"""experts."""

import sqlalchemy as sa
from alembic import op

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply the change."""
    op.create_table(
        "closing_day",
        sa.Column("id", BIG, nullable=False),
        sa.Column("ward_id", BIG, nullable=True),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("note", sa.String(length=60), nullable=False),
        sa.CheckConstraint(
            "length(note) BETWEEN 1 AND 60", name=op.f("ck_closing_day_note_length")
        ),
        sa.ForeignKeyConstraint(["ward_id"], ["ward.id"], name=op.f("fk_closing_day_ward_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_closing_day")),
        sa.UniqueConstraint("ward_id", "day", name=op.f("uq_closing_day_ward_id_day")),
    )
    with op.batch_alter_table("closing_day", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_closing_day_ward_id"), ["ward_id"], unique=False)
        batch_op.create_index(
            "uq_closing_day_hub",
            ["day"],
            unique=True,
            sqlite_where=sa.text("ward_id IS NULL"),
            postgresql_where=sa.text("ward_id IS NULL"),
        )

    op.create_table(
        "expert",
        sa.Column("id", BIG, nullable=False),
        sa.Column("person_id", BIG, nullable=False),
        sa.Column("ward_id", BIG, nullable=False),
        sa.Column("resource_id", BIG, nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("headline", sa.String(length=60), nullable=False),
        sa.Column("bio", sa.String(length=1200), nullable=False),
        sa.Column("years", BIG, nullable=False),
        sa.Column("fee_yen", BIG, nullable=False),
        sa.Column("travel_yen", BIG, nullable=False),
        sa.Column("is_invoice_registered", sa.Boolean(), nullable=False),
        sa.Column("consented_on", sa.Date(), nullable=True),
        sa.Column("notice_days", BIG, nullable=False),
        sa.Column("cap_month_days", BIG, nullable=False),
        sa.Column("cap_week_hours", BIG, nullable=False),
        sa.Column("version", BIG, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "state IN ('draft', 'submitted', 'reviewing', 'listed', 'paused', 'ended', 'returned', 'suspended')",
            name=op.f("ck_expert_state_known"),
        ),
        sa.CheckConstraint(
            "state NOT IN ('listed', 'paused') OR consented_on IS NOT NULL",
            name=op.f("ck_expert_listed_by_consent"),
        ),
        sa.CheckConstraint(
            "cap_month_days BETWEEN 1 AND 31", name=op.f("ck_expert_cap_month_days_range")
        ),
        sa.CheckConstraint(
            "cap_week_hours BETWEEN 1 AND 60", name=op.f("ck_expert_cap_week_hours_range")
        ),
        sa.CheckConstraint("fee_yen BETWEEN 0 AND 1000000", name=op.f("ck_expert_fee_yen_range")),
        sa.CheckConstraint("length(bio) BETWEEN 1 AND 1200", name=op.f("ck_expert_bio_length")),
        sa.CheckConstraint(
            "length(headline) BETWEEN 1 AND 60", name=op.f("ck_expert_headline_length")
        ),
        sa.CheckConstraint(
            "notice_days BETWEEN 0 AND 60", name=op.f("ck_expert_notice_days_range")
        ),
        sa.CheckConstraint(
            "travel_yen BETWEEN 0 AND 100000", name=op.f("ck_expert_travel_yen_range")
        ),
        sa.CheckConstraint("version >= 0", name=op.f("ck_expert_version_least")),
        sa.CheckConstraint("years BETWEEN 0 AND 80", name=op.f("ck_expert_years_range")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_expert_person_id")),
        sa.ForeignKeyConstraint(
            ["resource_id"], ["resource.id"], name=op.f("fk_expert_resource_id")
        ),
        sa.ForeignKeyConstraint(["ward_id"], ["ward.id"], name=op.f("fk_expert_ward_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_expert")),
        sa.UniqueConstraint("person_id", name=op.f("uq_expert_person_id")),
        sa.UniqueConstraint("resource_id", name=op.f("uq_expert_resource_id")),
    )
    with op.batch_alter_table("expert", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_expert_ward_id"), ["ward_id"], unique=False)

    op.create_table(
        "availability_exception",
        sa.Column("id", BIG, nullable=False),
        sa.Column("expert_id", BIG, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("part", sa.String(length=40), nullable=False),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "part IN ('am', 'pm', 'full', 'closed')",
            name=op.f("ck_availability_exception_part_known"),
        ),
        sa.ForeignKeyConstraint(
            ["expert_id"], ["expert.id"], name=op.f("fk_availability_exception_expert_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_availability_exception")),
        sa.UniqueConstraint(
            "expert_id", "day", name=op.f("uq_availability_exception_expert_id_day")
        ),
    )
    with op.batch_alter_table("availability_exception", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_availability_exception_expert_id"), ["expert_id"], unique=False
        )

    op.create_table(
        "availability_rule",
        sa.Column("id", BIG, nullable=False),
        sa.Column("expert_id", BIG, nullable=False),
        sa.Column("weekday", BIG, nullable=False),
        sa.Column("part", sa.String(length=40), nullable=False),
        sa.Column("nth", BIG, nullable=True),
        sa.Column("on_holidays", sa.Boolean(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "part IN ('am', 'pm', 'full')", name=op.f("ck_availability_rule_part_known")
        ),
        sa.CheckConstraint(
            "nth IS NULL OR nth IN (-1, 1, 2, 3, 4, 5)", name=op.f("ck_availability_rule_nth_known")
        ),
        sa.CheckConstraint(
            "valid_from IS NULL OR valid_to IS NULL OR valid_to >= valid_from",
            name=op.f("ck_availability_rule_dates_in_order"),
        ),
        sa.CheckConstraint(
            "weekday BETWEEN 0 AND 6", name=op.f("ck_availability_rule_weekday_range")
        ),
        sa.ForeignKeyConstraint(
            ["expert_id"], ["expert.id"], name=op.f("fk_availability_rule_expert_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_availability_rule")),
    )
    with op.batch_alter_table("availability_rule", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_availability_rule_expert_id"), ["expert_id"], unique=False
        )

    op.create_table(
        "expert_certificate",
        sa.Column("id", BIG, nullable=False),
        sa.Column("expert_id", BIG, nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("certificate_code", sa.String(length=80), nullable=True),
        sa.Column("grade", sa.String(length=40), nullable=False),
        sa.Column("checked_on", sa.Date(), nullable=True),
        sa.Column("expires_on", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "grade IN ('special', 'first', 'second', 'third', 'single', 'none')",
            name=op.f("ck_expert_certificate_grade_known"),
        ),
        sa.CheckConstraint(
            "length(name) BETWEEN 1 AND 80", name=op.f("ck_expert_certificate_name_length")
        ),
        sa.ForeignKeyConstraint(
            ["expert_id"], ["expert.id"], name=op.f("fk_expert_certificate_expert_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_expert_certificate")),
        sa.UniqueConstraint("expert_id", "name", name=op.f("uq_expert_certificate_expert_id_name")),
    )
    with op.batch_alter_table("expert_certificate", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_expert_certificate_expert_id"), ["expert_id"], unique=False
        )

    op.create_table(
        "expert_skill",
        sa.Column("id", BIG, nullable=False),
        sa.Column("expert_id", BIG, nullable=False),
        sa.Column("skill_code", sa.String(length=80), nullable=False),
        sa.Column("level", sa.String(length=40), nullable=False),
        sa.Column("years", BIG, nullable=False),
        sa.Column("last_used_year", BIG, nullable=True),
        sa.Column("checked_on", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "level IN ('teaches', 'alone', 'basics')", name=op.f("ck_expert_skill_level_known")
        ),
        sa.CheckConstraint(
            "length(skill_code) BETWEEN 1 AND 80", name=op.f("ck_expert_skill_skill_code_length")
        ),
        sa.CheckConstraint("years BETWEEN 0 AND 80", name=op.f("ck_expert_skill_years_range")),
        sa.ForeignKeyConstraint(
            ["expert_id"], ["expert.id"], name=op.f("fk_expert_skill_expert_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_expert_skill")),
        sa.UniqueConstraint(
            "expert_id", "skill_code", name=op.f("uq_expert_skill_expert_id_skill_code")
        ),
    )
    with op.batch_alter_table("expert_skill", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_expert_skill_expert_id"), ["expert_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_expert_skill_skill_code"), ["skill_code"], unique=False
        )


def downgrade() -> None:
    """Take it back."""
    with op.batch_alter_table("expert_skill", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_expert_skill_skill_code"))
        batch_op.drop_index(batch_op.f("ix_expert_skill_expert_id"))

    op.drop_table("expert_skill")
    with op.batch_alter_table("expert_certificate", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_expert_certificate_expert_id"))

    op.drop_table("expert_certificate")
    with op.batch_alter_table("availability_rule", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_availability_rule_expert_id"))

    op.drop_table("availability_rule")
    with op.batch_alter_table("availability_exception", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_availability_exception_expert_id"))

    op.drop_table("availability_exception")
    with op.batch_alter_table("expert", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_expert_ward_id"))

    op.drop_table("expert")
    with op.batch_alter_table("closing_day", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_closing_day_hub",
            sqlite_where=sa.text("ward_id IS NULL"),
            postgresql_where=sa.text("ward_id IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_closing_day_ward_id"))

    op.drop_table("closing_day")
