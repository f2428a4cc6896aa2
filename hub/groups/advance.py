"""The only writer of states in this room: one step along a table, with its record."""

from datetime import date
from typing import Any, Final

import sqlalchemy as sa
from sqlmodel import SQLModel, col

from hub.groups import states, words
from hub.kernel.errors import STALE, Forbidden, Refused, Stale
from hub.kernel.states import Transition, follow
from hub.platform import audit
from hub.platform.context import Ctx
from hub.platform.db import guarded
from models.groups import AgreementVersion, FirmGroup, GroupStep
from models.vocab.groups import AgreementAction, GroupAction

TABLES: Final[dict[type[SQLModel], tuple[Transition[object, object, object], ...]]] = {
    FirmGroup: states.GROUP,  # type: ignore[dict-item]  # tables of two enumerations in one map
    AgreementVersion: states.AGREEMENT,  # type: ignore[dict-item]  # as above
}
DAYS: Final[dict[object, str]] = {
    AgreementAction.COMPLETE: "signed_on",
    AgreementAction.END: "replaced_on",
}


def advance(
    ctx: Ctx,
    thing: FirmGroup | AgreementVersion,
    action: GroupAction | AgreementAction,
    *,
    note: str = "",
    day: date | None = None,
) -> None:
    """Take one listed step by compare-and-swap on the version; `Stale` when someone was faster.

    `day` is the day of signing or of being replaced that a version gets with its new state.
    """
    kind = type(thing)
    row = follow(TABLES[kind], thing.state, action)
    if ctx.actor.role not in row.roles:
        raise Forbidden(words.NOT_YOURS)
    if row.needs_note and not note:
        raise Refused(words.NOTE_NEEDED)
    dated: dict[str, Any] = (
        {DAYS[action]: day} if isinstance(action, AgreementAction) and action in DAYS else {}
    )
    swap = (
        sa.update(kind)
        .where(col(kind.id) == thing.id, col(kind.version) == thing.version)
        .values(state=row.target, version=thing.version + 1, **dated)
    )
    ctx.session.flush()
    if not guarded(ctx.session, swap):
        raise Stale(STALE)
    ctx.session.refresh(thing)
    record(ctx, thing, action, note)


def record(
    ctx: Ctx,
    thing: FirmGroup | AgreementVersion,
    action: GroupAction | AgreementAction,
    note: str = "",
) -> None:
    """Write down who took which step when; the first step of a new group too."""
    if isinstance(thing, FirmGroup) and isinstance(action, GroupAction):
        ctx.session.add(
            GroupStep(
                group_id=thing.id or 0,
                version=thing.version,
                action=action,
                target=thing.state,
                person_id=ctx.actor.person_id,
                note=note,
                at=ctx.now,
            )
        )
    payload = {"action": action.value, "note": note}
    table = str(type(thing).__tablename__)
    audit.record(ctx, table, thing.id or 0, version=thing.version, payload=payload)
