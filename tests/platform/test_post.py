"""Notices on their way out: the right channel, each mail at least once, refusals told apart."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

import pytest

from hub import wiring
from hub.accounts.contacts import Reach, sealed
from hub.kernel.errors import Refused
from hub.platform import clock, commands, mail, outbox, settings
from hub.platform.audit import record
from hub.platform.commands import Command
from hub.platform.context import Actor, Ctx, require
from hub.platform.db import Store
from hub.platform.outbox import NoInput, Opened
from hub.platform.post import mails, rules, sending
from hub.platform.post.recipients import Recipient
from hub.platform.settings import Settings
from models.accounts import Contact
from models.platform import Delivery, OutboxRow, Preference
from models.vocab import Channel, DeliveryState, OutboxState, Role
from tests.support.internship import NOW, a_person, a_ward, rows
from tests.support.smtp import Post, mail_server

SAID: Final = "「{title}」は{expert}さんが引き受けました。{until}までに契約してください。"


@pytest.fixture
def now(monkeypatch: pytest.MonkeyPatch) -> list[datetime]:
    """The time of the test, at first ten in the morning in Tokyo."""
    wiring.bind()
    moment = [NOW]
    monkeypatch.setattr(clock, "now", lambda: moment[0])
    return moment


@pytest.fixture(scope="module")
def post() -> Iterator[Post]:
    with mail_server() as opened:
        yield opened


@pytest.fixture(autouse=True)
def _an_empty_post(post: Post) -> None:
    post.taken.clear()
    post.words.clear()
    post.answers.clear()


def here(post: Post, **more: Any) -> Settings:  # noqa: ANN401  any setting
    given = {"HUB_SMTP_URL": post.url, "HUB_MAIL_FROM": "hub@ward.example", **more}
    return settings.from_environment(given)


def told(store: Store, person: Actor, kind: str = "experts:accepted", **more: Any) -> None:  # noqa: ANN401  as `outbox.notice`
    """A notice, written as an act of a room writes it."""
    params = {
        "title": "刃先の測定",
        "expert": "小澤 德次郎",
        "until": date(2026, 11, 30),
    }
    with store.writing() as session:
        ctx = Ctx(session, person, more.pop("at", clock.now()), "test")
        subject = more.pop("subject", "engagement:1")
        outbox.notice(
            ctx, kind, subject, person.person_id or 0, SAID,
            page="booking?booking=1", params=params, **more,
        )  # fmt: skip


def reach(store: Store, person: Actor, **known: Any) -> None:  # noqa: ANN401  columns of two tables
    """Where a person can be reached, and how the person wants to be told."""
    wishes = {name: known.pop(name) for name in ("lang", "told_by", "is_digest") if name in known}
    with store.writing() as session:
        person_id, bounces = person.person_id or 0, known.pop("bounces", 0)
        kept = sealed(person_id, Reach(**known))
        session.add(Contact(person_id=person_id, sealed=kept, bounces=bounces, updated_at=NOW))
        if wishes:
            values = {"lang": "ja", "told_by": Channel.MAIL, "is_digest": False, **wishes}
            session.add(Preference(person_id=person.person_id or 0, **values))


def a_leader(store: Store, **known: Any) -> Actor:  # noqa: ANN401  as `reach`
    leader = a_person(store, Role.GROUP_LEADER, ward_id=a_ward(store), name="桒原 勝")
    reach(store, leader, **(known or {"mail": "kuwahara@firm.example"}))
    return leader


def send(store: Store, post: Post) -> int:
    return sending.send_due(store, mail.carrier(here(post)), here(post))


def states(store: Store) -> list[tuple[Any, Any]]:
    return [(row.channel, row.state) for row in rows(store, Delivery)]


def test_a_mail_says_what_to_do_and_where_and_names_nobody_else(
    store: Store, now: list[datetime], post: Post
) -> None:
    told(store, a_leader(store))
    assert send(store, post) == 1
    (taken,) = post.taken
    text = taken.get_content()
    assert (taken["To"], taken["Auto-Submitted"]) == ("kuwahara@firm.example", "auto-generated")
    assert taken["Subject"] == "【わざハブ】専門家の依頼のお知らせ"
    lines = text.splitlines()
    said = "「刃先の測定」は（画面で見られます）さんが引き受けました。"
    assert lines[0] == f"{said}11月30日（月）までに契約してください。"
    assert lines[1] == "http://127.0.0.1:8501/booking?booking=1"
    assert "小澤" not in taken.as_string()
    assert "桒原 勝さんへ" in text
    assert "http://127.0.0.1:8501/told" in text
    assert states(store) == [(Channel.MAIL, DeliveryState.SENT)]
    assert send(store, post) == 0
    assert len(post.taken) == 1


def test_the_mail_is_in_the_language_of_the_reader(
    store: Store, now: list[datetime], post: Post
) -> None:
    told(store, a_leader(store, mail="a@b.example", lang="en"))
    send(store, post)
    assert post.taken[0]["Subject"].isascii()
    assert post.taken[0]["Content-Language"] == "en"
    assert "Mon, 30 Nov" in post.taken[0].get_content()


@pytest.mark.parametrize(
    ("known", "way"),
    [
        pytest.param({"mail": "a@b.example", "phone": "03-1"}, Channel.MAIL, id="mail first"),
        pytest.param({"mail": "a@b.example", "bounces": 2, "phone": "03-1"}, Channel.PHONE,
                     id="no third try at an address that refused twice"),
        pytest.param({"postal": "144-0051", "address": "大田区西蒲田"}, Channel.LETTER,
                     id="a letter without mail"),
        pytest.param({"mail": "a@b.example", "postal": "1", "address": "x",
                      "told_by": Channel.LETTER}, Channel.LETTER, id="a letter by wish"),
        pytest.param({"phone": "03-1"}, Channel.PHONE, id="the telephone when nothing else"),
        pytest.param({"mail": "a@b.example", "told_by": Channel.IN_APP}, Channel.IN_APP,
                     id="the product alone by wish"),
        pytest.param({}, Channel.IN_APP, id="the product alone without any address"),
    ],
)  # fmt: skip
def test_the_way_follows_the_wish_and_what_is_known(known: dict[str, Any], way: Channel) -> None:
    assert rules.channel_for(Recipient("桒原 勝", **known), has_mail=True) is way


def test_staff_are_told_by_mail_or_in_the_product_alone() -> None:
    clerk = Recipient("濵田", postal="1", address="x", phone="03-1", is_staff=True)
    assert rules.channel_for(clerk, has_mail=True) is Channel.IN_APP
    assert rules.channel_for(replace(clerk, mail="a@b.example"), has_mail=True) is Channel.MAIL


def test_without_a_mail_server_a_person_gets_a_letter(
    store: Store, now: list[datetime], post: Post
) -> None:
    leader = a_leader(store, mail="a@b.example", postal="144-0051", address="大田区西蒲田7-1")
    told(store, leader)
    here_now = here(post, HUB_MAIL="letters")
    assert sending.send_due(store, mail.carrier(here_now), here_now) == 0
    assert states(store) == [(Channel.LETTER, DeliveryState.WAITING)]
    assert rows(store, Delivery)[0].ward_id == leader.seat.ward_id


def test_whoever_has_left_is_told_nothing_more(
    store: Store, now: list[datetime], post: Post
) -> None:
    leader = a_leader(store)
    told(store, leader)
    told(store, leader, kind="accounts:closed")
    with store.writing() as session:
        session.connection().exec_driver_sql("UPDATE membership SET starts_on = '2027-01-01'")
    send(store, post)
    assert states(store) == [
        (None, DeliveryState.CANCELLED), (Channel.MAIL, DeliveryState.SENT),
    ]  # fmt: skip


def test_a_busy_server_is_tried_again_eight_times_and_then_given_up(
    store: Store, now: list[datetime], post: Post
) -> None:
    told(store, a_leader(store), is_urgent=True)
    post.answers["RCPT"] = b"451 later\r\n"
    waits = [1, 5, 30, 120, 360, 720, 1440]
    for minutes in waits:
        assert send(store, post) == 0
        row = rows(store, Delivery)[0]
        assert (row.state, row.not_before) == (
            DeliveryState.RETRY, now[0] + timedelta(minutes=minutes),
        )  # fmt: skip
        words = len(post.words)
        send(store, post)
        assert len(post.words) == words, "not before its time"
        now[0] = row.not_before
    send(store, post)
    row = rows(store, Delivery)[0]
    assert (row.state, row.tries, row.reply_code) == (DeliveryState.DEAD, 8, 451)


def test_an_address_that_is_refused_for_good_is_dead_at_once(
    store: Store, now: list[datetime], post: Post
) -> None:
    told(store, a_leader(store))
    post.answers["RCPT"] = b"550 nobody here\r\n"
    send(store, post)
    row = rows(store, Delivery)[0]
    assert (row.state, row.tries, row.reply_code) == (DeliveryState.DEAD, 1, 550)
    assert rows(store, Contact)[0].bounces == 1


def test_a_server_that_refuses_us_or_is_away_is_no_fault_of_the_address(
    store: Store, now: list[datetime], post: Post
) -> None:
    told(store, a_leader(store))
    post.answers["MAIL"] = b"530 sign in first\r\n"
    send(store, post)
    assert rows(store, Delivery)[0].state == DeliveryState.RETRY
    now[0] += timedelta(minutes=1)
    away = replace(here(post), smtp_url="smtp://127.0.0.1:1")
    sending.send_due(store, mail.carrier(away), away)
    assert rows(store, Delivery)[0].state == DeliveryState.RETRY
    assert rows(store, Contact)[0].bounces == 0


def test_a_line_break_in_an_address_sends_nothing(
    store: Store, now: list[datetime], post: Post
) -> None:
    told(store, a_leader(store, mail="a@b.example\r\nBcc: all@ward.example"))
    assert send(store, post) == 0
    assert (rows(store, Delivery)[0].state, post.taken) == (DeliveryState.DEAD, [])


@pytest.mark.parametrize(
    "given", ["x\r\nBcc: a@b.example", "x\nBcc: a@b.example", "x\r\n\r\nHello"]
)
def test_no_value_reaches_the_head_of_a_mail(given: str) -> None:
    row = OutboxRow(
        kind="subsidy:pay", subject="1", person_id=1, channel=Channel.IN_APP,
        state=OutboxState.SENT,
        msgid="{reference}", params={"reference": given}, at=NOW,
    )  # fmt: skip
    with pytest.raises(ValueError, match=r"header|linefeed|newline|carriage"):
        mails.message(1, [row], Recipient("x", mail="a@b.example"), settings.from_environment({}))


def test_two_senders_at_once_send_a_mail_once(
    store: Store, now: list[datetime], post: Post
) -> None:
    told(store, a_leader(store))
    sending.choose_ways(store, has_mail=True)
    number = rows(store, Delivery)[0].id
    first = sending._held(store, number)
    assert first is not None
    assert send(store, post) == 0
    assert post.taken == []
    now[0] += sending.LEASE
    assert send(store, post) == 1
    sending.mark(store, first, {"state": DeliveryState.DEAD})
    assert states(store) == [(Channel.MAIL, DeliveryState.SENT)], "the late sender changes nothing"


def test_a_sender_that_dies_before_it_writes_down_sends_the_same_mail_again(
    store: Store, now: list[datetime], post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    leader = a_leader(store)
    for number in range(5):
        told(store, leader, subject=f"engagement:{number}")
    with monkeypatch.context() as patch:
        patch.setattr(sending, "mark", lambda *_args: _die())
        for _number in range(5):
            with pytest.raises(KeyboardInterrupt):
                send(store, post)
    assert len(post.taken) == 5
    assert send(store, post) == 0, "the leases still hold"
    now[0] += sending.LEASE
    assert send(store, post) == 5
    names = [each["Message-ID"] for each in post.taken]
    assert names[:5] == names[5:]
    assert len(set(names)) == 5
    assert {state for _channel, state in states(store)} == {DeliveryState.SENT}


def _die() -> None:
    raise KeyboardInterrupt


def test_at_night_mails_wait_for_the_morning_unless_urgent(
    store: Store, now: list[datetime], post: Post
) -> None:
    leader = a_leader(store)
    now[0] = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)  # nine in the evening
    told(store, leader)
    told(store, leader, subject="engagement:2", is_urgent=True)
    assert send(store, post) == 1
    now[0] = datetime(2026, 11, 24, 22, 59, tzinfo=UTC)
    assert send(store, post) == 0
    now[0] = datetime(2026, 11, 24, 23, 0, tzinfo=UTC)  # eight in the morning
    assert send(store, post) == 1


def test_whoever_wants_one_mail_a_day_gets_one_in_the_morning(
    store: Store, now: list[datetime], post: Post
) -> None:
    leader = a_leader(store, mail="a@b.example", is_digest=True)
    for number in range(3):
        told(store, leader, subject=f"engagement:{number}")
    assert send(store, post) == 0
    now[0] = datetime(2026, 11, 24, 23, 0, tzinfo=UTC)
    assert send(store, post) == 1
    assert post.taken[0]["Subject"] == "【わざハブ】今日のお知らせ3件"
    assert post.taken[0].get_content().count("/booking?booking=1") == 3
    assert [state for _channel, state in states(store)] == [DeliveryState.SENT] * 3


def test_what_is_taken_back_within_a_minute_is_never_sent(
    store: Store, now: list[datetime], post: Post
) -> None:
    leader = a_leader(store)
    told(store, leader, not_before=now[0] + outbox.UNDO)
    assert send(store, post) == 0
    with store.writing() as session:
        ctx = Ctx(session, leader, now[0], "test")
        assert outbox.take_back(ctx, "experts:", "engagement:1") == 1
    now[0] += timedelta(hours=1)
    assert send(store, post) == 0
    assert states(store) == [(None, DeliveryState.CANCELLED)]


def test_a_command_that_tells_somebody_wakes_the_post(
    store: Store, now: list[datetime], monkeypatch: pytest.MonkeyPatch
) -> None:
    leader = a_leader(store)
    woken: list[str] = []

    def tell(ctx: Ctx) -> Opened:
        require(ctx, None)
        outbox.notice(ctx, "test", ctx.command, leader.person_id or 0, SAID)
        record(ctx, "outbox", 1)
        return Opened(1)

    def keep_silent(ctx: Ctx) -> Opened:
        require(ctx, None)
        record(ctx, "outbox", 1)
        return Opened(1)

    for name, function in (("test:a:tell", tell), ("test:a:keep", keep_silent)):
        monkeypatch.setitem(commands.COMMANDS, name, Command(name, function, NoInput, "outbox"))
    commands.after_telling(lambda: woken.append("woken"))
    try:
        for function, once in ((keep_silent, "a"), (tell, "b"), (tell, "b")):
            commands.run(store, function, actor=leader, now=NOW, once=once, raw={})
    finally:
        commands.after_telling(None)
    assert woken == ["woken"], "once for the press, not for its repeat"


KILLED: Final = """
import os, signal, sys
from hub import wiring
from hub.platform import clock, mail, runtime
from hub.platform.post import sending
from datetime import datetime
moment = datetime.fromisoformat(sys.argv[1])
clock.now = lambda: moment
wiring.bind()
sending.mark = lambda *_all: os.kill(os.getpid(), signal.SIGKILL)
sending.deliver(runtime.store())
"""


def test_an_address_that_does_not_open_keeps_nobody_elses_mail_waiting(
    store: Store, now: list[datetime], post: Post
) -> None:
    ward = a_ward(store)
    first, second = (
        a_person(store, Role.GROUP_LEADER, ward_id=ward, name=name) for name in ("桒原 勝", "森 望")
    )
    for person, mail_address in ((first, "kuwahara@firm.example"), (second, "mori@firm.example")):
        reach(store, person, mail=mail_address)
        told(store, person)
    with store.writing() as session:
        session.get_one(Contact, 1).sealed = "spoilt"
    assert send(store, post) == 1
    assert [each["To"] for each in post.taken] == ["mori@firm.example"]


def test_a_sender_killed_for_good_between_handing_over_and_writing_down(
    store: Store, now: list[datetime], post: Post
) -> None:
    told(store, a_leader(store))
    url = store.engine.url.render_as_string(hide_password=False)
    environment = {
        **os.environ, "HUB_DATABASE_URL": url.replace("+psycopg", ""), "HUB_SMTP_URL": post.url,
        "HUB_MAIL_FROM": "hub@ward.example",
    }  # fmt: skip
    script = [sys.executable, "-c", KILLED, now[0].isoformat()]
    died = subprocess.run(script, env=environment, check=False)
    assert died.returncode == -signal.SIGKILL
    assert len(post.taken) == 1
    now[0] += sending.LEASE
    assert send(store, post) == 1
    first, second = (each["Message-ID"] for each in post.taken)
    assert first == second


@pytest.mark.parametrize(
    "given",
    [
        {"HUB_SMTP_URL": "mail.example"}, {"HUB_SMTP_URL": "http://mail.example"},
        {"HUB_SMTP_URL": "smtp://mail.example:x", "HUB_MAIL_FROM": "a@b.example"},
        {"HUB_SMTP_URL": "smtp://mail.example"}, {"HUB_MAIL": "pigeon"},
        {"HUB_SMTP_URL": "smtp://mail.example", "HUB_MAIL_FROM": "a@b\r\nBcc: c@d"},
    ],
    ids=["no scheme", "other scheme", "port", "no sender", "unknown way", "line break"],
)  # fmt: skip
def test_wrong_mail_settings_refuse_to_start(given: dict[str, str]) -> None:
    with pytest.raises(Refused):
        settings.from_environment(given)


def test_a_production_that_tells_nobody_refuses_to_start_unless_it_says_so() -> None:
    with pytest.raises(Refused):
        settings.refuse_silence(settings.from_environment({"HUB_ENV": "production"}))
    spoken = {"HUB_ENV": "production", "HUB_MAIL": "letters"}
    settings.refuse_silence(settings.from_environment(spoken))
    assert mail.carrier(settings.from_environment(spoken)) is None
    assert isinstance(mail.carrier(settings.from_environment({})), mail.Mailbox)
    assert mail.carrier(settings.from_environment({"HUB_ENV": "test"})) is None
