"""The counter that tells every process that its index of the roster is old."""

from typing import Final

from sqlmodel import col, select

from hub.platform.context import Ctx
from hub.platform.db import insert_into
from models.skills import MatchingEpoch, TaxonomyVersion

THE_ROW: Final = 1


def touch_matching(ctx: Ctx) -> None:
    """Say, in the transaction of a write to roster, consent or vocabulary, that it happened.

    Every command that changes what a search may find calls it once; the first two at the same
    time cannot meet. Source: design B9.
    """
    row = insert_into(ctx.session, MatchingEpoch).values(id=THE_ROW, epoch=1)
    ctx.session.connection().execute(
        row.on_conflict_do_update(index_elements=["id"], set_={"epoch": MatchingEpoch.epoch + 1})
    )


def matching_epoch(ctx: Ctx) -> int:
    """Number of the last such write; 0 when there was none."""
    found = ctx.session.exec(select(MatchingEpoch.epoch)).first()
    return int(found or 0)


def vocabulary_sha(ctx: Ctx) -> str:
    """Hash of the vocabulary that holds; empty when none has been loaded."""
    newest = select(TaxonomyVersion.sha256).order_by(col(TaxonomyVersion.number).desc()).limit(1)
    return str(ctx.session.exec(newest).first() or "")
