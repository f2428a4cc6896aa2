"""Payment as the light profile has it: the ward pays in its own system and writes it down here."""

from typing import Annotated

from pydantic import BaseModel, StringConstraints

from hub.kernel.calendar import japan_date
from hub.kernel.dates import read_date
from hub.kernel.errors import FieldProblem, Invalid, Refused
from hub.platform.commands import command
from hub.platform.context import Ctx, require, require_fresh
from hub.subsidy import (
    access,
    calculation,
    duties,
    payments,
    queries,
    rules,
    words,
)
from hub.subsidy.advance import advance
from hub.subsidy.sending import ClaimMoved, moved, opened
from models.vocab.subsidy import ClaimAction, DecisionKind, Duty


class RecordPayment(BaseModel):
    """Slip number and day from the ward's own system."""

    claim_id: int
    version: int
    slip_no: Annotated[str, StringConstraints(min_length=1, max_length=40, strip_whitespace=True)]
    paid_on: Annotated[str, StringConstraints(min_length=1, max_length=40)]


class ClaimOnly(BaseModel):
    """The claim as it was seen."""

    claim_id: int
    version: int


@command(name="subsidy:payment:record", input=RecordPayment, audit="claim")
def record_payment(
    ctx: Ctx, *, claim_id: int, version: int, slip_no: str, paid_on: str
) -> ClaimMoved:
    """Write a payment down: the fixed amount is no longer payable but paid (支払記録)."""
    claim = opened(ctx, claim_id, version, ClaimAction.PAY)
    require(ctx, access.may_check(ctx.actor, claim.ward_id))
    require_fresh(ctx)
    duties.take(ctx, claim, Duty.CLERK)
    day = read_date(paid_on)
    if day is None:
        raise Invalid(FieldProblem("paid_on", words.NOT_A_DAY))
    fixed = queries.decision(ctx, claim_id, DecisionKind.DETERMINATION)
    line = queries.budget_line_of(ctx, claim.budget_line_id)
    since = fixed.decided_on if fixed else day
    wrong = rules.payment_problem(day, japan_date(ctx.now), since, line.fiscal_year)
    if wrong is not None:
        raise Invalid(FieldProblem("paid_on", *wrong))
    if payments.is_taken(ctx, claim, slip_no):
        raise Invalid(FieldProblem("slip_no", words.SLIP_NO_TAKEN))
    payments.pay(ctx, claim, slip_no, day, ClaimAction.PAY)
    return moved(claim)


@command(name="subsidy:claim:complete", input=ClaimOnly, audit="claim")
def complete(ctx: Ctx, *, claim_id: int, version: int) -> ClaimMoved:
    """Close the file; not while the programme waits for a tax report (row 40)."""
    claim = opened(ctx, claim_id, version, ClaimAction.COMPLETE)
    require(ctx, access.may_check(ctx.actor, claim.ward_id))
    duties.take(ctx, claim, Duty.CLERK)
    if calculation.rules_of(ctx, claim).sheet.follow_up:
        raise Refused(words.FOLLOW_UP_OPEN)
    advance(ctx, claim, ClaimAction.COMPLETE)
    return moved(claim)
