"""What the server looks at every minute: one piece that fails hinders no other."""

import logging

import pytest

from hub.platform import jobs
from hub.platform.db import Store


def test_a_piece_that_fails_is_logged_and_the_others_are_done(
    store: Store, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    done: list[str] = []

    def broken(_store: Store) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(jobs, "EACH_MINUTE", {})
    jobs.repeat("broken", broken)
    jobs.repeat("whole", lambda _store: done.append("whole"))
    with caplog.at_level(logging.ERROR, logger="hub.jobs"):
        jobs.do_repeated(store)
        jobs.do_repeated(store)
    assert done == ["whole", "whole"]
    assert [record.getMessage() for record in caplog.records] == ["jobs.repeated.fault"] * 2


def test_one_process_of_several_does_what_is_due_in_a_minute(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []
    monkeypatch.setattr(jobs, "EACH_MINUTE", {})
    jobs.repeat("once", lambda _store: done.append("once"))
    for minute in (1, 1, 2, 1):
        jobs.do_repeated(store, minute)
    assert done == ["once", "once"]
