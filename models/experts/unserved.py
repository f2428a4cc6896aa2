"""Needs of groups that nobody could serve: table."""

from datetime import datetime

import sqlalchemy as sa
from sqlmodel import SQLModel

from models.columns import at_least, document, key, link, moment, one_of, text, whole, word
from models.vocab import DataClass
from models.vocab.needs import UnservedCause, UnservedOutcome


class UnservedNeed(SQLModel, table=True):
    """A need for the coordinator, once for each group and wording.

    `masked` is the need without names, numbers and addresses; `skills` what it seems to be about,
    or what the coordinator said it is about.
    """

    __tablename__ = "unserved_need"
    __table_args__ = (
        sa.CheckConstraint("length(need_hash) = 64", name="need_hash_length"),
        sa.CheckConstraint("length(masked) BETWEEN 1 AND 2000", name="masked_length"),
        one_of("cause", UnservedCause),
        one_of("outcome", UnservedOutcome),
        sa.CheckConstraint("(outcome = 'open') = (decided_at IS NULL)", name="decided_known"),
        sa.CheckConstraint("length(note) <= 400", name="note_length"),
        at_least("version", 0),
        sa.UniqueConstraint("group_id", "need_hash"),
    )

    id: int | None = key()
    ward_id: int = link("ward.id")
    group_id: int = link("firm_group.id")
    at: datetime = moment()
    need_hash: str = text(64, DataClass.C2)
    masked: str = text(2000, DataClass.C2)
    skills: list[str] = document(DataClass.C1)
    cause: UnservedCause = word(UnservedCause)
    outcome: UnservedOutcome = word(UnservedOutcome)
    decided_by: int | None = link("person.id", optional=True)
    decided_at: datetime | None = moment(optional=True)
    note: str = text(400, DataClass.C1)
    version: int = whole(default=0)
