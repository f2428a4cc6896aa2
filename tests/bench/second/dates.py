"""Due days: design "subsidy" §11 and vectors G1, G2."""

import calendar
from collections import Counter
from datetime import date, timedelta
from functools import cache
from typing import Any

import jpholiday

DAY = timedelta(days=1)
YEAR_END = {(12, 29), (12, 30), (12, 31), (1, 1), (1, 2), (1, 3)}


@cache
def is_working(day: date) -> bool:
    """Monday to Friday, no holiday, not 29 December to 3 January."""
    return (
        day.weekday() < 5 and (day.month, day.day) not in YEAR_END and not jpholiday.is_holiday(day)
    )


def due_day(asked: dict[str, Any], seen: Counter[str]) -> date:
    """The last day of the time limit."""
    event: date = date.fromisoformat(asked["event"])
    first = event if asked.get("include_event_day") else event + DAY
    unit = asked.get("unit", "day")
    seen[f"date.{unit}"] += 1
    if unit == "day":
        day: date = first + DAY * (asked["count"] - 1)
    elif unit == "working_day":
        day = _working(first, asked["count"])
    else:
        day = _months(event, asked["count"], is_included=first == event)
    if asked.get("roll") == "next_working":
        while not is_working(day):
            day += DAY
            seen["date.rolled"] += 1
    return day


def _working(first: date, count: int) -> date:
    day = first
    counted = 1 if is_working(day) else 0
    while counted < count:
        day += DAY
        counted += is_working(day)
    return day


def _months(event: date, count: int, *, is_included: bool) -> date:
    """The event's day number n months later, the day before it when the event day counts itself.

    A month without that number gives its last day.
    """
    year, month = divmod(event.year * 12 + event.month - 1 + count, 12)
    last = calendar.monthrange(year, month + 1)[1]
    if event.day > last:
        return date(year, month + 1, last)
    day = date(year, month + 1, event.day)
    return day - DAY if is_included else day
