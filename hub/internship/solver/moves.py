"""Every single step one student can take from the present timetable; no choice between them."""

from typing import Final

import numpy as np

from hub.internship.solver.board import Ints
from hub.internship.solver.facts import Table
from hub.internship.solver.seating import Seating

NONE: Final = -1
# Columns of a step: seat left, seat entered (NONE: outside), cost, student, code given up,
# code taken, code given up beside, code taken beside.
TAIL, HEAD, COST, STUDENT, OUT, IN, BESIDE_OUT, BESIDE_IN = range(8)
WIDTH: Final = 8


def steps_of(seating: Seating, student: int) -> Ints:
    """Relocations, additions and drops of a student, as rows of eight columns."""
    facts, table = seating.facts, seating.tables[student]
    rows: list[tuple[int, ...]] = []
    pins = facts.pins.get(student, frozenset())
    for out in table:
        if out in pins:
            continue
        rest = tuple(code for code in table if code != out)
        lost = facts.reward[len(table)] - facts.reward[len(rest)] - facts.price[out]
        rows.append((facts.seat[out], NONE, lost, student, out, NONE, NONE, NONE))
        _enter(seating, student, rest, out, rows)
    if len(table) < facts.rotations:
        _enter(seating, student, table, NONE, rows)
    return np.array(rows, dtype=np.int64).reshape(-1, WIDTH)


def _enter(
    seating: Seating, student: int, rest: Table, out: int, rows: list[tuple[int, ...]]
) -> None:
    """Add every way to take one more placement beside `rest`."""
    facts = seating.facts
    width, seat_of, price = facts.periods, facts.seat, facts.price
    firms = {facts.firm[code // width] for code in rest}
    trades = [facts.trade[code // width] for code in rest]
    capped = {trade for trade in trades if trades.count(trade) >= facts.trade_limit}
    busy = {code % width: code for code in rest}
    tail = NONE if out == NONE else seat_of[out]
    base = -price[out] if out != NONE else facts.reward[len(rest)] - facts.reward[len(rest) + 1]
    beside = {code: _beside(seating, student, code, busy) for code in rest}
    for code in facts.options[student]:
        pair = code // width
        if facts.firm[pair] in firms or facts.trade[pair] in capped or code == out:
            continue
        other = busy.get(code % width)
        cost = base + price[code]
        head = seat_of[code]
        if other is None:
            rows.append((tail, head, cost, student, out, code, NONE, NONE))
            continue
        rows.extend(
            (tail, head, cost + price[new] - price[other], student, out, code, other, new)
            for new in beside[other]
        )


def _beside(seating: Seating, student: int, code: int, busy: dict[int, int]) -> list[int]:
    """Other periods with a free seat for a placement that has to make room."""
    facts = seating.facts
    if code in facts.pins.get(student, ()) or not seating.can_leave(facts.seat[code]):
        return []
    start = code - code % facts.periods
    return [
        start + period
        for period in range(facts.periods)
        if period not in busy
        and facts.open[start + period]
        and seating.can_enter(facts.seat[start + period])
    ]


def after(table: Table, step: list[int]) -> Table:
    """The timetable once the step is taken."""
    kept = [code for code in table if code not in (step[OUT], step[BESIDE_OUT])]
    added = [code for code in (step[IN], step[BESIDE_IN]) if code != NONE]
    return (*kept, *added)
