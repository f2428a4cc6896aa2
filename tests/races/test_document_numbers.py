"""Numbers of claims and receipts: 16 writers at once, a third of them fail after taking one.

Measured: sixteen threads wait at a barrier and then take ten numbers each, one write transaction
per number; every third transaction is rolled back. What is kept is 1..N without a gap.
"""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from hub.platform.context import Ctx
from hub.platform.db import Store, retry
from hub.subsidy import queries
from models.subsidy import DocCounter
from tests.support.internship import NOW, SYSTEM, a_ward, rows

WRITERS, TRIES, FAILS = 16, 10, 3
SERIES = "R-2026"


def fall_over(attempt: int) -> None:
    """Fail at every third click."""
    if attempt % FAILS == 0:
        raise FellOverError


class FellOverError(Exception):
    """Something went wrong after the number was taken."""


@pytest.mark.slow
def test_numbers_have_no_gap_though_every_third_click_fails(store: Store) -> None:
    ward = a_ward(store)
    gate = threading.Barrier(WRITERS)

    def take(attempt: int) -> int | None:
        try:
            with store.writing() as session:
                number = queries.next_number(Ctx(session, SYSTEM, NOW), ward, SERIES)
                fall_over(attempt)
                return number
        except FellOverError:
            return None

    def writer(first: int) -> list[int | None]:
        gate.wait(timeout=60)
        return [retry(lambda at=first + turn: take(at)) for turn in range(TRIES)]  # type: ignore[misc]  # a default binds the turn

    with ThreadPoolExecutor(WRITERS) as writers:
        given = [each for found in writers.map(writer, range(WRITERS)) for each in found]
    kept = sorted(number for number in given if number is not None)
    assert kept == list(range(1, len(kept) + 1))
    assert WRITERS * TRIES // 2 < len(kept) < WRITERS * TRIES
    assert [row.last for row in rows(store, DocCounter)] == [len(kept)]
