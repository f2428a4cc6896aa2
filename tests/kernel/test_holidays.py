"""Holidays by the text of the law (国民の祝日に関する法律), beside the library that we use.

From 1949 to 2099 every day was also compared once with a second library (docs/dependencies.md).
"""

from datetime import date, timedelta
from typing import Final

from hub.kernel.calendar import is_bank_day, is_holiday, is_working_day

FIRST, LAST = 2019, 2030
FIXED: Final = (
    (1, 1),
    (2, 11),
    (2, 23),
    (4, 29),
    (5, 3),
    (5, 4),
    (5, 5),
    (8, 11),
    (11, 3),
    (11, 23),
)
MONDAYS: Final = ((1, 2), (7, 3), (9, 3), (10, 2))
# Articles of special laws: the accession of 2019, the games of 2020 and 2021.
MOVED: Final = {
    2019: ({(4, 30), (5, 1), (5, 2), (10, 22)}, {(2, 23)}),
    2020: ({(7, 23), (7, 24), (8, 10)}, {(7, 20), (8, 11), (10, 12)}),
    2021: ({(7, 22), (7, 23), (8, 8)}, {(7, 19), (8, 11), (10, 11)}),
}


def named(year: int) -> set[date]:
    """Days that the law names itself (article 2 and special laws)."""
    # The days of the equinoxes between 1980 and 2099, as the observatory's yearbook reckons them.
    gone = year - 1980
    spring = int(20.8431 + 0.242194 * gone - gone // 4)
    autumn = int(23.2488 + 0.242194 * gone - gone // 4)
    days = {*FIXED, (3, spring), (9, autumn)}
    days |= {(month, nth_monday(year, month, number)) for month, number in MONDAYS}
    added, dropped = MOVED.get(year, (set(), set()))
    return {date(year, month, day) for month, day in (days - dropped) | added}


def nth_monday(year: int, month: int, number: int) -> int:
    return 1 + (7 - date(year, month, 1).weekday()) % 7 + 7 * (number - 1)


def holidays(year: int) -> set[date]:
    """With the day after a holiday on a Sunday, and a day between two holidays (article 3)."""
    found = named(year)
    for day in sorted(named(year)):
        if day.weekday() == 6:
            while day in found:
                day += timedelta(days=1)  # noqa: PLW2901  the next day that is free
            found.add(day)
    two = timedelta(days=2)
    between = {day + timedelta(days=1) for day in named(year) if day + two in named(year)}
    return found | between


def test_the_library_gives_every_holiday_of_the_law_and_no_other() -> None:
    days = (date(FIRST, 1, 1) + timedelta(days=n) for n in range((LAST - FIRST + 1) * 366))
    wrong = [
        day for day in days
        if day.year <= LAST and is_holiday(day) is not (day in holidays(day.year))
    ]  # fmt: skip
    assert wrong == []
    assert sum(len(holidays(year)) for year in range(FIRST, LAST + 1)) > 16 * 12


def test_before_the_law_of_1948_no_day_is_a_holiday_of_it() -> None:
    """The law came into force on 20 July 1948; its first holiday was the autumn equinox."""
    first, last = date(1926, 12, 25), date(1948, 12, 31)
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    found = [day for day in days if is_holiday(day)]
    assert found == [date(1948, 9, 23), date(1948, 11, 3), date(1948, 11, 23)]
    assert is_working_day(date(1948, 5, 3))
    assert is_bank_day(date(1948, 5, 3))


def test_a_day_between_two_holidays_is_free_since_the_law_of_1985_says_so() -> None:
    """Article 3, paragraph 3 of today; 4 May was an ordinary day until then."""
    may = [day for year in range(1949, 2007) if is_holiday(day := date(year, 5, 4))]
    moved = [day.year for day in may if day.weekday() == 0]
    assert moved == [1981, 1987, 1992, 1998]
    # A Sunday in 1997 and 2003; in 1986 too, and in 1987 a moved day.
    between = [year for year in range(1988, 2007) if year not in {*moved, 1997, 2003}]
    assert [day.year for day in may if day.weekday() != 0] == between
    assert is_working_day(date(1982, 5, 4))


def test_a_day_after_a_sunday_is_free_since_the_law_of_1973_says_so() -> None:
    """The first one was 30 April 1973; 11 February of that year was a Sunday too."""
    assert not is_holiday(date(1973, 2, 12))
    assert is_holiday(date(1973, 4, 30))
