"""The checker accepts the plans written by hand and finds every planted fault."""

import copy
from collections.abc import Callable, Sequence

import pytest

from hub.internship.checker import Report, check
from tests.internship.rounds import (
    T1,
    T1_PLAN,
    T1_SEATS,
    A,
    B,
    Document,
    Triple,
    a_plan,
    a_programme,
    a_round,
    a_student,
    digest,
    lacking,
    put,
    written,
)

CLOSED_A = a_programme("A", "a", "x", capacity={"p1": 1})
T3 = a_round([CLOSED_A, B], T1["students"], trades=2)
T4 = a_round([CLOSED_A, B], T1["students"][:1], trades=2)
T3_PLAN = a_plan(
    T3,
    T1_SEATS[:3],
    (7, 200, 3750),
    lacking("s2", 1, A={"p2": "closed", "p1": "clash"}),
    published_sha256=digest(T1_PLAN),
    changes={"kept": 3, "forced": 1, "chosen": 0},
)


def verdict(instance: Document, plan: Document, published: Document | None = None) -> Report:
    old = None if published is None else written(published)
    return check(written(instance), written(plan), old)


def figures(report: Report) -> tuple[int, int, int, int, int]:
    right = report.objective
    return right.placed, right.cost, right.penalty, right.reward, right.value


def rules(report: Report) -> set[str]:
    return {violation.rule for violation in report.violations}


def hard_rules(instance: Document, seats: Sequence[Triple]) -> set[str]:
    found = rules(verdict(instance, a_plan(instance, seats, (0, 0, 0))))
    return {rule for rule in found if rule.startswith("H")}


def test_two_students_share_two_firms_over_two_periods() -> None:
    report = verdict(T1, T1_PLAN)
    assert report.violations == ()
    assert figures(report) == (4, 8, 0, 4900, -4892)


def test_a_seat_for_who_has_none_is_worth_more_than_a_third_seat() -> None:
    instance = a_round(
        [
            a_programme(name, name.lower(), name, capacity={period: 1})
            for name, period in (("X", "p1"), ("Y", "p2"), ("Z", "p3"))
        ],
        [a_student("s1", "X", "Y", "Z"), a_student("s2", acceptable=["X"])],
        rotations=3,
    )
    plan = a_plan(
        instance,
        [("s1", "Y", "p2"), ("s1", "Z", "p3"), ("s2", "X", "p1")],
        (159, 0, 3750),
        lacking("s1", 1, X={"p2": "closed", "p3": "closed", "p1": "full"}),
        lacking("s2", 2),
    )
    report = verdict(instance, plan)
    assert report.violations == ()
    assert figures(report) == (3, 159, 0, 3750, -3591)
    greedy = [("s1", "X", "p1"), ("s1", "Y", "p2"), ("s1", "Z", "p3")]
    worse = verdict(instance, a_plan(instance, greedy, (10, 0, 3450)))
    assert worse.objective.value == -3440


def test_a_published_seat_that_closed_costs_one_change() -> None:
    report = verdict(T3, T3_PLAN, T1_PLAN)
    assert report.violations == ()
    assert figures(report) == (3, 7, 200, 3750, -3543)
    assert report.objective.is_penalty_checked


def test_published_seats_of_a_student_who_left_count_as_changes() -> None:
    plan = a_plan(
        T4,
        T1_SEATS[:2],
        (4, 400, 2450),
        published_sha256=digest(T1_PLAN),
        changes={"kept": 2, "forced": 2, "chosen": 0},
    )
    report = verdict(T4, plan, T1_PLAN)
    assert report.violations == ()
    assert figures(report) == (2, 4, 400, 2450, -2046)


def test_an_empty_plan_has_no_gap_when_the_bound_is_lower_and_gap_zero_when_it_is_equal() -> None:
    cohort = a_programme("A", "a", "x", capacity={"p1": 2}, min_cohort=2)
    instance = a_round([cohort], [a_student("s1", "A")], rotations=1)
    empty = lacking("s1", 1, A={"p2": "closed", "p1": "cohort"})
    proven = a_plan(instance, [], (0, 0, 0), empty)
    stage = {"stage": "flow", "elapsed_s": 0, "placed": 0, "value": 0, "bound": -1299, "gap": None}
    relaxed = {**proven, "bound": {"value": -1299, "placed": 1}, "gap": None, "stages": [stage]}
    assert figures(verdict(instance, proven)) == (0, 0, 0, 0, 0)
    assert verdict(instance, proven).violations == ()
    assert verdict(instance, relaxed).violations == ()
    assert rules(verdict(instance, {**relaxed, "gap": 0})) == {"gap"}


def test_a_student_of_seventeen_gets_the_second_wish_when_the_first_asks_eighteen() -> None:
    adults = a_programme("A", "a", "x", min_age=18)
    young = a_student("s1", "A", "B", birth_date="2009-12-01")
    instance = a_round([adults, B], [young], rotations=1)
    report = verdict(instance, a_plan(instance, [("s1", "B", "p1")], (3, 0, 1300)))
    assert report.violations == ()
    assert report.objective.value == -1297
    assert hard_rules(instance, [("s1", "A", "p1")]) == {"H1"}


def test_who_is_born_on_29_february_turns_eighteen_on_1_march() -> None:
    leap = a_student("s1", "A", birth_date="2008-02-29")
    instance = a_round([a_programme("A", "a", "x", min_age=18)], [leap], rotations=1)
    instance["periods"] = [
        {"id": "p1", "start": "2026-02-28", "end": "2026-02-28"},
        {"id": "p2", "start": "2026-03-01", "end": "2026-03-10"},
    ]
    assert hard_rules(instance, [("s1", "A", "p1")]) == {"H1"}
    assert hard_rules(instance, [("s1", "A", "p2")]) == set()


def test_the_second_programme_of_the_same_firm_stays_unfilled() -> None:
    second = a_programme("B", "a", "y")
    instance = a_round([A, second], [a_student("s1", "A", "B")])
    reason = lacking("s1", 1, B={"p1": "same_firm", "p2": "same_firm"})
    report = verdict(instance, a_plan(instance, [("s1", "A", "p1")], (1, 0, 1300), reason))
    assert report.violations == ()
    assert report.objective.value == -1299
    assert hard_rules(instance, [("s1", "A", "p1"), ("s1", "B", "p2")]) == {"H3"}


def test_no_plan_is_accepted_when_two_people_are_fixed_on_one_seat() -> None:
    pins = [{"student": name, "programme": "A", "period": "p1"} for name in ("s1", "s2")]
    instance = a_round([A], [a_student("s1", "A"), a_student("s2", "A")], pins=pins)
    one, two = ("s1", "A", "p1"), ("s2", "A", "p1")
    assert hard_rules(instance, [one, two]) == {"H6"}
    assert hard_rules(instance, [one]) == {"H8"}
    assert hard_rules(instance, []) == {"H8"}


def test_a_low_rating_costs_three_and_a_veto_closes_the_seat() -> None:
    def rated(value: int | str) -> Document:
        rating = {"programme": "A", "student": "s1", "value": value}
        return a_round([A], [a_student("s1", "A")], rotations=1, ratings=[rating])

    low, barred = rated(3), rated("veto")
    assert verdict(low, a_plan(low, [("s1", "A", "p1")], (4, 0, 1300))).violations == ()
    reason = lacking("s1", 1, A={"p1": "veto", "p2": "veto"})
    report = verdict(barred, a_plan(barred, [], (0, 0, 0), reason))
    assert (report.violations, report.objective.value) == ((), 0)
    assert hard_rules(barred, [("s1", "A", "p1")]) == {"H1"}


def test_a_programme_that_builds_on_another_never_comes_before_it() -> None:
    first = a_programme("A", "a", "x", capacity={"p2": 1})
    later = a_programme("B", "b", "y", capacity={"p1": 1}, after=["A"])
    instance = a_round([first, later], [a_student("s1", "A", "B")])
    reason = lacking("s1", 1, B={"p2": "closed", "p1": "precedence"})
    report = verdict(instance, a_plan(instance, [("s1", "A", "p2")], (1, 0, 1300), reason))
    assert report.violations == ()
    assert report.objective.value == -1299
    assert hard_rules(instance, [("s1", "B", "p1"), ("s1", "A", "p2")]) == {"H9"}


def five(periods: int) -> list[Document]:
    """Five programmes of five firms in three trades, one seat in each period."""
    seats = {f"p{number + 1}": 1 for number in range(periods)}
    trades = {"A": "x", "B": "x", "C": "y", "D": "y", "E": "z"}
    return [
        a_programme(name, name.lower(), trade, capacity=seats) for name, trade in trades.items()
    ]


EVERYWHERE = a_student("s1", "A", "B", "C", "D", "E")
OPEN = a_round(five(4), [EVERYWHERE], rotations=4, trades=3)
SHORT = a_round(five(2), [EVERYWHERE], rotations=2)
PIN = [{"student": "s1", "programme": "A", "period": "p1"}]
BANNED = [{"student": "s1", "programme": "A"}]
COHORT = a_round([a_programme("A", "a", "x", min_cohort=2, capacity={"p1": 2})], [EVERYWHERE])
COHORT["students"] = [a_student("s1", "A")]


@pytest.mark.parametrize(
    ("rule", "instance", "seats"),
    [
        pytest.param("H1", T1, [("s9", "A", "p1")], id="unknown student"),
        pytest.param("H1", T1, [("s1", "Q", "p1")], id="unknown programme"),
        pytest.param("H1", SHORT, [("s1", "A", "p9")], id="unknown period"),
        pytest.param("H1", {**SHORT, "bans": BANNED}, [("s1", "A", "p1")], id="banned pair"),
        pytest.param("H1", {**SHORT, "bans": PIN}, [("s1", "A", "p1")], id="banned period"),
        pytest.param(
            "H1",
            {**SHORT, "students": [{**EVERYWHERE, "unavailable": ["p1"]}]},
            [("s1", "A", "p1")],
            id="unavailable",
        ),
        pytest.param(
            "H1", {**SHORT, "students": [a_student("s1", "B")]}, [("s1", "A", "p1")], id="unlisted"
        ),
        pytest.param("H2", OPEN, [("s1", "A", "p1"), ("s1", "C", "p1")], id="two places"),
        pytest.param("H3", OPEN, [("s1", "A", "p1"), ("s1", "A", "p2")], id="firm twice"),
        pytest.param(
            "H4", SHORT, [("s1", "A", "p1"), ("s1", "C", "p2"), ("s1", "E", "p2")], id="too many"
        ),
        pytest.param(
            "H5",
            a_round(five(3), [EVERYWHERE], rotations=3, trades=3),
            [("s1", "A", "p1"), ("s1", "B", "p2")],
            id="trade cap in a partial plan",
        ),
        pytest.param(
            "H5",
            OPEN,
            [("s1", "A", "p1"), ("s1", "B", "p2"), ("s1", "C", "p3"), ("s1", "D", "p4")],
            id="two trades twice instead of three trades",
        ),
        pytest.param("H6", T1, [("s1", "A", "p1"), ("s2", "A", "p1")], id="over capacity"),
        pytest.param("H7", COHORT, [("s1", "A", "p1")], id="cohort too small"),
        pytest.param("H8", {**OPEN, "pins": PIN}, [("s1", "A", "p2")], id="pin moved"),
        pytest.param("H8", {**OPEN, "pins": PIN, "bans": BANNED}, [], id="pin on a ban"),
        pytest.param(
            "H9",
            {**SHORT, "programmes": [*five(2)[:4], {**five(2)[4], "after": ["A"]}]},
            [("s1", "E", "p1"), ("s1", "A", "p2")],
            id="wrong order of programmes",
        ),
    ],
)
def test_each_broken_hard_rule_is_named(
    rule: str, instance: Document, seats: Sequence[Triple]
) -> None:
    found = hard_rules(instance, seats)
    # Two placements of three share a period when there are only two periods.
    allowed = {"H4": {"H2", "H4"}}.get(rule, {rule})
    assert rule in found
    assert found <= allowed


def test_a_fixed_seat_opens_nothing_that_a_ban_has_closed() -> None:
    instance = {**OPEN, "pins": PIN, "bans": BANNED}
    assert hard_rules(instance, [("s1", "A", "p1")]) == {"H1", "H8"}


def add_stage(**fields: object) -> Callable[[Document], None]:
    """A fault: an earlier stage that does not fit the last."""

    def change(plan: Document) -> None:
        plan["stages"].insert(0, {**plan["stages"][0], **fields})

    return change


REASON = ("unplaced", 0, "reasons", 0)
FAULTS = [
    *[
        (f"objective.{name}", put(T3_PLAN["objective"][name] + step, "objective", name))
        for name in ("placed", "cost", "penalty", "reward", "value")
        for step in (1, 200)
    ],
    ("bound.value", put(-3542, "bound", "value")),
    ("bound.placed", put(2, "bound", "placed")),
    ("gap", put(0.000001, "gap")),
    ("gap", put(None, "gap")),
    ("gap", put(-3544, "bound", "value")),
    ("unplaced", put([], "unplaced")),
    ("unplaced", put([*T3_PLAN["unplaced"], lacking("s1", 1)], "unplaced")),
    ("unplaced", put([*T3_PLAN["unplaced"], lacking("s9", 1)], "unplaced")),
    ("unplaced", put(T3_PLAN["unplaced"] * 2, "unplaced")),
    ("unplaced", put(2, "unplaced", 0, "missing")),
    ("unplaced", put([], "unplaced", 0, "reasons")),
    ("unplaced", put(T3_PLAN["unplaced"][0]["reasons"] * 2, "unplaced", 0, "reasons")),
    ("unplaced", put("B", *REASON, "programme")),
    ("unplaced", put("bad_luck", *REASON, "reason")),
    ("unplaced", put("not_listed", *REASON, "reason")),
    ("unplaced", put("closed", *REASON, "reason")),
    ("unplaced", put("bad_luck", *REASON, "periods", 0, "reason")),
    ("unplaced", put("full", *REASON, "periods", 0, "reason")),
    ("unplaced", put("veto", *REASON, "periods", 1, "reason")),
    ("unplaced", put("p9", *REASON, "periods", 0, "period")),
    ("unplaced", put("p1", *REASON, "periods", 0, "period")),
    ("order", put(list(reversed(T3_PLAN["placements"])), "placements")),
    ("order", put([T3_PLAN["placements"][n] for n in (1, 0, 2)], "placements")),
    ("input_sha256", put(digest(T1), "input_sha256")),
    ("published_sha256", put(digest(T1), "published_sha256")),
    ("published_sha256", put(None, "published_sha256")),
    ("seed", put(8, "seed")),
    ("stages", add_stage(value=-3544, bound=-3544)),
    ("stages", add_stage(bound=-3542)),
    ("stages", add_stage(gap=0.5)),
    ("stages", put("guess", "stages", 0, "stage")),
    ("stages", put([], "stages")),
    ("changes", put(4, "changes", "kept")),
    ("changes", put({"kept": 3, "forced": 0, "chosen": 1}, "changes")),
    ("changes", put(2, "changes", "chosen")),
]


@pytest.mark.parametrize(
    ("rule", "fault"), [pytest.param(*row, id=f"{n} {row[0]}") for n, row in enumerate(FAULTS)]
)
def test_each_false_statement_of_a_plan_is_named(
    rule: str, fault: Callable[[Document], None]
) -> None:
    plan = copy.deepcopy(T3_PLAN)
    assert verdict(T3, plan, T1_PLAN).is_accepted
    fault(plan)
    assert rule in rules(verdict(T3, plan, T1_PLAN))


def test_an_honest_gap_is_a_share_of_cost_and_penalty() -> None:
    plan = {**T3_PLAN, "bound": {"value": -3550, "placed": 3}, "gap": 0.033816, "stages": []}
    plan["stages"] = [{**T3_PLAN["stages"][0], "bound": -3550, "gap": 0.033816}]
    assert verdict(T3, plan, T1_PLAN).violations == ()
    assert rules(verdict(T3, {**plan, "gap": 0.001976}, T1_PLAN)) == {"gap"}


def test_without_the_published_plan_the_penalty_is_left_unchecked() -> None:
    report = verdict(T3, T3_PLAN)
    assert report.violations == ()
    assert not report.objective.is_penalty_checked


def test_a_penalty_without_any_published_plan_is_refused() -> None:
    plan = a_plan(T1, T1_SEATS, (8, 200, 4900))
    assert rules(verdict(T1, plan)) == {"objective.penalty"}


def test_all_violations_are_told_and_not_only_the_first() -> None:
    report = verdict(T1, a_plan(T1, [("s1", "A", "p1"), ("s2", "A", "p1")], (0, 0, 0)))
    (full,) = (row for row in report.violations if row.rule == "H6")
    assert (full.programme, full.period, full.found, full.expected) == ("A", "p1", 2, 1)
    assert rules(report) == {"H6", "objective.cost", "objective.reward", "objective.value",
                             "bound.value", "gap", "unplaced"}  # fmt: skip


def test_a_round_without_students_or_seats_has_an_empty_plan() -> None:
    nobody = a_round([], [])
    assert verdict(nobody, a_plan(nobody, [], (0, 0, 0))).violations == ()


def test_who_lists_nothing_is_told_so() -> None:
    instance = a_round([A], [a_student("s1")])
    entry = lacking("s1", 2)
    entry["reasons"] = [{"programme": None, "reason": "not_listed", "periods": []}]
    assert verdict(instance, a_plan(instance, [], (0, 0, 0), entry)).violations == ()


def test_an_empty_minimum_age_or_ward_counts_as_not_given() -> None:
    instance = a_round([{**A, "min_age": None, "ward": None}], [a_student("s1", "A")], rotations=1)
    assert verdict(instance, a_plan(instance, [("s1", "A", "p1")], (1, 0, 1300))).is_accepted
