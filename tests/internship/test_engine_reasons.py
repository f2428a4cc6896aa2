"""Every reason is true: with the pair forced in, no plan is better, and the difference is told."""

from dataclasses import replace

import numpy as np
import pytest

from hub.internship.formats.reader import read_instance
from hub.internship.formats.writer import instance_to_json
from hub.internship.instance import Instance, Triple
from hub.internship.plan import PairReason, Plan, Stage, Why
from hub.internship.solver.pins import InfeasiblePins
from hub.internship.solver.rules import Rule
from hub.internship.solver.run import solve
from tests.bench.mixed_rounds import mixed
from tests.bench.rounds import make
from tests.support.brute_force import BruteForce
from tests.support.small_rounds import a_programme, a_random_round, a_student, periods, with_pins

SEEDS = range(150)
OWN = {Why.CLOSED, Why.UNAVAILABLE, Why.UNDER_AGE, Why.BANNED, Why.VETO, Why.NOT_LISTED}


def best_with(instance: Instance, student: str, programme: str) -> int | None:
    """The best value of all plans in which the student does go there; None when there is none."""
    plans = [
        BruteForce(with_pins(instance, (*instance.pins, Triple(student, programme, period)))).best()
        for period in BruteForce(instance).starts
        if BruteForce(instance).is_possible(
            next(each for each in instance.students if each.id == student),
            next(each for each in instance.programmes if each.id == programme),
            period,
        )
    ]
    return min((plan.value for plan in plans if plan is not None), default=None)


def assert_true(instance: Instance, value: int, student: str, told: PairReason) -> None:
    assert told.programme is not None
    forced = best_with(instance, student, told.programme)
    if told.reason in OWN:
        assert forced is None
    elif forced is not None:
        assert forced >= value
        assert told.delta_min == told.delta_max == forced - value
    assert told.verified


def test_every_unfilled_wish_of_a_small_round_has_one_reason_and_it_is_true() -> None:
    plan_dependent = 0
    for seed in SEEDS:
        instance = a_random_round(seed)
        plan = solve(instance)
        listed = {each.id: {*each.wishes, *each.acceptable} for each in instance.students}
        for row in plan.unplaced:
            held = {each.programme for each in plan.placements if each.student == row.student}
            told = [each.programme for each in row.reasons if each.programme is not None]
            assert sorted(told) == sorted(listed[row.student] - held), seed
            for each in row.reasons:
                if each.programme is not None:
                    assert_true(instance, plan.objective.value, row.student, each)
                    plan_dependent += each.reason not in OWN
    assert plan_dependent > 100


def test_a_full_seat_tells_what_it_would_cost_to_give_it_away() -> None:
    instance = Instance(
        periods=periods(1),
        rotations=1,
        min_trades=1,
        programmes=(a_programme("A", {"p1": 1}),),
        students=(a_student("s1", "A"), a_student("s2", acceptable=("A",))),
    )
    told = solve(instance).unplaced[0].reasons[0]
    assert (told.reason, told.holders) == (Why.FULL, ("s1",))
    assert (told.delta_min, told.delta_max, told.verified) == (149, 149, True)


def test_a_cohort_that_takes_no_part_is_not_in_the_rule_set() -> None:
    """s3 alone could keep s1 company, but is fixed elsewhere; who is there has company enough."""
    two = {"p1": 2}
    instance = Instance(
        periods=periods(1),
        rotations=1,
        min_trades=1,
        programmes=(
            a_programme("A", two, min_cohort=2),
            a_programme("C", two, min_cohort=2),
        ),
        students=(a_student("s1", "A"), a_student("s3", "A", "C"), a_student("s4", "C")),
        pins=(Triple("s1", "A", "p1"), Triple("s3", "C", "p1")),
    )
    with pytest.raises(InfeasiblePins) as refusal:
        solve(instance)
    assert [(each.rule, each.programme) for each in refusal.value.conflicts] == [
        (Rule.PINS, None),
        (Rule.PINS, None),
        (Rule.COHORT, "A"),
    ]


@pytest.fixture(scope="module")
def tight() -> Instance:
    """A round beyond a hundred people in which one seat in six is gone."""
    made = mixed(make(120, 0), 0)
    programmes = tuple(
        each if at % 6 else replace(each, capacity={}) for at, each in enumerate(made.programmes)
    )
    open_ones = {each.id for each in programmes if each.capacity}
    pins = tuple(pin for pin in made.pins if pin.programme in open_ones)
    return read_instance(instance_to_json(replace(made, programmes=programmes, pins=pins)))


def forced_value(given: Instance, student: str, programme: str) -> int | None:
    """The proven best value with the pair, by one whole search per period."""
    found = []
    for period in next(each for each in given.programmes if each.id == programme).capacity:
        pin = Triple(student, programme, period)
        try:
            plan = solve(replace(given, pins=tuple(sorted({*given.pins, pin}))))
        except InfeasiblePins:
            continue
        assert plan.objective.value == plan.bound.value
        found.append(plan.objective.value)
    return min(found, default=None)


def sampled(plan: Plan, count: int) -> list[tuple[str, PairReason]]:
    """Some of the reasons that depend on the plan and are told as verified."""
    rows = [
        (row.student, each)
        for row in plan.unplaced
        for each in row.reasons
        if each.reason not in OWN and each.verified
    ]
    drawn = np.random.default_rng(4).permutation(len(rows))[:count]
    return [rows[at] for at in drawn]


@pytest.mark.parametrize("is_stopped", [False, True], ids=["proven plan", "stopped plan"])
def test_beyond_a_hundred_people_a_verified_reason_is_true(
    tight: Instance, *, is_stopped: bool
) -> None:
    seen: list[Stage] = []
    plan = solve(
        tight,
        on_stage=lambda row, _held: seen.append(row.stage),
        should_stop=lambda: is_stopped and Stage.CHAINS in seen,
    )
    sample = sampled(plan, 2)
    assert len(sample) == 2
    for student, told in sample:
        assert told.programme is not None
        forced = forced_value(tight, student, told.programme)
        if forced is not None:
            assert forced >= plan.objective.value
            assert told.delta_min is not None
            assert forced - plan.objective.value >= told.delta_min


def test_in_a_proven_plan_every_reason_is_verified(tight: Instance) -> None:
    plan = solve(tight)
    assert plan.objective.value == plan.bound.value
    reasons = [each for row in plan.unplaced for each in row.reasons]
    assert len(reasons) > 200
    assert all(each.verified for each in reasons)
