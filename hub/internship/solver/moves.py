"""Every single step students can take from their present timetables; no choice between them."""

from typing import Any, Final

import numpy as np
import numpy.typing as npt

from hub.internship.solver.board import Bools, Ints
from hub.internship.solver.facts import Facts, Options, Table
from hub.internship.solver.seating import Seating

NONE: Final = -1
# The eight numbers of a step: seat left, seat entered (NONE: outside), cost, student, code given
# up, code taken, code given up beside, code taken beside.
TAIL, HEAD, COST, STUDENT, OUT, IN, BESIDE_OUT, BESIDE_IN = range(8)
WIDTH: Final = 8
StepRows = npt.NDArray[np.signedinteger[Any]]  # a column for each
_AT_ONCE: Final = 2_000  # students whose steps are made together: bounds the memory
_SMALL: Final = 1 << 28  # numbers below it may be added up in 32 bits


def options_near(facts: Facts, excess: Ints, margin: int) -> Options:
    """The placements up to this excess."""
    codes = np.flatnonzero(facts.opens & (excess <= margin))
    return Options(codes, np.searchsorted(codes, facts.board.first_pair * facts.periods))


def steps_of(seating: Seating, students: Ints, options: Options) -> StepRows:
    """Relocations, additions and drops of these students: eight rows, a column for each step."""
    maker = _Maker(seating)
    parts = [
        part
        for start in range(0, len(students), _AT_ONCE)
        for part in maker.steps(students[start : start + _AT_ONCE], options)
    ]
    return np.concatenate(parts, axis=1) if parts else np.zeros((WIDTH, 0), dtype=maker.kind)


class _Maker:
    """What is asked of every placement, as arrays."""

    def __init__(self, seating: Seating) -> None:
        facts = seating.facts
        board = facts.board
        self.seating, self.facts = seating, facts
        largest = max(len(facts.prices), int(np.abs(facts.prices).max(initial=0)))
        self.kind = np.int32 if largest < _SMALL else np.int64
        self.firm, self.trade = board.firm, board.trade
        self.programme = board.pair_programme
        self.reward = np.array([*facts.reward, 0], dtype=np.int64)
        self.enter, self.leave = seating.enterable(), seating.leavable()
        self.pins = np.array(
            sorted(code for codes in facts.pins.values() for code in codes), dtype=np.int64
        )

    def steps(self, students: Ints, options: Options) -> list[StepRows]:
        """The steps of a few students, by what they give up."""
        facts = self.facts
        tables = [self.seating.tables[student] for student in students.tolist()]
        longest = max(facts.rotations, 1)
        held = np.full((len(tables), longest), NONE, dtype=np.int64)
        count = np.array([len(table) for table in tables], dtype=np.int64)
        held[np.arange(longest) < count[:, None]] = [code for table in tables for code in table]
        row, code = options.of(students)
        parts = []
        for place in range(int(count.max(initial=0))):
            out = held[:, place]
            loose = (out != NONE) & ~np.isin(out, self.pins)
            rest = np.delete(held, place, axis=1)
            base = np.where(loose, -facts.prices[out], 0)
            lost = self.reward[count] - self.reward[np.maximum(count - 1, 0)] + base
            gone = np.flatnonzero(loose)
            parts.append(self._rows(lost[gone], students[gone], out[gone]))
            parts += self._enter(students, row, code, rest, (out, loose, base))
        nothing = np.full(len(tables), NONE, dtype=np.int64)
        gain = self.reward[count] - self.reward[np.minimum(count + 1, facts.rotations)]
        parts += self._enter(students, row, code, held, (nothing, count < facts.rotations, gain))
        return parts

    def _enter(
        self, students: Ints, row: Ints, code: Ints, rest: Ints, left: tuple[Ints, Bools, Ints]
    ) -> list[StepRows]:
        """Every way to take one more placement beside `rest` for what is left: code, if, cost."""
        facts, width = self.facts, self.facts.periods
        out, may, base = left
        good = may[row] & (code != out[row])
        row, code = row[good], code[good]
        programme = self.programme[code // width]
        same = np.zeros(len(code), dtype=np.int64)
        clash = np.full(len(code), NONE, dtype=np.int64)
        good = np.ones(len(code), dtype=np.bool_)
        for other in rest.T:
            there = other[row]
            is_held = there != NONE
            held = self.programme[there // width]
            good &= ~is_held | (self.firm[held] != self.firm[programme])
            same += is_held & (self.trade[held] == self.trade[programme])
            clash = np.where(is_held & (there % width == code % width), there, clash)
        good &= same < facts.trade_limit
        cost = base[row] + facts.prices[code]
        free = np.flatnonzero(good & (clash == NONE))
        at = row[free]
        parts = [self._rows(cost[free], students[at], out[at], code[free])]
        held = np.flatnonzero(good & (clash != NONE))
        held = held[self.leave[facts.seats[clash[held]]] & ~np.isin(clash[held], self.pins)]
        for period in range(width if len(held) else 0):
            new = clash[held] - clash[held] % width + period
            fits = facts.opens[new] & self.enter[facts.seats[new]]
            for other in rest.T:
                there = other[row[held]]
                fits &= (there == NONE) | (there % width != period)
            chosen, new = held[fits], new[fits]
            at, old = row[chosen], clash[chosen]
            more = cost[chosen] + facts.prices[new] - facts.prices[old]
            parts.append(self._rows(more, students[at], out[at], code[chosen], (old, new)))
        return parts

    def _rows(
        self,
        cost: Ints,
        student: Ints,
        out: Ints,
        taken: Ints | None = None,
        beside: tuple[Ints, Ints] | None = None,
    ) -> StepRows:
        rows = np.full((WIDTH, len(cost)), NONE, dtype=self.kind)
        rows[COST], rows[STUDENT], rows[OUT] = cost, student, out
        rows[TAIL] = np.where(out == NONE, NONE, self.facts.seats[out])
        if taken is not None:
            rows[HEAD], rows[IN] = self.facts.seats[taken], taken
        if beside is not None:
            rows[BESIDE_OUT], rows[BESIDE_IN] = beside
        return rows


def after(table: Table, step: list[int]) -> Table:
    """The timetable once the step is taken."""
    kept = [code for code in table if code not in (step[OUT], step[BESIDE_OUT])]
    added = [code for code in (step[IN], step[BESIDE_IN]) if code != NONE]
    return (*kept, *added)
