"""Every visit is paid within sixty days, on a day on which banks work."""

from datetime import date, timedelta

import pytest

from hub.experts.paydays import (
    PayAlarm,
    bank_day_before,
    latest_pay_day,
    pay_clock,
    usual_pay_day,
)
from hub.kernel.calendar import is_bank_day

TWO_YEARS = [date(2027, 4, 1) + timedelta(days=number) for number in range(731)]


@pytest.mark.parametrize(
    ("visit", "latest"),
    [
        pytest.param(date(2027, 1, 31), date(2027, 3, 31), id="end of January"),
        pytest.param(date(2027, 3, 31), date(2027, 5, 28), id="a Saturday moves forward"),
        pytest.param(date(2026, 11, 2), date(2026, 12, 30), id="banks close on 31 December"),
    ],
)
def test_the_sixtieth_day_is_the_last_and_the_visit_is_the_first(visit: date, latest: date) -> None:
    assert latest_pay_day(visit) == latest


def test_on_every_day_of_two_years_the_last_day_is_a_bank_day_within_sixty_days() -> None:
    assert any(day.month == 2 and day.day == 29 for day in TWO_YEARS)
    for visit in TWO_YEARS:
        latest = latest_pay_day(visit)
        assert is_bank_day(latest)
        assert 50 < (latest - visit).days + 1 <= 60
        assert bank_day_before(visit + timedelta(days=59)) == latest


def test_the_usual_pay_day_is_the_end_of_the_next_month_where_the_law_lets_it() -> None:
    assert usual_pay_day(date(2026, 12, 7)) == date(2027, 1, 29)
    assert usual_pay_day(date(2027, 3, 1)) == date(2027, 4, 28)
    assert all(visit <= usual_pay_day(visit) <= latest_pay_day(visit) for visit in TWO_YEARS)


@pytest.mark.parametrize(
    ("day", "alarm"),
    [
        pytest.param(1, PayAlarm.NONE, id="the visit itself"),
        pytest.param(29, PayAlarm.NONE, id="day 29"),
        pytest.param(30, PayAlarm.LEADER, id="day 30"),
        pytest.param(44, PayAlarm.LEADER, id="day 44"),
        pytest.param(45, PayAlarm.COORDINATOR, id="day 45"),
        pytest.param(55, PayAlarm.CALL, id="day 55"),
        pytest.param(60, PayAlarm.CALL, id="the last day itself"),
        pytest.param(61, PayAlarm.OVERDUE, id="day 61"),
    ],
)
def test_more_people_are_told_the_longer_a_visit_is_unpaid(day: int, alarm: PayAlarm) -> None:
    visit = date(2027, 1, 31)
    clock = pay_clock(visit, visit + timedelta(days=day - 1))
    assert (clock.day_number, clock.alarm) == (day, alarm)


def test_where_the_last_bank_day_is_earlier_the_day_after_it_is_overdue() -> None:
    assert pay_clock(date(2027, 3, 31), date(2027, 5, 28)).alarm == PayAlarm.CALL
    assert pay_clock(date(2027, 3, 31), date(2027, 5, 29)).alarm == PayAlarm.OVERDUE
