"""Beside the best plan: deferred acceptance with its blocking pairs, and what a seat is worth."""

import dataclasses
import json
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner

from hub.__main__ import app
from hub.internship.checker import check
from hub.internship.formats.reader import read_instance
from hub.internship.formats.writer import instance_to_json, plan_to_json
from hub.internship.instance import Instance, Programme, Rating
from hub.internship.solver.board import board_of, lottery_number
from hub.internship.solver.deferred import Bar, bar_of, blocking_pairs
from hub.internship.solver.facts import Table, facts_of
from hub.internship.solver.flow import solve_flow
from hub.internship.solver.marginal import gains
from hub.internship.solver.run import solve_deferred
from tests.internship.rounds import T1, written
from tests.support.hard_rounds import far_too_few_seats
from tests.support.small_rounds import a_programme, a_random_round, a_student, periods


def with_one_rotation(seed: int) -> Instance:
    """A small round in which deferred acceptance has a meaning."""
    plain = a_random_round(seed, 6)
    programmes = tuple(
        dataclasses.replace(each, min_cohort=1, after=()) for each in plain.programmes
    )
    return dataclasses.replace(plain, rotations=1, min_trades=1, programmes=programmes)


def strict(seed: int, count: int) -> Instance:
    """One period, one seat each, everybody lists everybody."""
    rng = np.random.default_rng(seed)
    names = [f"f{number}" for number in range(count)]
    students = tuple(
        a_student(f"s{number}", *map(str, rng.permutation(names))) for number in range(count)
    )
    return Instance(
        periods=periods(1),
        rotations=1,
        min_trades=1,
        programmes=tuple(a_programme(name, {"p1": 1}) for name in names),
        students=students,
        ratings=tuple(
            Rating(student.id, name, int(rng.integers(4))) for student in students for name in names
        ),
        seed=seed,
    )


def by_the_book(instance: Instance) -> dict[str, str]:
    """Gale and Shapley as written: one proposal after the other."""
    ratings = {(each.student, each.programme): each.value for each in instance.ratings}
    wishes = {each.id: list(each.wishes) for each in instance.students}
    held: dict[str, str] = {}
    free = sorted(wishes)
    while free:
        student = free.pop()
        if not wishes[student]:
            continue
        asked = wishes[student].pop(0)
        rivals = [student, *([held[asked]] if asked in held else [])]
        rivals.sort(key=lambda each: (ratings[each, asked], lottery_number(instance.seed, each)))
        held[asked] = rivals[0]
        free += rivals[1:]
    return {student: programme for programme, student in held.items()}


def test_no_pair_blocks_deferred_acceptance() -> None:
    for seed in range(100):
        instance = read_instance(instance_to_json(with_one_rotation(seed)))
        plan, blocking = solve_deferred(instance)
        assert blocking == 0, seed
        report = check(instance_to_json(instance), plan_to_json(plan), None)
        assert report.violations == (), seed


def test_one_period_with_one_seat_each_is_the_textbook_case() -> None:
    for seed in range(100):
        instance = strict(seed, 2 + seed % 5)
        plan, _ = solve_deferred(instance)
        found = {each.student: each.programme for each in plan.placements}
        assert found == by_the_book(instance), seed


def test_a_pair_that_would_leave_together_is_counted() -> None:
    """s1 has the second wish although the first is free; s2 holds what s3 was rated better for."""
    instance = Instance(
        periods=periods(1),
        rotations=1,
        min_trades=1,
        programmes=tuple(a_programme(name, {"p1": 1}) for name in "ABC"),
        students=(a_student("s1", "A", "B"), a_student("s2", "C"), a_student("s3", "C")),
        ratings=(Rating("s2", "C", 3), Rating("s3", "C", 0)),
    )
    facts = facts_of(board_of(instance))
    at = {name: number for number, name in enumerate(facts.board.student_ids)}
    tables: list[Table] = [()] * 3
    tables[at["s1"]] = (next(c for c in facts.options[at["s1"]] if facts.programme[c] == 1),)
    tables[at["s2"]] = facts.options[at["s2"]]
    assert sorted(blocking_pairs(facts, tables)) == sorted([(at["s1"], 0), (at["s3"], 2)])


@pytest.mark.parametrize(
    ("change", "bar"),
    [
        ({"rotations": 2}, Bar.ROTATIONS),
        ({"programmes": (a_programme("A", {"p1": 2}, min_cohort=2),)}, Bar.COHORT),
        ({"programmes": (a_programme("A", {}), a_programme("B", {}, after=("A",)))}, Bar.ORDER),
        ({}, None),
    ],
)
def test_where_the_mechanism_has_no_meaning_it_is_refused(
    change: dict[str, object], bar: Bar | None
) -> None:
    assert bar_of(dataclasses.replace(with_one_rotation(1), **change)) is bar  # type: ignore[arg-type]  # by test


def test_the_command_refuses_or_tells_the_blocking_pairs(tmp_path: Path) -> None:
    file, out = tmp_path / "round.json", tmp_path / "plan.json"
    words = ["schedule", str(file), "--out", str(out), "--deferred"]
    file.write_bytes(written(T1))
    refused = CliRunner().invoke(app, words)
    assert (refused.exit_code, out.exists()) == (2, False)
    assert "1人が行く回数" in refused.stderr
    file.write_bytes(instance_to_json(strict(3, 4)))
    done = CliRunner().invoke(app, words)
    assert done.exit_code == 0
    assert "0 組" in done.stderr
    assert CliRunner().invoke(app, ["schedule-check", str(file), str(out)]).exit_code == 0


def one_more(instance: Instance, at: int, period: str) -> Instance:
    programme: Programme = instance.programmes[at]
    seats = {**programme.capacity, period: programme.capacity[period] + 1}
    changed = dataclasses.replace(programme, capacity=seats)
    return dataclasses.replace(
        instance,
        programmes=(*instance.programmes[:at], changed, *instance.programmes[at + 1 :]),
    )


def test_the_gain_of_a_seat_is_the_difference_to_a_new_calculation() -> None:
    rounds = [a_random_round(seed, 6) for seed in range(60)]
    rounds.append(far_too_few_seats(np.random.default_rng(1), 40))
    helped = 0
    for instance in rounds:
        facts = facts_of(board_of(instance))
        relaxed = solve_flow(facts)
        gained = gains(relaxed).tolist()
        for at, programme in enumerate(instance.programmes):
            for when, period in enumerate(instance.periods):
                if programme.capacity.get(period.id):
                    more = facts_of(board_of(one_more(instance, at, period.id)))
                    won = relaxed.bound.value - solve_flow(more).bound.value
                    assert gained[at * facts.periods + when] == won
                    helped += won > 0
    assert helped > 50


def test_the_command_lists_the_best_seats_first(tmp_path: Path) -> None:
    file = tmp_path / "round.json"
    file.write_bytes(instance_to_json(strict(3, 3)))
    rows = json.loads(CliRunner().invoke(app, ["schedule-seats", str(file)]).stdout)
    assert [row["period"] for row in rows] == ["p1"] * 3
    assert [row["gain"] for row in rows] == sorted((row["gain"] for row in rows), reverse=True)
