"""One world for each command and engine: the tests that must change nothing share it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import pytest

from hub import wiring
from hub.platform import commands
from hub.platform.db import Store
from tests.support.arrangements import ARRANGEMENTS
from tests.support.arrangements.case import Case
from tests.support.engines import KINDS, databases_of, fresh_store

PLACES: Final = [(engine, name) for engine in KINDS for name in sorted(ARRANGEMENTS)]


@pytest.fixture(scope="session", autouse=True)
def _bound() -> None:
    """Bind the ports as a process that works does, whichever of these tests comes first."""
    wiring.bind()


@dataclass(frozen=True, slots=True)
class World:
    """A database in which the command can be pressed by the actor of the case."""

    store: Store
    name: str
    case: Case

    def press(self, once: str = "one click") -> Any:  # noqa: ANN401  each command has its own answer
        """The rightful press."""
        return commands.run(
            self.store,
            commands.COMMANDS[self.name].function,
            actor=self.case.actor,
            now=self.case.now,
            once=once,
            raw=self.case.raw,
        )


@pytest.fixture(scope="session", params=PLACES, ids="-".join)
def world(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[World]:
    """Everything the command needs, made once; only the last of its tests presses it for good."""
    engine, name = request.param
    with fresh_store(databases_of(request, engine), tmp_path_factory.mktemp("world")) as store:
        yield World(store, name, ARRANGEMENTS[name](store))
