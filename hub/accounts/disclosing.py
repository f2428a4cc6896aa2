"""Everything that is kept about one person, for a request of disclosure (保有個人情報の開示).

A person of the office looks through the copy before it is handed out: texts that people typed may
name others. Secrets, hashes and the numbers of other people never come along.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Annotated, Any, Final

import sqlalchemy as sa
from pydantic import BaseModel, StringConstraints
from sqlmodel import SQLModel, col, select

from hub.accounts import access, contacts, queries
from hub.kernel.errors import NOT_FOUND, NotFound
from hub.kernel.text import N_
from hub.platform import audit, files
from hub.platform.commands import command, read
from hub.platform.context import Ctx, require
from models.accounts import Contact
from models.platform import AuditRow, FileRow
from models.vocab import DataClass, FileState

PERSON: Final = "person"
# What belongs to the person as a whole: what hangs on it is the person's too.
ROOTS: Final = ("account", "application", "expert", "resource")
# What a machine needs and nobody may see again: hashes, keys, seeds, places of files.
SECRET: Final = re.compile(r"(hash|digest|token|sealed|salt|seed|nonce|secret|place|_key|stamp)$")
SOMEBODY: Final = N_("ほかの人")
MOST_ACTS: Final = 100_000


class NoteDisclosure(BaseModel):
    """Whose records are written out, how many, and for which request."""

    login: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=40)]
    rows: int
    purpose: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]


@dataclass(frozen=True, slots=True)
class Noted:
    """Whose records are handed out."""

    person_id: int


@dataclass(frozen=True, slots=True)
class KeptTable:
    """Rows of one table that are about the person; the others in them are not named."""

    name: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Disclosure:
    """The tables, and the files that the person has sent."""

    person_id: int
    tables: tuple[KeptTable, ...]
    files: tuple[tuple[str, files.Stored], ...]


@command(name="accounts:disclosure:note", input=NoteDisclosure, audit="disclosure")
def note_disclosure(ctx: Ctx, *, login: str, rows: int, purpose: str) -> Noted:
    """Record for which request a person's records are written out, before the file is made."""
    require(ctx, access.may_run_as_system(ctx.actor))
    person_id = _person_of(ctx, login)
    audit.record(ctx, "disclosure", person_id, payload={"rows": rows, "purpose": purpose})
    return Noted(person_id)


@read(name="accounts:disclosure", data_class=DataClass.C3)
def disclosure(ctx: Ctx, *, login: str) -> Disclosure:
    """What is kept about a person, table by table, and who has looked or acted."""
    require(ctx, access.may_run_as_system(ctx.actor))
    person_id = _person_of(ctx, login)
    own = _owned(ctx, person_id)
    tables = [_table(name, rows, person_id) for name, rows in own.items() if rows]
    reach = _reach(ctx, person_id)
    kept = [*tables, *([reach] if reach else []), _acts(ctx, person_id, own)]
    sent = select(FileRow).where(
        col(FileRow.by_id) == person_id, col(FileRow.state) == FileState.KEPT
    )
    return Disclosure(
        person_id,
        tuple(kept),
        tuple(
            (f"{row.id}-{row.name}", files.Stored(row.place, row.size, row.sha256))
            for row in ctx.session.exec(sent.order_by(col(FileRow.id))).all()
        ),
    )


def _person_of(ctx: Ctx, login: str) -> int:
    account = queries.account_of(ctx.session, login)
    if account is None:
        raise NotFound(NOT_FOUND)
    return account.person_id


Rows = list[dict[str, Any]]


def _owned(ctx: Ctx, person_id: int) -> dict[str, Rows]:
    """Rows that name the person, and rows that hang on what is the person's own."""
    found: dict[str, Rows] = {}
    tables = SQLModel.metadata.tables
    _add(ctx, found, tables[PERSON], tables[PERSON].c.id, [person_id])
    for table in tables.values():
        for column in _links(table, PERSON):
            _add(ctx, found, table, column, [person_id])
    for root in ROOTS:
        ids = [row["id"] for row in found.get(root, []) if row.get("person_id") == person_id]
        for table in tables.values() if ids else ():
            for column in _links(table, root):
                _add(ctx, found, table, column, ids)
    return found


def _links(table: sa.Table, to: str) -> Iterator[sa.Column[Any]]:
    for column in table.columns:
        if any(key.column.table.name == to for key in column.foreign_keys):
            yield column


def _add(
    ctx: Ctx, found: dict[str, Rows], table: sa.Table, column: sa.Column[Any], ids: Sequence[int]
) -> None:
    query = sa.select(table).where(column.in_(ids)).order_by(*table.primary_key.columns)
    rows = found.setdefault(table.name, [])
    keys = [column.name for column in table.primary_key.columns]
    known = {tuple(row[key] for key in keys) for row in rows}
    rows += [
        dict(row) for row in ctx.session.connection().execute(query).mappings()
        if tuple(row[key] for key in keys) not in known
    ]  # fmt: skip


def _table(name: str, rows: Rows, person_id: int) -> KeptTable:
    table = SQLModel.metadata.tables[name]
    others = {column.name for column in _links(table, PERSON)}
    head = tuple(column.name for column in table.columns if not SECRET.search(column.name))
    return KeptTable(
        name,
        head,
        tuple(
            tuple(
                SOMEBODY
                if column in others and row[column] not in (None, person_id)
                else _text(row[column])
                for column in head
            )
            for row in rows
        ),
    )


def _reach(ctx: Ctx, person_id: int) -> KeptTable | None:
    """How the person is reached, opened."""
    row = ctx.session.exec(select(Contact).where(col(Contact.person_id) == person_id)).first()
    if row is None:
        return None
    known = asdict(contacts.opened(row))
    return KeptTable("contact_opened", tuple(known), (tuple(map(_text, known.values())),))


def _acts(ctx: Ctx, person_id: int, own: dict[str, Rows]) -> KeptTable:
    """Acts of the person, acts for the person, and acts of others on the person's records."""
    query = select(AuditRow).where(
        sa.or_(
            col(AuditRow.actor_id) == person_id,
            col(AuditRow.on_behalf_of) == person_id,
            *(
                sa.and_(
                    col(AuditRow.record) == name,
                    col(AuditRow.record_id).in_([str(row["id"]) for row in own.get(name, [])]),
                )
                for name in (PERSON, "membership", *ROOTS)
            ),
        )
    )
    rows = ctx.session.exec(query.order_by(col(AuditRow.seq)).limit(MOST_ACTS)).all()
    return KeptTable(
        "audit",
        ("at", "by", "command", "record", "record_id"),
        tuple(
            (
                _text(row.at), PERSON if row.actor_id == person_id else SOMEBODY, row.command,
                row.record, row.record_id,
            )
            for row in rows
        ),
    )  # fmt: skip


def _text(value: object) -> str:
    if value is None:
        return ""
    return value.isoformat() if isinstance(value, date | datetime) else str(value)
