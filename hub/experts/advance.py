"""The only writer of states in this room: one step along a table, with its record."""

from typing import Final

import sqlalchemy as sa
from sqlmodel import SQLModel, col

from hub.experts.states import roster as roster_states
from hub.experts.words import roster as words
from hub.kernel.errors import STALE, Forbidden, Refused, Stale
from hub.kernel.states import Transition, follow
from hub.platform import audit
from hub.platform.context import Ctx
from hub.platform.db import guarded
from models.experts.roster import Expert

TABLES: Final[dict[type[SQLModel], tuple[Transition[object, object, object], ...]]] = {
    Expert: roster_states.EXPERT,  # type: ignore[dict-item]  # tables of several enumerations
}


def advance(ctx: Ctx, thing: Expert, action: object, *, note: str | None = None) -> None:
    """Take one listed step by compare-and-swap on the version; `Stale` when someone was faster."""
    kind = type(thing)
    row = follow(TABLES[kind], thing.state, action)
    if ctx.actor.role not in row.roles:
        raise Forbidden(words.NOT_YOURS)
    if row.needs_note and not note:
        raise Refused(words.NOTE_NEEDED)
    swap = (
        sa.update(kind)
        .where(col(kind.id) == thing.id, col(kind.version) == thing.version)
        .values(state=row.target, version=thing.version + 1)
    )
    ctx.session.flush()
    if not guarded(ctx.session, swap):
        raise Stale(STALE)
    ctx.session.refresh(thing)
    audit.record(
        ctx,
        str(kind.__tablename__),
        thing.id or 0,
        version=thing.version,
        payload={"action": str(action), "note": note or ""},
    )
