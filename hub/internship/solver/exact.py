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
from hub.internship.solver.prices import Prices
from hub.internship.solver.seating import Seating

LARGEST: Final = 300  # students
COLUMNS: Final = 60_000  # of a model that is searched to the end
_ROUNDING: Final = 1e-4  # of the library's arithmetic


@dataclass(frozen=True, eq=False)
class Proof:
    """What a search over everything that could be better has shown."""

    bound: int  # no plan is cheaper
    tables: dict[int, Table]  # who moves for a better plan
    is_proven: bool


def search(
    seating: Seating, prices: Prices, bound: int, limits: Limits, *, whole: bool = True
) -> Proof:
    """Search all plans better than the present one; `whole=False` only bounds them."""
    open_gap = seating.total - bound
    if open_gap <= 0:
        return Proof(bound, {}, is_proven=True)
    facts = seating.facts
    held = [code for table in seating.tables for code in table]
    excess = prices.excess.copy()
    excess[held] = 0
    pinned = [code for codes in facts.pins.values() for code in codes]
    excess[pinned] = 0
    codes = np.flatnonzero(excess < open_gap)
    if len(codes) > COLUMNS:
        return Proof(bound, {}, is_proven=False)
    everybody = np.arange(facts.board.students)
    block = block_of(seating, everybody, codes, prices.turn >= open_gap)
    answer = block.model.solve(limits, whole=whole)
    proven = min(answer.bound + seating.total - seating.value, float(seating.total))
    sharper = max(bound, ceil(proven - _ROUNDING)) if np.isfinite(proven) else bound
    tables = block.tables(facts, answer) if whole else None
    changed = {
        student: table
        for student, table in (tables or {}).items()
        if set(table) != set(seating.tables[student])
    }
    return Proof(sharper, changed, is_proven=answer.is_over and whole)
