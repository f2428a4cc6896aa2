"""Sends what is due: chooses the way of each notice, then hands the mails over.

At least once: a sender that dies between handing over and writing it down leaves a lease, after
which the mail goes again with the same Message-ID. Source: platform design, part 4 (outbox).
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

import sqlalchemy as sa
from sqlmodel import Session, col, select

from hub.kernel.calendar import japan_date
from hub.platform import clock, logs, mail, runtime
from hub.platform.db import Store, guarded
from hub.platform.life import LIFE
from hub.platform.mail import Answer, Carrier, Outcome
from hub.platform.post import mails, recipients, rules, texters
from hub.platform.post.recipients import Recipient
from hub.platform.settings import Settings
from models.platform import Delivery, OutboxRow
from models.vocab import Channel, DeliveryState

LEASE: Final = timedelta(minutes=5)
MOST: Final = 200
# What a person may be told who has no seat any more, or none yet.
WITHOUT_SEAT: Final = "accounts"
# What goes out by itself keeps the quiet hours.
BY_MACHINE: Final = frozenset({Channel.MAIL, Channel.SMS})
TO_SEND: Final = (DeliveryState.WAITING, DeliveryState.RETRY)
LOG: Final = logging.getLogger("hub.post")


@dataclass(frozen=True, slots=True)
class Envelope:
    """Deliveries that one mail carries, held until the lease ends."""

    ids: tuple[int, ...]
    lease_until: datetime


def deliver(store: Store) -> int:
    """Send what is due now; how many mails a server, or the mailbox of a demo, has taken."""
    here = runtime.settings()
    return send_due(store, mail.carrier(here), here)


def send_due(store: Store, carrier: Carrier | None, here: Settings) -> int:
    """Choose the ways, then send mail by mail; ends early when the process ends."""
    choose_ways(store, has_mail=carrier is not None)
    if carrier is None:
        return 0
    taken = 0
    for delivery_id in _due(store):
        if LIFE.is_ending:
            break
        envelope = _held(store, delivery_id)
        if envelope is not None:
            taken += _sent(store, carrier, here, envelope)
    return taken


def choose_ways(store: Store, *, has_mail: bool) -> int:
    """Give each notice that is due a channel, by the wish and the addresses of this moment."""
    now = clock.now()
    query = (
        select(Delivery, OutboxRow.kind)
        .join(OutboxRow, col(OutboxRow.id) == col(Delivery.notice_id))
        .where(
            col(Delivery.channel).is_(None),
            col(Delivery.state) == DeliveryState.WAITING,
            col(Delivery.not_before) <= now,
        )
        .order_by(col(Delivery.id))
        .limit(MOST)
    )
    with store.reading() as session:
        if session.exec(query).first() is None:
            return 0
    with store.writing() as session:
        rows = session.exec(query).all()
        known: dict[int, Recipient] = {}
        tried = _tried(session, [row.notice_id for row, _kind in rows])
        for row, kind in rows:
            person = known.get(row.person_id) or recipient_of(session, row.person_id, now)
            known[row.person_id] = person
            values = _way(session, row, kind, person, now, has_mail=has_mail)
            if (row.notice_id, values.get("channel")) in tried:
                values = {"state": DeliveryState.CANCELLED, "reason": "already"}
            chosen = sa.update(Delivery).where(
                col(Delivery.id) == row.id, col(Delivery.channel).is_(None)
            )
            session.connection().execute(chosen.values(**values))
    return len(rows)


def _tried(session: Session, notice_ids: Sequence[int]) -> set[tuple[int, object]]:
    """Ways that notices have taken before; no way is taken twice."""
    query = select(Delivery.notice_id, Delivery.channel).where(
        col(Delivery.notice_id).in_(notice_ids), col(Delivery.channel).is_not(None)
    )
    return {(notice_id, channel) for notice_id, channel in session.exec(query)}


def _way(
    session: Session,
    row: Delivery,
    kind: str,
    person: Recipient,
    now: datetime,
    *,
    has_mail: bool,
) -> dict[str, Any]:
    """What is written of a delivery whose way is chosen now."""
    if not person.has_seat and not kind.startswith(WITHOUT_SEAT):
        return {"state": DeliveryState.CANCELLED, "reason": "no_seat"}
    has_texts = texters.texter() is not None
    channel = rules.channel_for(person, has_mail=has_mail, has_texts=has_texts)
    values: dict[str, Any] = {"channel": channel, "ward_id": person.ward_id}
    if channel is Channel.IN_APP:
        return {**values, "state": DeliveryState.SENT, "sent_at": now}
    if channel in BY_MACHINE:
        is_digest = channel is Channel.MAIL and person.is_digest and not row.is_urgent
        at = rules.mail_time(now, is_digest=is_digest, is_urgent=row.is_urgent)
        if row.is_reminder:
            at = _open_time(session, person.ward_id, at)
        return {**values, "is_digest": is_digest, "not_before": at}
    return values


def _open_time(session: Session, ward_id: int | None, at: datetime) -> datetime:
    closed = recipients.calendar().closed(session, ward_id, japan_date(at))
    return rules.reminder_time(at, closed)


def _due(store: Store) -> list[int]:
    """Mails whose time has come, and those of a sender that is gone; a digest by its first one."""
    with store.reading() as session:
        rows = session.exec(
            select(Delivery.id, Delivery.person_id, Delivery.is_digest)
            .where(col(Delivery.channel) == Channel.MAIL, is_free(clock.now()))
            .order_by(col(Delivery.id))
            .limit(MOST)
        ).all()
    first: dict[tuple[str, int], int] = {}
    for delivery_id, person_id, is_digest in rows:
        name = ("person", person_id) if is_digest else ("one", delivery_id or 0)
        first.setdefault(name, delivery_id or 0)
    return list(first.values())


def is_free(now: datetime) -> sa.ColumnElement[bool]:
    """Condition: nobody sends it now, and it is due."""
    return sa.or_(
        sa.and_(col(Delivery.state).in_(TO_SEND), col(Delivery.not_before) <= now),
        sa.and_(col(Delivery.state) == DeliveryState.SENDING, col(Delivery.lease_until) <= now),
    )


def _held(store: Store, delivery_id: int) -> Envelope | None:
    """Take a mail, or the whole digest it begins; None when another sender was faster."""
    now = clock.now()
    with store.writing() as session:
        if not take(session, delivery_id, now, Channel.MAIL):
            return None
        row = session.get_one(Delivery, delivery_id)
        ids = [delivery_id]
        if row.is_digest:
            more = select(Delivery.id).where(
                col(Delivery.person_id) == row.person_id,
                col(Delivery.channel) == Channel.MAIL,
                col(Delivery.is_digest).is_(True),
                col(Delivery.id) > delivery_id,
                is_free(now),
            )
            found = session.exec(more.order_by(col(Delivery.id)).limit(MOST)).all()
            ids += [each for each in found if each and take(session, each, now, Channel.MAIL)]
    return Envelope(tuple(ids), now + LEASE)


def take(session: Session, delivery_id: int, now: datetime, channel: Channel) -> bool:
    """Hold a delivery until the lease ends; False when another sender was faster."""
    taken = (
        sa.update(Delivery)
        .where(
            col(Delivery.id) == delivery_id,
            col(Delivery.channel) == channel,
            is_free(now),
        )
        .values(state=DeliveryState.SENDING, lease_until=now + LEASE, tries=Delivery.tries + 1)
    )
    return guarded(session, taken)


def _sent(store: Store, carrier: Carrier, here: Settings, envelope: Envelope) -> int:
    """Write the mail from what stands now, hand it over, write down the answer."""
    with store.reading() as session:
        rows = session.exec(
            select(Delivery, OutboxRow)
            .join(OutboxRow, col(OutboxRow.id) == col(Delivery.notice_id))
            .where(col(Delivery.id).in_(envelope.ids))
            .order_by(col(Delivery.id))
        ).all()
        to = recipient_of(session, rows[0][0].person_id, clock.now())
    told = [notice for _row, notice in rows]
    if not to.has_seat and not all(each.kind.startswith(WITHOUT_SEAT) for each in told):
        mark(store, envelope, {"state": DeliveryState.CANCELLED, "reason": "no_seat"})
        return 0
    if not to.takes_mail:
        mark(store, envelope, {"state": DeliveryState.WAITING, "channel": None})
        return 0
    outcome = _handed(carrier, envelope.ids[0], told, to, here)
    values = _after(outcome, rows[0][0])
    if rows[0][0].is_reminder and "not_before" in values:
        with store.reading() as session:
            values["not_before"] = _open_time(session, to.ward_id, values["not_before"])
    mark(store, envelope, values, outcome, rows[0][0].person_id)
    logs.event(
        "mail", record="delivery", record_id=envelope.ids[0], outcome=outcome.answer.value,
        status=outcome.code, count=len(told),
    )  # fmt: skip
    return int(outcome.answer is Answer.TAKEN)


def _handed(
    carrier: Carrier, delivery_id: int, told: Sequence[OutboxRow], to: Recipient, here: Settings
) -> Outcome:
    try:
        return carrier.send(mails.message(delivery_id, told, to, here))
    except Exception:  # the edge of background work: one mail that cannot be written
        LOG.exception("post.mail.fault", extra={"incident": f"delivery-{delivery_id}"})
        return Outcome(Answer.NEVER, None, "fault")


def _after(outcome: Outcome, row: Delivery) -> dict[str, Any]:
    """What is written of a mail after the answer; a further try keeps the hours of mails too."""
    now = clock.now()
    said = {"reply_code": outcome.code, "reason": outcome.reason or None}
    if outcome.answer is Answer.TAKEN:
        return {**said, "state": DeliveryState.SENT, "sent_at": now}
    again = rules.next_try(row.tries, now) if outcome.answer is Answer.LATER else None
    if again is None:
        return {**said, "state": DeliveryState.DEAD}
    again = rules.mail_time(again, is_digest=False, is_urgent=row.is_urgent)
    return {**said, "state": DeliveryState.RETRY, "not_before": again}


def mark(
    store: Store,
    envelope: Envelope,
    values: dict[str, Any],
    outcome: Outcome | None = None,
    person_id: int = 0,
) -> None:
    """Write down what became of a mail, unless another sender holds it by now."""
    with store.writing() as session:
        marked = sa.update(Delivery).where(
            col(Delivery.id).in_(envelope.ids),
            col(Delivery.state) == DeliveryState.SENDING,
            col(Delivery.lease_until) == envelope.lease_until,
        )
        session.connection().execute(marked.values(lease_until=None, **values))
        if outcome is not None and outcome.answer is Answer.NEVER and outcome.code:
            recipients.book().bounced(session, person_id)


def recipient_of(session: Session, person_id: int, now: datetime) -> Recipient:
    """How a person can be reached at this moment."""
    return recipients.book().recipient(session, person_id, japan_date(now))
