"""Stage D: one group of students after the other is seated anew, the best way there is.

A group grows around the student who has lost most against the relaxation: those who hold the
seats this student would like better, then those who hold the seats they would like, and so on.
What room is left is filled up with others, in order of their lottery numbers.
"""

from collections import deque
from collections.abc import Iterable
from typing import Final

from hub.internship.solver.block_model import best_tables
from hub.internship.solver.seating import Seating

SIZES: Final = (120, 250)  # small groups first: they place whoever is still missing
_CORE: Final = 30  # of a group without gain, so many do not become the middle of another


class Blocks:
    """Which students still deserve to be the middle of a group."""

    def __init__(self, seating: Seating, wanted: list[list[int]], size: int) -> None:
        """Compare everybody with what the relaxation gave."""
        self.seating = seating
        self.size = size
        facts = seating.facts
        self.best = [facts.worth(tuple(codes)) for codes in wanted]
        self.done: set[int] = set()

    def improve(self) -> bool:
        """One round: seat one group anew; False when no group is left to try."""
        middle = self._middle()
        if middle is None:
            return False
        group = self._group(middle)
        tables = best_tables(self.seating, group)
        changed = {
            student: table
            for student, table in (tables or {}).items()
            if set(table) != set(self.seating.tables[student])
        }
        if changed and self.seating.try_all(changed):
            self.done.difference_update(changed)
        self.done.update(group[:_CORE])
        return True

    def _middle(self) -> int | None:
        worth, tables = self.seating.facts.worth, self.seating.tables
        regret = {
            student: worth(tables[student]) - best
            for student, best in enumerate(self.best)
            if student not in self.done
        }
        found = max(regret, key=lambda student: (regret[student], -student), default=None)
        return found if found is not None and regret[found] > 0 else None

    def _group(self, middle: int) -> list[int]:
        group = {middle: None}
        waiting = deque([middle])
        while waiting and len(group) < self.size:
            for holder in self._rivals(waiting.popleft()):
                if holder not in group:
                    group[holder] = None
                    waiting.append(holder)
        everybody = range(len(self.seating.tables))  # a small round is one group
        return list({**group, **dict.fromkeys(everybody)})[: self.size]

    def _rivals(self, student: int) -> Iterable[int]:
        """Those who hold what the student would rather have, dearest wish first."""
        facts, table = self.seating.facts, self.seating.tables[student]
        is_full = len(table) == facts.rotations
        worst = max((facts.price[code] for code in table), default=0)
        better = [c for c in facts.options[student] if not is_full or facts.price[c] < worst]
        better.sort(key=lambda code: (facts.price[code], code))
        for code in better:
            yield from self.seating.holders[facts.seat[code]]
