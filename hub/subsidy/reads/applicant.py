"""What the firms of a group see: their claims, one claim, and what can be claimed now."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from hub.experts import reads as experts
from hub.experts.reads import ClaimableEngagement
from hub.groups import reads as groups
from hub.groups.reads import GroupFacts
from hub.kernel.calendar import japan_date
from hub.kernel.errors import NOT_FOUND, NotFound
from hub.kernel.states import open_actions
from hub.platform.commands import read
from hub.platform.context import Ctx, require
from hub.subsidy import (
    access,
    advances,
    calculation,
    filling,
    payments,
    queries,
    return_faces,
    showing,
    states,
    words,
)
from hub.subsidy.calculation import Answer, Rules
from hub.subsidy.faces import (
    Changing,
    ClaimHead,
    EventRow,
    FindingRow,
    LineRow,
    NoticeRow,
    OrderRow,
    Returning,
    ShareRow,
    Working,
)
from models.subsidy import Claim
from models.vocab import DataClass
from models.vocab.subsidy import (
    RETURNED_CLAIMS,
    ClaimAction,
    ClaimState,
    DecisionKind,
    Profile,
    Stage,
)


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """A claim in the list of a firm; `can_act` says whether it waits for this person."""

    head: ClaimHead
    can_act: bool


@dataclass(frozen=True, slots=True)
class Claimable:
    """A finished engagement that can become a claim, with what the programme would pay."""

    engagement_id: int
    group: str
    title: str
    expert: str
    visits: int
    last_day: date
    cost_yen: int


@dataclass(frozen=True, slots=True)
class MyClaims:
    """Claims of the firm's groups, the newest first, and what can be claimed now."""

    rows: tuple[ClaimRow, ...]
    claimable: tuple[Claimable, ...]


@dataclass(frozen=True, slots=True)
class OpenProgramme:
    """A programme that takes applications now."""

    programme_id: int
    title: str
    is_example: bool
    closes_on: date


@dataclass(frozen=True, slots=True)
class ClaimStart:
    """What a new claim would hold, before anything is written."""

    engagement: Claimable
    programmes: tuple[OpenProgramme, ...]
    existing_claim_id: int | None


@dataclass(frozen=True, slots=True)
class Payment:
    """The payment as the ward wrote it down."""

    paid_on: date
    amount_yen: int


@dataclass(frozen=True, slots=True)
class FirmClaim:
    """One claim as the firms see it; `working` and `lines` are those of the shown stage.

    `reason` is why nothing is granted. `report_started` says that the report is filled already.
    """

    head: ClaimHead
    is_leader: bool
    stage: Stage
    lines: tuple[LineRow, ...]
    shares: tuple[ShareRow, ...]
    working: Working
    pledges: tuple[str, ...]
    categories: tuple[tuple[str, str], ...]
    asked: tuple[FindingRow, ...]
    history: tuple[EventRow, ...]
    notices: tuple[NoticeRow, ...]
    actions: tuple[ClaimAction, ...]
    conditions: tuple[str, ...]
    reason: str
    closes_on: date
    is_late: bool
    late_reason: str
    payment_due: date | None
    payment: Payment | None
    returning: Returning | None
    changing: Changing | None
    orders: tuple[OrderRow, ...]
    advance_left_yen: int | None
    payable_yen: int | None


@read(name="subsidy:my_claims", data_class=DataClass.C1)
def my_claims(ctx: Ctx, *, firm_id: int) -> MyClaims:
    """Claims in which the firm takes part, those that wait first and by their nearest day."""
    require(ctx, access.may_read_firm(ctx.actor, firm_id))
    claims = queries.claims_of_firm(ctx, firm_id)
    rows = [
        ClaimRow(head, _waits(ctx, claim))
        for claim, head in zip(claims, showing.heads(ctx, claims), strict=True)
    ]
    return MyClaims(tuple(sorted(rows, key=_nearest)), _claimable(ctx, firm_id))


def _waits(ctx: Ctx, claim: Claim) -> bool:
    """Say whether the leader has to act: a step of the claim, money to ask for or to pay back."""
    steps = _actions(ctx, claim) - {ClaimAction.WITHDRAW, ClaimAction.DISCARD}
    asks = _payable(ctx, claim, calculation.rules_of(ctx, claim)) is not None
    return bool(steps) or asks or (claim.return_due is not None and _leads(ctx, claim))


def _nearest(row: ClaimRow) -> tuple[bool, date]:
    """What waits for this person comes first, the nearest day before a later one."""
    return not row.can_act, row.head.due.on if row.can_act and row.head.due else date.max


def _claimable(ctx: Ctx, firm_id: int) -> tuple[Claimable, ...]:
    found = []
    for group in groups.groups_of_firm(ctx, firm_id=firm_id):
        if not group.is_led_by(ctx.actor):
            continue
        open_now = experts.claimable_engagements(ctx, group_id=group.group_id)
        ids = [each.engagement_id for each in open_now]
        live = queries.live_claims_of_sources(ctx, filling.FROM_ENGAGEMENT, ids) if ids else []
        taken = {claim.source_id for claim in live}
        found += [
            _offer(each, group)
            for each in open_now
            if each.visits and each.engagement_id not in taken
        ]
    return tuple(found)


def _offer(each: ClaimableEngagement, group: GroupFacts) -> Claimable:
    return Claimable(
        engagement_id=each.engagement_id,
        group=group.name,
        title=each.title,
        expert=each.expert_name,
        visits=len(each.visits),
        last_day=max(visit.day for visit in each.visits),
        cost_yen=sum(visit.fee_yen + visit.travel_yen for visit in each.visits),
    )


@read(name="subsidy:claim_start", data_class=DataClass.C1)
def claim_start(ctx: Ctx, *, engagement_id: int) -> ClaimStart:
    """What would be claimed for an engagement; or the claim that is there already."""
    each = experts.claimable_engagement(ctx, engagement_id=engagement_id)
    group = groups.group_facts(ctx, group_id=each.group_id)
    require(ctx, access.may_apply(ctx.actor, group))
    if not each.visits:
        raise NotFound(NOT_FOUND)
    known = queries.live_claim_of_source(ctx, filling.FROM_ENGAGEMENT, engagement_id)
    found = calculation.open_programmes(ctx, group.ward_id, japan_date(ctx.now))
    return ClaimStart(
        engagement=_offer(each, group),
        programmes=tuple(
            OpenProgramme(programme.id or 0, version.title, version.is_example, version.closes_on)
            for programme, version in found
        ),
        existing_claim_id=known.id if known else None,
    )


@read(name="subsidy:firm_claim", data_class=DataClass.C1)
def firm_claim(ctx: Ctx, *, claim_id: int) -> FirmClaim:
    """One claim for the people of its firms; only the leader gets something to press."""
    claim = queries.claim_of(ctx, claim_id)
    require(ctx, access.may_read_firm(ctx.actor, ctx.actor.seat.firm_id))
    rules = calculation.rules_of(ctx, claim)
    answer = _answer(ctx, claim, rules)
    actions = _actions(ctx, claim)
    orders = queries.orders(ctx, claim_id)
    return FirmClaim(
        head=showing.head(ctx, claim),
        is_leader=_leads(ctx, claim),
        stage=answer.stage,
        lines=showing.line_rows(
            ctx, claim, rules, answer, can_change=_can_change(ctx, claim, answer)
        ),
        shares=showing.share_rows(ctx, claim, answer),
        working=calculation.working(answer, claim),
        pledges=rules.sheet.pledges,
        categories=tuple(rules.sheet.categories.items()),
        asked=_asked(ctx, claim),
        history=_open_history(ctx, claim),
        notices=showing.notice_rows(ctx, claim, internal=False),
        actions=tuple(step for step in ClaimAction if step in actions),
        conditions=_conditions(ctx, claim),
        reason=_refusal(ctx, claim),
        closes_on=rules.version.closes_on,
        is_late=claim.report_due is not None and japan_date(ctx.now) > claim.report_due,
        late_reason=claim.late_reason or "",
        payment_due=_payment_due(ctx, claim, rules),
        payment=_payment(ctx, claim),
        returning=return_faces.returning(ctx, claim),
        changing=return_faces.changing_of(ctx, claim),
        orders=tuple(return_faces.row_of(row) for row in orders),
        advance_left_yen=_advance_left(ctx, claim, rules),
        payable_yen=_payable(ctx, claim, rules),
    )


def _advance_left(ctx: Ctx, claim: Claim, rules: Rules) -> int | None:
    """What may be asked for now; None where an advance is not possible or under way."""
    is_free = claim.state is ClaimState.GRANTED and _leads(ctx, claim)
    begun = bool(queries.lines(ctx, claim.id or 0, Stage.ACTUAL))
    if not is_free or begun or queries.order_under_way(ctx, claim.id or 0) is not None:
        return None
    return advances.left(ctx, claim, rules) or None


def _payable(ctx: Ctx, claim: Claim, rules: Rules) -> int | None:
    """What the leader may ask for now (請求); None where nothing is to be asked for."""
    is_free = claim.state is ClaimState.DETERMINED and _leads(ctx, claim)
    if not is_free or rules.programme.profile is not Profile.FULL:
        return None
    if queries.order_under_way(ctx, claim.id or 0) is not None:
        return None
    return payments.left(claim)


def _answer(ctx: Ctx, claim: Claim, rules: Rules) -> Answer:
    """Amounts of the stage the firms look at; a prepared report counts as begun."""
    begun = claim.state is ClaimState.GRANTED and queries.lines(ctx, claim.id or 0, Stage.ACTUAL)
    if begun or showing.shown_stage(claim) is Stage.ACTUAL:
        return calculation.actual(ctx, claim, rules)
    return calculation.planned(ctx, claim, rules, asked=claim.asked_yen)


def _can_change(ctx: Ctx, claim: Claim, answer: Answer) -> bool:
    """Costs are open in a draft, after a return, and in a report that has begun."""
    begun = claim.state is ClaimState.GRANTED and answer.stage is Stage.ACTUAL
    is_open = begun or claim.state in {ClaimState.DRAFT, *RETURNED_CLAIMS}
    return is_open and _leads(ctx, claim)


def _actions(ctx: Ctx, claim: Claim) -> set[ClaimAction]:
    if not _leads(ctx, claim):
        return set()
    steps = set(open_actions(states.CLAIM, claim.state, (ctx.actor.role,)))
    until = claim.withdraw_until
    if claim.state is ClaimState.GRANTED and until is not None and japan_date(ctx.now) > until:
        steps.discard(ClaimAction.WITHDRAW)
    if queries.lines(ctx, claim.id or 0, Stage.ACTUAL):
        steps -= {ClaimAction.REQUEST_CHANGE, ClaimAction.REQUEST_END}
    if claim.paid_yen:
        steps.discard(ClaimAction.WITHDRAW)
    if queries.order_under_way(ctx, claim.id or 0) is not None:
        steps -= CROSSING
    return steps


CROSSING: Final = frozenset(
    {
        ClaimAction.REQUEST_CHANGE,
        ClaimAction.REQUEST_END,
        ClaimAction.WITHDRAW,
        ClaimAction.REPORT,
    }
)


def _leads(ctx: Ctx, claim: Claim) -> bool:
    return access.may_apply(ctx.actor, groups.group_facts(ctx, group_id=claim.group_id)) is None


def _asked(ctx: Ctx, claim: Claim) -> tuple[FindingRow, ...]:
    if claim.state not in RETURNED_CLAIMS:
        return ()
    return tuple(row for row in showing.finding_rows(ctx, claim) if row.is_waiting_for_answer)


# Steps inside the ward stay inside: the firms read what concerns them.
_OPEN_STEPS = frozenset(ClaimAction) - {
    ClaimAction.PROPOSE,
    ClaimAction.SEND_BACK,
    ClaimAction.PROPOSE_AMOUNT,
    ClaimAction.SEND_BACK_AMOUNT,
    ClaimAction.COMPLETE,
    ClaimAction.PROPOSE_CHANGE,
    ClaimAction.SEND_BACK_CHANGE,
    ClaimAction.PROPOSE_CANCEL,
    ClaimAction.SEND_BACK_CANCEL,
}


def _open_history(ctx: Ctx, claim: Claim) -> tuple[EventRow, ...]:
    return tuple(
        EventRow(row.action, words.FIRM_EVENTS[row.action], "", "", "", "", row.at)
        for row in showing.history(ctx, claim)
        if row.action in _OPEN_STEPS
    )


def _conditions(ctx: Ctx, claim: Claim) -> tuple[str, ...]:
    decided = queries.decision(ctx, claim.id or 0, DecisionKind.GRANT)
    return tuple(decided.conditions) if decided else ()


def _refusal(ctx: Ctx, claim: Claim) -> str:
    decided = queries.decision(ctx, claim.id or 0, DecisionKind.REFUSAL)
    return (decided.reason or "") if decided else ""


def _payment_due(ctx: Ctx, claim: Claim, rules: Rules) -> date | None:
    if rules.programme.profile is Profile.FULL:
        asked = queries.finals(ctx, claim.id or 0)
        return asked[-1].due_on if asked else None
    decided = queries.decision(ctx, claim.id or 0, DecisionKind.DETERMINATION)
    if decided is None:
        return None
    return rules.sheet.deadlines.payment.due("payment", decided.decided_on)


def _payment(ctx: Ctx, claim: Claim) -> Payment | None:
    row = queries.payment(ctx, claim.id or 0)
    return Payment(row.paid_on, row.amount_yen) if row else None
