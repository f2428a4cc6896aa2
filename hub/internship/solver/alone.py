"""One student's best timetable while everybody else stays: all rules at once, by looking ahead.

The flow and the recolouring know neither orders nor the second part of H5, and a chain changes one
placement of a student at a time. Where that leaves people without a place although seats are free,
the whole timetable is chosen anew.
"""

from collections.abc import Callable
from typing import Final

from hub.internship.solver.facts import Facts, Table
from hub.internship.solver.rules import broken_by_table
from hub.internship.solver.seating import Seating

_LOOKS: Final = 4_000  # partial timetables of one student
_PASSES: Final = 5


def settle_alone(seating: Seating, goes_on: Callable[[], bool]) -> int:
    """Everybody who lacks a place, in turn, until nobody wins; answers how many timetables."""
    made = 0
    for _ in range(_PASSES):
        before = made
        for student, table in enumerate(seating.tables):
            if len(table) < seating.facts.rotations:
                if not goes_on():
                    return made
                better = best_alone(seating, student)
                made += better is not None and seating.try_all({student: better})
        if made == before:
            break
    return made


def best_alone(seating: Seating, student: int) -> Table | None:
    """A better timetable in the seats that are free; None when there is none."""
    facts, table = seating.facts, seating.tables[student]
    held = {facts.seat[code] for code in table}
    stuck = [code for code in table if not seating.can_leave(facts.seat[code])]
    if len(stuck) == len(table) == facts.rotations:
        return None
    pins = facts.pins.get(student, frozenset())
    fixed = tuple(code for code in table if code in stuck or code in pins)
    free = [
        code
        for code in facts.options[student]
        if code not in fixed and (facts.seat[code] in held or seating.can_enter(facts.seat[code]))
    ]
    free.sort(key=lambda code: (facts.price[code], code))
    return _Search(facts, student, free).best(fixed, facts.worth(table))


class _Search:
    """Depth first, cheapest placements first."""

    def __init__(self, facts: Facts, student: int, free: list[int]) -> None:
        self.facts, self.student, self.free = facts, student, free
        self.looks = _LOOKS
        self.found: Table | None = None
        self.worth = 0

    def best(self, fixed: Table, worth: int) -> Table | None:
        """The best timetable beside what is fixed that is worth more (is less) than this."""
        self.worth = worth
        self._go(fixed, 0)
        return self.found

    def _go(self, table: Table, at: int) -> None:
        facts = self.facts
        worth = facts.worth(table)
        if worth < self.worth and broken_by_table(facts, self.student, table) is None:
            self.found, self.worth = table, worth
        for number in range(at, len(self.free)):
            self.looks -= 1
            if self.looks <= 0 or self._least(table, worth, number) >= self.worth:
                return
            longer = (*table, self.free[number])
            if self._may_grow(longer):
                self._go(longer, number + 1)

    def _least(self, table: Table, worth: int, at: int) -> int:
        """What a timetable with further placements from here on is worth at best."""
        facts, size = self.facts, len(table)
        best = rest = worth
        for count, code in enumerate(self.free[at : at + facts.rotations - size], start=1):
            step = facts.reward[size + count] - facts.reward[size + count - 1]
            rest += facts.price[code] - step
            best = min(best, rest)
        return best

    def _may_grow(self, table: Table) -> bool:
        """Say whether nothing but more placements could be missing."""
        facts, width = self.facts, self.facts.periods
        if len(table) > facts.rotations:
            return False
        new, pair = table[-1], table[-1] // width
        trade = facts.trade[pair]
        same = 1
        for code in table[:-1]:
            other = code // width
            if code % width == new % width or facts.firm[other] == facts.firm[pair]:
                return False
            same += facts.trade[other] == trade
            if self._out_of_order(code, new) or self._out_of_order(new, code):
                return False
        return same <= facts.trade_limit

    def _out_of_order(self, early: int, late: int) -> bool:
        facts, width = self.facts, self.facts.periods
        names = facts.programme[early // width], facts.programme[late // width]
        return names in facts.board.before and early % width >= late % width
