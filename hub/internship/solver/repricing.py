"""Prices that know all rules, from the relaxation of the whole round as one programme.

The flow knows neither clashes, nor orders, nor firms across trades, nor cohorts; where these
decide, its prices mislead. The prices of this relaxation do not, but they take longer.
"""

from dataclasses import dataclass
from math import ceil, floor
from typing import Final

import numpy as np

from hub.internship.solver.block_model import block_of
from hub.internship.solver.board import Ints
from hub.internship.solver.model import Limits
from hub.internship.solver.prices import FAR, Prices
from hub.internship.solver.seating import Seating

_ROUNDING: Final = 1e-4  # of the library's arithmetic


@dataclass(frozen=True, eq=False)
class Repriced:
    """The new prices, what no plan can beat, and the placements the relaxation likes most."""

    prices: Prices
    bound: int
    wanted: Ints  # codes, most liked first
    torn: int  # placements the relaxation only half wants


def repriced(seating: Seating, prices: Prices, limits: Limits, most: int) -> Repriced | None:
    """None when there are too many placements or the time is over.

    What fits between plan and flow is put in; the rest is part of no better plan.
    """
    facts = seating.facts
    base = seating.total - seating.value
    reach = seating.total - prices.bound
    held = [code for table in seating.tables for code in table]
    pinned = [code for codes in facts.pins.values() for code in codes]
    excess = prices.excess.copy()
    excess[held + pinned] = 0
    codes = np.flatnonzero(excess < reach)
    if len(codes) > most or limits.seconds <= 0:
        return None
    students = np.arange(facts.board.students)
    block = block_of(seating, students, codes, prices.turn >= reach)
    duals = block.model.relax(limits)
    if duals is None:
        return None
    over = np.full(len(prices.excess), FAR, dtype=np.int64)
    over[codes] = np.floor(np.maximum(duals.over[: len(codes)] - _ROUNDING, 0)).astype(np.int64)
    turns = duals.over[len(codes) : len(codes) + prices.turn.size].reshape(prices.turn.shape)
    lost = np.floor(np.maximum(-turns - _ROUNDING, 0)).astype(np.int64)
    share = duals.share[: len(codes)]
    liked = np.flatnonzero(share > _ROUNDING)
    order = np.lexsort((codes[liked], -np.rint(share[liked] / _ROUNDING)))
    return Repriced(
        prices=Prices(base + floor(duals.bound + _ROUNDING), over, prices.seat, lost),
        bound=base + ceil(duals.bound - _ROUNDING),
        wanted=codes[liked[order]],
        torn=int((share[liked] < 1 - _ROUNDING).sum()),
    )
