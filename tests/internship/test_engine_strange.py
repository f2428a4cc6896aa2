"""Rounds of strangers with seats for just about everybody: everybody placed, plans that stand."""

import numpy as np
import pytest

from hub.internship.checker import check
from hub.internship.formats.reader import read_instance
from hub.internship.formats.writer import instance_to_json, plan_to_json
from hub.internship.plan import Stage, StageRow
from hub.internship.solver.alone import settle_alone
from hub.internship.solver.blocks import Blocks
from hub.internship.solver.board import board_of
from hub.internship.solver.facts import Facts, facts_of
from hub.internship.solver.flow import solve_flow
from hub.internship.solver.model import Limits
from hub.internship.solver.openings import Openings
from hub.internship.solver.pins import seat_pins
from hub.internship.solver.prices import prices_of
from hub.internship.solver.recolour import Colouring
from hub.internship.solver.repair import by_student, feasible
from hub.internship.solver.repricing import repriced
from hub.internship.solver.rules import broken_by_table
from hub.internship.solver.run import solve
from hub.internship.solver.seating import Seating
from hub.internship.solver.timeless import bound_of, put_into_periods, timeless
from tests.support.hard_rounds import Shape, tight_cohorts
from tests.support.strange_rounds import (
    STRANGE,
    chains_of_after,
    classes,
    everything_at_once,
    full_groups_only,
    one_group_of_firms,
    three_trades_of_four,
)

LIMITS = Limits(200, 30.0, lambda: False)
MOST = 70_000


def a_file(shape: Shape, seed: int, size: int) -> bytes:
    return instance_to_json(shape(np.random.default_rng(seed), size))


def facts_of_shape(shape: Shape, size: int) -> Facts:
    return facts_of(board_of(read_instance(a_file(shape, 0, size))))


def recoloured(facts: Facts) -> Seating:
    relaxed = solve_flow(facts)
    return feasible(
        facts, seat_pins(facts), Colouring(facts, by_student(facts, relaxed.codes)).settle()
    )


def assert_stands(seating: Seating) -> None:
    facts = seating.facts
    assert not seating.broken(range(len(facts.cap)))
    assert not any(
        broken_by_table(facts, student, table) for student, table in enumerate(seating.tables)
    )


@pytest.mark.parametrize("shape", STRANGE, ids=lambda shape: shape.__name__)
def test_a_strangers_round_gets_the_best_plan_there_is(shape: Shape) -> None:
    data = a_file(shape, 1, 10)
    plan = solve(read_instance(data), seconds=60)
    assert check(data, plan_to_json(plan), None).violations == ()
    assert plan.objective.value == plan.bound.value


@pytest.mark.parametrize("shape", STRANGE, ids=lambda shape: shape.__name__)
@pytest.mark.parametrize("size", [1, 80])
def test_a_plan_of_a_strangers_round_without_time_stands(shape: Shape, size: int) -> None:
    data = a_file(shape, 2, size)
    plan = solve(read_instance(data), seconds=0)
    assert check(data, plan_to_json(plan), None).violations == ()


@pytest.mark.parametrize("shape", [chains_of_after, one_group_of_firms, three_trades_of_four])
def test_whole_timetables_place_most_of_those_the_flow_leaves_out(shape: Shape) -> None:
    """The flow knows neither orders nor firms across trades nor the number of trades."""
    seating = recoloured(facts_of_shape(shape, 120))
    most = solve_flow(seating.facts).bound.placed
    left = most - sum(map(len, seating.tables))
    assert left > 0
    assert settle_alone(seating, lambda: True) > 0
    assert most - sum(map(len, seating.tables)) <= left / 2
    assert_stands(seating)


def test_without_periods_full_groups_are_chosen_at_once_and_then_put_into_periods() -> None:
    seating = recoloured(facts_of_shape(full_groups_only, 100))
    before = seating.value
    choice = timeless(seating.facts, LIMITS)
    assert put_into_periods(seating, choice, LIMITS)
    assert_stands(seating)
    bound = bound_of(choice, 0)
    assert bound is not None
    assert solve_flow(seating.facts).bound.value < bound == seating.value < before


def test_prices_of_the_whole_round_bound_better_and_never_above_the_best_plan() -> None:
    for shape in (one_group_of_firms, chains_of_after):
        seating = recoloured(facts_of_shape(shape, 24))
        flow = prices_of(seating.facts, solve_flow(seating.facts))
        found = repriced(seating, flow, LIMITS, MOST)
        assert found is not None
        best = solve(seating.facts.board.instance, seconds=60)
        assert best.objective.value == best.bound.value
        assert flow.bound <= found.bound <= best.objective.value
        held = {(each.student, each.programme, each.period) for each in best.placements}
        spent = sum(found.prices.excess[code] for code in _codes(seating.facts, held))
        assert found.prices.bound + spent <= best.objective.value


def _codes(facts: Facts, held: set[tuple[str, str, str]]) -> list[int]:
    board = facts.board
    periods = [each.id for each in board.instance.periods]
    names = [each.id for each in board.instance.programmes]
    return [
        code
        for codes in facts.options
        for code in codes
        for pair, period in [divmod(code, facts.periods)]
        if (
            board.student_ids[int(board.pair_student[pair])],
            names[facts.programme[pair]],
            periods[period],
        )
        in held
    ]


def test_prices_are_not_asked_of_a_round_that_is_too_large() -> None:
    seating = recoloured(facts_of_shape(classes, 30))
    flow = prices_of(seating.facts, solve_flow(seating.facts))
    assert repriced(seating, flow, LIMITS, 1) is None
    assert repriced(seating, flow, Limits(200, 0.0, lambda: False), MOST) is None


def test_openings_decided_for_everybody_place_more() -> None:
    """No group of a few students can open or close a seat by itself."""
    seating = recoloured(facts_of_shape(tight_cohorts, 60))
    flow = prices_of(seating.facts, solve_flow(seating.facts))
    found = repriced(seating, flow, LIMITS, MOST)
    assert found is not None
    before, placed = seating.value, sum(map(len, seating.tables))
    openings = Openings(seating, found.prices, 16)
    for _ in range(4):
        openings.improve(LIMITS)
    assert not openings.is_over
    assert seating.value < before
    assert sum(map(len, seating.tables)) > placed
    assert seating.total >= found.bound
    assert_stands(seating)


def test_a_group_of_everybody_is_searched_once() -> None:
    """Whoever is in it has the best place there is up to the margin."""
    seating = recoloured(facts_of_shape(one_group_of_firms, 60))
    prices = prices_of(seating.facts, solve_flow(seating.facts))
    blocks = Blocks(seating, prices)
    assert blocks.improve(LIMITS, least=1) is not None
    assert blocks.improve(LIMITS, least=1) is None


def test_a_larger_round_whose_flow_misleads_gets_whole_timetables_first() -> None:
    """340 students in courses of four steps: the recolouring leaves a quarter without a place."""
    seen: list[StageRow] = []
    plan = solve(
        read_instance(a_file(chains_of_after, 0, 340)),
        on_stage=lambda row, _held: seen.append(row),
        should_stop=lambda: any(row.stage is Stage.CHAINS for row in seen),
    )
    before = next(row for row in seen if row.stage is Stage.RECOLOUR)
    assert before.placed < 0.8 * plan.bound.placed
    assert plan.objective.placed > 0.9 * plan.bound.placed


def test_a_larger_round_of_every_rule_is_proven_best() -> None:
    """310 students: the prices that know all rules come first, and groups go by them."""
    data = a_file(everything_at_once, 0, 310)
    plan = solve(read_instance(data))
    assert plan.objective.value == plan.bound.value
    assert check(data, plan_to_json(plan), None).violations == ()
