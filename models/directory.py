"""Wards, firms and their sites; equipment and the reservation ledger join here."""

from datetime import datetime

import sqlalchemy as sa
from sqlmodel import SQLModel

from models.columns import key, link, moment, text, within
from models.vocab import DataClass


class Ward(SQLModel, table=True):
    """One of the 23 special wards."""

    __tablename__ = "ward"
    __table_args__ = (sa.CheckConstraint("length(code) = 5", name="code_length"),)

    id: int | None = key()
    code: str = text(5, DataClass.C0, unique=True)
    name: str = text(20, DataClass.C0)
    name_en: str = text(40, DataClass.C0)


class Firm(SQLModel, table=True):
    """A small factory of a ward."""

    __tablename__ = "firm"
    __table_args__ = (within("name", 80), sa.UniqueConstraint("ward_id", "name"))

    id: int | None = key()
    ward_id: int = link("ward.id")
    name: str = text(80, DataClass.C0)
    kana: str = text(120, DataClass.C0)
    kana_key: str = text(260, DataClass.C0, index=True)
    town: str = text(80, DataClass.C0)
    created_at: datetime = moment()
