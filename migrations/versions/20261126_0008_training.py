"""training."""

import sqlalchemy as sa
from alembic import op

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply the change."""
    op.create_table(
        "training_counter",
        sa.Column("id", BIG, nullable=False),
        sa.Column("series", sa.String(length=30), nullable=False),
        sa.Column("last", BIG, nullable=False),
        sa.CheckConstraint("last >= 0", name=op.f("ck_training_counter_last_least")),
        sa.CheckConstraint(
            "length(series) BETWEEN 1 AND 30", name=op.f("ck_training_counter_series_length")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training_counter")),
        sa.UniqueConstraint("series", name=op.f("uq_training_counter_series")),
    )
    op.create_table(
        "training",
        sa.Column("id", BIG, nullable=False),
        sa.Column("ward_id", BIG, nullable=False),
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("title", sa.String(length=80), nullable=False),
        sa.Column("goal", sa.String(length=200), nullable=False),
        sa.Column("place", sa.String(length=120), nullable=False),
        sa.Column("bring", sa.String(length=200), nullable=True),
        sa.Column("entry", sa.String(length=200), nullable=True),
        sa.Column("trainer_name", sa.String(length=80), nullable=False),
        sa.Column("trainer_note", sa.String(length=80), nullable=True),
        sa.Column("trainer_id", BIG, nullable=True),
        sa.Column("min_age", BIG, nullable=False),
        sa.Column("minimum", BIG, nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("queue_rule", sa.String(length=40), nullable=False),
        sa.Column("quota_small", BIG, nullable=False),
        sa.Column("quota_middle", BIG, nullable=False),
        sa.Column("quota_large", BIG, nullable=False),
        sa.Column("opens_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closes_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("free_until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("promote_until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("subsidy_yen", BIG, nullable=False),
        sa.Column("cause", sa.String(length=400), nullable=True),
        sa.Column("planned_by", BIG, nullable=True),
        sa.Column("version", BIG, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(state = 'cancelled') = (cause IS NOT NULL)", name=op.f("ck_training_cancel_has_cause")
        ),
        sa.CheckConstraint(
            "queue_rule IN ('fill', 'strict')", name=op.f("ck_training_queue_rule_known")
        ),
        sa.CheckConstraint(
            "state IN ('planned', 'reviewed', 'announced', 'open', 'closed', 'confirmed', 'running', 'cancelled')",
            name=op.f("ck_training_state_known"),
        ),
        sa.CheckConstraint(
            "closes_at <= promote_until", name=op.f("ck_training_closes_before_stop")
        ),
        sa.CheckConstraint(
            "length(bring) BETWEEN 1 AND 200", name=op.f("ck_training_bring_length")
        ),
        sa.CheckConstraint(
            "length(entry) BETWEEN 1 AND 200", name=op.f("ck_training_entry_length")
        ),
        sa.CheckConstraint("length(goal) BETWEEN 1 AND 200", name=op.f("ck_training_goal_length")),
        sa.CheckConstraint(
            "length(place) BETWEEN 1 AND 120", name=op.f("ck_training_place_length")
        ),
        sa.CheckConstraint("length(title) BETWEEN 1 AND 80", name=op.f("ck_training_title_length")),
        sa.CheckConstraint(
            "length(trainer_name) BETWEEN 1 AND 80", name=op.f("ck_training_trainer_name_length")
        ),
        sa.CheckConstraint(
            "length(trainer_note) BETWEEN 1 AND 80", name=op.f("ck_training_trainer_note_length")
        ),
        sa.CheckConstraint("min_age BETWEEN 0 AND 99", name=op.f("ck_training_min_age_range")),
        sa.CheckConstraint("minimum BETWEEN 1 AND 500", name=op.f("ck_training_minimum_range")),
        sa.CheckConstraint("opens_at < closes_at", name=op.f("ck_training_opens_before_closing")),
        sa.CheckConstraint(
            "quota_large BETWEEN 1 AND 500", name=op.f("ck_training_quota_large_range")
        ),
        sa.CheckConstraint(
            "quota_middle BETWEEN 1 AND 500", name=op.f("ck_training_quota_middle_range")
        ),
        sa.CheckConstraint(
            "quota_small BETWEEN 1 AND 500", name=op.f("ck_training_quota_small_range")
        ),
        sa.CheckConstraint("subsidy_yen >= 0", name=op.f("ck_training_subsidy_yen_least")),
        sa.CheckConstraint("version >= 0", name=op.f("ck_training_version_least")),
        sa.ForeignKeyConstraint(["planned_by"], ["person.id"], name=op.f("fk_training_planned_by")),
        sa.ForeignKeyConstraint(["trainer_id"], ["person.id"], name=op.f("fk_training_trainer_id")),
        sa.ForeignKeyConstraint(["ward_id"], ["ward.id"], name=op.f("fk_training_ward_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training")),
        sa.UniqueConstraint("number", name=op.f("uq_training_number")),
    )
    with op.batch_alter_table("training", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_training_planned_by"), ["planned_by"], unique=False)
        batch_op.create_index(batch_op.f("ix_training_trainer_id"), ["trainer_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_training_ward_id"), ["ward_id"], unique=False)

    op.create_table(
        "seat_pool",
        sa.Column("id", BIG, nullable=False),
        sa.Column("training_id", BIG, nullable=False),
        sa.Column("label", sa.String(length=40), nullable=False),
        sa.Column("capacity", BIG, nullable=False),
        sa.Column("taken", BIG, nullable=False),
        sa.Column("queued", BIG, nullable=False),
        sa.Column("held_since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", BIG, nullable=False),
        sa.CheckConstraint("capacity BETWEEN 1 AND 500", name=op.f("ck_seat_pool_capacity_range")),
        sa.CheckConstraint(
            "length(label) BETWEEN 1 AND 40", name=op.f("ck_seat_pool_label_length")
        ),
        sa.CheckConstraint("queued >= 0", name=op.f("ck_seat_pool_queued_least")),
        sa.CheckConstraint("taken BETWEEN 0 AND capacity", name=op.f("ck_seat_pool_taken_range")),
        sa.CheckConstraint("version >= 0", name=op.f("ck_seat_pool_version_least")),
        sa.ForeignKeyConstraint(
            ["training_id"], ["training.id"], name=op.f("fk_seat_pool_training_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_seat_pool")),
        sa.UniqueConstraint("training_id", "label", name=op.f("uq_seat_pool_training_id_label")),
    )
    with op.batch_alter_table("seat_pool", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_seat_pool_training_id"), ["training_id"], unique=False)

    op.create_table(
        "trainee",
        sa.Column("id", BIG, nullable=False),
        sa.Column("firm_id", BIG, nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("kana", sa.String(length=80), nullable=False),
        sa.Column("kana_key", sa.String(length=200), nullable=False),
        sa.Column("birth_date", sa.Date(), nullable=False),
        sa.Column("named_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("length(kana) BETWEEN 1 AND 80", name=op.f("ck_trainee_kana_length")),
        sa.CheckConstraint("length(name) BETWEEN 1 AND 80", name=op.f("ck_trainee_name_length")),
        sa.ForeignKeyConstraint(["firm_id"], ["firm.id"], name=op.f("fk_trainee_firm_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trainee")),
        sa.UniqueConstraint(
            "firm_id", "name", "birth_date", name=op.f("uq_trainee_firm_id_name_birth_date")
        ),
    )
    with op.batch_alter_table("trainee", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_trainee_firm_id"), ["firm_id"], unique=False)

    op.create_table(
        "training_cost",
        sa.Column("id", BIG, nullable=False),
        sa.Column("training_id", BIG, nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("quantity", BIG, nullable=False),
        sa.Column("unit_yen", BIG, nullable=False),
        sa.Column("tax_percent", BIG, nullable=False),
        sa.CheckConstraint(
            "kind IN ('trainer_fee', 'room', 'material', 'other')",
            name=op.f("ck_training_cost_kind_known"),
        ),
        sa.CheckConstraint(
            "quantity BETWEEN 1 AND 1000", name=op.f("ck_training_cost_quantity_range")
        ),
        sa.CheckConstraint(
            "tax_percent IN (0, 8, 10)", name=op.f("ck_training_cost_tax_percent_known")
        ),
        sa.CheckConstraint(
            "unit_yen BETWEEN 1 AND 100000000", name=op.f("ck_training_cost_unit_yen_range")
        ),
        sa.ForeignKeyConstraint(
            ["training_id"], ["training.id"], name=op.f("fk_training_cost_training_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training_cost")),
    )
    with op.batch_alter_table("training_cost", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_training_cost_training_id"), ["training_id"], unique=False
        )

    op.create_table(
        "training_session",
        sa.Column("id", BIG, nullable=False),
        sa.Column("training_id", BIG, nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("content", sa.String(length=120), nullable=False),
        sa.CheckConstraint("ends_at > starts_at", name=op.f("ck_training_session_times_in_order")),
        sa.CheckConstraint(
            "length(content) BETWEEN 1 AND 120", name=op.f("ck_training_session_content_length")
        ),
        sa.ForeignKeyConstraint(
            ["training_id"], ["training.id"], name=op.f("fk_training_session_training_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training_session")),
        sa.UniqueConstraint(
            "training_id", "starts_at", name=op.f("uq_training_session_training_id_starts_at")
        ),
    )
    with op.batch_alter_table("training_session", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_training_session_training_id"), ["training_id"], unique=False
        )

    op.create_table(
        "firm_quota",
        sa.Column("id", BIG, nullable=False),
        sa.Column("pool_id", BIG, nullable=False),
        sa.Column("firm_id", BIG, nullable=False),
        sa.Column("most", BIG, nullable=False),
        sa.Column("used", BIG, nullable=False),
        sa.CheckConstraint("most BETWEEN 1 AND 500", name=op.f("ck_firm_quota_most_range")),
        sa.CheckConstraint("used BETWEEN 0 AND most", name=op.f("ck_firm_quota_used_range")),
        sa.ForeignKeyConstraint(["firm_id"], ["firm.id"], name=op.f("fk_firm_quota_firm_id")),
        sa.ForeignKeyConstraint(["pool_id"], ["seat_pool.id"], name=op.f("fk_firm_quota_pool_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_firm_quota")),
        sa.UniqueConstraint("pool_id", "firm_id", name=op.f("uq_firm_quota_pool_id_firm_id")),
    )
    with op.batch_alter_table("firm_quota", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_firm_quota_firm_id"), ["firm_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_firm_quota_pool_id"), ["pool_id"], unique=False)

    op.create_table(
        "sign_up",
        sa.Column("id", BIG, nullable=False),
        sa.Column("training_id", BIG, nullable=False),
        sa.Column("pool_id", BIG, nullable=False),
        sa.Column("firm_id", BIG, nullable=False),
        sa.Column("receipt", sa.String(length=30), nullable=False),
        sa.Column("size_band", sa.String(length=40), nullable=False),
        sa.Column("people", BIG, nullable=False),
        sa.Column("place", BIG, nullable=True),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("signed_by", BIG, nullable=True),
        sa.Column("signed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("moved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", BIG, nullable=False),
        sa.CheckConstraint(
            "size_band IN ('up_to_5', 'from_6_to_20', 'over_20')",
            name=op.f("ck_sign_up_size_band_known"),
        ),
        sa.CheckConstraint(
            "state <> 'offered' OR expires_at IS NOT NULL", name=op.f("ck_sign_up_offer_expires")
        ),
        sa.CheckConstraint(
            "state <> 'waiting' OR place IS NOT NULL", name=op.f("ck_sign_up_waiting_has_place")
        ),
        sa.CheckConstraint(
            "state IN ('applied', 'waiting', 'offered', 'confirmed', 'declined', 'expired', 'withdrawn', 'withdrawn_late', 'called_off')",
            name=op.f("ck_sign_up_state_known"),
        ),
        sa.CheckConstraint("people BETWEEN 1 AND 500", name=op.f("ck_sign_up_people_range")),
        sa.CheckConstraint("version >= 0", name=op.f("ck_sign_up_version_least")),
        sa.ForeignKeyConstraint(["firm_id"], ["firm.id"], name=op.f("fk_sign_up_firm_id")),
        sa.ForeignKeyConstraint(["pool_id"], ["seat_pool.id"], name=op.f("fk_sign_up_pool_id")),
        sa.ForeignKeyConstraint(["signed_by"], ["person.id"], name=op.f("fk_sign_up_signed_by")),
        sa.ForeignKeyConstraint(
            ["training_id"], ["training.id"], name=op.f("fk_sign_up_training_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_up")),
        sa.UniqueConstraint("pool_id", "place", name=op.f("uq_sign_up_pool_id_place")),
        sa.UniqueConstraint("receipt", name=op.f("uq_sign_up_receipt")),
    )
    with op.batch_alter_table("sign_up", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sign_up_firm_id"), ["firm_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_sign_up_pool_id"), ["pool_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_sign_up_signed_by"), ["signed_by"], unique=False)
        batch_op.create_index(batch_op.f("ix_sign_up_training_id"), ["training_id"], unique=False)

    op.create_table(
        "sign_up_person",
        sa.Column("id", BIG, nullable=False),
        sa.Column("sign_up_id", BIG, nullable=False),
        sa.Column("pool_id", BIG, nullable=False),
        sa.Column("trainee_id", BIG, nullable=False),
        sa.Column("number", BIG, nullable=False),
        sa.Column("is_live", sa.Boolean(), nullable=False),
        sa.CheckConstraint("number >= 1", name=op.f("ck_sign_up_person_number_least")),
        sa.ForeignKeyConstraint(
            ["pool_id"], ["seat_pool.id"], name=op.f("fk_sign_up_person_pool_id")
        ),
        sa.ForeignKeyConstraint(
            ["sign_up_id"], ["sign_up.id"], name=op.f("fk_sign_up_person_sign_up_id")
        ),
        sa.ForeignKeyConstraint(
            ["trainee_id"], ["trainee.id"], name=op.f("fk_sign_up_person_trainee_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_up_person")),
        sa.UniqueConstraint(
            "sign_up_id", "trainee_id", name=op.f("uq_sign_up_person_sign_up_id_trainee_id")
        ),
    )
    with op.batch_alter_table("sign_up_person", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sign_up_person_pool_id"), ["pool_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_sign_up_person_sign_up_id"), ["sign_up_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_sign_up_person_trainee_id"), ["trainee_id"], unique=False
        )
        batch_op.create_index(
            "uq_sign_up_person_live",
            ["pool_id", "trainee_id"],
            unique=True,
            sqlite_where=sa.text("is_live"),
            postgresql_where=sa.text("is_live"),
        )


def downgrade() -> None:
    """Take it back."""
    with op.batch_alter_table("sign_up_person", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_sign_up_person_live",
            sqlite_where=sa.text("is_live"),
            postgresql_where=sa.text("is_live"),
        )
        batch_op.drop_index(batch_op.f("ix_sign_up_person_trainee_id"))
        batch_op.drop_index(batch_op.f("ix_sign_up_person_sign_up_id"))
        batch_op.drop_index(batch_op.f("ix_sign_up_person_pool_id"))

    op.drop_table("sign_up_person")
    with op.batch_alter_table("sign_up", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sign_up_training_id"))
        batch_op.drop_index(batch_op.f("ix_sign_up_signed_by"))
        batch_op.drop_index(batch_op.f("ix_sign_up_pool_id"))
        batch_op.drop_index(batch_op.f("ix_sign_up_firm_id"))

    op.drop_table("sign_up")
    with op.batch_alter_table("firm_quota", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_firm_quota_pool_id"))
        batch_op.drop_index(batch_op.f("ix_firm_quota_firm_id"))

    op.drop_table("firm_quota")
    with op.batch_alter_table("training_session", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_training_session_training_id"))

    op.drop_table("training_session")
    with op.batch_alter_table("training_cost", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_training_cost_training_id"))

    op.drop_table("training_cost")
    with op.batch_alter_table("trainee", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_trainee_firm_id"))

    op.drop_table("trainee")
    with op.batch_alter_table("seat_pool", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_seat_pool_training_id"))

    op.drop_table("seat_pool")
    with op.batch_alter_table("training", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_training_ward_id"))
        batch_op.drop_index(batch_op.f("ix_training_trainer_id"))
        batch_op.drop_index(batch_op.f("ix_training_planned_by"))

    op.drop_table("training")
    op.drop_table("training_counter")
