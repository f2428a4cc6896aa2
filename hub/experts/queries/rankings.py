"""Rows of kept orders of experts, and which request came of which."""

import hashlib
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

import sqlalchemy as sa
from sqlmodel import col, select

from hub.kernel.errors import NOT_FOUND, NotFound
from hub.platform.context import Ctx
from models.experts.engagements import Engagement
from models.experts.matching import EngagementRanking, MatchRun

KEPT: Final = timedelta(days=366)
"""A day longer than the year of the trigger, which goes by the clock of the database."""


def hash_of(need: str) -> str:
    """What tells needs apart without telling them."""
    return hashlib.sha256(need.strip().encode()).hexdigest()


def run(ctx: Ctx, run_id: int) -> MatchRun:
    """A kept order by its id."""
    row = ctx.session.get(MatchRun, run_id)
    if row is None:
        raise NotFound(NOT_FOUND)
    return row


def runs_of_ward(ctx: Ctx, ward_id: int, most: int) -> list[MatchRun]:
    """Kept orders of a ward, the newest first."""
    query = select(MatchRun).where(col(MatchRun.ward_id) == ward_id)
    return list(ctx.session.exec(query.order_by(col(MatchRun.id).desc()).limit(most)).all())


def link(ctx: Ctx, row: Engagement) -> int | None:
    """Remember the newest order that showed this expert for this need; its id, if there is one."""
    query = select(MatchRun).where(
        col(MatchRun.group_id) == row.group_id, col(MatchRun.need_hash) == hash_of(row.need)
    )
    for found in ctx.session.exec(query.order_by(col(MatchRun.id).desc())).all():
        if any(one["expert_id"] == row.expert_id for one in found.shown):
            made = EngagementRanking(engagement_id=row.id or 0, match_run_id=found.id or 0)
            ctx.session.add(made)
            return found.id
    return None


def engagements_of(ctx: Ctx, run_ids: Iterable[int]) -> dict[int, int]:
    """The first request that came of each order, by the id of the order."""
    query = select(EngagementRanking).where(col(EngagementRanking.match_run_id).in_(list(run_ids)))
    found = ctx.session.exec(query.order_by(col(EngagementRanking.id).desc())).all()
    return {row.match_run_id: row.engagement_id for row in found}


def run_of(ctx: Ctx, engagement_id: int) -> int | None:
    """The order from which this request came."""
    query = select(EngagementRanking.match_run_id).where(
        col(EngagementRanking.engagement_id) == engagement_id
    )
    return ctx.session.exec(query).first()


def over(ctx: Ctx, now: datetime) -> list[int]:
    """Orders from which no request came and whose year of keeping is over."""
    used = sa.exists().where(col(EngagementRanking.match_run_id) == col(MatchRun.id))
    query = select(MatchRun.id).where(col(MatchRun.at) < now - KEPT, ~used)
    return [each for each in ctx.session.exec(query.order_by(col(MatchRun.id))).all() if each]


def take_away(ctx: Ctx, run_ids: Iterable[int]) -> None:
    """Delete orders; the database refuses those that are to be kept."""
    gone = sa.delete(MatchRun).where(col(MatchRun.id).in_(list(run_ids)))
    ctx.session.connection().execute(gone)
