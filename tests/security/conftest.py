"""One real server with one person and one session per role."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx2
import pytest

from hub.platform import runtime
from hub.platform.db import Store
from models.vocab import Role
from tests.support import people
from tests.support.registry import address, registered
from tests.support.server import Server, database, running
from tests.support.websocket import Shown, stream

COOKIE = "hub_sid"


@dataclass(frozen=True, slots=True)
class Site:
    """A server, and the cookie value of one signed-in person per role."""

    server: Server
    tokens: dict[Role, str]
    people: dict[Role, int]
    first_visits: dict[str, Shown]

    def cookies(self, role: Role | None) -> dict[str, str]:
        """Cookies of a role; none for a stranger."""
        return {COOKIE: self.tokens[role]} if role else {}


def _first_visits(server: Server) -> dict[str, Shown]:
    """Open every page by its address as a stranger, before anybody else has asked for anything."""
    shown = {}
    for page in reversed(registered()):
        with stream(server.url, {}) as tab:
            shown[page.path] = tab.rerun(address(page))
    return shown


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Start one server for the tests of this folder."""
    folder = tmp_path_factory.mktemp("site")
    with database(folder) as store:
        ids = people.fill(store)
        tokens = {role: people.signed_in(store, one) for role, one in ids.items()}
    with running(folder) as server:
        yield Site(server, tokens, ids, _first_visits(server))


@pytest.fixture
def instance(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """An instance of this process with one person per role."""
    monkeypatch.setenv("HUB_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("HUB_PUBLIC_URL", "http://127.0.0.1")
    monkeypatch.setenv("HUB_SHARED_ADDRESSES", "203.0.113.9")
    with database(tmp_path) as store:
        people.fill(store)
        runtime.forget()
        yield store
    monkeypatch.undo()
    runtime.forget()


@pytest.fixture
def stranger(site: Site) -> Iterator[httpx2.Client]:
    """Open a client without a session; redirects are not followed."""
    with httpx2.Client(base_url=site.server.url, trust_env=False) as client:
        yield client


@pytest.fixture
def clerk(site: Site) -> Iterator[httpx2.Client]:
    """Open a client with the session of a ward clerk."""
    with httpx2.Client(
        base_url=site.server.url, trust_env=False, cookies=site.cookies(Role.WARD_CLERK)
    ) as client:
        yield client
