"""Runs revisions on the store's own write engine, on SQLite in batch mode."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final, Literal

import sqlalchemy as sa
from alembic import context

from hub.platform.runtime import store
from models.registry import metadata

LOST: Final = "PRAGMA foreign_key_check"


def plain(kind: str, thing: object, _context: object) -> str | Literal[False]:
    """Write our column types as plain ones, so that a revision never follows later code."""
    if kind == "type" and isinstance(thing, sa.types.TypeDecorator):
        return f"sa.{thing.impl!r}"
    return False


@contextmanager
def _tables_made_anew(connection: sa.Connection, *, is_sqlite: bool) -> Iterator[None]:
    """On SQLite a table is changed by making it anew, while others still point to it.

    The switch does nothing within a transaction, so it is turned on the driver's own connection;
    before the end of the transaction every key is looked at.
    """
    if not is_sqlite:
        yield
        return
    driver: Any = connection.connection.driver_connection
    driver.execute("PRAGMA foreign_keys=OFF").close()
    try:
        yield
    finally:
        driver.execute("PRAGMA foreign_keys=ON").close()


def run() -> None:
    """Apply revisions inside one transaction per run."""
    given = context.config.attributes.get("store")
    engine = (given or store()).engine
    is_sqlite = engine.dialect.name == "sqlite"
    with engine.connect() as connection, _tables_made_anew(connection, is_sqlite=is_sqlite):
        context.configure(
            connection=connection,
            target_metadata=metadata,
            render_as_batch=is_sqlite,
            compare_type=True,
            render_item=plain,
        )
        with context.begin_transaction():
            context.run_migrations()
            if is_sqlite and (lost := connection.exec_driver_sql(LOST).all()):
                msg = f"rows point nowhere after the revisions: {lost}"
                raise RuntimeError(msg)
        if connection.in_transaction():
            connection.commit()


run()
