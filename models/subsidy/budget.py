"""The budget lines of a ward: one counter per account, and the journal behind them."""

from datetime import datetime

import sqlalchemy as sa
from sqlmodel import SQLModel

from models.columns import at_least, key, link, moment, one_of, text, whole, within, word
from models.vocab import DataClass
from models.vocab.subsidy import BudgetAccount, BudgetEvent


class BudgetLine(SQLModel, table=True):
    """Yen of one fiscal year for one programme; the counters move by guarded updates only."""

    __tablename__ = "budget_line"
    __table_args__ = (
        within("account_text", 120),
        sa.CheckConstraint("fiscal_year BETWEEN 2000 AND 2999", name="fiscal_year_range"),
        *(
            at_least(column, 0)
            for column in (
                "allotted", "available", "reserved", "committed", "advanced", "payable", "paid",
                "recoverable", "recovered",
            )
        ),
        sa.CheckConstraint(
            "available + reserved + committed + advanced + payable + paid + recoverable"
            " + recovered = allotted",
            name="sum_is_allotted",
        ),
        sa.UniqueConstraint("programme_id", "fiscal_year"),
    )  # fmt: skip

    id: int | None = key()
    ward_id: int = link("ward.id")
    programme_id: int = link("subsidy_programme.id")
    fiscal_year: int = whole()
    account_text: str = text(120, DataClass.C1)
    allotted: int = whole(default=0)
    available: int = whole(default=0)
    reserved: int = whole(default=0)
    committed: int = whole(default=0)
    advanced: int = whole(default=0)
    payable: int = whole(default=0)
    paid: int = whole(default=0)
    recoverable: int = whole(default=0)
    recovered: int = whole(default=0)
    created_at: datetime = moment()


class JournalEntry(SQLModel, table=True):
    """One event on a budget line; its lines sum to 0 (append-only by trigger)."""

    __tablename__ = "journal_entry"
    __table_args__ = (one_of("event", BudgetEvent),)

    id: int | None = key()
    budget_line_id: int = link("budget_line.id")
    claim_id: int | None = link("claim.id", optional=True)
    event: BudgetEvent = word(BudgetEvent)
    note: str | None = text(200, DataClass.C1, optional=True)
    person_id: int | None = link("person.id", optional=True)
    at: datetime = moment()


class JournalLine(SQLModel, table=True):
    """Yen into (plus) or out of (minus) one account (append-only by trigger)."""

    __tablename__ = "journal_line"
    __table_args__ = (
        one_of("account", BudgetAccount),
        sa.CheckConstraint("amount_yen <> 0", name="amount_not_zero"),
        sa.UniqueConstraint("entry_id", "account"),
    )

    id: int | None = key()
    entry_id: int = link("journal_entry.id")
    account: BudgetAccount = word(BudgetAccount)
    amount_yen: int = whole()
