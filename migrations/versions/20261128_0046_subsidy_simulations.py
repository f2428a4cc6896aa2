"""Trials of changed rules on the claims of a year."""

import sqlalchemy as sa
from alembic import op

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

revision = "0046"
down_revision = "0043"
branch_labels = None
depends_on = None

OUTCOMES = "('done', 'failed')"
LIMITS = "('rate', 'total_cap', 'year_cap', 'other_money', 'asked', 'budget', 'floor', 'count')"
SIZES = "('up_to_5', 'from_6_to_20', 'over_20', 'unknown')"
LINKS = {
    "simulation": {
        "ward_id": "ward",
        "budget_line_id": "budget_line",
        "version_id": "programme_version",
        "job_id": "job",
        "person_id": "person",
    },
    "simulated_claim": {"simulation_id": "simulation", "claim_id": "claim"},
}


def upgrade() -> None:
    """Apply the change."""
    op.create_table(
        "simulation",
        sa.Column("id", BIG, nullable=False),
        sa.Column("ward_id", BIG, nullable=False),
        sa.Column("budget_line_id", BIG, nullable=False),
        sa.Column("version_id", BIG, nullable=False),
        sa.Column("job_id", BIG, nullable=False),
        sa.Column("outcome", sa.String(length=40), nullable=True),
        sa.Column("changes", sa.JSON(), nullable=False),
        sa.Column("budget_yen", BIG, nullable=False),
        sa.Column("new_budget_yen", BIG, nullable=False),
        sa.Column("claims", BIG, nullable=False),
        sa.Column("person_id", BIG, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        *_checks(
            "simulation",
            outcome_known=f"outcome IN {OUTCOMES}",
            claims_least="claims >= 0",
            budget_yen_least="budget_yen >= 0",
            new_budget_yen_least="new_budget_yen >= 0",
            ended_with_moment="(outcome IS NULL) = (ended_at IS NULL)",
        ),
        *_keys("simulation"),
        sa.UniqueConstraint("job_id", name=op.f("uq_simulation_job_id")),
    )
    op.create_table(
        "simulated_claim",
        sa.Column("id", BIG, nullable=False),
        sa.Column("simulation_id", BIG, nullable=False),
        sa.Column("claim_id", BIG, nullable=False),
        sa.Column("position", BIG, nullable=False),
        sa.Column("size", sa.String(length=40), nullable=False),
        sa.Column("old_yen", BIG, nullable=False),
        sa.Column("new_yen", BIG, nullable=False),
        sa.Column("old_limit", sa.String(length=40), nullable=False),
        sa.Column("new_limit", sa.String(length=40), nullable=False),
        sa.Column("old_waits", sa.Boolean(), nullable=False),
        sa.Column("new_waits", sa.Boolean(), nullable=False),
        sa.Column("old_short", sa.Boolean(), nullable=False),
        sa.Column("new_short", sa.Boolean(), nullable=False),
        *_checks(
            "simulated_claim",
            position_least="position >= 1",
            old_yen_least="old_yen >= 0",
            new_yen_least="new_yen >= 0",
            old_limit_known=f"old_limit IN {LIMITS}",
            new_limit_known=f"new_limit IN {LIMITS}",
            size_known=f"size IN {SIZES}",
            old_waits_for_all="NOT old_waits OR old_yen = 0",
            new_waits_for_all="NOT new_waits OR new_yen = 0",
        ),
        *_keys("simulated_claim"),
        sa.UniqueConstraint(
            "simulation_id", "claim_id", name=op.f("uq_simulated_claim_simulation_id_claim_id")
        ),
        sa.UniqueConstraint(
            "simulation_id", "position", name=op.f("uq_simulated_claim_simulation_id_position")
        ),
    )
    for table, links in LINKS.items():
        for column in links:
            if column != "job_id":
                op.create_index(op.f(f"ix_{table}_{column}"), table, [column])


def downgrade() -> None:
    """Take it back; a trial can be made again, and no claim depends on one."""
    op.drop_table("simulated_claim")
    op.drop_table("simulation")


def _checks(table: str, **checks: str) -> list[sa.CheckConstraint]:
    return [
        sa.CheckConstraint(check, name=op.f(f"ck_{table}_{name}")) for name, check in checks.items()
    ]


def _keys(table: str) -> list[sa.Constraint]:
    """The primary key and what points to other tables."""
    return [
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        *(
            sa.ForeignKeyConstraint([name], [f"{target}.id"], name=op.f(f"fk_{table}_{name}"))
            for name, target in LINKS[table].items()
        ),
    ]
