"""A month of an expert's days, and the usual week, for the expert and the ward's staff."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from hub.experts import access, availability, slots
from hub.experts.queries import roster as queries
from hub.experts.slots import FREE_WORDS as FREE_WORDS  # noqa: PLC0414  shown by pages
from hub.experts.slots import Day, DayWord, Pattern
from hub.experts.words import roster as words
from hub.kernel.calendar import month_after
from hub.platform.commands import read
from hub.platform.context import Ctx, require
from models.vocab import DataClass
from models.vocab.experts import DayPart


@dataclass(frozen=True, slots=True)
class DayCell:
    """One date of the grid: its word (a msgid too), what was said, what a tap makes of it.

    `kind` says how it looks: free, off, asked, booked or shut.
    """

    day: date
    word: DayWord
    words: str
    kind: str
    said: DayPart
    turns_to: DayPart | None


@dataclass(frozen=True, slots=True)
class MonthPage:
    """A month of one expert; months before `earliest` and after `latest` cannot be changed."""

    expert_id: int
    first: date
    cells: tuple[DayCell, ...]
    free_days: int
    free_halves: int
    earliest: date
    latest: date


@dataclass(frozen=True, slots=True)
class WeekLine:
    """One rule of the usual week; `nth` empty for every week, -1 for the last of the month."""

    weekday: int
    part: DayPart
    nth: int | None
    on_holidays: bool


@dataclass(frozen=True, slots=True)
class WeekPage:
    """The usual week of an expert and the most days a month.

    `weekly` has what holds every Monday, Tuesday, …; `special` what holds once a month.
    """

    expert_id: int
    lines: tuple[WeekLine, ...]
    weekly: tuple[DayPart, ...]
    special: tuple[WeekLine, ...]
    comes_on_holidays: bool
    cap_month_days: int


@read(name="experts:month", data_class=DataClass.C2)
def month_of(ctx: Ctx, *, expert_id: int, first: date | None = None) -> MonthPage:
    """The month that starts on `first`; without it the month of the first day that can be asked.

    Months outside the horizon are answered by the nearest one inside.
    """
    expert = queries.kept_expert(ctx, expert_id)
    require(ctx, access.may_see_days(ctx.actor, expert.person_id, expert.ward_id))
    limits = availability.limits_of(ctx, expert)
    earliest, latest = limits.today.replace(day=1), limits.last_day.replace(day=1)
    wanted = (first or limits.first_day).replace(day=1)
    start = min(max(wanted, earliest), latest)
    last = month_after(start) - timedelta(days=1)
    said = availability.patterns(ctx, [expert], start, last)[expert_id]
    taken = availability.taken_of(ctx, [expert], start, last)[expert_id]
    days = slots.month(said, taken, limits, start)
    whole, half = slots.counted(days)
    return MonthPage(expert_id, start, _cells(said, days), whole, half, earliest, latest)


@read(name="experts:week", data_class=DataClass.C2)
def week_of(ctx: Ctx, *, expert_id: int) -> WeekPage:
    """The usual week as the expert said it."""
    expert = queries.kept_expert(ctx, expert_id)
    require(ctx, access.may_see_days(ctx.actor, expert.person_id, expert.ward_id))
    lines = tuple(
        WeekLine(row.weekday, row.part, row.nth, row.on_holidays)
        for row in queries.rules(ctx, [expert_id])
    )
    weekly = [line for line in lines if line.nth is None]
    return WeekPage(
        expert_id,
        lines,
        weekly=tuple(
            slots.joined(line.part for line in weekly if line.weekday == number)
            for number in range(7)
        ),
        special=tuple(line for line in lines if line.nth is not None),
        comes_on_holidays=bool(lines) and all(line.on_holidays for line in lines),
        cap_month_days=expert.cap_month_days,
    )


def _cells(said: Pattern, days: Sequence[Day]) -> tuple[DayCell, ...]:
    return tuple(
        DayCell(
            day.day,
            day.word,
            words.DAY_WORDS[day.word],
            slots.KINDS.get(day.word, "shut"),
            day.said,
            slots.turned(said, day),
        )
        for day in days
    )
