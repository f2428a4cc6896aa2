"""What many firms get when all sign up for the last seat at the same moment, on both engines.

Measured: 200 threads wait at a barrier and then each takes the one seat of the same course by the
guarded update, for several courses one after the other: exactly one wins each. Then 80 firms sign
one person up each by the whole use case, for 2 courses (200 firms and 20 courses were run once,
with the same outcome): exactly one is confirmed, 79 wait under the numbers 1..79, and the counters
of seats and quotas equal the parties that sit. Last, the firms of one course sign up, answer and
withdraw in a random mixture at once. The threads share one process: SQLite writers queue at the
store's mutex, PostgreSQL clients share the pool of 30 connections.
"""

import random
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from hub.kernel.errors import HubError, Refused
from hub.platform.context import Actor, Ctx, Seat
from hub.platform.db import BUSY, Store, retry
from hub.training import pool, service
from hub.training.naming import Newcomer
from models.directory import Firm
from models.training import FirmQuota, SeatPool, SignUp
from models.vocab import Role
from models.vocab.training import SignUpState, SizeBand
from tests.support.internship import SYSTEM, rows
from tests.support.measure import rounds
from tests.support.training import (
    FIRST_DAY,
    NOW,
    Town,
    a_small_course,
    a_town,
    counters_are_true,
    newcomer,
    session,
)

CLIENTS = 200
ROUNDS = rounds(whole=20, part=5)
WHOLE_CLIENTS = 80
WHOLE_ROUNDS = 2
WAIT_SECONDS = 300
MOST_PRESSES = 20
MIXED_CLIENTS = 24
MIXED_TURNS = 12


def many_firms(town: Town, count: int) -> list[Actor]:
    """Tutors of so many firms of the ward; they need no account of their own for this."""
    with town.store.writing() as opened:
        firms = [
            Firm(
                ward_id=town.ward, name=f"{number}号製作所", kana="ア", kana_key="ア",
                name_fold=f"{number}号製作所", town="蒲田",
                created_at=NOW,
            )
            for number in range(count)
        ]  # fmt: skip
        opened.add_all(firms)
        opened.flush()
        ids = [firm.id or 0 for firm in firms]
    role, person = Role.FIRM_TUTOR, town.firms[0].person_id
    return [Actor(person, "", Seat(1, role, town.ward, firm_id)) for firm_id in ids]


def at_once(clients: list[Callable[[int], object]], turns: int) -> None:
    """Let every client take its turns; all start each turn at the barrier."""
    gate = threading.Barrier(len(clients))
    faults: list[BaseException] = []

    def play(client: Callable[[int], object]) -> None:
        try:
            for turn in range(turns):
                gate.wait(timeout=WAIT_SECONDS)
                client(turn)
        except threading.BrokenBarrierError:
            return
        except BaseException as fault:  # noqa: BLE001  told below; the others must not wait for it
            faults.append(fault)
            gate.abort()

    with ThreadPoolExecutor(len(clients)) as threads:
        list(threads.map(play, clients))
    assert not faults, faults
    assert not gate.broken


def pressed(store: Store, actor: Actor, function: Callable[..., object], **values: object) -> None:
    """Run a use case in a transaction of its own; a refusal is a polite answer too.

    Who reads that it is crowded presses again, as a person does.
    """

    def attempt() -> None:
        with store.writing() as opened:
            function(Ctx(opened, actor, NOW), **values)

    for _press in range(MOST_PRESSES):
        try:
            retry(attempt)
        except HubError as refusal:
            if isinstance(refusal, Refused) and refusal.reason is BUSY:
                continue
        return


def courses_of_one(town: Town, count: int) -> list[int]:
    """Courses with one seat, on as many days."""
    return [
        a_small_course(town, 1, sessions=[session(FIRST_DAY + timedelta(days=at))])
        for at in range(count)
    ]


@pytest.mark.slow
def test_the_one_seat_is_taken_by_exactly_one_of_two_hundred_clients(store: Store) -> None:
    town = a_town(store, firms=1)
    courses_of_one(town, ROUNDS)
    pools, firm_id = rows(store, SeatPool), town.firms[0].seat.firm_id or 0
    with store.writing() as opened:
        opened.add_all(
            FirmQuota(pool_id=row.id, firm_id=firm_id, most=CLIENTS, used=0) for row in pools
        )
    won: list[int] = []

    def client(turn: int) -> None:
        def attempt() -> None:
            with store.writing() as opened:
                ctx = Ctx(opened, SYSTEM, NOW)
                row = opened.get_one(SeatPool, pools[turn].id)
                if pool.take(ctx, row, firm_id, 1):
                    won.append(turn)

        retry(attempt)

    at_once([client] * CLIENTS, ROUNDS)
    assert sorted(won) == list(range(ROUNDS))
    assert [row.taken for row in rows(store, SeatPool)] == [1] * ROUNDS
    assert [row.used for row in rows(store, FirmQuota)] == [1] * ROUNDS


@pytest.mark.slow
def test_the_last_seat_goes_to_exactly_one_of_eighty_firms(store: Store) -> None:
    town = a_town(store, firms=1)
    courses = courses_of_one(town, WHOLE_ROUNDS)
    firms = many_firms(town, WHOLE_CLIENTS)

    def client(actor: Actor) -> Callable[[int], object]:
        person = Newcomer(**newcomer("荒木 一"))

        def act(turn: int) -> None:
            pressed(
                store, actor, service.sign_up, training_id=courses[turn],
                firm_id=actor.seat.firm_id, size_band=SizeBand.UP_TO_5, trainees=(),
                newcomers=(person,),
            )  # fmt: skip

        return act

    at_once([client(actor) for actor in firms], WHOLE_ROUNDS)
    parties = rows(store, SignUp)
    for training_id in courses:
        mine = [row for row in parties if row.training_id == training_id]
        assert [row.state for row in mine].count(SignUpState.CONFIRMED) == 1
        places = sorted(row.place for row in mine if row.state == SignUpState.WAITING)
        assert places == list(range(1, WHOLE_CLIENTS))
    assert [pool.taken for pool in rows(store, SeatPool)] == [1] * WHOLE_ROUNDS
    counters_are_true(store)


@pytest.mark.slow
def test_a_mixture_of_everything_at_once_leaves_the_counters_true(store: Store) -> None:
    town = a_town(store, firms=1)
    training_id = a_small_course(town, 5)
    firms = many_firms(town, MIXED_CLIENTS)

    def client(actor: Actor) -> Callable[[int], object]:
        dice = random.Random(actor.seat.firm_id)  # noqa: S311  a game, not a secret

        def act(turn: int) -> None:
            own = [row for row in rows(store, SignUp) if row.firm_id == actor.seat.firm_id]
            row = dice.choice(own) if own else None
            if row is None or dice.random() < 0.4:
                people = tuple(
                    Newcomer(**newcomer(f"荒木 {turn} {at}")) for at in range(dice.randint(1, 2))
                )
                pressed(
                    store, actor, service.sign_up, training_id=training_id,
                    firm_id=actor.seat.firm_id, size_band=SizeBand.FROM_6_TO_20, trainees=(),
                    newcomers=people,
                )  # fmt: skip
            else:
                answers = (service.withdraw, service.accept_promotion, service.decline_promotion)
                pressed(store, actor, dice.choice(answers), sign_up_id=row.id)

        return act

    at_once([client(actor) for actor in firms], MIXED_TURNS)
    counters_are_true(store)
    found = {row.state for row in rows(store, SignUp)}
    assert found >= {SignUpState.WAITING, SignUpState.WITHDRAWN}
    # Whoever was last to withdraw decides whether the seats are taken or offered in the end.
    assert found & {SignUpState.CONFIRMED, SignUpState.OFFERED}
