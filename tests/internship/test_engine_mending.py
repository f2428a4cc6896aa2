"""A small loss is mended among those nearby: a plan that stands, few people touched, all named."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest

from hub.internship.checker import check
from hub.internship.formats.published import read_published
from hub.internship.formats.reader import read_instance
from hub.internship.formats.writer import instance_to_json, plan_to_json
from hub.internship.instance import Instance, Triple
from hub.internship.plan import Plan, Published, Stage
from hub.internship.solver import blocks
from hub.internship.solver.board import board_of
from hub.internship.solver.facts import facts_of
from hub.internship.solver.flow import solve_flow
from hub.internship.solver.model import Limits
from hub.internship.solver.nearby import mend_nearby
from hub.internship.solver.prices import prices_of
from hub.internship.solver.run import solve
from hub.internship.solver.seating import Seating
from hub.internship.solver.whatif import mended
from tests.bench.mixed_rounds import mixed, without_some_firms
from tests.bench.rounds import make
from tests.support.edits import Edits, edited
from tests.support.small_rounds import a_random_round

SEEDS = range(200)
Old = tuple[Instance, bytes]


@pytest.fixture(scope="module", params=("plain", "mixed"))
def hundred(request: pytest.FixtureRequest) -> Old:
    made = make(120, 5)
    given = read_instance(instance_to_json(made if request.param == "plain" else mixed(made, 5)))
    return given, plan_to_json(solve(given, seconds=20))


def losses(given: Instance, published: Published, count: int) -> Iterator[Edits]:
    """One student, one firm or some seats that go, in turn."""
    rng = np.random.default_rng(9)
    held = sorted(published.triples)
    for number in range(count):
        triple = held[int(rng.integers(len(held)))]
        programme = next(each for each in given.programmes if each.id == triple.programme)
        yield (
            Edits(students_gone=frozenset({triple.student})),
            Edits(firms_gone=frozenset({programme.firm})),
            Edits(seats={(triple.programme, triple.period): 0}),
        )[number % 3]


def assert_stands(changed: Instance, plan: Plan, old: bytes) -> None:
    report = check(instance_to_json(changed), plan_to_json(plan), old)
    assert report.violations == ()


def test_a_small_loss_is_mended_and_everybody_has_as_many_places_again(hundred: Old) -> None:
    given, old = hundred
    published = read_published(old)
    mended_ones = 0
    for edits in losses(given, published, 24):
        changed = edited(given, edits)
        plan = mend_nearby(changed, published)
        if plan is None:
            continue
        mended_ones += 1
        assert_stands(changed, plan, old)
        still = {each.id for each in changed.students}
        before = Counter(each.student for each in published.triples if each.student in still)
        now = Counter(each.student for each in plan.placements)
        assert all(now[student] >= count for student, count in before.items())
    assert mended_ones >= 20


def test_few_more_people_move_than_the_best_plan_moves(hundred: Old) -> None:
    given, old = hundred
    published = read_published(old)
    nearby = best = 0
    for edits in losses(given, published, 9):
        changed = edited(given, edits)
        plan = mend_nearby(changed, published)
        if plan is None or plan.changes is None:
            continue
        other = solve(changed, seconds=20, published=published)
        assert other.changes is not None
        nearby += plan.changes.chosen
        best += other.changes.chosen
        assert plan.bound.value <= other.bound.value
    assert nearby <= 1.5 * best + 3


def test_the_own_bound_is_never_above_the_best_plan() -> None:
    """On rounds of every kind of rule, beside the proven optimum."""
    told = 0
    for seed in SEEDS:
        given = read_instance(instance_to_json(a_random_round(seed, 5)))
        before = solve(given)
        old = plan_to_json(before)
        if not before.placements:
            continue
        gone = before.placements[seed % len(before.placements)]
        edits = (
            Edits(students_gone=frozenset({gone.student})),
            Edits(seats={(gone.programme, gone.period): 0}),
        )[seed % 2]
        changed = edited(given, edits)
        published = read_published(old)
        plan = mend_nearby(changed, published)
        if plan is None:
            continue
        told += 1
        best = solve(changed, published=published)
        assert_stands(changed, plan, old)
        assert plan.bound.value <= best.objective.value <= plan.objective.value, seed
        assert plan.bound.placed >= best.objective.placed, seed
    assert told > 75


def test_the_same_loss_gives_the_same_plan(hundred: Old) -> None:
    given, old = hundred
    published = read_published(old)
    changed = edited(given, next(losses(given, published, 1)))
    plans = [mend_nearby(changed, published) for _ in range(2)]
    assert plans[0] is not None
    assert plans[1] is not None
    assert replace(plans[0], stages=()) == replace(plans[1], stages=())


def test_a_pin_that_was_not_published_is_left_to_the_whole_search(hundred: Old) -> None:
    given, old = hundred
    published = read_published(old)
    free = next(
        Triple(each.id, name, period)
        for each in given.students
        for name in each.wishes
        for period in next(p for p in given.programmes if p.id == name).capacity
        if Triple(each.id, name, period) not in published.triples
    )
    changed = edited(given, Edits(pins=frozenset({free})))
    assert mend_nearby(changed, published) is None


def test_a_large_loss_is_left_to_the_whole_search(hundred: Old) -> None:
    given, old = hundred
    published = read_published(old)
    firms = sorted({each.firm for each in given.programmes})
    changed = edited(given, Edits(firms_gone=frozenset(firms[: len(firms) // 2])))
    assert mend_nearby(changed, published) is None
    plan = mended(changed, published, seconds=10)
    assert_stands(changed, plan, old)


def test_a_student_who_stays_in_the_round_but_never_comes_is_mended_around(hundred: Old) -> None:
    """Which is how a page writes a drop-out: away in every period that lies ahead."""
    given, old = hundred
    published = read_published(old)
    pinned = {pin.student for pin in given.pins}
    left = next(each.student for each in sorted(published.triples) if each.student not in pinned)
    away = frozenset((left, period.id) for period in given.periods)
    changed = edited(given, Edits(periods_away=away))
    plan = mend_nearby(changed, published)
    assert plan is not None
    assert_stands(changed, plan, old)
    assert left not in {each.student for each in plan.placements}


def test_a_small_round_is_mended_to_the_end() -> None:
    for seed in range(40):
        given = read_instance(instance_to_json(a_random_round(seed)))
        old = plan_to_json(solve(given))
        changed = edited(given, Edits(students_gone=frozenset({given.students[0].id})))
        plan = mended(changed, read_published(old))
        assert_stands(changed, plan, old)
        assert plan.objective.value == plan.bound.value


def test_after_a_loss_of_many_firms_the_round_is_mended_as_a_whole() -> None:
    """More students than are searched as one model at once, so the stages for large rounds run."""
    given = read_instance(instance_to_json(make(320, 3)))
    seen: list[Stage] = []
    before = solve(
        given,
        on_stage=lambda row, _held: seen.append(row.stage),
        should_stop=lambda: Stage.CHAINS in seen,
    )
    old = plan_to_json(before)
    changed = read_instance(instance_to_json(without_some_firms(given, given.seed)))
    plan = solve(changed, published=read_published(old))
    assert_stands(changed, plan, old)
    assert plan.objective.value == plan.bound.value
    assert plan.objective.placed == plan.bound.placed
    assert Stage.EXACT not in {row.stage for row in plan.stages}


def test_a_round_with_too_much_to_think_of_is_mended_in_groups(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(blocks, "MOST_COLUMNS", 100)
    given = read_instance(instance_to_json(make(60, 3)))
    published = read_published(plan_to_json(solve(given)))
    facts = facts_of(board_of(given, published.triples))
    prices = prices_of(facts, solve_flow(facts))
    limits = Limits(100, 60.0, lambda: False)
    assert blocks.Blocks(Seating(facts), prices).everybody(limits) is None
    monkeypatch.setattr(blocks, "MOST_COLUMNS", 100_000)
    seating = Seating(facts)
    won = blocks.Blocks(seating, prices).everybody(limits)
    assert won == -seating.value > 0
    assert {len(table) for table in seating.tables} == {facts.rotations}
