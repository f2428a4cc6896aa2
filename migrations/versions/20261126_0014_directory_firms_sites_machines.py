"""What a firm is, how it is found, its sites and its machines."""

import sqlalchemy as sa
from alembic import op

from hub.kernel.variants import searched

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

KINDS = "kind IN ('corporation', 'sole', 'unstated')"
STATED = "(kind = 'corporation') = (number IS NOT NULL)"
ADDED = (
    sa.Column("name_fold", sa.String(160)),
    sa.Column("kind", sa.String(40)),
    sa.Column("number", sa.String(13)),
    sa.Column("owner", sa.String(80)),
    sa.Column("postal", sa.String(7)),
    sa.Column("address", sa.String(160)),
    sa.Column("phone", sa.String(20)),
    sa.Column("technology", sa.String(600)),
    sa.Column("version", BIG),
    sa.Column("confirmed_at", sa.DateTime(timezone=True)),
)
FILLED = ("name_fold", "kind", "version")
TYPES = {"name_fold": sa.String(160), "kind": sa.String(40), "version": BIG}


def upgrade() -> None:
    """Apply the change."""
    with op.batch_alter_table("firm", schema=None) as batch_op:
        for column in ADDED:
            batch_op.add_column(column)
    _fill()
    with op.batch_alter_table("firm", schema=None) as batch_op:
        for name in FILLED:
            batch_op.alter_column(name, nullable=False, existing_type=TYPES[name])
        batch_op.create_unique_constraint(batch_op.f("uq_firm_number"), ["number"])
        batch_op.create_index(batch_op.f("ix_firm_name_fold"), ["name_fold"], unique=False)
        batch_op.create_check_constraint(batch_op.f("ck_firm_kind_known"), sa.text(KINDS))
        batch_op.create_check_constraint(
            batch_op.f("ck_firm_version_least"), sa.text("version >= 0")
        )
        batch_op.create_check_constraint(batch_op.f("ck_firm_number_stated"), sa.text(STATED))
        batch_op.create_check_constraint(
            batch_op.f("ck_firm_number_length"), sa.text("length(number) = 13")
        )
    _sites()
    _machines()


def _fill() -> None:
    """Firms that are there: nobody has said what they are, all can be found."""
    connection = op.get_bind()
    firm = sa.table(
        "firm",
        sa.column("id"), sa.column("name"), sa.column("name_fold"), sa.column("kind"),
        sa.column("version"),
    )  # fmt: skip
    for firm_id, name in connection.execute(sa.select(firm.c.id, firm.c.name)).all():
        values = {"name_fold": searched(name)[:160], "kind": "unstated", "version": 0}
        connection.execute(firm.update().where(firm.c.id == firm_id).values(values))


def _sites() -> None:
    op.create_table(
        "site",
        sa.Column("id", BIG, nullable=False),
        sa.Column("firm_id", BIG, nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("postal", sa.String(length=7), nullable=True),
        sa.Column("address", sa.String(length=160), nullable=False),
        sa.Column("way", sa.String(length=200), nullable=True),
        sa.Column("version", BIG, nullable=False),
        sa.CheckConstraint("length(name) BETWEEN 1 AND 80", name=op.f("ck_site_name_length")),
        sa.CheckConstraint(
            "kind IN ('head', 'plant', 'training_room')", name=op.f("ck_site_kind_known")
        ),
        sa.CheckConstraint("version >= 0", name=op.f("ck_site_version_least")),
        sa.ForeignKeyConstraint(["firm_id"], ["firm.id"], name=op.f("fk_site_firm_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_site")),
    )
    op.create_index(op.f("ix_site_firm_id"), "site", ["firm_id"])


def _machines() -> None:
    op.create_table(
        "machine",
        sa.Column("id", BIG, nullable=False),
        sa.Column("firm_id", BIG, nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("name_fold", sa.String(length=160), nullable=False),
        sa.Column("maker", sa.String(length=80), nullable=False),
        sa.Column("model", sa.String(length=80), nullable=False),
        sa.Column("year", BIG, nullable=True),
        sa.Column("ability", sa.String(length=200), nullable=False),
        sa.Column("quantity", BIG, nullable=False),
        sa.Column("sharing", sa.String(length=40), nullable=False),
        sa.Column("visibility", sa.String(length=40), nullable=False),
        sa.Column("hazards", sa.JSON(), nullable=False),
        sa.Column("version", BIG, nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("length(name) BETWEEN 1 AND 80", name=op.f("ck_machine_name_length")),
        sa.CheckConstraint(
            "sharing IN ('yes', 'ask', 'no')", name=op.f("ck_machine_sharing_known")
        ),
        sa.CheckConstraint(
            "visibility IN ('public', 'private')", name=op.f("ck_machine_visibility_known")
        ),
        sa.CheckConstraint("quantity >= 1", name=op.f("ck_machine_quantity_least")),
        sa.CheckConstraint("version >= 0", name=op.f("ck_machine_version_least")),
        sa.ForeignKeyConstraint(["firm_id"], ["firm.id"], name=op.f("fk_machine_firm_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_machine")),
        sa.UniqueConstraint("firm_id", "name", "model", name=op.f("uq_machine_firm_id_name_model")),
    )
    op.create_index(op.f("ix_machine_firm_id"), "machine", ["firm_id"])


def downgrade() -> None:
    """Take it back; what a firm said of itself is lost."""
    op.drop_table("machine")
    op.drop_table("site")
    with op.batch_alter_table("firm", schema=None) as batch_op:
        for name in ("kind_known", "version_least", "number_stated", "number_length"):
            batch_op.drop_constraint(batch_op.f(f"ck_firm_{name}"), type_="check")
        batch_op.drop_constraint(batch_op.f("uq_firm_number"), type_="unique")
        batch_op.drop_index(batch_op.f("ix_firm_name_fold"))
    with op.batch_alter_table("firm", schema=None) as batch_op:
        for column in reversed(ADDED):
            batch_op.drop_column(column.name)
