"""Text messages leave by a port; where nobody sends any, the desk calls instead."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

import pytest

from hub import wiring
from hub.accounts import reads, service
from hub.kernel.calendar import at_japan
from hub.kernel.errors import Invalid
from hub.platform import clock, settings
from hub.platform.context import Actor, Ctx
from hub.platform.db import Store
from hub.platform.mail import Answer, Outcome
from hub.platform.outbox import notice
from hub.platform.post import reads as post
from hub.platform.post import sending, texters, texts
from models.platform import Delivery
from models.vocab import Channel, DeliveryState, Role
from tests.support.internship import NOW, a_person, a_ward, do, rows, see

HERE: Final = settings.from_environment({"HUB_CONTACT": "03-0000-0000"})
MOBILE: Final = "090-1234-5678"


@dataclass
class Provider:
    """A provider of text messages as a ward may have one."""

    answers: list[Outcome] = field(default_factory=list)
    taken: list[tuple[str, str, str]] = field(default_factory=list)

    def send(self, number: str, text: str, key: str) -> Outcome:
        """Take one message."""
        self.taken.append((number, text, key))
        return self.answers.pop(0) if self.answers else Outcome(Answer.TAKEN, 200)


@pytest.fixture
def now(monkeypatch: pytest.MonkeyPatch) -> list[datetime]:
    wiring.bind()
    moment = [NOW]
    monkeypatch.setattr(clock, "now", lambda: moment[0])
    return moment


@pytest.fixture
def provider() -> Iterator[Provider]:
    made = Provider()
    texters.bind(made)
    yield made
    texters.bind(None)


def an_expert(store: Store) -> Actor:
    expert = a_person(store, Role.EXPERT, ward_id=a_ward(store), name="小澤 德次郎")
    do(store, service.keep_wishes, expert, told_by=Channel.SMS, phone=MOBILE)
    return expert


def told(store: Store, person: Actor) -> None:
    with store.writing() as session:
        ctx = Ctx(session, person, clock.now(), "test")
        params = {"title": "刃先の測定", "expert": "別の 人"}
        said = "「{title}」は{expert}さんが引き受けました。"
        notice(ctx, "experts:accepted", "engagement:1", person.person_id or 0, said, params=params)


def send(store: Store) -> int:
    sending.choose_ways(store, has_mail=True)
    return texts.send_due(store, HERE)


def ways(store: Store) -> list[tuple[Channel, DeliveryState]]:
    return [(row.channel, row.state) for row in rows(store, Delivery)]


def calls(store: Store) -> int:
    clerk = a_person(store, Role.WARD_CLERK, ward_id=a_ward(store))
    desk = see(store, post.desk, clerk, ward_id=clerk.seat.ward_id)
    return len(desk.calls)


def test_without_a_provider_the_notice_stands_on_the_phone_list(
    store: Store, now: list[datetime]
) -> None:
    told(store, an_expert(store))
    assert send(store) == 0
    assert ways(store) == [(Channel.PHONE, DeliveryState.WAITING)]
    assert calls(store) == 1


def test_with_a_provider_a_message_says_where_to_look_and_names_nobody(
    store: Store, now: list[datetime], provider: Provider
) -> None:
    told(store, an_expert(store))
    assert send(store) == 1
    ((number, text, key),) = provider.taken
    assert number == MOBILE
    assert text == "わざハブからお知らせです。http://127.0.0.1:8501/notices 電話 03-0000-0000"
    assert len(text) <= 70
    assert key == f"delivery-{rows(store, Delivery)[0].id}"
    assert ways(store) == [(Channel.SMS, DeliveryState.SENT)]
    assert (send(store), calls(store)) == (0, 0)


def test_a_number_that_is_refused_for_good_is_called(
    store: Store, now: list[datetime], provider: Provider
) -> None:
    provider.answers.append(Outcome(Answer.NEVER, 400, "refused"))
    told(store, an_expert(store))
    assert send(store) == 0
    assert ways(store) == [(Channel.PHONE, DeliveryState.WAITING)]


def test_a_provider_that_is_away_is_tried_again_with_the_same_key_and_then_the_desk_calls(
    store: Store, now: list[datetime], provider: Provider
) -> None:
    provider.answers += [Outcome(Answer.LATER, 503, "away")] * 8
    told(store, an_expert(store))
    for _number in range(8):
        assert send(store) == 0
        now[0] += timedelta(days=2)
    assert len({key for _number, _text, key in provider.taken}) == 1
    assert ways(store) == [(Channel.PHONE, DeliveryState.WAITING)]


def test_a_provider_that_leaves_while_messages_wait_loses_none(
    store: Store, now: list[datetime], provider: Provider
) -> None:
    now[0] = at_japan(NOW.date(), 22)
    told(store, an_expert(store))
    assert send(store) == 0
    assert provider.taken == []
    texters.bind(None)
    now[0] += timedelta(hours=12)
    assert send(store) == 0
    assert ways(store) == [(Channel.PHONE, DeliveryState.WAITING)]


def test_the_way_is_offered_only_where_somebody_sends_and_needs_a_mobile_number(
    store: Store, now: list[datetime]
) -> None:
    expert = a_person(store, Role.EXPERT, ward_id=a_ward(store))
    assert see(store, reads.my_wishes, expert).has_texts is False
    with pytest.raises(Invalid) as refused:
        do(store, service.keep_wishes, expert, told_by=Channel.SMS, phone="03-1234-5678")
    assert [(each.field, each.reason.code) for each in refused.value.problems] == [
        ("phone", "accounts.mobile_needed")
    ]
