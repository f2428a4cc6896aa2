"""Stage B: new periods for the same student-programme pairs, by alternating (Kempe) chains.

The flow knows no clashes. Where a student has two programmes in one period, one of them moves
to another period; whoever held that seat takes the vacated one, and so on between two periods.
Who sits where too few have come moves in the same way, and no chain ends by breaking up a cohort.
"""

from collections import deque
from typing import Final

from hub.internship.solver.facts import Facts

_NODES: Final = 600  # looked at in one search
_PASSES: Final = 3

Step = tuple[int, int, int]  # student, old code, new code


class Colouring:
    """Each student's pairs with their present periods; clashes allowed while it works."""

    def __init__(self, facts: Facts, wanted: list[list[int]]) -> None:
        """Take over the placements of the flow."""
        self.facts = facts
        self.codes = [list(codes) for codes in wanted]
        self.holders: list[dict[int, int]] = [{} for _ in facts.cap]
        for student, codes in enumerate(self.codes):
            for code in codes:
                self.holders[facts.seat[code]][student] = code

    def settle(self) -> list[list[int]]:
        """Resolve the clashes one after the other; answers the new placements."""
        for _ in range(_PASSES):
            for student in range(len(self.codes)):
                for code in list(self.codes[student]):
                    if code in self.codes[student] and (
                        self._clashes(student, code) or self._is_short(code)
                    ):
                        self._move(student, code)
        return self.codes

    def _is_short(self, code: int) -> bool:
        seat = self.facts.seat[code]
        return len(self.holders[seat]) < self.facts.least[seat]

    def _clashes(self, student: int, code: int) -> bool:
        return len(self._in_period(student, code % self.facts.periods)) > 1

    def _in_period(self, student: int, period: int) -> list[int]:
        return [code for code in self.codes[student] if code % self.facts.periods == period]

    def _move(self, student: int, code: int) -> bool:
        """Move this placement to any period in which the student is free."""
        facts = self.facts
        if code in facts.pins.get(student, ()):
            return False
        pair, old = divmod(code, facts.periods)
        for new in range(facts.periods):
            target = pair * facts.periods + new
            if facts.open[target] and not self._in_period(student, new):
                chain = self._chain(student, code, old, new)
                if chain is not None:
                    for step in chain:
                        self._apply(step)
                    return True
        return False

    def _apply(self, step: Step) -> None:
        student, old, new = step
        facts = self.facts
        self.codes[student].remove(old)
        self.codes[student].append(new)
        del self.holders[facts.seat[old]][student]
        self.holders[facts.seat[new]][student] = new

    def _chain(self, student: int, code: int, old: int, new: int) -> list[Step] | None:
        """Breadth first: the shortest chain between the two periods that ends well."""
        first: Step = (student, code, code - old + new)
        parents: dict[Step, tuple[Step, ...]] = {first: ()}
        seen = {student}
        waiting = deque([first])
        while waiting and len(seen) < _NODES:
            step = waiting.popleft()
            seat = self.facts.seat[step[2]]
            if self._may_end(step):
                return self._path(parents, step)
            for holder, held in self.holders[seat].items():
                if holder in seen:
                    continue
                back: Step = (holder, held, held - new + old)
                if not self._may(back):
                    continue
                there = self._in_period(holder, old)
                if not there:
                    return [*self._path(parents, step), back]
                onward: Step = (holder, there[0], there[0] - old + new)
                if len(there) == 1 and self._may(onward):
                    seen.add(holder)
                    parents[onward] = (step, back)
                    waiting.append(onward)
        return None

    def _may_end(self, step: Step) -> bool:
        """There is a free seat, and both cohorts are kept."""
        facts = self.facts
        left, taken = facts.seat[step[1]], facts.seat[step[2]]
        rest, more = len(self.holders[left]) - 1, len(self.holders[taken]) + 1
        return facts.least[taken] <= more <= facts.cap[taken] and (
            rest < 1 or rest >= facts.least[left] or rest + 1 < facts.least[left]
        )

    def _may(self, step: Step) -> bool:
        student, old, new = step
        return self.facts.open[new] == 1 and old not in self.facts.pins.get(student, ())

    def _path(self, parents: dict[Step, tuple[Step, ...]], step: Step) -> list[Step]:
        path = [step]
        while parents[step]:
            before, back = parents[step]
            path += [back, before]
            step = before
        return path[::-1]
