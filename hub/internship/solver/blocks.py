"""Stage D: one group of students after the other is seated anew, the best way there is.

A group grows around the spot where most is lost against the relaxation: a student without a place
or in one dearer than its price, or a priced seat that stays empty. It takes in those who hold the
seats wanted there, then those who hold the seats these could take, and so on. Large groups come
at once: small ones place everybody too, but at a cost that nothing wins back.
"""

from collections import deque
from collections.abc import Iterable
from typing import Final

import numpy as np

from hub.internship.solver.block_model import block_of
from hub.internship.solver.board import CHANGE_COST, Bools, Ints
from hub.internship.solver.model import Limits
from hub.internship.solver.prices import FAR, Prices
from hub.internship.solver.seating import Seating

MARGIN: Final = 16  # excess up to which a placement is thought of
# The same beside a published plan, where two moves of others cost 200 each.
MARGIN_OF_CHANGES: Final = 2 * CHANGE_COST + 50
SIZE: Final = 400  # students of a group
_LEAST_SIZE: Final = 50  # a group too hard to search to the end is followed by smaller ones
COLUMNS: Final = 12_000  # placements thought of in one group
MOST_COLUMNS: Final = 70_000  # of the whole round
MISSING: Final = 10_000  # a student without a place comes before all dear places


class Blocks:
    """Which spots still deserve to be the middle of a group."""

    def __init__(
        self, seating: Seating, prices: Prices, margin: int = MARGIN, size: int = SIZE
    ) -> None:
        """Sort the placements worth thinking of to students and to seats."""
        self.seating, self.prices = seating, prices
        facts = seating.facts
        students = facts.board.students
        self._owner = facts.board.pair_student
        self._margin = margin
        near = np.flatnonzero(prices.excess <= margin)
        owners = self._owner[near // facts.periods]
        self._near = _Cut(near, owners, prices.excess[near], students)
        self._fans = _Cut(owners, facts.seats[near], prices.excess[near], len(facts.caps))
        self._lost = np.zeros(students, dtype=np.int64)
        self._seen: list[object] = [None] * students
        self._done: set[int] = set()
        self._size = size

    def improve(self, limits: Limits, *, least: int) -> int | None:
        """One round: what seating a group anew won; None when no spot has lost `least`."""
        middle = self._middle(least)
        if middle is None:
            return None
        before = self.seating.value
        students = np.array(sorted(self._group(middle)), dtype=np.int64)
        if not len(students):
            self._done.add(middle)
            return 0
        if not self._seat(students, limits):
            self._done.add(middle)
        return before - self.seating.value

    def everybody(self, limits: Limits) -> int | None:
        """Seat the whole round anew; None when there is too much to think of."""
        before = self.seating.value
        students = np.arange(self.seating.facts.board.students)
        if len(self._near.values) > MOST_COLUMNS:
            return None
        self._seat(students, limits)
        return before - self.seating.value

    def _seat(self, students: Ints, limits: Limits) -> bool:
        """Search the best timetables of these students; say whether it won something."""
        seating = self.seating
        block = block_of(seating, students, self._codes(students), self._sure(students))
        answer = block.model.solve(limits)
        if not answer.is_over:
            self._size = max(self._size // 2, _LEAST_SIZE)
        changed = {
            student: table
            for student, table in (block.tables(seating.facts, answer) or {}).items()
            if set(table) != set(seating.tables[student])
        }
        if not changed or not seating.try_all(changed):
            return False
        self._done.difference_update(changed)
        if answer.is_over and len(students) == len(seating.tables):
            self._done.update(range(len(students) + len(seating.use)))  # it is the best there is
        return True

    def widen(self) -> None:
        """Let every spot be tried again, with a larger group."""
        self._done.clear()
        self._size *= 2

    def narrow(self) -> None:
        """Go back to groups of the usual size."""
        self._size = SIZE

    def _codes(self, students: Ints) -> Ints:
        """What these students could take, and what they hold."""
        tables = self.seating.tables
        held = [code for student in students.tolist() for code in tables[student]]
        near = [self._near[student] for student in students.tolist()]
        return np.unique(np.concatenate([*near, np.array(held, dtype=np.int64)]))

    def _sure(self, students: Ints) -> Bools:
        """Turns no better timetable leaves out; whoever lacks one now may go on lacking it."""
        facts, tables = self.seating.facts, self.seating.tables
        full = [len(tables[student]) == facts.rotations for student in students.tolist()]
        limit = np.where(np.array(full, dtype=np.bool_), self._margin, FAR)
        sure: Bools = self.prices.turn[students] > limit[:, None]
        return sure

    def _middle(self, least: int) -> int | None:
        """The worst student, or the number of a seat counted on from the students."""
        facts, seating = self.seating.facts, self.seating
        for student, table in enumerate(seating.tables):
            if self._seen[student] is not table:
                self._seen[student] = table
                missing = int(self.prices.turn[student, len(table) :].sum())
                dear = sum(min(int(self.prices.excess[code]), MISSING) for code in table)
                self._lost[student] = dear + (missing and missing + MISSING)
        empty = facts.caps - np.array(seating.use, dtype=np.int64)
        lost = np.concatenate([self._lost, self.prices.seat * np.maximum(empty, 0)])
        lost[list(self._done)] = 0
        worst = int(lost.argmax()) if len(lost) else 0
        return worst if len(lost) and lost[worst] >= least else None

    def _group(self, middle: int) -> list[int]:
        students = self.seating.facts.board.students
        first = [middle] if middle < students else self._fans[middle - students].tolist()
        group: dict[int, None] = dict.fromkeys(first[: SIZE // 4])
        most = COLUMNS * self._size // SIZE
        waiting = deque(group)
        width = sum(len(self._near[student]) for student in group)
        while waiting:
            for holder in self._rivals(waiting.popleft()):
                if holder not in group:
                    width += len(self._near[holder])
                    if len(group) >= self._size or width > most:
                        return list(group)
                    group[holder] = None
                    waiting.append(holder)
        return list(group)

    def _rivals(self, student: int) -> Iterable[int]:
        """Those who hold what the student could have, cheapest first."""
        facts = self.seating.facts
        for code in self._near[student].tolist():
            yield from self.seating.holders[facts.seat[code]]


class _Cut:
    """The values of each key, those of least excess first."""

    def __init__(self, values: Ints, keys: Ints, excess: Ints, count: int) -> None:
        order = np.lexsort((excess, keys))
        self.values = values[order]
        self.first = np.searchsorted(keys[order], np.arange(count + 1))

    def __getitem__(self, key: int) -> Ints:
        return self.values[self.first[key] : self.first[key + 1]]
