"""Inspections of a report (検査) in the full profile."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlmodel import SQLModel

from models.columns import at_least, day, document, flag, key, link, moment, text, whole, within
from models.vocab import DataClass


class Inspection(SQLModel, table=True):
    """What an inspector found right, with the calculation of that moment; append-only by trigger.

    `by_officer` says that a clerk inspected, as the programme of a small unit allows.
    """

    __tablename__ = "inspection"
    __table_args__ = (
        at_least("number", 1),
        at_least("amount_yen", 0),
        within("method", 200),
        within("note", 400),
        sa.CheckConstraint("length(sheet_sha256) = 64", name="sha256_length"),
        sa.UniqueConstraint("claim_id", "number"),
    )

    id: int | None = key()
    claim_id: int = link("claim.id")
    number: int = whole()
    inspected_on: date = day()
    method: str = text(200, DataClass.C1)
    note: str = text(400, DataClass.C1)
    amount_yen: int = whole()
    by_officer: bool = flag(default=False)
    sheet: dict[str, object] = document(DataClass.C1)
    sheet_sha256: str = text(64, DataClass.C1)
    person_id: int = link("person.id")
    at: datetime = moment()
