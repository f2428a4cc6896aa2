"""A payment of the final amount, and one that the bank gave back: parts of use cases.

Both profiles write the same rows and move the same yen; who presses differs.
"""

from datetime import date

from hub.platform.context import Ctx
from hub.platform.outbox import Yen
from hub.subsidy import ledger, queries, telling
from hub.subsidy.advance import advance
from hub.subsidy.ledger import Move
from models.subsidy import Claim, PaymentRecord, PaymentReturn
from models.vocab.subsidy import BudgetAccount as At
from models.vocab.subsidy import BudgetEvent, ClaimAction


def is_taken(ctx: Ctx, claim: Claim, slip_no: str) -> bool:
    """Say whether a slip number of the ward stands for a payment already."""
    known = queries.payment_by_slip, queries.order_by_slip
    return any(find(ctx, claim.ward_id, slip_no) is not None for find in known)


def left(claim: Claim) -> int:
    """Yen of the fixed amount that are still to be paid: what was advanced is not paid twice."""
    return (claim.fixed_yen or 0) - (claim.paid_yen or 0)


def pay(ctx: Ctx, claim: Claim, slip_no: str, day: date, action: ClaimAction) -> None:
    """What was fixed and not advanced is no longer payable but paid."""
    yen = left(claim)
    move = Move(At.PAYABLE, At.PAID, yen)
    line_id, claim_id = claim.budget_line_id, claim.id or 0
    ledger.post(ctx, line_id, BudgetEvent.PAY, [move], claim_id=claim_id, note=slip_no)
    ctx.session.add(
        PaymentRecord(
            ward_id=claim.ward_id,
            claim_id=claim_id,
            number=queries.payments_made(ctx, claim_id) + 1,
            slip_no=slip_no,
            paid_on=day,
            amount_yen=yen,
            person_id=ctx.actor.person_id or 0,
            at=ctx.now,
        )
    )
    advance(ctx, claim, action, paid_yen=claim.fixed_yen)
    telling.firms(ctx, claim, action, amount=Yen(yen), day=day)


def take_back(
    ctx: Ctx, claim: Claim, payment: PaymentRecord, day: date, note: str, action: ClaimAction
) -> None:
    """The bank gave a payment back: it is payable again."""
    move = Move(At.PAID, At.PAYABLE, payment.amount_yen)
    line_id, slip = claim.budget_line_id, payment.slip_no
    ledger.post(ctx, line_id, BudgetEvent.COME_BACK, [move], claim_id=claim.id, note=slip)
    ctx.session.add(
        PaymentReturn(
            claim_id=claim.id or 0,
            payment_id=payment.id or 0,
            came_back_on=day,
            reason=note,
            person_id=ctx.actor.person_id or 0,
            at=ctx.now,
        )
    )
    still = (claim.paid_yen or 0) - payment.amount_yen or None
    advance(ctx, claim, action, note=note, paid_yen=still)
    telling.firms(ctx, claim, action, day=day)
