"""Worlds that many tests begin with: made once per engine by the commands, then laid down anew.

A builder makes its world in an empty database through the same commands as the pages. The rows that
it leaves are kept; the next test gets the same rows without pressing forty commands again. In a
database in which something stands already the builder works as it always does.
"""

from collections.abc import Callable
from dataclasses import dataclass, fields, is_dataclass, replace
from functools import wraps
from typing import Any, Final, TypeVar, cast

import psycopg
import sqlalchemy as sa
from psycopg.sql import SQL, Identifier
from pysqlite3 import dbapi2 as sqlite3

from hub.platform.db import Store
from tests.support.database import TABLES

Builder = TypeVar("Builder", bound=Callable[..., Any])
ANY_ROW: Final = "SELECT " + " OR ".join(f'EXISTS (SELECT 1 FROM "{name}")' for name in TABLES)
SERIES: Final = (
    "SELECT quote_ident(sequencename), last_value FROM pg_sequences"
    " WHERE schemaname = 'public' AND last_value IS NOT NULL"
)


@dataclass(frozen=True, slots=True)
class _Tables:
    """Rows of a PostgreSQL database as it copies them out, and where its number series stand."""

    rows: dict[str, bytes]
    series: tuple[tuple[str, int], ...]


def kept(build: Builder) -> Builder:
    """Let a builder's world be made once for each engine and each set of facts."""
    known: dict[tuple[str, str], tuple[Any, Any]] = {}

    @wraps(build)
    def built(store: Store, *args: Any, **facts: Any) -> Any:  # noqa: ANN401  the builder's own
        key = (store.kind, repr((args, sorted(facts.items()))))
        if not _is_empty(store):
            return build(store, *args, **facts)
        if key not in known:
            world = build(store, *args, **facts)
            known[key] = (world, _taken(store))
            return world
        world, rows = known[key]
        _laid(store, rows)
        return _moved(world, store)

    return cast("Builder", built)


def _is_empty(store: Store) -> bool:
    with store.engine.connect() as connection:
        # A migrated database knows its revision, which a copy of another one would take away.
        is_filled = sa.inspect(connection).has_table("alembic_version") or bool(
            connection.exec_driver_sql(ANY_ROW).scalar_one()
        )
        connection.rollback()
    return not is_filled


def _moved(part: Any, store: Store) -> Any:  # noqa: ANN401  any part of a world
    """The same world, its store being this one."""
    if isinstance(part, Store):
        return store
    if is_dataclass(part) and not isinstance(part, type):
        values = {each.name: getattr(part, each.name) for each in fields(part)}
        changed = {name: _moved(value, store) for name, value in values.items()}
        return replace(part, **changed)
    return part


def _taken(store: Store) -> Any:  # noqa: ANN401  each engine keeps its own kind
    with _driver(store) as connection:
        if store.kind == "sqlite":
            copy = sqlite3.connect(":memory:", check_same_thread=False)
            connection.driver_connection.backup(copy)
            return copy
        return _copied_out(connection.driver_connection)


def _laid(store: Store, rows: Any) -> None:  # noqa: ANN401  each engine keeps its own kind
    with _driver(store) as connection:
        if isinstance(rows, _Tables):
            _copied_in(connection.driver_connection, rows)
        else:
            rows.backup(connection.driver_connection)


class _driver:  # noqa: N801  used as a with-statement only
    """The driver's own connection of a store, given back afterwards."""

    def __init__(self, store: Store) -> None:
        self._held: Any = store.engine.raw_connection()

    def __enter__(self) -> Any:  # noqa: ANN401  the driver's own type
        return self._held

    def __exit__(self, *_error: object) -> None:
        self._held.close()


def _copied_out(connection: psycopg.Connection) -> _Tables:
    rows = {}
    with connection.cursor() as cursor:
        for name in TABLES:
            with cursor.copy(SQL("COPY {} TO STDOUT").format(Identifier(name))) as copy:
                if body := b"".join(bytes(part) for part in copy):
                    rows[name] = body
        series = tuple((str(name), int(last)) for name, last in cursor.execute(SERIES).fetchall())
    connection.rollback()
    return _Tables(rows, series)


def _copied_in(connection: psycopg.Connection, tables: _Tables) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        for name, body in tables.rows.items():
            with cursor.copy(SQL("COPY {} FROM STDIN").format(Identifier(name))) as copy:
                copy.write(body)
        for name, last in tables.series:
            cursor.execute("SELECT setval(%s, %s)", (name, last))
    connection.commit()
