"""Payment orders recomputed from their steps: part of the nightly check."""

from collections import Counter
from collections.abc import Iterator
from types import MappingProxyType
from typing import Final

from hub.platform.context import Ctx
from hub.subsidy import advances, calculation, full_papers, orders, profiles, queries, states
from hub.subsidy.queries import kept
from models.subsidy import Claim, PaymentOrder
from models.vocab.subsidy import BudgetAccount as At
from models.vocab.subsidy import Duty, OrderAction, OrderKind, OrderState

SIDE_OF: Final = MappingProxyType(
    {
        OrderAction.SEND_BACK: Duty.CLERK,
        OrderAction.ORDER: Duty.ORDERER,
        OrderAction.EXAMINE: Duty.ACCOUNTING,
        OrderAction.REJECT: Duty.ACCOUNTING,
        OrderAction.PAY: Duty.ACCOUNTING,
        OrderAction.COME_BACK: Duty.ACCOUNTING,
        OrderAction.CORRECT: Duty.APPLICANT,
    }
)


def sides(ctx: Ctx, claim: Claim) -> Iterator[tuple[int, Duty]]:
    """Whoever took a step of an order, and on which side that stands."""
    for row in queries.orders(ctx, claim.id or 0):
        yield row.person_id, Duty.APPLICANT
    for step in queries.order_events(ctx, claim.id or 0):
        yield step.person_id, SIDE_OF[step.action]


def moved(ctx: Ctx, claim: Claim) -> Counter[At]:
    """Yen of an advance under way that are no longer committed but payable."""
    row = queries.order_under_way(ctx, claim.id or 0)
    is_advance = row is not None and row.kind is OrderKind.ADVANCE
    held = orders.HELD[OrderKind.ADVANCE][row.state] if row and is_advance else At.COMMIT
    found: Counter[At] = Counter()
    if row is not None and held is not At.COMMIT:
        found.update({held: row.amount_yen, At.COMMIT: -row.amount_yen})
    return found


def pairs(ctx: Ctx, claim: Claim) -> Iterator[tuple[object, object]]:
    """Each state, slip and day is that of the last step; all steps are listed; never too much."""
    rows = queries.orders(ctx, claim.id or 0)
    for row in rows:
        yield from _of_steps(ctx, row)
    yield sum(row.state in queries.UNDER_WAY for row in rows) > 1, False
    made = queries.advances(ctx, claim.id or 0)
    most = advances.limit(claim, calculation.rules_of(ctx, claim))
    if made and most is None:
        yield advances.taken(made), None
    yield from _finals(ctx, claim)
    yield from _papers(ctx, claim, rows)


def _of_steps(ctx: Ctx, row: PaymentOrder) -> Iterator[tuple[object, object]]:
    state, slip, day = OrderState.REQUESTED, None, None
    for step in queries.order_events(ctx, row.claim_id):
        if step.order_id != row.id:
            continue
        yield f"{step.action} {step.from_state}", f"{step.action} {state}"
        listed = [
            at.target for at in states.ORDER
            if at.action == step.action and step.from_state in at.sources
        ]  # fmt: skip
        yield step.to_state, listed[0] if listed else None
        state = step.to_state
        is_paid = state is OrderState.PAID
        slip, day = (step.slip_no, step.day) if is_paid else (None, None)
    yield (row.state, row.slip_no, row.paid_on), (state, slip, day)


def _finals(ctx: Ctx, claim: Claim) -> Iterator[tuple[object, object]]:
    """A final payment is of the full profile, asks for what is left, and is the payment itself."""
    live = [
        row for row in queries.finals(ctx, claim.id or 0) if row.state is not OrderState.WITHDRAWN
    ]
    payment = queries.payment(ctx, claim.id or 0)
    if not profiles.is_full(ctx, claim):
        yield len(live), 0
        return
    paid = [row for row in live if row.state is OrderState.PAID]
    yield (
        [(row.slip_no, row.paid_on, row.amount_yen) for row in paid],
        ([(payment.slip_no, payment.paid_on, payment.amount_yen)] if payment else []),
    )
    for row in live:
        if row.state is not OrderState.PAID:
            yield row.amount_yen, (claim.fixed_yen or 0) - (claim.paid_yen or 0)


def _papers(ctx: Ctx, claim: Claim, rows: list[PaymentOrder]) -> Iterator[tuple[object, object]]:
    """Each order that was given has its paper; orders given before there were any have none."""
    finals = {row.id for row in rows if row.kind is OrderKind.FINAL}
    given = [
        step for step in queries.order_events(ctx, claim.id or 0)
        if step.action is OrderAction.ORDER
    ]  # fmt: skip
    papers = [paper for paper in kept.notices(ctx, claim.id or 0) if paper.step_id]
    known = {step.id for step in given}
    yield [paper.step_id for paper in papers if paper.step_id not in known], []
    yield {paper.template for paper in papers} - {full_papers.ORDER}, set()
    issued = {paper.step_id for paper in papers}
    yield [step.id for step in given if step.order_id in finals and step.id not in issued], []
