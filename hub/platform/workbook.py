"""Writes tables as a workbook (Office Open XML): the only place that knows the format.

Source: design "Excel/CSV": one table a sheet, headings in row 1, no formula, no merged cell,
numbers as numbers, dates as dates, units in the heading. Text of people is a text cell
whatever it begins with; what might be taken for a formula is marked as text as well.
"""

import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Final

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

Value = str | int | date | None
NARROW, WIDE = 8, 48
LONGEST_TEXT: Final = 32_767
LAST_TYPED: Final = 20_000
LAST_NARROW: Final = "\xff"
MADE_AT: Final = datetime(1980, 1, 1, tzinfo=UTC)
DAY_FORMAT: Final = "yyyy\\-mm\\-dd"
NUMBER_FORMAT: Final = "#,##0"
TEXT_FORMAT: Final = "@"
FONT: Final = {"font_name": "Yu Gothic", "font_size": 11}
# Nothing that people wrote becomes a formula, a link or a number.
AS_WRITTEN: Final = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
# Signs with which a spreadsheet begins a formula, half and full width.
FORMULA: Final = tuple("=+-@\t\r\n\x00＝＋－＠")  # noqa: i18n signs, not words
_NO_SHEET_NAME: Final = re.compile(r"[\[\]:*?/\\]")


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table: its name, its headings, its rows.

    `choices` are the words that a column (by its place) may hold; a sheet with some is there to be
    filled in: what is typed into it stays text, so that no number loses its zeros.
    """

    name: str
    head: Sequence[str]
    rows: Sequence[Sequence[Value]]
    choices: Mapping[int, Sequence[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Formats:
    plain: Format
    head: Format
    day: Format
    number: Format
    quoted: Format
    typed: Format


def workbook(sheets: Sequence[Sheet]) -> bytes:
    """Return the workbook; the same tables give the same bytes."""
    for sheet in sheets:
        if any(len(row) != len(sheet.head) for row in sheet.rows):
            msg = f"a row of {sheet.name} has more or fewer cells than the heading"
            raise ValueError(msg)
    held = io.BytesIO()
    with Workbook(held, AS_WRITTEN) as book:
        book.set_properties({"created": MADE_AT})
        formats = _formats(book)
        for sheet in sheets:
            _fill(book.add_worksheet(_sheet_name(sheet.name)), sheet, formats)
    return held.getvalue()


def _formats(book: Workbook) -> _Formats:
    def made(**facts: object) -> Format:
        return book.add_format({**FONT, **facts})

    return _Formats(
        plain=made(),
        head=made(bold=True),
        day=made(num_format=DAY_FORMAT),
        number=made(num_format=NUMBER_FORMAT),
        quoted=made(num_format=TEXT_FORMAT, quote_prefix=True),
        typed=made(num_format=TEXT_FORMAT),
    )


def _fill(page: Worksheet, sheet: Sheet, formats: _Formats) -> None:
    page.freeze_panes(1, 0)
    for at, width in enumerate(_widths(sheet)):
        page.set_column(at, at, width, formats.typed if sheet.choices else None)
    for at, words in sheet.choices.items():
        page.data_validation(1, at, LAST_TYPED, at, {"validate": "list", "source": [*words]})
    for at, name in enumerate(sheet.head):
        _text(page, 0, at, name, formats.head)
    for number, row in enumerate(sheet.rows, start=1):
        for at, value in enumerate(row):
            _cell(page, number, at, value, formats)


def _cell(page: Worksheet, row: int, column: int, value: Value, formats: _Formats) -> None:
    if value is None:
        return
    if isinstance(value, date):
        page.write_datetime(row, column, value, formats.day)
    elif isinstance(value, int):
        page.write_number(row, column, value, formats.number)
    else:
        is_quoted = value.startswith(FORMULA)
        _text(page, row, column, value, formats.quoted if is_quoted else formats.plain)


def _text(page: Worksheet, row: int, column: int, value: str, shown: Format) -> None:
    if len(value) > LONGEST_TEXT:
        msg = f"a text of {len(value)} characters fits no cell"
        raise ValueError(msg)
    page.write_string(row, column, value, shown)


def _sheet_name(name: str) -> str:
    """A name of at most 31 signs that a spreadsheet takes."""
    return _NO_SHEET_NAME.sub("", name)[:31].strip("' ") or "1"


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
