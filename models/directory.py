"""Wards, firms, and the one reservation ledger for persons, rooms and machines."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ExcludeConstraint
from sqlmodel import SQLModel

from models.columns import at_least, key, link, moment, one_of, text, whole, within, word
from models.vocab import DataClass
from models.vocab.directory import HolderKind, ReservationState, ResourceKind


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
