"""The nightly check finds what somebody changed behind the hub's back, and nothing else."""

import json
import logging
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from sqlmodel import Session, col
from typer.testing import CliRunner

from hub.__main__ import app
from hub.platform import runtime
from hub.platform.context import Ctx
from hub.platform.db import Store
from hub.subsidy import nightly
from hub.subsidy.recheck import CLERKS_ORDERED_UNTIL, Checked, everything
from models.subsidy import ClaimEvent
from models.vocab.subsidy import ClaimAction
from tests.support.claims import NEXT_DAY, Office, an_office, ordered, paid
from tests.support.internship import SYSTEM

# What somebody with the database open could do, and what the check calls it.
PLANTED = {
    "a state set by hand": ("UPDATE claim SET state = 'determined'", {"状態", "予算"}),
    "a yen more granted": ("UPDATE claim SET granted_yen = 17000, entitled_yen = 17000", {"金額"}),
    "a payment forgotten": ("UPDATE claim SET paid_yen = NULL", {"金額", "予算"}),
    "another day of the decision": ("UPDATE claim SET decided_on = '2026-12-01'", {"期限"}),
    "more time for the report": ("UPDATE claim SET report_due = '2027-12-01'", {"期限"}),
    "more time to withdraw": ("UPDATE claim SET withdraw_until = '2027-12-01'", {"期限"}),
    "a counter moved": (
        "UPDATE budget_line SET available = available - 1, paid = paid + 1",
        {"予算"},
    ),
    "the approver as a clerk": (
        "UPDATE claim_duty SET duty = 'clerk' WHERE duty = 'approver'",
        {"立場"},
    ),
    "a side taken away": ("DELETE FROM claim_duty WHERE duty = 'clerk'", {"立場"}),
    "a number left out": ("UPDATE claim SET reference = 'C-2026-0002'", {"番号"}),
    "a number too many": ("UPDATE doc_counter SET last = last + 1", {"番号"}),
}


@pytest.fixture
def office(store: Store) -> Office:
    made = an_office(store)
    paid(made)
    return made


def checked(store: Store) -> Checked:
    with store.reading() as session:
        return everything(Ctx(session, SYSTEM, NEXT_DAY))


def run(store: Store, statement: str) -> None:
    with store.writing() as session:
        session.connection().execute(sa.text(statement))


def without_triggers(session: Session, kind: str) -> None:
    """As somebody with all rights on the database would."""
    if kind == "postgresql":
        session.connection().execute(sa.text("SET LOCAL session_replication_role = replica"))
        return
    for table in ("decision", "journal_line", "claim_event"):
        session.connection().execute(sa.text(f"DROP TRIGGER {table}_no_update"))


def test_a_paid_claim_recomputes_without_a_difference(office: Office) -> None:
    found = checked(office.store)
    assert (found.claims, found.lines, found.differences) == (1, 1, ())


def test_each_planted_fault_is_named_by_what_it_touches(office: Office) -> None:
    for name, (statement, kinds) in PLANTED.items():
        with office.store.writing() as session:
            session.connection().execute(sa.text(statement))
            found = everything(Ctx(session, SYSTEM, NEXT_DAY))
            session.rollback()
        assert {row.what for row in found.differences} == kinds, name
    assert checked(office.store).differences == ()


def test_what_was_written_for_good_and_changed_all_the_same_is_found(office: Office) -> None:
    changed = {
        "書類": "UPDATE decision SET sheet = '{}'",
        "予算": "UPDATE journal_line SET amount_yen = amount_yen + 1 WHERE account = 'paid'",
        "経過": "UPDATE claim_event SET from_state = 'draft' WHERE action = 'pay'",
    }
    for what, statement in changed.items():
        with office.store.writing() as session:
            without_triggers(session, office.store.kind)
            session.connection().execute(sa.text(statement))
            found = everything(Ctx(session, SYSTEM, NEXT_DAY))
            session.rollback()
        assert what in {row.what for row in found.differences}, statement


@pytest.mark.parametrize(("hours", "kinds"), [(-1, set()), (1, {"立場"})])
def test_orders_that_clerks_gave_before_it_was_the_approvers_are_no_difference(
    store: Store, hours: int, kinds: set[str]
) -> None:
    office = an_office(store)
    ordered(office)
    with store.writing() as session:
        if store.kind == "postgresql":
            session.connection().execute(sa.text("SET LOCAL session_replication_role = replica"))
        else:
            session.connection().execute(sa.text("DROP TRIGGER claim_event_no_update"))
        session.connection().execute(
            sa.update(ClaimEvent)
            .where(col(ClaimEvent.action) == ClaimAction.ORDER_RETURN)
            .values(
                person_id=office.clerk.person_id, at=CLERKS_ORDERED_UNTIL + timedelta(hours=hours)
            )
        )
        found = everything(Ctx(session, SYSTEM, NEXT_DAY))
        session.rollback()
    assert {row.what for row in found.differences} - {"期限"} == kinds


def test_the_command_says_what_differs_and_ends_with_one(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runtime, "store", lambda: office.store)
    sound = CliRunner().invoke(app, ["subsidy-check"])
    assert (sound.exit_code, sound.stderr) == (0, "")
    assert sound.stdout == "申請1件、予算1件を確かめました。合わない所は0件です。\n"
    run(office.store, "UPDATE claim SET state = 'completed'")
    broken = CliRunner().invoke(app, ["subsidy-check"])
    assert broken.exit_code == 1
    assert broken.stderr == (
        "C-2026-0001：状態が記録と合いません（いま completed、記録から paid）。\n"
    )


def test_the_check_runs_once_a_night_and_says_its_count_in_the_log(
    office: Office, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, logger="hub")
    run(office.store, "UPDATE claim SET state = 'completed'")
    ran = []
    one_at_night = datetime(2026, 12, 29, 16, 0, tzinfo=UTC)
    for hours in (-3, 0, 1, 9, 24):
        at = one_at_night + timedelta(hours=hours)
        monkeypatch.setattr("hub.platform.clock.now", lambda at=at: at)
        ran.append(nightly.check_nightly(office.store))
    assert ran == [False, True, False, False, True]
    said = [row for row in caplog.records if row.getMessage() == "subsidy.recheck"]
    assert [row.levelno for row in said] == [logging.ERROR, logging.ERROR]
    assert json.dumps([vars(row)["hub_fields"] for row in said]) == json.dumps([{"count": 1}] * 2)
