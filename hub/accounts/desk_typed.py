"""What was typed at the desk in the present entry, in the order of typing, to be read back.

The values are sealed, are there for whoever types as long as the entry is open, and go with its
end: the record of the acts stays without them.
"""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from pydantic import BaseModel
from sqlmodel import col, select

from hub.accounts import desk_said, desk_words
from hub.accounts.desk import open_entry
from hub.accounts.desk_said import Said
from hub.platform import runtime
from hub.platform.commands import read
from hub.platform.context import Ctx, require
from models.desk import DeskTyped
from models.platform import AuditRow
from models.vocab import DataClass

PURPOSE: Final = "desk"


@dataclass(frozen=True, slots=True)
class Typed:
    """One press: when, what was done, and the values; `words` is a msgid."""

    at: datetime
    words: str
    said: tuple[Said, ...] = ()


def keep(ctx: Ctx, data: BaseModel) -> None:
    """Remember the values of a press of the open entry, in the command's own transaction."""
    entry = open_entry(ctx.session, ctx.actor.staff_id or 0, ctx.now)
    values = desk_said.said(ctx, data) if entry else []
    if entry is None or not values:
        return
    plain = json.dumps(values, ensure_ascii=False).encode()
    sealed = runtime.keyring().sealed(PURPOSE, _subject(entry.id or 0, ctx.now), plain)
    ctx.session.add(
        DeskTyped(entry_id=entry.id or 0, at=ctx.now, command=ctx.command, sealed=sealed)
    )
    ctx.session.flush()


@read(name="accounts:desk_typed", data_class=DataClass.C3)
def desk_typed(ctx: Ctx) -> tuple[Typed, ...]:
    """Every press of the open entry, the first one first; nothing when nobody types."""
    require(ctx, None)
    if ctx.actor.staff_id is None:
        return ()
    entry = open_entry(ctx.session, ctx.actor.staff_id, ctx.now)
    if entry is None:
        return ()
    query = select(AuditRow.at, AuditRow.command).where(
        col(AuditRow.actor_id) == entry.staff_id,
        col(AuditRow.on_behalf_of) == entry.person_id,
        col(AuditRow.at) >= entry.began_at,
        col(AuditRow.record) != "desk_entry",
    )
    pressed = dict.fromkeys(ctx.session.exec(query.order_by(col(AuditRow.seq))).all())
    kept = select(DeskTyped).where(col(DeskTyped.entry_id) == entry.id)
    values = {(row.at, row.command): _opened(row) for row in ctx.session.exec(kept).all()}
    return tuple(
        Typed(at, desk_words.of(command), values.get((at, command), ())) for at, command in pressed
    )


def _opened(row: DeskTyped) -> tuple[Said, ...]:
    plain = runtime.keyring().opened(PURPOSE, _subject(row.entry_id, row.at), row.sealed)
    return tuple(Said(*value) for value in json.loads(plain))


def _subject(entry_id: int, at: datetime) -> str:
    return f"desk_typed:{entry_id}:{at.isoformat()}"
