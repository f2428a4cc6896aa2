"""Stage X: the whole round as one integer programme, small enough to be searched to the end.

Only placements whose excess fits between plan and bound can be part of a better plan, so nothing
else is put in; what the search proves about the rest it proves about the round.
"""

from dataclasses import dataclass
from math import ceil
from typing import Final

import numpy as np

from hub.internship.solver.block_model import block_of
from hub.internship.solver.facts import Table
from hub.internship.solver.model import Limits
from hub.internship.solver.prices import FAR, Prices
from hub.internship.solver.seating import Seating

LARGEST: Final = 300  # students
COLUMNS: Final = 70_000  # of a model that is searched to the end
_ROUNDING: Final = 1e-4  # of the library's arithmetic


@dataclass(frozen=True, eq=False)
class Proof:
    """What a search over everything that could be better has shown."""

    bound: int  # no plan is cheaper
    tables: dict[int, Table]  # who moves for a better plan


def search(
    seating: Seating, prices: Prices, limits: Limits, *, margin: int = FAR, whole: bool = True
) -> Proof | None:
    """Search all plans better than the present one; None when there are too many placements.

    With a `margin`, placements of more excess are left out: what is proven then holds up to it.
    `whole=False` only bounds.
    """
    facts = seating.facts
    reach = min(seating.total - prices.bound, margin)
    excess = prices.excess.copy()
    held = [code for table in seating.tables for code in table]
    pinned = [code for codes in facts.pins.values() for code in codes]
    excess[held + pinned] = 0
    codes = np.flatnonzero(excess < reach)
    if len(codes) > COLUMNS:
        return None
    everybody = np.arange(facts.board.students)
    block = block_of(seating, everybody, codes, prices.turn >= reach)
    answer = block.model.solve(limits, whole=whole)
    base = seating.total - seating.value
    proven = min(answer.bound + base, float(prices.bound + reach))
    bound = max(prices.bound, ceil(proven - _ROUNDING)) if np.isfinite(proven) else prices.bound
    tables = block.tables(facts, answer) if whole else None
    changed = {
        student: table
        for student, table in (tables or {}).items()
        if set(table) != set(seating.tables[student])
    }
    return Proof(bound, changed)
