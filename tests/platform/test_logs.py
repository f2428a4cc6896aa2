"""Log lines hold facts and no person's words; every refusal leaves exactly one."""

import io
import json
import logging
from collections.abc import Iterator

import pytest

from hub.directory import service as directory
from hub.kernel.errors import Forbidden
from hub.platform import commands, logs
from hub.platform.context import Actor, Seat
from hub.platform.db import Store
from models.vocab import Role
from tests.platform.test_commands import NOW, a_ward


@pytest.fixture
def lines() -> Iterator[io.StringIO]:
    """What the product logs during a test."""
    kept = (logs.LOG.handlers, logs.LOG.level, logs.LOG.propagate)
    stream = io.StringIO()
    logs.configure(stream)
    yield stream
    logs.LOG.handlers, logs.LOG.propagate = kept[0], kept[2]
    logs.LOG.setLevel(kept[1])


def written(stream: io.StringIO) -> list[dict[str, object]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def test_a_refused_click_is_one_line_with_its_reason_and_nothing_personal(
    store: Store, lines: io.StringIO
) -> None:
    ward = a_ward(store)
    clerk = Actor(7, "濵田 直子", Seat(1, Role.WARD_CLERK, ward_id=ward + 1))
    with pytest.raises(Forbidden):
        commands.run(
            store, directory.add_firm, actor=clerk, now=NOW, once="x",
            raw={"ward_id": ward, "name": "髙﨑精密\n", "kana": "タカサキ", "town": "蒲田"},
        )  # fmt: skip
    refusals = [line for line in written(lines) if line["event"] == "refusal"]
    assert len(refusals) == 1
    assert refusals[0]["reason"] == "directory.other_ward"
    assert refusals[0]["actor_id"] == 7
    assert refusals[0]["outcome"] == "forbidden"
    assert "濵田" not in lines.getvalue()
    assert "髙﨑" not in lines.getvalue()


def test_a_done_command_is_one_line(store: Store, lines: io.StringIO) -> None:
    a_ward(store)
    assert [(line["event"], line["command"]) for line in written(lines)] == [
        ("command", "directory:ward:add")
    ]


def test_a_field_that_is_not_listed_never_leaves() -> None:
    with pytest.raises(TypeError, match="name"):
        logs.event("something", name="濵田 直子")


def test_a_line_break_in_a_value_stays_on_one_line(lines: io.StringIO) -> None:
    logs.event("something", level=logging.WARNING, path='/a\n{"event": "forged"}')
    assert len(lines.getvalue().splitlines()) == 1
    assert written(lines)[0]["path"] == '/a\n{"event": "forged"}'
