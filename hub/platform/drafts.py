"""What a person has typed so far: kept in the database, because a reload empties every widget."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import col, select

from hub.platform.commands import new_once
from hub.platform.db import Store
from models.platform import Draft


@dataclass(frozen=True, slots=True)
class Kept:
    """Answers of one flow, its one-time key, and when they were saved."""

    answers: dict[str, Any]
    once: str
    updated_at: datetime | None


def load(store: Store, person_id: int, flow: str, subject: str) -> Kept:
    """Return the draft of a person, an empty one with a new key when there is none."""
    with store.reading() as session:
        row = session.exec(
            select(Draft).where(
                col(Draft.person_id) == person_id,
                col(Draft.flow) == flow,
                col(Draft.subject) == subject,
            )
        ).first()
    if row is None:
        return Kept({}, new_once(), None)
    return Kept(dict(row.answers), row.once, row.updated_at)


def save(store: Store, person_id: int, flow: str, subject: str, kept: Kept, now: datetime) -> None:
    """Keep the answers; the one-time key of the first save stays."""
    insert = sqlite.insert if store.kind == "sqlite" else postgresql.insert
    statement = insert(Draft).values(
        person_id=person_id, flow=flow, subject=subject, step="", answers=kept.answers,
        once=kept.once, version=0, updated_at=now,
    )  # fmt: skip
    statement = statement.on_conflict_do_update(
        index_elements=["person_id", "flow", "subject"],
        set_={"answers": kept.answers, "updated_at": now, "version": Draft.version + 1},
    )
    with store.writing() as session:
        session.connection().execute(statement)


def drop(store: Store, person_id: int, flow: str, subject: str) -> None:
    """Throw a finished draft away."""
    with store.writing() as session:
        for row in session.exec(
            select(Draft).where(
                col(Draft.person_id) == person_id,
                col(Draft.flow) == flow,
                col(Draft.subject) == subject,
            )
        ):
            session.delete(row)
