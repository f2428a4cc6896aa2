"""The stages and their order: every stage ends with a plan that keeps the rules."""

from collections.abc import Sequence
from typing import Final

import numpy as np

from hub.internship.plan import Bound, Stage
from hub.internship.solver import exact
from hub.internship.solver.all_rules import by_all_rules
from hub.internship.solver.blocks import (
    MARGIN,
    MARGIN_OF_CHANGES,
    MISSING,
    Blocks,
)
from hub.internship.solver.board import CHANGE_COST, Bools
from hub.internship.solver.chains import Steps
from hub.internship.solver.facts import Facts, Options, Table
from hub.internship.solver.flow import never_open, solve_flow
from hub.internship.solver.moves import options_near
from hub.internship.solver.prices import FAR, Prices
from hub.internship.solver.recolour import Colouring
from hub.internship.solver.repair import by_student, feasible
from hub.internship.solver.seating import Seating
from hub.internship.solver.under_way import (
    GROUP_NODES,
    MOST_ROUNDS,
    Run,
    chains,
    search,
    some_groups,
)

_GROUPS_A_TURN: Final = 12  # between two turns of chains
_WIDENINGS: Final = 2  # how often the groups grow when nothing more is won
_WHOLE: Final = 1_200  # students of a round that is one group in the end
_WHOLE_MARGIN: Final = MARGIN + 1
_NEAR: Final = 2 * MARGIN  # excess up to which chains think of a placement
_CLOSE: Final = 10  # a plan that loses 1 for so many students is gone on from
_MARGINS: Final = (MARGIN, 8 * MARGIN, CHANGE_COST + 2 * MARGIN)  # of the whole round, in turn
_LED: Final = 0.98  # of the places there could be; with fewer, the prices of the flow mislead
_NEARLY_ALL: Final = 2_000  # students of a round that may still be searched as a whole


def go(run: Run, codes: Sequence[int], fixed: list[Table]) -> None:
    """All stages, one after the other, as long as there is time and something to win."""
    _stages(run, codes, fixed)
    run.seating, run.early = run.best(), None


def _stages(run: Run, codes: Sequence[int], fixed: list[Table]) -> None:
    facts = run.seating.facts
    wanted = by_student(facts, codes)
    run.seating = feasible(facts, fixed, wanted)
    run.report(Stage.FLOW)
    if run.should_stop():
        return
    others = [feasible(facts, fixed, Colouring(facts, wanted).settle())]
    if facts.board.published:
        broken = feasible(facts, fixed, _published(facts))
        chains(run, Steps(broken, _near(run, run.priced())))
        others.append(broken)
    run.seating = min(run.seating, *others, key=lambda each: each.value)
    run.report(Stage.RECOLOUR)
    closed = never_open(facts)
    if run.goes_on() and closed.any():
        if run.left() < run.elapsed():
            return  # once more would take too long
        _without(run, closed, fixed)
        run.report(Stage.RECOLOUR)
    if not run.goes_on():
        return
    prices, students = run.priced(), facts.board.students
    is_misled = students <= _NEARLY_ALL or run.placed() < _LED * run.bound.placed
    if students <= exact.LARGEST or (is_misled and not facts.board.published):
        prices = by_all_rules(run, prices, fixed)
    if students > exact.LARGEST and run.goes_on():
        _groups(run, prices)
    if students <= _NEARLY_ALL:
        _prove(run, prices)


def _without(run: Run, closed: Bools, fixed: list[Table]) -> None:
    """Start once more without the seats that can never open: a sharper bound, a better plan."""
    facts = run.seating.facts
    relaxed = solve_flow(facts, closed)
    wanted = Colouring(facts, by_student(facts, relaxed.codes)).settle()
    run.seating = min(run.seating, feasible(facts, fixed, wanted), key=lambda each: each.value)
    run.relaxed = relaxed
    run.bound = Bound(
        max(run.bound.value, relaxed.bound.value), min(run.bound.placed, relaxed.bound.placed)
    )


def _published(facts: Facts) -> list[list[int]]:
    """What is left of the published plan."""
    bits = np.arange(facts.periods)
    kept = (facts.board.pair_published[:, None] >> bits & 1).ravel()
    return by_student(facts, np.flatnonzero(kept).tolist())


def _groups(run: Run, prices: Prices) -> None:
    """Groups first, for they place the missing at little cost; then chains; then all in turn."""
    students, published = run.seating.facts.board.students, run.seating.facts.board.published
    near = _near(run, prices)
    if published:
        _everybody(run, prices, near)
    else:
        _glance(run, near)
    blocks, steps = _first_groups(run, prices, near)
    if students > _NEARLY_ALL:
        _complete(run, blocks, steps)
    _turns(run, blocks, steps)
    if exact.LARGEST < students <= _WHOLE and not published and run.goes_on():
        search(run, prices, margin=_WHOLE_MARGIN)
        run.report(Stage.BLOCK_MIP)
        _turns(run, blocks, steps)
    for _ in range(_WIDENINGS if students > _NEARLY_ALL else 0):
        if run.goes_on():
            blocks.widen()
            _turns(run, blocks, steps)
    if published and run.goes_on():
        _turns(run, Blocks(run.seating, prices, MARGIN_OF_CHANGES), steps)
    if students <= _NEARLY_ALL or run.placed() < run.bound.placed:
        _far_chains(run, blocks, steps)


def _near(run: Run, prices: Prices) -> Options:
    """What chains think of; beside a published plan a move or two of others cost 200 each."""
    facts = run.seating.facts
    return options_near(facts, prices.excess, _MARGINS[-1] if facts.board.published else _NEAR)


def _first_groups(run: Run, prices: Prices, near: Options) -> tuple[Blocks, Steps]:
    """Around those without a place; then whichever plan is ahead is gone on with."""
    blocks = Blocks(run.seating, prices)
    some_groups(run, blocks, MOST_ROUNDS, MISSING)
    run.report(Stage.BLOCK_MIP)
    steps = Steps(run.seating, near)
    chains(run, steps)
    run.report(Stage.CHAINS)
    if run.early is not None:
        run.seating, run.early = run.early, None
        blocks, steps = Blocks(run.seating, prices), Steps(run.seating, near)
    return blocks, steps


def _glance(run: Run, near: Options) -> None:
    """Chains alone place almost everybody at once: a plan to show, rarely one to go on from."""
    early = Seating(run.seating.facts)
    early.copy_from(run.seating.tables)
    chains(run, Steps(early, near))
    if sum(map(len, early.tables)) < run.bound.placed:
        chains(run, Steps(early))  # with every placement, however dear
    if early.total - run.bound.value <= len(early.tables) // _CLOSE:
        run.seating = early
    else:
        run.early = early
    run.report(Stage.CHAINS)


def _far_chains(run: Run, blocks: Blocks, steps: Steps) -> None:
    """Once more with every placement there is, however dear: wish lists may be long and steep."""
    before = run.seating.value
    chains(run, Steps(run.seating))
    run.report(Stage.CHAINS)
    if run.seating.value < before:
        steps.refresh()
        _turns(run, blocks, steps)


def _everybody(run: Run, prices: Prices, near: Options) -> None:
    """Beside a published plan few placements are worth thinking of, so the whole round fits.

    One search over everybody sees how losses in different places can share what is left; groups
    around one loss after the other take it from each other.
    """
    for margin in _MARGINS:
        blocks = Blocks(run.seating, prices, margin)
        if not run.goes_on() or blocks.everybody(run.limits(GROUP_NODES)) is None:
            break
        run.report(Stage.BLOCK_MIP)
        chains(run, Steps(run.seating, near))
        run.report(Stage.CHAINS)
    if run.seating.facts.board.students <= _NEARLY_ALL:
        _sharpen(run, prices)


def _complete(run: Run, blocks: Blocks, steps: Steps) -> None:
    """Who still lacks a place comes before anything is made cheaper: far chains, larger groups."""
    if run.goes_on() and run.placed() < run.bound.placed:
        chains(run, Steps(run.seating))
        run.report(Stage.CHAINS)
        steps.refresh()
    for _ in range(_WIDENINGS):
        if not run.goes_on() or run.placed() >= run.bound.placed:
            break
        blocks.widen()
        some_groups(run, blocks, MOST_ROUNDS, MISSING)
        run.report(Stage.BLOCK_MIP)
        steps.refresh()
        chains(run, steps)
        run.report(Stage.CHAINS)
    blocks.narrow()


def _turns(run: Run, blocks: Blocks, steps: Steps) -> None:
    """Groups and chains as long as they win something."""
    won = True
    while won and run.goes_on():
        before = run.seating.value
        some_groups(run, blocks, _GROUPS_A_TURN, 1)
        run.report(Stage.BLOCK_MIP)
        steps.refresh()
        chains(run, steps)
        run.report(Stage.CHAINS)
        won = run.seating.value < before


def _prove(run: Run, prices: Prices) -> None:
    """First what no plan can beat, then the best plan itself."""
    if run.seating.facts.board.students > exact.LARGEST:
        _sharpen(run, prices)
    if run.goes_on():
        search(run, prices)
        run.report(Stage.EXACT)


def _sharpen(run: Run, prices: Prices) -> None:
    """A bound that knows cohorts; proven up to its margin, and changes lie far above the flow."""
    if run.goes_on() and run.bound.value == prices.bound:
        margin = FAR if run.seating.facts.board.published else _WHOLE_MARGIN
        search(run, prices, margin=margin, whole=False)
        run.report(Stage.FILTERED_LP)
