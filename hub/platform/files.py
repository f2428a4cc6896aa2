"""Keeps files outside the database: bytes under a random name, one row that says whose they are.

Source: design "Files". What people send comes by `uploads`, which looks at it first. Two steps,
because no file is written while a transaction is open:

1. `set_down(store, body)` writes the bytes, outside any transaction, and says what it wrote.
2. `keep_file(ctx, …, stored=…)` adds the row inside the command that makes the record.

Bytes whose row never came are harmless: nobody can ask for them, and `sweep` takes them away.
They are encrypted with the keyring for their place; moved to another place they do not open.
"""

import hashlib
import os
import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

import sqlalchemy as sa
from pydantic import BaseModel, Field
from sqlmodel import col, select

from hub.kernel.errors import NOT_FOUND, NotFound, Reason, Refused
from hub.kernel.text import hidden_sign, one_line
from hub.platform import audit, clock, runtime
from hub.platform.commands import Fault, command, read
from hub.platform.context import Ctx, require
from hub.platform.db import Store, guarded
from models.platform import FileRow, OutboxRow
from models.vocab import DataClass, FileKind, FileState

Reader = Callable[[Ctx, int], Reason | None]

READERS: Final[dict[str, Reader]] = {}
# Kinds of records whose files are taken once.
ONCE: Final[set[str]] = set()
NAME_LIMIT: Final = 200
PURPOSE: Final = "file"
# What begins a file that is encrypted; what was kept before begins otherwise.
SEALED: Final = b"waza-file/1\n"
ORPHANED: Final = timedelta(hours=24)
AT_ONCE: Final = 500
SWEPT_AT: Final = 17
RECEIVED_KIND: Final = "file_received"
# Control signs, signs that turn the direction of reading, and what separates folders.
_NOT_IN_NAMES: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069/\\:]")
_PLACE: Final = re.compile(r"[0-9a-f]{40}")


def register(record: str, reader: Reader, *, is_once: bool = False) -> None:
    """Say who may read the files of one kind of record; called by the wiring only.

    The reader answers with a reason, or None for "may"; it may also raise a refusal. What is taken
    once is gone with the first download.
    """
    READERS[record] = reader
    if is_once:
        ONCE.add(record)


@dataclass(frozen=True, slots=True)
class Stored:
    """Bytes that lie in the data folder; `place` is their random name."""

    place: str
    size: int
    sha256: str
    is_scanned: bool = False


def set_down(store: Store, body: bytes, *, is_scanned: bool = False) -> Stored:
    """Encrypt bytes and write them under a new random name, for this system's user only.

    A crash leaves either the whole file or none under that name.
    """
    place = secrets.token_hex(20)
    file = _file(store, place)
    for folder in reversed(file.parents[:3]):
        folder.mkdir(mode=0o700, exist_ok=True)
    half = file.with_suffix(".part")
    descriptor = os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as opened:
        opened.write(SEALED + runtime.keyring().sealed_bytes(PURPOSE, place, body))
        opened.flush()
        os.fsync(opened.fileno())
    half.replace(file)
    # Only now the name itself is safe from a power cut.
    opened_folder = os.open(file.parent, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(opened_folder)
    finally:
        os.close(opened_folder)
    return Stored(place, len(body), hashlib.sha256(body).hexdigest(), is_scanned)


def keep_file(  # noqa: PLR0913  the facts of one file
    ctx: Ctx,
    *,
    record: str,
    record_id: int,
    name: str,
    stored: Stored,
    kind: FileKind = FileKind.PDF,
    data_class: DataClass = DataClass.C2,
    expires_at: datetime | None = None,
) -> int:
    """Add the row of bytes set down before, in the command's own transaction; the file's id.

    With `expires_at` nobody gets the file from then on, and `sweep` takes its bytes away.
    """
    if record not in READERS:
        msg = f"nobody could ever read a file of {record}: no reader is registered"
        raise Fault(msg)
    if not _PLACE.fullmatch(stored.place):
        msg = "a place is a random name of set_down"
        raise Fault(msg)
    row = FileRow(
        record=record,
        record_id=record_id,
        name=plain_name(name),
        kind=kind,
        size=stored.size,
        sha256=stored.sha256,
        data_class=data_class,
        state=FileState.KEPT,
        place=stored.place,
        by_id=ctx.actor.person_id,
        at=ctx.now,
        expires_at=expires_at,
    )
    ctx.session.add(row)
    ctx.session.flush()
    audit.record(ctx, "file", row.id or 0, payload=stored.sha256)
    return row.id or 0


def made_by_reader(ctx: Ctx, record: str, record_id: int) -> bool:
    """Whether whoever asks has made the kept papers of a record: only they take them."""
    made = select(FileRow.by_id).where(
        col(FileRow.record) == record,
        col(FileRow.record_id) == record_id,
        col(FileRow.state) == FileState.KEPT,
    )
    return set(ctx.session.exec(made).all()) == {ctx.actor.person_id}


def drop_file(ctx: Ctx, file_id: int) -> None:
    """Let nobody open a file any more, in the command's transaction; `sweep` takes its bytes."""
    gone = sa.update(FileRow).where(col(FileRow.id) == file_id)
    ctx.session.connection().execute(gone.values(state=FileState.DELETED))
    audit.record(ctx, "file", file_id)


def plain_name(name: str) -> str:
    """Make a name that is no path, turns no text around and fits its column."""
    seen = "".join(sign for sign in _NOT_IN_NAMES.sub("", name) if hidden_sign(sign) is None)
    bare = one_line(seen).strip(".")[:NAME_LIMIT]
    return bare or "file"


@dataclass(frozen=True, slots=True)
class FileFacts:
    """What a download needs to know of a file."""

    file_id: int
    name: str
    kind: FileKind
    stored: Stored
    at: datetime
    is_once: bool = False


class WantedFile(BaseModel):
    """Which file."""

    file_id: int = Field(ge=1)


@dataclass(frozen=True, slots=True)
class OpenedFile:
    """The file that is handed out."""

    file_id: int


@command(name="platform:file:open", input=WantedFile, audit="file")
def open_file(ctx: Ctx, *, file_id: int) -> OpenedFile:
    """Record that the actor takes a copy of a file; a foreign file answers like a missing one.

    A file that is taken once is deleted here: of many presses a single one gets it.
    """
    row = _row(ctx, file_id)
    require(ctx, _refusal(ctx, row))
    if row.record in ONCE:
        taken = sa.update(FileRow).where(
            col(FileRow.id) == file_id, col(FileRow.state) == FileState.KEPT
        )
        if not guarded(ctx.session, taken.values(state=FileState.DELETED)):
            raise NotFound(NOT_FOUND)
    audit.record(ctx, "file", row.id or 0)
    return OpenedFile(row.id or 0)


@read(name="platform:file", data_class=DataClass.C2)
def file_facts(ctx: Ctx, *, file_id: int) -> FileFacts:
    """Name and place of a file the actor may read; a foreign file answers like a missing one."""
    row = _row(ctx, file_id)
    require(ctx, _refusal(ctx, row))
    told = select(OutboxRow).where(
        col(OutboxRow.kind) == RECEIVED_KIND, col(OutboxRow.subject) == f"file:{file_id}"
    )
    notice = ctx.session.exec(told).first()
    is_scanned = bool(notice and notice.params.get("scanned"))
    stored = Stored(row.place, row.size, row.sha256, is_scanned)
    return FileFacts(row.id or 0, row.name, row.kind, stored, row.at, row.record in ONCE)


def body_of(store: Store, stored: Stored) -> bytes:
    """Return the bytes; a file that is gone or altered is a fault, never handed out."""
    kept = _file(store, stored.place).read_bytes()
    body = _opened(stored.place, kept) if kept.startswith(SEALED) else kept
    if hashlib.sha256(body).hexdigest() != stored.sha256:
        msg = f"the bytes under {stored.place} are not those that were kept"
        raise Fault(msg)
    return body


def sweep_hourly(store: Store) -> int:
    """Sweep once an hour; every file of the folder is looked at."""
    return sweep(store) if clock.now().minute == SWEPT_AT else 0


def _opened(place: str, kept: bytes) -> bytes:
    try:
        return runtime.keyring().opened_bytes(PURPOSE, place, kept[len(SEALED) :])
    except Refused as refusal:
        msg = f"the bytes under {place} do not open with this keyring"
        raise Fault(msg) from refusal


def sweep(store: Store) -> int:
    """Take away bytes of no kept row, a day after they were written at the earliest; how many."""
    if store.folder is None:
        return 0
    before = (clock.now() - ORPHANED).timestamp()
    found = [
        path
        for path in (store.folder / "files").rglob("*")
        if path.is_file() and path.stat().st_mtime < before
    ]
    gone = 0
    for at in range(0, len(found), AT_ONCE):
        some = found[at : at + AT_ONCE]
        with store.reading() as session:
            query = select(FileRow.place).where(
                col(FileRow.place).in_([one.name for one in some]),
                col(FileRow.state) == FileState.KEPT,
            )
            known = set(session.exec(query).all())
        for path in some:
            if path.name not in known:
                path.unlink(missing_ok=True)
                gone += 1
    return gone


def take_away(store: Store, stored: Stored) -> None:
    """Remove the bytes of a file whose row says that it is deleted."""
    _file(store, stored.place).unlink(missing_ok=True)


def _row(ctx: Ctx, file_id: int) -> FileRow:
    row = ctx.session.exec(
        select(FileRow).where(col(FileRow.id) == file_id, col(FileRow.state) == FileState.KEPT)
    ).first()
    if row is None or (row.expires_at is not None and row.expires_at <= ctx.now):
        raise NotFound(NOT_FOUND)
    return row


def _refusal(ctx: Ctx, row: FileRow) -> Reason | None:
    """Ask the room of the record; its reason is kept back, so that nobody learns of the file."""
    reader = READERS.get(row.record)
    return None if reader and reader(ctx, row.record_id) is None else NOT_FOUND


def _file(store: Store, place: str) -> Path:
    if store.folder is None:
        msg = "this store has no data folder"
        raise Fault(msg)
    return store.folder / "files" / place[:2] / place[2:4] / place
