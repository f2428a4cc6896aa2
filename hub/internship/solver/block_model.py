"""The placements of some students as an integer programme; everybody else stays seated."""

from collections import defaultdict
from dataclasses import dataclass

import numpy as np

from hub.internship.solver.board import Bools, Ints
from hub.internship.solver.facts import Facts, Table
from hub.internship.solver.model import ANY, Answer, Model
from hub.internship.solver.seating import Seating


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


def block_of(seating: Seating, students: Ints, codes: Ints, sure: Bools) -> Block:
    """The model of these students (in order) over these placements of theirs (in order).

    `sure` are the turns (student × turn) that no better plan leaves out.
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
    _seats(model, seating, students, codes)
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
        kinds, first, of = np.unique(by_trade, return_index=True, return_inverse=True)
        visited = model.columns(np.zeros(len(kinds), dtype=np.int64))
        rows = model.rows(-ANY, 0, len(kinds))
        model.terms(rows, visited)
        model.terms(rows[of], columns, -1.0)
        spread = model.rows(0, ANY, count)
        model.terms(spread[row[first]], visited)
        model.terms(spread, gains[board.rotations - 1 :: board.rotations], -board.min_trades)


def _orders(model: Model, facts: Facts, row: Ints, codes: Ints) -> None:
    """H9: a later programme shuts out the earlier one from its own period on."""
    width = facts.periods
    held: dict[tuple[int, int], list[tuple[int, int]]] = defaultdict(list)
    programmes = facts.board.pair_programme[codes // width].tolist()
    whens = (codes % width).tolist()
    for column, (student, programme, when) in enumerate(
        zip(row.tolist(), programmes, whens, strict=True)
    ):
        if programme in facts.ordered:
            held[student, programme].append((when, column))
    for student in sorted({student for student, _ in held}):
        for early, late in sorted(facts.board.before):
            for when, column in held.get((student, late), ()):
                clashing = [other for then, other in held.get((student, early), ()) if then >= when]
                if clashing:
                    _either(model, clashing, column)


def _either(model: Model, some: list[int], other: int) -> None:
    at = model.rows(-ANY, 1, 1)
    listed = np.array([*some, other])
    model.terms(np.repeat(at, len(listed)), listed)


def _seats(model: Model, seating: Seating, students: Ints, codes: Ints) -> None:
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
    held = asks & (staying > 0)
    rows = np.zeros(len(seats), dtype=np.int64)
    rows[held] = model.rows(short[held], free[held], int(held.sum()))
    model.terms(rows[of[held[of]]], columns[held[of]])
    empty = asks & (staying == 0)
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
