"""Money before the report (概算払), where the programme has it: asked for, ordered, paid.

An advance moves only while its claim is granted and nothing else is asked of it. The orderer is an
approver who has decided nothing on this claim. Source: row 22 of the state table with the steps of
rows 32 to 38; ledger, part 6; duties, part 8 of the subsidy design.
"""

from types import MappingProxyType
from typing import Annotated, Final

from pydantic import BaseModel, StringConstraints

from hub.groups import reads as groups
from hub.kernel.calendar import japan_date
from hub.kernel.dates import read_date
from hub.kernel.errors import FieldProblem, Invalid, Refused
from hub.kernel.states import NOT_ALLOWED, follow
from hub.platform import audit
from hub.platform.commands import REQUIRED, command
from hub.platform.context import Ctx, require, require_fresh
from hub.platform.outbox import Yen
from hub.subsidy import (
    access,
    advances,
    calculation,
    duties,
    ledger,
    queries,
    rules,
    states,
    telling,
    words,
)
from hub.subsidy.sending import ClaimMoved, moved
from models.subsidy import AdvanceOrder, Claim
from models.vocab.subsidy import (
    AdvanceAction,
    AdvanceState,
    BudgetEvent,
    ClaimState,
    Duty,
    Stage,
)

Text = Annotated[str, StringConstraints(max_length=400, strip_whitespace=True)]
Short = Annotated[str, StringConstraints(max_length=40, strip_whitespace=True)]


class RequestAdvance(BaseModel):
    """How much is needed before the report, and for what."""

    claim_id: int
    version: int
    amount: Short = ""
    reason: Text = ""


class AdvanceOnly(BaseModel):
    """The claim as it was seen, and which of its advances."""

    claim_id: int
    version: int
    order_id: int


class AdvanceNoted(AdvanceOnly):
    """Why, or what was corrected."""

    note: Text = ""


class PayAdvance(AdvanceOnly):
    """Slip number and day from the ward's own system."""

    slip_no: Short = ""
    paid_on: Short = ""


@command(name="subsidy:advance:request", input=RequestAdvance, audit="advance")
def request_advance(
    ctx: Ctx, *, claim_id: int, version: int, amount: str, reason: str
) -> ClaimMoved:
    """Ask for a part of the grant before the report; never more than the programme allows (31)."""
    claim = _granted(ctx, claim_id, version)
    group = groups.group_facts(ctx, group_id=claim.group_id)
    require(ctx, access.may_apply(ctx.actor, group))
    duties.take(ctx, claim, Duty.APPLICANT)
    left = advances.left(ctx, claim, calculation.rules_of(ctx, claim))
    if left is None:
        raise Refused(words.NO_ADVANCES)
    advances.refuse_under_way(ctx, claim)
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
    row = AdvanceOrder(
        ward_id=claim.ward_id,
        claim_id=claim_id,
        number=len(queries.advances(ctx, claim_id)) + 1,
        amount_yen=yen,
        reason=reason,
        person_id=ctx.actor.person_id or 0,
        at=ctx.now,
    )
    ctx.session.add(row)
    ctx.session.flush()
    payload = {"claim": claim_id, "amount": yen}
    audit.record(ctx, "advance", row.id or 0, payload=payload)
    queries.renew(ctx, claim)
    telling.advance_requested(ctx, claim, group.name, Yen(yen))
    return moved(claim)


@command(name="subsidy:advance:send_back", input=AdvanceNoted, audit="advance")
def send_back_advance(
    ctx: Ctx, *, claim_id: int, version: int, order_id: int, note: str
) -> ClaimMoved:
    """Give a request, or one that the bank returned, back to the firms; it is over (row 32)."""
    claim, row = _opened(ctx, claim_id, version, order_id, AdvanceAction.SEND_BACK)
    require(ctx, access.may_check(ctx.actor, claim.ward_id))
    duties.take(ctx, claim, Duty.CLERK)
    return _step(ctx, claim, row, AdvanceAction.SEND_BACK, note=note)


@command(name="subsidy:advance:order", input=AdvanceOnly, audit="advance")
def order_advance(ctx: Ctx, *, claim_id: int, version: int, order_id: int) -> ClaimMoved:
    """Order the payment (支出命令), as an approver who has decided nothing on it (row 33)."""
    claim, row = _opened(ctx, claim_id, version, order_id, AdvanceAction.ORDER)
    require(ctx, access.may_decide(ctx.actor, claim.ward_id))
    duties.take(ctx, claim, Duty.ORDERER)
    return _step(ctx, claim, row, AdvanceAction.ORDER)


@command(name="subsidy:advance:examine", input=AdvanceOnly, audit="advance")
def examine_advance(ctx: Ctx, *, claim_id: int, version: int, order_id: int) -> ClaimMoved:
    """Accounting has looked at the order (会計審査); while the books are open (row 34)."""
    claim, row = _opened(ctx, claim_id, version, order_id, AdvanceAction.EXAMINE)
    require(ctx, access.may_receive(ctx.actor, claim.ward_id))
    duties.take(ctx, claim, Duty.ACCOUNTING)
    last = rules.books_close(queries.budget_line_of(ctx, claim.budget_line_id).fiscal_year)
    if japan_date(ctx.now) > last:
        raise Refused(words.BOOKS_CLOSED, day=last)
    return _step(ctx, claim, row, AdvanceAction.EXAMINE)


@command(name="subsidy:advance:reject", input=AdvanceNoted, audit="advance")
def reject_advance(
    ctx: Ctx, *, claim_id: int, version: int, order_id: int, note: str
) -> ClaimMoved:
    """Accounting gives the order back with a reason (返付): it can be ordered anew (row 35)."""
    claim, row = _opened(ctx, claim_id, version, order_id, AdvanceAction.REJECT)
    require(ctx, access.may_receive(ctx.actor, claim.ward_id))
    duties.take(ctx, claim, Duty.ACCOUNTING)
    return _step(ctx, claim, row, AdvanceAction.REJECT, note=note)


@command(name="subsidy:advance:pay", input=PayAdvance, audit="advance")
def pay_advance(
    ctx: Ctx, *, claim_id: int, version: int, order_id: int, slip_no: str, paid_on: str
) -> ClaimMoved:
    """Write down that the bank has paid (row 36)."""
    claim, row = _opened(ctx, claim_id, version, order_id, AdvanceAction.PAY)
    require(ctx, access.may_receive(ctx.actor, claim.ward_id))
    require_fresh(ctx)
    duties.take(ctx, claim, Duty.ACCOUNTING)
    day, problems = read_date(paid_on), []
    year = queries.budget_line_of(ctx, claim.budget_line_id).fiscal_year
    if day is None:
        problems.append(FieldProblem("paid_on", words.NOT_A_DAY))
    else:
        wrong = rules.payment_problem(day, japan_date(ctx.now), claim.decided_on or day, year)
        problems += [FieldProblem("paid_on", *wrong)] if wrong else []
    if not slip_no:
        problems.append(FieldProblem("slip_no", REQUIRED))
    elif _is_taken(ctx, claim, slip_no):
        problems.append(FieldProblem("slip_no", words.SLIP_NO_TAKEN))
    if problems or day is None:
        raise Invalid(*problems)
    ledger.post(
        ctx, claim.budget_line_id, BudgetEvent.ADVANCE_PAY,
        [advances.move_of(row, AdvanceState.PAID)], claim_id=claim_id, note=slip_no,
    )  # fmt: skip
    advances.advance(ctx, row, AdvanceAction.PAY, slip_no=slip_no, day=day)
    queries.renew(ctx, claim, paid_yen=(claim.paid_yen or 0) + row.amount_yen)
    telling.advance_moved(ctx, claim, AdvanceAction.PAY, amount=Yen(row.amount_yen), day=day)
    return moved(claim)


def _is_taken(ctx: Ctx, claim: Claim, slip_no: str) -> bool:
    known = queries.payment_by_slip, queries.advance_by_slip
    return any(find(ctx, claim.ward_id, slip_no) is not None for find in known)


@command(name="subsidy:advance:come_back", input=AdvanceNoted, audit="advance")
def advance_came_back(
    ctx: Ctx, *, claim_id: int, version: int, order_id: int, note: str
) -> ClaimMoved:
    """Write down that the bank did not pay, or gave an advance back (組戻し, row 37)."""
    claim, row = _opened(ctx, claim_id, version, order_id, AdvanceAction.COME_BACK)
    require(ctx, access.may_receive(ctx.actor, claim.ward_id))
    require_fresh(ctx)
    duties.take(ctx, claim, Duty.ACCOUNTING)
    if row.state is AdvanceState.PAID:
        advances.refuse_under_way(ctx, claim)
    return _step(ctx, claim, row, AdvanceAction.COME_BACK, note=note)


@command(name="subsidy:advance:correct", input=AdvanceNoted, audit="advance")
def correct_account(
    ctx: Ctx, *, claim_id: int, version: int, order_id: int, note: str
) -> ClaimMoved:
    """The firms have corrected their account with the ward; accounting looks anew (row 38)."""
    claim, row = _opened(ctx, claim_id, version, order_id, AdvanceAction.CORRECT)
    group = groups.group_facts(ctx, group_id=claim.group_id)
    require(ctx, access.may_apply(ctx.actor, group))
    duties.take(ctx, claim, Duty.APPLICANT)
    return _step(ctx, claim, row, AdvanceAction.CORRECT, note=note)


def _granted(ctx: Ctx, claim_id: int, version: int) -> Claim:
    """The claim as it was seen; an advance moves only while it is granted."""
    claim = queries.claim_at(ctx, claim_id, version)
    if claim.state is not ClaimState.GRANTED:
        raise Refused(NOT_ALLOWED)
    return claim


def _opened(
    ctx: Ctx, claim_id: int, version: int, order_id: int, action: AdvanceAction
) -> tuple[Claim, AdvanceOrder]:
    claim = _granted(ctx, claim_id, version)
    row = queries.advance_of(ctx, claim_id, order_id)
    follow(states.ADVANCE, row.state, action)
    return claim, row


EVENTS: Final = MappingProxyType(
    {
        AdvanceAction.ORDER: BudgetEvent.ADVANCE_ORDER,
        AdvanceAction.REJECT: BudgetEvent.ADVANCE_BACK,
        AdvanceAction.SEND_BACK: BudgetEvent.ADVANCE_BACK,
        AdvanceAction.COME_BACK: BudgetEvent.COME_BACK,
    }
)


def _step(
    ctx: Ctx, claim: Claim, row: AdvanceOrder, action: AdvanceAction, *, note: str = ""
) -> ClaimMoved:
    """One step with its posting; what came back is not paid any more."""
    before = row.state
    target = follow(states.ADVANCE, before, action).target
    move = advances.move_of(row, target)
    advances.advance(ctx, row, action, note=note)
    if move.source is not move.target:
        ledger.post(ctx, claim.budget_line_id, EVENTS[action], [move], claim_id=claim.id)
    changes: dict[str, object] = {}
    if before is AdvanceState.PAID:
        changes["paid_yen"] = (claim.paid_yen or 0) - row.amount_yen or None
    queries.renew(ctx, claim, **changes)
    telling.advance_moved(ctx, claim, action, amount=Yen(row.amount_yen), note=note)
    return moved(claim)
