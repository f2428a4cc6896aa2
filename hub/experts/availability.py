"""Puts an expert's rules, days, closing days and taken times together for `slots`.

For the services and reads of this room. Whoever acts on what is free first takes the calendars, so
that nobody can change the answer before the act. Source: experts, parts C3 and C4.
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from hub.directory import service as directory
from hub.experts import slots
from hub.experts.queries import roster as queries
from hub.experts.slots import Day, Limits, Pattern, Rule, Taken
from hub.kernel.calendar import japan_date
from hub.kernel.intervals import Span
from hub.platform.context import Ctx
from models.experts.roster import Expert
from models.vocab.directory import ReservationState
from models.vocab.experts import DayPart


def take_calendars(ctx: Ctx, experts: Sequence[Expert]) -> None:
    """Lock the calendars of experts; ask `days` afterwards and act in the same transaction."""
    directory.lock_calendars(ctx, resource_ids=[each.resource_id for each in experts])


def limits_of(ctx: Ctx, expert: Expert) -> Limits:
    """Notice, horizon and caps of an expert as they stand today."""
    return Limits(
        today=japan_date(ctx.now),
        notice_days=expert.notice_days,
        cap_month_days=expert.cap_month_days,
        cap_week_hours=expert.cap_week_hours,
    )


def patterns(ctx: Ctx, experts: Sequence[Expert], first: date, last: date) -> dict[int, Pattern]:
    """What each expert and the ward said of the dates from first to last, by expert id."""
    ids = [each.id or 0 for each in experts]
    rules: defaultdict[int, list[Rule]] = defaultdict(list)
    for r in queries.rules(ctx, ids):
        rules[r.expert_id].append(
            Rule(r.weekday, r.part, r.nth, r.on_holidays, r.valid_from, r.valid_to)
        )
    single: defaultdict[int, dict[date, DayPart]] = defaultdict(dict)
    for e in queries.exceptions(ctx, ids, first, last):
        single[e.expert_id][e.day] = e.part
    closing = queries.closing_days(ctx, first, last)
    return {
        each.id or 0: Pattern(
            rules=tuple(rules[each.id or 0]),
            exceptions=single[each.id or 0],
            closing=frozenset(
                c.day for c in closing if c.ward_id is None or c.ward_id == each.ward_id
            ),
        )
        for each in experts
    }


def taken_of(
    ctx: Ctx, experts: Sequence[Expert], first: date, last: date
) -> dict[int, tuple[Taken, ...]]:
    """Held and confirmed times of each expert, over the months and weeks the dates touch."""
    by_calendar = {each.resource_id: each.id or 0 for each in experts}
    found: dict[int, list[Taken]] = {at: [] for at in by_calendar.values()}
    span = slots.reach(first, last)
    for busy in directory.busy(ctx, resource_ids=tuple(by_calendar), span=span):
        firm = busy.state == ReservationState.CONFIRMED
        found[by_calendar[busy.resource_id]].append(Taken(busy.span, firm))
    return {at: tuple(each) for at, each in found.items()}


def days(
    ctx: Ctx, experts: Sequence[Expert], first: date, last: date
) -> dict[int, tuple[Day, ...]]:
    """Every date from first to last for each expert, by expert id."""
    said = patterns(ctx, experts, first, last)
    taken = taken_of(ctx, experts, first, last)
    return {
        each.id or 0: slots.days_between(
            said[each.id or 0], taken[each.id or 0], limits_of(ctx, each), first, last
        )
        for each in experts
    }


def free_halves(
    ctx: Ctx, experts: Sequence[Expert], first: date, last: date
) -> dict[int, tuple[Span, ...]]:
    """Half-days of each expert that may be asked for now, in time order, by expert id."""
    return {
        at: tuple(span for day in found for span in day.free)
        for at, found in days(ctx, experts, first, last).items()
    }
