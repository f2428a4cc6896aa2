"""What the stages share, and their order: every stage ends with a plan that keeps the rules."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from hub.internship.plan import Bound, Stage
from hub.internship.solver import exact
from hub.internship.solver.alone import settle_alone
from hub.internship.solver.blocks import (
    MARGIN,
    MARGIN_OF_CHANGES,
    MISSING,
    Blocks,
)
from hub.internship.solver.board import CHANGE_COST, Bools
from hub.internship.solver.chains import Steps, improve
from hub.internship.solver.facts import Facts, Options, Table
from hub.internship.solver.flow import Relaxed, never_open, solve_flow
from hub.internship.solver.model import Limits
from hub.internship.solver.moves import options_near
from hub.internship.solver.openings import Openings
from hub.internship.solver.prices import FAR, Prices, prices_of
from hub.internship.solver.recolour import Colouring
from hub.internship.solver.repair import by_student, feasible
from hub.internship.solver.repricing import Repriced, repriced
from hub.internship.solver.seating import Seating
from hub.internship.solver.timeless import Timeless, bound_of, put_into_periods, timeless

MOST_ROUNDS: Final = 2_000
_GROUPS_A_TURN: Final = 12  # between two turns of chains
_WIDENINGS: Final = 2  # how often the groups grow when nothing more is won
_GROUP_NODES: Final = 200  # of a search tree: the work does not depend on the clock
_EXACT_NODES: Final = 20_000
_WHOLE: Final = 1_200  # students of a round that is one group in the end
_WHOLE_MARGIN: Final = MARGIN + 1
_NEAR: Final = 2 * MARGIN  # excess up to which chains think of a placement
_CLOSE: Final = 10  # a plan that loses 1 for so many students is gone on from
_MARGINS: Final = (MARGIN, 8 * MARGIN, CHANGE_COST + 2 * MARGIN)  # of the whole round, in turn
_LADDER: Final = (16, 64, 256, 1_024)  # excess over prices that know all rules, in turn
_TORN: Final = 600  # placements the relaxation half wants, up to which a search ends soon
_LEAST_GROUP: Final = 30  # students
_LED: Final = 0.98  # of the places there could be; with fewer, the prices of the flow mislead
_NEARLY_ALL: Final = 2_000  # students of a round that may still be searched as a whole


@dataclass(eq=False)
class Run:
    """The plan under work, its bound, the clock and whoever listens."""

    seating: Seating
    bound: Bound
    seconds: float
    should_stop: Callable[[], bool]
    listen: Callable[["Run", Stage], None]
    started: float
    relaxed: Relaxed | None = None  # the flow, as long as nobody has asked for its prices
    prices: Prices | None = None  # once somebody has
    early: Seating | None = None  # a plan found beside, as long as it is ahead

    def priced(self) -> Prices:
        """The prices; the flow, which takes much room, is then let go."""
        if self.relaxed is not None:
            self.prices = prices_of(self.seating.facts, self.relaxed)
            self.relaxed = None
        if self.prices is None:
            message = "neither flow nor prices"
            raise RuntimeError(message)
        return self.prices

    def best(self) -> Seating:
        """The plan to show."""
        early = self.early
        return self.seating if early is None or self.seating.value <= early.value else early

    def elapsed(self) -> float:
        """Seconds since the run began."""
        return time.perf_counter() - self.started

    def left(self) -> float:
        """Seconds that remain."""
        return self.seconds - self.elapsed()

    def limits(self, nodes: int) -> Limits:
        """For one search of the library."""
        return Limits(nodes, self.left(), self.should_stop)

    def goes_on(self) -> bool:
        """Say whether there is time, no wish to stop, and something to win."""
        return self.left() > 0 and not self.should_stop() and self.distance() > 0

    def distance(self) -> int:
        """Value above the bound."""
        return self.seating.total - self.bound.value

    def placed(self) -> int:
        """Placements of the plan."""
        return sum(map(len, self.seating.tables))

    def report(self, stage: Stage) -> None:
        """Tell whoever listens that a stage has ended."""
        if self.best() is self.seating:
            self.early = None
        self.listen(self, stage)


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
        _chains(run, Steps(broken, _near(run, run.priced())))
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
    prices = run.priced()
    if facts.board.students <= exact.LARGEST:
        prices = _small(run, prices, fixed)
    elif run.goes_on():
        is_misled = run.placed() < _LED * run.bound.placed and not facts.board.published
        _groups(run, _small(run, prices, fixed) if is_misled else prices)
    if facts.board.students <= _NEARLY_ALL:
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


def _chains(run: Run, steps: Steps) -> None:
    for _ in range(MOST_ROUNDS):
        if not run.goes_on() or not improve(steps):
            return


def _small(run: Run, prices: Prices, fixed: list[Table]) -> Prices:
    """A round that can be searched to the end; answers the prices that know it best."""
    facts = run.seating.facts
    _alone(run, run.seating)
    run.report(Stage.CHAINS)
    choice = _without_periods(run)
    found = repriced(run.seating, prices, run.limits(0), exact.COLUMNS) if run.goes_on() else None
    if found is None:
        return prices
    run.bound = replace(run.bound, value=max(run.bound.value, min(found.bound, run.seating.total)))
    liked = feasible(facts, fixed, by_student(facts, found.wanted.tolist(), is_sorted=False))
    _alone(run, liked)
    run.seating = min(run.seating, liked, key=lambda each: each.value)
    run.report(Stage.FILTERED_LP)
    if choice is not None and found.torn <= _TORN and run.goes_on():
        put_into_periods(run.seating, choice, run.limits(_GROUP_NODES))
        run.report(Stage.BLOCK_MIP)
    _climb(run, found)
    return found.prices


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


def _without_periods(run: Run) -> Timeless | None:
    """A bound that knows cohorts as whole numbers, and who goes where in it; where any count."""
    facts = run.seating.facts
    asked = int((facts.leasts[facts.seats[facts.opens]] > 1).sum())
    if not asked or not run.goes_on() or facts.board.pair_student.size > exact.COLUMNS:
        return None
    choice = timeless(facts, run.limits(_GROUP_NODES))
    bound = bound_of(choice, run.seating.total - run.seating.value)
    if bound is not None:
        run.bound = replace(run.bound, value=max(run.bound.value, min(bound, run.seating.total)))
    return choice


def _up_to(run: Run, found: Repriced, margin: int) -> None:
    """Search the whole round; where its relaxation is torn, a part of it at a time."""
    if found.torn <= _TORN:
        _search(run, found.prices, margin=margin)
        return
    openings = Openings(run.seating, found.prices, margin)
    while run.goes_on() and not openings.is_over:
        openings.improve(run.limits(_GROUP_NODES))
    size = max(run.seating.facts.board.students * _TORN // 2 // found.torn, _LEAST_GROUP)
    _some_groups(run, Blocks(run.seating, found.prices, margin, size), MOST_ROUNDS, 1)


def _alone(run: Run, seating: Seating) -> None:
    """Whole timetables and chains, as long as they win something."""
    won = True
    while won and run.goes_on():
        before = seating.value
        settle_alone(seating, run.goes_on)
        _chains(run, Steps(seating))
        won = seating.value < before


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
        _search(run, prices, margin=_WHOLE_MARGIN)
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
    _some_groups(run, blocks, MOST_ROUNDS, MISSING)
    run.report(Stage.BLOCK_MIP)
    steps = Steps(run.seating, near)
    _chains(run, steps)
    run.report(Stage.CHAINS)
    if run.early is not None:
        run.seating, run.early = run.early, None
        blocks, steps = Blocks(run.seating, prices), Steps(run.seating, near)
    return blocks, steps


def _glance(run: Run, near: Options) -> None:
    """Chains alone place almost everybody at once: a plan to show, rarely one to go on from."""
    early = Seating(run.seating.facts)
    early.copy_from(run.seating.tables)
    _chains(run, Steps(early, near))
    if sum(map(len, early.tables)) < run.bound.placed:
        _chains(run, Steps(early))  # with every placement, however dear
    if early.total - run.bound.value <= len(early.tables) // _CLOSE:
        run.seating = early
    else:
        run.early = early
    run.report(Stage.CHAINS)


def _far_chains(run: Run, blocks: Blocks, steps: Steps) -> None:
    """Once more with every placement there is, however dear: wish lists may be long and steep."""
    before = run.seating.value
    _chains(run, Steps(run.seating))
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
        if not run.goes_on() or blocks.everybody(run.limits(_GROUP_NODES)) is None:
            break
        run.report(Stage.BLOCK_MIP)
        _chains(run, Steps(run.seating, near))
        run.report(Stage.CHAINS)
    if run.seating.facts.board.students <= _NEARLY_ALL:
        _sharpen(run, prices)


def _complete(run: Run, blocks: Blocks, steps: Steps) -> None:
    """Who still lacks a place comes before anything is made cheaper: far chains, larger groups."""
    if run.goes_on() and run.placed() < run.bound.placed:
        _chains(run, Steps(run.seating))
        run.report(Stage.CHAINS)
        steps.refresh()
    for _ in range(_WIDENINGS):
        if not run.goes_on() or run.placed() >= run.bound.placed:
            break
        blocks.widen()
        _some_groups(run, blocks, MOST_ROUNDS, MISSING)
        run.report(Stage.BLOCK_MIP)
        steps.refresh()
        _chains(run, steps)
        run.report(Stage.CHAINS)
    blocks.narrow()


def _turns(run: Run, blocks: Blocks, steps: Steps) -> None:
    """Groups and chains as long as they win something."""
    won = True
    while won and run.goes_on():
        before = run.seating.value
        _some_groups(run, blocks, _GROUPS_A_TURN, 1)
        run.report(Stage.BLOCK_MIP)
        steps.refresh()
        _chains(run, steps)
        run.report(Stage.CHAINS)
        won = run.seating.value < before


def _some_groups(run: Run, blocks: Blocks, count: int, least: int) -> None:
    for _ in range(count):
        if not run.goes_on():
            return
        if blocks.improve(run.limits(_GROUP_NODES), least=least) is None:
            return


def _prove(run: Run, prices: Prices) -> None:
    """First what no plan can beat, then the best plan itself."""
    if run.seating.facts.board.students > exact.LARGEST:
        _sharpen(run, prices)
    if run.goes_on():
        _search(run, prices)
        run.report(Stage.EXACT)


def _sharpen(run: Run, prices: Prices) -> None:
    """A bound that knows cohorts; proven up to its margin, and changes lie far above the flow."""
    if run.goes_on() and run.bound.value == prices.bound:
        margin = FAR if run.seating.facts.board.published else _WHOLE_MARGIN
        _search(run, prices, margin=margin, whole=False)
        run.report(Stage.FILTERED_LP)


def _search(run: Run, prices: Prices, *, margin: int = FAR, whole: bool = True) -> None:
    limits = run.limits(_EXACT_NODES if margin == FAR else _GROUP_NODES)
    proof = exact.search(run.seating, prices, limits, margin=margin, whole=whole)
    if proof is None:
        return
    if proof.tables:
        run.seating.try_all(proof.tables)
    better = max(run.bound.value, min(proof.bound, run.seating.total))
    run.bound = replace(run.bound, value=better)
