"""The engine's one door: a round in, a plan out, every stage ending with a feasible plan.

What each stage does stands in `stages`; the files and the clock of the caller are not known here.
"""

import time
from collections.abc import Callable
from typing import TypeAlias

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
from hub.internship.solver import ties
from hub.internship.solver.board import CHANGE_COST, board_of
from hub.internship.solver.deferred import blocking_pairs, deferred_acceptance
from hub.internship.solver.facts import facts_of
from hub.internship.solver.flow import solve_flow
from hub.internship.solver.forcing import Forcing
from hub.internship.solver.pins import InfeasiblePins, seat_pins, triple_of
from hub.internship.solver.reasons import Reasons
from hub.internship.solver.seating import Seating
from hub.internship.solver.stages import go
from hub.internship.solver.under_way import Run
from hub.internship.solver.versions import versions

__all__ = ["InfeasiblePins", "OnStage", "solve", "solve_deferred"]

OnStage: TypeAlias = Callable[[StageRow, tuple[Triple, ...]], None]
OnPlan: TypeAlias = Callable[[Plan], None]


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
    rows: list[StageRow] = []

    def note(run: Run, stage: Stage) -> None:
        row = _row(run, stage)
        rows.append(row)
        if on_stage is not None:
            on_stage(row, placements_of(run.best()))
        if on_plan is not None:
            on_plan(plan_of(run.best(), run.bound, rows, published))

    run = Run(Seating(facts), relaxed.bound, seconds, should_stop, note, started, relaxed)
    codes = relaxed.codes
    del relaxed
    go(run, codes, fixed)
    ties.settle(run.seating)
    if should_stop():
        run.report(Stage.CANCELLED)
    forcing = Forcing(run.seating, run.bound.value, run.priced(), run.limits)
    return plan_of(run.seating, run.bound, rows, published, forcing)


def solve_deferred(instance: Instance) -> tuple[Plan, int]:
    """The plan of deferred acceptance, and how many pairs block it (none do)."""
    started = time.perf_counter()
    facts = facts_of(board_of(instance))
    seating = Seating(facts)
    seating.copy_from(deferred_acceptance(facts))
    run = Run(seating, solve_flow(facts).bound, 0, lambda: False, lambda *_: None, started)
    plan = plan_of(seating, run.bound, [_row(run, Stage.DEFERRED_ACCEPTANCE)], None)
    return plan, len(blocking_pairs(facts, seating.tables))


def _row(run: Run, stage: Stage) -> StageRow:
    objective = objective_of(run.best())
    return StageRow(
        stage=stage,
        elapsed_s=round(run.elapsed(), 3),
        placed=objective.placed,
        value=objective.value,
        bound=run.bound.value,
        gap=gap_of(objective, run.bound),
    )


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


def plan_of(
    seating: Seating,
    bound: Bound,
    rows: list[StageRow],
    published: Published | None,
    forcing: Forcing | None = None,
) -> Plan:
    """The whole answer for a finished seating."""
    instance = seating.facts.board.instance
    placements = placements_of(seating)
    return Plan(
        placements=placements,
        unplaced=Reasons(seating, forcing).unplaced(),
        objective=objective_of(seating),
        bound=bound,
        stages=tuple(rows),
        input_sha256=instance.sha256,
        seed=instance.seed,
        published_sha256=published.sha256 if published else None,
        changes=_changes(seating, placements, published) if published else None,
        versions=versions(),
    )


def _changes(seating: Seating, placements: tuple[Triple, ...], published: Published) -> Changes:
    kept = len(published.triples.intersection(placements))
    board = seating.facts.board
    possible = sum(int(mask).bit_count() for mask in board.pair_published)
    return Changes(kept, board.published - possible, possible - kept)
