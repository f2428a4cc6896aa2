"""Acts of the ward's desk: send again, make a letter, print, tick as posted, call.

Each act is one press of a named person and stands in the audit chain.
"""

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Annotated, Final, Literal

import sqlalchemy as sa
from pydantic import BaseModel, Field
from sqlmodel import col, select

from hub.kernel.calendar import japan_date
from hub.kernel.errors import NOT_FOUND, STALE, NotFound, Reason, Refused, Stale
from hub.kernel.states import follow
from hub.platform import audit, files
from hub.platform.commands import command
from hub.platform.context import Actor, Ctx, require
from hub.platform.db import guarded
from hub.platform.post import recipients, states, words
from models.platform import Delivery, LetterBatch
from models.vocab import Channel, DeliveryState, PostAction

BATCH_LIFE: Final = timedelta(days=90)
BATCH: Final = "letter_batch"
TEMPLATE: Final = Path(__file__).parents[1] / "templates" / "letters.typ"
MOST: Final = 200
Id = Annotated[int, Field(ge=1)]


class WantedDelivery(BaseModel):
    """Which delivery."""

    delivery_id: Id


class Redirect(BaseModel):
    """Which delivery, and the way it takes instead."""

    delivery_id: Id
    channel: Literal[Channel.LETTER, Channel.PHONE]


class PrintLetters(BaseModel):
    """Which letters, and the paper that was set of them."""

    delivery_ids: Annotated[tuple[Id, ...], Field(min_length=1, max_length=MOST)]
    stored: files.Stored


class WantedBatch(BaseModel):
    """Which letters that were printed together."""

    batch_id: Id


class EndCall(BaseModel):
    """Which call, and whether the person was reached."""

    delivery_id: Id
    is_reached: bool


@dataclass(frozen=True, slots=True)
class Moved:
    """The delivery after an act."""

    delivery_id: int
    state: DeliveryState


@dataclass(frozen=True, slots=True)
class Printed:
    """The batch and its file."""

    batch_id: int
    file_id: int


def may_post(actor: Actor, ward_id: int | None) -> Reason | None:
    """The desk of the ward: coordinators, clerks, administrators."""
    own = ward_id is not None and actor.seat.ward_id == ward_id
    return None if own and actor.role in states.DESK else words.DESK_ONLY


def may_read_batch(ctx: Ctx, batch_id: int) -> Reason | None:
    """Say who may take the PDF of a batch: the desk of its ward."""
    row = ctx.session.get(LetterBatch, batch_id)
    return may_post(ctx.actor, row.ward_id) if row else NOT_FOUND


@command(name="platform:delivery:again", input=WantedDelivery, audit="delivery")
def send_again(ctx: Ctx, *, delivery_id: int) -> Moved:
    """Let the post choose anew for a notice that no mail has taken, by the present address."""
    row = _row(ctx, delivery_id, Channel.MAIL)
    require(ctx, may_post(ctx.actor, row.ward_id))
    fresh = {"channel": None, "tries": 0, "not_before": ctx.now, "by_id": None}
    moved = _moved(ctx, row, PostAction.AGAIN, reason=None, reply_code=None, **fresh)
    ctx.trace.tells = True
    return moved


@command(name="platform:delivery:redirect", input=Redirect, audit="delivery")
def redirect(ctx: Ctx, *, delivery_id: int, channel: Channel) -> Moved:
    """Give a notice another way; the first one stays in the record."""
    row = _row(ctx, delivery_id, Channel.MAIL, Channel.LETTER)
    require(ctx, may_post(ctx.actor, row.ward_id))
    if row.channel is channel:
        raise Refused(words.ALREADY)
    to = recipients.book().recipient(ctx.session, row.person_id, japan_date(ctx.now))
    if channel is Channel.LETTER and not (to.postal and to.address):
        raise Refused(words.NO_ADDRESS)
    moved = _moved(ctx, row, PostAction.REDIRECT)
    if not _open(ctx, row, channel):
        raise Refused(words.ALREADY)
    return moved


@command(name="platform:letters:print", input=PrintLetters, audit=BATCH)
def print_letters(ctx: Ctx, *, delivery_ids: tuple[int, ...], stored: files.Stored) -> Printed:
    """Keep the PDF of waiting letters for 90 days and take them out of the line."""
    rows = [_row(ctx, delivery_id, Channel.LETTER) for delivery_id in sorted(set(delivery_ids))]
    for row in rows:
        require(ctx, may_post(ctx.actor, row.ward_id))
    ward_id = ctx.actor.seat.ward_id or 0
    batch = LetterBatch(ward_id=ward_id, count=len(rows), by_id=ctx.actor.person_id, at=ctx.now)
    ctx.session.add(batch)
    ctx.session.flush()
    for row in rows:
        _moved(ctx, row, PostAction.PRINT, batch_id=batch.id)
    file_id = files.keep_file(
        ctx, record=BATCH, record_id=batch.id or 0, name=f"letters-{batch.id}.pdf", stored=stored,
        expires_at=ctx.now + BATCH_LIFE,
    )  # fmt: skip
    audit.record(ctx, BATCH, batch.id or 0)
    return Printed(batch.id or 0, file_id)


@command(name="platform:letters:post", input=WantedBatch, audit=BATCH)
def post_letters(ctx: Ctx, *, batch_id: int) -> Printed:
    """Tick that the letters of a batch were put into the post box."""
    batch = ctx.session.get(LetterBatch, batch_id)
    if batch is None:
        raise NotFound(NOT_FOUND)
    require(ctx, may_post(ctx.actor, batch.ward_id))
    query = select(Delivery).where(
        col(Delivery.batch_id) == batch_id, col(Delivery.state) == DeliveryState.PRINTED
    )
    rows = ctx.session.exec(query.order_by(col(Delivery.id))).all()
    if not rows:
        raise Stale(STALE)
    for row in rows:
        _moved(ctx, row, PostAction.POST, sent_at=ctx.now)
    audit.record(ctx, BATCH, batch_id)
    return Printed(batch_id, 0)


@command(name="platform:letters:return", input=WantedDelivery, audit="delivery")
def return_letter(ctx: Ctx, *, delivery_id: int) -> Moved:
    """Note that a letter has come back, with all it said; the person is called instead."""
    row = _row(ctx, delivery_id, Channel.LETTER)
    require(ctx, may_post(ctx.actor, row.ward_id))
    moved = _moved(ctx, row, PostAction.RETURN)
    _open(ctx, row, Channel.PHONE)
    same = select(Delivery).where(
        col(Delivery.batch_id) == (row.batch_id or 0),
        col(Delivery.person_id) == row.person_id,
        col(Delivery.id) != row.id,
        col(Delivery.state).in_((DeliveryState.PRINTED, DeliveryState.POSTED)),
    )
    for each in ctx.session.exec(same.order_by(col(Delivery.id))).all():
        _moved(ctx, each, PostAction.RETURN)
        _open(ctx, each, Channel.PHONE)
    return moved


@command(name="platform:call:open", input=WantedDelivery, audit="delivery")
def open_call(ctx: Ctx, *, delivery_id: int) -> Moved:
    """Take a call and see the number; who has seen it stands in the record."""
    row = _row(ctx, delivery_id, Channel.PHONE)
    require(ctx, may_post(ctx.actor, row.ward_id))
    taken = sa.update(Delivery).where(
        col(Delivery.id) == delivery_id, col(Delivery.state) == DeliveryState.WAITING
    )
    if not guarded(ctx.session, taken.values(by_id=ctx.actor.person_id)):
        raise Stale(STALE)
    audit.record(ctx, "delivery", delivery_id)
    return Moved(delivery_id, row.state)


@command(name="platform:call:end", input=EndCall, audit="delivery")
def end_call(ctx: Ctx, *, delivery_id: int, is_reached: bool) -> Moved:
    """Note that the person was told, or that nobody answered."""
    row = _row(ctx, delivery_id, Channel.PHONE)
    require(ctx, may_post(ctx.actor, row.ward_id))
    if is_reached:
        return _moved(ctx, row, PostAction.CALL, sent_at=ctx.now)
    missed = sa.update(Delivery).where(
        col(Delivery.id) == delivery_id, col(Delivery.state) == DeliveryState.WAITING
    )
    if not guarded(ctx.session, missed.values(tries=Delivery.tries + 1, by_id=None)):
        raise Stale(STALE)
    audit.record(ctx, "delivery", delivery_id)
    return Moved(delivery_id, row.state)


def _row(ctx: Ctx, delivery_id: int, *channels: Channel) -> Delivery:
    """A delivery on one of these ways; whether the actor may, is asked by the use case."""
    row = ctx.session.get(Delivery, delivery_id)
    if row is None or row.channel not in channels:
        raise NotFound(NOT_FOUND)
    return row


def _moved(ctx: Ctx, row: Delivery, action: PostAction, **values: object) -> Moved:
    """Take a step of the table by a guarded UPDATE, in the name of the actor."""
    step = follow(states.TABLE, row.state, action)
    delivery_id = row.id or 0
    move = sa.update(Delivery).where(
        col(Delivery.id) == delivery_id, col(Delivery.state).in_(step.sources)
    )
    written = {"by_id": ctx.actor.person_id, **values, "state": step.target}
    if not guarded(ctx.session, move.values(**written)):
        raise Stale(STALE)
    audit.record(ctx, "delivery", delivery_id)
    return Moved(delivery_id, step.target)


def _open(ctx: Ctx, row: Delivery, channel: Channel) -> bool:
    """Open another way for a notice; False when it was already tried."""
    known = select(Delivery.id).where(
        col(Delivery.notice_id) == row.notice_id, col(Delivery.channel) == channel
    )
    if ctx.session.exec(known).first() is not None:
        return False
    ctx.session.add(
        Delivery(
            notice_id=row.notice_id,
            person_id=row.person_id,
            ward_id=row.ward_id,
            channel=channel,
            state=DeliveryState.WAITING,
            not_before=ctx.now,
            at=ctx.now,
        )
    )
    return True
