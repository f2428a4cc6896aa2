"""Where a person is signed in now, and how to end it elsewhere.

Source: platform design, part 2.2.
"""

from dataclasses import dataclass
from datetime import datetime

from pydantic import BaseModel
from sqlmodel import col, select

from hub.accounts import access
from hub.kernel.errors import NOT_FOUND, NotFound
from hub.platform import audit
from hub.platform.commands import command, read
from hub.platform.context import Ctx, require
from models.accounts import KnownDevice, SessionRow
from models.vocab import DataClass, SignInLevel


class EndSession(BaseModel):
    """Which of the own sessions to end."""

    session_id: int


@dataclass(frozen=True, slots=True)
class SessionEnded:
    """Id of the session that has ended."""

    session_id: int


@dataclass(frozen=True, slots=True)
class MySession:
    """One signed-in browser of the person; `token_hash` tells the page which one it is in."""

    session_id: int
    token_hash: str
    level: SignInLevel
    opened_at: datetime
    seen_at: datetime
    ends_at: datetime


@read(name="accounts:my_sessions", data_class=DataClass.C3)
def my_sessions(ctx: Ctx) -> tuple[MySession, ...]:
    """Living sessions of the person, the one used last first."""
    require(ctx, access.may_keep_own_account(ctx.actor))
    rows = ctx.session.exec(
        select(SessionRow)
        .where(
            col(SessionRow.person_id) == ctx.actor.person_id,
            col(SessionRow.revoked_at).is_(None),
            col(SessionRow.ends_at) > ctx.now,
        )
        .order_by(col(SessionRow.last_seen_at).desc(), col(SessionRow.id).desc())
    ).all()
    return tuple(
        MySession(
            row.id or 0, row.token_hash, row.level, row.created_at, row.last_seen_at, row.ends_at
        )
        for row in rows
        if (ctx.now - row.last_seen_at).total_seconds() < row.idle_minutes * 60
    )


@command(name="accounts:session:end_own", input=EndSession, audit="session", in_person=True)
def end_device(ctx: Ctx, *, session_id: int) -> SessionEnded:
    """End one of the own sessions; its browser is not known any more."""
    require(ctx, access.may_keep_own_account(ctx.actor))
    row = ctx.session.get(SessionRow, session_id)
    if row is None or row.person_id != ctx.actor.person_id or row.revoked_at is not None:
        raise NotFound(NOT_FOUND)
    row.revoked_at = ctx.now
    ctx.session.add(row)
    device = ctx.session.get(KnownDevice, row.device_id) if row.device_id else None
    if device is not None:
        device.ends_at = ctx.now
        ctx.session.add(device)
    audit.record(ctx, "session", row.id or 0)
    return SessionEnded(row.id or 0)
