"""Rows of the vocabulary that hold in the newest version."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlmodel import Session, SQLModel, col, select

from hub.kernel.errors import NOT_FOUND, STALE, NotFound, Stale
from hub.platform.db import guarded
from hub.skills.rows import PARTS, columns, vocabulary_of
from hub.skills.vocabulary import Vocabulary
from models.skills import TaxonomyVersion, WordProposal
from models.vocab.skills import AliasStatus

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


def whole(session: Session) -> Vocabulary:
    """The vocabulary that holds; by columns, for thousands of rows as objects take long."""
    found: dict[str, Sequence[Any]] = {}
    for part in PARTS:
        held: Any = part.table
        query = sa.select(*columns(part.table)).where(held.retired_in.is_(None)).order_by(held.id)
        found[part.field] = session.connection().execute(query).all()
    return vocabulary_of(found)


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


def proposal(session: Session, proposal_id: int) -> WordProposal:
    """A saying that was put forward."""
    row = session.get(WordProposal, proposal_id)
    if row is None:
        raise NotFound(NOT_FOUND)
    return row


def open_proposal(session: Session, skill: str, text_key: str) -> WordProposal | None:
    """The same saying, put forward for the same skill and not decided on yet."""
    return session.exec(
        select(WordProposal).where(
            col(WordProposal.skill_code) == skill,
            col(WordProposal.text_key) == text_key,
            col(WordProposal.status) == AliasStatus.PROPOSED,
        )
    ).first()


def accepted(session: Session) -> Sequence[WordProposal]:
    """Everything that came in through proposals, in order."""
    query = select(WordProposal).where(col(WordProposal.status) == AliasStatus.ACTIVE)
    return session.exec(query.order_by(col(WordProposal.id))).all()


def proposals_of(session: Session, ward_id: int, since: datetime) -> Sequence[WordProposal]:
    """What a ward's people put forward: all that waits, and what was decided lately."""
    lately = sa.or_(col(WordProposal.decided_at).is_(None), col(WordProposal.decided_at) >= since)
    query = select(WordProposal).where(col(WordProposal.ward_id) == ward_id, lately)
    return session.exec(query.order_by(col(WordProposal.id).desc())).all()


def decide(session: Session, row: WordProposal, version: int, **changed: object) -> None:
    """Write what was decided, unless somebody else has just done so."""
    same = sa.update(WordProposal).where(
        col(WordProposal.id) == row.id, col(WordProposal.version) == version
    )
    if not guarded(session, same.values(version=version + 1, **changed)):
        raise Stale(STALE)
    session.refresh(row)
