"""Money paid before the report (概算払): the orders of a claim and every step of them."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlmodel import SQLModel

from models.columns import at_least, day, key, link, moment, one_of, text, whole, within, word
from models.vocab import DataClass
from models.vocab.subsidy import AdvanceAction, AdvanceState

_IN_FLIGHT = "state IN ('requested', 'ordered', 'passed', 'returned')"


class AdvanceOrder(SQLModel, table=True):
    """One advance of a granted claim; at most one of a claim is under way."""

    __tablename__ = "advance_order"
    __table_args__ = (
        at_least("number", 1),
        at_least("amount_yen", 1),
        one_of("state", AdvanceState),
        within("reason", 400),
        sa.CheckConstraint("(state = 'paid') = (paid_on IS NOT NULL)", name="paid_with_day"),
        sa.CheckConstraint("(paid_on IS NULL) = (slip_no IS NULL)", name="paid_with_slip"),
        sa.UniqueConstraint("claim_id", "number"),
        sa.UniqueConstraint("ward_id", "slip_no"),
        sa.Index(
            "uq_advance_order_under_way",
            "claim_id",
            unique=True,
            sqlite_where=sa.text(_IN_FLIGHT),
            postgresql_where=sa.text(_IN_FLIGHT),
        ),
    )

    id: int | None = key()
    ward_id: int = link("ward.id")
    claim_id: int = link("claim.id")
    number: int = whole()
    amount_yen: int = whole()
    state: AdvanceState = word(AdvanceState, default=AdvanceState.REQUESTED)
    reason: str = text(400, DataClass.C1)
    slip_no: str | None = text(40, DataClass.C1, optional=True)
    paid_on: date | None = day(optional=True)
    person_id: int = link("person.id")
    at: datetime = moment()


class AdvanceEvent(SQLModel, table=True):
    """One step of an advance, with its reason or its slip (append-only by trigger)."""

    __tablename__ = "advance_event"
    __table_args__ = (
        at_least("number", 1),
        one_of("action", AdvanceAction),
        one_of("from_state", AdvanceState),
        one_of("to_state", AdvanceState),
        sa.UniqueConstraint("order_id", "number"),
    )

    id: int | None = key()
    claim_id: int = link("claim.id")
    order_id: int = link("advance_order.id")
    number: int = whole()
    action: AdvanceAction = word(AdvanceAction)
    from_state: AdvanceState = word(AdvanceState)
    to_state: AdvanceState = word(AdvanceState)
    note: str | None = text(400, DataClass.C1, optional=True)
    slip_no: str | None = text(40, DataClass.C1, optional=True)
    day: date | None = day(optional=True)
    person_id: int = link("person.id")
    at: datetime = moment()
