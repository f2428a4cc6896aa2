"""Sheets as they lie in a file, with all that the rules ask about; nothing is interpreted."""

import csv
import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import Final
from xml.etree import ElementTree as ET

from hub.kernel.errors import Invalid
from hub.platform import archives
from hub.platform.file_rules import MOST_BYTES
from hub.platform.sheets import cell_name

MAIN: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
OFFICE: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
PACKAGE: Final = "{http://schemas.openxmlformats.org/package/2006/relationships}"
DAY_ZERO: Final = date(1899, 12, 30)
LAST_DAY: Final = 2_958_465
BUILT_IN_DAYS: Final = frozenset(
    {*range(14, 18), 22, *range(27, 37), *range(45, 48), *range(50, 59)}
)
PLAIN_FILLS: Final = frozenset({"none", "gray125", ""})
OBJECTS: Final = ("drawing", "legacyDrawing", "oleObjects", "picture", "controls")
FORMS: Final = ("utf-8-sig", "cp932")
_QUOTED: Final = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.')
_DAY_SIGNS: Final = re.compile(r"[ymdg]", re.IGNORECASE)
_PLACE: Final = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


class Kind(StrEnum):
    """What a cell is to the file."""

    TEXT = "text"
    NUMBER = "number"
    DAY = "day"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Cell:
    """One filled cell: what is written, what it is, and by what it stands out."""

    text: str
    kind: Kind = Kind.TEXT
    is_formula: bool = False
    look: tuple[str, ...] = ()


@dataclass(slots=True)
class Grid:
    """One sheet: filled cells by row and column from 1, and what else it holds, by place."""

    name: str
    cells: dict[tuple[int, int], Cell] = field(default_factory=dict)
    merged: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    objects: list[str] = field(default_factory=list)
    coloured: list[str] = field(default_factory=list)
    torn: list[str] = field(default_factory=list)
    is_text: bool = False

    @property
    def height(self) -> int:
        """Last row with something in it."""
        return max((row for row, _column in self.cells), default=0)

    @property
    def width(self) -> int:
        """Last column with something in it."""
        return max((column for _row, column in self.cells), default=0)

    def text(self, row: int, column: int) -> str:
        """What is written there; nothing for an empty cell."""
        cell = self.cells.get((row, column))
        return cell.text if cell else ""

    def place(self, row: int, column: int) -> str:
        """The sheet and the cell, as a person looks for them."""
        return f"{self.name}!{cell_name(row, column)}"


class NoTable(Exception):
    """The file is of no kind that a machine reads."""


def grids_of(name: str, body: bytes) -> list[Grid]:
    """Every sheet of a workbook, a CSV, or an archive of CSVs; `NoTable` for anything else."""
    if not body.startswith(archives.ZIP):
        if not name.lower().endswith((".csv", ".tsv", ".txt")):
            raise NoTable
        return [_csv(name, body)]
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            is_book = any(part.lower() == archives.BOOK for part in archive.namelist())
            if not is_book:
                tables = [part for part in archive.namelist() if part.lower().endswith(".csv")]
                if not tables or len(body) > MOST_BYTES:
                    raise NoTable
                return [_csv(part, archive.read(part)) for part in tables]
        return list(_book(dict(archives.parts(body))))
    except (Invalid, zipfile.BadZipFile, ET.ParseError, KeyError, ValueError) as fault:
        raise NoTable from fault


def _csv(name: str, body: bytes) -> Grid:
    grid = Grid(name.rpartition("/")[2].rpartition(".")[0] or name, is_text=True)
    for form in FORMS:
        try:
            text = body.decode(form)
            break
        except UnicodeDecodeError:
            continue
    else:
        raise NoTable
    try:
        lines = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except csv.Error as wrong:
        raise NoTable from wrong
    for row, line in enumerate(lines, start=1):
        for column, written in enumerate(line, start=1):
            if written:
                grid.cells[row, column] = Cell(written)
        if len(line) != len(lines[0]):
            grid.torn.append(grid.place(row, max(len(line), 1)))
    return grid


@dataclass(frozen=True, slots=True)
class _Styles:
    days: frozenset[int]
    looks: Mapping[int, tuple[str, ...]]


def _book(parts: Mapping[str, bytes]) -> Iterator[Grid]:
    def parsed(name: str) -> ET.Element:
        return ET.fromstring(parts[name])  # noqa: S314  `archives` refuses document types

    links = {
        one.attrib["Id"]: one.attrib["Target"].removeprefix("/xl/")
        for one in parsed("xl/_rels/workbook.xml.rels").iter(f"{PACKAGE}Relationship")
    }
    shared = _shared(parsed("xl/sharedStrings.xml")) if "xl/sharedStrings.xml" in parts else []
    styles = (
        _styles(parsed("xl/styles.xml")) if "xl/styles.xml" in parts else _Styles(frozenset(), {})
    )
    for sheet in parsed(archives.BOOK).iter(f"{MAIN}sheet"):
        grid = Grid(sheet.attrib["name"])
        if sheet.attrib.get("state", "visible") != "visible":
            grid.hidden.append(grid.name)
        _fill(grid, parsed(f"xl/{links[sheet.attrib[f'{OFFICE}id']]}"), shared, styles)
        yield grid


def _fill(grid: Grid, page: ET.Element, shared: list[str], styles: _Styles) -> None:
    for each in page.iter(f"{MAIN}c"):
        cell = _cell(each, shared, styles)
        place = _PLACE.fullmatch(each.attrib.get("r", ""))
        if cell is not None and place is not None:
            grid.cells[int(place[2]), _column(place[1])] = cell
    grid.merged += [f"{grid.name}!{one.attrib['ref']}" for one in page.iter(f"{MAIN}mergeCell")]
    grid.hidden += [
        f"{grid.name}!{one.attrib.get('r') or one.attrib.get('min')}"
        for tag in ("row", "col")
        for one in page.iter(f"{MAIN}{tag}")
        if one.attrib.get("hidden") in {"1", "true"}
    ]
    for tag in OBJECTS:
        grid.objects += [grid.name for _one in page.iter(f"{MAIN}{tag}")]
    grid.coloured += [
        f"{grid.name}!{one.attrib.get('sqref', '')}"
        for one in page.iter(f"{MAIN}conditionalFormatting")
    ]


def _cell(each: ET.Element, shared: list[str], styles: _Styles) -> Cell | None:
    kind, style = each.attrib.get("t", "n"), int(each.attrib.get("s", "0"))
    value = each.findtext(f"{MAIN}v")
    is_formula = each.find(f"{MAIN}f") is not None
    look = styles.looks.get(style, ())
    if kind == "inlineStr":
        text = "".join(part.text or "" for part in each.iter(f"{MAIN}t"))
        return Cell(text, Kind.TEXT, is_formula, look) if text else None
    if value is None:
        return Cell("", Kind.OTHER, is_formula, look) if is_formula else None
    if kind == "s":
        text = shared[int(value)]
        return Cell(text, Kind.TEXT, is_formula, look) if text else None
    if kind == "n":
        if style in styles.days and 0 < float(value) < LAST_DAY:
            day = DAY_ZERO + timedelta(days=int(float(value)))
            return Cell(day.isoformat(), Kind.DAY, is_formula, look)
        return Cell(value, Kind.NUMBER, is_formula, look)
    return Cell(value, Kind.TEXT if kind == "str" else Kind.OTHER, is_formula, look)


def _shared(table: ET.Element) -> list[str]:
    """Texts that cells point to; the small kana above kanji are no part of them."""
    found = []
    for one in table.iter(f"{MAIN}si"):
        texts = [one.find(f"{MAIN}t"), *(run.find(f"{MAIN}t") for run in one.iter(f"{MAIN}r"))]
        found.append("".join(part.text or "" for part in texts if part is not None))
    return found


def _styles(book: ET.Element) -> _Styles:
    formats = {
        int(one.attrib["numFmtId"]): one.attrib.get("formatCode", "")
        for one in book.iter(f"{MAIN}numFmt")
    }
    fonts = [_font(one) for one in book.findall(f"{MAIN}fonts/{MAIN}font")]
    fills = [one.attrib.get("patternType", "") for one in book.iter(f"{MAIN}patternFill")]
    days, looks = set(), {}
    for at, style in enumerate(book.findall(f"{MAIN}cellXfs/{MAIN}xf")):
        number = int(style.attrib.get("numFmtId", "0"))
        shape = _QUOTED.sub("", formats.get(number, ""))
        if number in BUILT_IN_DAYS or _DAY_SIGNS.search(shape):
            days.add(at)
        fill = int(style.attrib.get("fillId", "0"))
        told = list(fonts[int(style.attrib.get("fontId", "0"))]) if fonts else []
        if fill < len(fills) and fills[fill] not in PLAIN_FILLS:
            told.append(f"fill {fill}")
        looks[at] = tuple(told)
    return _Styles(frozenset(days), looks)


def _font(font: ET.Element) -> tuple[str, ...]:
    """By what a font may carry a meaning: colour, strike, underline, bold, slant."""
    found = [tag for tag in ("strike", "u", "b", "i") if font.find(f"{MAIN}{tag}") is not None]
    colour = font.find(f"{MAIN}color")
    if colour is not None and (colour.attrib.get("rgb") or colour.attrib.get("theme", "1") != "1"):
        found.append(f"colour {sorted(colour.attrib.items())}")
    return tuple(found)


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
