"""internship rounds plans and placements."""

import sqlalchemy as sa
from alembic import op

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply the change."""
    op.create_table(
        "reference_counter",
        sa.Column("id", BIG, nullable=False),
        sa.Column("series", sa.String(length=20), nullable=False),
        sa.Column("last", BIG, nullable=False),
        sa.CheckConstraint("last >= 0", name=op.f("ck_reference_counter_last_least")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reference_counter")),
        sa.UniqueConstraint("series", name=op.f("uq_reference_counter_series")),
    )
    op.create_table(
        "round",
        sa.Column("id", BIG, nullable=False),
        sa.Column("ward_id", BIG, nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("rotations", BIG, nullable=False),
        sa.Column("min_trades", BIG, nullable=False),
        sa.Column("seed", BIG, nullable=False),
        sa.Column("wishes_until", sa.Date(), nullable=False),
        sa.Column("source_sha256", sa.String(length=64), nullable=True),
        sa.Column("version", BIG, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "state IN ('draft', 'intake', 'safety_checked', 'open', 'ranking_closed', 'matching', 'tentative', 'published', 'running', 'completed', 'cancelled')",
            name=op.f("ck_round_state_known"),
        ),
        sa.CheckConstraint("length(name) BETWEEN 1 AND 80", name=op.f("ck_round_name_length")),
        sa.CheckConstraint(
            "min_trades BETWEEN 1 AND rotations", name=op.f("ck_round_min_trades_range")
        ),
        sa.CheckConstraint("rotations BETWEEN 1 AND 60", name=op.f("ck_round_rotations_range")),
        sa.CheckConstraint("version >= 0", name=op.f("ck_round_version_least")),
        sa.ForeignKeyConstraint(["ward_id"], ["ward.id"], name=op.f("fk_round_ward_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_round")),
        sa.UniqueConstraint("ward_id", "name", name=op.f("uq_round_ward_id_name")),
    )
    with op.batch_alter_table("round", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_round_ward_id"), ["ward_id"], unique=False)

    op.create_table(
        "application",
        sa.Column("id", BIG, nullable=False),
        sa.Column("round_id", BIG, nullable=False),
        sa.Column("person_id", BIG, nullable=False),
        sa.Column("label", sa.String(length=64), nullable=False),
        sa.Column("reference", sa.String(length=20), nullable=False),
        sa.Column("birth_date", sa.Date(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("version", BIG, nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "state IN ('sent', 'wishes_locked', 'placed', 'partly_placed', 'unplaced')",
            name=op.f("ck_application_state_known"),
        ),
        sa.CheckConstraint(
            "length(label) BETWEEN 1 AND 64", name=op.f("ck_application_label_length")
        ),
        sa.CheckConstraint("version >= 0", name=op.f("ck_application_version_least")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_application_person_id")
        ),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_application_round_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_application")),
        sa.UniqueConstraint("reference", name=op.f("uq_application_reference")),
        sa.UniqueConstraint("round_id", "label", name=op.f("uq_application_round_id_label")),
        sa.UniqueConstraint(
            "round_id", "person_id", name=op.f("uq_application_round_id_person_id")
        ),
    )
    with op.batch_alter_table("application", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_application_person_id"), ["person_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_application_round_id"), ["round_id"], unique=False)

    op.create_table(
        "period",
        sa.Column("id", BIG, nullable=False),
        sa.Column("round_id", BIG, nullable=False),
        sa.Column("label", sa.String(length=64), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.CheckConstraint("ends_on >= starts_on", name=op.f("ck_period_dates_in_order")),
        sa.CheckConstraint("length(label) BETWEEN 1 AND 64", name=op.f("ck_period_label_length")),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_period_round_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_period")),
        sa.UniqueConstraint("round_id", "label", name=op.f("uq_period_round_id_label")),
        sa.UniqueConstraint("round_id", "starts_on", name=op.f("uq_period_round_id_starts_on")),
    )
    with op.batch_alter_table("period", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_period_round_id"), ["round_id"], unique=False)

    op.create_table(
        "programme",
        sa.Column("id", BIG, nullable=False),
        sa.Column("round_id", BIG, nullable=False),
        sa.Column("firm_id", BIG, nullable=False),
        sa.Column("label", sa.String(length=64), nullable=False),
        sa.Column("title", sa.String(length=80), nullable=False),
        sa.Column("trade", sa.String(length=64), nullable=False),
        sa.Column("tasks", sa.String(length=400), nullable=False),
        sa.Column("min_age", BIG, nullable=False),
        sa.Column("min_cohort", BIG, nullable=False),
        sa.Column("hazards", sa.JSON(), nullable=False),
        sa.Column("after", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("note", sa.String(length=400), nullable=True),
        sa.Column("version", BIG, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "state IN ('submitted', 'returned', 'safety_checked')",
            name=op.f("ck_programme_state_known"),
        ),
        sa.CheckConstraint(
            "length(label) BETWEEN 1 AND 64", name=op.f("ck_programme_label_length")
        ),
        sa.CheckConstraint(
            "length(title) BETWEEN 1 AND 80", name=op.f("ck_programme_title_length")
        ),
        sa.CheckConstraint(
            "length(trade) BETWEEN 1 AND 64", name=op.f("ck_programme_trade_length")
        ),
        sa.CheckConstraint("min_age BETWEEN 0 AND 99", name=op.f("ck_programme_min_age_range")),
        sa.CheckConstraint("min_cohort >= 1", name=op.f("ck_programme_min_cohort_least")),
        sa.CheckConstraint("version >= 0", name=op.f("ck_programme_version_least")),
        sa.ForeignKeyConstraint(["firm_id"], ["firm.id"], name=op.f("fk_programme_firm_id")),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_programme_round_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_programme")),
        sa.UniqueConstraint("round_id", "label", name=op.f("uq_programme_round_id_label")),
    )
    with op.batch_alter_table("programme", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_programme_firm_id"), ["firm_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_programme_round_id"), ["round_id"], unique=False)

    op.create_table(
        "scenario",
        sa.Column("id", BIG, nullable=False),
        sa.Column("round_id", BIG, nullable=False),
        sa.Column("job_id", BIG, nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("instance", sa.Text(), nullable=False),
        sa.Column("instance_sha256", sa.String(length=64), nullable=False),
        sa.Column("plan", sa.Text(), nullable=True),
        sa.Column("placed", BIG, nullable=False),
        sa.Column("value", BIG, nullable=True),
        sa.Column("bound_value", BIG, nullable=True),
        sa.Column("bound_placed", BIG, nullable=True),
        sa.Column("failure", sa.String(length=400), nullable=True),
        sa.Column("version", BIG, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("checked_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "state IN ('queued', 'running', 'done', 'cancelled', 'infeasible', 'failed', 'checked', 'chosen', 'published', 'superseded')",
            name=op.f("ck_scenario_state_known"),
        ),
        sa.CheckConstraint("length(instance_sha256) = 64", name=op.f("ck_scenario_sha256_length")),
        sa.CheckConstraint("placed >= 0", name=op.f("ck_scenario_placed_least")),
        sa.CheckConstraint("version >= 0", name=op.f("ck_scenario_version_least")),
        sa.ForeignKeyConstraint(["job_id"], ["job.id"], name=op.f("fk_scenario_job_id")),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_scenario_round_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scenario")),
    )
    with op.batch_alter_table("scenario", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_scenario_job_id"), ["job_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_scenario_round_id"), ["round_id"], unique=False)
        batch_op.create_index(
            "uq_scenario_live_round",
            ["round_id"],
            unique=True,
            sqlite_where=sa.text("state IN ('queued', 'running')"),
            postgresql_where=sa.text("state IN ('queued', 'running')"),
        )

    op.create_table(
        "absence",
        sa.Column("id", BIG, nullable=False),
        sa.Column("application_id", BIG, nullable=False),
        sa.Column("period_id", BIG, nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id"], ["application.id"], name=op.f("fk_absence_application_id")
        ),
        sa.ForeignKeyConstraint(["period_id"], ["period.id"], name=op.f("fk_absence_period_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_absence")),
        sa.UniqueConstraint(
            "application_id", "period_id", name=op.f("uq_absence_application_id_period_id")
        ),
    )
    with op.batch_alter_table("absence", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_absence_application_id"), ["application_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_absence_period_id"), ["period_id"], unique=False)

    op.create_table(
        "fixing",
        sa.Column("id", BIG, nullable=False),
        sa.Column("application_id", BIG, nullable=False),
        sa.Column("programme_id", BIG, nullable=False),
        sa.Column("period_id", BIG, nullable=True),
        sa.Column("is_ban", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "is_ban OR period_id IS NOT NULL", name=op.f("ck_fixing_pin_has_period")
        ),
        sa.ForeignKeyConstraint(
            ["application_id"], ["application.id"], name=op.f("fk_fixing_application_id")
        ),
        sa.ForeignKeyConstraint(["period_id"], ["period.id"], name=op.f("fk_fixing_period_id")),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programme.id"], name=op.f("fk_fixing_programme_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fixing")),
    )
    with op.batch_alter_table("fixing", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_fixing_application_id"), ["application_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_fixing_period_id"), ["period_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_fixing_programme_id"), ["programme_id"], unique=False)

    op.create_table(
        "programme_seat",
        sa.Column("id", BIG, nullable=False),
        sa.Column("programme_id", BIG, nullable=False),
        sa.Column("period_id", BIG, nullable=False),
        sa.Column("capacity", BIG, nullable=False),
        sa.Column("taken", BIG, nullable=False),
        sa.CheckConstraint(
            "taken BETWEEN 0 AND capacity", name=op.f("ck_programme_seat_taken_range")
        ),
        sa.ForeignKeyConstraint(
            ["period_id"], ["period.id"], name=op.f("fk_programme_seat_period_id")
        ),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programme.id"], name=op.f("fk_programme_seat_programme_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_programme_seat")),
        sa.UniqueConstraint(
            "programme_id", "period_id", name=op.f("uq_programme_seat_programme_id_period_id")
        ),
    )
    with op.batch_alter_table("programme_seat", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_programme_seat_period_id"), ["period_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_programme_seat_programme_id"), ["programme_id"], unique=False
        )

    op.create_table(
        "publication",
        sa.Column("id", BIG, nullable=False),
        sa.Column("round_id", BIG, nullable=False),
        sa.Column("scenario_id", BIG, nullable=False),
        sa.Column("number", BIG, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("number >= 1", name=op.f("ck_publication_number_least")),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_publication_round_id")),
        sa.ForeignKeyConstraint(
            ["scenario_id"], ["scenario.id"], name=op.f("fk_publication_scenario_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_publication")),
        sa.UniqueConstraint("round_id", "number", name=op.f("uq_publication_round_id_number")),
    )
    with op.batch_alter_table("publication", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_publication_round_id"), ["round_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_publication_scenario_id"), ["scenario_id"], unique=False
        )

    op.create_table(
        "rating",
        sa.Column("id", BIG, nullable=False),
        sa.Column("application_id", BIG, nullable=False),
        sa.Column("programme_id", BIG, nullable=False),
        sa.Column("value", BIG, nullable=True),
        sa.CheckConstraint(
            "value IS NULL OR value BETWEEN 0 AND 3", name=op.f("ck_rating_value_range")
        ),
        sa.ForeignKeyConstraint(
            ["application_id"], ["application.id"], name=op.f("fk_rating_application_id")
        ),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programme.id"], name=op.f("fk_rating_programme_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rating")),
        sa.UniqueConstraint(
            "application_id", "programme_id", name=op.f("uq_rating_application_id_programme_id")
        ),
    )
    with op.batch_alter_table("rating", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_rating_application_id"), ["application_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_rating_programme_id"), ["programme_id"], unique=False)

    op.create_table(
        "wish",
        sa.Column("id", BIG, nullable=False),
        sa.Column("application_id", BIG, nullable=False),
        sa.Column("programme_id", BIG, nullable=False),
        sa.Column("rank", BIG, nullable=True),
        sa.Column("is_acceptable", sa.Boolean(), nullable=False),
        sa.CheckConstraint("rank IS NULL OR rank >= 1", name=op.f("ck_wish_rank_least")),
        sa.ForeignKeyConstraint(
            ["application_id"], ["application.id"], name=op.f("fk_wish_application_id")
        ),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programme.id"], name=op.f("fk_wish_programme_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wish")),
        sa.UniqueConstraint("application_id", "rank", name=op.f("uq_wish_application_id_rank")),
        sa.UniqueConstraint(
            "application_id", "programme_id", name=op.f("uq_wish_application_id_programme_id")
        ),
    )
    with op.batch_alter_table("wish", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_wish_application_id"), ["application_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_wish_programme_id"), ["programme_id"], unique=False)

    op.create_table(
        "placement",
        sa.Column("id", BIG, nullable=False),
        sa.Column("publication_id", BIG, nullable=False),
        sa.Column("application_id", BIG, nullable=False),
        sa.Column("programme_id", BIG, nullable=False),
        sa.Column("period_id", BIG, nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id"], ["application.id"], name=op.f("fk_placement_application_id")
        ),
        sa.ForeignKeyConstraint(["period_id"], ["period.id"], name=op.f("fk_placement_period_id")),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programme.id"], name=op.f("fk_placement_programme_id")
        ),
        sa.ForeignKeyConstraint(
            ["publication_id"], ["publication.id"], name=op.f("fk_placement_publication_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_placement")),
        sa.UniqueConstraint(
            "publication_id",
            "application_id",
            "period_id",
            name=op.f("uq_placement_publication_id_application_id_period_id"),
        ),
        sa.UniqueConstraint(
            "publication_id",
            "application_id",
            "programme_id",
            name=op.f("uq_placement_publication_id_application_id_programme_id"),
        ),
    )
    with op.batch_alter_table("placement", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_placement_application_id"), ["application_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_placement_period_id"), ["period_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_placement_programme_id"), ["programme_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_placement_publication_id"), ["publication_id"], unique=False
        )


def downgrade() -> None:
    """Take the change back."""
    with op.batch_alter_table("placement", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_placement_publication_id"))
        batch_op.drop_index(batch_op.f("ix_placement_programme_id"))
        batch_op.drop_index(batch_op.f("ix_placement_period_id"))
        batch_op.drop_index(batch_op.f("ix_placement_application_id"))

    op.drop_table("placement")
    with op.batch_alter_table("wish", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_wish_programme_id"))
        batch_op.drop_index(batch_op.f("ix_wish_application_id"))

    op.drop_table("wish")
    with op.batch_alter_table("rating", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_rating_programme_id"))
        batch_op.drop_index(batch_op.f("ix_rating_application_id"))

    op.drop_table("rating")
    with op.batch_alter_table("publication", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_publication_scenario_id"))
        batch_op.drop_index(batch_op.f("ix_publication_round_id"))

    op.drop_table("publication")
    with op.batch_alter_table("programme_seat", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_programme_seat_programme_id"))
        batch_op.drop_index(batch_op.f("ix_programme_seat_period_id"))

    op.drop_table("programme_seat")
    with op.batch_alter_table("fixing", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_fixing_programme_id"))
        batch_op.drop_index(batch_op.f("ix_fixing_period_id"))
        batch_op.drop_index(batch_op.f("ix_fixing_application_id"))

    op.drop_table("fixing")
    with op.batch_alter_table("absence", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_absence_period_id"))
        batch_op.drop_index(batch_op.f("ix_absence_application_id"))

    op.drop_table("absence")
    with op.batch_alter_table("scenario", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_scenario_live_round",
            sqlite_where=sa.text("state IN ('queued', 'running')"),
            postgresql_where=sa.text("state IN ('queued', 'running')"),
        )
        batch_op.drop_index(batch_op.f("ix_scenario_round_id"))
        batch_op.drop_index(batch_op.f("ix_scenario_job_id"))

    op.drop_table("scenario")
    with op.batch_alter_table("programme", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_programme_round_id"))
        batch_op.drop_index(batch_op.f("ix_programme_firm_id"))

    op.drop_table("programme")
    with op.batch_alter_table("period", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_period_round_id"))

    op.drop_table("period")
    with op.batch_alter_table("application", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_application_round_id"))
        batch_op.drop_index(batch_op.f("ix_application_person_id"))

    op.drop_table("application")
    with op.batch_alter_table("round", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_round_ward_id"))

    op.drop_table("round")
    op.drop_table("reference_counter")
