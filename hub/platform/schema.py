"""Brings a database to the newest revision and says whether code and database are in step."""

import re
from functools import lru_cache
from pathlib import Path
from typing import Final

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from hub.platform.db import Store

ROOT: Final = Path(__file__).resolve().parents[2]
_SQLITE_PARTS: Final = (
    "SELECT tbl_name, sql FROM sqlite_master"
    " WHERE sql IS NOT NULL AND tbl_name <> 'alembic_version'"
)
_POSTGRES_PARTS: Final = """
SELECT table_name, column_name, data_type, character_maximum_length, is_nullable, column_default
  FROM information_schema.columns
 WHERE table_schema = 'public' AND table_name <> 'alembic_version'
UNION ALL
SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid), 0, '', ''
  FROM pg_constraint
 WHERE connamespace = 'public'::regnamespace AND conrelid::regclass::text <> 'alembic_version'
UNION ALL
SELECT tablename, indexname, indexdef, 0, '', ''
  FROM pg_indexes WHERE schemaname = 'public' AND tablename <> 'alembic_version'
UNION ALL
SELECT tgrelid::regclass::text, tgname, pg_get_triggerdef(oid), 0, '', ''
  FROM pg_trigger WHERE NOT tgisinternal
"""


def _config(store: Store) -> Config:
    config = Config(toml_file=str(ROOT / "pyproject.toml"))
    config.attributes["store"] = store
    return config


def upgrade(store: Store, revision: str = "head") -> None:
    """Run the missing revisions."""
    command.upgrade(_config(store), revision)


def downgrade(store: Store, revision: str = "base") -> None:
    """Take revisions back, for tests on filled data."""
    command.downgrade(_config(store), revision)


def drift(migrated: Store, created: Store) -> list[str]:
    """Parts that only one of two databases of one kind has: columns, checks, keys, indexes."""
    ours, theirs = parts(migrated), parts(created)
    return sorted(
        [f"only migrated: {part}" for part in ours - theirs]
        + [f"only in code: {part}" for part in theirs - ours]
    )


def at_head(store: Store) -> bool:
    """Say whether the database is at the newest revision of this code."""
    with store.reading() as session:
        found = MigrationContext.configure(session.connection()).get_current_revision()
    return found == _newest()


@lru_cache(maxsize=1)
def _newest() -> str | None:
    """Return the newest revision that this code ships."""
    config = Config(toml_file=str(ROOT / "pyproject.toml"))
    return ScriptDirectory.from_config(config).get_current_head()


def parts(store: Store) -> set[str]:
    """Every column, check, key and index of a database as text; order does not matter."""
    with store.engine.connect() as connection:
        if store.kind == "sqlite":
            rows = connection.execute(sa.text(_SQLITE_PARTS)).all()
            return {f"{name}: {part}" for name, sql in rows for part in _pieces(sql)}
        return {" ".join(map(str, row)) for row in connection.execute(sa.text(_POSTGRES_PARTS))}


def _pieces(sql: str) -> list[str]:
    """Cut DDL at its outer commas, so that the order of constraints does not matter."""
    flat = re.sub(r"\s+", " ", sql.replace('"', "")).replace("( ", "(").replace(" )", ")")
    if not flat.startswith("CREATE TABLE"):
        return [flat]
    inside, depth, pieces = flat[flat.index("(") + 1 : flat.rindex(")")], 0, [""]
    for sign in inside:
        depth += (sign == "(") - (sign == ")")
        if sign == "," and depth == 0:
            pieces.append("")
        else:
            pieces[-1] += sign
    return [piece.strip() for piece in pieces]
