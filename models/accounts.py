"""People, their memberships, sign-in records and sessions."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlmodel import SQLModel

from models.columns import at_least, day, flag, key, link, moment, one_of, text, whole, within, word
from models.vocab import DataClass, Role, SignInLevel


class Person(SQLModel, table=True):
    """One human being; names are kept exactly as typed."""

    __tablename__ = "person"
    __table_args__ = (within("name", 80), within("kana", 80))

    id: int | None = key()
    name: str = text(80, DataClass.C2)
    kana: str = text(80, DataClass.C2)
    kana_key: str = text(200, DataClass.C2, index=True)
    name_key: str = text(200, DataClass.C2, index=True)
    birth_date: date | None = day(DataClass.C3, optional=True)
    is_demo: bool = flag()
    demo_role: str | None = text(40, DataClass.C1, optional=True)
    demo_rank: int | None = whole(optional=True)
    created_at: datetime = moment()


class Contact(SQLModel, table=True):
    """Where a person can be reached, encrypted for this person; opened by the room alone."""

    __tablename__ = "contact"
    __table_args__ = (at_least("bounces", 0),)

    id: int | None = key()
    person_id: int = link("person.id", unique=True)
    sealed: str = text(2000, DataClass.C3)
    bounces: int = whole(default=0)
    updated_at: datetime = moment()


class Membership(SQLModel, table=True):
    """A dated role of a person in a ward or a firm; rights follow it and are never copied."""

    __tablename__ = "membership"
    __table_args__ = (
        one_of("role", Role),
        sa.CheckConstraint("ends_on IS NULL OR ends_on > starts_on", name="dates_in_order"),
    )

    id: int | None = key()
    person_id: int = link("person.id")
    role: Role = word(Role)
    ward_id: int | None = link("ward.id", optional=True)
    firm_id: int | None = link("firm.id", optional=True)
    starts_on: date = day()
    ends_on: date | None = day(optional=True)


class Account(SQLModel, table=True):
    """How a person signs in; secrets are stored as hashes only."""

    __tablename__ = "account"
    __table_args__ = (within("login", 120),)

    id: int | None = key()
    person_id: int = link("person.id", unique=True)
    login: str = text(120, DataClass.C2, unique=True)
    password_hash: str | None = text(200, DataClass.C3, optional=True)
    credential_stamp: int = whole(default=0)
    is_disabled: bool = flag()


class SignInTry(SQLModel, table=True):
    """Failed tries with one number from one known device, or from all others together."""

    __tablename__ = "sign_in_try"
    __table_args__ = (at_least("failures", 0),)

    id: int | None = key()
    bucket: str = text(64, DataClass.C2, unique=True)
    failures: int = whole(default=0)
    retry_at: datetime | None = moment(optional=True)
    last_at: datetime = moment()


class KnownDevice(SQLModel, table=True):
    """A browser in which somebody has signed in; only a digest of its cookie is stored."""

    __tablename__ = "known_device"
    __table_args__ = (sa.UniqueConstraint("account_id", "token_hash"),)

    id: int | None = key()
    account_id: int = link("account.id")
    token_hash: str = text(64, DataClass.C3)
    created_at: datetime = moment()
    last_used_at: datetime = moment()
    ends_at: datetime = moment()


class SignInCode(SQLModel, table=True):
    """A one-time code handed over by letter; dies when used, after 14 days or 10 failures."""

    __tablename__ = "sign_in_code"
    __table_args__ = (sa.CheckConstraint("failures BETWEEN 0 AND 10", name="failures_range"),)

    id: int | None = key()
    account_id: int = link("account.id")
    code_hash: str = text(200, DataClass.C3)
    ends_at: datetime = moment()
    failures: int = whole(default=0)
    used_at: datetime | None = moment(optional=True)


class SessionRow(SQLModel, table=True):
    """One signed-in browser; only a digest of its token is stored."""

    __tablename__ = "session"
    __table_args__ = (one_of("level", SignInLevel),)

    id: int | None = key()
    token_hash: str = text(64, DataClass.C3, unique=True)
    person_id: int = link("person.id")
    membership_id: int | None = link("membership.id", optional=True)
    level: SignInLevel = word(SignInLevel)
    credential_stamp: int = whole(default=0)
    created_at: datetime = moment()
    last_seen_at: datetime = moment()
    idle_minutes: int = whole()
    ends_at: datetime = moment()
    reauth_at: datetime | None = moment(optional=True)
    stepped_at: datetime | None = moment(optional=True)
    device_id: int | None = link("known_device.id", optional=True)
    revoked_at: datetime | None = moment(optional=True)


class CalendarFeed(SQLModel, table=True):
    """A private address of one person's own dates; only a digest of its token is stored."""

    __tablename__ = "calendar_feed"
    __table_args__ = (
        sa.Index(
            "uq_calendar_feed_live",
            "membership_id",
            unique=True,
            sqlite_where=sa.text("revoked_at IS NULL"),
            postgresql_where=sa.text("revoked_at IS NULL"),
        ),
    )

    id: int | None = key()
    person_id: int = link("person.id")
    membership_id: int = link("membership.id")
    token_hash: str = text(64, DataClass.C3, unique=True)
    created_at: datetime = moment()
    revoked_at: datetime | None = moment(optional=True)
