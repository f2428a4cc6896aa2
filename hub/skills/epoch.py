"""The counter that tells every process that its index of the roster is old."""

import sqlalchemy as sa
from sqlmodel import col, select

from hub.platform.context import Ctx
from hub.platform.db import guarded
from models.skills import MatchingEpoch

THE_ROW = 1


def touch_matching(ctx: Ctx) -> None:
    """Say, in the transaction of a write to roster, consent or vocabulary, that it happened.

    Every command that changes what a search may find calls it once. Source: design B9.
    """
    bump = (
        sa.update(MatchingEpoch)
        .where(col(MatchingEpoch.id) == THE_ROW)
        .values(epoch=MatchingEpoch.epoch + 1)
    )
    if not guarded(ctx.session, bump):
        ctx.session.add(MatchingEpoch(id=THE_ROW, epoch=1))
        ctx.session.flush()


def matching_epoch(ctx: Ctx) -> int:
    """Number of the last such write; 0 when there was none."""
    found = ctx.session.exec(select(MatchingEpoch.epoch)).first()
    return int(found or 0)
