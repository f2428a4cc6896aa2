"""Writes notices in the transaction of the act that causes them; sends nothing itself."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

import sqlalchemy as sa
from pydantic import BaseModel
from sqlalchemy.engine import CursorResult
from sqlmodel import col, func, select

from hub.platform import audit
from hub.platform.commands import command, read
from hub.platform.context import Ctx, require
from models.platform import OutboxRow
from models.vocab import Channel, DataClass, OutboxState

SHOWN: Final = 50


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
) -> None:
    """Tell one person once about one version of one subject, in the product itself.

    `params` are values for the placeholders of the msgid: a text, a number, a date, a moment or
    `Yen`; they are written in the reader's language when shown.
    """
    ctx.session.add(
        OutboxRow(
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
    )


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


@command(name="platform:notices:open", input=NoInput, audit="outbox")
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
