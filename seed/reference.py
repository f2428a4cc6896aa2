"""Reads the reference tables that every instance needs; `seed/reference/` holds the files."""

import dataclasses
from collections.abc import Callable, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Any, Final, NamedTuple, TypeVar

from hub.kernel.errors import FieldProblem, Invalid
from hub.platform.sheets import Line, csv_rows
from hub.skills import words
from hub.skills.vocabulary import (
    AliasRow,
    CertificateRow,
    EdgeRow,
    SkillRow,
    Vocabulary,
    problems,
)
from models.vocab.experts import CertificateGrade
from models.vocab.skills import AliasKind, AliasLang, EdgeKind

HERE: Final = Path(__file__).resolve().parent / "reference"
SKILLS: Final = (
    "code", "name_ja", "name_en", "reading", "parent_code", "kentei_job", "kentei_work",
    "definition_ja", "definition_en", "hazard_tags", "source_note",
)  # fmt: skip
ALIASES: Final = ("skill_code", "kind", "lang", "text", "weight", "source_note")
EDGES: Final = ("a", "b", "kind", "is_symmetric", "reason", "source_note")
CERTIFICATES: Final = (
    "code", "name_ja", "name_en", "aliases", "grade", "skill_codes", "expires_after_years",
    "source_note",
)  # fmt: skip
STOPS: Final = ("text", "source_note")
Value = TypeVar("Value")
Word = TypeVar("Word", bound=StrEnum)


class _Table(NamedTuple):
    """Rows of one part, and where each of them stands."""

    rows: tuple[Any, ...]
    places: tuple[str, ...]


class _UnknownWord(ValueError):
    """A cell holds a word that its column does not know."""

    def __init__(self, field: str, value: str) -> None:
        super().__init__(value)
        self.field = field
        self.value = value


def skill_vocabulary(folder: Path = HERE / "skills") -> Vocabulary:
    """The vocabulary of skills; `Invalid` names file, row and column of everything wrong."""
    files = {
        "skills": (folder / "skills.csv",),
        "aliases": tuple(sorted((folder / "aliases").glob("*.csv"))),
        "edges": (folder / "edges.csv",),
        "certificates": (folder / "certificates.csv",),
        "stop_aliases": (folder / "stop_aliases.csv",),
    }
    found: list[FieldProblem] = []
    makers: dict[str, tuple[Sequence[str], Callable[[Line], object]]] = {
        "skills": (SKILLS, _skill),
        "aliases": (ALIASES, _alias),
        "edges": (EDGES, _edge),
        "certificates": (CERTIFICATES, _certificate),
        "stop_aliases": (STOPS, _stop),
    }
    tables = {
        part: _table(folder, files[part], columns, make, found)
        for part, (columns, make) in makers.items()
    }
    made = Vocabulary(**{part: table.rows for part, table in tables.items()})
    found += [_placed(problem, tables) for problem in problems(made)]
    if found:
        raise Invalid(*found)
    return made


def _table(
    folder: Path,
    files: Sequence[Path],
    columns: Sequence[str],
    make: Callable[[Line], object],
    found: list[FieldProblem],
) -> _Table:
    """Rows of the files of one part; what cannot be read is noted and left out."""
    rows: list[object] = []
    places: list[str] = []
    for file in files:
        name = file.relative_to(folder).as_posix()
        try:
            lines = csv_rows(file.read_bytes(), columns)
        except Invalid as refusal:
            found += [
                dataclasses.replace(problem, field=f"{name}:{problem.field}")
                for problem in refusal.problems
            ]
            continue
        for number, line in enumerate(lines, start=2):
            try:
                rows.append(make(line))
            except _UnknownWord as fault:
                place = f"{name}:{number}.{fault.field}"
                found.append(FieldProblem(place, words.UNKNOWN_WORD, {"value": fault.value}))
            else:
                places.append(f"{name}:{number}")
    return _Table(tuple(rows), tuple(places))


def _placed(problem: FieldProblem, tables: dict[str, _Table]) -> FieldProblem:
    """`aliases[17].text` as the file and row in which it stands."""
    part, _bracket, rest = problem.field.partition("[")
    number, _bracket, field = rest.partition("].")
    place = tables[part].places[int(number) - 1]
    return dataclasses.replace(problem, field=f"{place}.{field}")


def _skill(line: Line) -> SkillRow:
    return SkillRow(
        code=line["code"],
        name_ja=line["name_ja"],
        name_en=line["name_en"],
        reading=line["reading"],
        family=line["code"].partition(".")[0],
        parent_code=line["parent_code"] or None,
        kentei_job=line["kentei_job"] or None,
        kentei_work=line["kentei_work"] or None,
        definition_ja=line["definition_ja"],
        definition_en=line["definition_en"],
        hazard_tags=_list(line["hazard_tags"]),
        source_note=line["source_note"] or None,
    )


def _alias(line: Line) -> AliasRow:
    return AliasRow(
        skill_code=line["skill_code"],
        text=line["text"],
        lang=_word(AliasLang, line, "lang"),
        kind=_word(AliasKind, line, "kind"),
        weight=_hundredths(line),
        source_note=line["source_note"] or None,
    )


def _edge(line: Line) -> EdgeRow:
    return EdgeRow(
        a=line["a"],
        b=line["b"],
        kind=_word(EdgeKind, line, "kind"),
        is_symmetric=line["is_symmetric"] != "no",
        reason=line["reason"],
        source_note=line["source_note"] or None,
    )


def _certificate(line: Line) -> CertificateRow:
    years = line["expires_after_years"]
    if years and not years.isdecimal():
        raise _UnknownWord("expires_after_years", years)
    return CertificateRow(
        code=line["code"],
        name_ja=line["name_ja"],
        name_en=line["name_en"],
        aliases=_list(line["aliases"]),
        grade=_word(CertificateGrade, line, "grade"),
        skill_codes=_list(line["skill_codes"]),
        expires_after_years=int(years) if years else None,
        source_note=line["source_note"] or None,
    )


def _stop(line: Line) -> str:
    return line["text"]


def _word(kind: type[Word], line: Line, field: str) -> Word:
    try:
        return kind(line[field])
    except ValueError as fault:
        raise _UnknownWord(field, line[field]) from fault


def _hundredths(line: Line) -> int:
    """`0.8` as 80, without a float on the way."""
    whole, _dot, part = line["weight"].partition(".")
    digits = whole + part.ljust(2, "0")
    if not digits.isdecimal() or len(part) > 2:  # noqa: PLR2004  hundredths
        raise _UnknownWord("weight", line["weight"])
    return int(digits)


def _list(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split(";") if part.strip())
