"""The way of a payment order: ordered, examined, paid, given back, each by its own side.

It is the same for an advance and for a final payment. The orderer is an approver who has decided
nothing on this claim. Source: rows 32 to 38 of the state table; ledger, part 6; duties, part 8 of
the subsidy design.
"""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Annotated, Final

from pydantic import BaseModel, StringConstraints

from hub.groups import reads as groups
from hub.kernel.calendar import japan_date
from hub.kernel.dates import read_date
from hub.kernel.errors import FieldProblem, Invalid, Refused
from hub.kernel.states import NOT_ALLOWED, follow
from hub.platform.commands import REQUIRED, command
from hub.platform.context import Ctx, require, require_fresh
from hub.platform.outbox import Yen
from hub.subsidy import (
    access,
    calculation,
    duties,
    full_papers,
    issuing,
    ledger,
    orders,
    payments,
    queries,
    rules,
    states,
    telling_orders,
    words,
)
from hub.subsidy.sending import ClaimMoved, moved
from models.subsidy import Claim, PaymentOrder
from models.vocab.subsidy import (
    BudgetEvent,
    ClaimAction,
    DecisionKind,
    Duty,
    OrderAction,
    OrderKind,
    OrderState,
)

Text = Annotated[str, StringConstraints(max_length=400, strip_whitespace=True)]
Short = Annotated[str, StringConstraints(max_length=40, strip_whitespace=True)]


class OrderOnly(BaseModel):
    """The claim as it was seen, and which of its payment orders."""

    claim_id: int
    version: int
    order_id: int


class OrderNoted(OrderOnly):
    """Why, or what was corrected."""

    note: Text = ""


class PayOrder(OrderOnly):
    """Slip number and day from the ward's own system."""

    slip_no: Short = ""
    paid_on: Short = ""


@command(name="subsidy:order:send_back", input=OrderNoted, audit="payment_order")
def send_back_order(
    ctx: Ctx, *, claim_id: int, version: int, order_id: int, note: str
) -> ClaimMoved:
    """Give a request, or one that the bank returned, back to the firms; it is over (row 32)."""
    claim, row = _opened(ctx, claim_id, version, order_id, OrderAction.SEND_BACK)
    require(ctx, access.may_check(ctx.actor, claim.ward_id))
    duties.take(ctx, claim, Duty.CLERK)
    return _step(ctx, claim, row, OrderAction.SEND_BACK, note=note)


@command(name="subsidy:order:give", input=OrderOnly, audit="payment_order")
def give_order(ctx: Ctx, *, claim_id: int, version: int, order_id: int) -> ClaimMoved:
    """Order the payment (支出命令), as an approver who has decided nothing on it (row 33)."""
    claim, row = _opened(ctx, claim_id, version, order_id, OrderAction.ORDER)
    require(ctx, access.may_decide(ctx.actor, claim.ward_id))
    duties.take(ctx, claim, Duty.ORDERER)
    return _step(ctx, claim, row, OrderAction.ORDER)


@command(name="subsidy:order:examine", input=OrderOnly, audit="payment_order")
def examine_order(ctx: Ctx, *, claim_id: int, version: int, order_id: int) -> ClaimMoved:
    """Accounting has looked at the order (会計審査); while the books are open (row 34)."""
    claim, row = _opened(ctx, claim_id, version, order_id, OrderAction.EXAMINE)
    require(ctx, access.may_receive(ctx.actor, claim.ward_id))
    duties.take(ctx, claim, Duty.ACCOUNTING)
    last = rules.books_close(queries.budget_line_of(ctx, claim.budget_line_id).fiscal_year)
    if japan_date(ctx.now) > last:
        raise Refused(words.BOOKS_CLOSED, day=last)
    return _step(ctx, claim, row, OrderAction.EXAMINE)


@command(name="subsidy:order:reject", input=OrderNoted, audit="payment_order")
def reject_order(ctx: Ctx, *, claim_id: int, version: int, order_id: int, note: str) -> ClaimMoved:
    """Accounting gives the order back with a reason (返付): it can be ordered anew (row 35)."""
    claim, row = _opened(ctx, claim_id, version, order_id, OrderAction.REJECT)
    require(ctx, access.may_receive(ctx.actor, claim.ward_id))
    duties.take(ctx, claim, Duty.ACCOUNTING)
    return _step(ctx, claim, row, OrderAction.REJECT, note=note)


@command(name="subsidy:order:pay", input=PayOrder, audit="payment_order")
def pay_order(
    ctx: Ctx, *, claim_id: int, version: int, order_id: int, slip_no: str, paid_on: str
) -> ClaimMoved:
    """Write down that the bank has paid (row 36)."""
    claim, row = _opened(ctx, claim_id, version, order_id, OrderAction.PAY)
    require(ctx, access.may_receive(ctx.actor, claim.ward_id))
    require_fresh(ctx)
    duties.take(ctx, claim, Duty.ACCOUNTING)
    day, problems = read_date(paid_on), []
    year = queries.budget_line_of(ctx, claim.budget_line_id).fiscal_year
    if day is None:
        problems.append(FieldProblem("paid_on", words.NOT_A_DAY))
    else:
        wrong = rules.payment_problem(day, japan_date(ctx.now), _since(ctx, claim, row, day), year)
        problems += [FieldProblem("paid_on", *wrong)] if wrong else []
    if not slip_no:
        problems.append(FieldProblem("slip_no", REQUIRED))
    elif payments.is_taken(ctx, claim, slip_no):
        problems.append(FieldProblem("slip_no", words.SLIP_NO_TAKEN))
    if problems or day is None:
        raise Invalid(*problems)
    if row.kind is OrderKind.FINAL:
        orders.advance(ctx, row, OrderAction.PAY, slip_no=slip_no, day=day)
        payments.pay(ctx, claim, slip_no, day, ClaimAction.TRANSFER)
        return moved(claim)
    _pay_advance(ctx, claim, row, slip_no, day)
    return moved(claim)


def _since(ctx: Ctx, claim: Claim, row: PaymentOrder, day: date) -> date:
    """The day before which nothing can have been paid: that of the decision it rests on."""
    fixed = queries.decision(ctx, claim.id or 0, DecisionKind.DETERMINATION)
    if row.kind is OrderKind.FINAL and fixed is not None:
        return fixed.decided_on
    return claim.decided_on or day


def _pay_advance(ctx: Ctx, claim: Claim, row: PaymentOrder, slip_no: str, day: date) -> None:
    ledger.post(
        ctx, claim.budget_line_id, BudgetEvent.ADVANCE_PAY,
        [orders.move_of(row, OrderState.PAID)], claim_id=claim.id, note=slip_no,
    )  # fmt: skip
    orders.advance(ctx, row, OrderAction.PAY, slip_no=slip_no, day=day)
    queries.renew(ctx, claim, paid_yen=(claim.paid_yen or 0) + row.amount_yen)
    amount = Yen(row.amount_yen)
    telling_orders.moved(ctx, claim, row.kind, OrderAction.PAY, amount=amount, day=day)


@command(name="subsidy:order:come_back", input=OrderNoted, audit="payment_order")
def order_came_back(
    ctx: Ctx, *, claim_id: int, version: int, order_id: int, note: str
) -> ClaimMoved:
    """Write down that the bank did not pay, or gave a payment back (組戻し, row 37)."""
    claim, row = _opened(ctx, claim_id, version, order_id, OrderAction.COME_BACK)
    require(ctx, access.may_receive(ctx.actor, claim.ward_id))
    require_fresh(ctx)
    duties.take(ctx, claim, Duty.ACCOUNTING)
    if row.state is OrderState.PAID:
        orders.refuse_under_way(ctx, claim)
    payment = queries.payment(ctx, claim_id)
    if row.kind is OrderKind.FINAL and row.state is OrderState.PAID and payment is not None:
        orders.advance(ctx, row, OrderAction.COME_BACK, note=note)
        today = japan_date(ctx.now)
        payments.take_back(ctx, claim, payment, today, note, ClaimAction.BOUNCE)
        return moved(claim)
    return _step(ctx, claim, row, OrderAction.COME_BACK, note=note)


@command(name="subsidy:order:correct", input=OrderNoted, audit="payment_order")
def correct_account(
    ctx: Ctx, *, claim_id: int, version: int, order_id: int, note: str
) -> ClaimMoved:
    """The firms have corrected their account with the ward; accounting looks anew (row 38)."""
    claim, row = _opened(ctx, claim_id, version, order_id, OrderAction.CORRECT)
    group = groups.group_facts(ctx, group_id=claim.group_id)
    require(ctx, access.may_apply(ctx.actor, group))
    duties.take(ctx, claim, Duty.APPLICANT)
    return _step(ctx, claim, row, OrderAction.CORRECT, note=note)


def _opened(
    ctx: Ctx, claim_id: int, version: int, order_id: int, action: OrderAction
) -> tuple[Claim, PaymentOrder]:
    """The claim as it was seen and its order, which moves only where the claim stands still."""
    claim = queries.claim_at(ctx, claim_id, version)
    row = queries.order_of(ctx, claim_id, order_id)
    if not orders.moves(claim, row):
        raise Refused(NOT_ALLOWED)
    follow(states.ORDER, row.state, action)
    return claim, row


EVENTS: Final[Mapping[OrderAction, BudgetEvent]] = MappingProxyType(
    {
        OrderAction.ORDER: BudgetEvent.ADVANCE_ORDER,
        OrderAction.REJECT: BudgetEvent.ADVANCE_BACK,
        OrderAction.SEND_BACK: BudgetEvent.ADVANCE_BACK,
        OrderAction.COME_BACK: BudgetEvent.COME_BACK,
    }
)


def _step(
    ctx: Ctx, claim: Claim, row: PaymentOrder, action: OrderAction, *, note: str = ""
) -> ClaimMoved:
    """One step with its posting and, for an order, its paper; what came back is not paid."""
    before = row.state
    move = orders.move_of(row, follow(states.ORDER, before, action).target)
    made = orders.advance(ctx, row, action, note=note)
    if move.source is not move.target:
        ledger.post(ctx, claim.budget_line_id, EVENTS[action], [move], claim_id=claim.id)
    changes: dict[str, object] = {}
    if before is OrderState.PAID:
        changes["paid_yen"] = (claim.paid_yen or 0) - row.amount_yen or None
    queries.renew(ctx, claim, **changes)
    telling_orders.moved(ctx, claim, row.kind, action, amount=Yen(row.amount_yen), note=note)
    if action is not OrderAction.ORDER:
        return moved(claim)
    values = full_papers.ordered(ctx, claim, calculation.rules_of(ctx, claim), row)
    issued = issuing.keep(ctx, claim, full_papers.ORDER, values, issuing.Of(step_id=made.id))
    return moved(claim, issued.job_id)
