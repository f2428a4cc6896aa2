"""What a cancellation takes away, and what is still to be paid back on a day; moves nothing.

Every yen of a charge comes from `hub.subsidy.amounts` (F6, F7). Source: subsidy design, parts 3, 6
and 13.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType
from typing import Final

from hub.kernel.errors import Refused
from hub.platform.context import Ctx
from hub.subsidy import amounts, calculation, queries, words
from hub.subsidy.ledger import Move
from models.subsidy import Claim, ReturnOrder, ReturnReceipt
from models.vocab.subsidy import BudgetAccount as At
from models.vocab.subsidy import CancelCause, ClaimAction
from models.vocab.subsidy import ClaimState as In

# Where the yen of a granted claim stand, by the state before its cancellation.
HELD: Final[Mapping[In, At]] = MappingProxyType(
    {
        In.GRANTED: At.COMMIT,
        In.REPORT_REVIEW: At.COMMIT,
        In.REPORT_RETURNED: At.COMMIT,
        In.DETERMINED: At.PAYABLE,
        In.PAID: At.PAID,
        In.COMPLETED: At.PAID,
        In.REPAID: At.PAID,
    }
)
WITHOUT_CHARGE: Final = (CancelCause.NO_FAULT,)


@dataclass(frozen=True, slots=True)
class Before:
    """The state that a proposed cancellation interrupts, and since when it has lasted."""

    state: In
    entered_at: datetime


@dataclass(frozen=True, slots=True)
class Balance:
    """What pays an order off on a day: principal, then additional charge, then late charge."""

    day: date
    principal_yen: int
    additional_yen: int
    late_yen: int
    slices: tuple[amounts.Slice, ...] = ()

    @property
    def total_yen(self) -> int:
        """All of it."""
        return self.principal_yen + self.additional_yen + self.late_yen

    def share(self, yen: int) -> tuple[int, int, int] | None:
        """Yen that come in, as principal, additional and late charge; None when it is too much."""
        principal = min(yen, self.principal_yen)
        additional = min(yen - principal, self.additional_yen)
        late = min(yen - principal - additional, self.late_yen)
        return (principal, additional, late) if principal + additional + late == yen else None


def in_force(claim: Claim) -> int:
    """The amount that stands now: fixed, else granted."""
    return (claim.fixed_yen if claim.fixed_yen is not None else claim.granted_yen) or 0


def is_paid(state: In) -> bool:
    """Say whether the yen have left the ward in this state."""
    return HELD[state] is At.PAID


def before(ctx: Ctx, claim: Claim) -> Before:
    """The state in which the clerk proposed the cancellation that is under way."""
    steps = queries.events(ctx, claim.id or 0)
    at = max(n for n, step in enumerate(steps) if step.action is ClaimAction.PROPOSE_CANCEL)
    return Before(steps[at].from_state, steps[at - 1].at)


def taken_back(state: In, yen: int) -> Move:
    """How a cancellation moves the yen: what is not paid is free again, what is paid is due."""
    held = HELD[state]
    return Move(held, At.RECOVERABLE if held is At.PAID else At.AVAIL, yen)


def open_order(ctx: Ctx, claim: Claim) -> ReturnOrder | None:
    """The order of the newest cancellation, once it is issued."""
    newest = queries.cancellations(ctx, claim.id or 0)[-1:]
    orders = {row.decision_id: row for row in queries.return_orders(ctx, claim.id or 0)}
    return orders.get(newest[0].id or 0) if newest else None


def needed_order(ctx: Ctx, claim: Claim) -> ReturnOrder:
    """The open order; `Refused` while none has been issued."""
    order = open_order(ctx, claim)
    if order is None:
        raise Refused(words.NOT_ORDERED)
    return order


def balance(ctx: Ctx, claim: Claim, order: ReturnOrder, day: date) -> Balance:
    """What pays the order off on a day, after all that has come in."""
    receipts = queries.receipts(ctx, order.id or 0)
    left = order.principal_yen - sum(row.principal_yen for row in receipts)
    charged = _charged(ctx, claim, order, receipts, amounts.Movement(day, left) if left else None)
    return Balance(
        day,
        left,
        charged.additional - sum(row.additional_yen for row in receipts),
        charged.late - sum(row.late_yen for row in receipts),
        charged.slices,
    )


def charges(ctx: Ctx, claim: Claim, order: ReturnOrder) -> tuple[int, int]:
    """Additional and late charge of what has come in so far."""
    charged = _charged(ctx, claim, order, queries.receipts(ctx, order.id or 0), None)
    return charged.additional, charged.late


def _charged(
    ctx: Ctx,
    claim: Claim,
    order: ReturnOrder,
    receipts: Sequence[ReturnReceipt],
    last: amounts.Movement | None,
) -> amounts.ReturnAmounts:
    repaid = [
        amounts.Movement(row.received_on, row.principal_yen)
        for row in receipts
        if row.principal_yen
    ]
    case = amounts.ReturnCase(
        id=order.doc_no,
        kind=amounts.ReturnKind.CANCEL,
        amount=order.principal_yen,
        due=order.due_on,
        received=_received(ctx, claim, order),
        repaid=(*repaid, *((last,) if last else ())),
        charge=order.has_charge,
    )
    programme = calculation.rules_of(ctx, claim).sheet.programme
    (found,) = amounts.calculate(amounts.Case(programme=programme, returns=(case,))).returns or ()
    return found


def _received(ctx: Ctx, claim: Claim, order: ReturnOrder) -> tuple[amounts.Movement, ...]:
    """What the firms were paid and have not given back under an earlier order."""
    paid = queries.payment(ctx, claim.id or 0)
    if paid is None:
        return ()
    earlier = sum(
        row.principal_yen
        for row in queries.return_orders(ctx, claim.id or 0)
        if (row.id or 0) < (order.id or 0)
    )
    return (amounts.Movement(paid.paid_on, paid.amount_yen - earlier),)
