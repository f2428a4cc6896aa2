"""Rows of needs that nobody could serve."""

from collections.abc import Iterable, Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlmodel import col, select

from hub.experts.queries.rankings import hash_of
from hub.kernel.errors import NOT_FOUND, STALE, NotFound, Stale
from hub.platform.context import Ctx
from hub.platform.db import guarded, insert_into
from models.experts.unserved import UnservedNeed
from models.vocab.needs import UnservedCause, UnservedOutcome


def put(  # noqa: PLR0913  the facts of one row
    ctx: Ctx,
    *,
    ward_id: int,
    group_id: int,
    need: str,
    masked: str,
    skills: Sequence[str],
    cause: UnservedCause,
) -> None:
    """Put a need before the coordinator, once for each group and wording; a decided one stays.

    What the group asked for itself weighs more than what a search found out.
    """
    row = insert_into(ctx.session, UnservedNeed).values(
        ward_id=ward_id, group_id=group_id, at=ctx.now, need_hash=hash_of(need), masked=masked,
        skills=list(skills), cause=cause, outcome=UnservedOutcome.OPEN, note="", version=0,
    )  # fmt: skip
    again = row.on_conflict_do_nothing(index_elements=["group_id", "need_hash"])
    ctx.session.connection().execute(again)
    if cause is UnservedCause.HANDED_OVER:
        same = sa.update(UnservedNeed).where(
            col(UnservedNeed.group_id) == group_id,
            col(UnservedNeed.need_hash) == hash_of(need),
            col(UnservedNeed.outcome) == UnservedOutcome.OPEN,
        )
        ctx.session.connection().execute(same.values(cause=cause))


def asked(ctx: Ctx, group_id: int, need: str) -> None:
    """A request went to an expert: what only the search had put there waits no longer."""
    same = sa.update(UnservedNeed).where(
        col(UnservedNeed.group_id) == group_id,
        col(UnservedNeed.need_hash) == hash_of(need),
        col(UnservedNeed.outcome) == UnservedOutcome.OPEN,
        col(UnservedNeed.cause) != UnservedCause.HANDED_OVER,
    )
    done = same.values(
        outcome=UnservedOutcome.ANSWERED, decided_at=ctx.now, version=UnservedNeed.version + 1
    )
    ctx.session.connection().execute(done)


def need(ctx: Ctx, need_id: int) -> UnservedNeed:
    """A need by its id."""
    row = ctx.session.get(UnservedNeed, need_id)
    if row is None:
        raise NotFound(NOT_FOUND)
    return row


def decide(ctx: Ctx, row: UnservedNeed, version: int, **changed: object) -> None:
    """Write what was decided, unless somebody else has just done so."""
    same = sa.update(UnservedNeed).where(
        col(UnservedNeed.id) == row.id, col(UnservedNeed.version) == version
    )
    if not guarded(ctx.session, same.values(version=version + 1, **changed)):
        raise Stale(STALE)
    ctx.session.refresh(row)


def of_ward(
    ctx: Ctx, ward_id: int, outcomes: Iterable[UnservedOutcome], since: datetime | None = None
) -> list[UnservedNeed]:
    """Needs of a ward by what became of them, the newest first."""
    query = select(UnservedNeed).where(
        col(UnservedNeed.ward_id) == ward_id, col(UnservedNeed.outcome).in_(list(outcomes))
    )
    if since is not None:
        query = query.where(col(UnservedNeed.at) >= since)
    return list(ctx.session.exec(query.order_by(col(UnservedNeed.id).desc())).all())
