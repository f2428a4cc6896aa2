"""Dates as iCalendar: read back by a strict reader, folded, escaped, equal for equal dates."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.kernel.errors import Params
from hub.kernel.intervals import Span
from hub.platform import calendar_feed
from hub.platform.calendar_feed import Entry, Feed
from tests.support import ical

NOW = datetime(2026, 11, 26, 1, 0, tzinfo=UTC)
FEED = Feed("わざハブ", "hub.example.jp", "https://hub.example.jp")
SPAN = Span(datetime(2026, 12, 2, 4, 30, tzinfo=UTC), datetime(2026, 12, 2, 7, 30, tzinfo=UTC))


def a_visit(**other: Any) -> Entry:  # noqa: ANN401  facts of an entry
    facts = {"uid": "experts-7", "sequence": 3, "summary": "訪問　{firm}", "span": SPAN}
    return Entry(**{**facts, "params": {"firm": "髙﨑精密"}, **other})


def say(msgid: str, params: Params) -> str:
    return msgid.format(**params)


def written(*entries: Entry, now: datetime = NOW) -> bytes:
    return calendar_feed.written(entries, FEED, say, now)


def test_a_visit_is_read_back_in_tokyo_time() -> None:
    body = written(a_visit(place="髙﨑精密　東糀谷", page="my-visits"))
    (event,) = ical.events(body)
    assert event["UID"].value == "experts-7@hub.example.jp"
    assert (event["DTSTART"].params, event["DTSTART"].value) == (
        {"TZID": "Asia/Tokyo"},
        "20261202T133000",
    )
    assert event["DTEND"].value == "20261202T163000"
    assert (event["SEQUENCE"].value, event["STATUS"].value) == ("3", "CONFIRMED")
    assert event["SUMMARY"].text == "訪問　髙﨑精密"
    assert event["LOCATION"].text == "髙﨑精密　東糀谷"
    assert event["DESCRIPTION"].text == "https://hub.example.jp/my-visits"


def test_the_time_zone_is_told_once_with_nine_hours() -> None:
    zone = [each for each in ical.properties(written(a_visit())) if each.name.startswith("TZ")]
    assert sorted((each.name, each.value) for each in zone) == [
        ("TZID", "Asia/Tokyo"), ("TZNAME", "JST"), ("TZOFFSETFROM", "+0900"),
        ("TZOFFSETTO", "+0900"),
    ]  # fmt: skip
    found = {each.name: each.value for each in ical.properties(written())}
    assert (found["METHOD"], found["VERSION"]) == ("PUBLISH", "2.0")


def test_whole_days_end_on_the_day_after() -> None:
    stay = a_visit(span=None, days=(date(2026, 12, 7), date(2026, 12, 19)))
    (event,) = ical.events(written(stay))
    assert (event["DTSTART"].params, event["DTSTART"].value) == ({"VALUE": "DATE"}, "20261207")
    assert (event["DTEND"].params, event["DTEND"].value) == ({"VALUE": "DATE"}, "20261219")


def test_a_cancelled_visit_stays_with_its_number_and_says_so() -> None:
    (event,) = ical.events(written(a_visit(is_cancelled=True, sequence=4)))
    assert (event["STATUS"].value, event["SEQUENCE"].value) == ("CANCELLED", "4")
    assert event["UID"].value == "experts-7@hub.example.jp"


@pytest.mark.parametrize(
    ("day", "is_shown"),
    [
        pytest.param(date(2026, 8, 27), False, id="91 days ago"),
        pytest.param(date(2026, 8, 28), True, id="90 days ago"),
        pytest.param(date(2027, 12, 31), True, id="400 days ahead"),
        pytest.param(date(2028, 1, 1), False, id="401 days ahead"),
    ],
)
def test_ninety_days_back_and_four_hundred_ahead_are_shown(
    day: date,
    is_shown: bool,  # noqa: FBT001  what the case expects
) -> None:
    stay = a_visit(span=None, days=(day, day + timedelta(days=1)))
    assert bool(ical.events(written(stay))) is is_shown


def test_the_same_dates_have_the_same_mark_and_a_change_another() -> None:
    first = calendar_feed.tag(written(a_visit()))
    assert calendar_feed.tag(written(a_visit(), now=NOW + timedelta(hours=4))) == first
    assert calendar_feed.tag(written(a_visit(sequence=4))) != first


@given(st.text(max_size=300), st.text(max_size=300))
def test_any_text_is_inert_and_comes_back_whole(summary: str, place: str) -> None:
    hostile = summary.replace("{", "").replace("}", "").encode("utf-8", "ignore").decode()
    where = place.encode("utf-8", "ignore").decode()
    entry = a_visit(summary="{it}", params={"it": hostile}, place=where or "x", page="p")
    (event,) = ical.events(written(entry))
    assert event["SUMMARY"].text == readable(hostile)
    assert event["LOCATION"].text == readable(where or "x")


def readable(text: str) -> str:
    """Leave out what is no text: control characters other than a line break."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    ends = {"\u2028", "\u2029"}
    return "".join(
        sign for sign in plain
        if sign == "\n" or not (ord(sign) < 32 or 127 <= ord(sign) < 160 or sign in ends)
    )  # fmt: skip


@pytest.mark.parametrize(
    "hostile",
    [
        "x\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nUID:other",
        "x\nATTENDEE:mailto:a@example.jp",
        "x\x85END:VCALENDAR",
        "髙﨑𠮷\U000e0101" * 40,
        ";,\\n" * 60,
    ],
    ids=["a second event", "an attendee", "another line end", "wide signs", "escapes"],
)
def test_a_text_never_becomes_a_line_of_the_calendar(hostile: str) -> None:
    found = ical.events(written(a_visit(summary="{it}", params={"it": hostile})))
    assert len(found) == 1
    assert found[0].keys() == {
        "UID", "DTSTAMP", "SEQUENCE", "STATUS", "DTSTART", "DTEND", "SUMMARY",
    }  # fmt: skip


def test_long_lines_are_folded_between_characters_and_come_back_whole() -> None:
    long = "X" + "髙" * 200
    body = written(a_visit(summary="{it}", params={"it": long}))
    assert len([part for part in body.split(b"\r\n") if part.startswith(b" ")]) >= 8
    (event,) = ical.events(body)
    assert event["SUMMARY"].text == long
