"""The ward's inbox: every open claim by its next act and due date, not by programme."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Final

from hub.accounts import reads as people
from hub.accounts.reads import Keeper
from hub.kernel.calendar import fiscal_year, japan_date
from hub.kernel.states import open_actions
from hub.kernel.text import N_
from hub.platform.commands import read
from hub.platform.context import Ctx, require
from hub.subsidy import (
    access,
    calculation,
    findings,
    profiles,
    queries,
    rules,
    showing,
    states,
    telling,
    words,
)
from hub.subsidy.faces import ClaimHead
from hub.subsidy.reads.staff import Inbox, InboxRow, Tab, Tag
from models.subsidy import Claim
from models.vocab import DataClass
from models.vocab.people import WorkKind
from models.vocab.subsidy import ClaimAction, ClaimState, DecisionKind, FindingLevel

BACK: Final = (
    ClaimAction.SEND_BACK,
    ClaimAction.SEND_BACK_AMOUNT,
    ClaimAction.SEND_BACK_CHANGE,
    ClaimAction.SEND_BACK_CANCEL,
)
HIGH_SHARE: Final = (9, 10)
BY_STATE: Final[Mapping[ClaimState, Tab]] = MappingProxyType(
    {
        ClaimState.SUBMITTED: Tab.NEW,
        ClaimState.REVIEW: Tab.REVIEW,
        ClaimState.REPORT_REVIEW: Tab.REVIEW,
        ClaimState.INSPECTED: Tab.REVIEW,
        ClaimState.DECIDING: Tab.DECIDING,
        ClaimState.FIXING: Tab.DECIDING,
        ClaimState.DETERMINED: Tab.PAYMENT,
        ClaimState.PAID: Tab.PAYMENT,
        ClaimState.RETURNED: Tab.WAITING,
        ClaimState.REPORT_RETURNED: Tab.WAITING,
        ClaimState.WAITING_BUDGET: Tab.WAITING,
        ClaimState.GRANTED: Tab.WAITING,
        ClaimState.CHANGE_REVIEW: Tab.REVIEW,
        ClaimState.CHANGE_DECIDING: Tab.DECIDING,
        ClaimState.CANCELLING: Tab.DECIDING,
        ClaimState.RETURNING: Tab.PAYMENT,
        ClaimState.REPAID: Tab.PAYMENT,
    }
)
# Work of the ward itself: only here does a due date press.
OWN_TABS: Final = (Tab.NEW, Tab.REVIEW, Tab.DECIDING, Tab.PAYMENT)
NEXT: Final[Mapping[ClaimState, ClaimAction]] = MappingProxyType(
    {
        ClaimState.SUBMITTED: ClaimAction.ACCEPT,
        ClaimState.REVIEW: ClaimAction.PROPOSE,
        ClaimState.RETURNED: ClaimAction.RESUBMIT,
        ClaimState.WAITING_BUDGET: ClaimAction.RESUME,
        ClaimState.DECIDING: ClaimAction.GRANT,
        ClaimState.GRANTED: ClaimAction.REPORT,
        ClaimState.REPORT_REVIEW: ClaimAction.PROPOSE_AMOUNT,
        ClaimState.REPORT_RETURNED: ClaimAction.RESUBMIT_REPORT,
        ClaimState.INSPECTED: ClaimAction.PROPOSE_AMOUNT,
        ClaimState.FIXING: ClaimAction.DETERMINE,
        ClaimState.DETERMINED: ClaimAction.PAY,
        ClaimState.PAID: ClaimAction.COMPLETE,
        ClaimState.CHANGE_REVIEW: ClaimAction.PROPOSE_CHANGE,
        ClaimState.CHANGE_DECIDING: ClaimAction.ALLOW_CHANGE,
        ClaimState.CANCELLING: ClaimAction.CANCEL,
        ClaimState.RETURNING: ClaimAction.RECEIVE,
        ClaimState.REPAID: ClaimAction.COMPLETE,
    }
)
# The next act of the full profile where it is another one.
IN_FULL: Final[Mapping[ClaimAction, ClaimAction]] = MappingProxyType(
    {
        ClaimAction.PROPOSE_AMOUNT: ClaimAction.INSPECT,
        ClaimAction.PAY: ClaimAction.TRANSFER,
    }
)
GAPS: Final = N_("不備 {count}件")
HIGH: Final = N_("高額")
CORRECTED: Final = N_("補正ずみ")
LESS: Final = N_("決定より少ない")
FROM_APPROVER: Final = N_("決裁から戻り")
TO_ORDER: Final = N_("返還を命じる前")
SHORT: Final = N_("予算不足")
LAPSES: Final = N_("取下げとみなせます")
KEPT: Final = N_("担当 {name}さん")


@read(name="subsidy:inbox", data_class=DataClass.C1)
def inbox(ctx: Ctx, *, ward_id: int) -> Inbox:
    """Every open claim of the ward, the most urgent first; counts are those of the lists."""
    require(ctx, access.may_read_budget(ctx.actor, ward_id))
    claims = queries.claims_of_ward(ctx, ward_id)
    queries.foresee(ctx, claims)
    keepers = people.keepers(ctx, WorkKind.CLAIM, [claim.id or 0 for claim in claims])
    rows = [
        _row(ctx, claim, head, keepers.get(claim.id or 0))
        for claim, head in zip(claims, showing.heads(ctx, claims), strict=True)
    ]
    rows.sort(key=_urgency)
    year = fiscal_year(japan_date(ctx.now))
    lines = [line for line in queries.budget_lines(ctx, ward_id) if line.fiscal_year == year]
    own = [row for row in rows if set(row.tabs) & set(OWN_TABS) and row.actions]
    return Inbox(
        rows=tuple(rows),
        counts={tab: sum(tab in row.tabs for row in rows) for tab in Tab},
        budgets=tuple(showing.budget_state(ctx, line) for line in lines),
        first_claim_id=own[0].head.claim_id if own else None,
    )


def _urgency(row: InboxRow) -> tuple[int, int, int]:
    """Own work first, then by days left, then in the order of receipt."""
    left = row.head.due.days_left if row.head.due else 10_000
    return (0 if set(row.tabs) & set(OWN_TABS) else 1, left, row.head.claim_id)


def _row(ctx: Ctx, claim: Claim, head: ClaimHead, keeper: Keeper | None) -> InboxRow:
    proposal = queries.open_draft(ctx, claim.id or 0)
    proposed = proposal.amount_yen if proposal else None
    step = NEXT[claim.state]
    if proposal is not None and proposal.kind is DecisionKind.ENDING:
        step = ClaimAction.ALLOW_END
    if not profiles.has(ctx, claim, step):
        step = IN_FULL[step]
    if _is_to_order(claim):
        proposed = (claim.paid_yen or 0) - (claim.fixed_yen or 0)
        step = ClaimAction.ORDER_RETURN
    return InboxRow(
        head=head,
        tabs=_tabs(ctx, claim, head),
        tags=(*_kept(keeper), *_tags(ctx, claim, head)),
        next_words=words.ACTION_LABELS[step],
        actions=profiles.offered(
            ctx, claim, open_actions(states.CLAIM, claim.state, (ctx.actor.role,))
        ),
        proposed_yen=proposed,
    )


def _may_lapse(ctx: Ctx, claim: Claim, today: date) -> bool:
    """Say whether the clerk may take it as withdrawn: proposed here, confirmed there (row 6)."""
    due = claim.answer_due
    if due is None or today <= due or claim.state is not ClaimState.RETURNED:
        return False
    return telling.reminders_of_answer(ctx, claim) >= rules.REMINDERS


def _is_to_order(claim: Claim) -> bool:
    """Say whether the approver still has to order the money back."""
    return claim.state is ClaimState.RETURNING and claim.return_due is None


def _tabs(ctx: Ctx, claim: Claim, head: ClaimHead) -> tuple[Tab, ...]:
    tab = Tab.DECIDING if _is_to_order(claim) else BY_STATE[claim.state]
    found = [tab]
    if tab in OWN_TABS and head.due is not None:
        if head.due.is_today:
            found.append(Tab.TODAY)
        elif head.due.is_over:
            found.append(Tab.OVERDUE)
    if tab is Tab.REVIEW and _is_corrected(ctx, claim):
        found.append(Tab.CORRECTED)
    return tuple(found)


def _is_corrected(ctx: Ctx, claim: Claim) -> bool:
    last = queries.last_event(ctx, claim.id or 0)
    back = (ClaimAction.RESUBMIT, ClaimAction.RESUBMIT_REPORT)
    return last is not None and last.action in back


def _kept(keeper: Keeper | None) -> tuple[Tag, ...]:
    """Who has taken the claim over from a colleague who left."""
    return (Tag(KEPT, {"name": keeper.name}, "plain"),) if keeper else ()


def _tags(ctx: Ctx, claim: Claim, head: ClaimHead) -> tuple[Tag, ...]:
    found: list[Tag] = []
    open_rows = findings.still_open(ctx, claim, head.stage)
    gaps = sum(row.level is not FindingLevel.INFO for row in open_rows)
    if gaps:
        found.append(Tag(GAPS, {"count": gaps}, "wait"))
    last = queries.last_event(ctx, claim.id or 0)
    if last is not None and last.action in BACK:
        found.append(Tag(FROM_APPROVER, {}, "bad"))
    elif BY_STATE[claim.state] is Tab.REVIEW and _is_corrected(ctx, claim) and not gaps:
        found.append(Tag(CORRECTED, {}, "good"))
    if _is_to_order(claim):
        found.append(Tag(TO_ORDER, {}, "bad"))
    if _may_lapse(ctx, claim, japan_date(ctx.now)):
        found.append(Tag(LAPSES, {}, "bad"))
    if claim.state is ClaimState.WAITING_BUDGET:
        found.append(Tag(SHORT, {}, "bad"))
    if _is_less(ctx, claim):
        found.append(Tag(LESS, {}, "act"))
    elif _is_high(ctx, claim):
        found.append(Tag(HIGH, {}, "act"))
    return tuple(found)


def _is_less(ctx: Ctx, claim: Claim) -> bool:
    draft = queries.open_draft(ctx, claim.id or 0)
    if claim.state is ClaimState.FIXING and draft is not None:
        return draft.amount_yen < (claim.granted_yen or 0)
    return claim.fixed_yen is not None and claim.fixed_yen < (claim.granted_yen or 0)


def _is_high(ctx: Ctx, claim: Claim) -> bool:
    """At least nine tenths of what the programme gives at most."""
    total = calculation.rules_of(ctx, claim).sheet.programme.caps.total
    num, den = HIGH_SHARE
    return total is not None and (claim.entitled_yen or 0) * den >= total * num
