"""Firms and groups that an expert stays apart from, and what was done about it: tables."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlmodel import SQLModel

from models.columns import at_least, day, key, link, moment, one_of, text, whole, within, word
from models.vocab import DataClass
from models.vocab.experts import ConflictAct, ConflictKind

_STANDS = sa.text("ended_at IS NULL")


def _once(name: str, *columns: str) -> sa.Index:
    """The same is declared once while it stands."""
    return sa.Index(name, *columns, unique=True, sqlite_where=_STANDS, postgresql_where=_STANDS)


class ExpertConflict(SQLModel, table=True):
    """What an expert, or staff for him, declared of a firm or group (利益相反).

    It names a firm of the hub, a group, or by `name_key` and `number` one that may still come.
    `until_on` is the last day of an employment that is over. A row is ended, never deleted.
    """

    __tablename__ = "expert_conflict"
    __table_args__ = (
        one_of("kind", ConflictKind),
        within("name", 80),
        sa.CheckConstraint(
            "(CASE WHEN firm_id IS NULL THEN 0 ELSE 1 END)"
            " + (CASE WHEN group_id IS NULL THEN 0 ELSE 1 END)"
            " + (CASE WHEN name_key IS NULL THEN 0 ELSE 1 END) = 1",
            name="one_target",
        ),
        sa.CheckConstraint("length(name_key) BETWEEN 1 AND 160", name="name_key_length"),
        sa.CheckConstraint("length(number) = 13", name="number_length"),
        sa.CheckConstraint("number IS NULL OR name_key IS NOT NULL", name="number_beside_name"),
        sa.CheckConstraint("until_on IS NULL OR kind = 'employed'", name="only_work_is_over"),
        sa.CheckConstraint("length(note) <= 400", name="note_length"),
        sa.CheckConstraint("ended_by IS NULL OR ended_at IS NOT NULL", name="ended_known"),
        _once("uq_expert_conflict_firm", "expert_id", "kind", "firm_id"),
        _once("uq_expert_conflict_group", "expert_id", "kind", "group_id"),
        _once("uq_expert_conflict_name", "expert_id", "kind", "name_key"),
        at_least("version", 0),
    )

    id: int | None = key()
    expert_id: int = link("expert.id")
    kind: ConflictKind = word(ConflictKind, DataClass.C2)
    firm_id: int | None = link("firm.id", DataClass.C2, optional=True)
    group_id: int | None = link("firm_group.id", DataClass.C2, optional=True)
    name: str = text(80, DataClass.C2)
    name_key: str | None = text(160, DataClass.C2, optional=True, index=True)
    number: str | None = text(13, DataClass.C2, optional=True, index=True)
    until_on: date | None = day(DataClass.C2, optional=True)
    note: str = text(400, DataClass.C2)
    declared_by: int | None = link("person.id", optional=True)
    declared_at: datetime = moment()
    ended_by: int | None = link("person.id", optional=True)
    ended_at: datetime | None = moment(optional=True)
    version: int = whole(default=0)


class ConflictStep(SQLModel, table=True):
    """What was done with a declaration, or with all of an expert's (append-only by trigger).

    `until_on`: the last day of an employment or of an allowance, or the day by which the expert is
    to confirm; `days` before that day a reminder went out.
    """

    __tablename__ = "expert_conflict_step"
    __table_args__ = (
        one_of("act", ConflictAct),
        sa.CheckConstraint(
            "(act IN ('confirmed', 'reminded')) = (conflict_id IS NULL)", name="of_one_or_all"
        ),
        sa.CheckConstraint(
            "act NOT IN ('left', 'allowed', 'reminded') OR until_on IS NOT NULL", name="until_known"
        ),
        sa.CheckConstraint("(act = 'reminded') = (days IS NOT NULL)", name="days_of_reminders"),
        sa.CheckConstraint("length(note) <= 400", name="note_length"),
        at_least("days", 0),
    )

    id: int | None = key()
    expert_id: int = link("expert.id")
    conflict_id: int | None = link("expert_conflict.id", optional=True)
    act: ConflictAct = word(ConflictAct, DataClass.C2)
    until_on: date | None = day(DataClass.C2, optional=True)
    days: int | None = whole(optional=True)
    note: str = text(400, DataClass.C2)
    person_id: int | None = link("person.id", optional=True)
    at: datetime = moment()
