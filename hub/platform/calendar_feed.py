"""Writes dates of one person as iCalendar (RFC 5545), the same bytes for the same dates.

Source: design "iCal". Only this file knows the format; the rooms give entries, the route the words.
"""

import hashlib
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Final

from icalendar import Calendar, Event, Timezone, TimezoneStandard

from hub.kernel.calendar import JST, japan_date
from hub.kernel.errors import Params
from hub.kernel.intervals import Span

BEFORE: Final = timedelta(days=90)
AFTER: Final = timedelta(days=400)
REFRESH: Final = timedelta(hours=4)
NINE_HOURS: Final = timedelta(hours=9)
_CONTROL: Final = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029]")


@dataclass(frozen=True, slots=True)
class Entry:
    """One date: `uid` for ever, `sequence` rises with each change, `summary` is a msgid.

    Days are [first, last + 1): an entry of whole days has `days`, another one has `span`.
    """

    uid: str
    sequence: int
    summary: str
    params: Params = field(default_factory=dict)
    place: str = ""
    page: str = ""
    span: Span | None = None
    days: tuple[date, date] | None = None
    is_cancelled: bool = False

    @property
    def first(self) -> date:
        """Its first day in Tokyo."""
        return self.days[0] if self.days else japan_date(self.span.start) if self.span else date.min


@dataclass(frozen=True, slots=True)
class Feed:
    """Name of the calendar and the address of this hub, which also makes numbers unique."""

    name: str
    host: str
    url: str


def in_window(entries: Iterable[Entry], now: datetime) -> list[Entry]:
    """Entries from 90 days ago to 400 days ahead, in time order."""
    first, last = japan_date(now - BEFORE), japan_date(now + AFTER)
    found = [entry for entry in entries if first <= entry.first <= last]
    return sorted(found, key=lambda entry: (entry.first, entry.uid))


def written(
    entries: Iterable[Entry], feed: Feed, say: Callable[[str, Params], str], now: datetime
) -> bytes:
    """Return the calendar; `say` writes a summary in the reader's language."""
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", "-//Waza Hub//calendar 1.0//JA")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", _plain(feed.name))
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add_component(_tokyo())
    for entry in in_window(entries, now):
        calendar.add_component(_event(entry, feed, say(entry.summary, entry.params), now))
    return bytes(calendar.to_ical())


def tag(body: bytes) -> str:
    """Return the mark of the content, equal as long as no date changes; the stamp is no content."""
    lines = [line for line in body.split(b"\r\n") if not line.startswith(b"DTSTAMP:")]
    return f'"{hashlib.sha256(b"".join(lines)).hexdigest()[:32]}"'


def _plain(value: str) -> str:
    """A text without control characters, which no calendar may hold."""
    return _CONTROL.sub("", value.replace("\r\n", "\n").replace("\r", "\n"))


def _tokyo() -> Timezone:
    """Tokyo has had one time since 1952: one rule, not the history of the zone."""
    zone, standard = Timezone(), TimezoneStandard()
    zone.add("tzid", "Asia/Tokyo")
    standard.add("dtstart", datetime(1970, 1, 1))  # noqa: DTZ001  a zone's own start is a local time
    standard.add("tzoffsetfrom", NINE_HOURS)
    standard.add("tzoffsetto", NINE_HOURS)
    standard.add("tzname", "JST")
    zone.add_component(standard)
    return zone


def _event(entry: Entry, feed: Feed, summary: str, now: datetime) -> Event:
    event = Event()
    event.add("uid", f"{entry.uid}@{feed.host}")
    event.add("dtstamp", now.astimezone(UTC))
    event.add("sequence", entry.sequence)
    event.add("status", "CANCELLED" if entry.is_cancelled else "CONFIRMED")
    first, end = _times(entry)
    event.add("dtstart", first)
    event.add("dtend", end)
    event.add("summary", _plain(summary))
    if entry.place:
        event.add("location", _plain(entry.place))
    if entry.page:
        event.add("description", f"{feed.url}/{entry.page}")
    return event


def _times(entry: Entry) -> tuple[date, date] | tuple[datetime, datetime]:
    if entry.days:
        return entry.days
    if entry.span is None:
        msg = f"{entry.uid} has neither days nor a time"
        raise ValueError(msg)
    return entry.span.start.astimezone(JST), entry.span.end.astimezone(JST)
