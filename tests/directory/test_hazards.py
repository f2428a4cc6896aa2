"""Who may work at which machine, by age on the day: a table made by hand from the law."""

from datetime import date, time

import pytest

from hub.directory.hazards import (
    AGES,
    LABELS,
    AgeRule,
    Sex,
    is_night_for,
    least_age,
    may_work,
    weight_rule,
)
from models.vocab.directory import Hazard

BORN = date(2009, 5, 10)
LEAP = date(2008, 2, 29)


@pytest.mark.parametrize("hazard", list(Hazard))
@pytest.mark.parametrize(
    ("birth", "day", "may"),
    [
        (BORN, date(2027, 5, 9), False),
        (BORN, date(2027, 5, 10), True),
        (BORN, date(2024, 5, 10), False),
        (BORN, date(2028, 5, 10), True),
        (LEAP, date(2026, 2, 28), False),
        (LEAP, date(2026, 3, 1), True),
    ],
)
def test_dangerous_work_begins_at_eighteen_on_the_birthday(
    hazard: Hazard, birth: date, day: date, *, may: bool
) -> None:
    assert (may_work(birth, [hazard], day) == ()) is may


def test_work_without_danger_has_no_age() -> None:
    assert least_age([], BORN) == 0
    assert may_work(BORN, [], date(2024, 5, 10)) == ()


def test_each_rule_that_forbids_is_named_with_its_law() -> None:
    found = may_work(BORN, [Hazard.CRANE, Hazard.BOILER], date(2026, 11, 24))
    assert {rule.hazard for rule in found} == {Hazard.CRANE, Hazard.BOILER}
    assert {rule.law for rule in found} == {"年少者労働基準規則8条"}


def test_every_kind_of_danger_has_its_rule_and_its_words() -> None:
    assert {rule.hazard for rule in AGES} == set(Hazard) == set(LABELS)


def test_a_rule_that_ends_stays_right_for_the_days_before() -> None:
    rules = (
        AgeRule(Hazard.NOISE, 18, "古", date(1954, 7, 1), date(2027, 4, 1)),
        AgeRule(Hazard.NOISE, 20, "新", date(2027, 4, 1)),
    )
    assert least_age([Hazard.NOISE], date(2027, 3, 31), rules) == 18
    assert least_age([Hazard.NOISE], date(2027, 4, 1), rules) == 20
    born = date(2008, 4, 1)
    assert may_work(born, [Hazard.NOISE], date(2027, 3, 31), rules) == ()
    assert [rule.law for rule in may_work(born, [Hazard.NOISE], date(2027, 4, 1), rules)] == ["新"]


@pytest.mark.parametrize(
    ("sex", "age", "now_and_then", "all_the_time"),
    [
        (Sex.FEMALE, 15, 12, 8),
        (Sex.MALE, 15, 15, 10),
        (Sex.FEMALE, 16, 25, 15),
        (Sex.MALE, 17, 30, 20),
        (Sex.FEMALE, 18, 30, 20),
        (Sex.FEMALE, 60, 30, 20),
    ],
)
def test_weights_follow_age_and_sex(
    sex: Sex, age: int, now_and_then: int, all_the_time: int
) -> None:
    found = weight_rule(sex, date(2026 - age, 1, 1), date(2026, 11, 24))
    assert found is not None
    assert (found.now_and_then_kg, found.all_the_time_kg) == (now_and_then, all_the_time)


def test_a_grown_man_has_no_limit_of_weight_by_age() -> None:
    assert weight_rule(Sex.MALE, date(2000, 1, 1), date(2026, 11, 24)) is None


@pytest.mark.parametrize(
    ("at", "forbidden"),
    [(time(21, 59), False), (time(22), True), (time(4, 59), True), (time(5), False)],
)
def test_nobody_under_eighteen_works_at_night(at: time, *, forbidden: bool) -> None:
    assert is_night_for(BORN, date(2026, 11, 24), at) is forbidden
    assert not is_night_for(BORN, date(2027, 5, 10), at)
