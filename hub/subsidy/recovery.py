"""What a cancellation takes away, and what is still to be paid back on a day; moves nothing.

Every yen of a charge comes from `hub.subsidy.amounts` (F6, F7). Source: subsidy design, parts 3, 6
and 13.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType
from typing import Final

from hub.kernel.errors import Refused
from hub.platform.audit import canonical
from hub.platform.context import Ctx
from hub.subsidy import amounts, calculation, queries, words
from hub.subsidy.ledger import Move
from models.subsidy import Claim, Decision, ReturnOrder, ReturnReceipt
from models.vocab.subsidy import BudgetAccount as At
from models.vocab.subsidy import CancelCause, ClaimAction, DecisionKind
from models.vocab.subsidy import ClaimState as In

# Where the yen of a granted claim stand that are not paid yet; in other states all are paid.
UNPAID: Final[Mapping[In, At]] = MappingProxyType(
    {
        In.GRANTED: At.COMMIT,
        In.CHANGE_REVIEW: At.COMMIT,
        In.CHANGE_DECIDING: At.COMMIT,
        In.REPORT_REVIEW: At.COMMIT,
        In.REPORT_RETURNED: At.COMMIT,
        In.INSPECTED: At.COMMIT,
        In.FIXING: At.COMMIT,
        In.DETERMINED: At.PAYABLE,
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


def paid_at(state: In) -> At:
    """Where the yen stand that have left the ward: advanced until the amount is fixed."""
    return At.ADVANCED if UNPAID.get(state) is At.COMMIT else At.PAID


def to_return(claim: Claim, taken: int) -> int:
    """Yen that were paid and are to come back when so much of what is in force is taken away."""
    return max(0, (claim.paid_yen or 0) - (in_force(claim) - taken))


def before(ctx: Ctx, claim: Claim) -> Before:
    """The state in which the clerk proposed the cancellation that is under way."""
    steps = queries.events(ctx, claim.id or 0)
    at = max(n for n, step in enumerate(steps) if step.action is ClaimAction.PROPOSE_CANCEL)
    return Before(steps[at].from_state, steps[at - 1].at)


def taken_back(claim: Claim, state: In, yen: int) -> list[Move]:
    """How yen are taken away: those not paid are free again, those paid are due."""
    back = to_return(claim, yen)
    moves = [Move(paid_at(state), At.RECOVERABLE, back)]
    return moves if yen == back else [*moves, Move(UNPAID[state], At.AVAIL, yen - back)]


def settled(claim: Claim, fixed: int) -> list[Move]:
    """How the final amount moves the yen of a grant of which some may be advanced (part 6)."""
    granted, paid = claim.granted_yen or 0, claim.paid_yen or 0
    return [
        Move(At.ADVANCED, At.PAID, min(fixed, paid)),
        Move(At.ADVANCED, At.RECOVERABLE, max(0, paid - fixed)),
        Move(At.COMMIT, At.PAYABLE, max(0, fixed - paid)),
        Move(At.COMMIT, At.AVAIL, granted - max(fixed, paid)),
    ]


def has_charge(decided: Decision) -> bool:
    """Say whether money that comes back costs an additional charge: only what somebody broke."""
    is_cancelled = decided.kind is DecisionKind.CANCELLATION
    return is_cancelled and decided.cause not in WITHOUT_CHARGE


def sealed(sheet: dict[str, object]) -> tuple[dict[str, object], str]:
    """Amounts as they are kept with a decision, and their sha256."""
    return sheet, hashlib.sha256(canonical(sheet)).hexdigest()


def ending_sheet(claim: Claim, kind: DecisionKind, yen: int) -> dict[str, object]:
    """What a decision that takes yen away changes."""
    stands = in_force(claim)
    return {
        "kind": kind.value,
        "before": stands,
        "cancelled": yen,
        "after": stands - yen,
        "paid": claim.paid_yen or 0,
        "return": to_return(claim, yen),
    }


def last_paid_on(ctx: Ctx, claim: Claim) -> date | None:
    """The day of the last payment that has not come back from the bank."""
    paid = queries.payment(ctx, claim.id or 0)
    days = [row.paid_on for row in queries.paid_advances(ctx, claim.id or 0) if row.paid_on]
    return max([*days, paid.paid_on] if paid else days, default=None)


def open_order(ctx: Ctx, claim: Claim) -> ReturnOrder | None:
    """The order of the newest decision that asks money back, once it is issued."""
    newest = queries.recalls(ctx, claim.id or 0)[-1:]
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
    """What the firms were paid and have not given back under an earlier order: the last first."""
    paid = queries.payment(ctx, claim.id or 0)
    came = [(paid.paid_on, paid.amount_yen)] if paid else []
    came += [
        (row.paid_on, row.amount_yen)
        for row in queries.paid_advances(ctx, claim.id or 0)
        if row.paid_on is not None
    ]
    earlier = sum(
        row.principal_yen
        for row in queries.return_orders(ctx, claim.id or 0)
        if (row.id or 0) < (order.id or 0)
    )
    left = []
    for day, yen in sorted(came, reverse=True):
        gone = min(yen, earlier)
        earlier -= gone
        if yen > gone:
            left.append(amounts.Movement(day, yen - gone))
    return tuple(reversed(left))
