"""A strict reader of workbooks for tests; it shares nothing with the writer."""

import io
import re
import zipfile
from dataclasses import dataclass
from typing import Final
from xml.etree import ElementTree as ET

MAIN: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
OFFICE: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
PACKAGE: Final = "{http://schemas.openxmlformats.org/package/2006/relationships}"
UNWANTED: Final = re.compile(r"vba|macro|external|link", re.IGNORECASE)
NAMED: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its text or number, how it is shown, whether it is a formula."""

    place: str
    value: str | int
    number_format: str
    is_quoted: bool
    is_formula: bool


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet: its cells by place, and what else it holds."""

    name: str
    cells: dict[str, Cell]
    parts: set[str]
    frozen_rows: int

    def row(self, number: int) -> list[str | int]:
        """Values of a row from left to right."""
        wanted = re.compile(rf"[A-Z]+{number}")
        return [cell.value for cell in self.cells.values() if wanted.fullmatch(cell.place)]


def tables(body: bytes) -> list[Table]:
    """Open a workbook as the standard says: relations, then sheets, then cells."""
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        assert archive.testzip() is None
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    assert not [name for name in parts if UNWANTED.search(name)]
    links = {
        one.attrib["Id"]: one.attrib["Target"]
        for one in _parsed(parts["xl/_rels/workbook.xml.rels"]).iter(f"{PACKAGE}Relationship")
    }
    styles = _styles(parts["xl/styles.xml"])
    shared = _shared(parts.get("xl/sharedStrings.xml", f'<sst xmlns="{MAIN[1:-1]}"/>'))
    book = _parsed(parts["xl/workbook.xml"])
    return [
        _table(
            sheet.attrib["name"],
            _parsed(parts[f"xl/{links[sheet.attrib[f'{OFFICE}id']]}"]),
            styles,
            shared,
        )
        for sheet in book.iter(f"{MAIN}sheet")
    ]


def _parsed(text: str) -> ET.Element:
    return ET.fromstring(text)  # noqa: S314  what our own writer has made


def _styles(text: str) -> list[tuple[str, bool]]:
    root = _parsed(text)
    own = {one.attrib["numFmtId"]: one.attrib["formatCode"] for one in root.iter(f"{MAIN}numFmt")}
    formats = root.find(f"{MAIN}cellXfs")
    assert formats is not None
    return [
        (own.get(one.attrib["numFmtId"], one.attrib["numFmtId"]), "quotePrefix" in one.attrib)
        for one in formats
    ]


def _shared(text: str) -> list[str]:
    """Texts of all sheets; each is plain text, without a run of its own look."""
    found = []
    for one in _parsed(text):
        (plain,) = one
        assert plain.tag == f"{MAIN}t"
        found.append(NAMED.sub(lambda name: chr(int(name[1], 16)), plain.text or ""))
    return found


def _table(name: str, root: ET.Element, styles: list[tuple[str, bool]], shared: list[str]) -> Table:
    cells = {}
    for cell in root.iter(f"{MAIN}c"):
        shown, is_quoted = styles[int(cell.attrib["s"])]
        kind, body = cell.attrib.get("t", "n"), cell.findtext(f"{MAIN}v", "")
        value: str | int = shared[int(body)] if kind == "s" else int(body)
        is_formula = cell.find(f"{MAIN}f") is not None or kind not in {"s", "n"}
        place = cell.attrib["r"]
        cells[place] = Cell(place, value, shown, is_quoted, is_formula)
    pane = root.find(f"{MAIN}sheetViews/{MAIN}sheetView/{MAIN}pane")
    frozen = int(pane.attrib["ySplit"]) if pane is not None else 0
    return Table(name, cells, {child.tag.removeprefix(MAIN) for child in root}, frozen)
