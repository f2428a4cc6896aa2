"""A granted project is stopped for a while (中止) or given up (廃止): asked for, proposed, decided.

A stop keeps the grant and moves the end; it is decided like any change. Giving up frees the grant,
and what was advanced is to come back. Source: rows 16, 20 and 21 of the state table; ledger, part 6
of the subsidy design.
"""

from datetime import date
from typing import Annotated

from pydantic import BaseModel, StringConstraints

from hub.groups import reads as groups
from hub.kernel.calendar import japan_date
from hub.kernel.dates import read_date
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
    queries,
    recovery,
    return_papers,
    telling,
    words,
)
from hub.subsidy.advance import advance
from hub.subsidy.proposing import Proposed
from hub.subsidy.sending import ClaimMoved, moved, opened
from models.subsidy import ChangeRequest, Claim
from models.vocab.subsidy import (
    BudgetEvent,
    ChangeKind,
    ClaimAction,
    ClaimState,
    DecisionKind,
    Duty,
    Stage,
)

Text = Annotated[str, StringConstraints(max_length=400, strip_whitespace=True)]
Short = Annotated[str, StringConstraints(max_length=40, strip_whitespace=True)]


class ClaimOnly(BaseModel):
    """The claim as it was seen."""

    claim_id: int
    version: int


class RequestEnd(ClaimOnly):
    """Why the project is given up."""

    reason: Text = ""


class RequestPause(ClaimOnly):
    """Why the project stops, and the day on which it will be done all the same."""

    done_on: Short = ""
    reason: Text = ""


class DraftEnd(ClaimOnly):
    """Under which number of the ward's own document system."""

    doc_no: Short = ""


@command(name="subsidy:end:request", input=RequestEnd, audit="claim")
def request_end(ctx: Ctx, *, claim_id: int, version: int, reason: str) -> ClaimMoved:
    """Ask to give a granted project up; nothing changes until it is decided (row 16)."""
    claim = opened(ctx, claim_id, version, ClaimAction.REQUEST_END)
    group = groups.group_facts(ctx, group_id=claim.group_id)
    require(ctx, access.may_apply(ctx.actor, group))
    if not reason:
        raise Invalid(FieldProblem("reason", words.NOTE_NEEDED))
    _ask(ctx, claim, ClaimAction.REQUEST_END, ChangeKind.END, reason)
    telling.clerks(ctx, claim, ClaimAction.REQUEST_END, group.name)
    return moved(claim)


@command(name="subsidy:pause:request", input=RequestPause, audit="claim")
def request_pause(
    ctx: Ctx, *, claim_id: int, version: int, done_on: str, reason: str
) -> ClaimMoved:
    """Ask to stop a granted project for a while; the grant stays, the end moves (row 16)."""
    claim = opened(ctx, claim_id, version, ClaimAction.REQUEST_CHANGE)
    group = groups.group_facts(ctx, group_id=claim.group_id)
    require(ctx, access.may_apply(ctx.actor, group))
    day = read_date(done_on)
    problems = []
    if day is None:
        problems.append(FieldProblem("done_on", words.NOT_A_DAY))
    elif day <= japan_date(ctx.now):
        problems.append(FieldProblem("done_on", words.PAUSE_TOO_SHORT))
    if not reason:
        problems.append(FieldProblem("reason", words.NOTE_NEEDED))
    if problems:
        raise Invalid(*problems)
    _ask(ctx, claim, ClaimAction.REQUEST_CHANGE, ChangeKind.PAUSE, reason, day)
    telling.clerks(ctx, claim, ClaimAction.REQUEST_CHANGE, group.name)
    return moved(claim)


def _ask(
    ctx: Ctx,
    claim: Claim,
    action: ClaimAction,
    kind: ChangeKind,
    reason: str,
    done_on: date | None = None,
) -> None:
    """Write the request down and take the step; not once the report is begun."""
    duties.take(ctx, claim, Duty.APPLICANT)
    if queries.lines(ctx, claim.id or 0, Stage.ACTUAL):
        raise Refused(words.REPORT_BEGUN)
    orders.refuse_under_way(ctx, claim)
    ctx.session.add(
        ChangeRequest(
            claim_id=claim.id or 0,
            number=len(queries.change_requests(ctx, claim.id or 0)) + 1,
            kind=kind,
            amounts={},
            asked_yen=claim.granted_yen or 0,
            done_on=done_on,
            reason=reason,
            person_id=ctx.actor.person_id or 0,
            at=ctx.now,
        )
    )
    ctx.session.flush()
    sheet = calculation.rules_of(ctx, claim).sheet
    advance(
        ctx, claim, action, review_due=sheet.deadlines.review.due("review", japan_date(ctx.now))
    )


@command(name="subsidy:end:draft", input=DraftEnd, audit="claim")
def draft_end(ctx: Ctx, *, claim_id: int, version: int, doc_no: str) -> ClaimMoved:
    """Propose to let the project end; a refusal is proposed like that of a change (row 18)."""
    claim = opened(ctx, claim_id, version, ClaimAction.PROPOSE_CHANGE)
    require(ctx, access.may_check(ctx.actor, claim.ward_id))
    duties.take(ctx, claim, Duty.CLERK)
    if not doc_no:
        raise Invalid(FieldProblem("doc_no", REQUIRED))
    if queries.change_requests(ctx, claim_id)[-1].kind is not ChangeKind.END:
        raise Refused(words.NOT_ASKED_TO_END)
    yen = claim.granted_yen or 0
    proposing.draft(ctx, claim, Proposed(DecisionKind.ENDING, doc_no, yen), _sheet(claim))
    advance(ctx, claim, ClaimAction.PROPOSE_CHANGE)
    telling.approvers(ctx, claim, ClaimAction.PROPOSE_CHANGE)
    return moved(claim)


@command(name="subsidy:end:decide", input=ClaimOnly, audit="claim")
def decide_end(ctx: Ctx, *, claim_id: int, version: int) -> ClaimMoved:
    """Let the project end: the grant is free again, what was advanced is to come back (row 21)."""
    claim = opened(ctx, claim_id, version, ClaimAction.ALLOW_END)
    require(ctx, access.may_decide(ctx.actor, claim.ward_id))
    duties.take(ctx, claim, Duty.APPROVER)
    draft = proposing.proposal(ctx, claim, DecisionKind.ENDING)
    sheet, yen = _sheet(claim), draft.amount_yen
    back = recovery.to_return(claim, yen)
    moves = recovery.taken_back(claim, claim.state, yen)
    ledger.post(ctx, claim.budget_line_id, BudgetEvent.END, moves, claim_id=claim_id)
    advance(
        ctx,
        claim,
        ClaimAction.ALLOW_END,
        target=ClaimState.RETURNING if back else ClaimState.ENDED,
        granted_yen=0,
        review_due=None,
    )
    made = proposing.decide(ctx, claim, draft, sheet)
    request = queries.change_requests(ctx, claim_id)[-1]
    rules_of = calculation.rules_of(ctx, claim)
    values = return_papers.ended(ctx, claim, rules_of, made, request)
    issued = issuing.issue(ctx, claim, made, values)
    telling.firms(ctx, claim, ClaimAction.ALLOW_END, amount=Yen(back))
    telling.clerks(ctx, claim, ClaimAction.ALLOW_END, "")
    if back:
        telling.approvers(ctx, claim, ClaimAction.ALLOW_END)
    return moved(claim, issued.job_id)


def _sheet(claim: Claim) -> tuple[dict[str, object], str]:
    yen = claim.granted_yen or 0
    return recovery.sealed(recovery.ending_sheet(claim, DecisionKind.ENDING, yen))
