"""Rows of what keeps experts and firms apart."""

from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlmodel import col, select

from hub.kernel.errors import NOT_FOUND, STALE, NotFound, Stale
from hub.platform.context import Ctx
from hub.platform.db import guarded
from models.experts.conflicts import ExpertConflict
from models.experts.roster import Expert


@dataclass(frozen=True, slots=True)
class Named:
    """The ids, folded names and corporate numbers by which a group and its firms are known."""

    group_id: int
    firm_ids: tuple[int, ...]
    name_keys: tuple[str, ...]
    numbers: tuple[str, ...]


def standing(ctx: Ctx, named: Named, since: date) -> list[ExpertConflict]:
    """What stands against a group today; work that ended before a day counts no more."""
    row = ExpertConflict
    query = select(row).where(
        col(row.ended_at).is_(None),
        sa.or_(col(row.until_on).is_(None), col(row.until_on) > since),
        sa.or_(
            col(row.firm_id).in_(named.firm_ids),
            col(row.group_id) == named.group_id,
            col(row.name_key).in_(named.name_keys),
            col(row.number).in_(named.numbers),
        ),
    )
    return list(ctx.session.exec(query.order_by(col(row.expert_id), col(row.id))).all())


def conflict(ctx: Ctx, conflict_id: int) -> ExpertConflict:
    """One declaration; the caller asks `access` what of it may be done."""
    row = ctx.session.get(ExpertConflict, conflict_id)
    if row is None:
        raise NotFound(NOT_FOUND)
    return row


def of_expert(ctx: Ctx, expert_id: int) -> list[ExpertConflict]:
    """What stands for an expert, the newest first."""
    query = select(ExpertConflict).where(
        col(ExpertConflict.expert_id) == expert_id, col(ExpertConflict.ended_at).is_(None)
    )
    return list(ctx.session.exec(query.order_by(col(ExpertConflict.id).desc())).all())


def counts_of_ward(ctx: Ctx, ward_id: int) -> dict[int, int]:
    """How much stands for each expert of a ward; those without are not there."""
    query = (
        select(ExpertConflict.expert_id, sa.func.count())
        .join(Expert, col(Expert.id) == col(ExpertConflict.expert_id))
        .where(col(Expert.ward_id) == ward_id, col(ExpertConflict.ended_at).is_(None))
        .group_by(col(ExpertConflict.expert_id))
    )
    return {expert_id: int(count) for expert_id, count in ctx.session.exec(query).all()}


def change(ctx: Ctx, row: ExpertConflict, version: int, **values: object) -> None:
    """Write over a declaration as it was seen; `Stale` when it has moved or is ended."""
    same = (
        sa.update(ExpertConflict)
        .where(
            col(ExpertConflict.id) == row.id,
            col(ExpertConflict.version) == version,
            col(ExpertConflict.ended_at).is_(None),
        )
        .values(version=version + 1, **values)
    )
    if not guarded(ctx.session, same):
        raise Stale(STALE)
    ctx.session.refresh(row)
