"""The plan under work and what every stage does with it: chains, groups, one search of all."""

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from hub.internship.plan import Bound, Stage
from hub.internship.solver import exact
from hub.internship.solver.blocks import Blocks
from hub.internship.solver.chains import Steps, improve
from hub.internship.solver.flow import Relaxed
from hub.internship.solver.model import Limits
from hub.internship.solver.prices import FAR, Prices, prices_of
from hub.internship.solver.seating import Seating

MOST_ROUNDS: Final = 2_000
GROUP_NODES: Final = 200  # of a search tree: the work does not depend on the clock
_EXACT_NODES: Final = 20_000


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


def chains(run: Run, steps: Steps) -> None:
    """One round of chains after the other, as long as they win something."""
    for _ in range(MOST_ROUNDS):
        if not run.goes_on() or not improve(steps):
            return


def some_groups(run: Run, blocks: Blocks, count: int, least: int) -> None:
    """So many groups at most, each around what has lost `least`."""
    for _ in range(count):
        if not run.goes_on():
            return
        if blocks.improve(run.limits(GROUP_NODES), least=least) is None:
            return


def search(run: Run, prices: Prices, *, margin: int = FAR, whole: bool = True) -> None:
    """Search the whole round, up to an excess; `whole=False` only bounds."""
    limits = run.limits(_EXACT_NODES if margin == FAR else GROUP_NODES)
    proof = exact.search(run.seating, prices, limits, margin=margin, whole=whole)
    if proof is None:
        return
    if proof.tables:
        run.seating.try_all(proof.tables)
    better = max(run.bound.value, min(proof.bound, run.seating.total))
    run.bound = replace(run.bound, value=better)
