"""Appends hash-chained records of acts; they hold ids and commitments, never personal text."""

import hashlib
import json
import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

import sqlalchemy as sa
from sqlmodel import Session, col, select

from hub.platform import logs
from hub.platform.context import Ctx
from models.platform import AuditHead, AuditRow, AuditSalt

GENESIS: Final = "0" * 64
REQUEST_LENGTH: Final = 32


def canonical(value: Mapping[str, object]) -> bytes:
    """JSON with sorted keys and no spaces, UTF-8: the bytes that are hashed."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def record(
    ctx: Ctx, noun: str, record_id: int | str, *, version: int = 0, payload: object = None
) -> None:
    """Append one record for this command; the head row is locked until the commit."""
    session = ctx.session
    seq, prev = _next(session)
    salt = secrets.token_hex(16)
    commitment = hashlib.sha256(salt.encode() + canonical({"payload": payload})).hexdigest()
    row = AuditRow(
        seq=seq,
        prev=prev,
        at=ctx.now,
        actor_id=ctx.actor.staff_id or ctx.actor.person_id,
        on_behalf_of=ctx.actor.person_id if ctx.actor.staff_id else ctx.actor.seat.for_id,
        command=ctx.command,
        record=noun,
        record_id=str(record_id),
        record_version=version,
        commitment=commitment,
        hash="",
        channel=logs.CHANNEL.get(),
        request_id=logs.REQUEST.get()[:REQUEST_LENGTH] or None,
    )
    row.hash = link_hash(row)
    session.add(row)
    session.add(AuditSalt(seq=seq, salt=salt))
    session.connection().execute(
        sa.update(AuditHead).where(col(AuditHead.id) == 1).values(hash=row.hash)
    )
    ctx.trace.records.append(noun)


def link_hash(row: AuditRow) -> str:
    """Hash of a row over its predecessor's hash and its own facts."""
    return fact_hash(row.prev, row)


def fact_hash(prev: str, row: Any) -> str:  # noqa: ANN401  a row of the mapper or of plain SQL
    """Hash of the facts of a record over the hash that stands before it."""
    facts = {
        "seq": row.seq,
        "at": _stamp(row.at),
        "actor_id": row.actor_id,
        "command": row.command,
        "record": row.record,
        "record_id": row.record_id,
        "record_version": row.record_version,
        "commitment": row.commitment,
    }
    # Records from before the columns, and those of nobody else's desk, keep their hash.
    facts |= {
        name: value
        for name, value in (
            ("channel", row.channel),
            ("request_id", row.request_id),
            ("on_behalf_of", row.on_behalf_of),
        )
        if value is not None
    }
    return hashlib.sha256(prev.encode() + canonical(facts)).hexdigest()


def acted_for(ctx: Ctx, noun: str, record_id: int) -> dict[int, tuple[int, int]]:
    """By the version of a record: who took the step for whom, where it was done for another."""
    query = select(AuditRow.record_version, AuditRow.actor_id, AuditRow.on_behalf_of).where(
        col(AuditRow.record) == noun,
        col(AuditRow.record_id) == str(record_id),
        col(AuditRow.on_behalf_of).is_not(None),
    )
    return {version: (by or 0, at or 0) for version, by, at in ctx.session.exec(query).all()}


def first_broken(session: Session) -> int | None:
    """Return the first sequence number that does not fit the chain, or None when it is whole."""
    prev, expected = GENESIS, 1
    for row in session.exec(select(AuditRow).order_by(col(AuditRow.seq))):
        if row.seq != expected or row.prev != prev or row.hash != link_hash(row):
            return expected
        prev, expected = row.hash, expected + 1
    head = session.get(AuditHead, 1)
    intact = head is None if expected == 1 else head is not None and head.hash == prev
    return None if intact else expected


def _next(session: Session) -> tuple[int, str]:
    """Lock the head and return the next number and the last hash."""
    connection = session.connection()
    bump = sa.update(AuditHead).where(col(AuditHead.id) == 1).values(seq=AuditHead.seq + 1)
    if connection.execute(bump).rowcount == 0:
        session.add(AuditHead(id=1, seq=1, hash=GENESIS))
        session.flush()
        return 1, GENESIS
    found = connection.execute(sa.select(col(AuditHead.seq), col(AuditHead.hash))).one()
    return int(found[0]), str(found[1])


def _stamp(moment: datetime) -> str:
    return moment.isoformat(timespec="microseconds")
