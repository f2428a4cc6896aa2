"""The whole content of a database as one digest, and its counters as plain numbers."""

import hashlib

import sqlalchemy as sa
from sqlmodel import Session

from hub.platform.db import Store
from models.registry import metadata


def digest(store: Store, *, but: frozenset[str] = frozenset()) -> str:
    """SHA-256 over every row of every table, in id order; `but` names tables to leave out."""
    found = hashlib.sha256()
    with store.engine.connect() as connection:
        for table in metadata.sorted_tables:
            if table.name in but:
                continue
            order = list(table.primary_key.columns)
            rows = connection.execute(sa.select(table).order_by(*order)).all()
            found.update(repr((table.name, [tuple(row) for row in rows])).encode())
        connection.rollback()
    return found.hexdigest()


def without_guards(session: Session) -> None:
    """Let this transaction change what is append-only, as somebody with the keys of the database.

    SQLite loses its triggers with the transaction's commit; PostgreSQL has them again after it.
    """
    connection = session.connection()
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
        return
    named = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'trigger'")
    for (name,) in named.all():
        connection.exec_driver_sql(f"DROP TRIGGER {name}")
