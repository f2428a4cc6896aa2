"""A day is closed by its expert and held by a group at the same moment, 20 times, on both engines.

Measured: in each round one thread paints the day off and one holds its afternoon, each the way the
product does it: calendar first, then what is free, then the write. Exactly one of the two succeeds.
"""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest

from hub.directory import service as directory
from hub.directory.service import Holder, Wanted
from hub.experts import availability, service, slots
from hub.kernel.errors import Refused
from hub.platform.context import Actor, Ctx
from hub.platform.db import Store, retry
from models.experts.roster import AvailabilityException, Expert
from models.vocab.directory import HolderKind
from models.vocab.experts import DayPart
from tests.support.internship import NOW, SYSTEM, do, rows
from tests.support.measure import rounds
from tests.support.roster import an_expert

ROUNDS = rounds(whole=20, part=6)
FIRST = date(2026, 12, 7)
EVERY_DAY = [{"weekday": weekday, "part": "full", "on_holidays": True} for weekday in range(7)]


def hold_afternoon(store: Store, expert_id: int, day: date) -> bool:
    """Hold what is free of the afternoon; False when it is not free any more."""
    wanted = slots.half_day(day, DayPart.PM)

    def attempt() -> bool:
        with store.writing() as session:
            expert = session.get(Expert, expert_id)
            assert expert is not None
            ctx = Ctx(session, SYSTEM, NOW)
            availability.take_calendars(ctx, [expert])
            if wanted not in availability.free_halves(ctx, [expert], day, day)[expert_id]:
                return False
            directory.hold(
                ctx,
                wanted=[Wanted(expert.resource_id, wanted)],
                holder=Holder(HolderKind.ENGAGEMENT, day.toordinal()),
                until=NOW + timedelta(days=5),
            )
            return True

    return retry(attempt)


def paint_off(store: Store, actor: Actor, expert_id: int, day: date) -> bool:
    """Press the cell; False when the sentence says that the day is taken."""
    days = [{"day": day, "part": "closed"}]
    try:
        do(store, service.paint_days, actor, expert_id=expert_id, days=days)
    except Refused:
        return False
    return True


@pytest.mark.slow
def test_a_day_is_either_closed_or_held_but_never_both(store: Store) -> None:
    actor, expert_id = an_expert(
        store, week=EVERY_DAY, notice_days=0, cap_month_days=31, cap_week_hours=60
    )
    days = [FIRST + timedelta(days=number) for number in range(ROUNDS)]
    gate = threading.Barrier(2)

    def at_the_gate(act: Callable[[date], bool]) -> list[bool]:
        answers = []
        for day in days:
            gate.wait(timeout=60)
            answers.append(act(day))
        return answers

    with ThreadPoolExecutor(2) as both:
        closing = both.submit(at_the_gate, lambda day: paint_off(store, actor, expert_id, day))
        holding = both.submit(at_the_gate, lambda day: hold_afternoon(store, expert_id, day))
        closed, held = closing.result(), holding.result()
    assert [one + other for one, other in zip(closed, held, strict=True)] == [1] * ROUNDS
    off = {row.day for row in rows(store, AvailabilityException)}
    assert off == {day for day, was_closed in zip(days, closed, strict=True) if was_closed}
