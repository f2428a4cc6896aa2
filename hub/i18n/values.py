"""Dates and moments in the language of the present run; Tokyo time on screen."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from babel.dates import format_date

from hub.i18n import _, current_language
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


def day_parts(value: date) -> tuple[str, str, str]:
    """Return a short date in three: what stands before the number, the number, what follows it."""
    if current_language() == "ja":
        # noqa: i18n the pattern of a Japanese date
        before, after = (format_date(value, part, locale="ja") for part in ("M月", "日（EEE）"))
    else:
        before, after = (format_date(value, part, locale="en") for part in ("EEE, ", " MMM"))
    return before, str(value.day), after


def weekday_names() -> tuple[str, ...]:
    """Return the short names of the weekdays from Monday on: 月 or Mon."""
    monday = date(2024, 1, 1)
    days = (monday + timedelta(days=number) for number in range(7))
    return tuple(format_date(each, "EEE", locale=current_language()) for each in days)


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


def listed(texts: Iterable[str]) -> str:
    """Several texts one after the other, as a list is written."""
    # noqa: i18n the sign between the parts of a list
    return ("、" if current_language() == "ja" else ", ").join(texts)


def yen(amount: int) -> str:
    """Return an amount of money: 24,000円 or 24,000 yen; a minus sign for negative ones."""
    return _("{amount}円").format(amount=f"{amount:,}".replace("-", "−"))


def round_yen(amount: int) -> str:
    """Return a large amount as people say it: 1,248万円, cut down; exact in English."""
    if current_language() != "ja" or abs(amount) < 10_000:  # noqa: PLR2004  one 万
        return yen(amount)
    sign = "−" if amount < 0 else ""
    # noqa: i18n the unit of ten thousand has no English
    return f"{sign}{abs(amount) // 10_000:,}万円"


def hours(start: datetime, end: datetime) -> str:
    """Return a time on one day in Tokyo: 12月3日（木）13:30〜16:30."""
    first = start.astimezone(JST)
    # noqa: i18n the sign of a range
    dash = "〜" if current_language() == "ja" else "–"
    return f"{short_day(first.date())} {first:%H:%M}{dash}{end.astimezone(JST):%H:%M}"


def month(first: date) -> str:
    """Return a month: 2026年12月 or December 2026."""
    if current_language() == "ja":
        # noqa: i18n the pattern of a Japanese month
        return format_date(first, "y年M月", locale="ja")
    return format_date(first, "MMMM y", locale="en")


def short_month(first: date) -> str:
    """Return a month without its year: 12月 or December."""
    if current_language() == "ja":
        # noqa: i18n the pattern of a Japanese month
        return format_date(first, "M月", locale="ja")
    return format_date(first, "MMMM", locale="en")


def month_day(value: date) -> str:
    """Return a date under the name of its month: 7日（月） or Mon 7."""
    if current_language() == "ja":
        # noqa: i18n the pattern of a Japanese date
        return format_date(value, "d日（EEE）", locale="ja")
    return format_date(value, "EEE d", locale="en")


def shown(value: object) -> object:
    """Write one value of a sentence: a day, a moment, yen (also as stored in a notice)."""
    if isinstance(value, dict):
        if "day" in value:
            return short_day(date.fromisoformat(value["day"]))
        if "moment" in value:
            return moment(datetime.fromisoformat(value["moment"]))
        if "yen" in value:
            return yen(int(value["yen"]))
    if isinstance(value, datetime):
        return moment(value)
    return short_day(value) if isinstance(value, date) else value
