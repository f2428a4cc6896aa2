"""Runs revisions on the store's own write engine, on SQLite in batch mode."""

from typing import Literal

import sqlalchemy as sa
from alembic import context

from hub.platform.runtime import store
from models.registry import metadata


def plain(kind: str, thing: object, _context: object) -> str | Literal[False]:
    """Write our column types as plain ones, so that a revision never follows later code."""
    if kind == "type" and isinstance(thing, sa.types.TypeDecorator):
        return f"sa.{thing.impl!r}"
    return False


def run() -> None:
    """Apply revisions inside one transaction per run."""
    given = context.config.attributes.get("store")
    engine = (given or store()).engine
    with engine.connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=metadata,
            render_as_batch=engine.dialect.name == "sqlite",
            compare_type=True,
            render_item=plain,
        )
        with context.begin_transaction():
            context.run_migrations()
        if connection.in_transaction():
            connection.commit()


run()
