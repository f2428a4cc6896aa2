"""Money that comes back: the order to pay, what accounting receives, a payment the bank returned.

Source: rows 37, 45 and 46 of the state table, F6 and F7; parts 6 and 13 of the subsidy design.
"""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from pydantic import BaseModel, StringConstraints

from hub.kernel.calendar import japan_date
from hub.kernel.dates import read_date
from hub.kernel.errors import FieldProblem, Invalid, Refused
from hub.platform.commands import command
from hub.platform.context import Ctx, require, require_fresh
from hub.platform.outbox import Yen
from hub.subsidy import (
    access,
    calculation,
    duties,
    issuing,
    ledger,
    payments,
    proposing,
    queries,
    recovery,
    return_papers,
    rules,
    telling,
    words,
)
from hub.subsidy.advance import advance
from hub.subsidy.ledger import Move
from hub.subsidy.sending import ClaimMoved, moved, opened
from models.subsidy import Claim, ReturnOrder, ReturnReceipt
from models.vocab.subsidy import BudgetAccount as At
from models.vocab.subsidy import BudgetEvent, ClaimAction, ClaimState, Duty

Number = Annotated[str, StringConstraints(min_length=1, max_length=40, strip_whitespace=True)]
Day = Annotated[str, StringConstraints(min_length=1, max_length=40)]


class OrderReturn(BaseModel):
    """The number of the order in the ward's own document system."""

    claim_id: int
    version: int
    doc_no: Number


class ReceiveReturn(BaseModel):
    """Number, day and amount of what came in."""

    claim_id: int
    version: int
    receipt_no: Number
    received_on: Day
    amount: Annotated[str, StringConstraints(min_length=1, max_length=40)]


class PaymentCameBack(BaseModel):
    """On which day the bank gave the payment back, and why."""

    claim_id: int
    version: int
    came_back_on: Day
    note: Annotated[str, StringConstraints(max_length=400, strip_whitespace=True)] = ""


@dataclass(frozen=True, slots=True)
class _Received:
    """What came in, read and shared out; `leaves` is what is still due after it."""

    day: date
    principal: int
    additional: int
    late: int
    leaves: int


@command(name="subsidy:return:order", input=OrderReturn, audit="claim")
def order_return(ctx: Ctx, *, claim_id: int, version: int, doc_no: str) -> ClaimMoved:
    """Order the firms to pay back what was cancelled, with the day until which (row 45)."""
    claim = opened(ctx, claim_id, version, ClaimAction.ORDER_RETURN)
    require(ctx, access.may_decide(ctx.actor, claim.ward_id))
    duties.take(ctx, claim, Duty.APPROVER)
    if recovery.open_order(ctx, claim) is not None:
        raise Refused(words.ORDERED_ALREADY)
    proposing.refuse_taken_number(ctx, claim, doc_no)
    rules_of, today = calculation.rules_of(ctx, claim), japan_date(ctx.now)
    decided = queries.recalls(ctx, claim_id)[-1]
    order = ReturnOrder(
        ward_id=claim.ward_id,
        claim_id=claim_id,
        decision_id=decided.id or 0,
        doc_no=doc_no,
        ordered_on=today,
        due_on=rules_of.sheet.deadlines.repay.due("repay", today),
        principal_yen=(claim.paid_yen or 0) - (claim.fixed_yen or 0),
        has_charge=recovery.has_charge(decided),
        person_id=ctx.actor.person_id or 0,
        at=ctx.now,
    )
    ctx.session.add(order)
    ctx.session.flush()
    values = return_papers.ordered(ctx, claim, rules_of, decided, order)
    issued = issuing.issue(ctx, claim, decided, values, return_papers.ORDER)
    target = ClaimState.RETURNING
    advance(
        ctx, claim, ClaimAction.ORDER_RETURN, target=target, return_due=order.due_on, reminders=0
    )
    due = {"amount": Yen(order.principal_yen), "day": order.due_on}
    telling.firms(ctx, claim, ClaimAction.ORDER_RETURN, **due)
    telling.accounting(ctx, claim, ClaimAction.ORDER_RETURN)
    return moved(claim, issued.job_id)


@command(name="subsidy:return:receive", input=ReceiveReturn, audit="claim")
def receive_return(
    ctx: Ctx, *, claim_id: int, version: int, receipt_no: str, received_on: str, amount: str
) -> ClaimMoved:
    """Write down what came in: principal first, then the charges of that day (row 46).

    A yen more than is due on the day is refused with the exact sum.
    """
    claim = opened(ctx, claim_id, version, ClaimAction.RECEIVE)
    require(ctx, access.may_receive(ctx.actor, claim.ward_id))
    require_fresh(ctx)
    duties.take(ctx, claim, Duty.ACCOUNTING)
    order = recovery.needed_order(ctx, claim)
    got = _read(ctx, claim, order, received_on, amount)
    if queries.receipt_by_number(ctx, claim.ward_id, receipt_no) is not None:
        raise Invalid(FieldProblem("receipt_no", words.RECEIPT_NO_TAKEN))
    _post(ctx, claim, got, receipt_no)
    ctx.session.add(
        ReturnReceipt(
            ward_id=claim.ward_id,
            claim_id=claim_id,
            order_id=order.id or 0,
            receipt_no=receipt_no,
            received_on=got.day,
            principal_yen=got.principal,
            additional_yen=got.additional,
            late_yen=got.late,
            person_id=ctx.actor.person_id or 0,
            at=ctx.now,
        )
    )
    paid = (claim.paid_yen or 0) - got.principal
    due = claim.return_due if got.leaves else None
    target = ClaimState.RETURNING if got.leaves else ClaimState.REPAID
    advance(ctx, claim, ClaimAction.RECEIVE, target=target, paid_yen=paid, return_due=due)
    came = got.principal + got.additional + got.late
    left = {"amount": Yen(came), "day": got.day, "left": Yen(got.leaves)}
    telling.firms(ctx, claim, ClaimAction.RECEIVE, **left)
    return moved(claim)


def _read(ctx: Ctx, claim: Claim, order: ReturnOrder, typed_day: str, typed: str) -> _Received:
    """Day and amount, both judged at once; the amount against what is due on that day."""
    day, yen = read_date(typed_day), rules.read_yen(typed)
    problems = []
    last = max(
        (row.received_on for row in queries.receipts(ctx, order.id or 0)), default=order.ordered_on
    )
    wrong = rules.receipt_problem(day, japan_date(ctx.now), last)
    if wrong is not None:
        problems.append(FieldProblem("received_on", *wrong))
    if yen is None:
        problems.append(FieldProblem("amount", words.NOT_AN_AMOUNT))
    if problems or day is None or yen is None:
        raise Invalid(*problems)
    balance = recovery.balance(ctx, claim, order, day)
    parts = balance.share(yen)
    if parts is None:
        most = {"most": Yen(balance.total_yen)}
        raise Invalid(FieldProblem("amount", words.RETURNED_TOO_MUCH, most))
    return _Received(day, *parts, leaves=balance.total_yen - yen)


def _post(ctx: Ctx, claim: Claim, got: _Received, receipt_no: str) -> None:
    """Principal is recovered; it is free again while the books of its year are open (part 6)."""
    line = queries.budget_line_of(ctx, claim.budget_line_id)
    steps = [(BudgetEvent.RECOVER, Move(At.RECOVERABLE, At.RECOVERED, got.principal))]
    if rules.is_restored(got.day, line.fiscal_year):
        steps.append((BudgetEvent.RESTORE, Move(At.RECOVERED, At.AVAIL, got.principal)))
    for event, move in steps:
        ledger.post(ctx, line.id or 0, event, [move], claim_id=claim.id, note=receipt_no)


@command(name="subsidy:payment:come_back", input=PaymentCameBack, audit="claim")
def payment_came_back(
    ctx: Ctx, *, claim_id: int, version: int, came_back_on: str, note: str
) -> ClaimMoved:
    """Write down that the bank gave a payment back: it is to be paid anew (組戻し, row 37)."""
    claim = opened(ctx, claim_id, version, ClaimAction.COME_BACK)
    require(ctx, access.may_check(ctx.actor, claim.ward_id))
    require_fresh(ctx)
    duties.take(ctx, claim, Duty.CLERK)
    payment = queries.payment(ctx, claim_id)
    if payment is None:
        raise Refused(words.NOTHING_PAID)
    day, today = read_date(came_back_on), japan_date(ctx.now)
    wrong = rules.receipt_problem(day, today, payment.paid_on)
    problems = [FieldProblem("came_back_on", *wrong)] if wrong else []
    if not note:
        problems.append(FieldProblem("note", words.NOTE_NEEDED))
    if problems or day is None:
        raise Invalid(*problems)
    payments.take_back(ctx, claim, payment, day, note, ClaimAction.COME_BACK)
    return moved(claim)
