"""Until when a visit must be paid, and how near that day is; pure.

The visit counts as day 1, the sixtieth day is the last; on a bank holiday the bank day before it.
Inspection, dispute or missing paper never stop the clock. Source: experts, part D5; フリーランス法
第4条 (payment within 60 days).
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from hub.kernel.calendar import is_bank_day, month_after

LAST_DAY: Final = 60
WARN_LEADER: Final = 30
WARN_BOTH: Final = 45
WARN_CALL: Final = 55


class PayAlarm(StrEnum):
    """Who should be told about an unpaid visit."""

    NONE = "none"
    LEADER = "leader"
    COORDINATOR = "coordinator"
    CALL = "call"
    OVERDUE = "overdue"


@dataclass(frozen=True, slots=True)
class PayClock:
    """How long ago the visit was (the visit itself is day 1), and who should know."""

    day_number: int
    latest: date
    alarm: PayAlarm


def bank_day_before(day: date) -> date:
    """The day itself when banks work, else the last bank day before it."""
    while not is_bank_day(day):
        day -= timedelta(days=1)
    return day


def latest_pay_day(visit_day: date) -> date:
    """Last day on which a visit may be paid."""
    return bank_day_before(visit_day + timedelta(days=LAST_DAY - 1))


def usual_pay_day(visit_day: date) -> date:
    """Pay day the terms propose: the end of the next month, or earlier where the law asks."""
    end = month_after(visit_day.replace(day=1), 2) - timedelta(days=1)
    return min(bank_day_before(end), latest_pay_day(visit_day))


def pay_clock(visit_day: date, today: date) -> PayClock:
    """Where the clock of an unpaid visit stands today."""
    number = (today - visit_day).days + 1
    latest = latest_pay_day(visit_day)
    alarm = PayAlarm.NONE
    if today > latest or number > LAST_DAY:
        alarm = PayAlarm.OVERDUE
    elif number >= WARN_CALL:
        alarm = PayAlarm.CALL
    elif number >= WARN_BOTH:
        alarm = PayAlarm.COORDINATOR
    elif number >= WARN_LEADER:
        alarm = PayAlarm.LEADER
    return PayClock(number, latest, alarm)
