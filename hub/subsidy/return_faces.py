"""Builds the frozen answers about changes and money that comes back; no rows out."""

from typing import Final

from hub.kernel.calendar import japan_date
from hub.platform.context import Ctx
from hub.subsidy import calculation, changing, queries, recovery, words
from hub.subsidy.faces import ChangedLine, Changing, OrderRow, ReceiptRow, Returning
from models.subsidy import Claim, Decision, PaymentOrder, ReturnReceipt
from models.vocab.subsidy import ClaimState, DecisionKind

CHANGING: Final = (ClaimState.CHANGE_REVIEW, ClaimState.CHANGE_DECIDING)


def changing_of(ctx: Ctx, claim: Claim) -> Changing | None:
    """The change that is being looked at; None when none is."""
    if claim.state not in CHANGING:
        return None
    request = queries.change_requests(ctx, claim.id or 0)[-1]
    rules = calculation.rules_of(ctx, claim)
    rows = changing.lines(ctx, claim, changing.amounts(request))
    total = sum(row.line.gross_yen for row in rows)
    moved = sum(abs(row.after_yen - row.line.gross_yen) for row in rows)
    return Changing(
        kind=request.kind,
        reason=request.reason,
        lines=tuple(
            ChangedLine(f"{row.line.position}　{row.line.title}", row.line.gross_yen, row.after_yen)
            for row in rows
            if row.after_yen != row.line.gross_yen
        ),
        done_on=request.done_on,
        asked_yen=request.asked_yen,
        amount_yen=changing.amount_after(ctx, claim, rules, request),
        shift_percent=moved * 100 // total if total else 0,
        at=request.at,
    )


def returning(ctx: Ctx, claim: Claim) -> Returning | None:
    """The newest decision that asks money back, its order and what came in; None without one."""
    made = queries.recalls(ctx, claim.id or 0)
    if not made:
        return None
    newest, today = made[-1], japan_date(ctx.now)
    order = recovery.open_order(ctx, claim)
    cause = words.CAUSE_LABELS[newest.cause] if newest.cause else words.KIND_LABELS[newest.kind]
    due = recovery.balance(ctx, claim, order, today) if order else None
    back = newest.sheet["return"]
    rule = calculation.rules_of(ctx, claim).sheet.deadlines.repay
    return Returning(
        cancel_no=newest.doc_no,
        cancelled_on=newest.decided_on,
        cancelled_yen=_taken(newest),
        left_yen=recovery.in_force(claim),
        kind=newest.kind,
        cause=cause,
        reason=newest.reason or "",
        hearing=newest.hearing or "",
        principal_yen=back if isinstance(back, int) else 0,
        has_charge=recovery.has_charge(newest),
        order_no=order.doc_no if order else "",
        due_on=order.due_on if order else None,
        will_be_due_on=rule.due("repay", today),
        today_principal_yen=due.principal_yen if due else 0,
        today_additional_yen=due.additional_yen if due else 0,
        today_late_yen=due.late_yen if due else 0,
        receipts=tuple(_receipt(row) for row in queries.receipts(ctx, order.id or 0))
        if order
        else (),
    )


def _taken(decided: Decision) -> int:
    """Yen that the decision took away; after a final amount, those that were advanced too much."""
    back = decided.sheet.get("return")
    is_final = decided.kind is DecisionKind.DETERMINATION
    return back if is_final and isinstance(back, int) else decided.amount_yen


def row_of(order: PaymentOrder) -> OrderRow:
    """One payment order as pages see it."""
    return OrderRow(
        order_id=order.id or 0,
        kind=order.kind,
        number=order.number,
        amount_yen=order.amount_yen,
        state=order.state,
        state_words=words.ORDER_LABELS[order.kind][order.state],
        reason=order.reason or "",
        asked_on=japan_date(order.at),
        due_on=order.due_on,
        paid_on=order.paid_on,
        slip_no=order.slip_no or "",
    )


def _receipt(row: ReturnReceipt) -> ReceiptRow:
    return ReceiptRow(
        row.receipt_no, row.received_on, row.principal_yen, row.additional_yen, row.late_yen
    )
