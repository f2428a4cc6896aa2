"""Who sits where at this moment, with the value kept up to date; moves are tried and undone."""

from collections.abc import Iterable, Mapping

import numpy as np

from hub.internship.solver.board import CHANGE_COST, Bools
from hub.internship.solver.facts import Facts, Table
from hub.internship.solver.rules import broken_by_seat, broken_by_table


class Seating:
    """A plan under work. Only `put` changes it."""

    def __init__(self, facts: Facts) -> None:
        """Start with nobody placed."""
        self.facts = facts
        self.tables: list[Table] = [()] * facts.board.students
        self.use = [0] * len(facts.cap)
        self.holders: list[dict[int, int]] = [{} for _ in facts.cap]  # seat -> student -> code
        self.value = 0  # without the penalty of a plan that keeps nothing

    @property
    def total(self) -> int:
        """The value of the objective, the penalty included."""
        return self.value + CHANGE_COST * self.facts.board.published

    def put(self, student: int, table: Table) -> None:
        """Give the student these placements instead of the present ones."""
        facts, old = self.facts, self.tables[student]
        for code in old:
            if code not in table:
                seat = facts.seat[code]
                self.use[seat] -= 1
                del self.holders[seat][student]
        for code in table:
            if code not in old:
                seat = facts.seat[code]
                self.use[seat] += 1
                self.holders[seat][student] = code
        self.value += facts.worth(table) - facts.worth(old)
        self.tables[student] = table

    def try_all(self, changes: Mapping[int, Table]) -> bool:
        """Make the changes if every rule still holds and the value falls; else nothing."""
        facts, before = self.facts, self.value
        gain = sum(
            facts.worth(table) - facts.worth(self.tables[who]) for who, table in changes.items()
        )
        if gain >= 0 or any(broken_by_table(facts, who, table) for who, table in changes.items()):
            return False
        old = {student: self.tables[student] for student in changes}
        for student, table in changes.items():
            self.put(student, table)
        touched = {facts.seat[code] for who in changes for code in (*old[who], *changes[who])}
        if self.value < before and not self.broken(touched):
            return True
        for student, table in old.items():
            self.put(student, table)
        return False

    def broken(self, seats: Iterable[int]) -> bool:
        """Say whether any of these seats breaks a rule."""
        return any(broken_by_seat(self.facts, seat, self.use[seat]) for seat in seats)

    def can_enter(self, seat: int) -> bool:
        """Say whether one more person may come without anybody else moving."""
        return (
            self.use[seat] < self.facts.cap[seat] and self.use[seat] + 1 >= self.facts.least[seat]
        )

    def can_leave(self, seat: int) -> bool:
        """Say whether one person may leave without anybody else moving."""
        return self.use[seat] == 1 or self.use[seat] > self.facts.least[seat]

    def enterable(self) -> Bools:
        """By seat: `can_enter`."""
        use = np.array(self.use, dtype=np.int64)
        can: Bools = (use < self.facts.caps) & (use + 1 >= self.facts.leasts)
        return can

    def leavable(self) -> Bools:
        """By seat: `can_leave`."""
        use = np.array(self.use, dtype=np.int64)
        can: Bools = (use == 1) | (use > self.facts.leasts)
        return can

    def copy_from(self, tables: Iterable[Table]) -> None:
        """Take over a whole plan."""
        for student, table in enumerate(tables):
            if table != self.tables[student]:
                self.put(student, table)
