"""The very first visitor of a fresh server gets the page that was asked for."""

from pathlib import Path

import pytest

from models.vocab import Role
from tests.support import people
from tests.support.server import database, running
from tests.support.websocket import stream

pytestmark = pytest.mark.server


def test_the_first_deep_link_of_a_fresh_server_finds_its_page(tmp_path: Path) -> None:
    with database(tmp_path / "var") as store:
        ids = people.fill(store)
        token = people.signed_in(store, ids[Role.COORDINATOR])
    with (
        running(tmp_path / "var") as server,
        stream(server.url, {"hub_sid": token}) as tab,
    ):
        shown = tab.rerun("rounds")
    assert not shown.is_missing
    assert "募集回" in shown.text
