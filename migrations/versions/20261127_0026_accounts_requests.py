"""Wishes for an account, and one shape of each name for finding people."""

import sqlalchemy as sa
from alembic import op

from hub.kernel.variants import searched

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
ROLES = (
    "role IN ('student', 'guardian', 'school', 'expert', 'firm_representative', 'firm_tutor', "
    "'group_leader', 'coordinator', 'ward_clerk', 'ward_approver', 'inspector', 'accounting', "
    "'auditor', 'admin', 'system')"
)
CHECKS = (
    ("role_known", ROLES),
    ("role_of_applicants", "role IN ('student', 'expert')"),
    ("name_length", "length(name) BETWEEN 1 AND 80"),
    ("kana_length", "length(kana) BETWEEN 1 AND 80"),
    ("about_length", "length(about) <= 200"),
    ("refusal_length", "length(refusal) BETWEEN 1 AND 200"),
    ("answered_by_somebody", "(answered_at IS NULL) = (answered_by IS NULL)"),
    ("sealed_while_open", "(answered_at IS NULL) = (sealed IS NOT NULL)"),
    (
        "one_answer",
        "(answered_at IS NOT NULL) = ((person_id IS NOT NULL) <> (refusal IS NOT NULL))",
    ),
)
LINKS = (("ward_id", "ward.id"), ("answered_by", "person.id"), ("person_id", "person.id"))
IS_OPEN = sa.text("answered_at IS NULL")
USED = "ck_invitation_used_by_somebody"

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply the change."""
    _requests()
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.add_column(sa.Column("name_key", sa.String(length=200), nullable=True))
    person = sa.table("person", sa.column("id"), sa.column("name"), sa.column("name_key"))
    for row in op.get_bind().execute(sa.select(person.c.id, person.c.name)).all():
        kept = {"name_key": searched(row.name)[:200]}
        op.execute(person.update().where(person.c.id == row.id).values(kept))
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.alter_column("name_key", nullable=False, existing_type=sa.String(length=200))
        batch_op.create_index(batch_op.f("ix_person_name_key"), ["name_key"], unique=False)
    with op.batch_alter_table("invitation", schema=None) as batch_op:
        batch_op.drop_constraint(op.f(USED), type_="check")
        batch_op.create_check_constraint(op.f(USED), "used_at IS NULL OR person_id IS NOT NULL")


def downgrade() -> None:
    """Take it back; an invitation that waits with a person known goes by its link alone."""
    op.execute(sa.text("UPDATE invitation SET person_id = NULL WHERE used_at IS NULL"))
    with op.batch_alter_table("invitation", schema=None) as batch_op:
        batch_op.drop_constraint(op.f(USED), type_="check")
        batch_op.create_check_constraint(op.f(USED), "(used_at IS NULL) = (person_id IS NULL)")
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_person_name_key"))
        batch_op.drop_column("name_key")
    op.drop_table("account_request")


def _requests() -> None:
    op.create_table(
        "account_request",
        sa.Column("id", BIG, nullable=False),
        sa.Column("ward_id", BIG, nullable=False),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("kana", sa.String(length=80), nullable=False),
        sa.Column("name_key", sa.String(length=200), nullable=False),
        sa.Column("kana_key", sa.String(length=200), nullable=False),
        sa.Column("about", sa.String(length=200), nullable=False),
        sa.Column("lang", sa.String(length=2), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("sealed", sa.String(length=2000), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_by", BIG, nullable=True),
        sa.Column("person_id", BIG, nullable=True),
        sa.Column("refusal", sa.String(length=200), nullable=True),
        *(
            sa.CheckConstraint(rule, name=op.f(f"ck_account_request_{name}"))
            for name, rule in CHECKS
        ),
        *(
            sa.ForeignKeyConstraint([name], [target], name=op.f(f"fk_account_request_{name}"))
            for name, target in LINKS
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account_request")),
    )
    for name in ("ward_id", "name_key", "kana_key", "answered_by", "person_id"):
        op.create_index(op.f(f"ix_account_request_{name}"), "account_request", [name])
    op.create_index(
        "uq_account_request_open", "account_request", ["digest"], unique=True,
        sqlite_where=IS_OPEN, postgresql_where=IS_OPEN,
    )  # fmt: skip
