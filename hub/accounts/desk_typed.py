"""What was typed at the desk in the present entry, in the order of typing, to be read back."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import col, select

from hub.accounts import desk_words
from hub.accounts.desk import open_entry
from hub.platform.commands import read
from hub.platform.context import Ctx, require
from models.platform import AuditRow
from models.vocab import DataClass


@dataclass(frozen=True, slots=True)
class Typed:
    """One press: when, and what was done; `words` is a msgid."""

    at: datetime
    words: str


@read(name="accounts:desk_typed", data_class=DataClass.C2)
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
    return tuple(Typed(at, desk_words.of(command)) for at, command in pressed)
