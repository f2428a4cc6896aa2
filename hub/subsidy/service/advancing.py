"""Money before the report (概算払), where the programme has it: what the firms ask for.

Its way on is that of every payment order (`ordering`). Source: row 22 of the state table.
"""

from typing import Annotated

from pydantic import BaseModel, StringConstraints

from hub.groups import reads as groups
from hub.kernel.errors import FieldProblem, Invalid, Refused
from hub.kernel.states import NOT_ALLOWED
from hub.platform import audit
from hub.platform.commands import command
from hub.platform.context import Ctx, require
from hub.platform.outbox import Yen
from hub.subsidy import (
    access,
    advances,
    calculation,
    duties,
    orders,
    queries,
    rules,
    telling_orders,
    words,
)
from hub.subsidy.sending import ClaimMoved, moved
from models.subsidy import PaymentOrder
from models.vocab.subsidy import ClaimState, Duty, OrderKind, Stage

Text = Annotated[str, StringConstraints(max_length=400, strip_whitespace=True)]
Short = Annotated[str, StringConstraints(max_length=40, strip_whitespace=True)]


class RequestAdvance(BaseModel):
    """How much is needed before the report, and for what."""

    claim_id: int
    version: int
    amount: Short = ""
    reason: Text = ""


@command(name="subsidy:advance:request", input=RequestAdvance, audit="payment_order")
def request_advance(
    ctx: Ctx, *, claim_id: int, version: int, amount: str, reason: str
) -> ClaimMoved:
    """Ask for a part of the grant before the report; never more than the programme allows (31)."""
    claim = queries.claim_at(ctx, claim_id, version)
    if claim.state is not ClaimState.GRANTED:
        raise Refused(NOT_ALLOWED)
    group = groups.group_facts(ctx, group_id=claim.group_id)
    require(ctx, access.may_apply(ctx.actor, group))
    duties.take(ctx, claim, Duty.APPLICANT)
    left = advances.left(ctx, claim, calculation.rules_of(ctx, claim))
    if left is None:
        raise Refused(words.NO_ADVANCES)
    orders.refuse_under_way(ctx, claim)
    if queries.lines(ctx, claim_id, Stage.ACTUAL):
        raise Refused(words.REPORT_BEGUN)
    yen, problems = rules.read_yen(amount), []
    if yen is None:
        problems.append(FieldProblem("amount", words.NOT_AN_AMOUNT))
    elif yen > left:
        problems.append(FieldProblem("amount", words.ADVANCE_TOO_MUCH, {"most": Yen(left)}))
    if not reason:
        problems.append(FieldProblem("reason", words.NOTE_NEEDED))
    if problems or yen is None:
        raise Invalid(*problems)
    row = PaymentOrder(
        ward_id=claim.ward_id,
        claim_id=claim_id,
        kind=OrderKind.ADVANCE,
        number=len(queries.advances(ctx, claim_id)) + 1,
        amount_yen=yen,
        reason=reason,
        person_id=ctx.actor.person_id or 0,
        at=ctx.now,
    )
    ctx.session.add(row)
    ctx.session.flush()
    payload = {"claim": claim_id, "amount": yen}
    audit.record(ctx, "payment_order", row.id or 0, payload=payload)
    queries.renew(ctx, claim)
    telling_orders.asked(ctx, claim, row.kind, group.name, Yen(yen))
    return moved(claim)
