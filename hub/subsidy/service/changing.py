"""Change of a granted plan before the report: asked for, checked, decided; the budget follows.

Source: rows 16 to 20 of the state table; ledger, part 6 of the subsidy design.
"""

from datetime import date
from types import MappingProxyType
from typing import Annotated, Final, Literal

from pydantic import BaseModel, Field, StringConstraints

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
    changing,
    duties,
    filling,
    issuing,
    ledger,
    orders,
    proposing,
    queries,
    rules,
    telling,
    words,
)
from hub.subsidy.advance import advance
from hub.subsidy.calculation import Answer
from hub.subsidy.ledger import Move
from hub.subsidy.proposing import Proposed
from hub.subsidy.sending import ClaimMoved, moved, opened
from models.subsidy import ChangeRequest, Claim, DecisionDraft
from models.vocab.subsidy import BudgetAccount as At
from models.vocab.subsidy import BudgetEvent, ChangeKind, ClaimAction, DecisionKind, Duty, Stage

Text = Annotated[str, StringConstraints(max_length=400, strip_whitespace=True)]
Short = Annotated[str, StringConstraints(max_length=40, strip_whitespace=True)]


# noqa: i18n words of a Japanese paper
WHAT: Final = MappingProxyType(
    {
        ChangeKind.CHANGE: "",
        ChangeKind.PAUSE: "事業の中止",
        ChangeKind.END: "事業の廃止",
    }
)


class ClaimOnly(BaseModel):
    """The claim as it was seen."""

    claim_id: int
    version: int


class RequestChange(ClaimOnly):
    """New amounts by the number of the cost, as typed; 0 takes a cost out.

    An empty `asked` keeps the grant at most as it is.
    """

    amounts: Annotated[dict[int, Short], Field(max_length=200)]
    asked: Short = ""
    done_on: Short = ""
    reason: Text = ""


class ReturnChange(ClaimOnly):
    """What is wrong with the request."""

    note: Text = ""


class DraftChange(ClaimOnly):
    """Whether the change is to be allowed, under which number, and why not."""

    kind: Literal[DecisionKind.CHANGE, DecisionKind.CHANGE_REFUSAL] = DecisionKind.CHANGE
    doc_no: Short = ""
    reason: Text = ""


@command(name="subsidy:change:request", input=RequestChange, audit="claim")
def request_change(  # noqa: PLR0913  the fields of one request
    ctx: Ctx,
    *,
    claim_id: int,
    version: int,
    amounts: dict[int, str],
    asked: str,
    done_on: str,
    reason: str,
) -> ClaimMoved:
    """Ask to change the plan before it is carried out; nothing changes until it is decided (16)."""
    claim = opened(ctx, claim_id, version, ClaimAction.REQUEST_CHANGE)
    group = groups.group_facts(ctx, group_id=claim.group_id)
    require(ctx, access.may_apply(ctx.actor, group))
    duties.take(ctx, claim, Duty.APPLICANT)
    if queries.lines(ctx, claim_id, Stage.ACTUAL):
        raise Refused(words.REPORT_BEGUN)
    orders.refuse_under_way(ctx, claim)
    request = _request(ctx, claim, amounts, (asked, done_on, reason))
    ctx.session.add(request)
    ctx.session.flush()
    sheet = calculation.rules_of(ctx, claim)
    if not changing.answer(ctx, claim, sheet, request).amount:
        raise Invalid(FieldProblem("form", words.NOTHING_TO_GRANT))
    due = sheet.sheet.deadlines.review.due("review", japan_date(ctx.now))
    advance(ctx, claim, ClaimAction.REQUEST_CHANGE, review_due=due)
    telling.clerks(ctx, claim, ClaimAction.REQUEST_CHANGE, group.name)
    return moved(claim)


def _request(
    ctx: Ctx, claim: Claim, typed: dict[int, str], more: tuple[str, str, str]
) -> ChangeRequest:
    """The request as it was typed, with everything that is wrong with it at once."""
    asked, done_on, reason = more
    problems: list[FieldProblem] = []
    changed: dict[int, int] = {}
    for row in queries.lines(ctx, claim.id or 0, Stage.PLANNED):
        said = typed.get(row.position, "").strip()
        yen = _read(said, row.gross_yen)
        if yen is None:
            problems.append(FieldProblem(f"amount-{row.position}", words.NOT_AN_AMOUNT))
        elif yen != row.gross_yen:
            changed[row.position] = yen
    wanted = rules.read_yen(asked) if asked else claim.granted_yen
    day = read_date(done_on) if done_on else None
    if wanted is None:
        problems.append(FieldProblem("asked", words.NOT_AN_AMOUNT))
    if done_on and day is None:
        problems.append(FieldProblem("done_on", words.NOT_A_DAY))
    if not reason:
        problems.append(FieldProblem("reason", words.NOTE_NEEDED))
    is_same = not changed and day is None and wanted == claim.granted_yen
    if is_same and not problems:
        problems.append(FieldProblem("form", words.NOTHING_CHANGED))
    if problems or wanted is None:
        raise Invalid(*problems)
    return ChangeRequest(
        claim_id=claim.id or 0,
        number=len(queries.change_requests(ctx, claim.id or 0)) + 1,
        amounts={str(at): yen for at, yen in changed.items()},
        asked_yen=wanted,
        done_on=day,
        reason=reason,
        person_id=ctx.actor.person_id or 0,
        at=ctx.now,
    )


def _read(said: str, now: int) -> int | None:
    """The new amount of a cost: as it is when nothing is typed, 0 when it falls away."""
    if not said:
        return now
    return 0 if rules.is_zero(said) else rules.read_yen(said)


@command(name="subsidy:change:return", input=ReturnChange, audit="claim")
def return_change(ctx: Ctx, *, claim_id: int, version: int, note: str) -> ClaimMoved:
    """Give a request back with what is wrong; the plan stays and it can be asked anew (row 17)."""
    claim = opened(ctx, claim_id, version, ClaimAction.RETURN_CHANGE)
    require(ctx, access.may_check(ctx.actor, claim.ward_id))
    duties.take(ctx, claim, Duty.CLERK)
    advance(ctx, claim, ClaimAction.RETURN_CHANGE, note=note, review_due=None)
    telling.firms(ctx, claim, ClaimAction.RETURN_CHANGE, note=note)
    return moved(claim)


@command(name="subsidy:change:draft", input=DraftChange, audit="claim")
def draft_change(
    ctx: Ctx, *, claim_id: int, version: int, kind: DecisionKind, doc_no: str, reason: str
) -> ClaimMoved:
    """Propose to allow or to refuse a change, with the calculation fixed (row 18)."""
    claim = opened(ctx, claim_id, version, ClaimAction.PROPOSE_CHANGE)
    require(ctx, access.may_check(ctx.actor, claim.ward_id))
    duties.take(ctx, claim, Duty.CLERK)
    if _request_of(ctx, claim).kind is ChangeKind.END and kind is DecisionKind.CHANGE:
        raise Refused(words.ASKED_TO_END)
    problems = [] if doc_no else [FieldProblem("doc_no", REQUIRED)]
    refuses = kind is DecisionKind.CHANGE_REFUSAL
    if refuses and not reason:
        problems.append(FieldProblem("reason", words.NOTE_NEEDED))
    if problems:
        raise Invalid(*problems)
    found = _answer(ctx, claim)
    more = found.amount - (claim.granted_yen or 0)
    left = queries.budget_line_of(ctx, claim.budget_line_id).available
    if not refuses:
        _refuse_below_advance(claim, found)
    if not refuses and more > left:
        raise Refused(words.BUDGET_SHORT, left=Yen(left))
    made = Proposed(kind, doc_no, 0 if refuses else found.amount, reason)
    proposing.draft(ctx, claim, made, calculation.stored(found, kind))
    advance(ctx, claim, ClaimAction.PROPOSE_CHANGE)
    telling.approvers(ctx, claim, ClaimAction.PROPOSE_CHANGE)
    return moved(claim)


@command(name="subsidy:change:decide", input=ClaimOnly, audit="claim")
def decide_change(ctx: Ctx, *, claim_id: int, version: int) -> ClaimMoved:
    """Allow or refuse the change as proposed: plan, grant, budget and notice move at once (20).

    The amount is computed anew; a difference, or a budget short by one yen, refuses.
    """
    claim = opened(ctx, claim_id, version, ClaimAction.ALLOW_CHANGE)
    require(ctx, access.may_decide(ctx.actor, claim.ward_id))
    duties.take(ctx, claim, Duty.APPROVER)
    draft = proposing.proposal(ctx, claim, None)
    if draft.kind is DecisionKind.ENDING:
        raise Refused(words.WRONG_PROPOSAL)
    allows = draft.kind is DecisionKind.CHANGE
    found, before = _answer(ctx, claim), claim.granted_yen or 0
    request = _request_of(ctx, claim)
    if allows:
        _allow(ctx, claim, draft, found)
    else:
        advance(ctx, claim, ClaimAction.DENY_CHANGE, review_due=None)
    made = proposing.decide(ctx, claim, draft, calculation.stored(found, draft.kind))
    sheet = calculation.rules_of(ctx, claim)
    values = issuing.values_of(ctx, claim, sheet, made, found)
    values |= {"before": before, "done_on": issuing.day_words(request.done_on)}
    values |= {"what": WHAT[request.kind], "why": request.reason}
    paper = issuing.OWN_PAPERS.get((request.kind, draft.kind), "")
    values["form"] = sheet.sheet.forms.get(paper, values["form"])
    issued = issuing.issue(ctx, claim, made, values, paper)
    action = ClaimAction.ALLOW_CHANGE if allows else ClaimAction.DENY_CHANGE
    telling.firms(ctx, claim, action, amount=Yen(claim.granted_yen or 0))
    return moved(claim, issued.job_id)


def _allow(ctx: Ctx, claim: Claim, draft: DecisionDraft, found: Answer) -> None:
    ledger.lock(ctx, claim.budget_line_id)
    if found.amount != draft.amount_yen:
        now, then = Yen(found.amount), Yen(draft.amount_yen)
        raise Refused(words.AMOUNT_MOVED, now=now, then=then)
    more = found.amount - (claim.granted_yen or 0)
    move = Move(At.AVAIL, At.COMMIT, more) if more > 0 else Move(At.COMMIT, At.AVAIL, -more)
    ledger.post(ctx, claim.budget_line_id, BudgetEvent.CHANGE, [move], claim_id=claim.id)
    request = _request_of(ctx, claim)
    changing.apply(ctx, claim, request)
    filling.use_up(ctx, claim)
    due: date = changing.report_due(ctx, claim, calculation.rules_of(ctx, claim), request.done_on)
    advance(
        ctx,
        claim,
        ClaimAction.ALLOW_CHANGE,
        granted_yen=found.amount,
        entitled_yen=found.award.entitlement,
        asked_yen=max(claim.asked_yen or 0, found.amount),
        report_due=due,
        review_due=None,
    )


def _refuse_below_advance(claim: Claim, found: Answer) -> None:
    """What is paid already cannot be taken back by a change; that is an end or a cancellation."""
    if found.amount < (claim.paid_yen or 0):
        raise Refused(words.BELOW_ADVANCE, paid=Yen(claim.paid_yen or 0))


def _request_of(ctx: Ctx, claim: Claim) -> ChangeRequest:
    return queries.change_requests(ctx, claim.id or 0)[-1]


def _answer(ctx: Ctx, claim: Claim) -> Answer:
    """The grant after the newest request."""
    request = _request_of(ctx, claim)
    return changing.answer(ctx, claim, calculation.rules_of(ctx, claim), request)
