"""Advances of a claim (概算払): how much may be asked for; the only writer of their state.

Source: subsidy design, part 7, row 22 (its steps as rows 32 to 38), part 6.
"""

from collections.abc import Mapping, Sequence
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
from hub.subsidy.calculation import Rules
from hub.subsidy.ledger import Move
from models.subsidy import AdvanceEvent, AdvanceOrder, Claim
from models.vocab.subsidy import AdvanceAction, AdvanceState
from models.vocab.subsidy import BudgetAccount as At

# Where the yen of an advance stand, by its state.
HELD: Final[Mapping[AdvanceState, At]] = MappingProxyType(
    {
        AdvanceState.REQUESTED: At.COMMIT,
        AdvanceState.WITHDRAWN: At.COMMIT,
        AdvanceState.ORDERED: At.PAYABLE,
        AdvanceState.PASSED: At.PAYABLE,
        AdvanceState.RETURNED: At.PAYABLE,
        AdvanceState.PAID: At.ADVANCED,
    }
)


def limit(claim: Claim, rules: Rules) -> int | None:
    """Yen that may be advanced in all; None where the programme has no advances."""
    most = rules.sheet.advance
    return None if most is None else (claim.granted_yen or 0) * most.num // most.den


def taken(rows: Sequence[AdvanceOrder]) -> int:
    """Yen of all advances that are under way or paid."""
    return sum(row.amount_yen for row in rows if row.state is not AdvanceState.WITHDRAWN)


def left(ctx: Ctx, claim: Claim, rules: Rules) -> int | None:
    """Yen that may still be asked for; None where the programme has no advances."""
    most = limit(claim, rules)
    return None if most is None else max(0, most - taken(queries.advances(ctx, claim.id or 0)))


def refuse_under_way(ctx: Ctx, claim: Claim) -> None:
    """Refuse what would cross an advance that is neither paid nor given up (row 23)."""
    row = queries.advance_under_way(ctx, claim.id or 0)
    if row is not None:
        raise Refused(words.ADVANCE_UNDER_WAY, number=row.number)


def move_of(row: AdvanceOrder, target: AdvanceState) -> Move:
    """How a step moves the yen; to where they are already where it moves none."""
    return Move(HELD[row.state], HELD[target], row.amount_yen)


def advance(
    ctx: Ctx,
    row: AdvanceOrder,
    action: AdvanceAction,
    *,
    note: str = "",
    slip_no: str | None = None,
    day: date | None = None,
) -> None:
    """Take one listed step; `Stale` when somebody was faster. The step stands for good."""
    step = follow(states.ADVANCE, row.state, action)
    if ctx.actor.role not in step.roles:
        raise Forbidden(words.NOT_YOURS)
    if step.needs_note and not note.strip():
        raise Refused(words.NOTE_NEEDED)
    ctx.session.flush()
    before, is_paid = row.state, step.target is AdvanceState.PAID
    swap = (
        sa.update(AdvanceOrder)
        .where(col(AdvanceOrder.id) == row.id, col(AdvanceOrder.state) == before)
        .values(
            state=step.target,
            slip_no=slip_no if is_paid else None,
            paid_on=day if is_paid else None,
        )
    )
    if not guarded(ctx.session, swap):
        raise Stale(STALE)
    ctx.session.refresh(row)
    steps = [at for at in queries.advance_events(ctx, row.claim_id) if at.order_id == row.id]
    ctx.session.add(
        AdvanceEvent(
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
    )
    ctx.session.flush()
    payload = {"claim": row.claim_id, "action": action.value, "note": note}
    audit.record(ctx, "advance", row.id or 0, payload=payload)
