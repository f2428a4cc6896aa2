"""One claim on one screen for the ward, and the page on which it is decided."""

from typing import Final

from hub.kernel.states import open_actions
from hub.platform.commands import read
from hub.platform.context import Ctx, require
from hub.subsidy import (
    access,
    calculation,
    checks,
    duties,
    findings,
    full_faces,
    profiles,
    queries,
    recovery,
    return_faces,
    showing,
    states,
    words,
)
from hub.subsidy.calculation import Answer, Rules
from hub.subsidy.faces import FindingRow, LinePair, Proposal
from hub.subsidy.reads.staff import DecidePage, LastYear, StaffClaim
from models.subsidy import Claim
from models.vocab import DataClass, Role
from models.vocab.subsidy import (
    ClaimAction,
    ClaimState,
    DecisionKind,
    FindingState,
    Profile,
    Stage,
)

DECIDES: Final = {
    DecisionKind.GRANT: {ClaimAction.GRANT},
    DecisionKind.REFUSAL: {ClaimAction.REFUSE},
    DecisionKind.DETERMINATION: {ClaimAction.DETERMINE, ClaimAction.DETERMINE_NOTHING},
    DecisionKind.CANCELLATION: {ClaimAction.CANCEL, ClaimAction.CANCEL_PART},
    DecisionKind.CHANGE: {ClaimAction.ALLOW_CHANGE},
    DecisionKind.CHANGE_REFUSAL: {ClaimAction.DENY_CHANGE},
    DecisionKind.ENDING: {ClaimAction.ALLOW_END},
}
WAITING: Final = (
    ClaimState.DECIDING,
    ClaimState.FIXING,
    ClaimState.CHANGE_DECIDING,
    ClaimState.CANCELLING,
)
TAKES: Final = (DecisionKind.CANCELLATION, DecisionKind.ENDING)
NOTHING: Final = (DecisionKind.REFUSAL, DecisionKind.CHANGE_REFUSAL)
DECIDING: Final = frozenset().union(*DECIDES.values())


@read(name="subsidy:staff_claim", data_class=DataClass.C2)
def staff_claim(ctx: Ctx, *, claim_id: int) -> StaffClaim:
    """Costs, findings, calculation, history and sides of one claim, for the staff of its ward."""
    claim = queries.claim_of(ctx, claim_id)
    require(ctx, access.may_read_ward(ctx.actor, claim.ward_id))
    return _staff_claim(ctx, claim)


def _staff_claim(ctx: Ctx, claim: Claim) -> StaffClaim:
    rules = calculation.rules_of(ctx, claim)
    stage = showing.shown_stage(claim)
    planned = calculation.planned(ctx, claim, rules, asked=claim.asked_yen)
    answer = calculation.actual(ctx, claim, rules) if stage is Stage.ACTUAL else planned
    found = showing.finding_rows(ctx, claim)
    line = queries.budget_line_of(ctx, claim.budget_line_id)
    proposal = showing.proposal(ctx, claim)
    hindrance, params = _hindrance(ctx, claim, answer, line.available)
    amount = _proposable(ctx, claim, answer, line.available)
    return StaffClaim(
        head=showing.head(ctx, claim),
        basis=rules.version.basis,
        members=tuple(row.firm for row in showing.share_rows(ctx, claim, answer)),
        lines=_pairs(ctx, claim, rules, planned, answer),
        shares=showing.share_rows(ctx, claim, answer),
        working=calculation.working(answer, claim),
        findings=found,
        open_serious=len(findings.serious(ctx, claim, stage)),
        checks_passed=_passed(found, stage),
        history=showing.history(ctx, claim),
        duties=showing.duty_rows(ctx, claim),
        keeper=showing.keeper(ctx, claim),
        notices=showing.notice_rows(ctx, claim),
        proposal=proposal,
        proposable_yen=amount,
        actions=_actions(ctx, claim, proposal),
        hindrance=hindrance,
        hindrance_params=params,
        returned_before=any(row.was_sent for row in found if row.stage is stage),
        late_reason=claim.late_reason or "",
        budget=showing.budget_state(ctx, line),
        in_force_yen=recovery.in_force(claim),
        returning=return_faces.returning(ctx, claim),
        changing=return_faces.changing_of(ctx, claim),
        is_full=profiles.is_full(ctx, claim),
        inspections=full_faces.inspections(ctx, claim),
        orders=tuple(return_faces.row_of(row) for row in queries.orders(ctx, claim.id or 0)),
    )


def _pairs(
    ctx: Ctx, claim: Claim, rules: Rules, planned: Answer, answer: Answer
) -> tuple[LinePair, ...]:
    before = showing.line_rows(ctx, claim, rules, planned)
    after = showing.line_rows(ctx, claim, rules, answer) if answer is not planned else ()
    return showing.pairs(before, after)


def _passed(found: tuple[FindingRow, ...], stage: Stage) -> int:
    """How many automatic checks have nothing that waits."""
    failing = {
        row.rule for row in found if row.stage is stage and row.state is not FindingState.FIXED
    }
    return sum(rule not in failing for rule in checks.NAMES)


def _actions(ctx: Ctx, claim: Claim, proposal: Proposal | None) -> tuple[ClaimAction, ...]:
    """Steps this person may take now: by role, by side, and only the decision that is proposed."""
    if duties.conflict(ctx, claim) is not None:
        return ()
    steps = _listed(ctx, claim)
    wanted = DECIDES[proposal.kind] if proposal else set()
    if proposal is not None and proposal.kind is DecisionKind.DETERMINATION:
        zero = proposal.amount_yen == (claim.paid_yen or 0)
        wanted = {ClaimAction.DETERMINE_NOTHING if zero else ClaimAction.DETERMINE}
    if proposal is not None and proposal.kind is DecisionKind.CANCELLATION:
        whole = proposal.amount_yen == recovery.in_force(claim)
        wanted = {ClaimAction.CANCEL if whole else ClaimAction.CANCEL_PART}
    if queries.order_under_way(ctx, claim.id or 0) is not None:
        steps = tuple(step for step in steps if step is not ClaimAction.PROPOSE_CANCEL)
    if recovery.open_order(ctx, claim) is not None:
        steps = tuple(step for step in steps if step is not ClaimAction.ORDER_RETURN)
    return tuple(step for step in steps if step not in DECIDING or step in wanted)


def _listed(ctx: Ctx, claim: Claim) -> tuple[ClaimAction, ...]:
    """Steps of this role in the programme's profile; a clerk inspects only where it is allowed."""
    steps = open_actions(states.CLAIM, claim.state, (ctx.actor.role,))
    programme = profiles.programme_of(ctx, claim)
    if ctx.actor.role is Role.INSPECTOR and programme.profile is not Profile.FULL:
        return ()
    if ctx.actor.role is Role.WARD_CLERK and not programme.officer_may_inspect:
        steps = tuple(step for step in steps if step is not ClaimAction.INSPECT)
    return profiles.offered(ctx, claim, steps)


def _hindrance(ctx: Ctx, claim: Claim, answer: Answer, left: int) -> tuple[str, dict[str, object]]:
    """What stands against the next step of this person."""
    stands = duties.conflict(ctx, claim)
    if stands is not None:
        return stands, {}
    if ctx.actor.role not in {Role.WARD_CLERK, Role.INSPECTOR}:
        return "", {}
    if claim.state in {ClaimState.REVIEW, ClaimState.REPORT_REVIEW}:
        rows = findings.serious(ctx, claim, showing.shown_stage(claim))
        if rows:
            return words.STILL_OPEN.text, {"count": len(rows)}
    needs_money = claim.state in {ClaimState.REVIEW, ClaimState.WAITING_BUDGET}
    if needs_money and answer.amount > left and not _partial(ctx, claim, left):
        return words.BUDGET_SHORT.text, {"left": {"yen": left}}
    return "", {}


def _partial(ctx: Ctx, claim: Claim, left: int) -> int:
    rules = calculation.rules_of(ctx, claim)
    return calculation.planned(ctx, claim, rules, asked=claim.asked_yen, budget=left).amount


def _proposable(ctx: Ctx, claim: Claim, answer: Answer, left: int) -> int:
    """What the clerk would propose now; a decided amount where it is decided."""
    if answer.stage is Stage.ACTUAL:
        return answer.amount
    if claim.granted_yen is not None:
        return claim.granted_yen
    return answer.amount if answer.amount <= left else _partial(ctx, claim, left)


@read(name="subsidy:decide_page", data_class=DataClass.C2)
def decide_page(ctx: Ctx, *, claim_id: int) -> DecidePage:
    """One claim with what an approver weighs, and its place among those that wait."""
    claim = queries.claim_of(ctx, claim_id)
    require(ctx, access.may_read_budget(ctx.actor, claim.ward_id))
    seen = _staff_claim(ctx, claim)
    stage = seen.head.stage
    waiting = queries.claims_of_ward(ctx, claim.ward_id, WAITING)
    waiting.sort(key=lambda row: (row.review_due is None, row.review_due, row.id))
    ids = [row.id for row in waiting]
    place = ids.index(claim.id) + 1 if claim.id in ids else 0
    after = [at for at in (*ids[place:], *ids[: max(place - 1, 0)]) if at != claim.id]
    change = _change(claim, seen)
    return DecidePage(
        claim=seen,
        waived=tuple(
            row for row in seen.findings
            if row.stage is stage and row.state is FindingState.WAIVED
        ),
        last=_last(ctx, claim),
        visits=showing.visits(ctx, claim, stage),
        firms=len(seen.shares),
        before_yen=seen.budget.available_yen,
        change_yen=change,
        after_yen=seen.budget.available_yen + change,
        place=place,
        of=len(ids),
        next_claim_id=after[0] if after else None,
    )  # fmt: skip


def _change(claim: Claim, seen: StaffClaim) -> int:
    """What the proposed decision does to what is left of the budget."""
    proposal = seen.proposal
    if proposal is None or proposal.kind in NOTHING:
        return 0
    if proposal.kind is DecisionKind.GRANT:
        return -proposal.amount_yen
    if proposal.kind in TAKES:
        return proposal.amount_yen - recovery.to_return(claim, proposal.amount_yen)
    if proposal.kind is DecisionKind.DETERMINATION:
        return (claim.granted_yen or 0) - max(proposal.amount_yen, claim.paid_yen or 0)
    return (seen.head.granted_yen or 0) - proposal.amount_yen


def _last(ctx: Ctx, claim: Claim) -> LastYear | None:
    """The group's newest earlier claim that was granted."""
    for row in queries.claims_of_group(ctx, claim.group_id):
        if row.id != claim.id and row.state in queries.GRANTED_STATES:
            stage = showing.shown_stage(row)
            fixed = row.fixed_yen if row.fixed_yen is not None else row.granted_yen
            return LastYear(
                reference=row.reference or "",
                amount_yen=fixed or 0,
                visits=showing.visits(ctx, row, stage),
                firms=len(queries.shares(ctx, row.id or 0)),
            )
    return None
