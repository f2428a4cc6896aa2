"""Rounds of other people's making: the engine never falls, and its plans always stand."""

import dataclasses

import numpy as np
import pytest

from hub.internship.checker import check
from hub.internship.formats.reader import read_instance
from hub.internship.formats.writer import instance_to_json, plan_to_json
from hub.internship.plan import Stage
from hub.internship.solver.pins import InfeasiblePins
from hub.internship.solver.run import solve
from tests.support.hard_rounds import SHAPES, Shape, pinned, tight_cohorts

SIZE = 14
SEEDS = range(2)


def a_file(shape: Shape, seed: int, size: int = SIZE) -> bytes:
    return instance_to_json(shape(np.random.default_rng(seed), size))


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.__name__)
def test_an_awkward_round_gets_the_best_plan_there_is(shape: Shape, seed: int) -> None:
    data = a_file(shape, seed)
    plan = solve(read_instance(data), seconds=30)
    assert check(data, plan_to_json(plan), None).violations == ()
    assert plan.objective.value == plan.bound.value


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.__name__)
def test_a_plan_without_time_stands_as_well(shape: Shape) -> None:
    data = a_file(shape, 5, 40)
    plan = solve(read_instance(data), seconds=0)
    assert check(data, plan_to_json(plan), None).violations == ()


def test_pins_and_company_never_come_to_more_places_than_a_student_may_have() -> None:
    for seed in range(20):
        data = a_file(pinned, seed, 24)
        try:
            plan = solve(read_instance(data), seconds=0)
        except InfeasiblePins:
            continue
        assert check(data, plan_to_json(plan), None).violations == (), seed


def test_a_run_stopped_within_the_last_search_keeps_the_plan_before_it() -> None:
    data = a_file(tight_cohorts, 2, 60)
    seen: list[Stage] = []
    plan = solve(
        read_instance(data),
        on_stage=lambda row, _held: seen.append(row.stage),
        should_stop=lambda: Stage.CHAINS in seen,
    )
    assert [row.stage for row in plan.stages][-1] is Stage.CANCELLED
    assert check(data, plan_to_json(plan), None).violations == ()


def test_the_same_awkward_round_gives_the_same_plan_twice() -> None:
    for shape in SHAPES:
        given = read_instance(a_file(shape, 3))
        plans = [solve(given, seconds=30) for _ in range(2)]
        one, two = (dataclasses.replace(plan, stages=()) for plan in plans)
        assert one == two


def test_cohorts_are_filled_before_anything_is_searched() -> None:
    """Where most seats ask for company, even the first plan seats most people."""
    given = read_instance(a_file(tight_cohorts, 0, 300))
    plan = solve(given, seconds=0)
    assert plan.objective.placed >= 0.9 * plan.bound.placed
