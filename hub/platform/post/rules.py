"""Which channel a notice takes, when a mail goes out and when it is tried again; reads no clock.

Source: platform design, part 4 (outbox); ux design, part 11 (quiet hours, digest).
"""

import re
from collections.abc import Collection, Mapping
from datetime import date, datetime, timedelta
from typing import Final

from hub.kernel.calendar import JST, at_japan, japan_date, next_open_day
from hub.platform.post.recipients import Recipient
from models.vocab import Channel

WAITS: Final = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=6),
    timedelta(hours=12),
    timedelta(hours=24),
)
# 「{until}までに」: the value before this word is the last day or moment for an answer.
LAST_DAY: Final = re.compile(r"\{(\w+)\}まで")  # noqa: i18n  looks into source texts
MORNING: Final = 8
NIGHT: Final = 21
# What is tried after the wish of the person, in this order.
OTHERS: Final = (Channel.MAIL, Channel.LETTER, Channel.PHONE)
# Who wants a text message where nobody sends any is called.
AFTER_TEXT: Final = (Channel.PHONE, Channel.MAIL, Channel.LETTER)


def is_too_late(msgid: str, params: Mapping[str, object], today: date) -> bool:
    """Say whether the last day that a notice names is over: a letter would come for nothing."""
    for name in LAST_DAY.findall(msgid):
        value = params.get(name)
        if isinstance(value, Mapping) and "day" in value:
            return date.fromisoformat(str(value["day"])) < today
        if isinstance(value, Mapping) and "moment" in value:
            return japan_date(datetime.fromisoformat(str(value["moment"]))) < today
    return False


def channel_for(person: Recipient, *, has_mail: bool, has_texts: bool = False) -> Channel:
    """The way the person asked for, else the next one that leads there, else the product alone.

    Staff work in the product: they get mail or nothing beside it.
    """
    open_ways = {
        Channel.MAIL: has_mail and person.takes_mail,
        Channel.LETTER: bool(person.postal and person.address) and not person.is_staff,
        Channel.PHONE: bool(person.phone) and not person.is_staff,
        Channel.SMS: has_texts and person.takes_texts and not person.is_staff,
    }
    if person.told_by not in open_ways:
        return Channel.IN_APP
    others = AFTER_TEXT if person.told_by is Channel.SMS else OTHERS
    return next((way for way in (person.told_by, *others) if open_ways[way]), Channel.IN_APP)


def next_try(tries: int, now: datetime) -> datetime | None:
    """When a mail that has failed so often is tried again; None when it is given up."""
    return now + WAITS[tries - 1] if tries <= len(WAITS) else None


def mail_time(now: datetime, *, is_digest: bool, is_urgent: bool) -> datetime:
    """When a mail may go out: not at night, and for a daily mail in the morning.

    What is urgent, such as a visit that is called off today, goes at once.
    """
    if is_urgent:
        return now
    day, hour = japan_date(now), now.astimezone(JST).hour
    if hour < MORNING:
        return at_japan(day, MORNING)
    if is_digest or hour >= NIGHT:
        return at_japan(day + timedelta(days=1), MORNING)
    return now


def reminder_time(at: datetime, closed: Collection[date]) -> datetime:
    """When a reminder may go out: at `at`, or in the morning of the next day the ward is open.

    Weekends, national holidays, New Year and the ward's own closing days pass without reminders.
    """
    day = japan_date(at)
    opens = next_open_day(day, closed)
    return at if opens == day else at_japan(opens, MORNING)
