"""Writes tables as a workbook (Office Open XML): the only place that knows the format.

Source: design "Excel/CSV": one table a sheet, headings in row 1, no formula, no merged cell,
numbers as numbers, dates as dates, units in the heading. Text of people is a text cell
whatever it begins with; what might be taken for a formula is marked as text as well.
"""

import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final
from xml.sax.saxutils import escape

Value = str | int | date | None
FIRST_DAY: Final = date(1899, 12, 30)
NARROW, WIDE = 8, 48
LONGEST_TEXT: Final = 32_767
LAST_NARROW: Final = "\xff"
MADE_AT: Final = (1980, 1, 1, 0, 0, 0)
PLAIN, HEAD, DAY, NUMBER, QUOTED = range(5)
# Signs with which a spreadsheet begins a formula, half and full width.
FORMULA: Final = tuple("=+-@\t\r\n\x00＝＋－＠")  # noqa: i18n signs, not words
# A sign XML cannot hold is written as _x0007_; what looks like such a name is told apart.
_UNWRITABLE: Final = re.compile(
    r"_(?=x[0-9A-Fa-f]{4}_)|[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff\ud800-\udfff]"
)
_NO_SHEET_NAME: Final = re.compile(r"[\[\]:*?/\\]")
HEADER: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
STYLES: Final = (
    f'<styleSheet xmlns="{MAIN}">'
    '<numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/></numFmts>'
    '<fonts count="2"><font><sz val="11"/><name val="Yu Gothic"/></font>'
    '<font><b/><sz val="11"/><name val="Yu Gothic"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="5">'
    '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/>'
    '<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
    '<xf numFmtId="3" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
    '<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" quotePrefix="1"/>'
    "</cellXfs></styleSheet>"
)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table: its name, its headings, its rows."""

    name: str
    head: Sequence[str]
    rows: Sequence[Sequence[Value]]


def workbook(sheets: Sequence[Sheet]) -> bytes:
    """Return the workbook; the same tables give the same bytes."""
    for sheet in sheets:
        if any(len(row) != len(sheet.head) for row in sheet.rows):
            msg = f"a row of {sheet.name} has more or fewer cells than the heading"
            raise ValueError(msg)
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in _parts(sheets):
            archive.writestr(zipfile.ZipInfo(name, MADE_AT), HEADER + body)
    return held.getvalue()


def _parts(sheets: Sequence[Sheet]) -> Iterable[tuple[str, str]]:
    numbers = range(1, len(sheets) + 1)
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    listed = "".join(
        f'<Override PartName="/xl/worksheets/sheet{at}.xml" ContentType="{kind}.worksheet+xml"/>'
        for at in numbers
    )
    types = (
        f'<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels"'
        ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{kind}.styles+xml"/>{listed}</Types>'
    )
    yield "[Content_Types].xml", types
    yield "_rels/.rels", _relations([("officeDocument", "xl/workbook.xml")])
    named = "".join(
        f'<sheet name="{_sheet_name(sheet.name)}" sheetId="{at}" r:id="rId{at}"/>'
        for at, sheet in zip(numbers, sheets, strict=True)
    )
    yield (
        "xl/workbook.xml",
        f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{named}</sheets></workbook>',
    )
    links = [("worksheet", f"worksheets/sheet{at}.xml") for at in numbers]
    yield "xl/_rels/workbook.xml.rels", _relations([*links, ("styles", "styles.xml")])
    yield "xl/styles.xml", STYLES
    for at, sheet in zip(numbers, sheets, strict=True):
        yield f"xl/worksheets/sheet{at}.xml", _sheet(sheet)


def _relations(links: Iterable[tuple[str, str]]) -> str:
    listed = "".join(
        f'<Relationship Id="rId{at}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for at, (kind, target) in enumerate(links, start=1)
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{listed}</Relationships>'


def _sheet(sheet: Sheet) -> str:
    widths = "".join(
        f'<col min="{at}" max="{at}" width="{width}" customWidth="1"/>'
        for at, width in enumerate(_widths(sheet), start=1)
    )
    head = _row(1, [_text(name, at, 1, HEAD) for at, name in enumerate(sheet.head)])
    rows = "".join(
        _row(number, [_cell(value, at, number) for at, value in enumerate(row)])
        for number, row in enumerate(sheet.rows, start=2)
    )
    return (
        f'<worksheet xmlns="{MAIN}"><sheetViews><sheetView workbookViewId="0">'
        '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
        f"</sheetView></sheetViews><cols>{widths}</cols>"
        f"<sheetData>{head}{rows}</sheetData></worksheet>"
    )


def _row(number: int, cells: Sequence[str]) -> str:
    return f'<row r="{number}">{"".join(cells)}</row>'


def _cell(value: Value, column: int, row: int) -> str:
    place = f"{_letters(column)}{row}"
    if value is None:
        return ""
    if isinstance(value, date):
        return f'<c r="{place}" s="{DAY}"><v>{(value - FIRST_DAY).days}</v></c>'
    if isinstance(value, int):
        return f'<c r="{place}" s="{NUMBER}"><v>{value}</v></c>'
    return _text(value, column, row, QUOTED if value.startswith(FORMULA) else PLAIN)


def _text(value: str, column: int, row: int, style: int) -> str:
    if len(value) > LONGEST_TEXT:
        msg = f"a text of {len(value)} characters fits no cell"
        raise ValueError(msg)
    written = escape(_UNWRITABLE.sub(lambda found: f"_x{ord(found[0]):04X}_", value))
    place = f"{_letters(column)}{row}"
    return (
        f'<c r="{place}" s="{style}" t="inlineStr">'
        f'<is><t xml:space="preserve">{written}</t></is></c>'
    )


def _letters(column: int) -> str:
    """Name of a column from 0: A, B, … Z, AA."""
    name, rest = "", column + 1
    while rest:
        rest, digit = divmod(rest - 1, 26)
        name = chr(ord("A") + digit) + name
    return name


def _sheet_name(name: str) -> str:
    """A name of at most 31 signs that a spreadsheet takes."""
    return escape(_NO_SHEET_NAME.sub("", name)[:31].strip("' ") or "1", {'"': "&quot;"})


def _widths(sheet: Sheet) -> list[int]:
    """Width of each column by its longest value; a Japanese sign is two wide."""
    found = []
    for at, name in enumerate(sheet.head):
        values = [name, *(row[at] for row in sheet.rows)]
        longest = max(_width(value) for value in values)
        found.append(min(max(longest + 2, NARROW), WIDE))
    return found


def _width(value: Value) -> int:
    if isinstance(value, date):
        return 10
    text = f"{value:,}" if isinstance(value, int) else value or ""
    return max(sum(1 + (sign > LAST_NARROW) for sign in line) for line in text.split("\n"))
