"""Sends notices as text messages: that there is something to read, and where; nothing more.

What no provider takes goes to the phone list. Source: platform design, part 4 (outbox).
"""

import logging
from typing import Any, Final

from sqlmodel import col, select

from hub.i18n import _, in_language
from hub.platform import clock, logs, runtime
from hub.platform.db import Store
from hub.platform.life import LIFE
from hub.platform.mail import Answer, Outcome
from hub.platform.post import rules, sending, texters
from hub.platform.post.sending import Envelope
from hub.platform.post.texters import Texter
from hub.platform.settings import Settings
from models.platform import Delivery, OutboxRow
from models.vocab import Channel, DeliveryState

LOG: Final = logging.getLogger("hub.post")
NOTICES: Final = "notices"


def deliver(store: Store) -> int:
    """Send what is due now; without a provider it goes to the phone list."""
    return send_due(store, runtime.settings())


def send_due(store: Store, here: Settings) -> int:
    """Send message by message; how many a provider has taken."""
    taken = 0
    provider = texters.texter()
    for delivery_id in _due(store):
        if LIFE.is_ending:
            break
        now = clock.now()
        with store.writing() as session:
            if not sending.take(session, delivery_id, now, Channel.SMS):
                continue
        envelope = Envelope((delivery_id,), now + sending.LEASE)
        taken += _sent(store, provider, here, envelope)
    return taken


def words(here: Settings, lang: str) -> str:
    """The message: no name, no matter, the address and the telephone of the desk."""
    with in_language(lang):
        told = _("わざハブからお知らせです。{address} 電話 {phone}")
        address = f"{here.public_url.rstrip('/')}/{NOTICES}"
        return told.format(address=address, phone=here.contact)


def _due(store: Store) -> list[int]:
    with store.reading() as session:
        query = (
            select(Delivery.id)
            .where(col(Delivery.channel) == Channel.SMS, sending.is_free(clock.now()))
            .order_by(col(Delivery.id))
            .limit(sending.MOST)
        )
        return [number or 0 for number in session.exec(query).all()]


def _sent(store: Store, provider: Texter | None, here: Settings, envelope: Envelope) -> int:
    (delivery_id,) = envelope.ids
    now = clock.now()
    with store.reading() as session:
        row = session.get_one(Delivery, delivery_id)
        told = session.get_one(OutboxRow, row.notice_id)
        to = sending.recipient_of(session, row.person_id, now)
        calls = select(Delivery.id).where(
            col(Delivery.notice_id) == row.notice_id, col(Delivery.channel) == Channel.PHONE
        )
        is_called = session.exec(calls).first() is not None
    if not to.has_seat and not told.kind.startswith(sending.WITHOUT_SEAT):
        sending.mark(store, envelope, {"state": DeliveryState.CANCELLED, "reason": "no_seat"})
        return 0
    if provider is None or not to.takes_texts:
        outcome = Outcome(Answer.NEVER, None, "no_provider")
    else:
        outcome = _handed(provider, delivery_id, to.phone, words(here, to.lang))
    values = _after(outcome, row, is_called=is_called)
    sending.mark(store, envelope, values, outcome, row.person_id)
    logs.event(
        "text", record="delivery", record_id=delivery_id, outcome=outcome.answer.value,
        status=outcome.code, count=1,
    )  # fmt: skip
    return int(outcome.answer is Answer.TAKEN)


def _handed(provider: Texter, delivery_id: int, number: str, text: str) -> Outcome:
    try:
        return provider.send(number, text, f"delivery-{delivery_id}")
    except Exception:  # the edge of background work: one message that cannot be sent
        LOG.exception("post.text.fault", extra={"incident": f"delivery-{delivery_id}"})
        return Outcome(Answer.LATER, None, "fault")


def _after(outcome: Outcome, row: Delivery, *, is_called: bool) -> dict[str, Any]:
    """What is written of a message after the answer; what is not taken becomes a call."""
    now = clock.now()
    said = {"reply_code": outcome.code, "reason": outcome.reason or None}
    if outcome.answer is Answer.TAKEN:
        return {**said, "state": DeliveryState.SENT, "sent_at": now}
    again = rules.next_try(row.tries, now) if outcome.answer is Answer.LATER else None
    if again is not None:
        at = rules.mail_time(again, is_digest=False, is_urgent=row.is_urgent)
        return {**said, "state": DeliveryState.RETRY, "not_before": at}
    if is_called:
        return {**said, "state": DeliveryState.CANCELLED}
    return {**said, "state": DeliveryState.WAITING, "channel": Channel.PHONE, "not_before": now}
