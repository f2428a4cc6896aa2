"""The one engine factory: SQLite through the bundled library, PostgreSQL through psycopg 3.

Sources: design decision "engines and locking"; SQLite release notes on the WAL-reset fix.
"""

import random
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final, TypeVar

import pysqlite3.dbapi2 as sqlite3
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import CursorResult
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as NoConnection
from sqlmodel import Session, SQLModel

from hub.kernel.errors import Reason, Refused
from hub.kernel.text import N_
from models.registry import metadata

BUSY: Final = Reason("db.busy", N_("混み合っています。少し待って、もう一度押してください。"))
AFFECTED: Final = Reason(
    "db.affected_sqlite",
    N_("SQLite {version} は壊れるおそれがあるため使えません。pysqlite3 を入れ直してください。"),
)
TRIES: Final = 5
PATIENCE_SECONDS: Final = 20.0
# Two that undo each other, two that wait for each other, a row that another one held too long, a
# queue of many at one row.
RETRIED: Final = ("40001", "40P01", "55P03", "57014")
SQLITE_SETTINGS: Final = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    "busy_timeout=30000",
    "mmap_size=0",
    "trusted_schema=OFF",
    "secure_delete=ON",
    "journal_size_limit=67108864",
)
POSTGRES_SETTINGS: Final = (
    "-c lock_timeout=5000 -c statement_timeout=15000"
    " -c idle_in_transaction_session_timeout=30000 -c timezone=UTC"
)
Answer = TypeVar("Answer")


def safe_for_wal(version: tuple[int, ...]) -> bool:
    """Say whether this SQLite has the WAL-reset fix."""
    return (
        version >= (3, 51, 3) or (3, 50, 7) <= version < (3, 51) or (3, 44, 6) <= version < (3, 45)
    )


class Store:
    """A database with its read and write doors; one per process."""

    def __init__(self, read: sa.Engine, write: sa.Engine, folder: Path | None = None) -> None:
        """Keep the engines; writers of one process queue at a mutex on SQLite.

        `folder` is the data folder of this instance: files lie there, beside the database.
        """
        self.folder = folder
        self._read = read
        self._write = write
        self._mutex = threading.Lock() if write.dialect.name == "sqlite" else None

    @property
    def kind(self) -> str:
        """Name of the engine: sqlite or postgresql."""
        return str(self._write.dialect.name)

    @property
    def engine(self) -> sa.Engine:
        """Return the writing engine, for migrations and checks."""
        return self._write

    def create_all(self) -> None:
        """Create every table; for tests and an empty database."""
        metadata.create_all(self._write)

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Open a short read session; nothing written in it is kept."""
        with Session(self._read, expire_on_commit=False) as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """Open one write transaction: commits at the end, rolls back on any exception."""
        if self._mutex is not None:
            self._mutex.acquire()
        try:
            with Session(self._write, expire_on_commit=False) as session, session.begin():
                yield session
        finally:
            if self._mutex is not None:
                self._mutex.release()

    def settle(self) -> None:
        """Wait for the running write and move what the journal of SQLite holds into the file."""
        if self._mutex is None:
            return
        with self._mutex:
            bare = self._write.raw_connection()
            try:
                bare.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
            finally:
                bare.close()

    def dispose(self) -> None:
        """Close every connection."""
        self._read.dispose()
        self._write.dispose()


def open_store(url: str, *, data_dir: Path | None = None) -> Store:
    """Open the database behind a URL; `data_dir` is made with rights for its owner only."""
    if data_dir is not None:
        data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    parsed = sa.make_url(url)
    if parsed.get_backend_name() == "sqlite":
        return _open_sqlite(parsed, data_dir)
    engine = sa.create_engine(
        parsed.set(drivername="postgresql+psycopg"),
        pool_size=20,
        max_overflow=10,
        pool_timeout=5,
        pool_pre_ping=True,
        pool_recycle=1800,
        isolation_level="READ COMMITTED",
        connect_args={"options": POSTGRES_SETTINGS},
    )
    return Store(engine, engine, data_dir)


def _open_sqlite(url: sa.URL, folder: Path | None) -> Store:
    version = tuple(int(part) for part in sqlite3.sqlite_version.split("."))
    if not safe_for_wal(version):
        raise Refused(AFFECTED, version=sqlite3.sqlite_version)
    shared: dict[str, Any] = {"module": sqlite3, "connect_args": {"check_same_thread": False}}
    write = sa.create_engine(url, pool_size=1, max_overflow=0, pool_timeout=60, **shared)
    read = sa.create_engine(url, pool_size=30, max_overflow=10, pool_timeout=5, **shared)
    sa.event.listen(write, "connect", _sqlite_settings)
    sa.event.listen(read, "connect", _sqlite_settings)
    sa.event.listen(read, "connect", _query_only)
    sa.event.listen(write, "begin", _begin_immediate)
    sa.event.listen(read, "begin", _begin_deferred)
    return Store(read, write, folder)


def _sqlite_settings(connection: Any, _record: object) -> None:  # noqa: ANN401  driver's own type
    connection.isolation_level = None
    for setting in SQLITE_SETTINGS:
        connection.execute(f"PRAGMA {setting}").close()


def _query_only(connection: Any, _record: object) -> None:  # noqa: ANN401  driver's own type
    connection.execute("PRAGMA query_only=ON").close()


def _begin_immediate(connection: sa.Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _begin_deferred(connection: sa.Connection) -> None:
    connection.exec_driver_sql("BEGIN")


def guarded(session: Session, statement: sa.Update | sa.Delete) -> bool:
    """Run a guarded UPDATE; True when exactly one row took it, False when the guard refused."""
    result: CursorResult[Any] = session.connection().execute(statement)
    return result.rowcount == 1


def insert_into(session: Session, table: type[SQLModel]) -> sqlite.Insert | postgresql.Insert:
    """Begin an INSERT that says what to do on a conflict, which each engine spells for itself."""
    is_sqlite = session.get_bind().dialect.name == "sqlite"
    return (sqlite.insert if is_sqlite else postgresql.insert)(table)


def forget(store: Store, table: type[SQLModel], old: sa.ColumnElement[bool]) -> None:
    """Delete rows whose time is over; a look first, since mostly there is nothing to write."""
    found = sa.select(sa.literal(1)).select_from(table).where(old).limit(1)
    with store.reading() as session:
        if session.connection().execute(found).first() is None:
            return
    with store.writing() as session:
        session.connection().execute(sa.delete(table).where(old))


def retry(work: Callable[[], Answer]) -> Answer:
    """Run a whole transaction again on a lock, serialization or pool error, at most five times.

    `Refused` with BUSY after the last try, or once the person has waited long enough.
    """
    begun = time.monotonic()
    for attempt in range(TRIES):
        try:
            return work()
        except (OperationalError, NoConnection) as error:
            if not _is_passing(error):
                raise
            if attempt == TRIES - 1 or time.monotonic() - begun > PATIENCE_SECONDS:
                raise Refused(BUSY) from error
        time.sleep(random.uniform(0.01, 0.25))  # noqa: S311  jitter, not a secret
    raise Refused(BUSY)


def _is_passing(error: OperationalError | NoConnection) -> bool:
    """Say whether trying again can help: a lock, a queue, a serialization error, no connection."""
    if isinstance(error, NoConnection):
        return True
    state = getattr(error.orig, "sqlstate", None)
    return state in RETRIED or "database is locked" in str(error.orig)
