"""What a page fills in for a person reaches the browser also when a run is cut short."""

from pathlib import Path
from typing import Any

import pytest

from models.vocab import Role
from tests.support import people
from tests.support.server import database, running
from tests.support.websocket import stream

pytestmark = pytest.mark.server


def filled_in(elements: list[Any]) -> list[str]:
    """Every field and the value that the page gives it, whatever the browser had before."""
    found = []
    for element in elements:
        kind = element.WhichOneof("type")
        field = getattr(element, kind)
        if getattr(field, "set_value", False):
            value = getattr(field, "value", None)
            found.append(f"{kind} {field.id.split('-', 2)[-1]}: {value!r}")
    return found


def test_a_field_not_yet_drawn_is_filled_in_again(tmp_path: Path) -> None:
    """The second run begins before the browser has drawn anything: it sends no field at all."""
    with database(tmp_path / "var") as store:
        ids = people.fill(store)
        token = people.signed_in(store, ids[Role.COORDINATOR])
    with (
        running(tmp_path / "var") as server,
        stream(server.url, {"hub_sid": token}) as tab,
    ):
        first = filled_in(tab.rerun("training-new").elements)
        second = filled_in(tab.rerun("training-new").elements)
    assert any("min_age" in one for one in first)
    assert second == first
