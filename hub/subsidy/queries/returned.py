"""Rows of changes, payments, cancellations and what is paid back."""

from typing import Final

from sqlmodel import col, func, select

from hub.platform.context import Ctx, once_a_read
from models.subsidy import (
    ChangeRequest,
    Decision,
    PaymentRecord,
    PaymentReturn,
    ReturnOrder,
    ReturnReceipt,
)
from models.vocab.subsidy import DecisionKind

CANCELLED: Final = DecisionKind.CANCELLATION
RECALLS: Final = (CANCELLED, DecisionKind.ENDING, DecisionKind.DETERMINATION)


@once_a_read
def change_requests(ctx: Ctx, claim_id: int) -> list[ChangeRequest]:
    """Changes that were asked for, the oldest first."""
    query = select(ChangeRequest).where(col(ChangeRequest.claim_id) == claim_id)
    return list(ctx.session.exec(query.order_by(col(ChangeRequest.number))).all())


@once_a_read
def payment(ctx: Ctx, claim_id: int) -> PaymentRecord | None:
    """The payment of a claim that has not come back."""
    query = (
        select(PaymentRecord)
        .outerjoin(PaymentReturn, col(PaymentReturn.payment_id) == col(PaymentRecord.id))
        .where(col(PaymentRecord.claim_id) == claim_id, col(PaymentReturn.id).is_(None))
    )
    return ctx.session.exec(query).first()


def payments_made(ctx: Ctx, claim_id: int) -> int:
    """How many payments were written down, those included that came back."""
    query = select(func.count()).select_from(PaymentRecord)
    return ctx.session.exec(query.where(col(PaymentRecord.claim_id) == claim_id)).one()


def payment_by_slip(ctx: Ctx, ward_id: int, slip_no: str) -> PaymentRecord | None:
    """The payment of a ward that has this slip number."""
    return ctx.session.exec(
        select(PaymentRecord).where(
            col(PaymentRecord.ward_id) == ward_id, col(PaymentRecord.slip_no) == slip_no
        )
    ).first()


@once_a_read
def came_back(ctx: Ctx, claim_id: int) -> list[PaymentReturn]:
    """Payments of a claim that came back, the oldest first."""
    query = select(PaymentReturn).where(col(PaymentReturn.claim_id) == claim_id)
    return list(ctx.session.exec(query.order_by(col(PaymentReturn.id))).all())


@once_a_read
def recalls(ctx: Ctx, claim_id: int) -> list[Decision]:
    """Cancellations, and what else asks money back (end, final amount), the oldest first."""
    query = select(Decision).where(
        col(Decision.claim_id) == claim_id, col(Decision.kind).in_(RECALLS)
    )
    rows = ctx.session.exec(query.order_by(col(Decision.id))).all()
    return [row for row in rows if row.kind is CANCELLED or row.sheet.get("return")]


@once_a_read
def return_orders(ctx: Ctx, claim_id: int) -> list[ReturnOrder]:
    """Orders to pay back, the oldest first."""
    query = select(ReturnOrder).where(col(ReturnOrder.claim_id) == claim_id)
    return list(ctx.session.exec(query.order_by(col(ReturnOrder.id))).all())


@once_a_read
def receipts(ctx: Ctx, order_id: int) -> list[ReturnReceipt]:
    """What has come in under an order, the oldest first."""
    query = select(ReturnReceipt).where(col(ReturnReceipt.order_id) == order_id)
    return list(ctx.session.exec(query.order_by(col(ReturnReceipt.id))).all())


def receipt_by_number(ctx: Ctx, ward_id: int, receipt_no: str) -> ReturnReceipt | None:
    """The receipt of a ward that has this number."""
    return ctx.session.exec(
        select(ReturnReceipt).where(
            col(ReturnReceipt.ward_id) == ward_id, col(ReturnReceipt.receipt_no) == receipt_no
        )
    ).first()


def number_is_taken(ctx: Ctx, ward_id: int, doc_no: str) -> bool:
    """Say whether a decision or an order of the ward has this document number."""
    decided = select(Decision.id).where(
        col(Decision.ward_id) == ward_id, col(Decision.doc_no) == doc_no
    )
    ordered = select(ReturnOrder.id).where(
        col(ReturnOrder.ward_id) == ward_id, col(ReturnOrder.doc_no) == doc_no
    )
    return any(ctx.session.exec(query).first() is not None for query in (decided, ordered))
