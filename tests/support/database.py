"""The whole content of a database as one digest, and its counters as plain numbers."""

import hashlib
from typing import Final

from sqlmodel import Session

from hub.platform.db import Store
from models.registry import metadata

_POSTGRES_PART: Final = (
    "SELECT '{name}', md5(string_agg(part::text, '|' ORDER BY part.id)) FROM \"{name}\" AS part"
)


def digest(store: Store, *, but: frozenset[str] = frozenset()) -> str:
    """SHA-256 over every row of every table, in id order; `but` names tables to leave out."""
    names = [table.name for table in metadata.sorted_tables if table.name not in but]
    found = hashlib.sha256()
    with store.engine.connect() as connection:
        if store.kind == "postgresql":
            # One statement: asking seventy tables one by one costs far more than reading them.
            parts = [_POSTGRES_PART.format(name=name) for name in names]
            rows = connection.exec_driver_sql(" UNION ALL ".join(parts)).all()
            found.update(repr(sorted(tuple(row) for row in rows)).encode())
        else:
            for name in names:
                rows = connection.exec_driver_sql(f'SELECT * FROM "{name}" ORDER BY rowid').all()
                found.update(repr((name, [tuple(row) for row in rows])).encode())
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
