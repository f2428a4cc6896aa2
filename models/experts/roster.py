"""The roster: experts, their skills and certificates, and the days on which they come."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlmodel import SQLModel

from models.columns import (
    at_least,
    day,
    document,
    drawn,
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
from models.vocab.experts import CertificateGrade, DayPart, ExpertState, SkillLevel


class Expert(SQLModel, table=True):
    """A retired master who offers half-day visits; `resource_id` is the calendar.

    `mark` is drawn anew by every write of what a search reads: the row, its skills, certificates.
    """

    __tablename__ = "expert"
    __table_args__ = (
        within("headline", 60),
        within("bio", 1200),
        one_of("state", ExpertState),
        sa.CheckConstraint("years BETWEEN 0 AND 80", name="years_range"),
        sa.CheckConstraint("fee_yen BETWEEN 0 AND 1000000", name="fee_yen_range"),
        sa.CheckConstraint("travel_yen BETWEEN 0 AND 100000", name="travel_yen_range"),
        sa.CheckConstraint("notice_days BETWEEN 0 AND 60", name="notice_days_range"),
        sa.CheckConstraint("cap_month_days BETWEEN 1 AND 31", name="cap_month_days_range"),
        sa.CheckConstraint("cap_week_hours BETWEEN 1 AND 60", name="cap_week_hours_range"),
        sa.CheckConstraint(
            "state NOT IN ('listed', 'paused') OR consented_on IS NOT NULL",
            name="listed_by_consent",
        ),
        at_least("version", 0),
    )

    id: int | None = key()
    person_id: int = link("person.id", unique=True)
    ward_id: int = link("ward.id")
    resource_id: int = link("resource.id", unique=True)
    state: ExpertState = word(ExpertState)
    headline: str = text(60, DataClass.C1)
    bio: str = text(1200, DataClass.C1)
    years: int = whole()
    fee_yen: int = whole()
    travel_yen: int = whole()
    is_invoice_registered: bool = flag()
    languages: list[str] = document(DataClass.C1)
    consented_on: date | None = day(optional=True)
    notice_days: int = whole(default=5)
    cap_month_days: int = whole(default=10)
    cap_week_hours: int = whole(default=20)
    mark: int = drawn()
    version: int = whole(default=0)
    created_at: datetime = moment()


class ExpertSkill(SQLModel, table=True):
    """A skill of the taxonomy that an expert declares; checked when staff saw the proof."""

    __tablename__ = "expert_skill"
    __table_args__ = (
        within("skill_code", 80),
        one_of("level", SkillLevel),
        sa.CheckConstraint("years BETWEEN 0 AND 80", name="years_range"),
        sa.UniqueConstraint("expert_id", "skill_code"),
    )

    id: int | None = key()
    expert_id: int = link("expert.id")
    skill_code: str = text(80, DataClass.C1, index=True)
    level: SkillLevel = word(SkillLevel)
    years: int = whole()
    last_used_year: int | None = whole(optional=True)
    checked_on: date | None = day(optional=True)


class ExpertCertificate(SQLModel, table=True):
    """A certificate of an expert as written on it; checked when staff saw the paper."""

    __tablename__ = "expert_certificate"
    __table_args__ = (
        within("name", 80),
        one_of("grade", CertificateGrade),
        sa.UniqueConstraint("expert_id", "name"),
    )

    id: int | None = key()
    expert_id: int = link("expert.id")
    name: str = text(80, DataClass.C1)
    certificate_code: str | None = text(80, DataClass.C1, optional=True)
    grade: CertificateGrade = word(CertificateGrade)
    checked_on: date | None = day(optional=True)
    expires_on: date | None = day(optional=True)


class AvailabilityRule(SQLModel, table=True):
    """A weekday on which an expert comes, each week or the nth of the month (-1: the last)."""

    __tablename__ = "availability_rule"
    __table_args__ = (
        sa.CheckConstraint("weekday BETWEEN 0 AND 6", name="weekday_range"),
        sa.CheckConstraint("part IN ('am', 'pm', 'full')", name="part_known"),
        sa.CheckConstraint("nth IS NULL OR nth IN (-1, 1, 2, 3, 4, 5)", name="nth_known"),
        sa.CheckConstraint(
            "valid_from IS NULL OR valid_to IS NULL OR valid_to >= valid_from",
            name="dates_in_order",
        ),
    )

    id: int | None = key()
    expert_id: int = link("expert.id")
    weekday: int = whole()
    part: DayPart = word(DayPart)
    nth: int | None = whole(optional=True)
    on_holidays: bool = flag()
    valid_from: date | None = day(optional=True)
    valid_to: date | None = day(optional=True)


class AvailabilityException(SQLModel, table=True):
    """What an expert said of one date; it replaces every rule on that date."""

    __tablename__ = "availability_exception"
    __table_args__ = (one_of("part", DayPart), sa.UniqueConstraint("expert_id", "day"))

    id: int | None = key()
    expert_id: int = link("expert.id")
    day: date = day()
    part: DayPart = word(DayPart)
    set_at: datetime = moment()


class ClosingDay(SQLModel, table=True):
    """A day on which nobody is sent: of one ward, or of the whole hub when `ward_id` is empty."""

    __tablename__ = "closing_day"
    __table_args__ = (
        within("note", 60),
        sa.UniqueConstraint("ward_id", "day"),
        sa.Index(
            "uq_closing_day_hub",
            "day",
            unique=True,
            sqlite_where=sa.text("ward_id IS NULL"),
            postgresql_where=sa.text("ward_id IS NULL"),
        ),
    )

    id: int | None = key()
    ward_id: int | None = link("ward.id", DataClass.C0, optional=True)
    day: date = day(DataClass.C0)
    note: str = text(60, DataClass.C0)
