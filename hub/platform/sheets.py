"""Reads tables from files: CSV and workbooks.

A text is UTF-8 (with or without its mark) or CP932, tried in this order; which it was is told. A
workbook is looked at before it is opened (`uploads/archives`), and how far out its cells lie.
"""

import csv
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from python_calamine import CalamineError, CalamineWorkbook

from hub.kernel.errors import FieldProblem, Invalid, Reason
from hub.kernel.text import N_
from hub.platform import archives
from hub.platform.file_rules import MOST_BYTES
from hub.platform.workbook import FORMULA

WRONG_HEAD: Final = Reason(
    "sheets.wrong_head", N_("1行目の見出しが違います。「{expected}」としてください。")
)
WRONG_CELLS: Final = Reason(
    "sheets.wrong_cells", N_("列の数が{count}です。{expected}にしてください。")
)
UNREADABLE: Final = Reason(
    "sheets.unreadable", N_("文字を読めません。UTF-8かShift_JISで保存してください。")
)
NO_WORKBOOK: Final = Reason(
    "sheets.no_workbook",
    N_("Excelの表として読めません。パスワードを外し、「Excelブック」で保存してください。"),
)
TOO_LARGE: Final = Reason("sheets.too_large", N_("ファイルが大きすぎます。分けてください。"))
TOO_MANY: Final = Reason("sheets.too_many", N_("行が多すぎます。{limit}行までに分けてください。"))
NOT_UTF8: Final = Reason("sheets.not_utf8", N_("UTF-8で保存してください。"))
TOO_WIDE: Final = Reason("sheets.too_wide", N_("列が多すぎます。{limit}列までにしてください。"))
MERGED: Final = Reason("sheets.merged", N_("結合したセルがあります。結合を外してください。"))
EMPTY: Final = Reason("sheets.empty", N_("表に行がありません。"))

MOST_ROWS: Final = 20_000
MOST_COLUMNS: Final = 256
LAST: Final = b"IV"
LONGEST_COLUMN: Final = len(LAST)
# The forms a text is tried in, and how each is told.
FORMS: Final = (("utf-8-sig", "UTF-8"), ("cp932", "Shift_JIS"))

# NUL, and what Python makes of bytes that are no sign of CP932.
_STRANGE: Final = re.compile("[\x00\uf8f0-\uf8f3]")

# A cell with something in it, and its place; what is opened is as large as its last such cell.
_CELL: Final = re.compile(rb"<(?:\w+:)?c\b([^<>]*[^<>/])>")
_AT: Final = re.compile(rb"\br\s*=\s*[\"']\$?([A-Za-z]{1,9})\$?([0-9]{1,9})")

Line = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Table:
    """Lines of cells below the heading, and the form they were read in."""

    lines: tuple[tuple[str, ...], ...]
    form: str


def csv_rows(data: bytes, columns: Sequence[str]) -> tuple[Line, ...]:
    """Rows of a CSV with exactly these columns; `Invalid` names every bad row (the head is 1)."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise Invalid(FieldProblem("1", NOT_UTF8)) from fault
    lines = list(csv.reader(io.StringIO(text)))
    return tuple(dict(zip(columns, cells, strict=True)) for cells in _fitting(lines, columns, ()))


def table(data: bytes, columns: Sequence[str], told: Sequence[str] = ()) -> Table:
    """The table of a CSV or of the first sheet of a workbook; `Invalid` names each bad line.

    Columns that are only `told` may stand to the right; nobody reads them. An empty line stays an
    empty line, so that each line keeps the number it has in the file.
    """
    if not data.strip():
        raise Invalid(FieldProblem("1", EMPTY))
    if len(data) > MOST_BYTES:
        raise Invalid(FieldProblem("1", TOO_LARGE))
    lines, form = lines_of(data)
    if not any(any(cells) for cells in lines[1:]) and lines[:1] == [list(columns)]:
        raise Invalid(FieldProblem("1", EMPTY))
    return Table(_fitting(lines, columns, told), form)


def lines_of(data: bytes) -> tuple[list[list[str]], str]:
    """Every line of a file as it stands, and the form it was read in."""
    is_book = data.startswith(archives.ZIP)
    lines, form = (_sheet_lines(data), "Excel") if is_book else _text_lines(data)
    while lines and not any(lines[-1]):
        lines.pop()
    if len(lines) > MOST_ROWS + 1:
        raise Invalid(FieldProblem("1", TOO_MANY, {"limit": MOST_ROWS}))
    return lines, form


def cell_name(line: int, column: int) -> str:
    """A cell as a spreadsheet calls it: line 3, column 28 is AB3."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{line}"


def _fitting(
    lines: list[list[str]], columns: Sequence[str], told: Sequence[str]
) -> tuple[tuple[str, ...], ...]:
    """Lines below the heading, each as wide as the columns that are read."""
    wanted = len(columns)
    head = _bare(lines[0], wanted) if lines else []
    if head not in (list(columns), [*columns, *told]):
        raise Invalid(FieldProblem("1", WRONG_HEAD, {"expected": "、".join(columns)}))
    found, bad = [], []
    for number, cells in enumerate(lines[1:], start=2):
        line = _bare(cells, len(head)) if any(cells) else [""] * len(head)
        if len(line) != len(head):
            facts = {"count": len(line), "expected": len(head)}
            bad.append(FieldProblem(str(number), WRONG_CELLS, facts))
        found.append(tuple(line[:wanted]))
    if bad:
        raise Invalid(*bad)
    return tuple(found)


def _bare(cells: list[str], width: int) -> list[str]:
    """A line without the empty cells beyond its table."""
    end = len(cells)
    while end > width and not cells[end - 1].strip():
        end -= 1
    return cells[:end]


def _text_lines(data: bytes) -> tuple[list[list[str]], str]:
    furthest = ""
    for form, told in FORMS:
        try:
            text = data.decode(form)
        except UnicodeDecodeError as fault:
            before = fault.object[: fault.start].decode(form)
            furthest = max(furthest, before, key=lambda read: len(read.encode("utf-8")))
            continue
        if strange := _STRANGE.search(text):
            raise Invalid(FieldProblem(_place(text[: strange.start()]), UNREADABLE))
        try:
            lines = csv.reader(io.StringIO(text, newline=""), strict=True)
            return [[_bared(cell) for cell in cells] for cells in lines], told
        except csv.Error as wrong:
            raise Invalid(FieldProblem("1", UNREADABLE)) from wrong
    raise Invalid(FieldProblem(_place(furthest), UNREADABLE))


def _bared(cell: str) -> str:
    """A cell without the apostrophe that `csv_files` puts before what begins like a formula."""
    is_marked = cell.startswith("'") and cell.lstrip("'").startswith(FORMULA)
    return cell[1:] if is_marked else cell


def _place(before: str) -> str:
    """Line and column of the cell in which a text ends; the line alone where that is not known."""
    try:
        lines = list(csv.reader(io.StringIO(f"{before}x", newline="")))
    except csv.Error:
        return str(before.count("\n") + 1)
    return f"{len(lines)}.{len(lines[-1])}"


def _sheet_lines(data: bytes) -> list[list[str]]:
    for _name, part in archives.parts(data):
        _refuse_wide(part)
    try:
        sheet = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0)
        merged = sheet.merged_cell_ranges or []
        # From the first line of the sheet on, so that lines and columns keep their numbers.
        rows = sheet.to_python(skip_empty_area=False)
        lines = [[_written(cell) for cell in cells] for cells in rows]
    except (CalamineError, IndexError, ValueError, OverflowError, OSError) as fault:
        raise Invalid(FieldProblem("1", NO_WORKBOOK)) from fault
    if merged:
        raise Invalid(*(FieldProblem(f"{at[0] + 1}.{at[1] + 1}", MERGED) for at, _end in merged))
    return lines


def _refuse_wide(part: bytes) -> None:
    """Refuse a sheet whose last cell lies so far out that opening it would fill the memory."""
    for cell in _CELL.finditer(part):
        place = _AT.search(cell[1])
        if place is None:
            continue
        letters, line = place[1].upper(), int(place[2])
        if line > MOST_ROWS + 1:
            raise Invalid(FieldProblem(str(line), TOO_MANY, {"limit": MOST_ROWS}))
        if len(letters) > LONGEST_COLUMN or (len(letters) == LONGEST_COLUMN and letters > LAST):
            raise Invalid(FieldProblem(str(line), TOO_WIDE, {"limit": MOST_COLUMNS}))


def _written(cell: object) -> str:
    """A cell as it is written: whole numbers without a point, days as ISO."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    return str(cell)
