"""The placements of some students as an integer programme; everybody else stays seated."""

from collections import defaultdict
from dataclasses import dataclass
from itertools import combinations
from math import comb
from typing import Final

import numpy as np

from hub.internship.solver.board import Bools, Ints
from hub.internship.solver.facts import Facts, Table
from hub.internship.solver.model import ANY, Answer, Model
from hub.internship.solver.seating import Seating

_CHOICES: Final = 30  # of trades of one student


@dataclass(frozen=True, eq=False)
class Block:
    """A filled model and the placements its first columns stand for."""

    model: Model
    students: Ints
    codes: Ints

    def tables(self, facts: Facts, answer: Answer) -> dict[int, Table] | None:
        """The timetables that were chosen; None without a solution."""
        if answer.columns is None:
            return None
        found: dict[int, Table] = dict.fromkeys(self.students.tolist(), ())
        chosen = self.codes[answer.columns[: len(self.codes)] > 0]
        owners = facts.board.pair_student[chosen // facts.periods]
        for student, code in zip(owners.tolist(), chosen.tolist(), strict=True):
            found[student] = (*found[student], code)
        return found


def block_of(
    seating: Seating, students: Ints, codes: Ints, sure: Bools, kept: Bools | None = None
) -> Block:
    """The model of these students (in order) over these placements of theirs (in order).

    `sure` are the turns (student × turn) that no better plan leaves out, `kept` the seats that
    ask for company and stay open.
    """
    facts = seating.facts
    model = Model()
    pair = codes // facts.periods
    row = np.searchsorted(students, facts.board.pair_student[pair])
    pinned = facts.board.pair_pinned[pair] >> codes % facts.periods & 1
    columns = model.columns(facts.prices[codes], pinned)
    _timetables(model, facts, sure, row, codes, columns)
    if facts.board.before:
        _orders(model, facts, row, codes)
    _seats(model, seating, students, codes, kept)
    return Block(model, students, codes)


def _timetables(
    model: Model, facts: Facts, sure: Bools, row: Ints, codes: Ints, columns: Ints
) -> None:
    """H2, H3, H4 and H5 of each student, and the reward."""
    board, count = facts.board, len(sure)
    programme = board.pair_programme[codes // facts.periods]
    trade = board.trade[programme]
    model.at_most(row * facts.periods + codes % facts.periods, columns, 1)
    model.at_most(row * (int(board.firm.max(initial=0)) + 1) + board.firm[programme], columns, 1)
    by_trade = row * (int(board.trade.max(initial=0)) + 1) + trade
    model.at_most(by_trade, columns, board.trade_limit)
    gains = model.columns(np.tile(-board.rewards, count), sure.ravel())
    counted = model.rows(0, 0, count)
    model.terms(counted[row], columns)
    model.terms(np.repeat(counted, board.rotations), gains, -1.0)
    if board.counts_trades:
        last = gains[board.rotations - 1 :: board.rotations]
        for student in range(count):
            mine = np.flatnonzero(row == student)
            _spread(model, facts, columns[mine], trade[mine], int(last[student]))


def _spread(model: Model, facts: Facts, columns: Ints, trade: Ints, last: int) -> None:
    """H5, second part, of one student: no k - 1 trades hold all R placements.

    Where there are too many ways to choose k - 1 trades, the trades are counted instead; that
    says the same of whole placements, but less of halves.
    """
    board = facts.board
    groups = [columns[trade == each] for each in np.unique(trade)]
    if not groups:
        return
    size = min(board.min_trades - 1, len(groups))
    if comb(len(groups), size) <= _CHOICES:
        for some in combinations(groups, size):
            _at_most(model, np.concatenate(some), board.rotations - 1)
        return
    visited = model.columns(np.zeros(len(groups), dtype=np.int64))
    rows = model.rows(-ANY, 0, len(groups))
    model.terms(rows, visited)
    for at, group in zip(rows.tolist(), groups, strict=True):
        model.terms(np.repeat(at, len(group)), group, -1.0)
    enough = model.rows(0, ANY, 1)
    model.terms(np.repeat(enough, len(groups)), visited)
    model.terms(enough, np.array([last]), -board.min_trades)


def _orders(model: Model, facts: Facts, row: Ints, codes: Ints) -> None:
    """H9: in each period, either the earlier programme from then on or the later one up to then.

    All placements of one row shut each other out, so the relaxation keeps the order better than
    by pairs.
    """
    width = facts.periods
    held: dict[int, dict[int, list[tuple[int, int]]]] = defaultdict(lambda: defaultdict(list))
    programmes = facts.board.pair_programme[codes // width].tolist()
    whens = (codes % width).tolist()
    for column, (student, programme, when) in enumerate(
        zip(row.tolist(), programmes, whens, strict=True)
    ):
        if programme in facts.ordered:
            held[student][programme].append((when, column))
    laters: dict[int, list[int]] = defaultdict(list)
    for early, late in sorted(facts.board.before):
        laters[early].append(late)
    for _, mine in sorted(held.items()):
        both = [(early, late) for early in sorted(mine) for late in laters[early] if late in mine]
        for early, late in both:
            for now in sorted({when for when, _ in mine[late]}):
                before = [column for when, column in mine[early] if when >= now]
                after = [column for when, column in mine[late] if when <= now]
                if before:
                    _at_most(model, np.array(before + after), 1)


def _at_most(model: Model, some: Ints, most: int) -> None:
    at = model.rows(-ANY, most, 1)
    model.terms(np.repeat(at, len(some)), some)


def _seats(model: Model, seating: Seating, students: Ints, codes: Ints, kept: Bools | None) -> None:
    """H6 and H7 of every seat the block may use, beside those who stay there."""
    facts = seating.facts
    seats, of = np.unique(facts.seats[codes], return_inverse=True)
    staying = _staying(seating, students, seats)
    free = facts.caps[seats] - staying
    short = facts.leasts[seats] - staying
    columns = np.arange(len(codes))
    asks = (facts.leasts[seats] > 1) & (short > 0)
    plain = ~asks[of]
    limit = free[~asks]
    model.at_most(np.cumsum(~asks)[of[plain]] - 1, columns[plain], limit)
    held = asks & ((staying > 0) | (False if kept is None else kept[seats]))
    rows = np.zeros(len(seats), dtype=np.int64)
    rows[held] = model.rows(short[held], free[held], int(held.sum()))
    model.terms(rows[of[held[of]]], columns[held[of]])
    empty = asks & ~held
    count = int(empty.sum())
    opened = np.zeros(len(seats), dtype=np.int64)
    opened[empty] = model.columns(np.zeros(count, dtype=np.int64))
    inside = empty[of]
    for limit, low, high in ((free, -ANY, 0.0), (short, 0.0, ANY)):
        rows[empty] = model.rows(low, high, count)
        model.terms(rows[of[inside]], columns[inside])
        model.terms(rows[empty], opened[empty], -limit[empty])
    each = model.rows(-ANY, 0, int(inside.sum()))
    model.terms(each, columns[inside])
    model.terms(each, opened[of[inside]], -1.0)


def _staying(seating: Seating, students: Ints, seats: Ints) -> Ints:
    """How many people outside the block sit on each of these seats."""
    facts = seating.facts
    held = [facts.seat[code] for student in students.tolist() for code in seating.tables[student]]
    moving = np.bincount(np.array(held, dtype=np.int64), minlength=len(facts.caps))
    use: Ints = np.array([seating.use[seat] for seat in seats.tolist()], dtype=np.int64)
    return use - moving[seats]
