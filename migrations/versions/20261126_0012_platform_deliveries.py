"""Ways of notices out of the product, where people can be reached, and periodic work."""

import sqlalchemy as sa
from alembic import op

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
CHANNELS = "'in_app', 'mail', 'letter', 'phone', 'feed'"
STATES = (
    "'waiting', 'sending', 'retry', 'sent', 'dead', 'printed', 'posted', 'returned', 'called', "
    "'cancelled'"
)

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply the change."""
    op.create_table(
        "periodic",
        sa.Column("id", BIG, nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("slot", BIG, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_periodic")),
        sa.UniqueConstraint("name", name=op.f("uq_periodic_name")),
    )
    op.create_table(
        "contact",
        sa.Column("id", BIG, nullable=False),
        sa.Column("person_id", BIG, nullable=False),
        sa.Column("mail", sa.String(length=254), nullable=False),
        sa.Column("postal", sa.String(length=8), nullable=False),
        sa.Column("address", sa.String(length=200), nullable=False),
        sa.Column("phone", sa.String(length=20), nullable=False),
        sa.Column("bounces", BIG, nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("bounces >= 0", name=op.f("ck_contact_bounces_least")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_contact_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact")),
        sa.UniqueConstraint("person_id", name=op.f("uq_contact_person_id")),
    )
    _deliveries()
    with op.batch_alter_table("preference", schema=None) as batch_op:
        batch_op.add_column(sa.Column("told_by", sa.String(length=40), nullable=True))
        batch_op.add_column(sa.Column("is_digest", sa.Boolean(), nullable=True))
    op.execute(
        sa.text("UPDATE preference SET told_by = 'mail', is_digest = :no").bindparams(no=False)
    )
    with op.batch_alter_table("preference", schema=None) as batch_op:
        batch_op.alter_column("told_by", existing_type=sa.String(length=40), nullable=False)
        batch_op.alter_column("is_digest", existing_type=sa.Boolean(), nullable=False)
        batch_op.create_check_constraint(
            batch_op.f("ck_preference_told_by_known"), f"told_by IN ({CHANNELS})"
        )


def _deliveries() -> None:
    op.create_table(
        "delivery",
        sa.Column("id", BIG, nullable=False),
        sa.Column("notice_id", BIG, nullable=False),
        sa.Column("person_id", BIG, nullable=False),
        sa.Column("ward_id", BIG, nullable=True),
        sa.Column("channel", sa.String(length=40), nullable=True),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("not_before", sa.DateTime(timezone=True), nullable=False),
        sa.Column("is_urgent", sa.Boolean(), nullable=False),
        sa.Column("is_digest", sa.Boolean(), nullable=False),
        sa.Column("tries", BIG, nullable=False),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.String(length=40), nullable=True),
        sa.Column("reply_code", BIG, nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("by_id", BIG, nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(f"channel IN ({CHANNELS})", name=op.f("ck_delivery_channel_known")),
        sa.CheckConstraint(f"state IN ({STATES})", name=op.f("ck_delivery_state_known")),
        sa.CheckConstraint("tries >= 0", name=op.f("ck_delivery_tries_least")),
        sa.CheckConstraint(
            "(state = 'sending') = (lease_until IS NOT NULL)",
            name=op.f("ck_delivery_lease_while_sending"),
        ),
        sa.ForeignKeyConstraint(["notice_id"], ["outbox.id"], name=op.f("fk_delivery_notice_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_delivery_person_id")),
        sa.ForeignKeyConstraint(["ward_id"], ["ward.id"], name=op.f("fk_delivery_ward_id")),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_delivery_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delivery")),
        sa.UniqueConstraint("notice_id", "channel", name=op.f("uq_delivery_notice_id_channel")),
    )
    with op.batch_alter_table("delivery", schema=None) as batch_op:
        for column in ("by_id", "notice_id", "person_id", "ward_id"):
            batch_op.create_index(batch_op.f(f"ix_delivery_{column}"), [column], unique=False)
        batch_op.create_index("ix_delivery_due", ["state", "not_before"], unique=False)


def downgrade() -> None:
    """Take it back; whoever was not told yet is told in the product only."""
    with op.batch_alter_table("preference", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_preference_told_by_known"), type_="check")
        batch_op.drop_column("is_digest")
        batch_op.drop_column("told_by")
    for table in ("delivery", "contact", "periodic"):
        op.drop_table(table)
