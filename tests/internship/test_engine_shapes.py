"""Rounds of other people's making: the engine never falls, and its plans always stand."""

import dataclasses
from dataclasses import replace

import numpy as np
import pytest

from hub.internship.checker import check
from hub.internship.formats.reader import read_instance
from hub.internship.formats.writer import instance_to_json, plan_to_json
from hub.internship.instance import Instance, Triple
from hub.internship.plan import Stage, Why
from hub.internship.solver.board import board_of
from hub.internship.solver.facts import facts_of
from hub.internship.solver.flow import never_open, solve_flow
from hub.internship.solver.model import Limits, Model
from hub.internship.solver.pins import InfeasiblePins
from hub.internship.solver.rules import Rule
from hub.internship.solver.run import solve
from tests.support.hard_rounds import SHAPES, Shape, pinned, tight_cohorts
from tests.support.odd_rounds import odd_round, spoilt, written
from tests.support.small_rounds import a_programme, a_student, periods

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


def test_a_seat_that_can_never_reach_its_cohort_counts_for_no_bound() -> None:
    """Too small for it, or too few who may come; a pin keeps it open, and is then refused."""
    given = Instance(
        periods=periods(1),
        rotations=1,
        min_trades=1,
        programmes=(
            a_programme("A", {"p1": 2}, min_cohort=3),
            a_programme("B", {"p1": 4}, min_cohort=3),
            a_programme("C", {"p1": 3}, min_cohort=3),
        ),
        students=(
            a_student("s1", "A", "B"),
            a_student("s2", "A", "B", "C"),
            a_student("s3", "C"),
            a_student("s4", "C"),
        ),
    )
    facts = facts_of(board_of(given))
    closed = never_open(facts)
    assert closed.tolist() == [True, True, False]
    relaxed = solve_flow(facts, closed)
    assert relaxed.bound.value > solve_flow(facts).bound.value
    plan = solve(given)
    assert relaxed.bound == plan.bound
    assert plan.objective.placed == plan.bound.placed == 3
    told = {each.programme: each for each in plan.unplaced[0].reasons}
    assert told["A"].reason is Why.COHORT
    assert told["A"].verified
    assert told["A"].delta_min is None
    with pytest.raises(InfeasiblePins) as refusal:
        solve(replace(given, pins=(Triple("s1", "A", "p1"),)))
    assert [each.rule for each in refusal.value.conflicts] == [Rule.PINS, Rule.COHORT]


def test_an_empty_model_has_an_answer() -> None:
    answer = Model().solve(Limits(1, 1.0, lambda: False))
    assert answer.is_over
    assert answer.columns is not None
    assert len(answer.columns) == 0


def test_a_seat_that_nobody_could_take_is_no_middle_of_a_group() -> None:
    """Six periods, seats no cohort can fill, far more people than places: found by odd files."""
    data = written(odd_round(53, 200))
    seen: list[Stage] = []
    plan = solve(
        read_instance(data),
        seconds=6,
        on_stage=lambda row, _held: seen.append(row.stage),
        should_stop=lambda: seen.count(Stage.BLOCK_MIP) > 1,
    )
    assert check(data, plan_to_json(plan), None).violations == ()


def test_the_most_places_there_could_be_are_counted_beside_the_pins() -> None:
    """One seat is fixed for who could have had two others; so one of three people stays out."""
    given = Instance(
        periods=periods(1),
        rotations=1,
        min_trades=1,
        programmes=tuple(a_programme(name, {"p1": 1}) for name in "ABC"),
        students=(a_student("s1", "A", "B", "C"), a_student("s2", "A"), a_student("s3", "A", "B")),
    )
    assert solve_flow(facts_of(board_of(given))).bound.placed == 3
    fixed = replace(given, pins=(Triple("s1", "A", "p1"),))
    assert solve_flow(facts_of(board_of(fixed))).bound.placed == 2


def test_who_has_nothing_to_choose_from_has_no_trades_to_count() -> None:
    """At least three trades, and a student for whom no placement is near: found by odd files."""
    data = spoilt(odd_round(5, 12), 5)
    plan = solve(read_instance(data), seconds=5)
    assert check(data, plan_to_json(plan), None).violations == ()
