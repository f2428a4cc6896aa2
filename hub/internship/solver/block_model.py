"""The placements of some students as an integer programme; everybody else stays seated."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from hub.internship.solver.facts import Facts, Table
from hub.internship.solver.seating import Seating

NODES: Final = 200  # of the search tree, so that the work does not depend on the clock
_ANY: Final = -np.inf


@dataclass
class Model:
    """Columns with cost and limits, rows with limits; filled rule by rule."""

    cost: list[float] = field(default_factory=list)
    least: list[float] = field(default_factory=list)
    whole: list[int] = field(default_factory=list)
    rows: list[list[tuple[int, float]]] = field(default_factory=list)
    low: list[float] = field(default_factory=list)
    high: list[float] = field(default_factory=list)

    def column(self, cost: float, *, least: float = 0, whole: int = 1) -> int:
        """Add a column between `least` and 1; answers its number."""
        self.cost.append(cost)
        self.least.append(least)
        self.whole.append(whole)
        return len(self.cost) - 1

    def row(self, terms: list[tuple[int, float]], low: float, high: float) -> None:
        """Add a row."""
        self.rows.append(terms)
        self.low.append(low)
        self.high.append(high)

    def at_most(self, columns: Iterable[int], most: float) -> None:
        """Limit how many of these columns are chosen; nothing is added when that always holds."""
        listed = list(columns)
        if len(listed) > most:
            self.row([(column, 1.0) for column in listed], _ANY, most)

    def solve(self) -> list[bool] | None:
        """Which columns are chosen; None when the search ended without an answer."""
        at = np.repeat(np.arange(len(self.rows)), [len(row) for row in self.rows])
        terms = np.array([term for row in self.rows for term in row]).reshape(-1, 2)
        matrix = csr_array(
            (terms[:, 1], (at, terms[:, 0].astype(np.int64))),
            shape=(len(self.rows), len(self.cost)),
        )
        answer = milp(
            np.array(self.cost),
            integrality=np.array(self.whole, dtype=np.int64),
            bounds=Bounds(np.array(self.least), 1),
            constraints=LinearConstraint(matrix, self.low, self.high),
            options={"node_limit": NODES, "mip_rel_gap": 0.0},
        )
        if answer.x is None:
            return None
        return [bool(each) for each in np.rint(answer.x)]


def best_tables(seating: Seating, students: list[int]) -> dict[int, Table] | None:
    """The best timetables of these students while all others stay."""
    facts = seating.facts
    model = Model()
    by_seat: dict[int, list[int]] = defaultdict(list)
    columns: dict[int, list[tuple[int, int]]] = {}
    for student in students:
        columns[student] = _student(model, facts, student)
        for column, code in columns[student]:
            by_seat[facts.seat[code]].append(column)
    _seats(model, seating, students, by_seat)
    chosen = model.solve()
    if chosen is None:
        return None
    return {
        student: tuple(code for column, code in listed if chosen[column])
        for student, listed in columns.items()
    }


def _student(model: Model, facts: Facts, student: int) -> list[tuple[int, int]]:
    """H2, H3, H4, H5, H8 and H9 of one student, and the reward."""
    width = facts.periods
    pins = facts.pins.get(student, frozenset())
    listed = [
        (model.column(facts.price[code], least=float(code in pins)), code)
        for code in facts.options[student]
    ]
    periods, firms, trades = (defaultdict(list) for _ in range(3))
    for column, code in listed:
        periods[code % width].append(column)
        firms[facts.firm[code // width]].append(column)
        trades[facts.trade[code // width]].append(column)
    for columns in (*periods.values(), *firms.values()):
        model.at_most(columns, 1)
    for columns in trades.values():
        model.at_most(columns, facts.trade_limit)
    gains = [
        model.column(facts.reward[count] - facts.reward[count + 1], whole=0)
        for count in range(facts.rotations)
    ]
    model.row([*((column, 1.0) for column, _ in listed), *((each, -1.0) for each in gains)], 0, 0)
    if facts.board.counts_trades:
        _spread(model, facts, list(trades.values()), gains[-1])
    _orders(model, facts, listed)
    return listed


def _spread(model: Model, facts: Facts, trades: list[list[int]], last: int) -> None:
    """The second part of H5: the last placement asks for enough trades."""
    visited = [model.column(0, whole=0) for _ in trades]
    for each, columns in zip(visited, trades, strict=True):
        model.row([(each, 1.0), *((column, -1.0) for column in columns)], _ANY, 0)
    asked = float(facts.board.instance.min_trades)
    model.row([*((each, 1.0) for each in visited), (last, -asked)], 0, np.inf)


def _orders(model: Model, facts: Facts, listed: list[tuple[int, int]]) -> None:
    width = facts.periods
    held: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for column, code in listed:
        programme = facts.programme[code // width]
        if programme in facts.ordered:
            held[programme].append((code % width, column))
    for early, late in facts.board.before:
        for when, column in held.get(late, ()):
            too_late = [other for then, other in held.get(early, ()) if then >= when]
            model.at_most([column, *too_late], 1)


def _seats(
    model: Model, seating: Seating, students: list[int], by_seat: dict[int, list[int]]
) -> None:
    """H6 and H7 of every seat the block may use, beside those who stay there."""
    facts = seating.facts
    block = set(students)
    for seat, columns in sorted(by_seat.items()):
        staying = sum(holder not in block for holder in seating.holders[seat])
        free, short = facts.cap[seat] - staying, facts.least[seat] - staying
        terms = [(column, 1.0) for column in columns]
        if facts.least[seat] <= 1 or short <= 0:
            model.at_most(columns, free)
        elif staying:
            model.row(terms, short, free)
        else:
            opened = model.column(0)
            model.row([*terms, (opened, -float(free))], _ANY, 0)
            model.row([*terms, (opened, -float(short))], 0, np.inf)
