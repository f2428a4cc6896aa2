"""Who is affected when personal data have leaked: the list for the report (漏えい等報告).

Three scopes narrow the list: what one account has touched in the time, one table, one file;
without any of them the whole database. The list errs on the side of naming somebody: a person
whose row lay in the table is affected, whether or not it was read. What the records cannot say
(which pages somebody merely looked at) is told with the list and never guessed. Source: ADR 0041.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Annotated, Any, Final

import sqlalchemy as sa
from pydantic import BaseModel, StringConstraints
from sqlmodel import SQLModel, col, select

from hub.accounts import access, queries
from hub.kernel.calendar import japan_date
from hub.kernel.errors import NOT_FOUND, NotFound, Reason, Refused
from hub.kernel.text import N_
from hub.platform import audit
from hub.platform.commands import command, read
from hub.platform.context import Ctx, require
from hub.platform.post import recipients
from hub.platform.post.recipients import Recipient
from models.accounts import Account
from models.platform import AuditRow, FileRow
from models.vocab import DataClass

RECORD: Final = "breach"
PERSON: Final = "person"
PERSONAL: Final = frozenset({DataClass.C2, DataClass.C3})
# Kept only as a hash or under a key: it tells nothing to whoever holds the bytes alone.
GUARDED: Final = ("_hash", "_sealed", "sealed", "digest")
# Who else than the people with a place here stands in the tables, and under which heading.
NAMED: Final = {
    PERSON: "name", "trainee": "name", "invitation": "name",
    "account_request": "name", "firm": "owner", "training": "trainer_name",
}  # fmt: skip
KNOWN: Final = ("person_id", "trainer_id")
# Who has done something to a row; named only where the row is about nobody else.
OFFICE: Final = frozenset(
    {
        "answered_by", "approver_id", "asked_by", "author_id", "by_id", "clerk_id", "closed_by",
        "decided_by", "invited_by", "planned_by", "raised_by", "recorded_by", "staff_id",
    }
)  # fmt: skip
# What hangs on these belongs to whom they belong to.
PARENTS: Final = (
    "account", "application", "expert", "resource", "trainee", "membership", "outbox",
    "engagement", "engagement_candidate", "sign_up_person", "desk_entry", "firm",
)  # fmt: skip
# Holds why an expert could not come, which may be an illness.
SENSITIVE: Final = frozenset({"engagement_candidate"})
# Records whose number is that of a table with another name.
SAME: Final = {"disclosure": PERSON, "code": "sign_in_code"}
AT_ONCE: Final = 500
NO_TABLE: Final = Reason("breach.no_table", N_("「{name}」という表はありません。"))

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
Subject = tuple[str, int]


class NoteBreach(BaseModel):
    """How much is written out about a leak, of which scope, and what for."""

    scope: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=64)]
    persons: int
    purpose: Text


@dataclass(frozen=True, slots=True)
class Noted:
    """The scope that stands in the record."""

    scope: str


@dataclass(frozen=True, slots=True)
class Affected:
    """One person, where in the data, in which classes, and since when somebody was at it."""

    kind: str
    number: int
    name: str
    login: str
    tables: tuple[str, ...]
    classes: tuple[str, ...]
    is_sensitive: bool
    is_encrypted: bool
    first_at: datetime | None
    last_at: datetime | None
    to: Recipient


@dataclass(frozen=True, slots=True)
class Item:
    """One table: its columns with data of people, and those among them that are under a key."""

    table: str
    rows: int
    columns: tuple[str, ...]
    guarded: tuple[str, ...]
    classes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Act:
    """One recorded act of the scope; `is_placed` when its record led to people."""

    at: datetime
    by: int | None
    command: str
    record: str
    record_id: str
    is_placed: bool


@dataclass(frozen=True, slots=True)
class Breach:
    """Everything that the report asks for and the records can say."""

    persons: tuple[Affected, ...]
    items: tuple[Item, ...]
    acts: tuple[Act, ...]


@dataclass(slots=True)
class _Found:
    """What is gathered on the way: the tables and the times of each person."""

    tables: dict[Subject, set[str]] = field(default_factory=dict)
    times: dict[Subject, list[datetime]] = field(default_factory=dict)
    rows: dict[str, int] = field(default_factory=dict)

    def add(self, subjects: Iterable[Subject], table: str, at: datetime | None = None) -> None:
        for subject in subjects:
            self.tables.setdefault(subject, set()).add(table)
            if at is not None:
                self.times.setdefault(subject, []).append(at)


@command(name="accounts:breach:note", input=NoteBreach, audit=RECORD)
def note_breach(ctx: Ctx, *, scope: str, persons: int, purpose: str) -> Noted:
    """Record that the list of a leak is written out, before the file is made."""
    require(ctx, access.may_run_as_system(ctx.actor))
    audit.record(ctx, RECORD, scope, payload={"persons": persons, "purpose": purpose})
    return Noted(scope)


@read(name="accounts:breach", data_class=DataClass.C3)
def breach(
    ctx: Ctx, *, first: datetime, last: datetime, login: str = "", table: str = "", file_id: int = 0
) -> Breach:
    """Who is affected between two moments (the last one is not in), by what was touched."""
    require(ctx, access.may_run_as_system(ctx.actor))
    if table and table not in _personal():
        raise Refused(NO_TABLE, name=table)
    found = _Found()
    if login:
        acts = _of_actor(ctx, found, login, first, last)
    elif file_id:
        acts = _of_file(ctx, found, file_id, first, last)
    else:
        names = [table] if table else sorted(_personal())
        acts = _of_tables(ctx, found, names, first, last, is_all=not table)
    # Whoever has come in by the door, or taken the file, has seen the values as they are read.
    is_open = bool(login or file_id)
    return Breach(_persons(ctx, found, is_open=is_open), tuple(_items(found)), acts)


def _of_actor(
    ctx: Ctx, found: _Found, login: str, first: datetime, last: datetime
) -> tuple[Act, ...]:
    account: Account | None = queries.account_of(ctx.session, login)
    if account is None:
        raise NotFound(NOT_FOUND)
    rows = _audit(ctx, first, last, col(AuditRow.actor_id) == account.person_id)
    acts = []
    for row in rows:
        subjects = _of_record(ctx, row.record, row.record_id)
        if row.on_behalf_of is not None:
            subjects |= {(PERSON, row.on_behalf_of)}
        found.add(subjects, row.record, row.at)
        found.rows[row.record] = found.rows.get(row.record, 0) + 1
        acts.append(_act(row, is_placed=bool(subjects)))
    return tuple(acts)


def _of_file(
    ctx: Ctx, found: _Found, file_id: int, first: datetime, last: datetime
) -> tuple[Act, ...]:
    row = ctx.session.get(FileRow, file_id)
    if row is None:
        raise NotFound(NOT_FOUND)
    subjects = _of_record(ctx, row.record, str(row.record_id))
    if row.by_id is not None:
        subjects |= {(PERSON, row.by_id)}
    taken = _audit(
        ctx, first, last, col(AuditRow.record) == "file", col(AuditRow.record_id) == str(file_id)
    )
    found.add(subjects, "file")
    for each in taken:
        found.add(subjects, "file", each.at)
    found.rows["file"] = 1
    return tuple(_act(each, is_placed=True) for each in taken)


def _of_tables(
    ctx: Ctx, found: _Found, names: Sequence[str], first: datetime, last: datetime, *, is_all: bool
) -> tuple[Act, ...]:
    for name in names:
        table = SQLModel.metadata.tables[name]
        count = sa.select(sa.func.count()).select_from(table)
        found.rows[name] = ctx.session.connection().execute(count).scalar_one()
        found.add(_subjects(ctx, table, None), name)
    wanted = () if is_all else (col(AuditRow.record).in_(names),)
    return tuple(_act(row, is_placed=True) for row in _audit(ctx, first, last, *wanted))


def _audit(ctx: Ctx, first: datetime, last: datetime, *wanted: Any) -> Sequence[AuditRow]:  # noqa: ANN401  clauses
    query = select(AuditRow).where(col(AuditRow.at) >= first, col(AuditRow.at) < last, *wanted)
    return ctx.session.exec(query.order_by(col(AuditRow.seq))).all()


def _act(row: AuditRow, *, is_placed: bool) -> Act:
    return Act(row.at, row.actor_id, row.command, row.record, row.record_id, is_placed)


def _of_record(ctx: Ctx, record: str, record_id: str) -> set[Subject]:
    """The people of one recorded thing; a record that is no table leads to nobody."""
    table = SQLModel.metadata.tables.get(SAME.get(record, record))
    if table is None or not record_id.isdecimal():
        return set()
    return _subjects(ctx, table, [int(record_id)])


def _subjects(ctx: Ctx, table: sa.Table, ids: list[int] | None) -> set[Subject]:
    """Whose data rows of a table are; `None` for all of them."""
    found: set[Subject] = set()
    if table.name in NAMED:
        known = [table.c[name].is_(None) for name in KNOWN if name in table.c]
        named = table.c[NAMED[table.name]].is_not(None)
        found = {(table.name, at) for at in _values(ctx, table, table.c.id, ids, named, *known)}
    links = _links(table)
    people = [column for column, to in links if to == PERSON]
    for column in people:
        if column.name not in OFFICE:
            found |= {(PERSON, at) for at in _values(ctx, table, column, ids)}
    for column, to in links:
        if to in PARENTS and to != table.name and "person_id" not in table.c:
            parents = sorted(_values(ctx, table, column, ids))
            found |= _subjects(ctx, SQLModel.metadata.tables[to], parents)
    if not found:
        for column in people:
            found |= {(PERSON, at) for at in _values(ctx, table, column, ids)}
    return found


def _values(
    ctx: Ctx,
    table: sa.Table,
    column: sa.Column[Any],
    ids: list[int] | None,
    *wanted: Any,  # noqa: ANN401  clauses
) -> set[int]:
    query = sa.select(column).where(column.is_not(None), *wanted).distinct()
    parts = (
        [None] if ids is None else [ids[at : at + AT_ONCE] for at in range(0, len(ids), AT_ONCE)]
    )
    found: set[int] = set()
    for part in parts:
        narrow = query if part is None else query.where(table.c.id.in_(part))
        found |= set(ctx.session.connection().execute(narrow).scalars())
    return found


def _links(table: sa.Table) -> list[tuple[sa.Column[Any], str]]:
    return [
        (column, key.column.table.name) for column in table.columns for key in column.foreign_keys
    ]


def _classes(table: str) -> tuple[str, ...]:
    columns = SQLModel.metadata.tables[table].columns if table in SQLModel.metadata.tables else ()
    return tuple(sorted({str(column.info["data_class"]) for column in columns} & PERSONAL))


def _columns(table: str) -> tuple[str, ...]:
    columns = SQLModel.metadata.tables[table].columns if table in SQLModel.metadata.tables else ()
    return tuple(column.name for column in columns if column.info["data_class"] in PERSONAL)


def _guarded(table: str) -> tuple[str, ...]:
    return tuple(name for name in _columns(table) if name.endswith(GUARDED))


def _personal() -> set[str]:
    return {name for name in SQLModel.metadata.tables if _columns(name)}


def _items(found: _Found) -> Iterable[Item]:
    for name in sorted(found.rows):
        yield Item(name, found.rows[name], _columns(name), _guarded(name), _classes(name))


def _persons(ctx: Ctx, found: _Found, *, is_open: bool) -> tuple[Affected, ...]:
    day, book = japan_date(ctx.now), recipients.book()
    logins = dict(ctx.session.exec(select(Account.person_id, Account.login)).all())
    made = []
    for (kind, number), tables in sorted(found.tables.items()):
        is_person = kind == PERSON
        times = sorted(found.times.get((kind, number), []))
        to = book.recipient(ctx.session, number, day) if is_person else Recipient("")
        made.append(
            Affected(
                kind, number, to.name if is_person else _name(ctx, kind, number),
                logins.get(number, "") if is_person else "", tuple(sorted(tables)),
                tuple(sorted({each for table in tables for each in _classes(table)})),
                bool(tables & SENSITIVE),
                not is_open and all(_columns(at) == _guarded(at) for at in tables),
                times[0] if times else None, times[-1] if times else None, to,
            )
        )  # fmt: skip
    return tuple(made)


def _name(ctx: Ctx, kind: str, number: int) -> str:
    table = SQLModel.metadata.tables[kind]
    query = sa.select(table.c[NAMED[kind]]).where(table.c.id == number)
    return str(ctx.session.connection().execute(query).scalar_one())
