"""Cancellation of a grant, whole or in part, also after the money is paid.

Source: rows 41 to 44 of the state table; parts 6 and 13 of the subsidy design.
"""

from typing import Annotated

from pydantic import BaseModel, StringConstraints

from hub.kernel.errors import FieldProblem, Invalid, Refused
from hub.platform.commands import REQUIRED, command
from hub.platform.context import Ctx, require
from hub.platform.outbox import Yen
from hub.subsidy import (
    access,
    calculation,
    duties,
    issuing,
    ledger,
    orders,
    proposing,
    recovery,
    return_papers,
    rules,
    telling,
    words,
)
from hub.subsidy.advance import advance
from hub.subsidy.proposing import Proposed
from hub.subsidy.sending import ClaimMoved, moved, opened
from models.subsidy import Claim, DecisionDraft
from models.vocab.subsidy import (
    BudgetEvent,
    CancelCause,
    ClaimAction,
    ClaimState,
    DecisionKind,
    Duty,
)

DocNo = Annotated[str, StringConstraints(max_length=40, strip_whitespace=True)]
Text = Annotated[str, StringConstraints(max_length=400, strip_whitespace=True)]


class ClaimOnly(BaseModel):
    """The claim as it was seen."""

    claim_id: int
    version: int


class DraftCancellation(ClaimOnly):
    """Cause, record of the hearing and reasons; an empty amount cancels all of it.

    What is missing is named by the use case, all at once.
    """

    doc_no: DocNo = ""
    cause: CancelCause
    hearing: Text = ""
    reason: Text = ""
    amount: Annotated[str, StringConstraints(max_length=40)] = ""


@command(name="subsidy:cancellation:draft", input=DraftCancellation, audit="claim")
def draft_cancellation(  # noqa: PLR0913  the facts of one cancellation
    ctx: Ctx,
    *,
    claim_id: int,
    version: int,
    doc_no: str,
    cause: CancelCause,
    hearing: str,
    reason: str,
    amount: str,
) -> ClaimMoved:
    """Propose to cancel a grant, whole or in part, after the firms have been heard (row 41)."""
    claim = opened(ctx, claim_id, version, ClaimAction.PROPOSE_CANCEL)
    require(ctx, access.may_check(ctx.actor, claim.ward_id))
    duties.take(ctx, claim, Duty.CLERK)
    orders.refuse_under_way(ctx, claim)
    most = recovery.in_force(claim)
    if not most:
        raise Refused(words.NOTHING_TO_CANCEL)
    yen = rules.read_yen(amount) if amount.strip() else most
    problems = [] if doc_no else [FieldProblem("doc_no", REQUIRED)]
    problems += _problems(hearing, reason, yen, most)
    if problems or yen is None:
        raise Invalid(*problems)
    made = Proposed(DecisionKind.CANCELLATION, doc_no, yen, reason, cause, hearing)
    if _below_advance(claim, yen):
        raise Invalid(
            FieldProblem("amount", words.BELOW_ADVANCE, {"paid": Yen(claim.paid_yen or 0)})
        )
    proposing.draft(ctx, claim, made, _sheet(claim, yen))
    advance(ctx, claim, ClaimAction.PROPOSE_CANCEL)
    telling.approvers(ctx, claim, ClaimAction.PROPOSE_CANCEL)
    return moved(claim)


def _problems(hearing: str, reason: str, yen: int | None, most: int) -> list[FieldProblem]:
    """Everything that stands against the proposal, at once."""
    found = []
    if not hearing:
        found.append(FieldProblem("hearing", words.HEARING_NEEDED))
    if not reason:
        found.append(FieldProblem("reason", words.NOTE_NEEDED))
    if yen is None:
        found.append(FieldProblem("amount", words.NOT_AN_AMOUNT))
    elif yen > most:
        found.append(FieldProblem("amount", words.CANCEL_TOO_MUCH, {"most": Yen(most)}))
    return found


@command(name="subsidy:cancellation:decide", input=ClaimOnly, audit="claim")
def decide_cancellation(ctx: Ctx, *, claim_id: int, version: int) -> ClaimMoved:
    """Cancel what is proposed: unpaid yen are free again, paid ones are to come back (43, 44)."""
    claim = opened(ctx, claim_id, version, ClaimAction.CANCEL)
    require(ctx, access.may_decide(ctx.actor, claim.ward_id))
    duties.take(ctx, claim, Duty.APPROVER)
    draft = proposing.proposal(ctx, claim, DecisionKind.CANCELLATION)
    sheet, yen = _sheet(claim, draft.amount_yen), draft.amount_yen
    before = recovery.before(ctx, claim)
    moves = recovery.taken_back(claim, before.state, yen)
    ledger.post(ctx, claim.budget_line_id, BudgetEvent.CANCEL, moves, claim_id=claim_id)
    action = _step(ctx, claim, draft, before)
    made = proposing.decide(ctx, claim, draft, sheet)
    rules_of = calculation.rules_of(ctx, claim)
    issued = issuing.issue(ctx, claim, made, return_papers.cancelled(ctx, claim, rules_of, made))
    telling.firms(ctx, claim, action, amount=Yen(yen))
    telling.clerks(ctx, claim, action, "")
    if claim.state is ClaimState.RETURNING:
        telling.approvers(ctx, claim, action)
    return moved(claim, issued.job_id)


def _step(ctx: Ctx, claim: Claim, draft: DecisionDraft, before: recovery.Before) -> ClaimAction:
    """Take the step that the amounts ask for: all or a part, paid or not."""
    left = recovery.in_force(claim) - draft.amount_yen
    action = ClaimAction.CANCEL_PART if left else ClaimAction.CANCEL
    changes: dict[str, object] = {"granted_yen": left}
    if claim.fixed_yen is not None:
        changes["fixed_yen"] = left
    target = before.state if left else ClaimState.CANCELLED
    if recovery.to_return(claim, draft.amount_yen):
        target = ClaimState.RETURNING
    elif left == claim.paid_yen and target is ClaimState.DETERMINED:
        target = ClaimState.PAID
    elif left:
        changes["entered_at"] = before.entered_at
    advance(ctx, claim, action, target=target, note="", **changes)
    return action


def _sheet(claim: Claim, yen: int) -> tuple[dict[str, object], str]:
    """The amounts of a cancellation as they are kept with it, and their sha256."""
    kind = DecisionKind.CANCELLATION
    return recovery.sealed(recovery.ending_sheet(claim, kind, yen))


def _below_advance(claim: Claim, yen: int) -> bool:
    """Say whether a part would go under what is advanced before anybody has seen the report."""
    left = recovery.in_force(claim) - yen
    return 0 < left < (claim.paid_yen or 0) and claim.fixed_yen is None
