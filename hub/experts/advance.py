"""The only writer of states in this room: one step along a table, with its record."""

from typing import Final

import sqlalchemy as sa
from sqlmodel import SQLModel, col

from hub.experts.states import engagements as engagement_states
from hub.experts.states import roster as roster_states
from hub.experts.words import roster as words
from hub.kernel.errors import STALE, Forbidden, Refused, Stale
from hub.kernel.states import Transition, follow
from hub.platform import audit
from hub.platform.context import Ctx
from hub.platform.db import guarded
from models.experts.engagements import Engagement, EngagementStep, Visit
from models.experts.roster import Expert
from models.vocab import Role
from models.vocab.engagements import EngagementAction

TABLES: Final[dict[type[SQLModel], tuple[Transition[object, object, object], ...]]] = {
    Expert: roster_states.EXPERT,  # type: ignore[dict-item]  # tables of several enumerations
    Engagement: engagement_states.ENGAGEMENT,  # type: ignore[dict-item]  # as above
    Visit: engagement_states.VISIT,  # type: ignore[dict-item]  # as above
}


def advance(
    ctx: Ctx,
    thing: Expert | Engagement | Visit,
    action: object,
    *,
    note: str | None = None,
    automatic: bool = False,
) -> None:
    """Take one listed step by compare-and-swap on the version; `Stale` when someone was faster.

    `automatic`: the hub takes the step itself in the same click; the record names no person.
    """
    kind = type(thing)
    row = follow(TABLES[kind], thing.state, action)
    if (Role.SYSTEM if automatic else ctx.actor.role) not in row.roles:
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
    if isinstance(thing, Engagement):
        by = None if automatic else ctx.actor.person_id
        ctx.session.add(
            EngagementStep(
                engagement_id=thing.id or 0,
                version=thing.version,
                action=EngagementAction(str(action)),
                target=thing.state,
                person_id=by,
                note=note or "",
                at=ctx.now,
            )
        )
    audit.record(
        ctx,
        str(kind.__tablename__),
        thing.id or 0,
        version=thing.version,
        payload={"action": str(action), "note": note or ""},
    )
