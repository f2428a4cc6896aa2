"""The clerk's side: receive, find, accept with a reason, return all at once, wait, remind."""

from dataclasses import dataclass
from typing import Annotated

from pydantic import BaseModel, Field, StringConstraints

from hub.kernel.calendar import japan_date
from hub.kernel.errors import Refused
from hub.kernel.states import NOT_ALLOWED
from hub.platform import audit
from hub.platform.commands import command
from hub.platform.context import Ctx, require
from hub.platform.outbox import Yen
from hub.subsidy import (
    access,
    calculation,
    duties,
    filling,
    findings,
    profiles,
    queries,
    rules,
    sending,
    telling,
    words,
)
from hub.subsidy.advance import advance
from hub.subsidy.sending import ClaimMoved, moved, opened
from models.subsidy import Claim, Finding
from models.vocab import Role
from models.vocab.subsidy import (
    RETURNED_CLAIMS,
    Check,
    ClaimAction,
    ClaimState,
    Duty,
    FindingAction,
    FindingLevel,
)

Sentence = Annotated[str, StringConstraints(min_length=1, max_length=400, strip_whitespace=True)]
Note = Annotated[str, StringConstraints(max_length=400, strip_whitespace=True)]
CHECKED_STATES = (ClaimState.REVIEW, ClaimState.REPORT_REVIEW)


class ClaimOnly(BaseModel):
    """The claim as it was seen."""

    claim_id: int
    version: int


class LapseClaim(ClaimOnly):
    """Why it counts as withdrawn."""

    note: Note = ""


class AddFinding(BaseModel):
    """What is wrong, how much it weighs, and where: `line:3`, `lines` or the name of a field."""

    claim_id: int
    sentence: Sentence
    level: FindingLevel = FindingLevel.SERIOUS
    anchor: Annotated[
        str, StringConstraints(pattern=r"^(line:[1-9]\d{0,3}|lines|title|claim)$")
    ] = "claim"


class WaiveFinding(BaseModel):
    """Which finding, and why it is accepted."""

    claim_id: int
    finding_id: int
    why: Note


class ReturnClaim(ClaimOnly):
    """The sentence at every open finding, as the clerk has read and edited it."""

    sentences: Annotated[dict[int, Note], Field(max_length=100)]


@dataclass(frozen=True, slots=True)
class FindingKept:
    """The finding and how many of its claim are open."""

    finding_id: int
    open: int


@command(name="subsidy:claim:accept", input=ClaimOnly, audit="claim")
def accept_claim(ctx: Ctx, *, claim_id: int, version: int) -> ClaimMoved:
    """Receive an application: number, and the clock of the standard period starts (row 3)."""
    claim = opened(ctx, claim_id, version, ClaimAction.ACCEPT)
    require(ctx, access.may_check(ctx.actor, claim.ward_id))
    duties.take(ctx, claim, Duty.CLERK)
    today = japan_date(ctx.now)
    number = queries.next_number(ctx, claim.ward_id, rules.series("R", today))
    sheet = calculation.rules_of(ctx, claim).sheet
    advance(
        ctx,
        claim,
        ClaimAction.ACCEPT,
        receipt_no=rules.receipt(number, today),
        received_on=today,
        review_due=sheet.deadlines.review.due("review", today),
    )
    telling.firms(ctx, claim, ClaimAction.ACCEPT)
    return moved(claim)


@command(name="subsidy:finding:add", input=AddFinding, audit="finding")
def add_finding(
    ctx: Ctx, *, claim_id: int, sentence: str, level: FindingLevel, anchor: str
) -> FindingKept:
    """Write down what the applicant should correct; nothing is sent yet."""
    claim = _under_review(ctx, claim_id)
    require(ctx, access.may_find(ctx.actor, claim.ward_id, report=_is_inspected(ctx, claim)))
    duties.take(ctx, claim, _side(ctx))
    row = Finding(
        claim_id=claim_id,
        stage=sending.stage_of(claim),
        round=claim.round,
        rule=Check.CLERK,
        level=level,
        anchor=anchor,
        sentence=sentence,
        raised_by=ctx.actor.person_id,
        created_at=ctx.now,
    )
    ctx.session.add(row)
    ctx.session.flush()
    audit.record(ctx, "finding", row.id or 0, payload={"claim": claim_id, "level": level.value})
    return _kept(ctx, claim, row)


@command(name="subsidy:finding:waive", input=WaiveFinding, audit="finding")
def waive_finding(ctx: Ctx, *, claim_id: int, finding_id: int, why: str) -> FindingKept:
    """Accept a finding with a reason, which the approver will read (part 8)."""
    claim = _under_review(ctx, claim_id)
    require(ctx, access.may_check(ctx.actor, claim.ward_id))
    duties.take(ctx, claim, Duty.CLERK)
    row = queries.finding_of(ctx, claim_id, finding_id)
    findings.advance(ctx, row, FindingAction.WAIVE, note=why)
    audit.record(ctx, "finding", finding_id, payload={"claim": claim_id, "why": why})
    return _kept(ctx, claim, row)


@command(name="subsidy:claim:return", input=ReturnClaim, audit="claim")
def return_claim(ctx: Ctx, *, claim_id: int, version: int, sentences: dict[int, str]) -> ClaimMoved:
    """Return application or report once, with every open finding and its sentence (rows 4, 24).

    The clock of the ward stops; the applicant gets a day until which to answer.
    """
    claim = queries.claim_at(ctx, claim_id, version)
    require(ctx, access.may_find(ctx.actor, claim.ward_id, report=_is_inspected(ctx, claim)))
    reports = claim.state is ClaimState.REPORT_REVIEW
    action = ClaimAction.RETURN_REPORT if reports else ClaimAction.RETURN
    opened(ctx, claim_id, version, action)
    duties.take(ctx, claim, _side(ctx))
    number = claim.round + 1
    _name(ctx, claim, sentences, number)
    today = japan_date(ctx.now)
    due = calculation.rules_of(ctx, claim).sheet.deadlines.answer.due("answer", today)
    advance(ctx, claim, action, round=number, stopped_on=today, answer_due=due, reminders=0)
    telling.firms(ctx, claim, action, day=due)
    return moved(claim)


def _name(ctx: Ctx, claim: Claim, sentences: dict[int, str], number: int) -> None:
    """Give every open finding its final sentence; one that nobody has read stops the return."""
    rows = findings.to_send(ctx, claim, sending.stage_of(claim))
    if not rows:
        raise Refused(words.NO_FINDINGS)
    unread = [row for row in rows if not sentences.get(row.id or 0)]
    if unread:
        raise Refused(words.UNHANDLED, count=len(unread))
    for row in rows:
        row.sentence = sentences[row.id or 0]
        row.sent_round = number
        row.answer = None
        ctx.session.add(row)
    ctx.session.flush()


@command(name="subsidy:claim:remind", input=ClaimOnly, audit="claim")
def remind_applicant(ctx: Ctx, *, claim_id: int, version: int) -> ClaimMoved:
    """Remind the applicant of an answer or of money, once a day; two are needed before row 6."""
    claim = queries.claim_at(ctx, claim_id, version)
    require(ctx, access.may_check(ctx.actor, claim.ward_id))
    if claim.state not in RETURNED_CLAIMS and claim.return_due is None:
        raise Refused(NOT_ALLOWED)
    duties.take(ctx, claim, Duty.CLERK)
    if telling.reminded_on(ctx, claim) == japan_date(ctx.now):
        raise Refused(words.REMINDED_TODAY)
    queries.renew(ctx, claim, reminders=claim.reminders + 1)
    telling.remind(ctx, claim)
    audit.record(ctx, "claim", claim_id, version=claim.version, payload={"remind": True})
    return moved(claim)


@command(name="subsidy:claim:lapse", input=LapseClaim, audit="claim")
def lapse_claim(ctx: Ctx, *, claim_id: int, version: int, note: str) -> ClaimMoved:
    """Take an application as withdrawn: due day past, two reminders sent, a reason (row 6)."""
    claim = opened(ctx, claim_id, version, ClaimAction.LAPSE)
    require(ctx, access.may_check(ctx.actor, claim.ward_id))
    duties.take(ctx, claim, Duty.CLERK)
    due = claim.answer_due
    if due is not None and japan_date(ctx.now) <= due:
        raise Refused(words.NOT_DUE, day=due)
    reminded = telling.reminders_of_answer(ctx, claim)
    if reminded < rules.REMINDERS:
        raise Refused(words.REMIND_FIRST, count=reminded)
    advance(ctx, claim, ClaimAction.LAPSE, note=note)
    filling.free_again(ctx, claim)
    telling.firms(ctx, claim, ClaimAction.LAPSE)
    return moved(claim)


@command(name="subsidy:claim:wait", input=ClaimOnly, audit="claim")
def wait_for_budget(ctx: Ctx, *, claim_id: int, version: int) -> ClaimMoved:
    """Put a claim in the queue of its budget line, only when the line holds too little (row 9)."""
    claim = opened(ctx, claim_id, version, ClaimAction.WAIT)
    require(ctx, access.may_check(ctx.actor, claim.ward_id))
    duties.take(ctx, claim, Duty.CLERK)
    left = queries.budget_line_of(ctx, claim.budget_line_id).available
    sheet = calculation.rules_of(ctx, claim)
    if calculation.planned(ctx, claim, sheet, asked=claim.asked_yen).amount <= left:
        raise Refused(words.BUDGET_ENOUGH, left=Yen(left))
    advance(ctx, claim, ClaimAction.WAIT)
    telling.firms(ctx, claim, ClaimAction.WAIT)
    return moved(claim)


@command(name="subsidy:claim:resume", input=ClaimOnly, audit="claim")
def resume_claim(ctx: Ctx, *, claim_id: int, version: int) -> ClaimMoved:
    """Take the first claim of the queue up again once there is money (row 10)."""
    claim = opened(ctx, claim_id, version, ClaimAction.RESUME)
    require(ctx, access.may_check(ctx.actor, claim.ward_id))
    duties.take(ctx, claim, Duty.CLERK)
    first = next(
        row
        for row in queries.claims_of_ward(ctx, claim.ward_id, (ClaimState.WAITING_BUDGET,))
        if row.budget_line_id == claim.budget_line_id
    )
    if first.id != claim.id:
        raise Refused(words.NOT_FIRST, reference=first.reference or "")
    left = queries.budget_line_of(ctx, claim.budget_line_id).available
    if left < calculation.rules_of(ctx, claim).sheet.programme.rounding.unit:
        raise Refused(words.BUDGET_SHORT, left=Yen(left))
    advance(ctx, claim, ClaimAction.RESUME)
    telling.firms(ctx, claim, ClaimAction.RESUME)
    return moved(claim)


def _side(ctx: Ctx) -> Duty:
    """On whose side findings are written: the clerk's, or the inspector's on a report (row 24)."""
    return Duty.INSPECTOR if ctx.actor.role is Role.INSPECTOR else Duty.CLERK


def _is_inspected(ctx: Ctx, claim: Claim) -> bool:
    return claim.state is ClaimState.REPORT_REVIEW and profiles.is_full(ctx, claim)


def _under_review(ctx: Ctx, claim_id: int) -> Claim:
    claim = queries.claim_of(ctx, claim_id)
    if claim.state not in CHECKED_STATES:
        raise Refused(NOT_ALLOWED)
    return claim


def _kept(ctx: Ctx, claim: Claim, row: Finding) -> FindingKept:
    return FindingKept(row.id or 0, len(findings.still_open(ctx, claim, sending.stage_of(claim))))
