"""The applicant's side before a decision: start, change the costs, send, take back."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Annotated

from pydantic import BaseModel, Field, StringConstraints

from hub.experts import reads as experts
from hub.groups import reads as groups
from hub.groups.reads import GroupFacts
from hub.kernel.calendar import japan_date
from hub.kernel.errors import FieldProblem, Invalid, Refused
from hub.platform import audit
from hub.platform.commands import command
from hub.platform.context import Ctx, require
from hub.platform.outbox import Yen
from hub.subsidy import (
    access,
    calculation,
    duties,
    filling,
    ledger,
    orders,
    queries,
    rules,
    telling,
    words,
)
from hub.subsidy.advance import advance
from hub.subsidy.calculation import Rules
from hub.subsidy.sending import ClaimMoved, moved, opened, send
from models.subsidy import Claim, ClaimShare, Programme, ProgrammeVersion
from models.vocab.groups import MemberRole
from models.vocab.subsidy import (
    BudgetAccount,
    BudgetEvent,
    ClaimAction,
    ClaimState,
    Duty,
    Stage,
    TaxStatus,
)

Note = Annotated[str, StringConstraints(max_length=400, strip_whitespace=True)]


class StartClaim(BaseModel):
    """From which finished engagement; which programme, where the ward has several open."""

    engagement_id: int
    programme_id: int | None = None


class SubmitClaim(BaseModel):
    """The claim as it was seen, the pledges ticked, and less than the full amount if wished."""

    claim_id: int
    version: int
    pledged: Annotated[tuple[int, ...], Field(max_length=20)] = ()
    asked: Annotated[str, StringConstraints(max_length=40)] = ""


class ClaimOnly(BaseModel):
    """The claim as it was seen."""

    claim_id: int
    version: int


class WithdrawClaim(ClaimOnly):
    """Why, if the applicant wants to say so."""

    note: Note = ""


@dataclass(frozen=True, slots=True)
class ClaimStarted:
    """The draft, new or the one that was there already."""

    claim_id: int
    is_new: bool


@command(name="subsidy:claim:start", input=StartClaim, audit="claim")
def start_claim(ctx: Ctx, *, engagement_id: int, programme_id: int | None) -> ClaimStarted:
    """Start a claim from an engagement, filled with its visits, amounts and shares (part 14)."""
    found = experts.claimable_engagement(ctx, engagement_id=engagement_id)
    group = groups.group_facts(ctx, group_id=found.group_id)
    require(ctx, access.may_apply(ctx.actor, group))
    known = queries.live_claim_of_source(ctx, filling.FROM_ENGAGEMENT, engagement_id)
    if known is not None:
        audit.record(ctx, "claim", known.id or 0, version=known.version)
        return ClaimStarted(known.id or 0, is_new=False)
    today = japan_date(ctx.now)
    programme, version = _chosen(ctx, group.ward_id, today, programme_id)
    line = queries.budget_line_for(ctx, programme.id or 0, version.fiscal_year)
    if line is None:
        raise Refused(words.NO_BUDGET_LINE)
    claim = Claim(
        ward_id=group.ward_id,
        programme_version_id=version.id or 0,
        budget_line_id=line.id or 0,
        group_id=group.group_id,
        firm_id=group.leader_firm_id,
        title=found.title[:80],
        source_kind=filling.FROM_ENGAGEMENT,
        source_id=engagement_id,
        created_at=ctx.now,
        entered_at=ctx.now,
    )
    ctx.session.add(claim)
    ctx.session.flush()
    _add_shares(ctx, claim, found.shares, group)
    filling.add_costs(ctx, claim, Stage.PLANNED, filling.engagement_costs(found))
    audit.record(ctx, "claim", claim.id or 0)
    return ClaimStarted(claim.id or 0, is_new=True)


def _chosen(
    ctx: Ctx, ward_id: int, today: date, programme_id: int | None
) -> tuple[Programme, ProgrammeVersion]:
    """The programme that was chosen; the only open one needs no choice."""
    found = calculation.open_programmes(ctx, ward_id, today)
    wanted = [each for each in found if programme_id in {None, each[0].id}]
    if len(wanted) != 1:
        raise Invalid(FieldProblem("programme", words.CHOOSE_PROGRAMME))
    return wanted[0]


def _add_shares(
    ctx: Ctx, claim: Claim, shares: tuple[tuple[int, int], ...], group: GroupFacts
) -> None:
    """The firms with the weights of the agreement; the leading firm alone when none are set.

    A firm that bears nothing stands there too: it applies with the others, so its people read the
    claim and never check or decide it (parts 8 and 9, I14).
    """
    given = [(firm_id, weight) for firm_id, weight in shares if weight] or [(claim.firm_id, 1)]
    bearers = {firm_id for firm_id, _weight in given}
    members = [each.firm_id for each in group.members if each.role is not MemberRole.OBSERVER]
    everyone = (claim.firm_id, *members)
    given += [(firm_id, 0) for firm_id in dict.fromkeys(everyone) if firm_id not in bearers]
    ctx.session.add_all(
        ClaimShare(
            claim_id=claim.id or 0,
            firm_id=firm_id,
            position=position,
            weight=weight,
            tax_status=TaxStatus.TAXABLE,
        )
        for position, (firm_id, weight) in enumerate(given, start=1)
    )
    ctx.session.flush()


@command(name="subsidy:claim:submit", input=SubmitClaim, audit="claim")
def submit_claim(
    ctx: Ctx, *, claim_id: int, version: int, pledged: tuple[int, ...], asked: str
) -> ClaimMoved:
    """Send the application: checked, frozen, its visits used up; all causes at once if refused."""
    claim = opened(ctx, claim_id, version, ClaimAction.SUBMIT)
    group = groups.group_facts(ctx, group_id=claim.group_id)
    require(ctx, access.may_apply(ctx.actor, group))
    sheet = calculation.rules_of(ctx, claim)
    full = calculation.planned(ctx, claim, sheet)
    asked_yen = _asked(asked, full.award.entitlement)
    facts = replace(_facts(ctx, claim, group, sheet), pledged=pledged)
    problems = rules.sending_problems(replace(facts, entitled_yen=full.award.entitlement))
    if problems:
        raise Invalid(*problems)
    answer = calculation.planned(ctx, claim, sheet, asked=asked_yen)
    if not answer.amount:
        raise Invalid(FieldProblem("asked", words.ASKED_TOO_LITTLE))
    filling.use_up(ctx, claim)
    duties.take(ctx, claim, Duty.APPLICANT)
    duties.name_applicants(ctx, claim)
    today = japan_date(ctx.now)
    number = queries.next_number(ctx, claim.ward_id, rules.series("C", today))
    advance(
        ctx,
        claim,
        ClaimAction.SUBMIT,
        reference=rules.reference(number, today),
        submitted_at=ctx.now,
        asked_yen=asked_yen,
        entitled_yen=answer.award.entitlement,
        review_due=sheet.sheet.deadlines.review.due("review", today),
    )
    send(ctx, claim, Stage.PLANNED, answer, {})
    telling.clerks(ctx, claim, ClaimAction.SUBMIT, group.name)
    return moved(claim)


def _asked(typed: str, most: int) -> int:
    """The amount asked for: all that the rules give, or less when the applicant says so."""
    if not typed.strip():
        return most
    asked = rules.read_yen(typed)
    if asked is None:
        raise Invalid(FieldProblem("asked", words.NOT_AN_AMOUNT))
    if asked > most:
        raise Invalid(FieldProblem("asked", words.ASKED_TOO_MUCH, {"most": Yen(most)}))
    return asked


def _facts(ctx: Ctx, claim: Claim, group: GroupFacts, sheet: Rules) -> rules.Sending:
    return rules.Sending(
        today=japan_date(ctx.now),
        opens_on=sheet.version.opens_on,
        closes_on=sheet.version.closes_on,
        is_registered=group.can_book,
        is_signed=group.version_number > 0,
        pledges=len(sheet.sheet.pledges),
        pledged=(),
        lines=len(queries.lines(ctx, claim.id or 0, Stage.PLANNED)),
        entitled_yen=0,
    )


@command(name="subsidy:claim:discard", input=ClaimOnly, audit="claim")
def discard_claim(ctx: Ctx, *, claim_id: int, version: int) -> ClaimMoved:
    """Throw a draft away; its visits may be claimed anew."""
    claim = opened(ctx, claim_id, version, ClaimAction.DISCARD)
    group = groups.group_facts(ctx, group_id=claim.group_id)
    require(ctx, access.may_apply(ctx.actor, group))
    advance(ctx, claim, ClaimAction.DISCARD)
    return moved(claim)


@command(name="subsidy:claim:withdraw", input=WithdrawClaim, audit="claim")
def withdraw_claim(ctx: Ctx, *, claim_id: int, version: int, note: str) -> ClaimMoved:
    """Take an application back; after the decision only until its last day, and the money returns.

    Source: rows 7 and 15 of the state table.
    """
    claim = opened(ctx, claim_id, version, ClaimAction.WITHDRAW)
    group = groups.group_facts(ctx, group_id=claim.group_id)
    require(ctx, access.may_apply(ctx.actor, group))
    duties.take(ctx, claim, Duty.APPLICANT)
    if claim.state is ClaimState.GRANTED:
        orders.refuse_under_way(ctx, claim)
        _give_back(ctx, claim)
    advance(ctx, claim, ClaimAction.WITHDRAW, note=note)
    filling.free_again(ctx, claim)
    telling.clerks(ctx, claim, ClaimAction.WITHDRAW, group.name)
    return moved(claim)


def _give_back(ctx: Ctx, claim: Claim) -> None:
    until = claim.withdraw_until
    if until is not None and japan_date(ctx.now) > until:
        raise Refused(words.WITHDRAW_LATE, day=until)
    if claim.paid_yen:
        raise Refused(words.ADVANCED_ALREADY, paid=Yen(claim.paid_yen))
    move = ledger.Move(BudgetAccount.COMMIT, BudgetAccount.AVAIL, claim.granted_yen or 0)
    ledger.post(ctx, claim.budget_line_id, BudgetEvent.WITHDRAW, [move], claim_id=claim.id)
