"""Findings of a claim: which wait for whom, and the only writer of a finding's state."""

import sqlalchemy as sa
from sqlmodel import col

from hub.kernel.errors import STALE, Forbidden, Refused, Stale
from hub.kernel.states import follow
from hub.platform.context import Ctx
from hub.platform.db import guarded
from hub.subsidy import queries, states, words
from models.subsidy import Claim, Finding
from models.vocab.subsidy import FindingAction, FindingLevel, FindingState, Stage


def advance(ctx: Ctx, row: Finding, action: FindingAction, *, note: str = "") -> None:
    """End an open finding once; `Stale` when somebody ended it first."""
    step = follow(states.FINDING, row.state, action)
    if ctx.actor.role not in step.roles:
        raise Forbidden(words.NOT_YOURS)
    if step.needs_note and not note.strip():
        raise Refused(words.NOTE_NEEDED)
    ctx.session.flush()
    swap = (
        sa.update(Finding)
        .where(col(Finding.id) == row.id, col(Finding.state) == row.state)
        .values(
            state=step.target,
            waived_why=note.strip() if step.needs_note else None,
            closed_by=ctx.actor.person_id,
            closed_at=ctx.now,
        )
    )
    if not guarded(ctx.session, swap):
        raise Stale(STALE)
    ctx.session.refresh(row)


def still_open(ctx: Ctx, claim: Claim, stage: Stage) -> list[Finding]:
    """Findings that are neither corrected nor accepted."""
    rows = queries.findings(ctx, claim.id or 0, stage)
    return [row for row in rows if row.state is FindingState.OPEN]


def waiting(ctx: Ctx, claim: Claim, stage: Stage) -> list[Finding]:
    """Findings the applicant was asked to answer in the present round."""
    return [row for row in still_open(ctx, claim, stage) if row.sent_round == claim.round]


def serious(ctx: Ctx, claim: Claim, stage: Stage) -> list[Finding]:
    """Open findings that stand against a proposal."""
    rows = still_open(ctx, claim, stage)
    return [row for row in rows if row.level is FindingLevel.SERIOUS]


def to_send(ctx: Ctx, claim: Claim, stage: Stage) -> list[Finding]:
    """Open findings that a return names; what only informs staff stays inside."""
    rows = still_open(ctx, claim, stage)
    return [row for row in rows if row.level is not FindingLevel.INFO]
