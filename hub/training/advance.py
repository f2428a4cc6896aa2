"""The only writer of states in this room: one step along a table, with its record."""

from collections.abc import Mapping
from typing import Final

import sqlalchemy as sa
from sqlmodel import SQLModel, col

from hub.kernel.errors import STALE, Forbidden, Refused, Stale
from hub.kernel.states import Transition, follow
from hub.platform import audit
from hub.platform.context import Ctx
from hub.platform.db import guarded
from hub.training import states, words
from models.training import SignUp, Training

TABLES: Final[dict[type[SQLModel], tuple[Transition[object, object, object], ...]]] = {
    Training: states.TRAINING,  # type: ignore[dict-item]  # tables of two enumerations in one map
    SignUp: states.SIGN_UP,  # type: ignore[dict-item]  # as above
}


def advance(
    ctx: Ctx,
    thing: Training | SignUp,
    action: object,
    *,
    note: str | None = None,
    also: Mapping[str, object] | None = None,
) -> None:
    """Take one listed step by compare-and-swap on the version; `Stale` when someone was faster.

    `also` are columns that change with the state, in the same update.
    """
    kind = type(thing)
    row = follow(TABLES[kind], thing.state, action)
    if ctx.actor.role not in row.roles:
        raise Forbidden(words.NOT_YOURS)
    if row.needs_note and not note:
        raise Refused(words.NOTE_NEEDED)
    changes = {**(also or {}), "version": thing.version + 1}
    swap = (
        sa.update(kind)
        .where(col(kind.id) == thing.id, col(kind.version) == thing.version)
        .values(state=row.target, **changes)
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
