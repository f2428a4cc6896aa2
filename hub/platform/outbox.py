"""Writes notices in the transaction of the act that causes them; sends nothing itself.

Each notice is one row in the product and one delivery; the post chooses its way out (ADR 17).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

import sqlalchemy as sa
from pydantic import BaseModel
from sqlalchemy.engine import CursorResult
from sqlmodel import col, func, select

from hub.platform import audit
from hub.platform.commands import command, read
from hub.platform.context import Ctx, require
from models.platform import Delivery, OutboxRow
from models.vocab import Channel, DataClass, DeliveryState, OutboxState

SHOWN: Final = 50
# An act that can be taken back is not told to the outside before this time.
UNDO: Final = timedelta(seconds=60)


def notice(  # noqa: PLR0913  the facts of one notice
    ctx: Ctx,
    kind: str,
    subject: str,
    person_id: int,
    msgid: str,
    *,
    version: int = 0,
    page: str | None = None,
    params: Mapping[str, object] | None = None,
    is_urgent: bool = False,
    not_before: datetime | None = None,
    by_mail: bool = False,
    is_reminder: bool = False,
) -> None:
    """Tell one person once about one version of one subject: in the product at once, then outside.

    `params` are values for the placeholders of the msgid: a text, a number, a date, a moment or
    `Yen`; they are written in the reader's language when shown. `is_urgent` goes out at night too;
    `not_before` keeps the outside waiting, such as `ctx.now + UNDO` for an act with a way back.
    `by_mail` takes no other way: it proves that the address is the person's. `is_reminder` waits
    for a day on which the ward is open.
    """
    row = OutboxRow(
        kind=kind,
        subject=subject,
        version=version,
        person_id=person_id,
        channel=Channel.IN_APP,
        state=OutboxState.SENT,
        msgid=msgid,
        params={name: _stored(value) for name, value in (params or {}).items()},
        page=page,
        at=ctx.now,
    )
    ctx.session.add(row)
    ctx.session.flush()
    ctx.session.add(
        Delivery(
            notice_id=row.id or 0,
            person_id=person_id,
            channel=Channel.MAIL if by_mail else None,
            state=DeliveryState.WAITING,
            not_before=not_before or ctx.now,
            is_urgent=is_urgent,
            is_reminder=is_reminder,
            at=ctx.now,
        )
    )
    ctx.trace.tells = True


def take_back(ctx: Ctx, kind_start: str, subject: str) -> int:
    """Stop what waits to be told of a subject: the act was taken back; how many were stopped."""
    told = select(OutboxRow.id).where(
        col(OutboxRow.subject) == subject,
        col(OutboxRow.kind).startswith(kind_start, autoescape=True),
    )
    stopped = (
        sa.update(Delivery)
        .where(
            col(Delivery.notice_id).in_(told),
            col(Delivery.state).in_((DeliveryState.WAITING, DeliveryState.RETRY)),
        )
        .values(state=DeliveryState.CANCELLED, reason="taken_back")
    )
    result: CursorResult[Any] = ctx.session.connection().execute(stopped)
    return result.rowcount


def last_told(ctx: Ctx, kind_start: str, subject: str) -> datetime | None:
    """When somebody was last told about a subject, by notices whose kind begins so."""
    query = select(func.max(OutboxRow.at)).where(
        col(OutboxRow.subject) == subject,
        col(OutboxRow.kind).startswith(kind_start, autoescape=True),
    )
    return ctx.session.exec(query).one()


def kinds_told(ctx: Ctx, kind_start: str, subject: str) -> int:
    """How many different notices about a subject have a kind that begins so."""
    query = select(func.count(func.distinct(OutboxRow.kind))).where(
        col(OutboxRow.subject) == subject,
        col(OutboxRow.kind).startswith(kind_start, autoescape=True),
    )
    return int(ctx.session.exec(query).one())


@dataclass(frozen=True, slots=True)
class Yen:
    """An amount of money among the values of a notice."""

    amount: int


def _stored(value: object) -> object:
    if isinstance(value, datetime):
        return {"moment": value.isoformat()}
    if isinstance(value, date):
        return {"day": value.isoformat()}
    return {"yen": value.amount} if isinstance(value, Yen) else value


@dataclass(frozen=True, slots=True)
class Notice:
    """One notice on the screen; `msgid` is translated and filled with `params` there."""

    notice_id: int
    msgid: str
    params: dict[str, object]
    page: str | None
    at: datetime
    is_read: bool


@read(name="platform:unread_notices", data_class=DataClass.C1)
def unread_notices(ctx: Ctx) -> int:
    """How many notices the person has not opened."""
    require(ctx, None)
    query = select(func.count()).where(
        col(OutboxRow.person_id) == ctx.actor.person_id,
        col(OutboxRow.channel) == Channel.IN_APP,
        col(OutboxRow.read_at).is_(None),
    )
    return int(ctx.session.exec(query).one())


@read(name="platform:notices", data_class=DataClass.C2)
def notices(ctx: Ctx) -> tuple[Notice, ...]:
    """Notices of the person, the newest first; at most fifty."""
    require(ctx, None)
    rows = ctx.session.exec(
        select(OutboxRow)
        .where(
            col(OutboxRow.person_id) == ctx.actor.person_id,
            col(OutboxRow.channel) == Channel.IN_APP,
        )
        .order_by(col(OutboxRow.at).desc(), col(OutboxRow.id).desc())
        .limit(SHOWN)
    ).all()
    return tuple(
        Notice(row.id or 0, row.msgid, dict(row.params), row.page, row.at, row.read_at is not None)
        for row in rows
    )


class NoInput(BaseModel):
    """Nothing to fill in."""


@dataclass(frozen=True, slots=True)
class Opened:
    """How many notices were opened."""

    count: int


@command(name="platform:notices:open", input=NoInput, audit="outbox", in_person=True)
def open_notices(ctx: Ctx) -> Opened:
    """Mark every notice of the person as read."""
    require(ctx, None)
    marked = (
        sa.update(OutboxRow)
        .where(col(OutboxRow.person_id) == ctx.actor.person_id, col(OutboxRow.read_at).is_(None))
        .values(read_at=ctx.now)
    )
    result: CursorResult[Any] = ctx.session.connection().execute(marked)
    audit.record(ctx, "outbox", ctx.actor.person_id or 0)
    return Opened(result.rowcount)
