"""Acts at the desk for somebody else: who types for whom, as it was heard."""

from datetime import datetime

import sqlalchemy as sa
from sqlmodel import SQLModel

from models.columns import at_least, flag, key, link, moment, one_of, text, whole, within, word
from models.vocab import DataClass, HeardBy


class DeskEntry(SQLModel, table=True):
    """One staff person types for one other person, until it is ended or an hour is over."""

    __tablename__ = "desk_entry"
    __table_args__ = (
        one_of("heard_by", HeardBy),
        at_least("acts", 0),
        sa.CheckConstraint("staff_id <> person_id", name="for_somebody_else"),
        sa.Index(
            "uq_desk_entry_open",
            "staff_id",
            unique=True,
            sqlite_where=sa.text("ended_at IS NULL"),
            postgresql_where=sa.text("ended_at IS NULL"),
        ),
    )

    id: int | None = key()
    staff_id: int = link("person.id")
    person_id: int = link("person.id")
    membership_id: int = link("membership.id")
    heard_by: HeardBy = word(HeardBy)
    began_at: datetime = moment()
    ends_at: datetime = moment()
    ended_at: datetime | None = moment(optional=True)
    acts: int = whole(default=0)
    was_read_back: bool = flag()


class DeskTyped(SQLModel, table=True):
    """What was typed in one press of an open entry, sealed; gone when the entry ends."""

    __tablename__ = "desk_typed"
    __table_args__ = (within("command", 80), within("sealed", 60000))

    id: int | None = key()
    entry_id: int = link("desk_entry.id")
    at: datetime = moment()
    command: str = text(80, DataClass.C1)
    sealed: str = text(60000, DataClass.C3)
