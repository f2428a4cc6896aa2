"""Needs of groups that nobody could serve, for the coordinator."""

import sqlalchemy as sa
from alembic import op

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

revision = "0048"
down_revision = "0047"
branch_labels = None
depends_on = None

CHECKS = {
    "need_hash_length": "length(need_hash) = 64",
    "masked_length": "length(masked) BETWEEN 1 AND 2000",
    "cause_known": "cause IN ('handed_over', 'no_skill', 'nobody', 'rejected')",
    "outcome_known": "outcome IN ('open', 'answered', 'unmet', 'discarded')",
    "decided_known": "(outcome = 'open') = (decided_at IS NULL)",
    "note_length": "length(note) <= 400",
    "version_least": "version >= 0",
}
LINKS = {"ward_id": "ward", "group_id": "firm_group", "decided_by": "person"}


def upgrade() -> None:
    """Apply the change."""
    op.create_table(
        "unserved_need",
        sa.Column("id", BIG, nullable=False),
        sa.Column("ward_id", BIG, nullable=False),
        sa.Column("group_id", BIG, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("need_hash", sa.String(length=64), nullable=False),
        sa.Column("masked", sa.String(length=2000), nullable=False),
        sa.Column("skills", sa.JSON(), nullable=False),
        sa.Column("cause", sa.String(length=40), nullable=False),
        sa.Column("outcome", sa.String(length=40), nullable=False),
        sa.Column("decided_by", BIG, nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("note", sa.String(length=400), nullable=False),
        sa.Column("version", BIG, nullable=False),
        *(
            sa.CheckConstraint(check, name=op.f(f"ck_unserved_need_{name}"))
            for name, check in CHECKS.items()
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unserved_need")),
        *(
            sa.ForeignKeyConstraint([name], [f"{target}.id"], name=op.f(f"fk_unserved_need_{name}"))
            for name, target in LINKS.items()
        ),
        sa.UniqueConstraint(
            "group_id", "need_hash", name=op.f("uq_unserved_need_group_id_need_hash")
        ),
    )
    for name in LINKS:
        op.create_index(op.f(f"ix_unserved_need_{name}"), "unserved_need", [name])


def downgrade() -> None:
    """Take it back; refused once a need has been put before the coordinator."""
    used = op.get_bind().execute(sa.text("SELECT COUNT(*) FROM unserved_need"))
    if used.scalar_one():
        msg = "needs have been put before the coordinator: this cannot be taken back"
        raise RuntimeError(msg)
    op.drop_table("unserved_need")
