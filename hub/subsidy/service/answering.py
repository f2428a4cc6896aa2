"""The applicant's side after a return and after the decision: answers and the report."""

from typing import Annotated

from pydantic import BaseModel, Field, StringConstraints

from hub.groups import reads as groups
from hub.kernel.calendar import japan_date
from hub.kernel.errors import FieldProblem, Invalid, Refused
from hub.kernel.states import NOT_ALLOWED
from hub.platform import audit
from hub.platform.commands import command
from hub.platform.context import Ctx, require
from hub.subsidy import (
    access,
    calculation,
    duties,
    filling,
    findings,
    orders,
    queries,
    rules,
    telling,
    words,
)
from hub.subsidy.advance import advance
from hub.subsidy.sending import ClaimMoved, answer_of, moved, opened, send
from hub.subsidy.service.lines import LinesChanged
from models.subsidy import Claim
from models.vocab.subsidy import (
    Check,
    ClaimAction,
    ClaimState,
    Duty,
    FindingAction,
    Stage,
)

Text = Annotated[str, StringConstraints(max_length=400, strip_whitespace=True)]


class AnswerFindings(BaseModel):
    """An answer to every finding that was sent, by its id."""

    claim_id: int
    version: int
    answers: Annotated[dict[int, Text], Field(max_length=100)]


class PrepareReport(BaseModel):
    """The granted claim as it was seen."""

    claim_id: int
    version: int


class SendReport(PrepareReport):
    """The reason when it is late."""

    late_reason: Text = ""


@command(name="subsidy:claim:resubmit", input=AnswerFindings, audit="claim")
def answer_and_resubmit(
    ctx: Ctx, *, claim_id: int, version: int, answers: dict[int, str]
) -> ClaimMoved:
    """Send the corrected application with an answer to every finding; the clock goes on (row 5)."""
    claim = opened(ctx, claim_id, version, ClaimAction.RESUBMIT)
    group = groups.group_facts(ctx, group_id=claim.group_id)
    require(ctx, access.may_apply(ctx.actor, group))
    _answer(ctx, claim, Stage.PLANNED, answers)
    sheet = calculation.rules_of(ctx, claim)
    full = calculation.planned(ctx, claim, sheet).award.entitlement
    if not full:
        raise Invalid(FieldProblem("lines", words.NOTHING_TO_GRANT))
    asked = min(claim.asked_yen or full, full)
    answer = calculation.planned(ctx, claim, sheet, asked=asked)
    filling.use_up(ctx, claim)
    _resend(
        ctx,
        claim,
        ClaimAction.RESUBMIT,
        asked_yen=asked,
        entitled_yen=answer.award.entitlement,
    )
    send(ctx, claim, Stage.PLANNED, answer, answers)
    telling.clerks(ctx, claim, ClaimAction.RESUBMIT, group.name)
    return moved(claim)


@command(name="subsidy:report:prepare", input=PrepareReport, audit="claim")
def prepare_report(ctx: Ctx, *, claim_id: int, version: int) -> LinesChanged:
    """Fill the report from the records, once; the leader confirms instead of typing."""
    claim = queries.claim_at(ctx, claim_id, version)
    require(ctx, access.may_apply(ctx.actor, groups.group_facts(ctx, group_id=claim.group_id)))
    if claim.state is not ClaimState.GRANTED:
        raise Refused(NOT_ALLOWED)
    if filling.begin_report(ctx, claim):
        queries.renew(ctx, claim)
    audit.record(ctx, "claim", claim_id, version=claim.version, payload={"lines": "actual"})
    return LinesChanged(claim_id, claim.version, len(queries.lines(ctx, claim_id, Stage.ACTUAL)))


@command(name="subsidy:report:send", input=SendReport, audit="claim")
def report(ctx: Ctx, *, claim_id: int, version: int, late_reason: str) -> ClaimMoved:
    """Report what was done and spent; every visit confirmed by its expert (row 23)."""
    claim = opened(ctx, claim_id, version, ClaimAction.REPORT)
    group = groups.group_facts(ctx, group_id=claim.group_id)
    require(ctx, access.may_apply(ctx.actor, group))
    rows = queries.lines(ctx, claim_id, Stage.ACTUAL)
    if not rows:
        raise Refused(words.NO_LINES)
    orders.refuse_under_way(ctx, claim)
    today, due = japan_date(ctx.now), claim.report_due
    if due is not None and today > due and not late_reason:
        raise Invalid(FieldProblem("late_reason", words.LATE_NEEDS_REASON, {"day": due}))
    if filling.unconfirmed(ctx, claim, rows):
        raise Refused(words.VISIT_NOT_CONFIRMED)
    duties.take(ctx, claim, Duty.APPLICANT)
    sheet = calculation.rules_of(ctx, claim)
    advance(
        ctx,
        claim,
        ClaimAction.REPORT,
        late_reason=late_reason or None,
        stopped_on=None,
        review_due=sheet.sheet.deadlines.review.due("review", today),
    )
    send(ctx, claim, Stage.ACTUAL, answer_of(ctx, claim, sheet), {})
    telling.clerks(ctx, claim, ClaimAction.REPORT, group.name)
    telling.inspectors(ctx, claim, ClaimAction.REPORT)
    return moved(claim)


@command(name="subsidy:report:resubmit", input=AnswerFindings, audit="claim")
def resubmit_report(
    ctx: Ctx, *, claim_id: int, version: int, answers: dict[int, str]
) -> ClaimMoved:
    """Send the corrected report with an answer to every finding (row 25)."""
    claim = opened(ctx, claim_id, version, ClaimAction.RESUBMIT_REPORT)
    group = groups.group_facts(ctx, group_id=claim.group_id)
    require(ctx, access.may_apply(ctx.actor, group))
    _answer(ctx, claim, Stage.ACTUAL, answers)
    _resend(ctx, claim, ClaimAction.RESUBMIT_REPORT)
    answer = answer_of(ctx, claim, calculation.rules_of(ctx, claim))
    send(ctx, claim, Stage.ACTUAL, answer, answers)
    telling.clerks(ctx, claim, ClaimAction.RESUBMIT_REPORT, group.name)
    telling.inspectors(ctx, claim, ClaimAction.RESUBMIT_REPORT)
    return moved(claim)


def _answer(ctx: Ctx, claim: Claim, stage: Stage, answers: dict[int, str]) -> None:
    """Keep an answer at every sent finding; what a clerk wrote is closed, checks run again."""
    asked = findings.waiting(ctx, claim, stage)
    problems = rules.unanswered([row.id or 0 for row in asked], answers)
    if problems:
        raise Invalid(*problems)
    duties.take(ctx, claim, Duty.APPLICANT)
    for row in asked:
        row.answer = answers[row.id or 0]
        ctx.session.add(row)
        if row.rule is Check.CLERK:
            findings.advance(ctx, row, FindingAction.FIX)


def _resend(ctx: Ctx, claim: Claim, action: ClaimAction, **changes: object) -> None:
    """The claim goes back to the clerk and the clock goes on where it stopped."""
    today = japan_date(ctx.now)
    advance(
        ctx,
        claim,
        action,
        note="",
        target=None,
        review_due=rules.later(claim.review_due, claim.stopped_on, today),
        stopped_on=None,
        answer_due=None,
        reminders=0,
        **changes,
    )
