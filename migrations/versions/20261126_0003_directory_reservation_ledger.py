"""directory reservation ledger."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply the change."""
    op.create_table(
        "resource",
        sa.Column("id", BIG, nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("person_id", BIG, nullable=True),
        sa.Column("firm_id", BIG, nullable=True),
        sa.Column("version", BIG, nullable=False),
        sa.CheckConstraint(
            "(kind = 'person') = (person_id IS NOT NULL)", name=op.f("ck_resource_person_named")
        ),
        sa.CheckConstraint(
            "kind IN ('person', 'room', 'machine')", name=op.f("ck_resource_kind_known")
        ),
        sa.CheckConstraint("length(name) BETWEEN 1 AND 80", name=op.f("ck_resource_name_length")),
        sa.CheckConstraint("version >= 0", name=op.f("ck_resource_version_least")),
        sa.ForeignKeyConstraint(["firm_id"], ["firm.id"], name=op.f("fk_resource_firm_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_resource_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_resource")),
        sa.UniqueConstraint("person_id", name=op.f("uq_resource_person_id")),
    )
    with op.batch_alter_table("resource", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_resource_firm_id"), ["firm_id"], unique=False)

    op.create_table(
        "reservation",
        sa.Column("id", BIG, nullable=False),
        sa.Column("resource_id", BIG, nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("holder_kind", sa.String(length=40), nullable=False),
        sa.Column("holder_id", BIG, nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        postgresql.ExcludeConstraint(
            (sa.text("int8range(resource_id, resource_id, '[]')"), "&&"),
            (sa.text("tstzrange(starts_at, ends_at)"), "&&"),
            where=sa.text("state <> 'released'"),
            using="gist",
            name="ex_reservation_no_overlap",
        ).ddl_if(dialect="postgresql"),
        sa.CheckConstraint(
            "(state = 'held') = (expires_at IS NOT NULL)", name=op.f("ck_reservation_hold_expires")
        ),
        sa.CheckConstraint(
            "holder_kind IN ('engagement', 'training', 'internship')",
            name=op.f("ck_reservation_holder_kind_known"),
        ),
        sa.CheckConstraint(
            "state IN ('held', 'confirmed', 'released')", name=op.f("ck_reservation_state_known")
        ),
        sa.CheckConstraint("ends_at > starts_at", name=op.f("ck_reservation_times_in_order")),
        sa.ForeignKeyConstraint(
            ["resource_id"], ["resource.id"], name=op.f("fk_reservation_resource_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reservation")),
    )
    with op.batch_alter_table("reservation", schema=None) as batch_op:
        batch_op.create_index("ix_reservation_holder", ["holder_kind", "holder_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_reservation_resource_id"), ["resource_id"], unique=False
        )

    op.create_table(
        "reservation_cell",
        sa.Column("id", BIG, nullable=False),
        sa.Column("resource_id", BIG, nullable=False),
        sa.Column("cell", BIG, nullable=False),
        sa.Column("reservation_id", BIG, nullable=False),
        sa.ForeignKeyConstraint(
            ["reservation_id"], ["reservation.id"], name=op.f("fk_reservation_cell_reservation_id")
        ),
        sa.ForeignKeyConstraint(
            ["resource_id"], ["resource.id"], name=op.f("fk_reservation_cell_resource_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reservation_cell")),
        sa.UniqueConstraint(
            "resource_id", "cell", name=op.f("uq_reservation_cell_resource_id_cell")
        ),
    )
    with op.batch_alter_table("reservation_cell", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_reservation_cell_reservation_id"), ["reservation_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_reservation_cell_resource_id"), ["resource_id"], unique=False
        )


def downgrade() -> None:
    """Take it back."""
    with op.batch_alter_table("reservation_cell", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_reservation_cell_resource_id"))
        batch_op.drop_index(batch_op.f("ix_reservation_cell_reservation_id"))

    op.drop_table("reservation_cell")
    with op.batch_alter_table("reservation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_reservation_resource_id"))
        batch_op.drop_index("ix_reservation_holder")

    op.drop_table("reservation")
    with op.batch_alter_table("resource", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_resource_firm_id"))

    op.drop_table("resource")
