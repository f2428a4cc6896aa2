"""Recomputes claims, money and numbers from what was written for good; the nightly check.

State, amounts, deadlines and sides of a claim are projections of its events and decisions. What is
stored otherwise is named here and never mended. Source: subsidy design, parts 5, 8 and 9.
"""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType
from typing import Final

from hub.kernel.calendar import JST, japan_date
from hub.kernel.text import N_
from hub.platform.audit import canonical
from hub.platform.context import Ctx
from hub.subsidy import (
    calculation,
    issuing,
    ledger,
    queries,
    recheck_full,
    recheck_orders,
    recovery,
    return_papers,
    rules,
    states,
)
from hub.subsidy.queries import kept
from hub.subsidy.rulesheet import Sheet
from models.subsidy import Claim, ClaimEvent, Decision, ReturnReceipt
from models.vocab import Role
from models.vocab.subsidy import BudgetAccount as At
from models.vocab.subsidy import ClaimAction as Do
from models.vocab.subsidy import ClaimState as In
from models.vocab.subsidy import DecisionKind, Duty, Stage

STATE: Final = N_("状態")
STEPS: Final = N_("経過")
SIDES: Final = N_("立場")
AMOUNTS: Final = N_("金額")
MONEY: Final = N_("予算")
DEADLINES: Final = N_("期限")
ADVANCES: Final = N_("概算払")
PROFILE: Final = N_("検査・支払の手続")
RETURNS: Final = N_("返還")
PAPERS: Final = N_("書類")
NUMBERS: Final = N_("番号")
SIDE_OF: Final[Mapping[Role, Duty]] = MappingProxyType(
    {
        Role.GROUP_LEADER: Duty.APPLICANT,
        Role.WARD_CLERK: Duty.CLERK,
        Role.WARD_APPROVER: Duty.APPROVER,
        Role.INSPECTOR: Duty.INSPECTOR,
        Role.ACCOUNTING: Duty.ACCOUNTING,
    }
)
REFUSALS: Final = (DecisionKind.REFUSAL, DecisionKind.CHANGE_REFUSAL)
# Until this moment clerks ordered money back (ADR 26); what they did then stays their own side. The
# record cannot tell this moment: it holds who acted for whom, and not under which rules. The first
# order by an approver would be later than this moment, and let more pass.
CLERKS_ORDERED_UNTIL: Final = datetime(2026, 11, 28, tzinfo=JST)
NO_MORE_REVIEW: Final = (
    Do.DETERMINE, Do.DETERMINE_NOTHING, Do.RETURN_CHANGE, Do.DENY_CHANGE, Do.ALLOW_END,
)  # fmt: skip
# The draft is the applicant's own: throwing it away puts nobody on a side.
WITHOUT_SIDE: Final = (Do.DISCARD,)


@dataclass(frozen=True, slots=True)
class Difference:
    """Where (C-2026-0001, `line 3`, `C-2026`), what (a msgid), as stored and as recomputed."""

    where: str
    what: str
    stored: str
    found: str


@dataclass(frozen=True, slots=True)
class Checked:
    """How much was looked at, and what differs."""

    claims: int
    lines: int
    differences: tuple[Difference, ...]


@dataclass(slots=True)
class Days:
    """Deadlines of a claim as its steps set them."""

    review_due: date | None = None
    stopped_on: date | None = None
    answer_due: date | None = None
    decided_on: date | None = None
    withdraw_until: date | None = None
    report_due: date | None = None
    return_due: date | None = None


def everything(ctx: Ctx) -> Checked:
    """Every claim, budget line and series of numbers of every ward."""
    claims, lines = kept.all_claims(ctx), kept.all_budget_lines(ctx)
    found = [difference for claim in claims for difference in of_claim(ctx, claim)]
    for line in lines:
        where = f"line {line.id}"
        found += [Difference(where, MONEY, said, "") for said in ledger.differences(ctx, line)]
    found += _numbers(ctx, claims)
    return Checked(len(claims), len(lines), tuple(found))


def of_claim(ctx: Ctx, claim: Claim) -> list[Difference]:
    """What one claim says otherwise than its events, decisions and postings."""
    where = claim.reference or f"claim {claim.id}"
    steps = queries.events(ctx, claim.id or 0)
    parts: tuple[tuple[str, Iterable[tuple[object, object]]], ...] = (
        (STEPS, _steps(steps)),
        (STATE, [(claim.state.value, steps[-1].to_state.value if steps else In.DRAFT.value)]),
        (SIDES, _sides(ctx, claim, steps)),
        (AMOUNTS, _amounts(ctx, claim)),
        (MONEY, _money(ctx, claim)),
        (ADVANCES, recheck_orders.pairs(ctx, claim)),
        (PROFILE, recheck_full.pairs(ctx, claim, steps)),
        (RETURNS, _returned(ctx, claim)),
        (DEADLINES, _deadlines(ctx, claim, steps)),
        (PAPERS, _papers(ctx, claim)),
    )
    return [
        Difference(where, what, str(stored), str(found))
        for what, pairs in parts
        for stored, found in pairs
        if stored != found
    ]


def _steps(steps: list[ClaimEvent]) -> Iterator[tuple[object, object]]:
    """Each step is a listed one and begins where the one before it ended (I3, I4)."""
    before = interrupted = In.DRAFT
    for step in steps:
        yield f"{step.action} {step.from_state}", f"{step.action} {before}"
        listed = [
            row.target for row in states.CLAIM
            if row.action == step.action and step.from_state in row.sources
        ]  # fmt: skip
        if step.action is Do.PROPOSE_CANCEL:
            interrupted = before
        elif step.action in {Do.SEND_BACK_CANCEL, Do.CANCEL_PART}:
            after = {interrupted, In.RETURNING}
            if interrupted is In.DETERMINED and step.action is Do.CANCEL_PART:
                after.add(In.PAID)
            listed = [at for at in listed if at in after]
        yield (
            step.to_state.value,
            next((at.value for at in listed if at is step.to_state), str(listed)),
        )
        before = step.to_state


def _sides(ctx: Ctx, claim: Claim, steps: list[ClaimEvent]) -> Iterator[tuple[object, object]]:
    """Whoever took a step stands on its side, and on no other one (I5)."""
    stands = {row.person_id: row.duty for row in queries.duties(ctx, claim.id or 0)}
    acted: dict[int, set[str]] = defaultdict(set)
    for step in steps:
        roles = next((row.roles for row in states.CLAIM if row.action == step.action), ())
        if step.action is Do.ORDER_RETURN and step.at < CLERKS_ORDERED_UNTIL:
            roles = states.CLERK if stands.get(step.person_id or 0) is Duty.CLERK else roles
        if step.person_id is not None and step.action not in WITHOUT_SIDE:
            sides = {SIDE_OF[role].value for role in roles}
            own = stands.get(step.person_id)
            acted[step.person_id] |= {own.value} if own and own.value in sides else sides
    for person_id, duty in recheck_orders.sides(ctx, claim):
        acted[person_id].add(duty.value)
    for made in kept.decisions(ctx, claim.id or 0):
        acted[made.clerk_id].add(Duty.CLERK.value)
        acted[made.person_id].add(Duty.APPROVER.value)
    for person_id, sides in sorted(acted.items()):
        side = stands.get(person_id)
        yield [side.value if side else ""], sorted(sides)


def _amounts(ctx: Ctx, claim: Claim) -> Iterator[tuple[object, object]]:
    """Granted, fixed and paid are those of the decisions and the payment; none grows (I6, I7)."""
    made = kept.decisions(ctx, claim.id or 0)
    granted, fixed = _decided(made)
    yield claim.granted_yen, granted
    yield claim.fixed_yen, fixed
    yield claim.paid_yen, _paid(ctx, claim, made)
    cap = calculation.rules_of(ctx, claim).sheet.programme.caps.total
    paid = None if claim.state is In.RETURNING else claim.paid_yen
    chain = (paid, claim.fixed_yen, claim.granted_yen, claim.entitled_yen, cap)
    falling = [yen for yen in chain if yen is not None]
    yield falling, sorted(falling)
    for row in made:
        shares = row.sheet.get("shares")
        if isinstance(shares, list) and shares and row.kind not in REFUSALS:
            yield row.amount_yen, sum(share["amount"] for share in shares)


def _decided(made: Sequence[Decision]) -> tuple[int | None, int | None]:
    """Granted and fixed, one decision after the other; what is cancelled is gone from both."""
    granted: int | None = None
    fixed: int | None = None
    for row in made:
        if row.kind is DecisionKind.GRANT:
            granted = row.amount_yen
        elif row.kind is DecisionKind.DETERMINATION:
            fixed = row.amount_yen
        elif row.kind is DecisionKind.CHANGE:
            granted = row.amount_yen
        elif row.kind is DecisionKind.CANCELLATION:
            left = (granted or 0 if fixed is None else fixed) - row.amount_yen
            granted, fixed = left, None if fixed is None else left
        elif row.kind is DecisionKind.ENDING:
            granted = 0
    return granted, fixed


def _paid(ctx: Ctx, claim: Claim, made: Sequence[Decision]) -> int | None:
    """What was paid and has not come back; 0 where nothing was to be paid."""
    payment = queries.payment(ctx, claim.id or 0)
    paid = sum(row.amount_yen for row in queries.paid_advances(ctx, claim.id or 0))
    paid += payment.amount_yen if payment is not None else 0
    if paid:
        return paid - sum(row.principal_yen for row in _receipts(ctx, claim))
    kinds = {row.kind: row.amount_yen for row in made}
    return 0 if kinds.get(DecisionKind.DETERMINATION) == 0 else None


def _receipts(ctx: Ctx, claim: Claim) -> list[ReturnReceipt]:
    orders = queries.return_orders(ctx, claim.id or 0)
    return [row for order in orders for row in queries.receipts(ctx, order.id or 0)]


def _returned(ctx: Ctx, claim: Claim) -> Iterator[tuple[object, object]]:
    """Each order is what its cancellation took away, and charges came in as F6 and F7 say."""
    sheets = {row.id: row.sheet for row in queries.recalls(ctx, claim.id or 0)}
    for order in queries.return_orders(ctx, claim.id or 0):
        yield order.principal_yen, sheets[order.decision_id]["return"]
        came = queries.receipts(ctx, order.id or 0)
        got = (sum(row.additional_yen for row in came), sum(row.late_yen for row in came))
        principal = order.principal_yen - sum(row.principal_yen for row in came)
        due = recovery.charges(ctx, claim, order)
        if claim.state is In.RETURNING and order == recovery.open_order(ctx, claim):
            yield principal, (claim.paid_yen or 0) - (claim.fixed_yen or 0)
            yield got, tuple(map(min, got, due))
        else:
            yield (principal, got), (0, due)


def _money(ctx: Ctx, claim: Claim) -> Iterator[tuple[object, object]]:
    """The yen of the journal stand where the state of the claim puts them (I3)."""
    balance: Counter[At] = Counter()
    for account, yen in kept.moved(ctx, claim.id or 0):
        balance[account] += yen
    line = queries.budget_line_of(ctx, claim.budget_line_id)
    wanted = Counter(
        {
            At.RECOVERED: sum(
                row.principal_yen
                for row in _receipts(ctx, claim)
                if not rules.is_restored(row.received_on, line.fiscal_year)
            )
        }
    )
    state = claim.state
    if state is In.CANCELLING:
        state = recovery.before(ctx, claim).state
    paid = claim.paid_yen or 0
    if state is In.RETURNING:
        fixed = claim.fixed_yen or 0
        wanted += Counter({At.PAID: fixed, At.RECOVERABLE: paid - fixed})
    elif state in queries.GRANTED_STATES:
        if state in recovery.UNPAID:
            paid = sum(row.amount_yen for row in queries.paid_advances(ctx, claim.id or 0))
        wanted[recovery.paid_at(state)] += paid
        if state in recovery.UNPAID:
            wanted[recovery.UNPAID[state]] += recovery.in_force(claim) - paid
            wanted += recheck_orders.moved(ctx, claim)
    wanted[At.AVAIL] = -sum(wanted.values())
    yield (
        {at.value: yen for at, yen in sorted(balance.items()) if yen},
        {at.value: yen for at, yen in sorted(wanted.items()) if yen},
    )


def _deadlines(ctx: Ctx, claim: Claim, steps: list[ClaimEvent]) -> Iterator[tuple[object, object]]:
    """Every deadline, counted anew from the step that set it (I13)."""
    sheet = calculation.rules_of(ctx, claim).sheet
    planned = queries.lines(ctx, claim.id or 0, Stage.PLANNED)
    days = Days()
    used = [row.used_on for row in planned if row.used_on]
    requests = iter(queries.change_requests(ctx, claim.id or 0))
    done_on: date | None = None
    for step in steps:
        if step.action in issuing.REQUESTS:
            done_on = next(requests).done_on
        longer = [done_on] if step.action is Do.ALLOW_CHANGE and done_on else []
        _count(days, step, sheet, [*used, *longer])
    for name in Days.__dataclass_fields__:
        yield f"{name} {getattr(claim, name)}", f"{name} {getattr(days, name)}"


def _count(days: Days, step: ClaimEvent, sheet: Sheet, used: list[date]) -> None:
    """What one step does to the deadlines."""
    today, due = japan_date(step.at), sheet.deadlines
    if step.action in {Do.SUBMIT, Do.ACCEPT}:
        days.review_due = due.review.due("review", today)
    elif step.action in {Do.RETURN, Do.RETURN_REPORT}:
        days.stopped_on, days.answer_due = today, due.answer.due("answer", today)
    elif step.action in {Do.RESUBMIT, Do.RESUBMIT_REPORT}:
        days.review_due = rules.later(days.review_due, days.stopped_on, today)
        days.stopped_on = days.answer_due = None
    elif step.action in {Do.GRANT, Do.REFUSE}:
        days.decided_on, days.review_due = today, None
        if step.action is Do.GRANT:
            days.withdraw_until = due.withdraw.due("withdraw", today)
            days.report_due = sheet.report_due(max(used, default=today), today)
    else:
        _count_later(days, step, sheet, used)


def _count_later(days: Days, step: ClaimEvent, sheet: Sheet, used: list[date]) -> None:
    """What a step after the decision does to the deadlines."""
    today, due = japan_date(step.at), sheet.deadlines
    if step.action in {Do.REPORT, *issuing.REQUESTS}:
        days.review_due = due.review.due("review", today)
        days.stopped_on = None
    elif step.action in NO_MORE_REVIEW:
        days.review_due = None
    elif step.action is Do.ALLOW_CHANGE and days.decided_on is not None:
        since = days.decided_on
        days.report_due = sheet.report_due(max(used, default=since), since)
        days.review_due = None
    elif step.action is Do.ORDER_RETURN:
        days.return_due = due.repay.due("repay", today)
    elif step.to_state is In.REPAID:
        days.return_due = None


def _papers(ctx: Ctx, claim: Claim) -> Iterator[tuple[object, object]]:
    """What was sent, decided and issued has the digest it had (I10)."""
    claim_id = claim.id or 0
    for sent in kept.snapshots(ctx, claim_id):
        yield sent.sha256, _digest(sent.snapshot)
    for made in kept.decisions(ctx, claim_id):
        yield made.sheet_sha256, _digest(made.sheet)
    for paper in kept.notices(ctx, claim_id):
        yield paper.frozen_sha256, _digest(paper.frozen)
    wanted = [(made.id, issuing.TEMPLATES[made.kind]) for made in kept.decisions(ctx, claim_id)]
    orders = queries.return_orders(ctx, claim_id)
    wanted += [(order.decision_id, return_papers.ORDER) for order in orders]
    of_decisions = [paper for paper in kept.notices(ctx, claim_id) if paper.decision_id]
    issued = [(paper.decision_id, issuing.usual(paper.template)) for paper in of_decisions]
    yield sorted(issued), sorted(wanted)


def _digest(document: dict[str, object]) -> str:
    return hashlib.sha256(canonical(document)).hexdigest()


def _numbers(ctx: Ctx, claims: Iterable[Claim]) -> list[Difference]:
    """Numbers of a series are 1 to its last one, each once (I11)."""
    taken: dict[tuple[int, str], list[int]] = defaultdict(list)
    for claim in claims:
        for text in (claim.reference, claim.receipt_no):
            if text is not None:
                series, _dash, number = text.rpartition("-")
                taken[claim.ward_id, series].append(int(number))
    last = {(row.ward_id, row.series): row.last for row in kept.all_counters(ctx)}
    found = []
    for ward_id, series in sorted(taken.keys() | last.keys()):
        numbers = sorted(taken[ward_id, series])
        if numbers != list(range(1, last.get((ward_id, series), 0) + 1)):
            known = str(last.get((ward_id, series), 0))
            found.append(Difference(f"{series} ({ward_id})", NUMBERS, known, str(numbers)))
    return found
