"""Deadlines, counting the day of the event or starting on the day after it."""

from datetime import date, timedelta

from hub.kernel.calendar import (
    add_working_days,
    is_working_day,
    month_after,
    month_days,
    next_working_day,
)
from hub.subsidy.amounts.case import CountUnit, DeadlineCase, Roll
from hub.subsidy.amounts.working import Notes


def due_day(case: DeadlineCase) -> date:
    """The last day of the period, moved to a working day where the programme says so."""
    due = _last_day(case)
    return next_working_day(due) if case.roll is Roll.NEXT_WORKING else due


def _last_day(case: DeadlineCase) -> date:
    count = case.count
    if case.unit is CountUnit.MONTH:
        return _months_later(case)
    if case.unit is CountUnit.DAY:
        return case.event + timedelta(days=count - case.include_event_day)
    if case.include_event_day and is_working_day(case.event):
        count -= 1
    return add_working_days(case.event, count)


def _months_later(case: DeadlineCase) -> date:
    """Counted from the day after: the same day number, else the month's last day.

    Counting the event day itself, the period ends one day before that number. Source: design part
    subsidy, section 11; an event on the last day of a short month ends on its own number there.
    """
    days = month_days(month_after(case.event.replace(day=1), case.count))
    if case.event.day > len(days):
        return days[-1]
    same = days[case.event.day - 1]
    return same - timedelta(days=1) if case.include_event_day else same


def deadline_of(case: DeadlineCase, notes: Notes) -> tuple[str, date]:
    """One deadline with its step."""
    due = due_day(case)
    start = case.event if case.include_event_day else case.event + timedelta(days=1)
    notes.step(
        "date",
        f"{start.isoformat()} + {case.count} {case.unit.value}",
        {
            "name": case.name,
            "event": case.event.isoformat(),
            "first_day": start.isoformat(),
            "count": case.count,
            "before_roll": _last_day(case).isoformat(),
        },
        case.count,
        due,
        f"include_event_day={str(case.include_event_day).lower()}, roll={case.roll.value}",
    )
    return case.name, due
