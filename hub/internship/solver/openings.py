"""Which seats that ask for company are open: a few of them decided anew at a time, for everybody.

Where nearly every seat asks for company, a group of students cannot open or close one by itself.
Here the other seats stay open or closed as they are, and all students may move among them.
"""

from typing import Final

import numpy as np

from hub.internship.solver.block_model import block_of
from hub.internship.solver.board import Bools, Ints
from hub.internship.solver.model import Limits
from hub.internship.solver.prices import Prices
from hub.internship.solver.seating import Seating

AT_ONCE: Final = 10  # seats decided anew


class Openings:
    """The seats that ask for company, in turns of a few; the order follows the round's seed."""

    def __init__(self, seating: Seating, prices: Prices, margin: int) -> None:
        """Think of the placements up to this excess."""
        self.seating = seating
        facts = seating.facts
        self._near = np.flatnonzero(prices.excess <= margin)
        self._sure = prices.turn > margin
        self._asking = facts.leasts > 1
        seats = np.unique(facts.seats[self._near])
        self._seats = seats[self._asking[seats]]
        self._rng = np.random.default_rng(facts.board.instance.seed)
        self._idle = 0  # turns since the last win
        self._waiting: list[Ints] = []

    @property
    def is_over(self) -> bool:
        """Every seat has had two turns without a win."""
        return self._idle > 2 * max(1, len(self._seats) // AT_ONCE)

    def improve(self, limits: Limits) -> None:
        """One turn."""
        if not self._waiting:
            shuffled = self._rng.permutation(self._seats)
            self._waiting = np.array_split(shuffled, max(1, len(shuffled) // AT_ONCE))
        self._idle = 0 if self._decide(self._waiting.pop(), limits) else self._idle + 1

    def _decide(self, loose: Ints, limits: Limits) -> bool:
        seating = self.seating
        facts = seating.facts
        fixed = self._asking.copy()
        fixed[loose] = False
        use = np.array(seating.use, dtype=np.int64)
        codes = self._codes(fixed & (use == 0))
        everybody = np.arange(len(seating.tables))
        full = np.array([len(table) == facts.rotations for table in seating.tables])
        sure = self._sure & full[:, None]
        block = block_of(seating, everybody, codes, sure, kept=fixed)
        answer = block.model.solve(limits)
        changed = {
            student: table
            for student, table in (block.tables(facts, answer) or {}).items()
            if set(table) != set(seating.tables[student])
        }
        return bool(changed) and seating.try_all(changed)

    def _codes(self, closed: Bools) -> Ints:
        held = [code for table in self.seating.tables for code in table]
        codes = np.union1d(self._near, np.array(held, dtype=np.int64))
        return codes[~closed[self.seating.facts.seats[codes]]]
