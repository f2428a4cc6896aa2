"""What the best plan would be if a student did go to a programme: is a reason true, what it costs.

The excess of a placement says at once how good such a plan can be at most. In small rounds that
are proven best the plan itself is searched, so the difference is exact.
"""

from collections.abc import Callable
from dataclasses import dataclass
from math import ceil
from typing import Final

import numpy as np

from hub.internship.solver.block_model import block_of
from hub.internship.solver.board import Ints
from hub.internship.solver.model import Limits
from hub.internship.solver.prices import FAR, Prices
from hub.internship.solver.seating import Seating

STUDENTS: Final = 100  # of a round whose forced plans are searched
PAIRS: Final = 40  # so many of them
_FIRST_MARGIN: Final = 64
_WIDER: Final = 16
_NODES: Final = 2_000
_ROUNDING: Final = 1e-4


@dataclass(frozen=True)
class Forced:
    """The difference to the present plan; None as `most`: no such plan is known."""

    is_true: bool  # no plan with the pair is better than the present one
    least: int | None  # None: there is no plan with the pair at all
    most: int | None = None


class Forcing:
    """Answers for one plan, its bound and the prices of its relaxation."""

    def __init__(
        self, seating: Seating, bound: int, prices: Prices, limits: Callable[[int], Limits]
    ) -> None:
        """Small rounds are searched only when the plan is proven best and while there is time."""
        self.seating, self.bound, self.prices = seating, bound, prices
        self._limits = limits
        self.left = PAIRS if len(seating.tables) <= STUDENTS and seating.total == bound else 0

    def ask(self, pair: int) -> Forced:
        """The pair, in whatever period suits best."""
        facts = self.seating.facts
        codes = np.arange(pair * facts.periods, (pair + 1) * facts.periods)
        codes = codes[self.prices.excess[codes] < FAR]
        if not len(codes):
            return Forced(is_true=True, least=None)
        at_least = self.prices.bound + int(self.prices.excess[codes].min(initial=FAR))
        least = max(at_least, self.bound) - self.seating.total
        if self.left > 0 and self._has_time():
            self.left -= 1
            exact = self._search(codes)
            if exact is not None:
                return Forced(is_true=True, least=exact, most=exact)
        return Forced(is_true=least >= 0, least=max(least, 0))

    def _has_time(self) -> bool:
        limits = self._limits(_NODES)
        return limits.seconds > 0 and not limits.should_stop()

    def _search(self, forced: Ints) -> int | None:
        """The exact difference; None when there is no such plan or it was not found."""
        facts, excess = self.seating.facts, self.prices.excess.copy()
        pinned = [code for codes in facts.pins.values() for code in codes]
        excess[pinned] = 0
        excess[forced] = np.minimum(excess[forced], 0)
        margin, everything = _FIRST_MARGIN, False
        own = int(self.prices.excess[forced].min())
        while not everything and self._has_time():
            limit = self.seating.total - self.prices.bound + own + margin
            codes = np.flatnonzero(excess < min(limit, FAR))
            everything = len(codes) == int((excess < FAR).sum())
            found = self._best(codes, forced, limit, everything=everything)
            if found is not None and (everything or found - self.prices.bound < limit):
                return found - self.seating.total
            margin *= _WIDER
        return None

    def _best(self, codes: Ints, forced: Ints, limit: int, *, everything: bool) -> int | None:
        seating = self.seating
        everybody = np.arange(len(seating.tables))
        sure = self.prices.turn >= (FAR if everything else limit)
        block = block_of(seating, everybody, codes, sure)
        columns = np.searchsorted(codes, forced)
        row = block.model.rows(1, 1, 1)
        block.model.terms(np.repeat(row, len(columns)), columns)
        answer = block.model.solve(self._limits(_NODES))
        if answer.columns is None or not answer.is_over:
            return None
        return ceil(answer.bound - _ROUNDING) + seating.total - seating.value
