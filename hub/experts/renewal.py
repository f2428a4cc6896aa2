"""When an expert is asked to say again that the declarations hold; pure.

Once a year, reminded of 60, 30 and 7 days before and on the day itself. What was declared stands
without an answer; only what a coordinator has allowed ends after its year. Source: ADR 50.
"""

from datetime import date, timedelta
from typing import Final

STEPS: Final = (60, 30, 7, 0)


def a_year_after(start: date) -> date:
    """The same day a year later; the 28th of February for its 29th."""
    try:
        return start.replace(year=start.year + 1)
    except ValueError:
        return start.replace(year=start.year + 1, day=28)


def step_due(due: date, today: date, last: tuple[date, int] | None) -> int | None:
    """Days before the due day of the reminder that is to go out now; None when none is.

    `last` are the due day and the days of the newest reminder: each goes out once, and one that
    was missed is not sent after a later one.
    """
    reached = [days for days in STEPS if due - timedelta(days=days) <= today]
    if not reached:
        return None
    step = min(reached)
    is_sent = last is not None and last[0] == due and last[1] <= step
    return None if is_sent else step
