"""The only writer of a claim's state: one step along the table, with its record and history."""

import sqlalchemy as sa
from sqlmodel import col

from hub.kernel.errors import STALE, Forbidden, Refused, Stale
from hub.kernel.states import follow
from hub.platform import audit
from hub.platform.context import Ctx
from hub.platform.db import guarded
from hub.subsidy import profiles, states, words
from models.subsidy import Claim, ClaimEvent
from models.vocab.subsidy import ClaimAction, ClaimState


def advance(
    ctx: Ctx,
    claim: Claim,
    action: ClaimAction,
    *,
    target: ClaimState | None = None,
    note: str = "",
    **changes: object,
) -> None:
    """Take one listed step by compare-and-swap on the version; `Stale` when someone was faster.

    `target` says where to when the action leads to several states; `changes` are columns that
    change with the step. The step stands in the history for good.
    """
    row = follow(states.CLAIM, claim.state, action, target)
    if ctx.actor.role not in row.roles:
        raise Forbidden(words.NOT_YOURS)
    profiles.refuse_other(ctx, claim, action)
    if row.needs_note and not note.strip():
        raise Refused(words.NOTE_NEEDED)
    ctx.session.flush()
    before = claim.state
    new = {"state": row.target, "version": claim.version + 1, "entered_at": ctx.now} | changes
    same = (col(Claim.id) == claim.id, col(Claim.version) == claim.version)
    swap = sa.update(Claim).where(*same).values(**new)
    if not guarded(ctx.session, swap):
        raise Stale(STALE)
    ctx.session.refresh(claim)
    ctx.session.add(
        ClaimEvent(
            claim_id=claim.id or 0,
            version=claim.version,
            action=action,
            from_state=before,
            to_state=claim.state,
            note=note.strip() or None,
            person_id=ctx.actor.person_id,
            at=ctx.now,
        )
    )
    audit.record(
        ctx,
        "claim",
        claim.id or 0,
        version=claim.version,
        payload={"action": action.value, "note": note},
    )
