"""Handing over on a change of posts (人事異動): who follows whom, and the work that went over."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlmodel import SQLModel

from models.columns import day, key, link, moment, one_of, text, whole, word
from models.vocab import DataClass
from models.vocab.people import WorkKind

_OPEN = "done_at IS NULL AND withdrawn_at IS NULL"


class Handover(SQLModel, table=True):
    """One leaver's roles and open work go to one successor on a day; one open plan a leaver."""

    __tablename__ = "handover"
    __table_args__ = (
        sa.CheckConstraint("leaver_id <> successor_id", name="to_somebody_else"),
        sa.CheckConstraint("done_at IS NULL OR withdrawn_at IS NULL", name="one_end"),
        sa.Index(
            "uq_handover_open",
            "leaver_id",
            unique=True,
            sqlite_where=sa.text(_OPEN),
            postgresql_where=sa.text(_OPEN),
        ),
    )

    id: int | None = key()
    ward_id: int = link("ward.id")
    leaver_id: int = link("person.id")
    successor_id: int = link("person.id")
    on_date: date = day()
    planned_by: int = link("person.id")
    created_at: datetime = moment()
    done_at: datetime | None = moment(optional=True)
    withdrawn_at: datetime | None = moment(optional=True)


class HandoverWork(SQLModel, table=True):
    """A piece of work that a successor took over; the history of the work itself stays."""

    __tablename__ = "handover_work"
    __table_args__ = (
        one_of("kind", WorkKind),
        sa.UniqueConstraint("handover_id", "kind", "record_id"),
        sa.Index("ix_handover_work_record", "kind", "record_id"),
    )

    id: int | None = key()
    handover_id: int = link("handover.id")
    kind: WorkKind = word(WorkKind)
    record_id: int = whole()
    side: str | None = text(20, DataClass.C1, optional=True)
