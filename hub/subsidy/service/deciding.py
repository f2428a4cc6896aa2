"""Proposal by the clerk, decision by another person; the budget moves with the decision.

Source: rows 8, 12–14 and 28–30 of the state table, the write rule, the ledger (parts 6 to 8).
"""

from typing import Annotated, Literal

from pydantic import BaseModel, StringConstraints

from hub.kernel.calendar import japan_date
from hub.kernel.errors import FieldProblem, Forbidden, Invalid, Refused
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
    queries,
    telling,
    words,
)
from hub.subsidy.advance import advance
from hub.subsidy.calculation import Answer, Rules
from hub.subsidy.ledger import Move
from hub.subsidy.sending import ClaimMoved, answer_of, moved, opened, stage_of
from models.subsidy import Claim, Decision, DecisionDraft
from models.vocab.subsidy import BudgetAccount as At
from models.vocab.subsidy import BudgetEvent, ClaimAction, ClaimState, DecisionKind, Duty

DocNo = Annotated[str, StringConstraints(min_length=1, max_length=40, strip_whitespace=True)]
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
    _draft(ctx, claim, kind, doc_no, reason, answer, amount)
    advance(ctx, claim, ClaimAction.PROPOSE)
    telling.approvers(ctx, claim, ClaimAction.PROPOSE)
    return moved(claim)


@command(name="subsidy:determination:draft", input=DraftDetermination, audit="claim")
def draft_determination(ctx: Ctx, *, claim_id: int, version: int, doc_no: str) -> ClaimMoved:
    """Propose the final amount after the report has been checked (row 28)."""
    claim = opened(ctx, claim_id, version, ClaimAction.PROPOSE_AMOUNT)
    require(ctx, access.may_check(ctx.actor, claim.ward_id))
    duties.take(ctx, claim, Duty.CLERK)
    _all_handled(ctx, claim)
    answer = answer_of(ctx, claim, calculation.rules_of(ctx, claim))
    _draft(ctx, claim, DecisionKind.DETERMINATION, doc_no, "", answer, answer.amount)
    advance(ctx, claim, ClaimAction.PROPOSE_AMOUNT)
    telling.approvers(ctx, claim, ClaimAction.PROPOSE_AMOUNT)
    return moved(claim)


@command(name="subsidy:decision:send_back", input=SendBack, audit="claim")
def send_back_decision(ctx: Ctx, *, claim_id: int, version: int, note: str) -> ClaimMoved:
    """Give a proposal back to the clerk with a reason (rows 12, 29)."""
    claim = queries.claim_at(ctx, claim_id, version)
    require(ctx, access.may_decide(ctx.actor, claim.ward_id))
    fixing = claim.state is ClaimState.FIXING
    action = ClaimAction.SEND_BACK_AMOUNT if fixing else ClaimAction.SEND_BACK
    opened(ctx, claim_id, version, action)
    duties.take(ctx, claim, Duty.APPROVER)
    draft = _proposal(ctx, claim, None)
    draft.ended_at, draft.sent_back_why = ctx.now, note or None
    ctx.session.add(draft)
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
    draft = _proposal(ctx, claim, DecisionKind.GRANT)
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
    made = _decide(ctx, claim, draft, answer, rules.sheet.conditions)
    issued = issuing.issue(ctx, claim, made, issuing.values_of(ctx, claim, rules, made, answer))
    telling.firms(ctx, claim, ClaimAction.GRANT, amount=Yen(answer.amount))
    return moved(claim, issued.job_id)


@command(name="subsidy:decision:refuse", input=ClaimOnly, audit="claim")
def decide_refusal(ctx: Ctx, *, claim_id: int, version: int) -> ClaimMoved:
    """Refuse with the proposed reasons; notice with instructions on remedies (row 14)."""
    claim = opened(ctx, claim_id, version, ClaimAction.REFUSE)
    require(ctx, access.may_decide(ctx.actor, claim.ward_id))
    duties.take(ctx, claim, Duty.APPROVER)
    draft = _proposal(ctx, claim, DecisionKind.REFUSAL)
    rules = calculation.rules_of(ctx, claim)
    answer = answer_of(ctx, claim, rules)
    today = japan_date(ctx.now)
    advance(ctx, claim, ClaimAction.REFUSE, decided_on=today, review_due=None)
    made = _decide(ctx, claim, draft, answer, ())
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
    draft = _proposal(ctx, claim, DecisionKind.DETERMINATION)
    rules = calculation.rules_of(ctx, claim)
    answer = answer_of(ctx, claim, rules)
    _same_amount(answer.amount, draft.amount_yen)
    fixed, granted = answer.amount, claim.granted_yen or 0
    moves = [Move(At.COMMIT, At.PAYABLE, fixed), Move(At.COMMIT, At.AVAIL, granted - fixed)]
    ledger.post(ctx, claim.budget_line_id, BudgetEvent.DETERMINE, moves, claim_id=claim_id)
    action = ClaimAction.DETERMINE if fixed else ClaimAction.DETERMINE_NOTHING
    paid = None if fixed else 0
    advance(ctx, claim, action, fixed_yen=fixed, paid_yen=paid, review_due=None)
    made = _decide(ctx, claim, draft, answer, ())
    issued = issuing.issue(ctx, claim, made, issuing.values_of(ctx, claim, rules, made, answer))
    telling.firms(ctx, claim, action, amount=Yen(fixed))
    return moved(claim, issued.job_id)


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


def _draft(  # noqa: PLR0913, PLR0917  the facts of one proposal
    ctx: Ctx,
    claim: Claim,
    kind: DecisionKind,
    doc_no: str,
    reason: str,
    answer: Answer,
    amount: int,
) -> None:
    if queries.decision_by_number(ctx, claim.ward_id, doc_no) is not None:
        raise Invalid(FieldProblem("doc_no", words.DOC_NO_TAKEN))
    issuing.refuse_missing_glyphs({"number": doc_no, "reason": reason, "item": claim.title})
    sheet, digest = calculation.stored(answer, kind)
    ctx.session.add(
        DecisionDraft(
            claim_id=claim.id or 0,
            kind=kind,
            doc_no=doc_no,
            amount_yen=amount,
            reason=reason or None,
            sheet=sheet,
            sheet_sha256=digest,
            person_id=ctx.actor.person_id or 0,
            at=ctx.now,
        )
    )
    ctx.session.flush()


def _proposal(ctx: Ctx, claim: Claim, kind: DecisionKind | None) -> DecisionDraft:
    """The open proposal, by another person than the actor."""
    draft = queries.open_draft(ctx, claim.id or 0)
    if draft is None or (kind is not None and draft.kind is not kind):
        raise Refused(words.WRONG_PROPOSAL)
    if draft.person_id in ctx.actor.people:
        raise Forbidden(words.SIDES_TAKEN[Duty.CLERK])
    return draft


def _decide(
    ctx: Ctx, claim: Claim, draft: DecisionDraft, answer: Answer, conditions: tuple[str, ...]
) -> Decision:
    """Write the decision for good and close the proposal."""
    taken = queries.decision_by_number(ctx, claim.ward_id, draft.doc_no)
    if taken is not None:
        raise Invalid(FieldProblem("doc_no", words.DOC_NO_TAKEN))
    sheet, digest = calculation.stored(answer, draft.kind)
    made = Decision(
        ward_id=claim.ward_id,
        claim_id=claim.id or 0,
        kind=draft.kind,
        doc_no=draft.doc_no,
        decided_on=japan_date(ctx.now),
        amount_yen=draft.amount_yen,
        conditions=list(conditions),
        reason=draft.reason,
        sheet=sheet,
        sheet_sha256=digest,
        clerk_id=draft.person_id,
        person_id=ctx.actor.person_id or 0,
        at=ctx.now,
    )
    ctx.session.add(made)
    draft.ended_at = ctx.now
    ctx.session.add(draft)
    ctx.session.flush()
    return made
