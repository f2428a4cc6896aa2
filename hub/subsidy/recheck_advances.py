"""Advances recomputed from their steps: part of the nightly check."""

from collections import Counter
from collections.abc import Iterator
from types import MappingProxyType
from typing import Final

from hub.platform.context import Ctx
from hub.subsidy import advances, calculation, queries, states
from models.subsidy import Claim
from models.vocab.subsidy import AdvanceAction, AdvanceState, Duty
from models.vocab.subsidy import BudgetAccount as At

SIDE_OF: Final = MappingProxyType(
    {
        AdvanceAction.SEND_BACK: Duty.CLERK,
        AdvanceAction.ORDER: Duty.ORDERER,
        AdvanceAction.EXAMINE: Duty.ACCOUNTING,
        AdvanceAction.REJECT: Duty.ACCOUNTING,
        AdvanceAction.PAY: Duty.ACCOUNTING,
        AdvanceAction.COME_BACK: Duty.ACCOUNTING,
        AdvanceAction.CORRECT: Duty.APPLICANT,
    }
)


def sides(ctx: Ctx, claim: Claim) -> Iterator[tuple[int, Duty]]:
    """Whoever took a step of an advance, and on which side that stands."""
    for row in queries.advances(ctx, claim.id or 0):
        yield row.person_id, Duty.APPLICANT
    for step in queries.advance_events(ctx, claim.id or 0):
        yield step.person_id, SIDE_OF[step.action]


def moved(ctx: Ctx, claim: Claim) -> Counter[At]:
    """Yen of advances under way that are no longer committed but payable."""
    row = queries.advance_under_way(ctx, claim.id or 0)
    held = advances.HELD[row.state] if row is not None else At.COMMIT
    found: Counter[At] = Counter()
    if row is not None and held is not At.COMMIT:
        found.update({held: row.amount_yen, At.COMMIT: -row.amount_yen})
    return found


def pairs(ctx: Ctx, claim: Claim) -> Iterator[tuple[object, object]]:
    """Each state, slip and day is that of the last step; all steps are listed; never too much."""
    rows = queries.advances(ctx, claim.id or 0)
    for row in rows:
        state, slip, day = AdvanceState.REQUESTED, None, None
        for step in queries.advance_events(ctx, claim.id or 0):
            if step.order_id != row.id:
                continue
            yield f"{step.action} {step.from_state}", f"{step.action} {state}"
            listed = [
                at.target for at in states.ADVANCE
                if at.action == step.action and step.from_state in at.sources
            ]  # fmt: skip
            yield step.to_state, listed[0] if listed else None
            state = step.to_state
            is_paid = state is AdvanceState.PAID
            slip, day = (step.slip_no, step.day) if is_paid else (None, None)
        yield (row.state, row.slip_no, row.paid_on), (state, slip, day)
    yield sum(row.state in queries.UNDER_WAY for row in rows) > 1, False
    most = advances.limit(claim, calculation.rules_of(ctx, claim))
    if rows and most is None:
        yield advances.taken(rows), None
