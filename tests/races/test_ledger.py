"""Forty clients reserve the same rooms crosswise at once, and one half-day has one winner.

Measured, on both engines: 1,000 requests for one to three calendars in any order over eight days,
mixed with releases, confirmations and moves, leave no overlap, no deadlock, no stuck and no missing
cell. Of forty clients who want the last free half-day exactly one gets it, round after round. The
threads share one process: SQLite writers queue at the store's mutex, PostgreSQL clients meet at the
rows; several server processes are not measured here.
"""

import random
import threading
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Final

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import OperationalError
from sqlmodel import col, func, select

from hub.directory import service as directory
from hub.directory.service import Holder, Wanted
from hub.kernel.errors import Refused
from hub.kernel.intervals import Span
from hub.platform.context import Ctx
from hub.platform.db import Store, retry
from models.directory import Reservation
from models.vocab.directory import HolderKind, ReservationState
from tests.support.ledger import (
    LATER,
    NOW,
    SYSTEM,
    calendars,
    half_day,
    overlaps,
    span,
    stuck_cells,
    uncovered_cells,
)
from tests.support.measure import rounds

CLIENTS: Final = 40
EACH: Final = 25
ROUNDS: Final = rounds(whole=20, part=5)


def at_once(work: Callable[[int], Counter[str]]) -> Counter[str]:
    """Outcomes of all clients, who start together."""
    gate = threading.Barrier(CLIENTS)

    def client(number: int) -> Counter[str]:
        gate.wait(timeout=60)
        return work(number)

    with ThreadPoolExecutor(CLIENTS) as clients:
        return sum(clients.map(client, range(CLIENTS)), Counter())


def tried(store: Store, act: Callable[[Ctx], object]) -> str:
    """How one transaction ended: done, refused with its code, or a database error by its state.

    A client who gets no connection in time asks again, as the product does; a deadlock would too,
    so the server's own count of deadlocks is read at the end.
    """

    def transaction() -> None:
        with store.writing() as session:
            act(Ctx(session, SYSTEM, NOW))

    try:
        retry(transaction)
    except Refused as refusal:
        return refusal.reason.code
    except OperationalError as error:
        return f"database {getattr(error.orig, 'sqlstate', error.orig)}"
    return "done"


def some_time(dice: random.Random) -> Span:
    """One to four hours of one of eight days, on the half hour."""
    start = dice.randrange(0, 20) * 30 + dice.randrange(8) * 24 * 60
    return span(start, dice.randrange(2, 9) * 30)


@pytest.mark.slow
def test_a_thousand_overlapping_requests_over_three_calendars_leave_no_overlap(
    store: Store,
) -> None:
    rooms = calendars(store, 3)

    def client(number: int) -> Counter[str]:
        dice, ended = random.Random(number), Counter[str]()  # noqa: S311  a story, not a secret
        for turn in range(EACH):
            holder = Holder(HolderKind.TRAINING, number * EACH + turn)
            chosen = dice.sample(rooms, dice.randint(1, 3))
            time = some_time(dice)
            wanted = [Wanted(room, time) for room in chosen]
            ended[f"hold {tried(store, a_hold(wanted, holder))}"] += 1
            later = dice.choice(("release", "confirm", "move", "release"))
            other = Wanted(dice.choice(rooms), some_time(dice))
            ended[f"{later} {tried(store, an_end(later, holder, time, other))}"] += 1
        return ended

    ended = at_once(client)
    assert sum(times for what, times in ended.items() if what.startswith("hold ")) == 1000
    assert not [what for what in ended if "database" in what], ended
    assert ended["hold done"] > 0
    assert ended["hold directory.time_taken"] > 0
    assert ended["move done"] > 0
    assert (overlaps(store), stuck_cells(store), uncovered_cells(store)) == (0, 0, 0)
    assert deadlocks(store) == 0


def a_hold(wanted: list[Wanted], holder: Holder) -> Callable[[Ctx], object]:
    return lambda ctx: directory.hold(ctx, wanted=wanted, holder=holder, until=LATER)


def an_end(what: str, holder: Holder, old: Span, new: Wanted) -> Callable[[Ctx], object]:
    ends: dict[str, Callable[[Ctx], object]] = {
        "release": lambda ctx: directory.release(ctx, holder=holder),
        "confirm": lambda ctx: directory.confirm(ctx, holder=holder),
        "move": lambda ctx: directory.move(ctx, holder=holder, old=old, new=new),
    }
    return ends[what]


def deadlocks(store: Store) -> int:
    """Deadlocks the server has counted in this database; SQLite has one writer and none."""
    if store.kind == "sqlite":
        return 0
    asked = sa.text("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()")
    with store.reading() as session:
        return int(session.connection().execute(asked).scalar_one())


@pytest.mark.slow
def test_the_last_free_half_day_has_exactly_one_winner_of_forty(store: Store) -> None:
    (room,) = calendars(store)
    gate = threading.Barrier(CLIENTS)

    def client(number: int) -> Counter[str]:
        ended = Counter[str]()
        for turn in range(ROUNDS):
            gate.wait(timeout=60)
            wanted = [Wanted(room, half_day(turn))]
            holder = Holder(HolderKind.ENGAGEMENT, number + 1)
            ended[f"{turn} {tried(store, a_hold(wanted, holder))}"] += 1
        return ended

    ended = at_once(client)
    assert [ended[f"{turn} done"] for turn in range(ROUNDS)] == [1] * ROUNDS
    lost = [ended[f"{turn} directory.time_taken"] for turn in range(ROUNDS)]
    assert lost == [CLIENTS - 1] * ROUNDS
    with store.reading() as session:
        live = col(Reservation.state) == ReservationState.HELD
        query = select(func.count()).select_from(Reservation).where(live)
        assert session.exec(query).one() == ROUNDS
    assert (overlaps(store), stuck_cells(store), uncovered_cells(store)) == (0, 0, 0)
