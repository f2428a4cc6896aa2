"""A crowded database is answered in words, and only what may pass by itself is tried again."""

import pytest
from psycopg.errors import DeadlockDetected, LockNotAvailable, QueryCanceled
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as NoConnection

from hub.kernel.errors import Refused
from hub.platform import db


@pytest.fixture(autouse=True)
def _no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hub.platform.db.time.sleep", lambda _seconds: None)


def test_a_client_who_gets_no_connection_asks_again_and_is_served() -> None:
    tries: list[int] = []

    def work() -> str:
        tries.append(1)
        if len(tries) < 3:
            raise NoConnection
        return "served"

    assert db.retry(work) == "served"
    assert len(tries) == 3


@pytest.mark.parametrize(
    "fault",
    [
        pytest.param(NoConnection(), id="no-connection"),
        pytest.param(
            OperationalError("", {}, Exception("database is locked")), id="database-locked"
        ),
        pytest.param(OperationalError("", {}, LockNotAvailable()), id="row-locked-too-long"),
        pytest.param(OperationalError("", {}, QueryCanceled()), id="queue-too-long"),
        pytest.param(OperationalError("", {}, DeadlockDetected()), id="deadlock"),
    ],
)
def test_after_five_tries_the_person_reads_that_it_is_crowded(fault: Exception) -> None:
    tries: list[int] = []

    def work() -> None:
        tries.append(1)
        raise fault

    with pytest.raises(Refused) as refusal:
        db.retry(work)
    assert refusal.value.reason is db.BUSY
    assert len(tries) == db.TRIES


def test_an_error_that_cannot_pass_is_not_tried_again() -> None:
    tries: list[int] = []

    def work() -> None:
        tries.append(1)
        raise OperationalError("", {}, Exception("no such table"))

    with pytest.raises(OperationalError):
        db.retry(work)
    assert len(tries) == 1


def test_nobody_waits_through_five_long_queues(monkeypatch: pytest.MonkeyPatch) -> None:
    at = iter((0.0, 15.0, 30.0, 45.0))
    monkeypatch.setattr("hub.platform.db.time.monotonic", lambda: next(at))
    tries: list[int] = []

    def work() -> None:
        tries.append(1)
        raise OperationalError("", {}, QueryCanceled())

    with pytest.raises(Refused) as refusal:
        db.retry(work)
    assert refusal.value.reason is db.BUSY
    assert len(tries) == 2
