"""Rows of payment orders and their steps."""

from collections.abc import Collection
from typing import Final

import sqlalchemy as sa
from sqlmodel import col, select

from hub.kernel.errors import NOT_FOUND, NotFound
from hub.platform.context import Ctx, once_a_read
from models.subsidy import Claim, PaymentOrder, PaymentStep
from models.vocab.subsidy import ClaimState, OrderKind, OrderState

UNDER_WAY: Final = (
    OrderState.REQUESTED, OrderState.ORDERED, OrderState.PASSED, OrderState.RETURNED,
)  # fmt: skip


@once_a_read
def orders(ctx: Ctx, claim_id: int) -> list[PaymentOrder]:
    """Payment orders of a claim, the oldest first."""
    query = select(PaymentOrder).where(col(PaymentOrder.claim_id) == claim_id)
    return list(ctx.session.exec(query.order_by(col(PaymentOrder.id))).all())


def advances(ctx: Ctx, claim_id: int) -> list[PaymentOrder]:
    """Advances of a claim, the oldest first."""
    return [row for row in orders(ctx, claim_id) if row.kind is OrderKind.ADVANCE]


def finals(ctx: Ctx, claim_id: int) -> list[PaymentOrder]:
    """Orders to pay the final amount, the oldest first; all but the newest are given up."""
    return [row for row in orders(ctx, claim_id) if row.kind is OrderKind.FINAL]


def order_of(ctx: Ctx, claim_id: int, order_id: int) -> PaymentOrder:
    """One payment order of the claim."""
    row = ctx.session.get(PaymentOrder, order_id)
    if row is None or row.claim_id != claim_id:
        raise NotFound(NOT_FOUND)
    return row


def order_under_way(ctx: Ctx, claim_id: int) -> PaymentOrder | None:
    """The payment order of a claim that is neither paid nor given up."""
    return next((row for row in orders(ctx, claim_id) if row.state in UNDER_WAY), None)


def paid_advances(ctx: Ctx, claim_id: int) -> list[PaymentOrder]:
    """Advances that were paid and have not come back from the bank."""
    return [row for row in advances(ctx, claim_id) if row.state is OrderState.PAID]


def orders_of_ward(ctx: Ctx, ward_id: int, states: Collection[OrderState]) -> list[PaymentOrder]:
    """Payment orders of a ward in these states, the oldest first."""
    query = select(PaymentOrder).where(
        col(PaymentOrder.ward_id) == ward_id, col(PaymentOrder.state).in_(states)
    )
    return list(ctx.session.exec(query.order_by(col(PaymentOrder.id))).all())


def paid_orders(ctx: Ctx, ward_id: int) -> list[PaymentOrder]:
    """Paid orders of a ward that can still come back from the bank, the newest first."""
    advance = sa.and_(
        col(PaymentOrder.kind) == OrderKind.ADVANCE, col(Claim.state) == ClaimState.GRANTED
    )
    final = sa.and_(col(PaymentOrder.kind) == OrderKind.FINAL, col(Claim.state) == ClaimState.PAID)
    query = (
        select(PaymentOrder)
        .join(Claim, col(Claim.id) == col(PaymentOrder.claim_id))
        .where(
            col(PaymentOrder.ward_id) == ward_id,
            col(PaymentOrder.state) == OrderState.PAID,
            sa.or_(advance, final),
        )
    )
    return list(ctx.session.exec(query.order_by(col(PaymentOrder.id).desc())).all())


@once_a_read
def order_events(ctx: Ctx, claim_id: int) -> list[PaymentStep]:
    """Every step of every payment order of a claim, the oldest first."""
    query = select(PaymentStep).where(col(PaymentStep.claim_id) == claim_id)
    return list(ctx.session.exec(query.order_by(col(PaymentStep.id))).all())


def order_by_slip(ctx: Ctx, ward_id: int, slip_no: str) -> PaymentOrder | None:
    """The paid order of a ward that has this slip number."""
    return ctx.session.exec(
        select(PaymentOrder).where(
            col(PaymentOrder.ward_id) == ward_id, col(PaymentOrder.slip_no) == slip_no
        )
    ).first()
