"""Payment orders of a claim: the only writer of their state, and where their yen stand.

An advance (概算払) moves while its claim is granted, a final payment while the amount is fixed.
Source: subsidy design, part 7, rows 22 and 31 to 38; part 6.
"""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Final

import sqlalchemy as sa
from sqlmodel import col

from hub.kernel.errors import STALE, Forbidden, Refused, Stale
from hub.kernel.states import follow
from hub.platform import audit
from hub.platform.context import Ctx
from hub.platform.db import guarded
from hub.subsidy import queries, states, words
from hub.subsidy.ledger import Move
from models.subsidy import Claim, PaymentOrder, PaymentStep
from models.vocab.subsidy import BudgetAccount as At
from models.vocab.subsidy import ClaimState, OrderAction, OrderKind, OrderState

# Where the yen of an order stand, by its state; those of a final payment are payable already.
HELD: Final[Mapping[OrderKind, Mapping[OrderState, At]]] = MappingProxyType(
    {
        OrderKind.ADVANCE: MappingProxyType(
            {
                OrderState.REQUESTED: At.COMMIT,
                OrderState.WITHDRAWN: At.COMMIT,
                OrderState.ORDERED: At.PAYABLE,
                OrderState.PASSED: At.PAYABLE,
                OrderState.RETURNED: At.PAYABLE,
                OrderState.PAID: At.ADVANCED,
            }
        ),
        OrderKind.FINAL: MappingProxyType(
            dict.fromkeys(OrderState, At.PAYABLE) | {OrderState.PAID: At.PAID}
        ),
    }
)
# In which state of its claim an order moves.
MOVES_IN: Final[Mapping[OrderKind, ClaimState]] = MappingProxyType(
    {OrderKind.ADVANCE: ClaimState.GRANTED, OrderKind.FINAL: ClaimState.DETERMINED}
)


def moves(claim: Claim, row: PaymentOrder) -> bool:
    """Say whether the claim stands where the order can move; a paid one still can come back."""
    paid_back = row.kind is OrderKind.FINAL and row.state is OrderState.PAID
    return claim.state is (ClaimState.PAID if paid_back else MOVES_IN[row.kind])


def refuse_under_way(ctx: Ctx, claim: Claim) -> None:
    """Refuse what would cross an order that is neither paid nor given up (rows 23, 41)."""
    row = queries.order_under_way(ctx, claim.id or 0)
    if row is not None and row.kind is OrderKind.ADVANCE:
        raise Refused(words.ADVANCE_UNDER_WAY, number=row.number)
    if row is not None:
        raise Refused(words.PAYMENT_UNDER_WAY)


def move_of(row: PaymentOrder, target: OrderState) -> Move:
    """How a step moves the yen; to where they are already where it moves none."""
    held = HELD[row.kind]
    return Move(held[row.state], held[target], row.amount_yen)


def advance(
    ctx: Ctx,
    row: PaymentOrder,
    action: OrderAction,
    *,
    note: str = "",
    slip_no: str | None = None,
    day: date | None = None,
) -> PaymentStep:
    """Take one listed step; `Stale` when somebody was faster. The step stands for good."""
    step = follow(states.ORDER, row.state, action)
    if ctx.actor.role not in step.roles:
        raise Forbidden(words.NOT_YOURS)
    if step.needs_note and not note.strip():
        raise Refused(words.NOTE_NEEDED)
    ctx.session.flush()
    before, is_paid = row.state, step.target is OrderState.PAID
    swap = (
        sa.update(PaymentOrder)
        .where(col(PaymentOrder.id) == row.id, col(PaymentOrder.state) == before)
        .values(
            state=step.target,
            slip_no=slip_no if is_paid else None,
            paid_on=day if is_paid else None,
        )
    )
    if not guarded(ctx.session, swap):
        raise Stale(STALE)
    ctx.session.refresh(row)
    steps = [at for at in queries.order_events(ctx, row.claim_id) if at.order_id == row.id]
    made = PaymentStep(
        claim_id=row.claim_id,
        order_id=row.id or 0,
        number=len(steps) + 1,
        action=action,
        from_state=before,
        to_state=row.state,
        note=note.strip() or None,
        slip_no=slip_no,
        day=day,
        person_id=ctx.actor.person_id or 0,
        at=ctx.now,
    )
    ctx.session.add(made)
    ctx.session.flush()
    payload = {"claim": row.claim_id, "action": action.value, "note": note}
    audit.record(ctx, "payment_order", row.id or 0, payload=payload)
    return made
