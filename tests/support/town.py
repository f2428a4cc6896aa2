"""A server on a small demo with a session for each role: what the gates of the browser look at."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from hub import wiring
from hub.platform import clock
from models.vocab import Role
from seed import demo
from tests.support import gates, visits
from tests.support.server import Server, database, running


@dataclass(frozen=True, slots=True)
class Town:
    """A server on a small demo, a session per role, and all texts of its people."""

    server: Server
    tokens: dict[Role, str]
    texts: list[str]


@contextmanager
def small_town(folder: Path) -> Iterator[Town]:
    """Fill the story of the demo with fewer firms and students, and serve it."""
    with pytest.MonkeyPatch.context() as patch, database(folder) as store:
        patch.setattr(demo, "FIRM_COUNT", 36)
        patch.setattr(demo, "STUDENT_COUNT", 14)
        wiring.bind()
        demo.fill(store, clock.now())
        tokens = visits.sessions(store)
        texts = gates.stored_texts(store)
    with running(folder) as server:
        yield Town(server, tokens, texts)
