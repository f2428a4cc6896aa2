"""Rounds with every kind of rule at once, against trying everything; refusals by leaving out."""

from dataclasses import replace
from itertools import product

import pytest

from hub.internship.instance import Instance
from hub.internship.solver.board import board_of
from hub.internship.solver.facts import facts_of
from hub.internship.solver.model import Limits
from hub.internship.solver.pins import Conflict, InfeasiblePins
from hub.internship.solver.rules import Rule
from hub.internship.solver.run import solve
from hub.internship.solver.timeless import bound_of, timeless
from tests.support.brute_force import BruteForce, Spared
from tests.support.full_rounds import KINDS, a_full_round, kinds_of
from tests.support.small_rounds import with_pins

LIMITS = Limits(200, 30.0, lambda: False)
SEEDS = range(150)  # `hub bench schedule --brute N` takes as many as asked


OF_ONE_PERSON = ("H2", "H3", "H5", "H9")


def holds(given: Instance, conflicts: tuple[Conflict, ...]) -> bool:
    """Say whether some plan keeps these members, whatever could have been named and is not.

    Cohorts that are not named never count. The rules of one person count where a cohort is named,
    since its company has to keep them; where one of them is named itself, only that one does.
    """
    pins = tuple(each.pin for each in conflicts if each.pin is not None)
    named = {(each.rule.value, each.programme, each.period) for each in conflicts if not each.pin}
    spared: set[Spared] = {
        ("H7", programme.id, period.id)
        for programme, period in product(given.programmes, given.periods)
    }
    if not any(rule == "H7" for rule, _, _ in named):
        spared |= {(rule, None, None) for rule in OF_ONE_PERSON}
        spared |= {("H6", each.programme, each.period) for each in pins}
        people = {each.student for each in pins}  # nobody else is needed
        given = replace(given, students=tuple(each for each in given.students if each.id in people))
    brute = BruteForce(with_pins(given, pins), spared=frozenset(spared - named))
    return brute.best() is not None


def test_every_round_here_holds_every_kind_of_rule() -> None:
    for seed in SEEDS:
        assert kinds_of(a_full_round(seed)) == set(KINDS)


def test_with_all_rules_at_once_the_plan_is_the_best_there_is() -> None:
    planned = refused = 0
    for seed in SEEDS:
        given = a_full_round(seed)
        brute = BruteForce(given)
        best = brute.best()
        if best is None:
            refused += 1
            with pytest.raises(InfeasiblePins):
                solve(given)
            continue
        planned += 1
        known = bound_of(timeless(facts_of(board_of(given)), LIMITS), 0)
        assert known is not None, seed
        assert known <= best.value, seed
        plan = solve(given)
        assert brute.is_plan(plan.placements), seed
        assert brute.value_of(plan.placements) == plan.objective.value, seed
        assert plan.objective.value == plan.bound.value == best.value, seed
        assert plan.objective.placed <= best.placed <= plan.bound.placed, seed
    assert planned > len(SEEDS) // 3
    assert refused > len(SEEDS) // 10


def test_each_refusal_is_impossible_and_no_member_can_be_spared() -> None:
    rules: set[Rule] = set()
    for seed in SEEDS:
        given = a_full_round(seed)
        try:
            solve(given)
        except InfeasiblePins as refusal:
            named = refusal.conflicts
            rules |= {each.rule for each in named}
            assert not holds(given, named), seed
            for each in named:
                rest = tuple(other for other in named if other is not each)
                assert holds(given, rest), (seed, each)
    assert rules >= {Rule.PINS, Rule.COHORT}
