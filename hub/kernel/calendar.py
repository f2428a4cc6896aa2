"""Japan time, fiscal years, working days and ages; reads no clock."""

from bisect import bisect_left, bisect_right
from collections.abc import Collection
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from types import MappingProxyType
from typing import Final
from zoneinfo import ZoneInfo

import jpholiday

JST: Final = ZoneInfo("Asia/Tokyo")
KEPT_DAYS: Final = 4096
# Since when the law (国民の祝日に関する法律) is in force, and what makes more days.
FIRST_HOLIDAYS: Final = date(1948, 7, 20)
ADDED_SINCE: Final = MappingProxyType(
    {"振替休日": date(1973, 4, 12), "国民の休日": date(1985, 12, 27)}  # noqa: i18n names in the library
)
KEPT_YEARS: Final = 400


def japan_date(moment: datetime) -> date:
    """Civil date in Tokyo at an aware moment."""
    if moment.tzinfo is None:
        msg = "a moment needs its time zone"
        raise ValueError(msg)
    return moment.astimezone(JST).date()


def at_japan(day: date, hour: int = 0, minute: int = 0) -> datetime:
    """UTC moment of a Tokyo wall-clock time on a civil date."""
    return datetime.combine(day, time(hour, minute), JST).astimezone(UTC)


def fiscal_year(day: date) -> int:
    """Japanese fiscal year: April of the year to March of the next."""
    return day.year if day.month >= 4 else day.year - 1  # noqa: PLR2004  April


def age_on(birth: date, day: date) -> int:
    """Age in full years; born 29 February counts from 1 March in common years."""
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))


@lru_cache(maxsize=KEPT_DAYS)
def is_working_day(day: date) -> bool:
    """Monday to Friday, no national holiday, not 29 December to 3 January."""
    new_year = (day.month, day.day) >= (12, 29) or (day.month, day.day) <= (1, 3)
    return day.weekday() < 5 and not new_year and not is_holiday(day)  # noqa: PLR2004  Saturday


def is_holiday(day: date) -> bool:
    """Say whether the day is a national holiday (祝日, 振替休日 and 国民の休日 included).

    The library gives the days of the law for years before it too, and both kinds of added days.
    """
    name = jpholiday.is_holiday_name(day)
    return name is not None and day >= ADDED_SINCE.get(name.split()[-1], FIRST_HOLIDAYS)


def is_bank_day(day: date) -> bool:
    """Monday to Friday, no national holiday, not 31 December to 3 January (銀行営業日)."""
    new_year = (day.month, day.day) == (12, 31) or (day.month, day.day) <= (1, 3)
    return day.weekday() < 5 and not new_year and not is_holiday(day)  # noqa: PLR2004  Saturday


def next_working_day(day: date) -> date:
    """The day itself when offices work, else the first working day after it."""
    while not is_working_day(day):
        day += timedelta(days=1)
    return day


def monday_of(day: date) -> date:
    """Monday of the week of the day."""
    return day - timedelta(days=day.weekday())


def add_working_days(day: date, count: int) -> date:
    """Day `count` working days after (or, negative, before) a day, which itself does not count."""
    if count == 0:
        return day
    year, left, days = day.year, abs(count), _working_days(day.year)
    ahead = days[bisect_right(days, day) :] if count > 0 else days[: bisect_left(days, day)]
    while len(ahead) < left:
        left -= len(ahead)
        year += 1 if count > 0 else -1
        ahead = _working_days(year)
    return ahead[left - 1] if count > 0 else ahead[-left]


@lru_cache(maxsize=KEPT_YEARS)
def _working_days(year: int) -> tuple[date, ...]:
    """Working days of a year in order: long ways are counted by years, not day by day."""
    first = date(year, 1, 1)
    every = (first + timedelta(days=number) for number in range(366))
    return tuple(day for day in every if day.year == year and is_working_day(day))


def next_open_day(day: date, closed: Collection[date]) -> date:
    """The day itself, else the first day after it on which offices work and none of these falls."""
    while day in closed or not is_working_day(day):
        day += timedelta(days=1)
    return day


def month_days(first: date) -> tuple[date, ...]:
    """Every day of the month that starts on `first`."""
    days = [first]
    while (after := days[-1] + timedelta(days=1)).month == first.month:
        days.append(after)
    return tuple(days)


def month_after(first: date, months: int = 1) -> date:
    """First day of the month some months later or, negative, earlier."""
    number = first.year * 12 + first.month - 1 + months
    return date(number // 12, number % 12 + 1, 1)
