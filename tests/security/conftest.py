"""One real server with one person and one session per role."""

from collections.abc import Iterator
from dataclasses import dataclass

import httpx2
import pytest

from models.vocab import Role
from tests.support import people
from tests.support.server import Server, database, running

COOKIE = "hub_sid"


@dataclass(frozen=True, slots=True)
class Site:
    """A server, and the cookie value of one signed-in person per role."""

    server: Server
    tokens: dict[Role, str]
    people: dict[Role, int]

    def cookies(self, role: Role | None) -> dict[str, str]:
        """Cookies of a role; none for a stranger."""
        return {COOKIE: self.tokens[role]} if role else {}


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Start one server for the tests of this folder."""
    folder = tmp_path_factory.mktemp("site")
    with database(folder) as store:
        ids = people.fill(store)
        tokens = {role: people.signed_in(store, one) for role, one in ids.items()}
    with running(folder) as server:
        yield Site(server, tokens, ids)


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
