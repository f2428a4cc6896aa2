"""An expert says on which days to come: single days, the usual week, a month like another.

Every change takes the expert's calendar first, so that no group can hold a day while it is being
closed. Source: experts, parts C3 and C4.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated, Final

from pydantic import BaseModel, Field

from hub.experts import access, availability, slots
from hub.experts.pattern import WeekRule, write_rules
from hub.experts.queries import roster as queries
from hub.experts.words import roster as words
from hub.kernel.calendar import japan_date, month_after
from hub.kernel.errors import FieldProblem, Invalid, Refused
from hub.platform import audit
from hub.platform.commands import command
from hub.platform.context import Ctx, require
from models.experts.roster import ClosingDay, Expert
from models.vocab.experts import DayPart

MOST_RULES: Final = 21


class DayWish(BaseModel):
    """One date and what the expert says of it; without a part the usual week holds again."""

    day: date
    part: DayPart | None


class PaintDays(BaseModel):
    """Dates that change together or not at all."""

    expert_id: int
    days: Annotated[tuple[DayWish, ...], Field(min_length=1, max_length=366)]


class SetWeek(BaseModel):
    """The usual week of an expert; it replaces the one before."""

    expert_id: int
    rules: Annotated[tuple[WeekRule, ...], Field(max_length=MOST_RULES)]


class SetCap(BaseModel):
    """On how many days a month an expert comes at most."""

    expert_id: int
    month_days: Annotated[int, Field(ge=1, le=31)]


class CopyMonth(BaseModel):
    """A month that shall be like another; both are given by their first day."""

    expert_id: int
    source: date
    target: date


class CloseDay(BaseModel):
    """A day on which nobody is sent: in one ward, or everywhere without a ward."""

    ward_id: int | None = None
    day: date
    note: Annotated[str, Field(min_length=1, max_length=60)]


@dataclass(frozen=True, slots=True)
class DaysPainted:
    """How many dates changed, and what stood there before, for taking it back."""

    count: int
    before: tuple[tuple[date, DayPart | None], ...]


@dataclass(frozen=True, slots=True)
class WeekSet:
    """How many rules hold now."""

    rules: int


@dataclass(frozen=True, slots=True)
class CapSet:
    """The cap that holds now."""

    month_days: int


@dataclass(frozen=True, slots=True)
class DayClosed:
    """The closing day."""

    closing_day_id: int


@command(name="experts:days:paint", input=PaintDays, audit="availability_exception")
def paint_days(ctx: Ctx, *, expert_id: int, days: tuple[DayWish, ...]) -> DaysPainted:
    """Say of single dates whether the expert comes; a date with a visit cannot be closed."""
    expert = queries.kept_expert(ctx, expert_id)
    require(ctx, access.may_keep_days(ctx.actor, expert.person_id))
    today = japan_date(ctx.now)
    past = next((wish.day for wish in days if wish.day < today), None)
    if past:
        raise Invalid(FieldProblem("days", words.DAY_PAST, {"day": past}))
    return _paint(ctx, expert, {wish.day: wish.part for wish in days}, skipping=False)


@command(name="experts:month:copy", input=CopyMonth, audit="availability_exception")
def copy_month(ctx: Ctx, *, expert_id: int, source: date, target: date) -> DaysPainted:
    """Make a month like another; past dates, closing days and dates with a visit stay as they are.

    The second Tuesday follows the second Tuesday.
    """
    expert = queries.kept_expert(ctx, expert_id)
    require(ctx, access.may_keep_days(ctx.actor, expert.person_id))
    source, target, today = source.replace(day=1), target.replace(day=1), japan_date(ctx.now)
    if month_after(target) <= today:
        raise Refused(words.MONTH_PAST)
    last = month_after(source) - timedelta(days=1)
    said = availability.patterns(ctx, [expert], source, last)[expert_id]
    copied = slots.same_as(said, source, target)
    wishes: dict[date, DayPart | None] = {d: part for d, part in copied.items() if d >= today}
    return _paint(ctx, expert, wishes, skipping=True)


@command(name="experts:week:set", input=SetWeek, audit="availability_rule")
def set_week(ctx: Ctx, *, expert_id: int, rules: tuple[WeekRule, ...]) -> WeekSet:
    """Replace the usual week; single days and visits that are agreed stay as they are."""
    expert = queries.kept_expert(ctx, expert_id)
    require(ctx, access.may_keep_days(ctx.actor, expert.person_id))
    availability.take_calendars(ctx, [expert])
    write_rules(ctx, expert_id, rules)
    return WeekSet(len(rules))


@command(name="experts:cap:set", input=SetCap, audit="expert")
def set_cap(ctx: Ctx, *, expert_id: int, month_days: int) -> CapSet:
    """Say on how many days a month the expert comes at most; agreed visits stay."""
    expert = queries.kept_expert(ctx, expert_id)
    require(ctx, access.may_keep_days(ctx.actor, expert.person_id))
    availability.take_calendars(ctx, [expert])
    expert.cap_month_days = month_days
    ctx.session.add(expert)
    audit.record(ctx, "expert", expert_id, payload={"cap_month_days": month_days})
    return CapSet(month_days)


@command(name="experts:closing_day:add", input=CloseDay, audit="closing_day")
def close_day(ctx: Ctx, *, ward_id: int | None, day: date, note: str) -> DayClosed:
    """Say that nobody is sent on a day; saying it again changes nothing."""
    require(ctx, access.may_close_days(ctx.actor, ward_id))
    row = queries.closing_day(ctx, ward_id, day)
    if row is None:
        row = ClosingDay(ward_id=ward_id, day=day, note=note)
        ctx.session.add(row)
        ctx.session.flush()
    audit.record(ctx, "closing_day", row.id or 0)
    return DayClosed(row.id or 0)


def _paint(
    ctx: Ctx, expert: Expert, wishes: Mapping[date, DayPart | None], *, skipping: bool
) -> DaysPainted:
    """Write what differs from the usual week; a refused date stops all, or is left out."""
    expert_id = expert.id or 0
    availability.take_calendars(ctx, [expert])
    first, last = min(wishes, default=ctx.now.date()), max(wishes, default=ctx.now.date())
    said = availability.patterns(ctx, [expert], first, last)[expert_id]
    taken = availability.taken_of(ctx, [expert], first, last)[expert_id]
    before: list[tuple[date, DayPart | None]] = []
    for day, part in wishes.items():
        usual, old = slots.by_rules(said, day), said.exceptions.get(day)
        refusal = slots.refusal(said, taken, day, part or usual)
        if refusal and not skipping:
            raise Refused(words.DAY_REFUSALS[refusal], day=day)
        new = None if part is usual else part
        if refusal or new is old:
            continue
        before.append((day, old))
        if new is None:
            queries.clear_exceptions(ctx, expert_id, (day,))
        else:
            queries.keep_exception(ctx, expert_id, day, new)
    audit.record(ctx, "availability_exception", expert_id, payload=_told(wishes))
    return DaysPainted(len(before), tuple(before))


def _told(wishes: Mapping[date, DayPart | None]) -> dict[str, str]:
    return {day.isoformat(): part.value if part else "" for day, part in wishes.items()}
