"""The health of a process says by name what is not well, and leaves nothing behind."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlmodel import select

from hub.platform import anchors, clock, health, life, outbox, runtime
from hub.platform.context import Actor, Ctx, Seat
from hub.platform.db import Store
from models.platform import Delivery, RateWindow
from models.vocab import Channel, Role
from tests.support import people
from tests.support.internship import rows


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """Settings of an instance of its own, in a process that is warm and whose worker looks."""
    monkeypatch.setenv("HUB_DATA_DIR", str(tmp_path))
    runtime.forget()
    life.LIFE.begin()
    life.LIFE.beat()
    life.LIFE.warmed()
    yield monkeypatch
    life.LIFE.begin()
    monkeypatch.undo()
    runtime.forget()


def ill(store: Store) -> set[str]:
    """Names of what is not well; how full the disk of the machine is, is not ours."""
    return {name for name, is_well in health.checks(store).items() if not is_well} - {"disk"}


def test_a_process_in_order_is_ready_and_its_trial_write_leaves_no_row(
    store: Store, settings: pytest.MonkeyPatch
) -> None:
    found = health.checks(store)
    assert set(found) == {"open", "warm", "write", "schema", "disk", "outbox", "worker"}
    assert found["write"]
    assert rows(store, RateWindow) == []


def test_a_process_that_ends_or_is_cold_is_not_ready(
    store: Store, settings: pytest.MonkeyPatch
) -> None:
    before = ill(store)
    life.LIFE.end()
    assert ill(store) - before == {"open"}
    life.LIFE.begin()
    assert ill(store) - before == {"warm"}


def test_a_notice_that_waits_too_long_is_seen(store: Store, settings: pytest.MonkeyPatch) -> None:
    person = people.fill(store)[Role.STUDENT]
    before = ill(store)
    with store.writing() as session:
        reader = Actor(person, "test", Seat(0, Role.STUDENT))
        outbox.notice(
            Ctx(session, reader, clock.now() - timedelta(minutes=14)), "test", "1", person, "x"
        )
    assert ill(store) == before
    _wait_longer(store, None)
    assert ill(store) - before == {"outbox"}
    _wait_longer(store, Channel.LETTER)
    assert ill(store) == before, "a letter waits for people, not for the post"


def _wait_longer(store: Store, channel: Channel | None) -> None:
    with store.writing() as session:
        row = session.exec(select(Delivery)).one()
        row.not_before, row.channel = clock.now() - timedelta(minutes=16), channel
        session.add(row)


def test_the_anchor_is_looked_at_where_one_is_asked_for_and_set_once_a_day(
    store: Store, settings: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    people.fill(store)
    assert anchors.keep_daily(store) is False, "no folder is given"
    settings.setenv("HUB_ANCHOR_DIR", str(tmp_path / "anchors"))
    runtime.forget()
    assert "anchor" in ill(store)
    assert [anchors.keep_daily(store) for _minute in range(2)] == [True, False]
    assert "anchor" not in ill(store)
    later = clock.now() + timedelta(hours=49)
    settings.setattr(clock, "now", lambda: later)
    assert "anchor" in ill(store)
    assert anchors.keep_daily(store) is True
