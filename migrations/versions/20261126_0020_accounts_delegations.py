"""Deputies of colleagues for some days."""

import sqlalchemy as sa
from alembic import op

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
LINKS = (
    ("deputy_id", "person.id"),
    ("grantor_id", "person.id"),
    ("membership_id", "membership.id"),
    ("ward_id", "ward.id"),
)
FOR_ANOTHER = (
    ("ix_audit_on_behalf_of", ["on_behalf_of"]),
    ("ix_audit_record_on_behalf", ["record", "record_id"]),
)
IS_SO = sa.text("on_behalf_of IS NOT NULL")

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply the change."""
    op.create_table(
        "delegation",
        sa.Column("id", BIG, nullable=False),
        sa.Column("ward_id", BIG, nullable=False),
        sa.Column("grantor_id", BIG, nullable=False),
        sa.Column("deputy_id", BIG, nullable=False),
        sa.Column("membership_id", BIG, nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("grantor_id <> deputy_id", name=op.f("ck_delegation_to_somebody_else")),
        sa.CheckConstraint("ends_on > starts_on", name=op.f("ck_delegation_dates_in_order")),
        *(
            sa.ForeignKeyConstraint([name], [target], name=op.f(f"fk_delegation_{name}"))
            for name, target in LINKS
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delegation")),
    )
    for name, _target in LINKS:
        op.create_index(op.f(f"ix_delegation_{name}"), "delegation", [name])
    for name, columns in FOR_ANOTHER:
        op.create_index(name, "audit", columns, sqlite_where=IS_SO, postgresql_where=IS_SO)


def downgrade() -> None:
    """Take it back."""
    for name, _columns in FOR_ANOTHER:
        op.drop_index(name, "audit")
    op.drop_table("delegation")
