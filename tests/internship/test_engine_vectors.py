"""The worked cases of the design, with their exact figures."""

from datetime import date

import pytest

from hub.internship.instance import Instance, Period, Rating, Student, Triple
from hub.internship.plan import Plan, Published, Unplaced, Why
from hub.internship.solver.pins import InfeasiblePins
from hub.internship.solver.rules import Rule
from hub.internship.solver.run import solve
from tests.support.small_rounds import a_programme, a_student, periods, with_pins

BOTH = {"p1": 1, "p2": 1}
S1_AB = a_student("s1", "A", "B")
T1 = Instance(
    periods=periods(2),
    rotations=2,
    min_trades=2,
    programmes=(a_programme("A", BOTH), a_programme("B", BOTH)),
    students=(S1_AB, a_student("s2", "A", "B")),
)
T1_PLAN = Published(
    frozenset(
        {
            Triple("s1", "A", "p1"),
            Triple("s1", "B", "p2"),
            Triple("s2", "B", "p1"),
            Triple("s2", "A", "p2"),
        }
    ),
    "0" * 64,
)


def alone(*programmes: object, rotations: int = 1, student: Student = S1_AB) -> Instance:
    """One student, one trade enough."""
    return Instance(
        periods=periods(2),
        rotations=rotations,
        min_trades=1,
        programmes=tuple(programmes),  # type: ignore[arg-type]  # builders make them
        students=(student,),
    )


def figures(plan: Plan) -> tuple[int, int, int, int, int]:
    made = plan.objective
    return made.placed, made.cost, made.penalty, made.reward, made.value


def reasons(row: Unplaced) -> dict[str | None, Why]:
    return {each.programme: each.reason for each in row.reasons}


def test_two_students_share_two_firms_in_turn() -> None:
    plan = solve(T1)
    assert figures(plan) == (4, 8, 0, 4900, -4892)
    assert plan.gap == 0
    assert plan.unplaced == ()


def test_a_first_placement_goes_before_somebody_elses_third() -> None:
    names = ("X", "Y", "Z")
    instance = Instance(
        periods=periods(3),
        rotations=3,
        min_trades=1,
        programmes=tuple(
            a_programme(name, {f"p{number}": 1}) for number, name in enumerate(names, start=1)
        ),
        students=(a_student("s1", *names), a_student("s2", acceptable=("X",))),
    )
    plan = solve(instance)
    assert figures(plan) == (3, 159, 0, 3750, -3591)
    assert Triple("s2", "X", "p1") in plan.placements


def test_a_closed_period_costs_one_change() -> None:
    closed = Instance(
        periods=T1.periods,
        rotations=2,
        min_trades=2,
        programmes=(a_programme("A", {"p1": 1}), a_programme("B", BOTH)),
        students=T1.students,
    )
    plan = solve(closed, published=T1_PLAN)
    assert figures(plan) == (3, 7, 200, 3750, -3543)
    assert plan.changes is not None
    assert (plan.changes.kept, plan.changes.forced, plan.changes.chosen) == (3, 1, 0)


def test_the_seats_of_a_student_who_left_count_as_changes() -> None:
    left = Instance(
        periods=T1.periods,
        rotations=2,
        min_trades=2,
        programmes=(a_programme("A", {"p1": 1}), a_programme("B", BOTH)),
        students=(S1_AB,),
    )
    plan = solve(left, published=T1_PLAN)
    assert figures(plan) == (2, 4, 400, 2450, -2046)


def test_nobody_goes_alone_where_two_must_come() -> None:
    plan = solve(alone(a_programme("A", {"p1": 2}, min_cohort=2), student=a_student("s1", "A")))
    assert figures(plan) == (0, 0, 0, 0, 0)
    assert (plan.stages[0].bound, plan.stages[0].gap) == (-1299, None)
    assert (plan.bound.value, plan.gap) == (0, 0)
    assert reasons(plan.unplaced[0]) == {"A": Why.COHORT}


def test_somebody_too_young_gets_the_second_wish_and_the_date() -> None:
    minor = a_student("s1", "A", "B", birth_date=date(2010, 3, 9))
    programmes = (a_programme("A", {"p1": 1}, min_age=18), a_programme("B", {"p1": 1}))
    plan = solve(alone(*programmes, student=minor))
    assert figures(plan) == (1, 3, 0, 1300, -1297)
    plan = solve(alone(programmes[0], student=a_student("s1", "A", birth_date=date(2010, 3, 9))))
    found = plan.unplaced[0].reasons[0]
    assert (found.reason, found.reached_on, found.verified) == (
        Why.UNDER_AGE,
        date(2028, 3, 9),
        True,
    )


@pytest.mark.parametrize(
    ("start", "placed"),
    [
        pytest.param(date(2026, 2, 28), 0, id="the day before"),
        pytest.param(date(2026, 3, 1), 1, id="the day itself"),
    ],
)
def test_somebody_born_on_29_february_is_18_on_1_march(start: date, placed: int) -> None:
    instance = Instance(
        periods=(Period("p1", start, date(2026, 3, 10)),),
        rotations=1,
        min_trades=1,
        programmes=(a_programme("A", {"p1": 1}, min_age=18),),
        students=(a_student("s1", "A", birth_date=date(2008, 2, 29)),),
    )
    assert solve(instance).objective.placed == placed


def test_a_firm_is_visited_once_even_in_another_trade() -> None:
    programmes = (a_programme("A", BOTH, firm="one"), a_programme("B", BOTH, firm="one"))
    plan = solve(alone(*programmes, rotations=2))
    assert figures(plan) == (1, 1, 0, 1300, -1299)
    assert reasons(plan.unplaced[0]) == {"B": Why.SAME_FIRM}


def test_two_pins_on_one_seat_are_named_with_the_seat() -> None:
    pins = (Triple("s1", "A", "p1"), Triple("s2", "A", "p1"))
    with pytest.raises(InfeasiblePins) as refusal:
        solve(with_pins(T1, pins))
    named = [(each.rule, each.pin, each.programme) for each in refusal.value.conflicts]
    assert named == [
        (Rule.PINS, pins[0], None),
        (Rule.PINS, pins[1], None),
        (Rule.CAPACITY, None, "A"),
    ]


def test_a_firms_doubt_costs_three_and_its_veto_the_place() -> None:
    plain = alone(a_programme("A", {"p1": 1}), student=a_student("s1", "A"))
    values = [solve(rated(plain, mark)) for mark in (3, None)]
    assert [plan.objective.value for plan in values] == [-1296, 0]
    assert reasons(values[1].unplaced[0]) == {"A": Why.VETO}


def rated(instance: Instance, mark: int | None) -> Instance:
    return Instance(
        periods=instance.periods,
        rotations=instance.rotations,
        min_trades=instance.min_trades,
        programmes=instance.programmes,
        students=instance.students,
        ratings=(Rating("s1", "A", mark),),
    )


def test_a_programme_that_must_come_later_does_not_come_first() -> None:
    programmes = (a_programme("A", {"p2": 1}), a_programme("B", {"p1": 1}, after=("A",)))
    plan = solve(alone(*programmes, rotations=2))
    assert figures(plan) == (1, 1, 0, 1300, -1299)
    assert reasons(plan.unplaced[0]) == {"B": Why.PRECEDENCE}


def test_a_round_without_students_is_an_empty_plan() -> None:
    plan = solve(
        Instance(periods=periods(1), rotations=1, min_trades=1, programmes=(), students=())
    )
    assert figures(plan) == (0, 0, 0, 0, 0)
    assert plan.gap == 0


def test_a_student_without_wishes_is_told_so() -> None:
    plan = solve(alone(a_programme("A", BOTH), student=a_student("s1")))
    assert reasons(plan.unplaced[0]) == {None: Why.NOT_LISTED}


def test_two_trades_twice_are_not_three_trades() -> None:
    trades = {"A": "x", "B": "x", "C": "y", "D": "y"}
    instance = Instance(
        periods=periods(4),
        rotations=4,
        min_trades=3,
        programmes=tuple(
            a_programme(name, {f"p{number}": 1}, trade=trade)
            for number, (name, trade) in enumerate(trades.items(), start=1)
        ),
        students=(a_student("s1", *trades),),
    )
    plan = solve(instance)
    assert figures(plan) == (3, 10, 0, 3450, -3440)
    assert reasons(plan.unplaced[0]) == {"D": Why.TRADE_CAP}


def test_a_third_trade_fills_the_timetable() -> None:
    trades = {"A": "x", "B": "x", "C": "y", "D": "y", "E": "z"}
    instance = Instance(
        periods=periods(4),
        rotations=4,
        min_trades=3,
        programmes=tuple(
            a_programme(name, {f"p{min(number, 4)}": 1}, trade=trade)
            for number, (name, trade) in enumerate(trades.items(), start=1)
        ),
        students=(a_student("s1", *trades),),
    )
    assert figures(solve(instance)) == (4, 25, 0, 4450, -4425)
