"""Walks the whole audit chain and says where and how it was changed.

Source: platform design, part 4; the hash of a record is made in `hub.platform.audit`.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

import sqlalchemy as sa
from sqlmodel import Session, col

from hub.platform.anchors import Anchor
from hub.platform.audit import GENESIS, fact_hash
from models.platform import AuditHead, AuditRow

BATCH: Final = 5_000


class Damage(StrEnum):
    """How a chain was changed."""

    ALTERED = "altered"
    MISSING = "missing"
    REORDERED = "reordered"
    INSERTED = "inserted"
    TAIL_CUT = "tail_cut"
    REBUILT = "rebuilt"


@dataclass(frozen=True, slots=True)
class Verdict:
    """Records walked, and the first place where something is wrong."""

    rows: int
    damage: Damage | None = None
    seq: int | None = None


def verify(session: Session, anchors: Sequence[Anchor] = ()) -> Verdict:
    """Check every record, the head and every anchor; the first damage found is told."""
    prev, expected = GENESIS, 1
    marks = {anchor.seq: anchor for anchor in anchors}
    differing: int | None = None
    for row in _rows(session):
        if row.seq != expected:
            return Verdict(expected - 1, Damage.MISSING, expected)
        if row.hash != fact_hash(row.prev, row):
            return Verdict(expected - 1, Damage.ALTERED, expected)
        if row.prev != prev:
            return Verdict(expected - 1, Damage.REORDERED, expected)
        mark = marks.get(expected)
        if mark is not None and mark.hash != row.hash and differing is None:
            differing = expected
        prev, expected = row.hash, expected + 1
    return _end(session, expected - 1, prev, differing, max(marks, default=0))


def _end(
    session: Session, rows: int, last_hash: str, differing: int | None, last_mark: int
) -> Verdict:
    """What the head and the anchors say of a chain whose records fit each other."""
    head = session.get(AuditHead, 1)
    seq, head_hash = (head.seq, head.hash) if head is not None else (0, GENESIS)
    if differing is not None:
        return Verdict(rows, Damage.REBUILT, differing)
    if max(seq, last_mark) > rows:
        return Verdict(rows, Damage.TAIL_CUT, rows + 1)
    if seq < rows:
        return Verdict(rows, Damage.INSERTED, seq + 1)
    if head_hash != last_hash:
        return Verdict(rows, Damage.ALTERED, rows)
    return Verdict(rows)


def _rows(session: Session) -> Iterator[Any]:
    """Records by sequence number, read in portions without building objects of the mapper."""
    columns: Iterable[Any] = AuditRow.__table__.columns  # type: ignore[attr-defined]  # every table has columns
    last = -1
    while True:
        portion = session.connection().execute(
            sa.select(*columns)
            .where(col(AuditRow.seq) > last)
            .order_by(col(AuditRow.seq))
            .limit(BATCH)
        )
        rows = portion.all()
        yield from rows
        if len(rows) < BATCH:
            return
        last = int(rows[-1].seq)
