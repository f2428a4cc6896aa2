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
        "engagement",
        sa.Column("id", BIG, nullable=False),
        sa.Column("ward_id", BIG, nullable=False),
        sa.Column("group_id", BIG, nullable=False),
        sa.Column("group_name", sa.String(length=80), nullable=False),
        sa.Column("place_firm_id", BIG, nullable=False),
        sa.Column("requested_by", BIG, nullable=True),
        sa.Column("continues_id", BIG, nullable=True),
        sa.Column("need", sa.String(length=2000), nullable=False),
        sa.Column("title", sa.String(length=60), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("expert_id", BIG, nullable=False),
        sa.Column("fee_yen", BIG, nullable=False),
        sa.Column("travel_yen", BIG, nullable=False),
        sa.Column("tax_percent", BIG, nullable=False),
        sa.Column("shares", sa.JSON(), nullable=False),
        sa.Column("agreement_number", BIG, nullable=False),
        sa.Column("subsidy_yen", BIG, nullable=True),
        sa.Column("programme_title", sa.String(length=120), nullable=True),
        sa.Column("programme_version", sa.String(length=40), nullable=True),
        sa.Column("requested_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("offer_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("accepted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("signed_by", BIG, nullable=True),
        sa.Column("signed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("terms", sa.JSON(), nullable=False),
        sa.Column("pay_on", sa.Date(), nullable=True),
        sa.Column("pay_by", sa.Date(), nullable=True),
        sa.Column("withheld_yen", BIG, nullable=True),
        sa.Column("paid_on", sa.Date(), nullable=True),
        sa.Column("call_asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", BIG, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "state <> 'offered' OR offer_until IS NOT NULL", name=op.f("ck_engagement_offer_ends")
        ),
        sa.CheckConstraint(
            "state IN ('draft', 'requested', 'offered', 'accepted', 'declined', 'expired', 'no_match', 'contracted', 'in_progress', 'recorded', 'partially_inspected', 'inspected', 'fee_fixed', 'paid', 'claimable', 'closed', 'disputed', 'withdrawn', 'cancelled_by_group', 'cancelled_by_expert', 'cancelled_by_ward', 'cancelled_force_majeure')",
            name=op.f("ck_engagement_state_known"),
        ),
        sa.CheckConstraint(
            "state NOT IN ('paid', 'claimable') OR paid_on IS NOT NULL",
            name=op.f("ck_engagement_paid_on_known"),
        ),
        sa.CheckConstraint(
            "agreement_number >= 1", name=op.f("ck_engagement_agreement_number_least")
        ),
        sa.CheckConstraint(
            "fee_yen BETWEEN 0 AND 1000000", name=op.f("ck_engagement_fee_yen_range")
        ),
        sa.CheckConstraint(
            "length(group_name) BETWEEN 1 AND 80", name=op.f("ck_engagement_group_name_length")
        ),
        sa.CheckConstraint(
            "length(need) BETWEEN 4 AND 2000", name=op.f("ck_engagement_need_length")
        ),
        sa.CheckConstraint(
            "length(title) BETWEEN 1 AND 60", name=op.f("ck_engagement_title_length")
        ),
        sa.CheckConstraint(
            "pay_on IS NULL OR pay_on <= pay_by", name=op.f("ck_engagement_pay_on_in_time")
        ),
        sa.CheckConstraint("subsidy_yen >= 0", name=op.f("ck_engagement_subsidy_yen_least")),
        sa.CheckConstraint(
            "tax_percent IN (0, 8, 10)", name=op.f("ck_engagement_tax_percent_known")
        ),
        sa.CheckConstraint(
            "travel_yen BETWEEN 0 AND 100000", name=op.f("ck_engagement_travel_yen_range")
        ),
        sa.CheckConstraint("version >= 0", name=op.f("ck_engagement_version_least")),
        sa.CheckConstraint("withheld_yen >= 0", name=op.f("ck_engagement_withheld_yen_least")),
        sa.ForeignKeyConstraint(
            ["continues_id"], ["engagement.id"], name=op.f("fk_engagement_continues_id")
        ),
        sa.ForeignKeyConstraint(["expert_id"], ["expert.id"], name=op.f("fk_engagement_expert_id")),
        sa.ForeignKeyConstraint(
            ["group_id"], ["firm_group.id"], name=op.f("fk_engagement_group_id")
        ),
        sa.ForeignKeyConstraint(
            ["place_firm_id"], ["firm.id"], name=op.f("fk_engagement_place_firm_id")
        ),
        sa.ForeignKeyConstraint(
            ["requested_by"], ["person.id"], name=op.f("fk_engagement_requested_by")
        ),
        sa.ForeignKeyConstraint(["signed_by"], ["person.id"], name=op.f("fk_engagement_signed_by")),
        sa.ForeignKeyConstraint(["ward_id"], ["ward.id"], name=op.f("fk_engagement_ward_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_engagement")),
    )
    with op.batch_alter_table("engagement", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_engagement_continues_id"), ["continues_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_engagement_expert_id"), ["expert_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_engagement_group_id"), ["group_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_engagement_place_firm_id"), ["place_firm_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_engagement_requested_by"), ["requested_by"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_engagement_signed_by"), ["signed_by"], unique=False)
        batch_op.create_index(batch_op.f("ix_engagement_ward_id"), ["ward_id"], unique=False)

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

    op.create_table(
        "open_request",
        sa.Column("id", BIG, nullable=False),
        sa.Column("group_id", BIG, nullable=False),
        sa.Column("expert_id", BIG, nullable=False),
        sa.Column("open", BIG, nullable=False),
        sa.CheckConstraint("open BETWEEN 0 AND 2", name=op.f("ck_open_request_open_range")),
        sa.ForeignKeyConstraint(
            ["expert_id"], ["expert.id"], name=op.f("fk_open_request_expert_id")
        ),
        sa.ForeignKeyConstraint(
            ["group_id"], ["firm_group.id"], name=op.f("fk_open_request_group_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_open_request")),
        sa.UniqueConstraint(
            "group_id", "expert_id", name=op.f("uq_open_request_group_id_expert_id")
        ),
    )
    with op.batch_alter_table("open_request", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_open_request_expert_id"), ["expert_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_open_request_group_id"), ["group_id"], unique=False)

    op.create_table(
        "engagement_candidate",
        sa.Column("id", BIG, nullable=False),
        sa.Column("engagement_id", BIG, nullable=False),
        sa.Column("place", BIG, nullable=False),
        sa.Column("expert_id", BIG, nullable=False),
        sa.Column("answer", sa.String(length=40), nullable=False),
        sa.Column("reason", sa.String(length=40), nullable=True),
        sa.Column("note", sa.String(length=400), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "answer IN ('waiting', 'offered', 'accepted', 'declined', 'expired', 'no_time')",
            name=op.f("ck_engagement_candidate_answer_known"),
        ),
        sa.CheckConstraint(
            "reason IN ('no_time', 'other_field', 'too_far', 'health', 'fee', 'other')",
            name=op.f("ck_engagement_candidate_reason_known"),
        ),
        sa.CheckConstraint("length(note) <= 400", name=op.f("ck_engagement_candidate_note_length")),
        sa.CheckConstraint(
            "place BETWEEN 1 AND 5", name=op.f("ck_engagement_candidate_place_range")
        ),
        sa.ForeignKeyConstraint(
            ["engagement_id"], ["engagement.id"], name=op.f("fk_engagement_candidate_engagement_id")
        ),
        sa.ForeignKeyConstraint(
            ["expert_id"], ["expert.id"], name=op.f("fk_engagement_candidate_expert_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_engagement_candidate")),
        sa.UniqueConstraint(
            "engagement_id",
            "expert_id",
            name=op.f("uq_engagement_candidate_engagement_id_expert_id"),
        ),
        sa.UniqueConstraint(
            "engagement_id", "place", name=op.f("uq_engagement_candidate_engagement_id_place")
        ),
    )
    with op.batch_alter_table("engagement_candidate", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_engagement_candidate_engagement_id"), ["engagement_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_engagement_candidate_expert_id"), ["expert_id"], unique=False
        )

    op.create_table(
        "engagement_step",
        sa.Column("id", BIG, nullable=False),
        sa.Column("engagement_id", BIG, nullable=False),
        sa.Column("version", BIG, nullable=False),
        sa.Column("action", sa.String(length=40), nullable=False),
        sa.Column("target", sa.String(length=40), nullable=False),
        sa.Column("person_id", BIG, nullable=True),
        sa.Column("note", sa.String(length=400), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "action IN ('send', 'offer', 'accept', 'decline', 'expire', 'next', 'run_out', 'substitute', 'withdraw', 'sign', 'begin', 'record', 'inspect_part', 'inspect', 'fix_fee', 'pay', 'open_claim', 'close', 'dispute', 'settle', 'resume', 'cancel_by_group', 'cancel_by_expert', 'cancel_by_ward', 'cancel_force_majeure')",
            name=op.f("ck_engagement_step_action_known"),
        ),
        sa.CheckConstraint(
            "target IN ('draft', 'requested', 'offered', 'accepted', 'declined', 'expired', 'no_match', 'contracted', 'in_progress', 'recorded', 'partially_inspected', 'inspected', 'fee_fixed', 'paid', 'claimable', 'closed', 'disputed', 'withdrawn', 'cancelled_by_group', 'cancelled_by_expert', 'cancelled_by_ward', 'cancelled_force_majeure')",
            name=op.f("ck_engagement_step_target_known"),
        ),
        sa.CheckConstraint("length(note) <= 400", name=op.f("ck_engagement_step_note_length")),
        sa.ForeignKeyConstraint(
            ["engagement_id"], ["engagement.id"], name=op.f("fk_engagement_step_engagement_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_engagement_step_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_engagement_step")),
        sa.UniqueConstraint(
            "engagement_id", "version", name=op.f("uq_engagement_step_engagement_id_version")
        ),
    )
    with op.batch_alter_table("engagement_step", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_engagement_step_engagement_id"), ["engagement_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_engagement_step_person_id"), ["person_id"], unique=False
        )

    op.create_table(
        "visit",
        sa.Column("id", BIG, nullable=False),
        sa.Column("engagement_id", BIG, nullable=False),
        sa.Column("place_firm_id", BIG, nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("what", sa.String(length=400), nullable=False),
        sa.Column("result", sa.String(length=400), nullable=False),
        sa.Column("next_step", sa.String(length=400), nullable=False),
        sa.Column("attendees", BIG, nullable=False),
        sa.Column("minutes", BIG, nullable=False),
        sa.Column("travel_yen", BIG, nullable=True),
        sa.Column("recorded_by", BIG, nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", BIG, nullable=False),
        sa.CheckConstraint(
            "state <> 'done' OR (length(what) > 0 AND attendees > 0 AND minutes > 0)",
            name=op.f("ck_visit_done_with_record"),
        ),
        sa.CheckConstraint(
            "state IN ('planned', 'confirmed', 'done', 'moved', 'cancelled_in_time', 'cancelled_late', 'noshow_expert', 'noshow_group')",
            name=op.f("ck_visit_state_known"),
        ),
        sa.CheckConstraint("attendees BETWEEN 0 AND 99", name=op.f("ck_visit_attendees_range")),
        sa.CheckConstraint("ends_at > starts_at", name=op.f("ck_visit_times_in_order")),
        sa.CheckConstraint("length(next_step) <= 400", name=op.f("ck_visit_next_step_length")),
        sa.CheckConstraint("length(result) <= 400", name=op.f("ck_visit_result_length")),
        sa.CheckConstraint("length(what) <= 400", name=op.f("ck_visit_what_length")),
        sa.CheckConstraint("minutes BETWEEN 0 AND 600", name=op.f("ck_visit_minutes_range")),
        sa.CheckConstraint(
            "travel_yen BETWEEN 0 AND 100000", name=op.f("ck_visit_travel_yen_range")
        ),
        sa.CheckConstraint("version >= 0", name=op.f("ck_visit_version_least")),
        sa.ForeignKeyConstraint(
            ["engagement_id"], ["engagement.id"], name=op.f("fk_visit_engagement_id")
        ),
        sa.ForeignKeyConstraint(
            ["place_firm_id"], ["firm.id"], name=op.f("fk_visit_place_firm_id")
        ),
        sa.ForeignKeyConstraint(["recorded_by"], ["person.id"], name=op.f("fk_visit_recorded_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit")),
        sa.UniqueConstraint(
            "engagement_id", "starts_at", name=op.f("uq_visit_engagement_id_starts_at")
        ),
    )
    with op.batch_alter_table("visit", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_visit_engagement_id"), ["engagement_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_visit_place_firm_id"), ["place_firm_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_visit_recorded_by"), ["recorded_by"], unique=False)

    op.create_table(
        "engagement_span",
        sa.Column("id", BIG, nullable=False),
        sa.Column("candidate_id", BIG, nullable=False),
        sa.Column("place", BIG, nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("ends_at > starts_at", name=op.f("ck_engagement_span_times_in_order")),
        sa.CheckConstraint("place BETWEEN 1 AND 3", name=op.f("ck_engagement_span_place_range")),
        sa.ForeignKeyConstraint(
            ["candidate_id"],
            ["engagement_candidate.id"],
            name=op.f("fk_engagement_span_candidate_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_engagement_span")),
        sa.UniqueConstraint(
            "candidate_id", "place", name=op.f("uq_engagement_span_candidate_id_place")
        ),
        sa.UniqueConstraint(
            "candidate_id", "starts_at", name=op.f("uq_engagement_span_candidate_id_starts_at")
        ),
    )
    with op.batch_alter_table("engagement_span", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_engagement_span_candidate_id"), ["candidate_id"], unique=False
        )


def downgrade() -> None:
    """Take it back."""
    with op.batch_alter_table("engagement_span", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_engagement_span_candidate_id"))

    op.drop_table("engagement_span")
    with op.batch_alter_table("visit", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_visit_recorded_by"))
        batch_op.drop_index(batch_op.f("ix_visit_place_firm_id"))
        batch_op.drop_index(batch_op.f("ix_visit_engagement_id"))

    op.drop_table("visit")
    with op.batch_alter_table("engagement_step", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_engagement_step_person_id"))
        batch_op.drop_index(batch_op.f("ix_engagement_step_engagement_id"))

    op.drop_table("engagement_step")
    with op.batch_alter_table("engagement_candidate", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_engagement_candidate_expert_id"))
        batch_op.drop_index(batch_op.f("ix_engagement_candidate_engagement_id"))

    op.drop_table("engagement_candidate")
    with op.batch_alter_table("open_request", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_open_request_group_id"))
        batch_op.drop_index(batch_op.f("ix_open_request_expert_id"))

    op.drop_table("open_request")
    with op.batch_alter_table("expert_skill", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_expert_skill_skill_code"))
        batch_op.drop_index(batch_op.f("ix_expert_skill_expert_id"))

    op.drop_table("expert_skill")
    with op.batch_alter_table("expert_certificate", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_expert_certificate_expert_id"))

    op.drop_table("expert_certificate")
    with op.batch_alter_table("engagement", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_engagement_ward_id"))
        batch_op.drop_index(batch_op.f("ix_engagement_signed_by"))
        batch_op.drop_index(batch_op.f("ix_engagement_requested_by"))
        batch_op.drop_index(batch_op.f("ix_engagement_place_firm_id"))
        batch_op.drop_index(batch_op.f("ix_engagement_group_id"))
        batch_op.drop_index(batch_op.f("ix_engagement_expert_id"))
        batch_op.drop_index(batch_op.f("ix_engagement_continues_id"))

    op.drop_table("engagement")
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
