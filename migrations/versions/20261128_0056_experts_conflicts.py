"""Firms and groups that an expert stays apart from, and candidates who are passed over for it."""

import sqlalchemy as sa
from alembic import op

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

revision = "0056"
down_revision = "0055"
branch_labels = None
depends_on = None

KINDS = (
    "employed", "family", "shareholder", "client", "competitor", "public_servant", "refused",
    "refused_by_firm",
)  # fmt: skip
CHECKS = {
    "kind_known": f"kind IN ({', '.join(repr(kind) for kind in KINDS)})",
    "name_length": "length(name) BETWEEN 1 AND 80",
    "one_target": (
        "(CASE WHEN firm_id IS NULL THEN 0 ELSE 1 END)"
        " + (CASE WHEN group_id IS NULL THEN 0 ELSE 1 END)"
        " + (CASE WHEN name_key IS NULL THEN 0 ELSE 1 END) = 1"
    ),
    "name_key_length": "length(name_key) BETWEEN 1 AND 160",
    "number_length": "length(number) = 13",
    "number_beside_name": "number IS NULL OR name_key IS NOT NULL",
    "only_work_is_over": "until_on IS NULL OR kind = 'employed'",
    "note_length": "length(note) <= 400",
    "ended_known": "ended_by IS NULL OR ended_at IS NOT NULL",
    "version_least": "version >= 0",
}
LINKS = {
    "expert_id": "expert", "firm_id": "firm", "group_id": "firm_group", "declared_by": "person",
    "ended_by": "person",
}  # fmt: skip
ONCE = {"firm": "firm_id", "group": "group_id", "name": "name_key"}
ANSWERS = ("waiting", "offered", "accepted", "declined", "expired", "no_time")


def upgrade() -> None:
    """Apply the change."""
    op.create_table(
        "expert_conflict",
        sa.Column("id", BIG, nullable=False),
        sa.Column("expert_id", BIG, nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("firm_id", BIG, nullable=True),
        sa.Column("group_id", BIG, nullable=True),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("name_key", sa.String(length=160), nullable=True),
        sa.Column("number", sa.String(length=13), nullable=True),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.Column("note", sa.String(length=400), nullable=False),
        sa.Column("declared_by", BIG, nullable=True),
        sa.Column("declared_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_by", BIG, nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", BIG, nullable=False),
        *(
            sa.CheckConstraint(check, name=op.f(f"ck_expert_conflict_{name}"))
            for name, check in CHECKS.items()
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_expert_conflict")),
        *(
            sa.ForeignKeyConstraint(
                [name], [f"{target}.id"], name=op.f(f"fk_expert_conflict_{name}")
            )
            for name, target in LINKS.items()
        ),
    )
    for name in (*LINKS, "name_key", "number"):
        op.create_index(op.f(f"ix_expert_conflict_{name}"), "expert_conflict", [name])
    stands = sa.text("ended_at IS NULL")
    for name, column in ONCE.items():
        op.create_index(
            f"uq_expert_conflict_{name}", "expert_conflict", ["expert_id", "kind", column],
            unique=True, sqlite_where=stands, postgresql_where=stands,
        )  # fmt: skip
    _answers((*ANSWERS, "kept_apart"))


def downgrade() -> None:
    """Take it back; refused once something has been declared or somebody was passed over."""
    for used in (
        "SELECT COUNT(*) FROM expert_conflict",
        "SELECT COUNT(*) FROM engagement_candidate WHERE answer = 'kept_apart'",
    ):
        if op.get_bind().execute(sa.text(used)).scalar_one():
            msg = "conflicts have been declared: this cannot be taken back"
            raise RuntimeError(msg)
    _answers(ANSWERS)
    op.drop_table("expert_conflict")


def _answers(words: tuple[str, ...]) -> None:
    """Let a candidate's answer hold these words and no others."""
    name = "ck_engagement_candidate_answer_known"
    listed = ", ".join(repr(word) for word in words)
    with op.batch_alter_table("engagement_candidate", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f(name), type_="check")
        batch_op.create_check_constraint(batch_op.f(name), sa.text(f"answer IN ({listed})"))
