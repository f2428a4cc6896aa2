"""Dates and moments in the language of the present run; Tokyo time on screen."""

from datetime import date, datetime, timedelta

from babel.dates import format_date

from hub.i18n import current_language
from hub.kernel.calendar import JST


def day(value: date) -> str:
    """Return a civil date with its weekday: 2026年11月22日（日） or Sun, 22 Nov 2026."""
    if current_language() == "ja":
        # noqa: i18n the pattern of a Japanese date
        return format_date(value, "y年M月d日（EEE）", locale="ja")
    return format_date(value, "EEE, d MMM y", locale="en")


def short_day(value: date) -> str:
    """Return a date without its year: 11月22日（日） or Sun, 22 Nov."""
    if current_language() == "ja":
        # noqa: i18n the pattern of a Japanese date
        return format_date(value, "M月d日（EEE）", locale="ja")
    return format_date(value, "EEE, d MMM", locale="en")


def span(first: date, last: date) -> str:
    """Return first and last day of a period."""
    # noqa: i18n the sign of a range
    dash = "〜" if current_language() == "ja" else " – "
    return f"{short_day(first)}{dash}{short_day(last)}"


def moment(value: datetime) -> str:
    """Return a moment in Tokyo with hours and minutes."""
    local = value.astimezone(JST)
    return f"{day(local.date())} {local:%H:%M}"


def clock_time(value: datetime) -> str:
    """Return hours and minutes in Tokyo."""
    return f"{value.astimezone(JST):%H:%M}"


def weeks(first: date, last: date) -> tuple[str, ...]:
    """Return the Monday of each week of a period as 12/7."""
    start = first - timedelta(days=first.weekday())
    count = (last - start).days // 7 + 1
    mondays = (start + timedelta(days=7 * number) for number in range(count))
    return tuple(f"{each.month}/{each.day}" for each in mondays)
