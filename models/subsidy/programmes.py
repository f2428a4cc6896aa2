"""Programmes of a ward and the versions of their rule sheets."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlmodel import SQLModel

from models.columns import (
    at_least,
    day,
    document,
    flag,
    key,
    link,
    moment,
    one_of,
    text,
    whole,
    within,
    word,
)
from models.vocab import DataClass
from models.vocab.subsidy import Profile


class Programme(SQLModel, table=True):
    """One subsidy of a ward (補助制度); its profile is fixed from the first claim on (trigger)."""

    __tablename__ = "subsidy_programme"
    __table_args__ = (
        within("slug", 40),
        within("title", 80),
        one_of("profile", Profile),
        sa.CheckConstraint(
            "profile = 'full' OR NOT officer_may_inspect", name="officer_inspects_in_full"
        ),
        sa.UniqueConstraint("ward_id", "slug"),
    )

    id: int | None = key()
    ward_id: int = link("ward.id")
    slug: str = text(40, DataClass.C0)
    title: str = text(80, DataClass.C0)
    profile: Profile = word(Profile, default=Profile.LIGHT)
    officer_may_inspect: bool = flag(default=False)
    created_at: datetime = moment()


class ProgrammeVersion(SQLModel, table=True):
    """The rule sheet that new claims follow; fixed once a claim refers to it (trigger)."""

    __tablename__ = "programme_version"
    __table_args__ = (
        at_least("number", 1),
        within("title", 80),
        within("basis", 400),
        sa.CheckConstraint("length(sheet_sha256) = 64", name="sha256_length"),
        sa.CheckConstraint("closes_on >= opens_on", name="window_in_order"),
        sa.CheckConstraint("fiscal_year BETWEEN 2000 AND 2999", name="fiscal_year_range"),
        sa.UniqueConstraint("programme_id", "number"),
    )

    id: int | None = key()
    programme_id: int = link("subsidy_programme.id")
    number: int = whole(DataClass.C0)
    fiscal_year: int = whole(DataClass.C0)
    title: str = text(80, DataClass.C0)
    basis: str = text(400, DataClass.C0)
    is_example: bool = flag(DataClass.C0)
    opens_on: date = day(DataClass.C0)
    closes_on: date = day(DataClass.C0)
    sheet: dict[str, object] = document(DataClass.C0)
    sheet_sha256: str = text(64, DataClass.C0)
    created_at: datetime = moment()
