"""The steps chains are made of, the chains of one round, and the plan shown while another grows."""

import dataclasses
from collections import Counter

import numpy as np
import pytest

from hub.internship.formats.reader import read_instance
from hub.internship.formats.writer import instance_to_json
from hub.internship.plan import Bound, Stage, StageRow
from hub.internship.solver import stages
from hub.internship.solver.board import board_of
from hub.internship.solver.chains import Steps, field_of, improve
from hub.internship.solver.facts import NOBODY, Facts, Table, facts_of
from hub.internship.solver.moves import IN, NONE, OUT, STUDENT, after, options_near, steps_of
from hub.internship.solver.pins import seat_pins
from hub.internship.solver.repair import feasible
from hub.internship.solver.rules import (
    at_most_rotations,
    one_per_firm,
    one_per_period,
    possible,
)
from hub.internship.solver.run import solve
from hub.internship.solver.seating import Seating
from hub.internship.solver.under_way import Run
from tests.bench.rounds import make
from tests.support.small_rounds import a_random_round

SEEDS = range(60)


def seated(facts: Facts) -> Seating:
    """Everybody takes what is cheapest, as far as it goes."""
    wanted = [sorted(codes, key=facts.price.__getitem__) for codes in facts.options]
    return feasible(facts, seat_pins(facts), wanted)


def rounds() -> list[Seating]:
    """Small rounds with many kinds of rules."""
    made = [facts_of(board_of(a_random_round(seed, 8))) for seed in SEEDS]
    return [seated(facts) for facts in made]


def test_the_steps_are_all_single_changes_the_rules_of_a_timetable_allow() -> None:
    """Every listed code beside what stays, and nothing that breaks a rule or moves a pin."""
    seen = 0
    for seating in rounds():
        facts = seating.facts
        everybody = np.arange(len(seating.tables))
        rows = steps_of(seating, everybody, facts.options).T.tolist()
        found = {(row[STUDENT], row[OUT], row[IN]) for row in rows if row[-1] == NONE}
        for student, table in enumerate(seating.tables):
            pins = facts.pins.get(student, frozenset())
            loose = [code for code in table if code not in pins]
            for out in [*loose, *([NONE] if len(table) < facts.rotations else [])]:
                rest = tuple(code for code in table if code != out)
                may = {
                    code
                    for code in facts.options[student]
                    if code != out and not _breaks(facts, (*rest, code))
                }
                assert may == {
                    row[2] for row in found if row[:2] == (student, out) and row[2] != NONE
                }
                seen += len(may)
        for row in rows:
            table = after(seating.tables[row[STUDENT]], row)
            assert not _breaks(facts, table)
    assert seen > 400


def _breaks(facts: Facts, table: Table) -> bool:
    """Whether a rule is broken that steps know; orders and spread trades are asked afterwards."""
    trades = Counter(facts.trade[code // facts.periods] for code in table)
    asked = (possible, one_per_period, one_per_firm, at_most_rotations)
    return max(trades.values(), default=0) > facts.trade_limit or any(
        rule(facts, NOBODY, table) for rule in asked
    )


def test_steps_of_moved_students_alone_are_those_of_everybody_anew() -> None:
    """What is kept from round to round is what a fresh start would make."""
    moved = 0
    for seating in rounds():
        steps = Steps(seating)
        while improve(steps):
            moved += 1
        fresh = Steps(seating)
        told = [row for row in steps.rows.T.tolist() if row[-1] == NONE]
        assert sorted(told) == sorted(row for row in fresh.rows.T.tolist() if row[-1] == NONE)
        assert (np.diff(steps.rows[0]) >= 0).all()
        assert field_of(fresh).reach.shape == (len(seating.use) + 1,)
    assert moved > 20


def test_only_what_is_near_is_thought_of() -> None:
    """Chains over some placements enter no other."""
    facts = facts_of(board_of(a_random_round(3, 8)))
    excess = np.arange(len(facts.prices))
    near = options_near(facts, excess, len(excess) // 2)
    assert 0 < len(near.codes) < int(facts.opens.sum())
    steps = Steps(seated(facts), near)
    taken = steps.rows[IN][steps.rows[IN] != NONE]
    assert len(taken)
    assert set(taken.tolist()) <= set(near.codes.tolist())


def test_the_plan_shown_is_the_better_of_two_that_grow() -> None:
    """A plan found beside is told until the one under work is ahead, and never comes back."""
    facts = facts_of(board_of(a_random_round(3, 8)))
    empty, full = Seating(facts), seated(facts)
    assert full.value < empty.value
    run = Run(empty, Bound(full.total - 1, 99), 1, lambda: False, lambda *_: None, 0)
    assert run.best() is empty
    run.early = full
    run.report(Stage.CHAINS)
    assert run.best() is full
    run.seating = seated(facts)
    run.report(Stage.CHAINS)
    assert run.best() is run.seating
    assert run.early is None


def test_the_first_plan_to_show_thinks_of_every_placement_before_somebody_goes_without(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """With the nearest placements alone one student of this round gets a place too few."""
    monkeypatch.setattr(stages, "_NEAR", 1)
    given = read_instance(instance_to_json(make(320, 1)))
    seen: list[StageRow] = []
    plan = solve(given, on_stage=lambda row, _: seen.append(row), should_stop=lambda: len(seen) > 2)
    assert [row.stage for row in seen[:3]] == [Stage.FLOW, Stage.RECOLOUR, Stage.CHAINS]
    assert seen[1].placed < plan.bound.placed
    assert seen[2].placed == plan.bound.placed


def test_dear_wishes_of_long_lists_do_not_overflow() -> None:
    """Costs above what fits into 32 bits are counted in 64."""
    given = a_random_round(5, 8)
    facts = facts_of(board_of(given))
    dear = dataclasses.replace(facts, prices=facts.prices + (1 << 33))
    rows = steps_of(seated(facts), np.arange(len(given.students)), facts.options)
    more = steps_of(Seating(dear), np.arange(len(given.students)), dear.options)
    assert rows.dtype == np.int32
    assert more.dtype == np.int64
