"""Revisions build the very tables of the code, on both engines, in both directions."""

from typing import Final

import pytest
import sqlalchemy as sa
from sqlmodel import select

from hub.platform import schema
from hub.platform.audit_check import verify
from hub.platform.db import Store
from hub.subsidy import service
from models.platform import FileRow
from models.registry import metadata
from models.subsidy import IssuedDocument, IssuedFile
from models.vocab import DataClass, FileKind, FileState
from models.vocab.subsidy import Profile
from tests.support.claims import NEXT_DAY, advance_asked, an_office, paid, press
from tests.support.database import digest
from tests.support.internship import NOW


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


@pytest.mark.parametrize(
    "statement",
    [
        pytest.param("DROP INDEX uq_job_live_subject", id="dropped unique predicate"),
        pytest.param("ALTER TABLE ward ADD COLUMN extra VARCHAR(3)", id="extra column"),
        pytest.param("ALTER TABLE firm RENAME COLUMN town TO place", id="renamed column"),
        pytest.param("DROP INDEX ix_firm_kana_key", id="dropped index"),
    ],
)
def test_a_changed_database_is_noticed(store: Store, parts: set[str], statement: str) -> None:
    with store.engine.begin() as connection:
        connection.execute(sa.text(statement))
    assert schema.parts(store) != parts


# What a database owner may change by hand, in the words of each engine.
DRIFT: Final[dict[str, tuple[str | tuple[str, str], str]]] = {
    "check": (
        ("CHECK (seq >= 1)", "CHECK (seq >= 0)"),
        "ALTER TABLE audit DROP CONSTRAINT ck_audit_seq_least, ADD CHECK (seq >= 0)",
    ),
    "unique": (
        (", CONSTRAINT uq_audit_seq UNIQUE (seq)", ""),
        "ALTER TABLE audit DROP CONSTRAINT uq_audit_seq",
    ),
    "null": (
        ("hash VARCHAR(64) NOT NULL", "hash VARCHAR(64)"),
        "ALTER TABLE audit ALTER COLUMN hash DROP NOT NULL",
    ),
    "type": (
        ("hash VARCHAR(64) NOT NULL", "hash VARCHAR(60) NOT NULL"),
        "ALTER TABLE audit ALTER COLUMN hash TYPE VARCHAR(60)",
    ),
    "trigger": ("DROP TRIGGER audit_no_delete", "DROP TRIGGER audit_append_only ON audit"),
}


@pytest.mark.parametrize("kind", DRIFT)
def test_a_rule_changed_by_hand_is_noticed(store: Store, parts: set[str], kind: str) -> None:
    on_sqlite, on_postgres = DRIFT[kind]
    with store.engine.begin() as connection:
        if store.kind == "postgresql":
            connection.exec_driver_sql(on_postgres)
        elif isinstance(on_sqlite, str):
            connection.exec_driver_sql(on_sqlite)
        else:
            _rewrite(connection, *on_sqlite)
    assert schema.parts(store) != parts


def _rewrite(connection: sa.Connection, old: str, new: str) -> None:
    """Change the words of one table of SQLite, spaces and line breaks aside."""
    of_table = "type = 'table' AND name = 'audit'"
    found = connection.exec_driver_sql(f"SELECT sql FROM sqlite_master WHERE {of_table}")
    before = " ".join(found.scalar_one().replace('"', "").split()).replace(" ,", ",")
    assert old in before, before
    connection.exec_driver_sql("PRAGMA writable_schema = ON")
    connection.exec_driver_sql(
        f"UPDATE sqlite_master SET sql = ? WHERE {of_table}",
        (before.replace(old, new),),
    )
    connection.exec_driver_sql("PRAGMA writable_schema = OFF")


def _keep_a_paper(store: Store) -> None:
    """Keep a file that an issued document points to, as the worker does with a notice."""
    with store.writing() as session:
        document_id = session.exec(select(IssuedDocument.id)).first()
        paper = FileRow(
            record="issued_document", record_id=document_id or 0, name="1.pdf", kind=FileKind.PDF,
            size=1, sha256="0" * 64, data_class=DataClass.C2, state=FileState.KEPT,
            place="0" * 40, at=NOW,
        )  # fmt: skip
        session.add(paper)
        session.flush()
        facts = {"document_id": document_id or 0, "file_id": paper.id or 0}
        session.add(IssuedFile(**facts, sha256=paper.sha256, size_bytes=1, at=NOW))


def _mark_as_first(store: Store) -> None:
    """Give every expert the mark that the upgrade gives."""
    with store.writing() as session:
        session.connection().exec_driver_sql("UPDATE expert SET mark = id")


def test_one_step_back_and_up_again_keeps_every_record(migrated: Store, parts: set[str]) -> None:
    """A paid claim with all before it: the newest revision is taken back, then all of them."""
    paid(an_office(migrated))
    _keep_a_paper(migrated)
    _mark_as_first(migrated)
    renewed = frozenset({"rate_window", "calendar_feed", "delivery"})
    before = digest(migrated, but=renewed)
    schema.downgrade(migrated, "-1")
    schema.upgrade(migrated)
    assert schema.parts(migrated) == parts
    assert digest(migrated, but=renewed) == before
    with migrated.reading() as session:
        assert verify(session).rows > 0
    schema.downgrade(migrated)
    assert not schema.at_head(migrated)
    assert schema.parts(migrated) == set()
    schema.upgrade(migrated)
    assert schema.parts(migrated) == parts


def test_what_was_an_advance_is_a_payment_order_and_can_go_back_until_it_is_ordered(
    migrated: Store,
) -> None:
    office = an_office(migrated, advance=[1, 2])
    advance_asked(office)
    _mark_as_first(migrated)
    before = digest(migrated, but=frozenset({"rate_window", "calendar_feed", "delivery"}))
    schema.downgrade(migrated, "0043")
    with migrated.engine.connect() as connection:
        found = connection.exec_driver_sql("SELECT number, amount_yen, state FROM advance_order")
        assert [tuple(row) for row in found] == [(1, 8_000, "requested")]
    schema.upgrade(migrated)
    assert digest(migrated, but=frozenset({"rate_window", "calendar_feed", "delivery"})) == before
    press(office, service.give_order, office.orderer, 1, now=NEXT_DAY, order_id=1)
    with pytest.raises(RuntimeError, match="payments have been ordered"):
        schema.downgrade(migrated, "0043")


def test_the_full_profile_is_not_taken_back(migrated: Store) -> None:
    an_office(migrated, profile=Profile.FULL)
    with pytest.raises(RuntimeError, match="full profile"):
        schema.downgrade(migrated, "0038")
