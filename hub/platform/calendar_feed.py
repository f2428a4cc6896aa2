"""Writes dates of one person as iCalendar (RFC 5545), the same bytes for the same dates.

Source: design "iCal". Only this file knows the format; the rooms give entries, the route the words.
"""

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Final

from hub.kernel.calendar import JST, japan_date
from hub.kernel.errors import Params
from hub.kernel.intervals import Span

FOLD: Final = 75
BEFORE: Final = timedelta(days=90)
AFTER: Final = timedelta(days=400)
REFRESH: Final = "PT4H"
ZONE: Final = (
    "BEGIN:VTIMEZONE",
    "TZID:Asia/Tokyo",
    "BEGIN:STANDARD",
    "DTSTART:19700101T000000",
    "TZOFFSETFROM:+0900",
    "TZOFFSETTO:+0900",
    "TZNAME:JST",
    "END:STANDARD",
    "END:VTIMEZONE",
)
_ESCAPED: Final = re.compile(r"[\\;,]")
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
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Waza Hub//calendar 1.0//JA",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{escaped(feed.name)}",
        f"REFRESH-INTERVAL;VALUE=DURATION:{REFRESH}",
        *ZONE,
    ]
    for entry in in_window(entries, now):
        lines += _event(entry, feed, say(entry.summary, entry.params), now)
    lines.append("END:VCALENDAR")
    return b"".join(folded(line) for line in lines)


def tag(body: bytes) -> str:
    """Return the mark of the content, equal as long as no date changes; the stamp is no content."""
    lines = [line for line in body.split(b"\r\n") if not line.startswith(b"DTSTAMP:")]
    return f'"{hashlib.sha256(b"".join(lines)).hexdigest()[:32]}"'


def escaped(value: str) -> str:
    """Escape a text; a control character never reaches a calendar."""
    plain = value.replace("\r\n", "\n").replace("\r", "\n")
    safe = _ESCAPED.sub(lambda found: f"\\{found[0]}", _CONTROL.sub("", plain))
    return safe.replace("\n", "\\n")


def folded(line: str) -> bytes:
    """Return a line in parts of at most 75 octets, no character split, each with its CRLF."""
    return b"\r\n ".join(_parts(line)) + b"\r\n"


def _parts(line: str) -> Iterator[bytes]:
    part, room = b"", FOLD
    for sign in line:
        octets = sign.encode()
        if len(part) + len(octets) > room:
            yield part
            # The blank before each further part counts as well.
            part, room = b"", FOLD - 1
        part += octets
    yield part


def _event(entry: Entry, feed: Feed, summary: str, now: datetime) -> list[str]:
    lines = [
        "BEGIN:VEVENT",
        f"UID:{entry.uid}@{feed.host}",
        f"DTSTAMP:{_utc(now)}",
        f"SEQUENCE:{entry.sequence}",
        f"STATUS:{'CANCELLED' if entry.is_cancelled else 'CONFIRMED'}",
        *_times(entry),
        f"SUMMARY:{escaped(summary)}",
    ]
    if entry.place:
        lines.append(f"LOCATION:{escaped(entry.place)}")
    if entry.page:
        lines.append(f"DESCRIPTION:{escaped(feed.url + '/' + entry.page)}")
    return [*lines, "END:VEVENT"]


def _times(entry: Entry) -> list[str]:
    if entry.days:
        return [
            f"DTSTART;VALUE=DATE:{entry.days[0]:%Y%m%d}",
            f"DTEND;VALUE=DATE:{entry.days[1]:%Y%m%d}",
        ]
    if entry.span is None:
        msg = f"{entry.uid} has neither days nor a time"
        raise ValueError(msg)
    return [
        f"DTSTART;TZID=Asia/Tokyo:{_local(entry.span.start)}",
        f"DTEND;TZID=Asia/Tokyo:{_local(entry.span.end)}",
    ]


def _local(moment: datetime) -> str:
    return f"{moment.astimezone(JST):%Y%m%dT%H%M%S}"


def _utc(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"
