"""Which days and half-days an expert is free: pure arithmetic, no clock, no tables.

free(date) = weekly rules, less national holidays, replaced by the expert's own word for the date,
less closing days, taken times with travel, and caps; cut by minimum notice and horizon. A closing
day always closes; a national holiday gives way to the expert's own word for that date.
Source: experts, part C3.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from hub.kernel.calendar import (
    add_working_days,
    at_japan,
    is_holiday,
    japan_date,
    monday_of,
    month_after,
    month_days,
)
from hub.kernel.intervals import Span
from models.vocab.experts import DayPart

NOTICE_DAYS: Final = 5
HORIZON_DAYS: Final = 180
TRAVEL: Final = timedelta(minutes=30)
HALF_DAYS: Final = {DayPart.AM: (9, 12), DayPart.PM: (13, 17)}
LAST: Final = -1


class DayWord(StrEnum):
    """The one word that stands in a day of the month grid."""

    FREE = "free"
    AM = "am"
    PM = "pm"
    OFF = "off"
    REQUESTED = "requested"
    BOOKED = "booked"
    CAPPED = "capped"
    CLOSED = "closed"
    HOLIDAY = "holiday"
    YEAR_END = "year_end"
    NEW_YEAR = "new_year"
    TOO_SOON = "too_soon"
    PAST = "past"


class DayRefusal(StrEnum):
    """Why a date cannot become what the expert wants."""

    TAKEN = "taken"
    CLOSED = "closed"


OPEN_WORDS: Final = {
    DayPart.FULL: DayWord.FREE,
    DayPart.AM: DayWord.AM,
    DayPart.PM: DayWord.PM,
    DayPart.CLOSED: DayWord.OFF,
}
KINDS: Final = {
    DayWord.FREE: "free",
    DayWord.AM: "free",
    DayWord.PM: "free",
    DayWord.OFF: "off",
    DayWord.CAPPED: "off",
    DayWord.REQUESTED: "asked",
    DayWord.BOOKED: "booked",
}
FREE_WORDS: Final = frozenset({DayWord.FREE, DayWord.AM, DayWord.PM})
FIXED_WORDS: Final = frozenset(
    {
        DayWord.CLOSED,
        DayWord.HOLIDAY,
        DayWord.YEAR_END,
        DayWord.NEW_YEAR,
        DayWord.TOO_SOON,
        DayWord.PAST,
    }
)


@dataclass(frozen=True, slots=True)
class Rule:
    """A weekday (Monday is 0) on which an expert comes; `nth` as in the table, None for weekly."""

    weekday: int
    part: DayPart
    nth: int | None = None
    on_holidays: bool = False
    valid_from: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True, slots=True)
class Pattern:
    """Everything an expert and the ward have said about days."""

    rules: tuple[Rule, ...] = ()
    exceptions: Mapping[date, DayPart] = field(default_factory=dict)
    closing: frozenset[date] = frozenset()


@dataclass(frozen=True, slots=True)
class Limits:
    """From when and how much: today, working days of notice, horizon in days, caps."""

    today: date
    notice_days: int = NOTICE_DAYS
    horizon_days: int = HORIZON_DAYS
    cap_month_days: int = 31
    cap_week_hours: int = 60

    @property
    def first_day(self) -> date:
        """First day that may still be asked for."""
        return add_working_days(self.today, self.notice_days)

    @property
    def last_day(self) -> date:
        """Last day that may be asked for."""
        return self.today + timedelta(days=self.horizon_days)


@dataclass(frozen=True, slots=True)
class Taken:
    """A time of the expert in the ledger; firm once it is confirmed."""

    span: Span
    is_firm: bool

    @property
    def day(self) -> date:
        """Civil date in Tokyo."""
        return japan_date(self.span.start)


@dataclass(frozen=True, slots=True)
class Day:
    """One date: its word, what the expert said of it, and the half-days that can be asked for."""

    day: date
    word: DayWord
    said: DayPart
    free: tuple[Span, ...] = ()


def half_day(day: date, part: DayPart) -> Span:
    """Times of a morning (9:00-12:00) or an afternoon (13:00-17:00)."""
    start, end = HALF_DAYS[part]
    return Span(at_japan(day, start), at_japan(day, end))


def halves(part: DayPart) -> tuple[DayPart, ...]:
    """Half-days that a part of a day consists of."""
    if part is DayPart.FULL:
        return (DayPart.AM, DayPart.PM)
    return () if part is DayPart.CLOSED else (part,)


def joined(parts: Iterable[DayPart]) -> DayPart:
    """The part of a day that covers all given parts."""
    found = {half for part in parts for half in halves(part)}
    if len(found) > 1:
        return DayPart.FULL
    return found.pop() if found else DayPart.CLOSED


def part_of(span: Span) -> DayPart:
    """Which part of its day a visit needs."""
    day = japan_date(span.start)
    needs = {
        DayPart.AM: span.start < at_japan(day, HALF_DAYS[DayPart.AM][1]),
        DayPart.PM: span.end > at_japan(day, HALF_DAYS[DayPart.PM][0]),
    }
    return joined(part for part, needed in needs.items() if needed)


def covers(part: DayPart, needed: DayPart) -> bool:
    """Say whether one part of a day holds another."""
    return set(halves(needed)) <= set(halves(part))


def applies(rule: Rule, day: date) -> bool:
    """Say whether a rule speaks of this date; a missing fifth weekday is simply not there."""
    if rule.weekday != day.weekday():
        return False
    if (rule.valid_from and day < rule.valid_from) or (rule.valid_to and day > rule.valid_to):
        return False
    if rule.nth is None:
        return True
    if rule.nth == LAST:
        return (day + timedelta(days=7)).month != day.month
    return (day.day - 1) // 7 + 1 == rule.nth


def by_rules(pattern: Pattern, day: date, *, even_on_holidays: bool = False) -> DayPart:
    """What the weekly rules say of a date; on a national holiday only rules that hold there."""
    closed = is_holiday(day) and not even_on_holidays
    return joined(
        rule.part
        for rule in pattern.rules
        if applies(rule, day) and (rule.on_holidays or not closed)
    )


def said_of(pattern: Pattern, day: date) -> DayPart:
    """What holds for a date: the expert's own word for it, else the rules."""
    return pattern.exceptions.get(day) or by_rules(pattern, day)


def days_between(
    pattern: Pattern, taken: Sequence[Taken], limits: Limits, first: date, last: date
) -> tuple[Day, ...]:
    """Every date from first to last; `taken` must reach over the months and weeks they touch."""
    count = (last - first).days + 1
    dates = (first + timedelta(days=number) for number in range(count))
    return tuple(_day(pattern, taken, limits, day) for day in dates)


def month(pattern: Pattern, taken: Sequence[Taken], limits: Limits, first: date) -> tuple[Day, ...]:
    """Every date of the month that starts on `first`."""
    return days_between(pattern, taken, limits, first, month_after(first) - timedelta(days=1))


def reach(first: date, last: date) -> Span:
    """The time over which `taken` must be known so that caps are counted rightly."""
    start = min(first.replace(day=1), monday_of(first))
    end = max(month_after(last.replace(day=1)), monday_of(last) + timedelta(days=7))
    return Span(at_japan(start), at_japan(end))


def counted(days: Iterable[Day]) -> tuple[int, int]:
    """How many whole days and how many half-days are free."""
    words = [day.word for day in days]
    return words.count(DayWord.FREE), words.count(DayWord.AM) + words.count(DayWord.PM)


def same_as(pattern: Pattern, source: date, target: date) -> dict[date, DayPart]:
    """What each date of a month becomes when it takes the pattern of another month.

    The second Tuesday follows the second Tuesday; where the other month has no fifth one, its last
    one. Holidays of the other month count as the rules would have them without the holiday; those
    of this month are left out.
    """
    by_place: dict[tuple[int, int], DayPart] = {}
    for day in month_days(source):
        own = pattern.exceptions.get(day) or by_rules(pattern, day, even_on_holidays=True)
        by_place[day.weekday(), (day.day - 1) // 7] = own
    answer = {}
    for day in month_days(target):
        if is_holiday(day):
            continue
        place = (day.weekday(), (day.day - 1) // 7)
        answer[day] = by_place.get(place) or by_place[place[0], place[1] - 1]
    return answer


def _day(pattern: Pattern, taken: Sequence[Taken], limits: Limits, day: date) -> Day:
    said = said_of(pattern, day)
    shut = _shut(pattern, day)
    on_day = [each for each in taken if each.day == day]
    fits = () if shut else _fitting(said, day, taken, limits)
    may_ask = limits.first_day <= day <= limits.last_day
    free = tuple(half_day(day, part) for part in fits) if may_ask else ()
    if on_day:
        firm = any(each.is_firm for each in on_day)
        return Day(day, DayWord.BOOKED if firm else DayWord.REQUESTED, said, free)
    if day < limits.today:
        return Day(day, DayWord.PAST, said)
    if shut:
        return Day(day, shut, DayPart.CLOSED)
    if said is DayPart.CLOSED:
        silent = is_holiday(day) and day not in pattern.exceptions
        return Day(day, DayWord.HOLIDAY if silent else DayWord.OFF, said)
    if day < limits.first_day:
        return Day(day, DayWord.TOO_SOON, said)
    return Day(day, OPEN_WORDS[joined(fits)] if fits else DayWord.CAPPED, said, free)


def _shut(pattern: Pattern, day: date) -> DayWord | None:
    """The word of a closing day, or nothing."""
    if day not in pattern.closing:
        return None
    if day.month == 12 and day.day >= 28:  # noqa: PLR2004  the last days of the year
        return DayWord.YEAR_END
    return DayWord.NEW_YEAR if day.month == 1 and day.day <= 4 else DayWord.CLOSED  # noqa: PLR2004  its first


def _fitting(
    said: DayPart, day: date, taken: Sequence[Taken], limits: Limits
) -> tuple[DayPart, ...]:
    """Half-days of a date that no taken time, travel or cap forbids."""
    others = {each.day for each in taken if _same_month(each.day, day)} - {day}
    if len(others) >= limits.cap_month_days:
        return ()
    week = [each.span for each in taken if monday_of(each.day) == monday_of(day)]
    left = timedelta(hours=limits.cap_week_hours) - sum((_length(s) for s in week), timedelta())
    return tuple(
        part
        for part in halves(said)
        if _length(half_day(day, part)) <= left and not _meets(half_day(day, part), taken)
    )


def _meets(span: Span, taken: Sequence[Taken]) -> bool:
    wide = Span(span.start - TRAVEL, span.end + TRAVEL)
    return any(wide.overlaps(each.span) for each in taken)


def _length(span: Span) -> timedelta:
    return span.end - span.start


def _same_month(one: date, other: date) -> bool:
    return (one.year, one.month) == (other.year, other.month)


def turned(pattern: Pattern, shown: Day) -> DayPart | None:
    """What a tap makes of a day: free becomes off, off becomes the usual part; None where fixed."""
    if shown.word in FIXED_WORDS:
        return None
    if shown.said is not DayPart.CLOSED:
        return DayPart.CLOSED
    usual = by_rules(pattern, shown.day, even_on_holidays=True)
    return DayPart.FULL if usual is DayPart.CLOSED else usual


def refusal(
    pattern: Pattern, taken: Sequence[Taken], day: date, part: DayPart
) -> DayRefusal | None:
    """Say why a date may not become this part: a visit needs more of it, or the ward is closed."""
    if not covers(part, joined(part_of(each.span) for each in taken if each.day == day)):
        return DayRefusal.TAKEN
    if part is not DayPart.CLOSED and day in pattern.closing:
        return DayRefusal.CLOSED
    return None


def next_month_to_show(limits: Limits) -> date:
    """First day of the month in which the first day that may be asked for lies."""
    return limits.first_day.replace(day=1)
