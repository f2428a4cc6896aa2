"""Where the prices of the flow mislead: prices that know all rules, and what they lead to.

A round small enough is asked for them first; a small one is then searched to the end.
"""

from dataclasses import replace
from typing import Final

import numpy as np

from hub.internship.plan import Stage
from hub.internship.solver import exact
from hub.internship.solver.alone import settle_alone
from hub.internship.solver.blocks import MARGIN, Blocks
from hub.internship.solver.chains import Steps
from hub.internship.solver.facts import Table
from hub.internship.solver.model import Limits
from hub.internship.solver.openings import Openings
from hub.internship.solver.prices import Prices
from hub.internship.solver.repair import by_student, feasible
from hub.internship.solver.repricing import Repriced, repriced
from hub.internship.solver.seating import Seating
from hub.internship.solver.timeless import Timeless, bound_of, put_into_periods, timeless
from hub.internship.solver.under_way import (
    GROUP_NODES,
    MOST_ROUNDS,
    Run,
    chains,
    search,
    some_groups,
)

_LADDER: Final = (16, 64, 256, 1_024)  # excess over prices that know all rules, in turn
_TORN: Final = 600  # placements the relaxation half wants, up to which a search ends soon
_LEAST_GROUP: Final = 30  # students
_PRICED: Final = 120_000  # placements of a round that may still be priced by all rules
_PART: Final = 0.4
_MOSTLY: Final = 2 / 3  # of the seats ask for company: they decide the round


def by_all_rules(run: Run, prices: Prices, fixed: list[Table]) -> Prices:
    """The prices that know the round best, and what they lead to; a small one is searched too."""
    facts = run.seating.facts
    is_small = facts.board.students <= exact.LARGEST
    _alone(run, run.seating)
    run.report(Stage.CHAINS)
    choice = _without_periods(run, 0 if is_small else _MOSTLY)
    found = repriced(run.seating, prices, _part(run, 0), _PRICED) if run.goes_on() else None
    if found is None:
        return prices
    run.bound = replace(run.bound, value=max(run.bound.value, min(found.bound, run.seating.total)))
    liked = feasible(facts, fixed, by_student(facts, found.wanted.tolist(), is_sorted=False))
    _alone(run, liked)
    run.seating = min(run.seating, liked, key=lambda each: each.value)
    run.report(Stage.FILTERED_LP)
    if choice is not None and (found.torn <= _TORN or not is_small) and run.goes_on():
        put_into_periods(run.seating, choice, _part(run, GROUP_NODES))
        run.report(Stage.BLOCK_MIP)
    if is_small:
        _climb(run, found)
    elif choice is not None and run.goes_on():
        _openings(run, found, MARGIN)
        run.report(Stage.BLOCK_MIP)
    return found.prices


def _part(run: Run, nodes: int) -> Limits:
    """Of the time that is left: the rest is for what comes on where this does not end."""
    return replace(run.limits(nodes), seconds=run.left() * _PART)


def _climb(run: Run, found: Repriced) -> None:
    """Search up to one excess after the other, until the next one could find nothing."""
    for margin in _LADDER:
        is_last = run.seating.total - found.prices.bound <= margin
        if not run.goes_on() or (is_last and found.torn <= _TORN):
            break
        _up_to(run, found, margin)
        run.report(Stage.BLOCK_MIP)
        _alone(run, run.seating)
        run.report(Stage.CHAINS)
        if is_last:
            break


def _without_periods(run: Run, share: float) -> Timeless | None:
    """A bound that knows cohorts as whole numbers, and who goes where in it.

    Only where any seat asks for company, and at least this share of them.
    """
    facts = run.seating.facts
    asks = facts.leasts[np.unique(facts.seats[facts.opens])] > 1
    decides = asks.any() and asks.mean() >= share
    if not decides or not run.goes_on() or facts.board.pair_student.size > _PRICED:
        return None
    choice = timeless(facts, run.limits(GROUP_NODES))
    bound = bound_of(choice, run.seating.total - run.seating.value)
    if bound is not None:
        run.bound = replace(run.bound, value=max(run.bound.value, min(bound, run.seating.total)))
    return choice


def _up_to(run: Run, found: Repriced, margin: int) -> None:
    """Search the whole round; where its relaxation is torn, a part of it at a time."""
    if found.torn <= _TORN:
        search(run, found.prices, margin=margin)
        return
    _openings(run, found, margin)
    size = max(run.seating.facts.board.students * _TORN // 2 // found.torn, _LEAST_GROUP)
    some_groups(run, Blocks(run.seating, found.prices, margin, size), MOST_ROUNDS, 1)


def _openings(run: Run, found: Repriced, margin: int) -> None:
    """Which seats that ask for company are open, a few at a time."""
    openings = Openings(run.seating, found.prices, margin)
    while run.goes_on() and not openings.is_over:
        openings.improve(run.limits(GROUP_NODES))


def _alone(run: Run, seating: Seating) -> None:
    """Whole timetables and chains, as long as they win something."""
    won = True
    while won and run.goes_on():
        before = seating.value
        settle_alone(seating, run.goes_on)
        chains(run, Steps(seating))
        won = seating.value < before
