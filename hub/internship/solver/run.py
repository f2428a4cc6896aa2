"""The engine's one door: a round in, a plan out, every stage ending with a feasible plan.

Stages: flow, recolour, chains, block_mip. The filtered and exact stages are later issues, so the
bound is that of the flow and plan-dependent reasons are not verified by forcing, not even in
rounds of up to 300 students.
"""

import platform
import time
from collections.abc import Callable
from dataclasses import dataclass
from importlib import metadata
from typing import Final, TypeAlias

from hub.internship.instance import Instance, Triple
from hub.internship.plan import (
    Bound,
    Changes,
    Objective,
    Plan,
    Published,
    Stage,
    StageRow,
    gap_of,
)
from hub.internship.solver.blocks import SIZES, Blocks
from hub.internship.solver.board import CHANGE_COST, board_of
from hub.internship.solver.chains import Steps, improve
from hub.internship.solver.facts import Facts, facts_of
from hub.internship.solver.flow import solve_flow
from hub.internship.solver.pins import InfeasiblePins, seat_pins, triple_of
from hub.internship.solver.reasons import Reasons
from hub.internship.solver.recolour import Colouring
from hub.internship.solver.repair import by_student, feasible
from hub.internship.solver.seating import Seating

__all__ = ["InfeasiblePins", "OnStage", "solve"]

OnStage: TypeAlias = Callable[[StageRow, tuple[Triple, ...]], None]
OnPlan: TypeAlias = Callable[[Plan], None]
HUB_VERSION: Final = "0.1.0"
MOST_ROUNDS: Final = 2_000


@dataclass(eq=False)
class _Run:
    """What the stages share: the clock, the wish to stop, the rows so far."""

    facts: Facts
    seconds: float
    on_stage: OnStage | None
    on_plan: OnPlan | None
    published: Published | None
    should_stop: Callable[[], bool]
    started: float
    bound: Bound
    rows: list[StageRow]

    def elapsed(self) -> float:
        return time.perf_counter() - self.started

    def is_over(self) -> bool:
        return self.elapsed() >= self.seconds

    def report(self, stage: Stage, seating: Seating) -> None:
        """Note the end of a stage and tell whoever listens."""
        objective = objective_of(seating)
        row = StageRow(
            stage=stage,
            elapsed_s=round(self.elapsed(), 3),
            placed=objective.placed,
            value=objective.value,
            bound=self.bound.value,
            gap=gap_of(objective, self.bound),
        )
        self.rows.append(row)
        if self.on_stage is not None:
            self.on_stage(row, placements_of(seating))
        if self.on_plan is not None:
            self.on_plan(_plan(self, seating, self.published))


def solve(
    instance: Instance,
    *,
    seconds: float = 60,
    published: Published | None = None,
    on_stage: OnStage | None = None,
    on_plan: OnPlan | None = None,
    should_stop: Callable[[], bool] = lambda: False,
) -> Plan:
    """The best plan found; the clock and `should_stop` are looked at between rounds only.

    Raises InfeasiblePins when the pins cannot stand together.
    """
    started = time.perf_counter()
    facts = facts_of(board_of(instance, published.triples if published else ()))
    fixed = seat_pins(facts)
    relaxed = solve_flow(facts)
    run = _Run(
        facts, seconds, on_stage, on_plan, published, should_stop, started, relaxed.bound, []
    )
    wanted = by_student(facts, relaxed.codes)
    seating = feasible(facts, fixed, wanted)
    run.report(Stage.FLOW, seating)
    if not should_stop():
        other = feasible(facts, fixed, Colouring(facts, wanted).settle())
        seating = min(seating, other, key=lambda each: each.value)
        run.report(Stage.RECOLOUR, seating)
    if not should_stop():
        _chains(run, seating)
        run.report(Stage.CHAINS, seating)
    if not should_stop() and not run.is_over():
        _blocks(run, seating, wanted)
        run.report(Stage.BLOCK_MIP, seating)
    if should_stop():
        run.report(Stage.CANCELLED, seating)
    return _plan(run, seating, published)


def _chains(run: _Run, seating: Seating) -> None:
    steps = Steps(seating)
    for _ in range(MOST_ROUNDS):
        if run.is_over() or run.should_stop() or not improve(steps):
            return


def _blocks(run: _Run, seating: Seating, wanted: list[list[int]]) -> None:
    for size in SIZES:
        blocks = Blocks(seating, wanted, size)
        while not run.is_over() and not run.should_stop():
            if objective_of(seating).value == run.bound.value or not blocks.improve():
                break


def objective_of(seating: Seating) -> Objective:
    """The figures of the plan as it stands."""
    facts = seating.facts
    board = facts.board
    kept = cost = reward = 0
    for table in seating.tables:
        reward += facts.reward[len(table)]
        for code in table:
            pair, period = divmod(code, facts.periods)
            cost += int(board.pair_cost[pair])
            kept += int(board.pair_published[pair]) >> period & 1
    placed = sum(map(len, seating.tables))
    return Objective(placed, cost, CHANGE_COST * (board.published - kept), reward)


def placements_of(seating: Seating) -> tuple[Triple, ...]:
    """The placements by student, then period."""
    facts = seating.facts
    order = {period.id: at for at, period in enumerate(facts.board.instance.periods)}
    triples = [triple_of(facts, code) for table in seating.tables for code in table]
    return tuple(sorted(triples, key=lambda each: (each.student, order[each.period])))


def _plan(run: _Run, seating: Seating, published: Published | None) -> Plan:
    instance = seating.facts.board.instance
    placements = placements_of(seating)
    return Plan(
        placements=placements,
        unplaced=Reasons(seating).unplaced(),
        objective=objective_of(seating),
        bound=run.bound,
        stages=tuple(run.rows),
        input_sha256=instance.sha256,
        seed=instance.seed,
        published_sha256=published.sha256 if published else None,
        changes=_changes(seating, placements, published) if published else None,
        versions={
            "hub": HUB_VERSION,
            "python": platform.python_version(),
            "ortools": metadata.version("ortools"),
            "scipy": metadata.version("scipy"),
        },
    )


def _changes(seating: Seating, placements: tuple[Triple, ...], published: Published) -> Changes:
    kept = len(published.triples.intersection(placements))
    board = seating.facts.board
    possible = sum(int(mask).bit_count() for mask in board.pair_published)
    return Changes(kept, board.published - possible, possible - kept)
