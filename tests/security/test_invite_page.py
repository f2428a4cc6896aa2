"""The page of an invitation: nothing on it leads away from what is shown once."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.testclient import TestClient

from hub.accounts import ports, service
from hub.directory.reads import FirmPlaces
from hub.platform import clock, runtime
from hub.platform.db import Store
from models.vocab import Role
from pages.routes import invite
from pages.routes.edge import Edge
from tests.security.test_passwords import ORIGIN, send
from tests.support.internship import a_person, a_place, do
from tests.support.server import database


@pytest.fixture
def instance(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """An instance of this process in which one clerk has been invited."""
    monkeypatch.setenv("HUB_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("HUB_PUBLIC_URL", ORIGIN)
    ports.bind_firm_places(FirmPlaces())
    with database(tmp_path) as store:
        admin = a_person(store, Role.ADMIN, ward_id=a_place(store).ward)
        do(
            store, service.send_invitation, admin, now=clock.now(), name="濵田 直子",
            kana="ハマダ ナオコ", role=Role.WARD_CLERK, firm_id=None,
            token_hash=service.token_hash("link"),
        )  # fmt: skip
        runtime.forget()
        yield store
    ports.bind_firm_places(None)
    monkeypatch.undo()
    runtime.forget()


def client() -> TestClient:
    """A browser that knows nothing yet."""
    app = Starlette(routes=invite.routes(), middleware=[Middleware(Edge)])
    return TestClient(app, base_url=ORIGIN, follow_redirects=False, client=("203.0.113.9", 1))


@pytest.mark.usefixtures("instance")
def test_the_number_is_shown_once_and_no_link_of_the_page_loses_it() -> None:
    visitor = client()
    visitor.get("/invite?t=link")
    assert "lang=en" in visitor.get("/invite").text
    done = send(visitor, "/invite")
    assert done.status_code == 200
    assert "W00000" in done.text
    assert "lang=en" not in done.text
    assert "size=24" not in done.text


@pytest.mark.usefixtures("instance")
def test_a_link_that_was_used_is_dead_for_everybody_else() -> None:
    first, other = client(), client()
    for visitor in (first, other):
        visitor.get("/invite?t=link")
    assert send(first, "/invite").status_code == 200
    assert send(other, "/invite").status_code in {403, 404}
    assert "hub_sid" not in other.cookies
