"""Firms from a table: looked at first, then taken all together or not at all."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from pydantic import BaseModel, Field
from sqlmodel import Session, col, select

from hub.directory import access, queries, words
from hub.directory.entries import fill_firm
from hub.directory.typed import FirmEntry
from hub.kernel.errors import NOT_FOUND, FieldProblem, Invalid, NotFound
from hub.kernel.numbers_of_firms import shown_phone
from hub.kernel.text import one_line
from hub.platform import audit, commands, files
from hub.platform.commands import command, read
from hub.platform.context import Ctx, require
from hub.platform.sheets import table
from hub.platform.uploads import receiving
from models.directory import Firm
from models.vocab import DataClass, FileKind
from models.vocab.directory import FirmKind

SOURCE: Final = "firms_source"
MOST_LINES: Final = 20_000
# Heading of each column, in the order of the table, and what it is called in an entry.
# noqa: i18n the same in a file of every language
COLUMNS: Final[Mapping[str, str]] = {
    "種別": "kind", "法人番号": "number", "会社名": "name", "フリガナ": "kana",
    "事業主": "owner", "郵便番号": "postal", "住所": "address", "町名": "town", "電話": "phone",
    "仕事と技術": "technology",
}  # fmt: skip
# Columns of what is exported that say something and are not read back.
TOLD: Final = ("地域コード", "確かめた日", "確かめた日（和暦）")  # noqa: i18n as above
HEADS: Final = {name: head for head, name in COLUMNS.items()}
# noqa: i18n what stands in the table, in any language of the page
KINDS: Final = {
    "法人": FirmKind.CORPORATION.value, "個人事業主": FirmKind.SOLE.value,
    "未登録": FirmKind.UNSTATED.value,
}  # fmt: skip
KIND_WORDS: Final = {word: told for told, word in KINDS.items()}
Lines = tuple[tuple[str, ...], ...]


class Source(BaseModel):
    """The file that the lines were read from, set down before."""

    name: str = Field(min_length=1, max_length=files.NAME_LIMIT)
    kind: FileKind
    stored: files.Stored


class ImportFirms(BaseModel):
    """Lines below the heading, each with its ten cells, and the file they come from."""

    ward_id: int
    source: Source
    lines: tuple[tuple[str, ...], ...] = Field(min_length=1, max_length=MOST_LINES)


@dataclass(frozen=True, slots=True)
class Imported:
    """How many firms are new, changed, and as they were; the file that was kept."""

    new: int
    changed: int
    same: int
    file_id: int = 0


@dataclass(frozen=True, slots=True)
class Preview:
    """What an import would do, or everything that is wrong by line and column."""

    lines: Lines
    form: str
    counts: Imported
    problems: tuple[FieldProblem, ...]


@dataclass(frozen=True, slots=True)
class _Step:
    row: Firm | None
    entry: FirmEntry


@read(name="directory:firms_preview", data_class=DataClass.C1)
def preview_firms(ctx: Ctx, *, ward_id: int, body: bytes) -> Preview:
    """Say what a file would change; nothing is written."""
    require(ctx, access.may_add_firm(ctx.actor, ward_id))
    try:
        found = table(body, tuple(COLUMNS), TOLD)
    except Invalid as wrong:
        return Preview((), "", Imported(0, 0, 0), wrong.problems)
    steps, problems = _steps(ctx.session, ward_id, found.lines)
    return Preview(found.lines, found.form, _counted(steps), tuple(problems))


@command(name="directory:firms:import", input=ImportFirms, audit="ward")
def import_firms(ctx: Ctx, *, ward_id: int, source: Source, lines: Lines) -> Imported:
    """Take all lines or none and keep their file; the same lines again change nothing."""
    require(ctx, access.may_add_firm(ctx.actor, ward_id))
    if queries.ward(ctx, ward_id) is None:
        raise NotFound(NOT_FOUND)
    steps, problems = _steps(ctx.session, ward_id, lines)
    if problems:
        raise Invalid(*problems)
    counts = _counted(steps)
    for step in steps:
        if step.row is not None and _is_same(step.row, step.entry):
            continue
        row = step.row or Firm(
            ward_id=ward_id, name="", kana="", kana_key="", name_fold="", town="", version=-1,
            created_at=ctx.now,
        )  # fmt: skip
        fill_firm(row, step.entry)
        row.version += 1
        row.confirmed_at = ctx.now
        ctx.session.add(row)
    ctx.session.flush()
    audit.record(ctx, "ward", ward_id, payload=f"{counts.new} {counts.changed}")
    kept = receiving.keep(
        ctx, record=SOURCE, record_id=ward_id, name=source.name, kind=source.kind,
        stored=source.stored,
    )  # fmt: skip
    return replace(counts, file_id=kept)


def line_of(row: Firm) -> tuple[str, ...]:
    """A firm as a line of the table, so that what is exported can be imported again."""
    values = {name: getattr(row, name) or "" for name in HEADS} | {"kind": KIND_WORDS[row.kind]}
    values["phone"] = shown_phone(row.phone) if row.phone else ""
    return tuple(str(values[name]) for name in COLUMNS.values())


def _steps(
    session: Session, ward_id: int, lines: Sequence[Sequence[str]]
) -> tuple[list[_Step], list[FieldProblem]]:
    """What each line means, and what is wrong with any of them (the heading is line 1)."""
    known = list(session.exec(select(Firm).where(col(Firm.ward_id) == ward_id)))
    by_name = {row.name: row for row in known}
    by_number = {row.number: row for row in (*known, *session.exec(_elsewhere(ward_id)))}
    steps: list[_Step] = []
    problems: list[FieldProblem] = []
    seen: dict[str, int] = {}
    for at, cells in enumerate(lines, start=2):
        if not any(cells):
            continue
        try:
            entry = _entry(cells)
        except Invalid as wrong:
            problems += [_at(at, each) for each in wrong.problems]
            continue
        row = by_number.get(entry.number) if entry.number else None
        row = row or by_name.get(entry.name)
        named = by_name.get(entry.name)
        if row is not None and row.ward_id != ward_id:
            taken = FieldProblem("number", words.NUMBER_TAKEN, {"firm": row.name})
            problems.append(_at(at, taken))
        elif named is not None and named is not row:
            problems.append(_at(at, FieldProblem("name", words.NAME_TAKEN)))
        problems += [
            _at(at, FieldProblem(field, words.TWICE, {"line": seen[key]}))
            for field, key in _keys(entry)
            if key in seen
        ]
        seen |= {key: at for _field, key in _keys(entry) if key not in seen}
        steps.append(_Step(row, entry))
    return steps, problems


def _elsewhere(ward_id: int) -> Any:  # noqa: ANN401  a select of rows
    """Firms of other wards that have a number."""
    return select(Firm).where(col(Firm.ward_id) != ward_id, col(Firm.number).is_not(None))


def _keys(entry: FirmEntry) -> Iterator[tuple[str, str]]:
    yield "name", f"name {entry.name}"
    if entry.number:
        yield "number", f"number {entry.number}"


def _entry(cells: Sequence[str]) -> FirmEntry:
    if len(cells) != len(COLUMNS):
        raise Invalid(FieldProblem("kind", words.WRONG_LINE))
    raw = dict(zip(COLUMNS.values(), cells, strict=True))
    kind = KINDS.get(one_line(raw["kind"]))
    if kind is None:
        raise Invalid(FieldProblem("kind", words.WRONG_KIND))
    entry = commands.checked(FirmEntry, raw | {"kind": kind})
    if not isinstance(entry, FirmEntry):
        raise TypeError
    return entry


def _at(line: int, problem: FieldProblem) -> FieldProblem:
    """The same problem at its line; what is wrong with the whole line stands at its number."""
    field = problem.field if problem.field in HEADS else "number"
    return FieldProblem(f"{line}.{field}", problem.reason, problem.params)


def _is_same(row: Firm, entry: FirmEntry) -> bool:
    typed = entry.model_dump() | {"technology": entry.technology.strip()}
    return all((getattr(row, name) or "") == typed[name] for name in HEADS)


def _counted(steps: Sequence[_Step]) -> Imported:
    new = sum(step.row is None for step in steps)
    same = sum(step.row is not None and _is_same(step.row, step.entry) for step in steps)
    return Imported(new, len(steps) - new - same, same)
