"""Builds the frozen answers about changes and money that comes back; no rows out."""

from typing import Final

from hub.kernel.calendar import japan_date
from hub.platform.context import Ctx
from hub.subsidy import calculation, changing, queries, recovery, words
from hub.subsidy.faces import ChangedLine, Changing, ReceiptRow, Returning
from models.subsidy import Claim, ReturnReceipt
from models.vocab.subsidy import CancelCause, ClaimState

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
        reason=request.reason,
        lines=tuple(
            ChangedLine(f"{row.line.position}　{row.line.title}", row.line.gross_yen, row.after_yen)
            for row in rows
            if row.after_yen != row.line.gross_yen
        ),
        done_on=request.done_on,
        asked_yen=request.asked_yen,
        amount_yen=changing.answer(ctx, claim, rules, request).amount,
        shift_percent=moved * 100 // total if total else 0,
        at=request.at,
    )


def returning(ctx: Ctx, claim: Claim) -> Returning | None:
    """The newest cancellation with its order and what has come in; None where there is none."""
    made = queries.cancellations(ctx, claim.id or 0)
    if not made:
        return None
    newest, today = made[-1], japan_date(ctx.now)
    order = recovery.open_order(ctx, claim)
    cause = newest.cause or CancelCause.CONDITION
    due = recovery.balance(ctx, claim, order, today) if order else None
    back = newest.sheet["return"]
    rule = calculation.rules_of(ctx, claim).sheet.deadlines.repay
    return Returning(
        cancel_no=newest.doc_no,
        cancelled_on=newest.decided_on,
        cancelled_yen=newest.amount_yen,
        left_yen=recovery.in_force(claim),
        cause=words.CAUSE_LABELS[cause],
        reason=newest.reason or "",
        hearing=newest.hearing or "",
        principal_yen=back if isinstance(back, int) else 0,
        has_charge=cause not in recovery.WITHOUT_CHARGE,
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


def _receipt(row: ReturnReceipt) -> ReceiptRow:
    return ReceiptRow(
        row.receipt_no, row.received_on, row.principal_yen, row.additional_yen, row.late_yen
    )
