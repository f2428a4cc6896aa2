"""What staff see before they change a plan: who differs, what a move costs, why not a wish."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import astuple
from itertools import product
from typing import Any

from hub.internship import reads, service
from hub.internship.checker.documents import Placement
from hub.internship.checker.figures import cost_of, reward_of
from hub.internship.checker.reading import instance_from
from hub.internship.checker.rules import broken_rules
from hub.internship.formats.reader import read_instance
from hub.internship.formats.writer import instance_to_json
from hub.internship.instance import Instance, Triple
from hub.internship.moving import Plan
from hub.internship.plan import Why
from hub.internship.solver.run import solve
from hub.platform.context import Actor, Seat
from hub.platform.db import Store
from models.internship import Application
from models.vocab import Role
from tests.support import measure
from tests.support.internship import a_small_file, rows, see
from tests.support.plans import (
    Asked,
    a_changed_plan,
    a_checked_plan,
    a_repaired_plan,
    an_announced_plan,
)
from tests.support.small_rounds import a_random_round

MOVES = (
    {"kind": "pin", "student": "s2", "programme": "A", "period": "p3"},
    {"kind": "ban", "student": "s2", "programme": "A", "period": "p2"},
)


def compared(plan: Asked, base: Asked) -> Any:  # noqa: ANN401  a read's own answer
    """Two plans as the coordinator sees them."""
    return see(
        plan.store, reads.comparison, plan.place.coordinator,
        scenario_id=plan.scenario_id, with_id=base.scenario_id,
    )  # fmt: skip


def small() -> Plan:
    """The small round with its best places."""
    instance: Instance = read_instance(a_small_file().encode())
    return Plan(instance, solve(instance).placements)


def test_a_trial_is_seen_beside_its_plan_with_the_people_who_differ(store: Store) -> None:
    asked = a_checked_plan(store)
    edit = a_changed_plan(asked, *MOVES, keeps_others=True)
    seen = compared(edit, asked)
    assert [(row.label, row.before, row.after) for row in seen.moved] == [
        ("s2", (None, "甲製作所", None), (None, None, "甲製作所")),
    ]
    assert (seen.base.plan.placed, seen.other.plan.placed) == (3, 3)
    assert (seen.is_ours, seen.is_open) == (True, True)
    assert [change.params["student"] for change in seen.changes] == ["s2", "s2"]


def test_the_touched_are_listed_before_a_repair_is_accepted(store: Store) -> None:
    repair = a_repaired_plan(store)
    seen = see(
        store, reads.comparison, repair.place.coordinator,
        scenario_id=repair.scenario_id, with_id=1,
    )  # fmt: skip
    assert [(row.label, row.is_leaving, row.after) for row in seen.moved] == [
        ("s1", True, (None, None, None)),
    ]
    assert (seen.told_students, seen.is_open) == (1, True)
    repair.staff(service.accept_repair)
    assert not compared(repair, repair).is_open


def test_a_repair_of_a_version_that_no_longer_holds_is_not_offered(store: Store) -> None:
    first = an_announced_plan(store)
    first.staff(service.publish_plan)
    one = a_changed_plan(first, {"kind": "leave", "student": "s1"}, note="体調")
    two = a_changed_plan(first, {"kind": "close", "programme": "A"}, note="移転")
    one.staff(service.accept_repair)
    assert not compared(two, first).is_open


def test_a_move_that_fits_says_its_price_and_the_engine_agrees() -> None:
    plan = small()
    here, there = Triple("s2", "A", "p2"), Triple("s2", "A", "p3")
    verdict = plan.judge(there, here)
    assert (verdict.why, verdict.price) == (None, 0)
    assert plan.judge(Triple("s2", "A", "p1"), here).why is Why.BANNED


def test_each_obstacle_is_named_with_what_stands_there() -> None:
    plan = small()
    young = plan.judge(Triple("s2", "B", "p2"))
    assert young.why is Why.UNDER_AGE
    assert young.reached_on is not None
    assert young.reached_on.isoformat() == "2028-01-15"
    assert plan.judge(Triple("s1", "A", "p3"), Triple("s1", "A", "p1")).why is Why.UNAVAILABLE
    assert plan.judge(Triple("s3", "A", "p1")).why is Why.VETO
    assert plan.judge(Triple("s3", "B", "p1")).why is Why.NOT_LISTED
    assert plan.judge(Triple("s1", "B", "p3"), Triple("s1", "B", "p2")).why is Why.CLOSED


def moves(plan: Plan) -> Iterator[tuple[Triple, Triple | None]]:
    """Every place a student could be put into, beside the own places or instead of one."""
    for student in plan.students:
        mine = plan.mine[student]
        for programme, period in product(plan.programmes, plan.order):
            to = Triple(student, programme, period)
            if to not in mine:
                yield from ((to, instead) for instead in (None, *mine))


def test_a_move_fits_exactly_when_the_checker_accepts_it_and_its_price_is_the_difference() -> None:
    fitting = refused = 0
    for seed in range(measure.rounds(400, 60)):
        instance = a_random_round(seed)
        solved = solve(instance)
        plan = Plan(instance, solved.placements)
        costs = sum(plan.cost(place.student, place.programme) for place in solved.placements)
        assert costs == solved.objective.cost
        facts = instance_from(instance_to_json(instance))
        for to, instead in moves(plan):
            after = [place for place in solved.placements if place != instead] + [to]
            placed = tuple(Placement(*astuple(place)) for place in after)
            broken = list(broken_rules(facts, placed))
            is_right = not [found for found in broken if found.rule != "H8"]
            verdict = plan.judge(to, instead)
            assert (verdict.why is None) is is_right, (seed, to, instead, verdict, broken)
            if verdict.why is None:
                fitting += 1
                counts = Counter(place.student for place in placed)
                reward = sum(reward_of(count) for count in counts.values())
                value = sum(cost_of(facts, place) for place in placed) - reward
                assert verdict.price == value - solved.objective.value
            else:
                refused += 1
    assert fitting > 20
    assert refused > 1000


def test_every_wish_that_was_not_filled_has_one_reason(store: Store) -> None:
    asked = a_checked_plan(store)
    seen = see(
        store, reads.unfilled_wishes, asked.place.coordinator,
        scenario_id=asked.scenario_id, page=1,
    )  # fmt: skip
    assert seen.total == len(seen.rows) == 1
    (row,) = seen.rows
    assert (row.label, row.rank, row.is_short) == ("s2", 2, True)
    assert row.why in {"under_age", "banned"}


def test_a_student_sees_before_and_after_side_by_side(store: Store) -> None:
    first = an_announced_plan(store)
    first.staff(service.publish_plan)
    student = rows(store, Application)[0]
    actor = Actor(student.person_id, "s1", Seat(1, Role.STUDENT, first.place.ward))
    assert see(store, reads.my_changes, actor, person_id=student.person_id) == ()
    repair = a_changed_plan(first, {"kind": "close", "programme": "B"}, note="移転")
    repair.staff(service.accept_repair)
    (change,) = see(store, reads.my_changes, actor, person_id=student.person_id)
    assert (change.before, change.after, change.cause) == ("乙工業", None, "firm")
