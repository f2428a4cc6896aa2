"""Spreadsheets and sheets of paper a person asks for: kept as files, gone after a day.

Source: design "Files", download. The bytes are set down before, outside any transaction.
"""

import logging
from dataclasses import dataclass
from datetime import timedelta
from typing import Annotated, Final

import sqlalchemy as sa
from pydantic import BaseModel, Field, StringConstraints
from sqlmodel import col, select

from hub.kernel.errors import NOT_FOUND, HubError, NotFound, Reason
from hub.kernel.text import N_
from hub.platform import audit, clock, commands, files
from hub.platform.commands import command
from hub.platform.context import Ctx, require, require_fresh, system_actor
from hub.platform.db import Store
from models.directory import Ward
from models.platform import FileRow
from models.vocab import DataClass, FileKind, FileState, Role

LIFE: Final = timedelta(hours=24)
ENDING: Final = "_export"
SYSTEM_ONLY: Final = Reason("exports.system_only", N_("この操作は画面からはできません。"))
LOG: Final = logging.getLogger("hub.exports")
# Tables about other people; filled by `guard`.
OF_PEOPLE: Final[set[str]] = set()


class KeepExport(BaseModel):
    """What the table is about, its name, its bytes, its kind."""

    record: str = Field(max_length=40, pattern=r"^[a-z_]+_export$")
    record_id: int = Field(ge=1)
    name: str = Field(min_length=1, max_length=100)
    stored: files.Stored
    kind: FileKind = FileKind.XLSX


class WantedExport(BaseModel):
    """Which file."""

    file_id: int = Field(ge=1)


class NoteExport(BaseModel):
    """Which data set left the house by the command line, of which ward, how long, what for."""

    data_set: str = Field(pattern=r"^[a-z]{1,30}$")
    ward_id: int = Field(ge=1)
    rows: int = Field(ge=0)
    purpose: Annotated[str, StringConstraints(min_length=1, max_length=200, strip_whitespace=True)]


@dataclass(frozen=True, slots=True)
class Kept:
    """The file that waits at `/files/{file_id}`."""

    file_id: int


def guard(record: str) -> None:
    """Say that a table is about other people: who takes it proves anew who sits here."""
    OF_PEOPLE.add(record)


@command(name="platform:export:keep", input=KeepExport, audit="file")
def keep_export(
    ctx: Ctx,
    *,
    record: str,
    record_id: int,
    name: str,
    stored: files.Stored,
    kind: FileKind,
) -> Kept:
    """Keep a table or a sheet for a day; whoever may take it may have it made, nobody else."""
    reader = files.READERS.get(record)
    if reader is None:
        raise NotFound(NOT_FOUND)
    require(ctx, reader(ctx, record_id))
    if record in OF_PEOPLE:
        require_fresh(ctx)
    file_id = files.keep_file(
        ctx, record=record, record_id=record_id, name=name, stored=stored,
        kind=kind, data_class=DataClass.C2, expires_at=ctx.now + LIFE,
    )  # fmt: skip
    return Kept(file_id)


@command(name="platform:export:end", input=WantedExport, audit="file")
def end_export(ctx: Ctx, *, file_id: int) -> Kept:
    """Say that the day of a file is over; its bytes are taken away afterwards."""
    require(ctx, None if ctx.actor.role is Role.SYSTEM else SYSTEM_ONLY)
    row = ctx.session.get(FileRow, file_id)
    if row is None or row.expires_at is None or row.expires_at > ctx.now:
        raise NotFound(NOT_FOUND)
    gone = sa.update(FileRow).where(col(FileRow.id) == file_id)
    ctx.session.connection().execute(gone.values(state=FileState.DELETED))
    audit.record(ctx, "file", file_id)
    return Kept(file_id)


@command(name="platform:export:note", input=NoteExport, audit="export")
def note_export(ctx: Ctx, *, data_set: str, ward_id: int, rows: int, purpose: str) -> None:
    """Record that the command line writes a table out; it does so before the file is made."""
    require(ctx, None if ctx.actor.role is Role.SYSTEM else SYSTEM_ONLY)
    if ctx.session.get(Ward, ward_id) is None:
        raise NotFound(NOT_FOUND)
    audit.record(ctx, "export", f"{data_set}:{ward_id}:{rows}", payload=purpose)


def sweep(store: Store) -> list[int]:
    """End the files whose day is over: first the row, then the bytes."""
    now, actor = clock.now(), system_actor("exports")
    with store.reading() as session:
        rows = session.exec(
            select(FileRow).where(
                col(FileRow.state) == FileState.KEPT, col(FileRow.expires_at) <= now
            )
        ).all()
    for row in rows:
        once, raw = commands.new_once(), {"file_id": row.id}
        try:
            commands.run(store, end_export, actor=actor, now=now, once=once, raw=raw)
        except HubError as refusal:
            LOG.warning("exports.end.refused", extra={"code": refusal.reason.code})
            continue
        files.take_away(store, files.Stored(row.place, row.size, row.sha256))
    return [row.id or 0 for row in rows]
