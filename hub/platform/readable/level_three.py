"""Level 3: what is said is said in the way that all others say it, and described."""

import re
from typing import Final

from hub.platform.data_sets import BETWEEN, Holds
from hub.platform.readable.grids import Kind
from hub.platform.readable.shared import SYMBOLS, Places, every_cell, is_plain, place
from hub.platform.readable.tables import Table

ISO: Final = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?([T ]\d{2}:\d{2}(:\d{2})?(Z|[+-]\d{2}:\d{2})?)?")
DAY_HEAD: Final = re.compile(
    r"(年月日|日付|開始日|終了日|受付日|確かめた日|期限|^日$|date)",  # noqa: i18n heads
    re.IGNORECASE,
)
ERA: Final = re.compile(r"和暦|Japanese era", re.IGNORECASE)  # noqa: i18n heads
PERIOD: Final = re.compile(
    r"((19|20)\d\d|(令和|平成|[RH])\s?\d+|元)?年?度?|\d{1,2}月|第?\d四半期|FY\d+"  # noqa: i18n heads
)
PLACE_HEAD: Final = re.compile(
    r"^(区|市区町村|市町村|地域|自治体|ward|municipality)(名)?$",  # noqa: i18n heads
    re.IGNORECASE,
)
CODE_HEAD: Final = re.compile(r"地域コード|団体コード|area code|region code", re.IGNORECASE)  # noqa: i18n heads
FULL_NAME: Final = re.compile(r"(東京都|北海道|京都府|大阪府|.{2,3}県).+")  # noqa: i18n names
WARD_CODE: Final = re.compile(r"\d{5,6}")
UNIT_HEAD: Final = re.compile(r"[（(].+[）)]")  # noqa: i18n signs
NO_UNIT: Final = re.compile(r"番号|コード|順|年度?$|期$|No\b|number|rank|year", re.IGNORECASE)  # noqa: i18n heads
WIDE_FORM: Final = 3


def starts_with_heads(table: Table) -> Places:
    """Headings stand in the first row, from the first cell on, and are words."""
    for at, name in enumerate(table.heads, start=1):
        cell = table.grid.cells.get((1, at))
        is_word = cell is not None and cell.kind is Kind.TEXT and not is_plain(name)
        if not is_word and (at == 1 or name):
            yield place(table, 1, at)


def codes_attached(table: Table) -> Places:
    """Each column of words of a list has its list; a file without a description has none."""
    for at in table.columns_of(Holds.CODE):
        if table.heads[at - 1] not in table.codes:
            yield place(table, 1, at)
    if not table.told:
        yield table.grid.name


def symbols_defined(table: Table) -> Places:
    """A sign that stands for something is in the list of words."""
    for row, at, text in every_cell(table):
        known = table.codes.get(table.heads[at - 1], frozenset())
        if row > 1 and SYMBOLS.fullmatch(text) and text not in known:
            yield place(table, row, at)


def units_given(table: Table) -> Places:
    """A number has its unit in its heading or in the description."""
    for at in table.columns_of(Holds.NUMBER):
        name = table.heads[at - 1]
        told = table.told.get(name)
        if not (UNIT_HEAD.search(name) or NO_UNIT.search(name) or (told and told.unit)):
            yield place(table, 1, at)


def days_standard(table: Table) -> Places:
    """Days as ISO 8601 or as days of the workbook; an era only in a column of its own."""
    for at, name in enumerate(table.heads, start=1):
        is_day = table.holds(at) is Holds.DAY
        if not is_day and (table.told or not DAY_HEAD.search(name) or ERA.search(name)):
            continue
        for row, cell in table.column(at):
            if cell.kind is not Kind.DAY and not ISO.fullmatch(cell.text):
                yield place(table, row, at)


def places_standard(table: Table) -> Places:
    """A column of municipalities holds codes or full names, or a column of codes stands beside."""
    has_codes = any(CODE_HEAD.search(name) for name in table.heads)
    for at, name in enumerate(table.heads, start=1):
        if CODE_HEAD.search(name):
            yield from (
                place(table, row, at) for row, cell in table.column(at)
                if not WARD_CODE.fullmatch(cell.text)
            )  # fmt: skip
        elif PLACE_HEAD.search(name) and not has_codes:
            yield from (
                place(table, row, at) for row, cell in table.column(at)
                if not FULL_NAME.fullmatch(cell.text) and not WARD_CODE.fullmatch(cell.text)
            )  # fmt: skip


def same_each_year(table: Table) -> Places:
    """The history ends with the columns as they stand."""
    if not table.history or table.history[-1][-1] != BETWEEN.join(table.heads):
        yield table.grid.name


def described(table: Table) -> Places:
    """Every column has its meaning, and the table its history."""
    if not table.told or not table.history:
        yield table.grid.name
    for at, name in enumerate(table.heads, start=1):
        if table.told and name not in table.told:
            yield place(table, 1, at)


def tall_form(table: Table) -> Places:
    """Years and months are values, not headings."""
    periods = [
        at for at, name in enumerate(table.heads, start=1) if name and PERIOD.fullmatch(name)
    ]
    if len(periods) >= WIDE_FORM:
        yield from (place(table, 1, at) for at in periods)
