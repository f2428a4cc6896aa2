"""The private calendar address of one membership: opened, made anew, stopped, and who reads it.

The token itself never enters a command and is shown once; only its digest is stored.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

import sqlalchemy as sa
from pydantic import BaseModel, StringConstraints
from sqlmodel import Session, col, select

from hub.accounts import access, queries
from hub.accounts.tokens import token_hash as digest_of
from hub.kernel.calendar import japan_date
from hub.kernel.errors import NOT_FOUND, NotFound
from hub.platform import audit
from hub.platform.commands import command, read
from hub.platform.context import Actor, Ctx, Seat, require
from hub.platform.db import Store
from models.accounts import CalendarFeed
from models.vocab import DataClass


class OpenFeed(BaseModel):
    """Digest of the token in the new address."""

    token_hash: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


class NoInput(BaseModel):
    """Nothing to fill in."""


@dataclass(frozen=True, slots=True)
class FeedChanged:
    """Id of the address that was opened or stopped."""

    feed_id: int


@command(name="accounts:feed:open", input=OpenFeed, audit="calendar_feed", in_person=True)
def open_feed(ctx: Ctx, *, token_hash: str) -> FeedChanged:
    """Give the present membership a calendar address; one opened before stops at once."""
    require(ctx, access.may_have_feed(ctx.actor))
    _stop(ctx)
    row = CalendarFeed(
        person_id=ctx.actor.person_id or 0,
        membership_id=ctx.actor.seat.membership_id,
        token_hash=token_hash,
        created_at=ctx.now,
    )
    ctx.session.add(row)
    ctx.session.flush()
    audit.record(ctx, "calendar_feed", row.id or 0)
    return FeedChanged(row.id or 0)


@command(name="accounts:feed:revoke", input=NoInput, audit="calendar_feed", in_person=True)
def revoke_feed(ctx: Ctx) -> FeedChanged:
    """Stop the calendar address of the present membership; who has it gets nothing any more."""
    require(ctx, access.may_have_feed(ctx.actor))
    row = _live(ctx)
    if row is None:
        raise NotFound(NOT_FOUND)
    _stop(ctx)
    audit.record(ctx, "calendar_feed", row.id or 0)
    return FeedChanged(row.id or 0)


@read(name="accounts:my_feed", data_class=DataClass.C1)
def my_feed(ctx: Ctx) -> datetime | None:
    """Since when the present membership has a calendar address; None without one."""
    require(ctx, access.may_have_feed(ctx.actor))
    row = _live(ctx)
    return row.created_at if row else None


def reader_of(store: Store, token: str, now: datetime) -> Actor | None:
    """Whose dates an address shows; None when it is unknown, stopped or the membership is over."""
    with store.reading() as session:
        row = _of_digest(session, digest_of(token))
        found = queries.memberships_on(session, row.person_id, japan_date(now)) if row else []
    if row is None:
        return None
    return next(
        (
            Actor(row.person_id, person.name, Seat(m.id or 0, m.role, m.ward_id, m.firm_id))
            for person, m in found
            if m.id == row.membership_id
        ),
        None,
    )


def _of_digest(session: Session, digest: str) -> CalendarFeed | None:
    query = select(CalendarFeed).where(
        col(CalendarFeed.token_hash) == digest, col(CalendarFeed.revoked_at).is_(None)
    )
    return session.exec(query).first()


def _live(ctx: Ctx) -> CalendarFeed | None:
    query = select(CalendarFeed).where(
        col(CalendarFeed.person_id) == ctx.actor.person_id,
        col(CalendarFeed.membership_id) == ctx.actor.seat.membership_id,
        col(CalendarFeed.revoked_at).is_(None),
    )
    return ctx.session.exec(query).first()


def _stop(ctx: Ctx) -> None:
    stopped = (
        sa.update(CalendarFeed)
        .where(
            col(CalendarFeed.person_id) == ctx.actor.person_id,
            col(CalendarFeed.membership_id) == ctx.actor.seat.membership_id,
            col(CalendarFeed.revoked_at).is_(None),
        )
        .values(revoked_at=ctx.now)
    )
    ctx.session.connection().execute(stopped)
