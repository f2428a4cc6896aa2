"""groups."""

import sqlalchemy as sa
from alembic import op

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply the change."""
    op.create_table(
        "group_number",
        sa.Column("id", BIG, nullable=False),
        sa.Column("series", sa.String(length=40), nullable=False),
        sa.Column("last", BIG, nullable=False),
        sa.CheckConstraint("last >= 0", name=op.f("ck_group_number_last_least")),
        sa.CheckConstraint(
            "length(series) BETWEEN 1 AND 40", name=op.f("ck_group_number_series_length")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_group_number")),
        sa.UniqueConstraint("series", name=op.f("uq_group_number_series")),
    )
    op.create_table(
        "group_rule",
        sa.Column("id", BIG, nullable=False),
        sa.Column("ward_id", BIG, nullable=False),
        sa.Column("rule", sa.String(length=40), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("num", BIG, nullable=False),
        sa.Column("den", BIG, nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.CheckConstraint(
            "rule IN ('head_office', 'size', 'agreement', 'tax', 'pledge', 'small_firm')",
            name=op.f("ck_group_rule_rule_known"),
        ),
        sa.CheckConstraint("den BETWEEN 1 AND 1000", name=op.f("ck_group_rule_den_range")),
        sa.CheckConstraint(
            "length(source) BETWEEN 1 AND 200", name=op.f("ck_group_rule_source_length")
        ),
        sa.CheckConstraint("num BETWEEN 0 AND 1000", name=op.f("ck_group_rule_num_range")),
        sa.ForeignKeyConstraint(["ward_id"], ["ward.id"], name=op.f("fk_group_rule_ward_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_group_rule")),
        sa.UniqueConstraint(
            "ward_id", "rule", "valid_from", name=op.f("uq_group_rule_ward_id_rule_valid_from")
        ),
    )
    with op.batch_alter_table("group_rule", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_group_rule_ward_id"), ["ward_id"], unique=False)

    op.create_table(
        "firm_group",
        sa.Column("id", BIG, nullable=False),
        sa.Column("ward_id", BIG, nullable=False),
        sa.Column("leader_firm_id", BIG, nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("purpose", sa.String(length=400), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("founded_on", sa.Date(), nullable=False),
        sa.Column("registration", sa.String(length=20), nullable=True),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("applications", BIG, nullable=False),
        sa.Column("version", BIG, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "state IN ('interest', 'preparatory', 'agreed', 'under_review', 'registered', 'active', 'changed', 'suspended', 'dissolved', 'refused', 'withdrawn')",
            name=op.f("ck_firm_group_state_known"),
        ),
        sa.CheckConstraint("applications >= 0", name=op.f("ck_firm_group_applications_least")),
        sa.CheckConstraint("length(name) BETWEEN 1 AND 80", name=op.f("ck_firm_group_name_length")),
        sa.CheckConstraint(
            "length(purpose) BETWEEN 1 AND 400", name=op.f("ck_firm_group_purpose_length")
        ),
        sa.CheckConstraint("version >= 0", name=op.f("ck_firm_group_version_least")),
        sa.ForeignKeyConstraint(
            ["leader_firm_id"], ["firm.id"], name=op.f("fk_firm_group_leader_firm_id")
        ),
        sa.ForeignKeyConstraint(["ward_id"], ["ward.id"], name=op.f("fk_firm_group_ward_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_firm_group")),
        sa.UniqueConstraint("ward_id", "name", name=op.f("uq_firm_group_ward_id_name")),
        sa.UniqueConstraint(
            "ward_id", "registration", name=op.f("uq_firm_group_ward_id_registration")
        ),
    )
    with op.batch_alter_table("firm_group", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_firm_group_leader_firm_id"), ["leader_firm_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_firm_group_ward_id"), ["ward_id"], unique=False)

    op.create_table(
        "agreement_version",
        sa.Column("id", BIG, nullable=False),
        sa.Column("group_id", BIG, nullable=False),
        sa.Column("number", BIG, nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("clauses", sa.JSON(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("booking_ceiling_yen", BIG, nullable=False),
        sa.Column("effective_from", sa.Date(), nullable=False),
        sa.Column("signed_on", sa.Date(), nullable=True),
        sa.Column("replaced_on", sa.Date(), nullable=True),
        sa.Column("version", BIG, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(state = 'ended') = (replaced_on IS NOT NULL)",
            name=op.f("ck_agreement_version_ended_has_a_day"),
        ),
        sa.CheckConstraint(
            "(state IN ('signed', 'ended')) = (signed_on IS NOT NULL)",
            name=op.f("ck_agreement_version_signed_has_a_day"),
        ),
        sa.CheckConstraint(
            "state IN ('draft', 'signing', 'signed', 'withdrawn', 'ended')",
            name=op.f("ck_agreement_version_state_known"),
        ),
        sa.CheckConstraint(
            "booking_ceiling_yen BETWEEN 0 AND 10000000",
            name=op.f("ck_agreement_version_ceiling_range"),
        ),
        sa.CheckConstraint("length(digest) = 64", name=op.f("ck_agreement_version_digest_length")),
        sa.CheckConstraint("number >= 1", name=op.f("ck_agreement_version_number_least")),
        sa.CheckConstraint("version >= 0", name=op.f("ck_agreement_version_version_least")),
        sa.ForeignKeyConstraint(
            ["group_id"], ["firm_group.id"], name=op.f("fk_agreement_version_group_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agreement_version")),
        sa.UniqueConstraint(
            "group_id", "number", name=op.f("uq_agreement_version_group_id_number")
        ),
    )
    with op.batch_alter_table("agreement_version", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_agreement_version_group_id"), ["group_id"], unique=False
        )

    op.create_table(
        "group_member",
        sa.Column("id", BIG, nullable=False),
        sa.Column("group_id", BIG, nullable=False),
        sa.Column("firm_id", BIG, nullable=False),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.Column("place", BIG, nullable=False),
        sa.Column("joined_on", sa.Date(), nullable=False),
        sa.Column("left_on", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "role IN ('representative', 'deputy', 'treasurer', 'member', 'observer')",
            name=op.f("ck_group_member_role_known"),
        ),
        sa.CheckConstraint(
            "left_on IS NULL OR left_on >= joined_on", name=op.f("ck_group_member_dates_in_order")
        ),
        sa.CheckConstraint("place >= 1", name=op.f("ck_group_member_place_least")),
        sa.ForeignKeyConstraint(["firm_id"], ["firm.id"], name=op.f("fk_group_member_firm_id")),
        sa.ForeignKeyConstraint(
            ["group_id"], ["firm_group.id"], name=op.f("fk_group_member_group_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_group_member")),
        sa.UniqueConstraint("group_id", "firm_id", name=op.f("uq_group_member_group_id_firm_id")),
        sa.UniqueConstraint("group_id", "place", name=op.f("uq_group_member_group_id_place")),
    )
    with op.batch_alter_table("group_member", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_group_member_firm_id"), ["firm_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_group_member_group_id"), ["group_id"], unique=False)

    op.create_table(
        "group_step",
        sa.Column("id", BIG, nullable=False),
        sa.Column("group_id", BIG, nullable=False),
        sa.Column("version", BIG, nullable=False),
        sa.Column("action", sa.String(length=40), nullable=False),
        sa.Column("target", sa.String(length=40), nullable=False),
        sa.Column("person_id", BIG, nullable=True),
        sa.Column("note", sa.String(length=400), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "action IN ('talk', 'found', 'agree', 'reopen', 'apply', 'check', 'register', 'refuse', 'withdraw', 'book', 'change', 'suspend', 'dissolve')",
            name=op.f("ck_group_step_action_known"),
        ),
        sa.CheckConstraint(
            "target IN ('interest', 'preparatory', 'agreed', 'under_review', 'registered', 'active', 'changed', 'suspended', 'dissolved', 'refused', 'withdrawn')",
            name=op.f("ck_group_step_target_known"),
        ),
        sa.CheckConstraint("length(note) <= 400", name=op.f("ck_group_step_note_length")),
        sa.ForeignKeyConstraint(
            ["group_id"], ["firm_group.id"], name=op.f("fk_group_step_group_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_group_step_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_group_step")),
        sa.UniqueConstraint("group_id", "version", name=op.f("uq_group_step_group_id_version")),
    )
    with op.batch_alter_table("group_step", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_group_step_group_id"), ["group_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_group_step_person_id"), ["person_id"], unique=False)

    op.create_table(
        "group_verdict",
        sa.Column("id", BIG, nullable=False),
        sa.Column("group_id", BIG, nullable=False),
        sa.Column("application", BIG, nullable=False),
        sa.Column("rule", sa.String(length=40), nullable=False),
        sa.Column("passed", sa.Boolean(), nullable=False),
        sa.Column("inputs", sa.JSON(), nullable=False),
        sa.Column("person_id", BIG, nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "rule IN ('head_office', 'size', 'agreement', 'tax', 'pledge', 'small_firm')",
            name=op.f("ck_group_verdict_rule_known"),
        ),
        sa.CheckConstraint("application >= 1", name=op.f("ck_group_verdict_application_least")),
        sa.ForeignKeyConstraint(
            ["group_id"], ["firm_group.id"], name=op.f("fk_group_verdict_group_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_group_verdict_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_group_verdict")),
        sa.UniqueConstraint(
            "group_id",
            "application",
            "rule",
            name=op.f("uq_group_verdict_group_id_application_rule"),
        ),
    )
    with op.batch_alter_table("group_verdict", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_group_verdict_group_id"), ["group_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_group_verdict_person_id"), ["person_id"], unique=False)

    op.create_table(
        "agreement_signature",
        sa.Column("id", BIG, nullable=False),
        sa.Column("version_id", BIG, nullable=False),
        sa.Column("firm_id", BIG, nullable=False),
        sa.Column("person_id", BIG, nullable=False),
        sa.Column("method", sa.String(length=40), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("signed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "method IN ('hub', 'link', 'paper')", name=op.f("ck_agreement_signature_method_known")
        ),
        sa.CheckConstraint(
            "length(digest) = 64", name=op.f("ck_agreement_signature_digest_length")
        ),
        sa.ForeignKeyConstraint(
            ["firm_id"], ["firm.id"], name=op.f("fk_agreement_signature_firm_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_agreement_signature_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["version_id"], ["agreement_version.id"], name=op.f("fk_agreement_signature_version_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agreement_signature")),
        sa.UniqueConstraint(
            "version_id", "firm_id", name=op.f("uq_agreement_signature_version_id_firm_id")
        ),
    )
    with op.batch_alter_table("agreement_signature", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_agreement_signature_firm_id"), ["firm_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_agreement_signature_person_id"), ["person_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_agreement_signature_version_id"), ["version_id"], unique=False
        )

    op.create_table(
        "share_row",
        sa.Column("id", BIG, nullable=False),
        sa.Column("version_id", BIG, nullable=False),
        sa.Column("cost_kind", sa.String(length=40), nullable=False),
        sa.Column("method", sa.String(length=40), nullable=False),
        sa.Column("firm_id", BIG, nullable=False),
        sa.Column("place", BIG, nullable=False),
        sa.Column("weight", BIG, nullable=False),
        sa.Column("fixed_yen", BIG, nullable=False),
        sa.CheckConstraint(
            "cost_kind IN ('expert_fee', 'training', 'venue', 'machine', 'material', 'travel', 'insurance', 'office')",
            name=op.f("ck_share_row_cost_kind_known"),
        ),
        sa.CheckConstraint(
            "method IN ('equal', 'percent', 'fixed', 'capacity')",
            name=op.f("ck_share_row_method_known"),
        ),
        sa.CheckConstraint(
            "fixed_yen BETWEEN 0 AND 100000000", name=op.f("ck_share_row_fixed_yen_range")
        ),
        sa.CheckConstraint("place >= 1", name=op.f("ck_share_row_place_least")),
        sa.CheckConstraint("weight BETWEEN 0 AND 1000000", name=op.f("ck_share_row_weight_range")),
        sa.ForeignKeyConstraint(["firm_id"], ["firm.id"], name=op.f("fk_share_row_firm_id")),
        sa.ForeignKeyConstraint(
            ["version_id"], ["agreement_version.id"], name=op.f("fk_share_row_version_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_share_row")),
        sa.UniqueConstraint(
            "version_id",
            "cost_kind",
            "firm_id",
            name=op.f("uq_share_row_version_id_cost_kind_firm_id"),
        ),
    )
    with op.batch_alter_table("share_row", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_share_row_firm_id"), ["firm_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_share_row_version_id"), ["version_id"], unique=False)


def downgrade() -> None:
    """Take it back."""
    with op.batch_alter_table("share_row", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_share_row_version_id"))
        batch_op.drop_index(batch_op.f("ix_share_row_firm_id"))

    op.drop_table("share_row")
    with op.batch_alter_table("agreement_signature", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_agreement_signature_version_id"))
        batch_op.drop_index(batch_op.f("ix_agreement_signature_person_id"))
        batch_op.drop_index(batch_op.f("ix_agreement_signature_firm_id"))

    op.drop_table("agreement_signature")
    with op.batch_alter_table("group_verdict", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_group_verdict_person_id"))
        batch_op.drop_index(batch_op.f("ix_group_verdict_group_id"))

    op.drop_table("group_verdict")
    with op.batch_alter_table("group_step", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_group_step_person_id"))
        batch_op.drop_index(batch_op.f("ix_group_step_group_id"))

    op.drop_table("group_step")
    with op.batch_alter_table("group_member", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_group_member_group_id"))
        batch_op.drop_index(batch_op.f("ix_group_member_firm_id"))

    op.drop_table("group_member")
    with op.batch_alter_table("agreement_version", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_agreement_version_group_id"))

    op.drop_table("agreement_version")
    with op.batch_alter_table("firm_group", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_firm_group_ward_id"))
        batch_op.drop_index(batch_op.f("ix_firm_group_leader_firm_id"))

    op.drop_table("firm_group")
    with op.batch_alter_table("group_rule", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_group_rule_ward_id"))

    op.drop_table("group_rule")
    op.drop_table("group_number")
