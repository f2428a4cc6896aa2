"""A server on a small demo with a session for each role: what the gates of the browser look at."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from models.vocab import Role
from tests.support import gates, visits
from tests.support.filled import small_demo
from tests.support.server import Server, database, running


@dataclass(frozen=True, slots=True)
class Town:
    """A server on a small demo, a session per role, and all texts of its people."""

    server: Server
    tokens: dict[Role, str]
    texts: list[str]


@contextmanager
def small_town(folder: Path) -> Iterator[Town]:
    """Fill the small demo and serve it."""
    with database(folder) as store:
        small_demo(store)
    with served(folder) as town:
        yield town


@contextmanager
def served(folder: Path) -> Iterator[Town]:
    """Serve a filled data folder with a session for each role."""
    with database(folder) as store:
        tokens = visits.sessions(store)
        texts = gates.stored_texts(store)
    with running(folder, warm=True) as server:
        yield Town(server, tokens, texts)
