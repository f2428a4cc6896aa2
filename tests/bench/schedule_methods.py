"""The ways to a plan that the schedule bench compares; each runs in a process of its own.

    python -m tests.bench.schedule_methods METHOD INSTANCE PLAN SECONDS [OLD_PLAN]

Prints one JSON line per better plan (`seconds`, `cpu`, `placed`, `value`) and a last one with the
peak memory; writes the last plan. Methods: engine; naive (one Boolean per possible placement, all
rules as they stand, CP-SAT); started (the same from the engine's first plan); greedy (best free
seat, then single changes that help).
"""

import json
import resource
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Final

from ortools.sat.python import cp_model

from hub.cli.ending import leave
from hub.internship.formats.published import read_published
from hub.internship.formats.reader import read_instance
from hub.internship.formats.writer import plan_to_json
from hub.internship.plan import Bound, Published, Stage, StageRow, gap_of
from hub.internship.solver.board import board_of
from hub.internship.solver.facts import Facts, Table, facts_of
from hub.internship.solver.flow import solve_flow
from hub.internship.solver.pins import seat_pins
from hub.internship.solver.repair import by_student, feasible
from hub.internship.solver.run import objective_of, plan_of, solve
from hub.internship.solver.seating import Seating

WORKERS: Final = 2
NO_BOUND: Final = Bound(-(10**12), 10**9)
Tell = Callable[[int, int], None]


@dataclass(frozen=True, eq=False)
class Task:
    """What a method is given."""

    data: bytes
    seconds: float
    published: Published | None
    started: float
    tell: Tell  # placements and value of a better plan

    def left(self) -> float:
        """Seconds that remain."""
        return self.seconds - (time.perf_counter() - self.started)


def engine(task: Task) -> bytes:
    """The product's own way."""
    plan = solve(
        read_instance(task.data),
        seconds=task.seconds,
        published=task.published,
        on_stage=lambda row, _held: task.tell(row.placed, row.value),
    )
    return plan_to_json(plan)


def naive(task: Task) -> bytes:
    """One model of everything."""
    return _by_model(task, is_started=False)


def started(task: Task) -> bytes:
    """One model of everything, told the engine's first plan."""
    return _by_model(task, is_started=True)


def greedy(task: Task) -> bytes:
    """Everybody in turn takes the best free seat; then single changes as long as they help."""
    facts = _facts(task)
    fixed = seat_pins(facts)
    wanted = [sorted(codes, key=facts.price.__getitem__) for codes in facts.options]
    seating = feasible(facts, fixed, wanted)
    task.tell(sum(map(len, seating.tables)), seating.total)
    is_better = True
    while is_better and task.left() > 0:
        is_better = False
        for student in range(len(seating.tables)):
            is_better |= any(
                seating.try_all({student: table}) for table in _neighbours(facts, seating, student)
            )
        task.tell(sum(map(len, seating.tables)), seating.total)
    return _written(task, seating, NO_BOUND)


METHODS: Final = {each.__name__: each for each in (engine, naive, started, greedy)}


def _facts(task: Task) -> Facts:
    published = task.published.triples if task.published else ()
    return facts_of(board_of(read_instance(task.data), published))


def _neighbours(facts: Facts, seating: Seating, student: int) -> Iterator[Table]:
    table = seating.tables[student]
    for code in facts.options[student]:
        if not seating.can_enter(facts.seat[code]) or code in table:
            continue
        if len(table) < facts.rotations:
            yield (*table, code)
        for out in table:
            yield (*(each for each in table if each != out), code)


def whole_model(facts: Facts) -> tuple[cp_model.CpModel, dict[int, cp_model.IntVar]]:
    """All rules as they stand over one Boolean per possible placement, and the objective."""
    model = cp_model.CpModel()
    chosen = {code: model.new_bool_var("") for codes in facts.options for code in codes}
    _add_timetables(model, facts, chosen)
    _add_seats(model, facts, chosen)
    return model, chosen


def _by_model(task: Task, *, is_started: bool) -> bytes:
    facts = _facts(task)
    model, chosen = whole_model(facts)
    seating = Seating(facts)
    if is_started:
        relaxed = solve_flow(facts)
        seating = feasible(facts, seat_pins(facts), by_student(facts, relaxed.codes))
        task.tell(sum(map(len, seating.tables)), seating.total)
        held = {code for table in seating.tables for code in table}
        for code, variable in chosen.items():
            model.add_hint(variable, code in held)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = WORKERS
    solver.parameters.max_time_in_seconds = max(task.left(), 1.0)
    watch = _Watch(task, facts, chosen)
    solver.solve(model, watch)
    if watch.tables is not None:
        seating.copy_from(watch.tables)
    return _written(task, seating, NO_BOUND)


class _Watch(cp_model.CpSolverSolutionCallback):  # type: ignore[misc]  # untyped library
    """Keeps the last plan of the search."""

    def __init__(self, task: Task, facts: Facts, chosen: dict[int, cp_model.IntVar]) -> None:
        super().__init__()
        self.task, self.facts, self.chosen = task, facts, chosen
        self.tables: list[Table] | None = None

    def on_solution_callback(self) -> None:
        """Note a better plan."""
        self.tables = [
            tuple(code for code in codes if self.value(self.chosen[code]))
            for codes in self.facts.options
        ]
        seating = Seating(self.facts)
        seating.copy_from(self.tables)
        self.task.tell(sum(map(len, self.tables)), seating.total)


def _add_timetables(
    model: cp_model.CpModel, facts: Facts, chosen: dict[int, cp_model.IntVar]
) -> None:
    """H2-H5, H8, H9 and the objective, as the design has them."""
    width, board = facts.periods, facts.board
    terms: list[cp_model.LinearExpr] = []
    for student, codes in enumerate(facts.options):
        groups: dict[tuple[str, int], list[cp_model.IntVar]] = defaultdict(list)
        for code in codes:
            pair = code // width
            groups["period", code % width].append(chosen[code])
            groups["firm", facts.firm[pair]].append(chosen[code])
            groups["trade", facts.trade[pair]].append(chosen[code])
        for (kind, _), some in groups.items():
            model.add(sum(some) <= (facts.trade_limit if kind == "trade" else 1))
        turns = [model.new_bool_var("") for _ in range(facts.rotations)]
        model.add(sum(chosen[code] for code in codes) == sum(turns))
        for earlier, later in pairwise(turns):
            model.add_implication(later, earlier)
        terms += [-int(reward) * turn for reward, turn in zip(board.rewards, turns, strict=True)]
        terms += [facts.price[code] * chosen[code] for code in codes]
        if board.counts_trades:
            seen = []
            for (kind, _), some in groups.items():
                if kind == "trade":
                    seen.append(model.new_bool_var(""))
                    model.add_bool_or(some).only_enforce_if(seen[-1])
            model.add(sum(seen) >= board.min_trades * turns[-1])
        for pin in facts.pins.get(student, ()):
            model.add(chosen[pin] == 1)
        _add_orders(model, facts, codes, chosen)
    model.minimize(sum(terms))


def _add_orders(
    model: cp_model.CpModel, facts: Facts, codes: Table, chosen: dict[int, cp_model.IntVar]
) -> None:
    width = facts.periods
    ordered = [code for code in codes if facts.programme[code // width] in facts.ordered]
    for one in ordered:
        for other in ordered:
            pair = facts.programme[one // width], facts.programme[other // width]
            if pair in facts.board.before and one % width >= other % width:
                model.add_bool_or(~chosen[one], ~chosen[other])


def _add_seats(model: cp_model.CpModel, facts: Facts, chosen: dict[int, cp_model.IntVar]) -> None:
    """H6 and H7."""
    by_seat: dict[int, list[cp_model.IntVar]] = defaultdict(list)
    for code, variable in chosen.items():
        by_seat[facts.seat[code]].append(variable)
    for seat, some in by_seat.items():
        if facts.least[seat] > 1:
            is_open = model.new_bool_var("")
            model.add(sum(some) >= facts.least[seat] * is_open)
            model.add(sum(some) <= facts.cap[seat] * is_open)
        else:
            model.add(sum(some) <= facts.cap[seat])


def _written(task: Task, seating: Seating, bound: Bound) -> bytes:
    objective = objective_of(seating)
    row = StageRow(
        stage=Stage.EXACT,
        elapsed_s=round(time.perf_counter() - task.started, 3),
        placed=objective.placed,
        value=objective.value,
        bound=bound.value,
        gap=gap_of(objective, bound),
    )
    return plan_to_json(plan_of(seating, bound, [row], task.published))


def main(words: list[str]) -> None:
    """Run one method."""
    method, instance, out, seconds, *old = words
    start, computed = time.perf_counter(), time.process_time()

    def tell(placed: int, value: int) -> None:
        row = {
            "seconds": round(time.perf_counter() - start, 3),
            "cpu": round(time.process_time() - computed, 3),
            "placed": placed,
            "value": value,
        }
        sys.stdout.write(json.dumps(row) + "\n")
        sys.stdout.flush()

    published = read_published(Path(old[0]).read_bytes()) if old else None
    task = Task(Path(instance).read_bytes(), float(seconds), published, start, tell)
    Path(out).write_bytes(METHODS[method](task))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    last = {
        "total": round(time.perf_counter() - start, 3),
        "total_cpu": round(time.process_time() - computed, 3),
        "peak_mb": round(peak / 1024, 1),
    }
    sys.stdout.write(json.dumps(last) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
    leave(0)
