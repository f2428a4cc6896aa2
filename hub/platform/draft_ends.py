"""The drafts of a person as a list, and their end: by hand, or 90 days after the last typing.

Source: design "Drafts": 90 days, a reminder 7 days before. 要確認: the ward's own number of days.
"""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from pydantic import BaseModel, Field
from sqlmodel import col, select

from hub.kernel.calendar import japan_date
from hub.kernel.errors import NOT_FOUND, HubError, NotFound, Reason
from hub.kernel.text import N_
from hub.platform import audit, clock, commands, outbox
from hub.platform.commands import command, read
from hub.platform.context import Ctx, require, system_actor
from hub.platform.db import Store
from models.platform import Draft, OutboxRow
from models.vocab import DataClass, Role

LIFE: Final = timedelta(days=90)
REMINDED_BEFORE: Final = timedelta(days=7)
KIND: Final = "platform.draft.ends"
REMINDER: Final = N_(
    "書きかけの入力があります。{ends_on}に消えます。続きを書くか、送ってください。"
)
SYSTEM_ONLY: Final = Reason("drafts.system_only", N_("この操作は画面からはできません。"))
LOG: Final = logging.getLogger("hub.drafts")


@dataclass(frozen=True, slots=True)
class OpenDraft:
    """One thing a person has begun to write: where, when, and until when it is kept."""

    draft_id: int
    flow: str
    subject: str
    updated_at: datetime
    ends_at: datetime


class WantedDraft(BaseModel):
    """Which draft."""

    draft_id: int = Field(ge=1)


@dataclass(frozen=True, slots=True)
class DraftEnd:
    """What became of a draft."""

    draft_id: int
    is_gone: bool


@read(name="platform:drafts", data_class=DataClass.C2)
def open_drafts(ctx: Ctx) -> tuple[OpenDraft, ...]:
    """Drafts of the person, the last one first."""
    require(ctx, None)
    rows = ctx.session.exec(
        select(Draft)
        .where(col(Draft.person_id) == ctx.actor.person_id)
        .order_by(col(Draft.updated_at).desc(), col(Draft.id).desc())
    )
    return tuple(
        OpenDraft(row.id or 0, row.flow, row.subject, row.updated_at, row.updated_at + LIFE)
        for row in rows
    )


@command(name="platform:draft:drop", input=WantedDraft, audit="draft")
def drop_draft(ctx: Ctx, *, draft_id: int) -> DraftEnd:
    """Throw away a draft of one's own; a foreign one answers like a missing one."""
    row = ctx.session.exec(
        select(Draft).where(col(Draft.id) == draft_id, col(Draft.person_id) == ctx.actor.person_id)
    ).first()
    if row is None:
        raise NotFound(NOT_FOUND)
    require(ctx, None)
    return _gone(ctx, row)


@command(name="platform:draft:settle", input=WantedDraft, audit="draft")
def settle_draft(ctx: Ctx, *, draft_id: int) -> DraftEnd:
    """Remind once of a draft that is about to end; end it 7 days after the reminder, not before."""
    require(ctx, None if ctx.actor.role is Role.SYSTEM else SYSTEM_ONLY)
    row = ctx.session.exec(select(Draft).where(col(Draft.id) == draft_id).with_for_update()).first()
    if row is None:
        raise NotFound(NOT_FOUND)
    told = _reminded_at(ctx, row)
    if told is None and row.updated_at + LIFE - REMINDED_BEFORE <= ctx.now:
        ends_on = max(row.updated_at + LIFE, ctx.now + REMINDED_BEFORE)
        outbox.notice(
            ctx, KIND, _subject(row), row.person_id, REMINDER, version=row.version, page="home",
            params={"ends_on": japan_date(ends_on)}, is_reminder=True,
        )  # fmt: skip
    elif told is not None and max(row.updated_at + LIFE, told + REMINDED_BEFORE) <= ctx.now:
        return _gone(ctx, row)
    audit.record(ctx, "draft", draft_id, version=row.version)
    return DraftEnd(draft_id, is_gone=False)


def sweep(store: Store) -> list[int]:
    """Remind of old drafts and end those whose time is over; each in its own transaction."""
    now, actor = clock.now(), system_actor("drafts")
    for draft_id in (due := _due(store, now)):
        once, raw = commands.new_once(), {"draft_id": draft_id}
        try:
            commands.run(store, settle_draft, actor=actor, now=now, once=once, raw=raw)
        except HubError as refusal:
            LOG.warning("drafts.settle.refused", extra={"code": refusal.reason.code})
    return due


def _due(store: Store, now: datetime) -> list[int]:
    """Drafts to be reminded of or ended now."""
    with store.reading() as session:
        ctx = Ctx(session, system_actor("drafts"), now)
        rows = session.exec(
            select(Draft)
            .where(col(Draft.updated_at) <= now - LIFE + REMINDED_BEFORE)
            .order_by(col(Draft.id))
        ).all()
        told = {row.id: _reminded_at(ctx, row) for row in rows}
    return [
        row.id or 0
        for row in rows
        if (at := told[row.id]) is None or max(row.updated_at + LIFE, at + REMINDED_BEFORE) <= now
    ]


def _reminded_at(ctx: Ctx, row: Draft) -> datetime | None:
    """When the person was told that this state of the draft ends."""
    query = select(OutboxRow.at).where(
        col(OutboxRow.kind) == KIND,
        col(OutboxRow.subject) == _subject(row),
        col(OutboxRow.version) == row.version,
        col(OutboxRow.person_id) == row.person_id,
    )
    return ctx.session.exec(query).first()


def _subject(row: Draft) -> str:
    """Numbers of drafts may come again on SQLite; their one-time keys do not."""
    return f"draft:{row.once}"


def _gone(ctx: Ctx, row: Draft) -> DraftEnd:
    draft_id = row.id or 0
    ctx.session.delete(row)
    audit.record(ctx, "draft", draft_id, version=row.version)
    return DraftEnd(draft_id, is_gone=True)
