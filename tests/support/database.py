"""The whole content of a database as one digest, and its counters as plain numbers."""

import hashlib
from typing import Final

from sqlmodel import Session

from hub.platform.db import Store
from models.registry import metadata

TABLES: Final = tuple(table.name for table in metadata.sorted_tables)
# Only tables that ever held a row are read: planning the others costs ten times the reading.
_POSTGRES: Final = """
DO $$
DECLARE found record; part text; whole text := '';
BEGIN
  FOR found IN SELECT relname AS name FROM pg_class
    WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
    AND pg_relation_size(oid) > 0 AND relname = ANY (string_to_array('{names}', ','))
    ORDER BY relname LOOP
    EXECUTE format('SELECT md5(string_agg(r::text, ''|'' ORDER BY r.id)) FROM public.%%I AS r',
      found.name) INTO part;
    IF part IS NOT NULL THEN whole := concat(whole, found.name, part); END IF;
  END LOOP;
  PERFORM set_config('hub.digest', whole, true);
END $$
"""


def digest(store: Store, *, but: frozenset[str] = frozenset()) -> str:
    """SHA-256 over every row of every table, in id order; `but` names tables to leave out."""
    names = [name for name in TABLES if name not in but]
    found = hashlib.sha256()
    with store.engine.connect() as connection:
        if store.kind == "postgresql":
            connection.exec_driver_sql(_POSTGRES.format(names=",".join(names)), ())
            rows = connection.exec_driver_sql("SELECT current_setting('hub.digest')").scalar_one()
            found.update(str(rows).encode())
        else:
            bare = connection.connection.cursor()
            for name in names:
                rows = bare.execute(f'SELECT * FROM "{name}" ORDER BY rowid').fetchall()
                found.update(repr((name, rows)).encode())
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
