"""What every plan of the engine must keep, against trying everything on small rounds."""

import dataclasses
from typing import Final

import numpy as np
import pytest

from hub.internship.checker import check
from hub.internship.formats.reader import read_instance
from hub.internship.formats.writer import instance_to_json, plan_to_json
from hub.internship.instance import Instance, Triple
from hub.internship.plan import Plan, Published, StageRow
from hub.internship.solver.pins import InfeasiblePins
from hub.internship.solver.run import solve
from tests.bench.rounds import make
from tests.support.brute_force import BruteForce
from tests.support.small_rounds import a_random_round, with_pins

SEEDS: Final = range(300)
MORE: Final = 3  # of these one has up to six students
EASY: Final = 60  # of the seeds, those with pins or a published plan


def some_triples(instance: Instance, seed: int, count: int) -> tuple[Triple, ...]:
    """Triples that may be placed, drawn by the seed."""
    brute = BruteForce(instance)
    rows = sorted(
        Triple(student.id, programme.id, period.id)
        for student in instance.students
        for programme in instance.programmes
        for period in instance.periods
        if brute.is_possible(student, programme, period.id)
    )
    drawn = np.random.default_rng(seed).permutation(len(rows))[:count]
    return tuple(rows[at] for at in drawn)


def without_clock(plan: Plan) -> bytes:
    rows = tuple(dataclasses.replace(row, elapsed_s=0.0) for row in plan.stages)
    return plan_to_json(dataclasses.replace(plan, stages=rows))


def assert_rows_only_get_better(rows: tuple[StageRow, ...]) -> None:
    values = [row.value for row in rows]
    bounds = [row.bound for row in rows]
    assert values == sorted(values, reverse=True)
    assert bounds == sorted(bounds)


def test_small_plans_are_the_best_there_are_and_proven_so() -> None:
    for seed in SEEDS:
        instance = a_random_round(seed, 4 if seed % MORE else 6)
        brute, plan = BruteForce(instance), solve(instance)
        best = brute.best()
        assert best is not None
        assert brute.is_plan(plan.placements), seed
        assert brute.value_of(plan.placements) == plan.objective.value, seed
        assert plan.bound.value == best.value == plan.objective.value, seed
        assert plan.objective.placed <= best.placed <= plan.bound.placed, seed
        assert_rows_only_get_better(plan.stages)


def test_pins_are_kept_or_refused_just_when_no_plan_holds_them() -> None:
    refused = 0
    for seed in range(EASY):
        plain = a_random_round(seed)
        instance = with_pins(plain, some_triples(plain, seed, 3))
        brute = BruteForce(instance)
        best = brute.best()
        if best is None:
            refused += 1
            with pytest.raises(InfeasiblePins):
                solve(instance)
            continue
        plan = solve(instance)
        assert brute.is_plan(plan.placements), seed
        assert plan.bound.value == best.value == plan.objective.value, seed
    assert 0 < refused < EASY


def test_every_named_pin_of_a_refusal_is_needed() -> None:
    for seed in range(EASY):
        plain = a_random_round(seed)
        instance = with_pins(plain, some_triples(plain, seed, 3))
        if BruteForce(instance).best() is not None:
            continue
        with pytest.raises(InfeasiblePins) as refusal:
            solve(instance)
        named = tuple(each.pin for each in refusal.value.conflicts if each.pin is not None)
        assert BruteForce(with_pins(plain, named)).best() is None, seed
        for spared in named:
            rest = tuple(pin for pin in named if pin != spared)
            assert BruteForce(with_pins(plain, rest)).best() is not None, (seed, spared)


def test_changes_to_a_published_plan_are_paid_for() -> None:
    for seed in range(EASY):
        instance = a_random_round(seed)
        published = frozenset({*some_triples(instance, seed, 3), Triple("gone", "f0", "p1")})
        brute = BruteForce(instance, published)
        plan = solve(instance, published=Published(published, "0" * 64))
        best = brute.best()
        assert best is not None
        assert brute.value_of(plan.placements) == plan.objective.value, seed
        assert plan.bound.value == best.value == plan.objective.value, seed
        assert plan.changes is not None
        assert 200 * (plan.changes.forced + plan.changes.chosen) == plan.objective.penalty


@pytest.fixture(scope="module")
def hundred() -> Instance:
    return read_instance(instance_to_json(make(100, 3)))


@pytest.fixture(scope="module")
def plan_of_hundred(hundred: Instance) -> Plan:
    return solve(hundred)


def test_everybody_is_placed_where_there_is_room(plan_of_hundred: Plan) -> None:
    assert plan_of_hundred.objective.placed == plan_of_hundred.bound.placed
    missing = sum(row.missing for row in plan_of_hundred.unplaced)
    assert missing == 300 - plan_of_hundred.objective.placed


def test_the_independent_checker_accepts_a_plan_of_a_hundred(plan_of_hundred: Plan) -> None:
    data = instance_to_json(make(100, 3))
    report = check(data, plan_to_json(plan_of_hundred), None)
    assert report.violations == ()


def test_the_same_round_gives_the_same_plan_twice(hundred: Instance, plan_of_hundred: Plan) -> None:
    assert without_clock(solve(hundred)) == without_clock(plan_of_hundred)


def test_the_order_of_a_file_has_no_meaning(hundred: Instance, plan_of_hundred: Plan) -> None:
    turned = dataclasses.replace(
        hundred,
        programmes=hundred.programmes[::-1],
        students=hundred.students[::-1],
        ratings=hundred.ratings[::-1],
        periods=hundred.periods[::-1],
    )
    again = solve(read_instance(instance_to_json(turned)))
    assert again.placements == plan_of_hundred.placements
    assert again.objective == plan_of_hundred.objective


def test_every_stage_ends_with_a_plan_that_keeps_the_rules() -> None:
    for seed in range(20):
        instance = a_random_round(seed)
        brute = BruteForce(instance)
        seen: list[bool] = []
        solve(instance, on_stage=lambda _row, held: seen.append(brute.is_plan(held)))  # noqa: B023  called at once
        assert len(seen) >= 2
        assert all(seen)


def test_a_stopped_run_keeps_its_last_plan() -> None:
    instance = a_random_round(1)
    plan = solve(instance, should_stop=lambda: True)
    assert [row.stage.value for row in plan.stages] == ["flow", "cancelled"]
    assert BruteForce(instance).is_plan(plan.placements)
