"""Wards, firms, and the one reservation ledger for persons, rooms and machines."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ExcludeConstraint
from sqlmodel import SQLModel

from models.columns import (
    at_least,
    document,
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
from models.vocab.directory import (
    FirmKind,
    HolderKind,
    ReservationState,
    ResourceKind,
    Sharing,
    SiteKind,
    Visibility,
)


class Ward(SQLModel, table=True):
    """One of the 23 special wards."""

    __tablename__ = "ward"
    __table_args__ = (sa.CheckConstraint("length(code) = 5", name="code_length"),)

    id: int | None = key()
    code: str = text(5, DataClass.C0, unique=True)
    name: str = text(20, DataClass.C0)
    name_en: str = text(40, DataClass.C0)


class Firm(SQLModel, table=True):
    """A small factory of a ward: a corporation with its number, or a sole proprietor without."""

    __tablename__ = "firm"
    __table_args__ = (
        within("name", 80),
        sa.UniqueConstraint("ward_id", "name"),
        one_of("kind", FirmKind),
        at_least("version", 0),
        sa.CheckConstraint("(kind = 'corporation') = (number IS NOT NULL)", name="number_stated"),
        sa.CheckConstraint("length(number) = 13", name="number_length"),
    )

    id: int | None = key()
    ward_id: int = link("ward.id")
    name: str = text(80, DataClass.C0)
    kana: str = text(120, DataClass.C0)
    kana_key: str = text(260, DataClass.C0, index=True)
    name_fold: str = text(160, DataClass.C0, index=True)
    town: str = text(80, DataClass.C0)
    kind: FirmKind = word(FirmKind, DataClass.C0, default=FirmKind.UNSTATED)
    number: str | None = text(13, DataClass.C0, optional=True, unique=True)
    owner: str | None = text(80, DataClass.C2, optional=True)
    postal: str | None = text(7, DataClass.C0, optional=True)
    address: str | None = text(160, DataClass.C0, optional=True)
    phone: str | None = text(20, DataClass.C1, optional=True)
    technology: str | None = text(600, DataClass.C0, optional=True)
    version: int = whole(default=0)
    created_at: datetime = moment()
    confirmed_at: datetime | None = moment(optional=True)


class Site(SQLModel, table=True):
    """A place of a firm: head office, plant, training room."""

    __tablename__ = "site"
    __table_args__ = (within("name", 80), one_of("kind", SiteKind), at_least("version", 0))

    id: int | None = key()
    firm_id: int = link("firm.id")
    kind: SiteKind = word(SiteKind, DataClass.C0)
    name: str = text(80, DataClass.C0)
    postal: str | None = text(7, DataClass.C0, optional=True)
    address: str = text(160, DataClass.C0)
    way: str | None = text(200, DataClass.C0, optional=True)
    version: int = whole(default=0)


class Machine(SQLModel, table=True):
    """A machine of a firm: what it does, who may use it, what is dangerous about it."""

    __tablename__ = "machine"
    __table_args__ = (
        within("name", 80),
        one_of("sharing", Sharing),
        one_of("visibility", Visibility),
        at_least("quantity", 1),
        at_least("version", 0),
        sa.UniqueConstraint("firm_id", "name", "model"),
    )

    id: int | None = key()
    firm_id: int = link("firm.id")
    name: str = text(80, DataClass.C0)
    name_fold: str = text(160, DataClass.C0)
    maker: str = text(80, DataClass.C0)
    model: str = text(80, DataClass.C0)
    year: int | None = whole(DataClass.C0, optional=True)
    ability: str = text(200, DataClass.C0)
    quantity: int = whole(DataClass.C0)
    sharing: Sharing = word(Sharing, DataClass.C0)
    visibility: Visibility = word(Visibility, DataClass.C0)
    hazards: list[str] = document(DataClass.C0)
    version: int = whole(default=0)
    confirmed_at: datetime = moment()


class Resource(SQLModel, table=True):
    """A person, room or machine whose time can be reserved; its row is the lock of its calendar."""

    __tablename__ = "resource"
    __table_args__ = (
        within("name", 80),
        one_of("kind", ResourceKind),
        at_least("version", 0),
        sa.CheckConstraint("(kind = 'person') = (person_id IS NOT NULL)", name="person_named"),
    )

    id: int | None = key()
    kind: ResourceKind = word(ResourceKind)
    name: str = text(80, DataClass.C2)
    person_id: int | None = link("person.id", optional=True, unique=True)
    firm_id: int | None = link("firm.id", optional=True)
    version: int = whole(default=0)


class Reservation(SQLModel, table=True):
    """A span of time of one resource, [starts_at, ends_at), held or confirmed for one holder."""

    __tablename__ = "reservation"
    __table_args__ = (
        one_of("state", ReservationState),
        one_of("holder_kind", HolderKind),
        sa.CheckConstraint("ends_at > starts_at", name="times_in_order"),
        sa.CheckConstraint("(state = 'held') = (expires_at IS NOT NULL)", name="hold_expires"),
        sa.Index("ix_reservation_holder", "holder_kind", "holder_id"),
        ExcludeConstraint(
            (sa.text("int8range(resource_id, resource_id, '[]')"), "&&"),
            (sa.text("tstzrange(starts_at, ends_at)"), "&&"),
            where=sa.text("state <> 'released'"),
            using="gist",
            name="ex_reservation_no_overlap",
        ).ddl_if(dialect="postgresql"),
    )

    id: int | None = key()
    resource_id: int = link("resource.id")
    starts_at: datetime = moment()
    ends_at: datetime = moment()
    state: ReservationState = word(ReservationState)
    holder_kind: HolderKind = word(HolderKind)
    holder_id: int = whole()
    expires_at: datetime | None = moment(optional=True)
    created_at: datetime = moment()


class ReservationCell(SQLModel, table=True):
    """One taken half hour of a resource (number since 1970); unique, so nothing is taken twice."""

    __tablename__ = "reservation_cell"
    __table_args__ = (sa.UniqueConstraint("resource_id", "cell"),)

    id: int | None = key()
    resource_id: int = link("resource.id")
    cell: int = whole()
    reservation_id: int = link("reservation.id")
