"""Contacts encrypted for their person."""

import json

import sqlalchemy as sa
from alembic import op

from hub.platform import crypto, runtime

PARTS = {"mail": 254, "postal": 8, "address": 200, "phone": 20}
PURPOSE = "contact"

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply the change."""
    with op.batch_alter_table("contact", schema=None) as batch_op:
        batch_op.add_column(sa.Column("sealed", sa.String(length=2000), nullable=True))
    contact = _contact("sealed", *PARTS)
    for row in op.get_bind().execute(sa.select(contact)).mappings().all():
        plain = json.dumps({name: row[name] for name in PARTS}, ensure_ascii=False)
        kept = _ring().sealed(PURPOSE, f"contact:{row['person_id']}", plain.encode())
        op.execute(contact.update().where(contact.c.id == row["id"]).values(sealed=kept))
    with op.batch_alter_table("contact", schema=None) as batch_op:
        batch_op.alter_column("sealed", nullable=False, existing_type=sa.String(length=2000))
        for name in PARTS:
            batch_op.drop_column(name)


def downgrade() -> None:
    """Take it back."""
    with op.batch_alter_table("contact", schema=None) as batch_op:
        for name, length in PARTS.items():
            batch_op.add_column(sa.Column(name, sa.String(length=length), nullable=True))
    contact = _contact("sealed", *PARTS)
    for row in op.get_bind().execute(sa.select(contact)).mappings().all():
        plain = _ring().opened(PURPOSE, f"contact:{row['person_id']}", row["sealed"])
        values = json.loads(plain)
        op.execute(contact.update().where(contact.c.id == row["id"]).values(**values))
    with op.batch_alter_table("contact", schema=None) as batch_op:
        for name, length in PARTS.items():
            kind = sa.String(length=length)
            batch_op.alter_column(name, nullable=False, existing_type=kind)
        batch_op.drop_column("sealed")


def _contact(*columns: str) -> sa.TableClause:
    """The table as it is in the middle of the change."""
    known = [sa.column("id", sa.Integer), sa.column("person_id", sa.Integer)]
    return sa.table("contact", *known, *(sa.column(name, sa.String) for name in columns))


def _ring() -> crypto.Keyring:
    return crypto.keyring(runtime.settings().keyring_file)
