"""What a search for experts showed, and from what."""

import sqlalchemy as sa
from alembic import op

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

revision = "0038"
down_revision = "0042"
branch_labels = None
depends_on = None

POSTGRES_TRIGGER = """
CREATE TRIGGER match_run_append_only BEFORE UPDATE OR DELETE ON match_run
FOR EACH ROW EXECUTE FUNCTION refuse_change()
"""
SQLITE_TRIGGER = """
CREATE TRIGGER match_run_no_{name} BEFORE {verb} ON match_run
BEGIN SELECT RAISE(ABORT, 'append only: match_run'); END
"""
CHECKS = {
    "need_hash_length": "length(need_hash) = 64",
    "sealed_length": "length(sealed) BETWEEN 1 AND 12000",
    "weights_length": "length(weights) BETWEEN 1 AND 40",
    "taxonomy_least": "taxonomy >= 1",
    "listed_least": "listed >= 0",
    "dial_least": "dial >= 0",
}
LINKS = {"ward_id": "ward", "group_id": "firm_group", "person_id": "person"}


def upgrade() -> None:
    """Apply the change."""
    op.create_table(
        "match_run",
        sa.Column("id", BIG, nullable=False),
        sa.Column("ward_id", BIG, nullable=False),
        sa.Column("group_id", BIG, nullable=False),
        sa.Column("person_id", BIG, nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("need_hash", sa.String(length=64), nullable=False),
        sa.Column("sealed", sa.String(length=12000), nullable=False),
        sa.Column("taxonomy", BIG, nullable=False),
        sa.Column("encoder_hash", sa.String(length=64), nullable=False),
        sa.Column("weights", sa.String(length=40), nullable=False),
        sa.Column("dial", BIG, nullable=False),
        sa.Column("listed", BIG, nullable=False),
        sa.Column("chips", sa.JSON(), nullable=False),
        sa.Column("filters", sa.JSON(), nullable=False),
        sa.Column("shown", sa.JSON(), nullable=False),
        *(
            sa.CheckConstraint(check, name=op.f(f"ck_match_run_{name}"))
            for name, check in CHECKS.items()
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_match_run")),
        *(
            sa.ForeignKeyConstraint([name], [f"{target}.id"], name=op.f(f"fk_match_run_{name}"))
            for name, target in LINKS.items()
        ),
    )
    for name in LINKS:
        op.create_index(op.f(f"ix_match_run_{name}"), "match_run", [name])
    if op.get_bind().dialect.name == "sqlite":
        for verb in ("UPDATE", "DELETE"):
            op.execute(SQLITE_TRIGGER.format(name=verb.lower(), verb=verb))
    else:
        op.execute(POSTGRES_TRIGGER)


def downgrade() -> None:
    """Take it back; refused once an order has been kept."""
    used = op.get_bind().execute(sa.text("SELECT COUNT(*) FROM match_run"))
    if used.scalar_one():
        msg = "orders of experts have been kept: this cannot be taken back"
        raise RuntimeError(msg)
    op.drop_table("match_run")
