"""Revisions build the very tables of the code, on both engines, in both directions."""

import pytest
import sqlalchemy as sa

from hub.platform import schema
from hub.platform.db import Store
from models.registry import metadata


@pytest.fixture
def parts(store: Store) -> set[str]:
    """Every part of the tables as the code makes them."""
    return schema.parts(store)


@pytest.fixture
def migrated(store: Store, parts: set[str]) -> Store:
    """The same database, emptied and built again by the revisions."""
    assert parts
    metadata.drop_all(store.engine)
    schema.upgrade(store)
    return store


def test_revisions_build_what_the_code_says(migrated: Store, parts: set[str]) -> None:
    assert schema.parts(migrated) == parts
    assert schema.at_head(migrated)


def test_going_back_to_the_start_and_up_again_gives_the_same_tables(
    migrated: Store, parts: set[str]
) -> None:
    schema.downgrade(migrated)
    assert not schema.at_head(migrated)
    assert schema.parts(migrated) == set()
    schema.upgrade(migrated)
    assert schema.parts(migrated) == parts


@pytest.mark.parametrize(
    "statement",
    [
        pytest.param("DROP INDEX uq_job_live_subject", id="dropped unique predicate"),
        pytest.param("ALTER TABLE ward ADD COLUMN extra VARCHAR(3)", id="extra column"),
        pytest.param("ALTER TABLE firm RENAME COLUMN town TO place", id="renamed column"),
        pytest.param("DROP INDEX ix_firm_kana_key", id="dropped index"),
    ],
)
def test_a_changed_database_is_noticed(migrated: Store, parts: set[str], statement: str) -> None:
    with migrated.engine.begin() as connection:
        connection.execute(sa.text(statement))
    assert schema.parts(migrated) != parts
