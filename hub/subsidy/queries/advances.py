"""Rows of advances and their steps."""

from collections.abc import Collection
from typing import Final

from sqlmodel import col, select

from hub.kernel.errors import NOT_FOUND, NotFound
from hub.platform.context import Ctx
from models.subsidy import AdvanceEvent, AdvanceOrder
from models.vocab.subsidy import AdvanceState

UNDER_WAY: Final = (
    AdvanceState.REQUESTED, AdvanceState.ORDERED, AdvanceState.PASSED, AdvanceState.RETURNED,
)  # fmt: skip


def advances(ctx: Ctx, claim_id: int) -> list[AdvanceOrder]:
    """Advances of a claim, the oldest first."""
    query = select(AdvanceOrder).where(col(AdvanceOrder.claim_id) == claim_id)
    return list(ctx.session.exec(query.order_by(col(AdvanceOrder.number))).all())


def advance_of(ctx: Ctx, claim_id: int, order_id: int) -> AdvanceOrder:
    """One advance of the claim."""
    row = ctx.session.get(AdvanceOrder, order_id)
    if row is None or row.claim_id != claim_id:
        raise NotFound(NOT_FOUND)
    return row


def advance_under_way(ctx: Ctx, claim_id: int) -> AdvanceOrder | None:
    """The advance of a claim that is neither paid nor given up."""
    return next((row for row in advances(ctx, claim_id) if row.state in UNDER_WAY), None)


def paid_advances(ctx: Ctx, claim_id: int) -> list[AdvanceOrder]:
    """Advances that were paid and have not come back from the bank."""
    return [row for row in advances(ctx, claim_id) if row.state is AdvanceState.PAID]


def advances_of_ward(
    ctx: Ctx, ward_id: int, states: Collection[AdvanceState]
) -> list[AdvanceOrder]:
    """Advances of a ward in these states, the oldest first."""
    query = select(AdvanceOrder).where(
        col(AdvanceOrder.ward_id) == ward_id, col(AdvanceOrder.state).in_(states)
    )
    return list(ctx.session.exec(query.order_by(col(AdvanceOrder.id))).all())


def advance_events(ctx: Ctx, claim_id: int) -> list[AdvanceEvent]:
    """Every step of every advance of a claim, the oldest first."""
    query = select(AdvanceEvent).where(col(AdvanceEvent.claim_id) == claim_id)
    return list(ctx.session.exec(query.order_by(col(AdvanceEvent.id))).all())


def advance_by_slip(ctx: Ctx, ward_id: int, slip_no: str) -> AdvanceOrder | None:
    """The paid advance of a ward that has this slip number."""
    return ctx.session.exec(
        select(AdvanceOrder).where(
            col(AdvanceOrder.ward_id) == ward_id, col(AdvanceOrder.slip_no) == slip_no
        )
    ).first()
