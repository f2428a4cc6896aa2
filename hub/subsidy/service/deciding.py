"""Proposal by the clerk, decision by another person; the budget moves with the decision.

Source: rows 8, 12–14 and 28–30 of the state table, the write rule, the ledger (parts 6 to 8).
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated, Final, Literal

from pydantic import BaseModel, StringConstraints

from hub.kernel.calendar import japan_date
from hub.kernel.errors import FieldProblem, Invalid, Refused
from hub.platform.commands import command
from hub.platform.context import Ctx, require
from hub.platform.outbox import Yen
from hub.subsidy import (
    access,
    calculation,
    duties,
    filling,
    findings,
    issuing,
    ledger,
    profiles,
    proposing,
    queries,
    recovery,
    telling,
    words,
)
from hub.subsidy.advance import advance
from hub.subsidy.calculation import Answer, Rules
from hub.subsidy.ledger import Move
from hub.subsidy.proposing import Proposed
from hub.subsidy.sending import ClaimMoved, answer_of, moved, opened, stage_of
from models.subsidy import Claim
from models.vocab.subsidy import BudgetAccount as At
from models.vocab.subsidy import BudgetEvent, ClaimAction, ClaimState, DecisionKind, Duty

DocNo = Annotated[str, StringConstraints(min_length=1, max_length=40, strip_whitespace=True)]
BACK: Final[Mapping[ClaimState, ClaimAction]] = MappingProxyType(
    {
        ClaimState.FIXING: ClaimAction.SEND_BACK_AMOUNT,
        ClaimState.CANCELLING: ClaimAction.SEND_BACK_CANCEL,
        ClaimState.CHANGE_DECIDING: ClaimAction.SEND_BACK_CHANGE,
    }
)
Text = Annotated[str, StringConstraints(max_length=400, strip_whitespace=True)]


class ClaimOnly(BaseModel):
    """The claim as it was seen."""

    claim_id: int
    version: int


class DraftDecision(ClaimOnly):
    """What is proposed, under which number of the ward's own document system."""

    kind: Literal[DecisionKind.GRANT, DecisionKind.REFUSAL] = DecisionKind.GRANT
    doc_no: DocNo
    reason: Text = ""


class DraftDetermination(ClaimOnly):
    """Under which number of the ward's own document system."""

    doc_no: DocNo


class SendBack(ClaimOnly):
    """Why it goes back to the clerk."""

    note: Text = ""


@command(name="subsidy:decision:draft", input=DraftDecision, audit="claim")
def draft_decision(
    ctx: Ctx, *, claim_id: int, version: int, kind: DecisionKind, doc_no: str, reason: str
) -> ClaimMoved:
    """Propose a grant or a refusal to the approver, with the calculation fixed (row 8)."""
    claim = opened(ctx, claim_id, version, ClaimAction.PROPOSE)
    require(ctx, access.may_check(ctx.actor, claim.ward_id))
    duties.take(ctx, claim, Duty.CLERK)
    rules = calculation.rules_of(ctx, claim)
    if kind is DecisionKind.REFUSAL:
        if not reason:
            raise Invalid(FieldProblem("reason", words.NOTE_NEEDED))
        answer, amount = answer_of(ctx, claim, rules), 0
    else:
        _all_handled(ctx, claim)
        answer = _affordable(ctx, claim, rules)
        amount = answer.amount
        if not amount:
            raise Refused(words.NO_GRANT)
    made = Proposed(kind, doc_no, amount, reason)
    proposing.draft(ctx, claim, made, calculation.stored(answer, kind))
    advance(ctx, claim, ClaimAction.PROPOSE)
    telling.approvers(ctx, claim, ClaimAction.PROPOSE)
    return moved(claim)


@command(name="subsidy:determination:draft", input=DraftDetermination, audit="claim")
def draft_determination(ctx: Ctx, *, claim_id: int, version: int, doc_no: str) -> ClaimMoved:
    """Propose the final amount after the report has been checked, or inspected (row 28)."""
    claim = opened(ctx, claim_id, version, ClaimAction.PROPOSE_AMOUNT)
    require(ctx, access.may_check(ctx.actor, claim.ward_id))
    duties.take(ctx, claim, Duty.CLERK)
    _all_handled(ctx, claim)
    answer = answer_of(ctx, claim, calculation.rules_of(ctx, claim))
    kind = DecisionKind.DETERMINATION
    made = Proposed(kind, doc_no, answer.amount)
    proposing.draft(ctx, claim, made, calculation.stored(answer, kind))
    advance(ctx, claim, ClaimAction.PROPOSE_AMOUNT)
    telling.approvers(ctx, claim, ClaimAction.PROPOSE_AMOUNT)
    return moved(claim)


@command(name="subsidy:decision:send_back", input=SendBack, audit="claim")
def send_back_decision(ctx: Ctx, *, claim_id: int, version: int, note: str) -> ClaimMoved:
    """Give a proposal back to the clerk with a reason (rows 12, 19, 29, 42)."""
    claim = queries.claim_at(ctx, claim_id, version)
    require(ctx, access.may_decide(ctx.actor, claim.ward_id))
    action = BACK.get(claim.state, ClaimAction.SEND_BACK)
    opened(ctx, claim_id, version, action)
    duties.take(ctx, claim, Duty.APPROVER)
    draft = proposing.proposal(ctx, claim, None)
    draft.ended_at, draft.sent_back_why = ctx.now, note or None
    ctx.session.add(draft)
    if action is ClaimAction.SEND_BACK_CANCEL:
        before = recovery.before(ctx, claim)
        since = before.entered_at
        advance(ctx, claim, action, target=before.state, note=note, entered_at=since)
    elif action is ClaimAction.SEND_BACK_AMOUNT:
        advance(ctx, claim, action, target=profiles.reviewed(ctx, claim), note=note)
    else:
        advance(ctx, claim, action, note=note)
    telling.clerks(ctx, claim, action, "")
    return moved(claim)


@command(name="subsidy:decision:grant", input=ClaimOnly, audit="claim")
def decide_grant(ctx: Ctx, *, claim_id: int, version: int) -> ClaimMoved:
    """Grant the proposed amount: budget, decision and notice in one transaction (row 13).

    The amount is computed anew; a difference, or a budget short by one yen, refuses.
    """
    claim = opened(ctx, claim_id, version, ClaimAction.GRANT)
    require(ctx, access.may_decide(ctx.actor, claim.ward_id))
    duties.take(ctx, claim, Duty.APPROVER)
    draft = proposing.proposal(ctx, claim, DecisionKind.GRANT)
    ledger.lock(ctx, claim.budget_line_id)
    rules = calculation.rules_of(ctx, claim)
    answer = _affordable(ctx, claim, rules)
    _same_amount(answer.amount, draft.amount_yen)
    move = Move(At.AVAIL, At.COMMIT, answer.amount)
    ledger.post(ctx, claim.budget_line_id, BudgetEvent.GRANT, [move], claim_id=claim_id)
    today = japan_date(ctx.now)
    days = [row.used_on for row in queries.lines(ctx, claim_id, stage_of(claim)) if row.used_on]
    advance(
        ctx,
        claim,
        ClaimAction.GRANT,
        granted_yen=answer.amount,
        decided_on=today,
        withdraw_until=rules.sheet.deadlines.withdraw.due("withdraw", today),
        report_due=rules.sheet.report_due(max(days, default=today), today),
        review_due=None,
    )
    stored = calculation.stored(answer, draft.kind)
    made = proposing.decide(ctx, claim, draft, stored, rules.sheet.conditions)
    issued = issuing.issue(ctx, claim, made, issuing.values_of(ctx, claim, rules, made, answer))
    telling.firms(ctx, claim, ClaimAction.GRANT, amount=Yen(answer.amount))
    return moved(claim, issued.job_id)


@command(name="subsidy:decision:refuse", input=ClaimOnly, audit="claim")
def decide_refusal(ctx: Ctx, *, claim_id: int, version: int) -> ClaimMoved:
    """Refuse with the proposed reasons; notice with instructions on remedies (row 14)."""
    claim = opened(ctx, claim_id, version, ClaimAction.REFUSE)
    require(ctx, access.may_decide(ctx.actor, claim.ward_id))
    duties.take(ctx, claim, Duty.APPROVER)
    draft = proposing.proposal(ctx, claim, DecisionKind.REFUSAL)
    rules = calculation.rules_of(ctx, claim)
    answer = answer_of(ctx, claim, rules)
    today = japan_date(ctx.now)
    advance(ctx, claim, ClaimAction.REFUSE, decided_on=today, review_due=None)
    made = proposing.decide(ctx, claim, draft, calculation.stored(answer, draft.kind))
    issued = issuing.issue(ctx, claim, made, issuing.values_of(ctx, claim, rules, made, answer))
    filling.free_again(ctx, claim)
    telling.firms(ctx, claim, ClaimAction.REFUSE)
    return moved(claim, issued.job_id)


@command(name="subsidy:determination:decide", input=ClaimOnly, audit="claim")
def determine(ctx: Ctx, *, claim_id: int, version: int) -> ClaimMoved:
    """Fix the amount: what is paid becomes payable, the rest goes back to the budget (row 30)."""
    claim = queries.claim_at(ctx, claim_id, version)
    require(ctx, access.may_decide(ctx.actor, claim.ward_id))
    opened(ctx, claim_id, version, ClaimAction.DETERMINE)
    duties.take(ctx, claim, Duty.APPROVER)
    draft = proposing.proposal(ctx, claim, DecisionKind.DETERMINATION)
    rules = calculation.rules_of(ctx, claim)
    answer = answer_of(ctx, claim, rules)
    _same_amount(answer.amount, draft.amount_yen)
    fixed, advanced = answer.amount, claim.paid_yen or 0
    moves = recovery.settled(claim, fixed)
    ledger.post(ctx, claim.budget_line_id, BudgetEvent.DETERMINE, moves, claim_id=claim_id)
    sheet, digest = calculation.stored(answer, draft.kind)
    if advanced:
        back = max(0, advanced - fixed)
        sheet, digest = recovery.sealed({**sheet, "paid": advanced, "return": back})
    action = _settle(ctx, claim, fixed)
    made = proposing.decide(ctx, claim, draft, (sheet, digest))
    issued = issuing.issue(ctx, claim, made, issuing.values_of(ctx, claim, rules, made, answer))
    telling.determined(ctx, claim, action, fixed, advanced)
    if claim.state is ClaimState.RETURNING:
        telling.approvers(ctx, claim, action)
    return moved(claim, issued.job_id)


def _settle(ctx: Ctx, claim: Claim, fixed: int) -> ClaimAction:
    """Take the step that the advances ask for: more to pay, nothing, or something to come back."""
    advanced = claim.paid_yen or 0
    action = ClaimAction.DETERMINE_NOTHING if fixed == advanced else ClaimAction.DETERMINE
    target = ClaimState.PAID if fixed == advanced else ClaimState.DETERMINED
    if fixed < advanced:
        target = ClaimState.RETURNING
    paid = None if fixed and not advanced else advanced
    advance(ctx, claim, action, target=target, fixed_yen=fixed, paid_yen=paid, review_due=None)
    return action


def _all_handled(ctx: Ctx, claim: Claim) -> None:
    rows = findings.serious(ctx, claim, stage_of(claim))
    if rows:
        raise Refused(words.STILL_OPEN, count=len(rows))


def _affordable(ctx: Ctx, claim: Claim, rules: Rules) -> Answer:
    """The grant that the budget can carry now: all of it, or a part where the programme allows."""
    left = queries.budget_line_of(ctx, claim.budget_line_id).available
    full = answer_of(ctx, claim, rules)
    if full.amount <= left:
        return full
    partial = answer_of(ctx, claim, rules, budget=left)
    if not partial.amount:
        raise Refused(words.BUDGET_SHORT, left=Yen(left))
    return partial


def _same_amount(now: int, then: int) -> None:
    if now != then:
        raise Refused(words.AMOUNT_MOVED, now=Yen(now), then=Yen(then))
