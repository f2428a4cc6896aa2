"""The firms ask for what is fixed (請求), where the programme pays by order; row 31."""

from pydantic import BaseModel

from hub.groups import reads as groups
from hub.kernel.calendar import japan_date
from hub.kernel.errors import FieldProblem, Invalid, Refused
from hub.kernel.states import NOT_ALLOWED
from hub.platform import audit
from hub.platform.commands import command
from hub.platform.context import Ctx, require
from hub.platform.outbox import Yen
from hub.subsidy import (
    access,
    calculation,
    duties,
    orders,
    payments,
    profiles,
    queries,
    telling_orders,
    words,
)
from hub.subsidy.sending import ClaimMoved, moved
from models.subsidy import PaymentOrder
from models.vocab.subsidy import ClaimState, Duty, OrderKind


class RequestPayment(BaseModel):
    """That the account which the ward has is the right one, in the right name."""

    claim_id: int
    version: int
    is_checked: bool = False


@command(name="subsidy:payment:request", input=RequestPayment, audit="payment_order")
def request_payment(ctx: Ctx, *, claim_id: int, version: int, is_checked: bool) -> ClaimMoved:
    """Ask for the fixed amount less what was advanced; the days of the payment begin (row 31)."""
    claim = queries.claim_at(ctx, claim_id, version)
    if claim.state is not ClaimState.DETERMINED or not profiles.is_full(ctx, claim):
        raise Refused(NOT_ALLOWED)
    group = groups.group_facts(ctx, group_id=claim.group_id)
    require(ctx, access.may_apply(ctx.actor, group))
    duties.take(ctx, claim, Duty.APPLICANT)
    orders.refuse_under_way(ctx, claim)
    if not is_checked:
        raise Invalid(FieldProblem("is_checked", words.ACCOUNT_UNCHECKED))
    sheet, today = calculation.rules_of(ctx, claim).sheet, japan_date(ctx.now)
    yen = payments.left(claim)
    row = PaymentOrder(
        ward_id=claim.ward_id,
        claim_id=claim_id,
        kind=OrderKind.FINAL,
        number=len(queries.finals(ctx, claim_id)) + 1,
        amount_yen=yen,
        due_on=sheet.deadlines.payment.due("payment", today),
        person_id=ctx.actor.person_id or 0,
        at=ctx.now,
    )
    ctx.session.add(row)
    ctx.session.flush()
    audit.record(ctx, "payment_order", row.id or 0, payload={"claim": claim_id, "amount": yen})
    queries.renew(ctx, claim)
    telling_orders.asked(ctx, claim, row.kind, group.name, Yen(yen))
    return moved(claim)
