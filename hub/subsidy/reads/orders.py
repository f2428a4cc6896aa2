"""Payment orders of the ward: those under way, and one with its steps and what may be done."""

from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Final

from hub.accounts import reads as people
from hub.kernel.states import open_actions
from hub.platform.commands import read
from hub.platform.context import Ctx, require
from hub.subsidy import (
    access,
    advances,
    calculation,
    duties,
    orders,
    queries,
    return_faces,
    showing,
    states,
    words,
)
from hub.subsidy.faces import ClaimHead, NoticeRow, OrderRow
from models.subsidy import Claim, PaymentOrder
from models.vocab import DataClass, Role
from models.vocab.subsidy import Duty, OrderAction, OrderKind, OrderState

# Whose turn it is.
NEXT: Final = MappingProxyType(
    {
        OrderState.REQUESTED: Role.WARD_APPROVER,
        OrderState.ORDERED: Role.ACCOUNTING,
        OrderState.PASSED: Role.ACCOUNTING,
        OrderState.RETURNED: Role.GROUP_LEADER,
    }
)
SIDES: Final = MappingProxyType(
    {
        Role.WARD_CLERK: Duty.CLERK,
        Role.WARD_APPROVER: Duty.ORDERER,
        Role.ACCOUNTING: Duty.ACCOUNTING,
    }
)


@dataclass(frozen=True, slots=True)
class WaitingOrder:
    """A payment order under way with its claim.

    `is_mine` says that it waits for this person: the role, and no other side of this claim.
    """

    head: ClaimHead
    row: OrderRow
    is_mine: bool

    @property
    def is_paid(self) -> bool:
        """Say whether the bank has paid it; it can still come back."""
        return self.row.state is OrderState.PAID


@dataclass(frozen=True, slots=True)
class OrderStep:
    """One step; `words` is a msgid."""

    words: str
    person: str
    note: str
    at: datetime


@dataclass(frozen=True, slots=True)
class OrderPage:
    """One claim's payment orders: the one that is shown, all of them, what this person may do.

    `hindrance` is a msgid that says why this person takes no step on this claim. `papers` are those
    on which the payment rests.
    """

    head: ClaimHead
    shown: OrderRow
    rows: tuple[OrderRow, ...]
    steps: tuple[OrderStep, ...]
    papers: tuple[NoticeRow, ...]
    limit_yen: int
    advanced_yen: int
    actions: tuple[OrderAction, ...]
    hindrance: str


@read(name="subsidy:orders", data_class=DataClass.C1)
def orders_under_way(ctx: Ctx, *, ward_id: int) -> tuple[WaitingOrder, ...]:
    """Orders of the ward under way, one's own turn first; then those paid that can come back."""
    require(ctx, access.may_read_returns(ctx.actor, ward_id))
    found = queries.orders_of_ward(ctx, ward_id, queries.UNDER_WAY)
    found += queries.paid_orders(ctx, ward_id)
    claims = [queries.claim_of(ctx, row.claim_id) for row in found]
    rows = [
        WaitingOrder(head, return_faces.row_of(row), _is_mine(ctx, claim, row))
        for row, claim, head in zip(found, claims, showing.heads(ctx, claims), strict=True)
    ]
    return tuple(sorted(rows, key=lambda each: (each.is_paid, not each.is_mine, each.row.order_id)))


def _is_mine(ctx: Ctx, claim: Claim, row: PaymentOrder) -> bool:
    return NEXT.get(row.state) is ctx.actor.role and not _hindrance(ctx, claim)


@read(name="subsidy:order_page", data_class=DataClass.C1)
def order_page(ctx: Ctx, *, claim_id: int) -> OrderPage | None:
    """The order under way, else the newest; None where the claim has none."""
    claim = queries.claim_of(ctx, claim_id)
    require(ctx, access.may_read_returns(ctx.actor, claim.ward_id))
    found = queries.orders(ctx, claim_id)
    if not found:
        return None
    shown = queries.order_under_way(ctx, claim_id) or found[-1]
    hindrance = _hindrance(ctx, claim)
    return OrderPage(
        head=showing.head(ctx, claim),
        shown=return_faces.row_of(shown),
        rows=tuple(return_faces.row_of(row) for row in found),
        steps=_steps(ctx, claim, found),
        papers=showing.notice_rows(ctx, claim),
        limit_yen=advances.limit(claim, calculation.rules_of(ctx, claim)) or 0,
        advanced_yen=sum(row.amount_yen for row in queries.paid_advances(ctx, claim_id)),
        actions=() if hindrance else _actions(ctx, claim, shown),
        hindrance=hindrance,
    )


def _steps(ctx: Ctx, claim: Claim, rows: list[PaymentOrder]) -> tuple[OrderStep, ...]:
    found = queries.order_events(ctx, claim.id or 0)
    kinds: dict[int, OrderKind] = {row.id or 0: row.kind for row in rows}
    names = people.names_of(ctx, person_ids=tuple({row.person_id for row in found}))
    return tuple(
        OrderStep(
            words.ORDER_STEPS[kinds[row.order_id]][row.action],
            names.get(row.person_id, ""),
            row.note or "",
            row.at,
        )
        for row in found
    )


def _actions(ctx: Ctx, claim: Claim, order: PaymentOrder) -> tuple[OrderAction, ...]:
    """Steps this role may take; an order moves only where its claim stands still."""
    if not orders.moves(claim, order):
        return ()
    return open_actions(states.ORDER, order.state, (ctx.actor.role,))


def _hindrance(ctx: Ctx, claim: Claim) -> str:
    """Why this person may not take a step: another side, or the applicants' own."""
    needed = SIDES.get(ctx.actor.role)
    return duties.hindrance(ctx, claim, needed) or "" if needed else ""
