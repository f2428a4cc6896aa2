"""Payment orders of a claim: advances (概算払) and final payments, with every step of them."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlmodel import SQLModel

from models.columns import at_least, day, key, link, moment, one_of, text, whole, within, word
from models.vocab import DataClass
from models.vocab.subsidy import OrderAction, OrderKind, OrderState

_IN_FLIGHT = "state IN ('requested', 'ordered', 'passed', 'returned')"
_LIVE_FINAL = "kind = 'final' AND state <> 'withdrawn'"


def _once(name: str, where: str) -> sa.Index:
    """At most one such order of a claim."""
    return sa.Index(
        f"uq_payment_order_{name}", "claim_id", unique=True,
        sqlite_where=sa.text(where), postgresql_where=sa.text(where),
    )  # fmt: skip


class PaymentOrder(SQLModel, table=True):
    """One payment that is asked for; at most one of a claim is under way, one final at all.

    An advance says what it is needed for; a final payment has the day until which it is due.
    """

    __tablename__ = "payment_order"
    __table_args__ = (
        at_least("number", 1),
        at_least("amount_yen", 1),
        one_of("kind", OrderKind),
        one_of("state", OrderState),
        within("reason", 400),
        sa.CheckConstraint("(kind = 'advance') = (reason IS NOT NULL)", name="advance_with_reason"),
        sa.CheckConstraint("(kind = 'final') = (due_on IS NOT NULL)", name="final_with_day"),
        sa.CheckConstraint("(state = 'paid') = (paid_on IS NOT NULL)", name="paid_with_day"),
        sa.CheckConstraint("(paid_on IS NULL) = (slip_no IS NULL)", name="paid_with_slip"),
        sa.UniqueConstraint("claim_id", "kind", "number"),
        sa.UniqueConstraint("ward_id", "slip_no"),
        _once("under_way", _IN_FLIGHT),
        _once("one_final", _LIVE_FINAL),
    )

    id: int | None = key()
    ward_id: int = link("ward.id")
    claim_id: int = link("claim.id")
    kind: OrderKind = word(OrderKind)
    number: int = whole()
    amount_yen: int = whole()
    state: OrderState = word(OrderState, default=OrderState.REQUESTED)
    reason: str | None = text(400, DataClass.C1, optional=True)
    due_on: date | None = day(optional=True)
    slip_no: str | None = text(40, DataClass.C1, optional=True)
    paid_on: date | None = day(optional=True)
    person_id: int = link("person.id")
    at: datetime = moment()


class PaymentStep(SQLModel, table=True):
    """One step of a payment order, with its reason or its slip (append-only by trigger)."""

    __tablename__ = "payment_step"
    __table_args__ = (
        at_least("number", 1),
        one_of("action", OrderAction),
        one_of("from_state", OrderState),
        one_of("to_state", OrderState),
        sa.UniqueConstraint("order_id", "number"),
    )

    id: int | None = key()
    claim_id: int = link("claim.id")
    order_id: int = link("payment_order.id")
    number: int = whole()
    action: OrderAction = word(OrderAction)
    from_state: OrderState = word(OrderState)
    to_state: OrderState = word(OrderState)
    note: str | None = text(400, DataClass.C1, optional=True)
    slip_no: str | None = text(40, DataClass.C1, optional=True)
    day: date | None = day(optional=True)
    person_id: int = link("person.id")
    at: datetime = moment()
