"""Working days counted by years come to the same day as counted one by one."""

import random
from datetime import date, timedelta

from hub.kernel.calendar import add_working_days, is_working_day


def one_by_one(day: date, count: int) -> date:
    """The plain way: a step, and on over days without work."""
    step = timedelta(days=1 if count >= 0 else -1)
    for _number in range(abs(count)):
        day += step
        while not is_working_day(day):
            day += step
    return day


def test_any_way_forward_or_back_ends_on_the_same_day() -> None:
    dice = random.Random(11)  # noqa: S311  the same days on every run
    for _case in range(1500):
        day = date(1950, 1, 1) + timedelta(days=dice.randrange(60_000))
        count = dice.choice((0, 1, -1, 5, -5, dice.randrange(-700, 700)))
        assert add_working_days(day, count) == one_by_one(day, count), (day, count)


def test_the_ends_of_a_year_are_passed_both_ways() -> None:
    assert add_working_days(date(2026, 12, 28), 1) == date(2027, 1, 4)
    assert add_working_days(date(2027, 1, 4), -1) == date(2026, 12, 28)
    assert add_working_days(date(2027, 1, 1), 0) == date(2027, 1, 1)
    assert add_working_days(date(2026, 4, 1), 241) == date(2027, 4, 1)
