"""The one ledger: balanced, replayable, and what is written can never be changed."""

from collections.abc import Callable
from typing import Final

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from hub.kernel.errors import Refused
from hub.platform.context import Ctx
from hub.platform.db import Store
from hub.subsidy import ledger, service
from hub.subsidy.ledger import Move
from models import append_only
from models.subsidy import BudgetLine, JournalEntry, JournalLine
from models.vocab.subsidy import BudgetAccount as At
from models.vocab.subsidy import BudgetEvent
from tests.support.claims import (
    CANCELLED_AT,
    Office,
    a_programme,
    an_office,
    changing,
    money,
    ordered,
    paid,
    press,
)
from tests.support.internship import NOW, SYSTEM, a_ward, count, rows
from tests.support.ledger_walk import Walk

# `hub bench ledger` has the full count: 2,000 sequences of 200 postings.
SEQUENCES, POSTINGS = 2, 60


@pytest.fixture
def line_id(store: Store) -> int:
    ward = a_ward(store)
    a_programme(store, ward)
    return money(store, ward, 10_000)


def post(store: Store, line_id: int, *moves: Move) -> None:
    with store.writing() as session:
        ledger.post(Ctx(session, SYSTEM, NOW), line_id, BudgetEvent.GRANT, moves)


def faults(store: Store) -> list[str]:
    with store.reading() as session:
        (line,) = rows(store, BudgetLine)
        return ledger.differences(Ctx(session, SYSTEM, NOW), line)


def test_an_allotment_is_free_money_and_the_journal_says_the_same(
    store: Store, line_id: int
) -> None:
    line = rows(store, BudgetLine)[0]
    assert (line.id, line.allotted, line.available) == (line_id, 10_000, 10_000)
    said = {(row.account, row.amount_yen) for row in rows(store, JournalLine)}
    assert said == {(At.EXTERNAL, -10_000), (At.AVAIL, 10_000)}
    assert faults(store) == []


def test_every_entry_sums_to_nothing_and_replays_to_the_balance(store: Store, line_id: int) -> None:
    post(store, line_id, Move(At.AVAIL, At.COMMIT, 7_000))
    post(store, line_id, Move(At.COMMIT, At.PAYABLE, 4_000), Move(At.COMMIT, At.AVAIL, 3_000))
    post(store, line_id, Move(At.PAYABLE, At.PAID, 4_000))
    line = rows(store, BudgetLine)[0]
    assert (line.available, line.committed, line.payable, line.paid) == (6_000, 0, 0, 4_000)
    assert faults(store) == []


def test_one_yen_too_much_is_refused_with_what_is_left(store: Store, line_id: int) -> None:
    with pytest.raises(Refused) as refusal:
        post(store, line_id, Move(At.AVAIL, At.COMMIT, 10_001))
    assert refusal.value.reason.code == "subsidy.budget_short"
    assert refusal.value.params["left"].amount == 10_000  # type: ignore[attr-defined]  # an amount
    post(store, line_id, Move(At.AVAIL, At.COMMIT, 10_000))
    assert count(store, JournalEntry) == 2


def test_no_account_is_ever_overdrawn(store: Store, line_id: int) -> None:
    for source in (At.COMMIT, At.PAYABLE, At.PAID, At.RESERVED):
        with pytest.raises(Refused):
            post(store, line_id, Move(source, At.AVAIL, 1))
    assert count(store, JournalEntry) == 1


def test_moves_of_nothing_leave_no_trace(store: Store, line_id: int) -> None:
    post(store, line_id, Move(At.AVAIL, At.COMMIT, 0))
    assert count(store, JournalEntry) == 1


def test_random_postings_pass_exactly_when_plain_sums_say_so(store: Store) -> None:
    ward = a_ward(store)
    walks = [Walk(store, ward, seed).go(POSTINGS) for seed in range(SEQUENCES)]
    assert [fault for walk in walks for fault in walk.faults] == []
    assert all(0 < walk.refused < POSTINGS for walk in walks)
    assert count(store, JournalEntry) > SEQUENCES * POSTINGS // 3


def test_a_counter_that_was_tampered_with_is_named(store: Store, line_id: int) -> None:
    with store.writing() as session:
        line = session.get(BudgetLine, line_id)
        assert line is not None
        line.available, line.paid = 9_000, 1_000
    assert faults(store) == [
        "available: stored 9000, replayed 10000",
        "paid: stored 1000, replayed 0",
    ]


@pytest.mark.parametrize(
    "values",
    [
        pytest.param("available = -1, committed = 10001", id="below nothing"),
        pytest.param("available = 10001", id="more than allotted"),
    ],
)
def test_the_database_refuses_counters_that_cannot_be(
    store: Store, line_id: int, values: str
) -> None:
    with pytest.raises(DBAPIError), store.writing() as session:
        session.connection().execute(
            sa.text(f"UPDATE budget_line SET {values} WHERE id = {line_id}")
        )
    assert rows(store, BudgetLine)[0].available == 10_000


def _paid_twice_and_back(office: Office) -> None:
    """The bank gave the payment back, it was paid anew, cancelled and partly paid back."""
    claim_id = paid(office)
    press(office, service.payment_came_back, office.clerk, claim_id, now=CANCELLED_AT,
          came_back_on="2027-01-05", note="口座の名義が違いました。")  # fmt: skip
    press(office, service.record_payment, office.clerk, claim_id, now=CANCELLED_AT, slip_no="S-2",
          paid_on="2027-01-20")  # fmt: skip
    ordered(office, stage=lambda _office: claim_id)
    press(office, service.receive_return, office.accounting, claim_id, now=CANCELLED_AT,
          receipt_no="1", received_on=CANCELLED_AT.date().isoformat(), amount="1")  # fmt: skip


CHANGES: Final = ("change_request",)
# tests/internship/test_repairs.py, tests/experts/test_rankings.py, tests/subsidy/test_advancing.py
# and tests/subsidy/test_inspecting.py
ELSEWHERE: Final = (
    "publication",
    "placement",
    "engagement_ranking",
    "expert_conflict_step",
    "payment_step",
    "inspection",
)


@pytest.mark.parametrize(
    ("lived", "tables"),
    [
        pytest.param(
            _paid_twice_and_back,
            tuple(table for table in append_only.TABLES if table not in (*CHANGES, *ELSEWHERE)),
            id="paid back",
        ),
        pytest.param(changing, CHANGES, id="changed"),
    ],
)
def test_what_is_written_can_neither_be_changed_nor_deleted(
    store: Store, lived: Callable[[Office], object], tables: tuple[str, ...]
) -> None:
    office = an_office(store)
    lived(office)
    with store.writing() as session:
        session.connection().execute(
            sa.text(
                "INSERT INTO file (record, record_id, name, kind, size, sha256, data_class, state,"
                " place, at) SELECT 'issued_document', 1, 'a.pdf', 'pdf', 1, frozen_sha256, 'C2',"
                " 'kept', 'place', at FROM issued_document WHERE id = 1"
            )
        )
        session.connection().execute(
            sa.text(
                "INSERT INTO issued_file (document_id, file_id, sha256, size_bytes, at)"
                " SELECT 1, 1, frozen_sha256, 1, at FROM issued_document WHERE id = 1"
            )
        )
    for table in tables:
        with store.reading() as session:
            first = session.connection().execute(sa.text(f"SELECT MIN(id) FROM {table}"))
            row_id = first.scalar_one()
        assert row_id, table
        for statement in (
            f"UPDATE {table} SET id = id WHERE id = {row_id}",
            f"DELETE FROM {table} WHERE id = {row_id}",
        ):
            with pytest.raises(DBAPIError, match="append only"), store.writing() as session:
                session.connection().execute(sa.text(statement))


def test_a_rule_sheet_is_fixed_from_its_first_claim_on(store: Store) -> None:
    office = an_office(store)
    free = "UPDATE programme_version SET title = 'x' WHERE id = 1"
    with store.writing() as session:
        session.connection().execute(sa.text(free))
    paid(office)
    for statement in (free, "DELETE FROM programme_version WHERE id = 1"):
        with pytest.raises(DBAPIError, match="in use"), store.writing() as session:
            session.connection().execute(sa.text(statement))
