"""What 200 clients get when all ask at the same moment, over and over, on both engines.

Measured: 200 threads wait at a barrier and then run one write transaction each. After each round
the reference numbers given out so far are exactly 1..N (N = 200, 400, ...): no gap, none twice. For
the last seat exactly one of the 200 guarded updates succeeds in each round. The threads share one
process: SQLite writers queue at the store's mutex, PostgreSQL clients share the pool of 30
connections; several server processes are not measured here.
"""

import json
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest

from hub.internship import placing, queries, service
from hub.platform.context import Ctx
from hub.platform.db import Store, retry
from models.internship import Seat
from tests.support.internship import NOW, SYSTEM, a_place, do, rows, small_round
from tests.support.measure import rounds

CLIENTS = 200
ROUNDS = rounds(whole=20, part=5)


def at_once(store: Store, act: Callable[[Ctx, int], int]) -> list[list[int]]:
    """Answers of all clients, round by round; every client starts at the barrier."""
    gate = threading.Barrier(CLIENTS)

    def client(_number: int) -> list[int]:
        answers = []
        for turn in range(ROUNDS):
            gate.wait(timeout=60)
            answers.append(retry(lambda turn=turn: transaction(turn)))  # type: ignore[misc]  # a default binds the turn
        return answers

    def transaction(turn: int) -> int:
        with store.writing() as session:
            return act(Ctx(session, SYSTEM, NOW), turn)

    with ThreadPoolExecutor(CLIENTS) as clients:
        answers = list(clients.map(client, range(CLIENTS)))
    return [list(turn) for turn in zip(*answers, strict=True)]


@pytest.mark.slow
def test_two_hundred_clients_get_each_reference_number_once_and_without_a_gap(
    store: Store,
) -> None:
    given = at_once(store, lambda ctx, _turn: queries.next_number(ctx, "R-2026"))
    for turn, numbers in enumerate(given):
        first = turn * CLIENTS + 1
        assert sorted(numbers) == list(range(first, first + CLIENTS))


@pytest.mark.slow
def test_the_last_seat_goes_to_exactly_one_of_two_hundred_clients(store: Store) -> None:
    seats = seats_of_one(store)
    won = at_once(store, lambda ctx, turn: int(placing._take(ctx, seats[turn], 1)))
    assert [sum(turn) for turn in won] == [1] * ROUNDS
    assert [seat.taken for seat in rows(store, Seat)] == [1] * ROUNDS


def seats_of_one(store: Store) -> list[Seat]:
    """One programme with one seat in each of its weeks."""
    place = a_place(store)
    start = date(2027, 4, 5)
    weeks = [(start + timedelta(7 * at), start + timedelta(7 * at + 4)) for at in range(ROUNDS)]
    names = [f"w{at:02d}" for at in range(ROUNDS)]
    instance = small_round() | {
        "periods": [
            {"id": name, "start": str(first), "end": str(last)}
            for name, (first, last) in zip(names, weeks, strict=True)
        ],
        "programmes": [
            {"id": "A", "firm": "甲製作所", "trade": "旋盤", "capacity": dict.fromkeys(names, 1)}
        ],
        "min_trades": 1,
        "students": [],
        "ratings": [],
        "pins": [],
        "bans": [],
    }
    do(
        store, service.import_round, place.coordinator,
        ward_id=place.ward, name="席の取り合い", document=json.dumps(instance),
    )  # fmt: skip
    return rows(store, Seat)
