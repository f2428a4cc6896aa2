"""Rows of the vocabulary that hold in the newest version."""

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlmodel import Session, SQLModel, col, select

from models.skills import TaxonomyVersion

Row = TypeVar("Row", bound=SQLModel)


def newest(session: Session) -> TaxonomyVersion | None:
    """The version that holds."""
    return session.exec(
        select(TaxonomyVersion).order_by(col(TaxonomyVersion.number).desc()).limit(1)
    ).first()


def live(session: Session, table: type[Row]) -> Sequence[Row]:
    """Rows that no version has retired yet."""
    held: Any = table
    return session.exec(
        select(table).where(col(held.retired_in).is_(None)).order_by(col(held.id))
    ).all()


def retire(session: Session, table: type[SQLModel], ids: Sequence[int], number: int) -> None:
    """End the life of rows with a version."""
    held: Any = table
    for at in range(0, len(ids), 500):
        session.connection().execute(
            sa.update(held).where(held.id.in_(ids[at : at + 500])).values(retired_in=number)
        )


def insert(session: Session, table: type[SQLModel], rows: Sequence[Mapping[str, object]]) -> None:
    """Add rows in one statement; a vocabulary has thousands."""
    if rows:
        session.connection().execute(sa.insert(table), [dict(row) for row in rows])
