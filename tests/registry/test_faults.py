"""A fault at any statement of a command leaves everything as it was, and the retry succeeds.

For each command the statements of one run are counted up to its commit, where it breaks; then it
runs again on the same records with a fault before single statements: the first, the last and some
evenly between.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import sqlalchemy as sa

from tests.registry.conftest import World
from tests.support import measure
from tests.support.database import digest

PLACES = measure.rounds(16, 8)


class PlantedFault(RuntimeError):
    """What the machine does when it breaks."""


@contextmanager
def fault_at(engine: sa.Engine, number: int) -> Iterator[list[int]]:
    """Break before the statement with this number (from 1); 0 only counts."""
    seen = [0]

    def before(*_facts: object) -> None:
        seen[0] += 1
        if seen[0] == number:
            raise PlantedFault

    sa.event.listen(engine, "before_cursor_execute", before)
    try:
        yield seen
    finally:
        sa.event.remove(engine, "before_cursor_execute", before)


@contextmanager
def fault_at_commit(engine: sa.Engine) -> Iterator[None]:
    """Break when everything is written and the commit is due."""

    def before(_connection: object) -> None:
        raise PlantedFault

    sa.event.listen(engine, "commit", before)
    try:
        yield
    finally:
        sa.event.remove(engine, "commit", before)


def test_a_fault_at_any_statement_leaves_all_or_nothing(world: World) -> None:
    """That the press has its effect afterwards is seen by the replays."""
    store = world.store
    before = digest(store)
    with (
        fault_at(store.engine, 0) as seen,
        fault_at_commit(store.engine),
        pytest.raises(PlantedFault),
    ):
        world.press()
    assert digest(store) == before, "a fault at the commit left something behind"
    assert seen[0] > 1
    for number in (broken := chosen(seen[0])):
        with fault_at(store.engine, number), pytest.raises(PlantedFault):
            world.press()
    # What one of them leaves behind nothing takes away again: one look after all of them is enough.
    assert digest(store) == before, f"a fault at one of the statements {broken} left something"


def chosen(count: int) -> list[int]:
    """Numbers of the statements that break: first, last, evenly between."""
    return sorted({1 + place * (count - 1) // (PLACES - 1) for place in range(PLACES)})
