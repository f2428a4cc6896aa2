"""Reminders come when the ward is open: not at night, at weekends, on holidays, at New Year."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

import pytest

from hub import wiring
from hub.accounts import service as accounts
from hub.experts import service as experts
from hub.kernel.calendar import JST
from hub.platform import clock, mail, outbox, settings
from hub.platform.context import Actor, Ctx
from hub.platform.db import Store
from hub.platform.post import rules, sending
from models.platform import Delivery
from models.vocab import Role
from tests.support.internship import a_person, a_ward, do, rows
from tests.support.smtp import Post, mail_server

SAID: Final = "「{title}」の回答の期限は{day}です。"
CLOSED: Final = frozenset({date(2027, 1, 4)})


def at(text: str) -> datetime:
    """A wall-clock time in Tokyo."""
    return datetime.fromisoformat(text).replace(tzinfo=JST).astimezone(UTC)


@pytest.mark.parametrize(
    ("asked", "sent", "closed"),
    [
        pytest.param("2026-11-24T10:00", "2026-11-24T10:00", (), id="a-working-day"),
        pytest.param("2026-11-21T10:00", "2026-11-24T08:00", (), id="saturday-before-a-holiday"),
        pytest.param("2026-11-23T10:00", "2026-11-24T08:00", (), id="a-holiday-on-monday"),
        pytest.param("2026-11-24T21:00", "2026-11-25T08:00", (), id="at-night"),
        pytest.param("2026-11-20T21:30", "2026-11-24T08:00", (), id="friday-night"),
        pytest.param("2026-11-25T05:00", "2026-11-25T08:00", (), id="too-early"),
        pytest.param("2026-12-28T20:59", "2026-12-28T20:59", (), id="last-day-of-the-office"),
        pytest.param("2026-12-28T21:00", "2027-01-04T08:00", (), id="the-night-before-new-year"),
        pytest.param("2026-12-31T10:00", "2027-01-04T08:00", (), id="new-years-eve"),
        pytest.param("2027-01-03T23:00", "2027-01-04T08:00", (), id="the-last-night"),
        pytest.param("2026-12-29T10:00", "2027-01-05T08:00", CLOSED, id="the-ward-closes-longer"),
        pytest.param("2027-01-04T10:00", "2027-01-05T08:00", CLOSED, id="a-closing-day"),
        pytest.param("2027-05-01T10:00", "2027-05-06T08:00", (), id="golden-week"),
        pytest.param("2027-12-28T22:00", "2028-01-04T08:00", (), id="the-year-after"),
    ],
)
def test_a_reminder_waits_for_the_morning_of_an_open_day(
    asked: str, sent: str, closed: frozenset[date]
) -> None:
    first = rules.mail_time(at(asked), is_digest=False, is_urgent=False)
    assert rules.reminder_time(first, closed) == at(sent)


@pytest.fixture
def now(monkeypatch: pytest.MonkeyPatch) -> list[datetime]:
    wiring.bind()
    moment = [at("2026-12-29T10:00")]
    monkeypatch.setattr(clock, "now", lambda: moment[0])
    return moment


@pytest.fixture
def post() -> Iterator[Post]:
    with mail_server() as opened:
        yield opened


def an_expert(store: Store, ward: int, **wish: Any) -> Actor:  # noqa: ANN401  any wish
    expert = a_person(store, Role.EXPERT, ward_id=ward, name="小澤 德次郎")
    do(store, accounts.keep_wishes, expert, mail="ozawa@expert.example", **{
        "told_by": "mail", "postal": "", "address": "", "phone": "", **wish})  # fmt: skip
    return expert


def told(store: Store, person: Actor, **more: Any) -> None:  # noqa: ANN401  as `outbox.notice`
    with store.writing() as session:
        ctx = Ctx(session, person, clock.now(), "test")
        subject = f"claim-{len(more)}"
        params = {"title": "旋盤", "day": date(2027, 1, 8)}
        outbox.notice(ctx, "subsidy:remind-1", subject, person.person_id or 0, SAID,
                      params=params, **more)  # fmt: skip


def sent(store: Store, post: Post) -> int:
    here = settings.from_environment({"HUB_SMTP_URL": post.url, "HUB_MAIL_FROM": "hub@a.example"})
    return sending.send_due(store, mail.carrier(here), here)


def test_at_new_year_a_reminder_waits_and_an_answer_does_not(
    store: Store, now: list[datetime], post: Post
) -> None:
    ward = a_ward(store)
    expert = an_expert(store, ward)
    do(store, experts.close_day, ward_id=ward, day="2027-01-04", note="館の点検")
    do(
        store,
        experts.close_day,
        ward_id=a_ward(store, "13109", "品川区"),
        day="2027-01-05",
        note="x",
    )
    told(store, expert, is_reminder=True)
    told(store, expert)
    assert sent(store, post) == 1
    for moment in ("2027-01-03T10:00", "2027-01-04T12:00", "2027-01-05T07:59"):
        now[0] = at(moment)
        assert sent(store, post) == 0
    now[0] = at("2027-01-05T08:00")
    assert sent(store, post) == 1


def test_the_daily_mail_of_a_friday_carries_no_reminder_into_the_weekend(
    store: Store, now: list[datetime], post: Post
) -> None:
    now[0] = at("2026-12-04T10:00")
    expert = an_expert(store, a_ward(store), is_digest=True)
    told(store, expert, is_reminder=True)
    assert sent(store, post) == 0
    now[0] = at("2026-12-05T08:00")
    assert sent(store, post) == 0
    now[0] = at("2026-12-07T08:00")
    assert sent(store, post) == 1


def test_a_further_try_keeps_the_quiet_hours_and_a_reminder_the_open_days(
    store: Store, now: list[datetime], post: Post
) -> None:
    now[0] = at("2026-12-28T20:59")
    expert = an_expert(store, a_ward(store))
    post.answers["RCPT"] = b"451 later\r\n"
    told(store, expert)
    told(store, expert, is_reminder=True)
    sent(store, post)
    plain, reminder = sorted(rows(store, Delivery), key=lambda row: row.is_reminder)
    # A minute later is nine in the evening.
    assert plain.not_before == at("2026-12-29T08:00")
    assert reminder.not_before == at("2027-01-04T08:00")
    assert plain.not_before - now[0] > timedelta(minutes=1)
