"""The round without its periods: who goes to which programmes, and how many seats of each open.

Where nearly every seat asks for company and the periods are much alike, the search of the whole
round turns the same plan over and over: any two periods may be swapped. Without periods that is
gone. What is left is small, knows cohorts as whole numbers, and no plan is better than its best.
"""

from dataclasses import dataclass
from math import ceil
from typing import Final

import numpy as np

from hub.internship.solver.block_model import block_of
from hub.internship.solver.board import Ints
from hub.internship.solver.facts import Facts, Table
from hub.internship.solver.model import ANY, Limits, Model
from hub.internship.solver.seating import Seating

_ROUNDING: Final = 1e-4  # of the library's arithmetic


@dataclass(frozen=True, eq=False)
class Timeless:
    """What no plan can beat, and the student-programme pairs of the best choice."""

    bound: float  # without the penalty of a plan that keeps nothing; -inf when nothing is known
    pairs: Ints


def timeless(facts: Facts, limits: Limits) -> Timeless:
    """Search the round without its periods."""
    board, width = facts.board, facts.periods
    model = Model()
    opens = facts.opens.reshape(-1, width)
    prices = np.where(opens, facts.prices.reshape(-1, width), np.iinfo(np.int64).max)
    pairs = np.flatnonzero(opens.any(axis=1))
    columns = model.columns(prices[pairs].min(axis=1), board.pair_pinned[pairs] != 0)
    owner, programme = board.pair_student[pairs], board.pair_programme[pairs]
    _choices(model, facts, owner, programme, columns)
    caps = facts.caps.reshape(-1, width)
    plain = (board.cohort <= 1)[programme]
    model.at_most(programme[plain], columns[plain], caps.sum(axis=1)[np.unique(programme[plain])])
    for each in np.unique(programme[~plain]).tolist():
        _company(model, columns[programme == each], caps[each], int(board.cohort[each]))
    answer = model.solve(limits)
    if answer.columns is None:
        return Timeless(answer.bound, pairs[:0])
    return Timeless(answer.bound, pairs[answer.columns[: len(pairs)] > 0])


def bound_of(found: Timeless, base: int) -> int | None:
    """The bound as a whole number with the penalty; None when nothing is known."""
    return base + ceil(found.bound - _ROUNDING) if np.isfinite(found.bound) else None


def put_into_periods(seating: Seating, found: Timeless, limits: Limits) -> bool:
    """The best plan out of these pairs in all their periods and what is held now."""
    facts = seating.facts
    codes = (found.pairs[:, None] * facts.periods + np.arange(facts.periods)).ravel()
    held = [code for table in seating.tables for code in table]
    pinned = [code for some in facts.pins.values() for code in some]
    codes = np.union1d(codes[facts.opens[codes]], np.array(held + pinned, dtype=np.int64))
    students = len(seating.tables)
    nothing_sure = np.zeros((students, facts.rotations), dtype=np.bool_)
    block = block_of(seating, np.arange(students), codes, nothing_sure)
    tables = block.tables(facts, block.model.solve(limits)) or {}
    changed: dict[int, Table] = {
        student: table
        for student, table in tables.items()
        if set(table) != set(seating.tables[student])
    }
    return bool(changed) and seating.try_all(changed)


def _choices(model: Model, facts: Facts, owner: Ints, programme: Ints, columns: Ints) -> None:
    """H3, H4 and the first part of H5 of each student, and the reward."""
    board = facts.board
    firm, trade = board.firm[programme], board.trade[programme]
    model.at_most(owner * (int(board.firm.max(initial=0)) + 1) + firm, columns, 1)
    by_trade = owner * (int(board.trade.max(initial=0)) + 1) + trade
    model.at_most(by_trade, columns, board.trade_limit)
    gains = model.columns(np.tile(-board.rewards, board.students))
    counted = model.rows(0, 0, board.students)
    model.terms(counted[owner], columns)
    model.terms(np.repeat(counted, board.rotations), gains, -1.0)


def _company(model: Model, columns: Ints, caps: Ints, least: int) -> None:
    """H6 and H7 of one programme: each seat that opens brings its places and asks its cohort."""
    sizes = np.sort(caps[caps >= least])[::-1]
    opened = model.columns(np.zeros(len(sizes), dtype=np.int64))
    for low, high, factors in ((-ANY, 0.0, sizes), (0.0, ANY, np.full(len(sizes), least))):
        row = model.rows(low, high, 1)
        model.terms(np.repeat(row, len(columns)), columns)
        model.terms(np.repeat(row, len(opened)), opened, -factors)
    rows = model.rows(-ANY, 0, len(columns))
    model.terms(rows, columns)
    model.terms(np.repeat(rows, len(opened)), np.tile(opened, len(rows)), -1.0)
    same = np.flatnonzero(sizes[:-1] == sizes[1:])  # of seats alike the first opens first
    rows = model.rows(-ANY, 0, len(same))
    model.terms(rows, opened[same + 1])
    model.terms(rows, opened[same], -1.0)
