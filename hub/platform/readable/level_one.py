"""Level 1: the file is a table, whole and plain; a rule answers with what breaks it."""

import re
from collections import Counter, defaultdict
from typing import Final

from hub.platform.data_sets import Holds
from hub.platform.readable.shared import PARTS, Places, every_cell, place
from hub.platform.readable.tables import Table

ALIKE: Final = frozenset("〜−—‖～－―∥¢£¬￠￡￢")  # noqa: i18n signs that two tables map to one
SPREAD: Final = re.compile(
    r"(?<![^\s\u3000])[\u3041-\u9fff](?:[ \u3000]+[\u3041-\u9fff])+(?![^\s\u3000])"
)
SPACES: Final = re.compile(r"^[\s\u3000]|[\s\u3000]$|[ \u3000\t]{2,}|\u3000|[\r\n]")
SEVERAL: Final = re.compile(r"\d[\d,.]*\s*[^\d\s,.]{0,3}\s*[（(／/・、~〜～]\s*\d|[\r\n]")  # noqa: i18n signs
ISO: Final = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?([T ]\d{2}:\d{2}(:\d{2})?(Z|[+-]\d{2}:\d{2})?)?")


def one_table(table: Table) -> Places:
    """An empty row or column inside the filled part parts two tables."""
    filled = Counter(row for row, _column in table.grid.cells)
    filled_columns = {column for _row, column in table.grid.cells}
    wide = [row for row, count in sorted(filled.items()) if count >= PARTS]
    for row in range(min(wide, default=0) + 1, max(wide, default=0)):
        if row not in filled:
            yield place(table, row, 1)
    for column in range(1, table.grid.width):
        if column not in filled_columns:
            yield place(table, 1, column)


def no_split(table: Table) -> Places:
    """The heading comes once, on one sheet."""
    head = [name for name in table.heads if name]
    for row in table.rows:
        line = [table.grid.text(row, at + 1) for at in range(len(table.heads))]
        if len(head) > 1 and [text for text in line if text] == head:
            yield place(table, row, 1)
    yield from table.twins


def nothing_outside(table: Table) -> Places:
    """No title above and no remark below the table."""
    if table.grid.width < PARTS:
        return
    for row in (1, *table.rows):
        filled = [at for at in range(1, table.grid.width + 1) if table.grid.text(row, at)]
        is_edge = row in {1, table.grid.height}
        if is_edge and len(filled) == 1 and table.grid.width > PARTS:
            yield place(table, row, filled[0])


def every_column_named(table: Table) -> Places:
    """No column without a heading."""
    for at, name in enumerate(table.heads, start=1):
        if not name.strip():
            yield place(table, 1, at)


def no_layout(table: Table) -> Places:
    """No spaces or breaks that only make a text look right."""
    free = set(table.columns_of(Holds.TEXT)) if table.told else set()
    for row, column, text in every_cell(table):
        is_free = row > 1 and column in free
        if (SPACES.search(text) and not is_free) or SPREAD.fullmatch(text.strip()):
            yield place(table, row, column)


def one_value(table: Table) -> Places:
    """A cell holds one number, one day, one word of the list."""
    single = {Holds.NUMBER, Holds.DAY, Holds.KEY}
    for row, column, text in every_cell(table):
        if row == 1:
            continue
        holds = table.holds(column)
        is_asked = holds in single or (holds is None and not table.told)
        if is_asked and SEVERAL.search(text) and not ISO.fullmatch(text):
            yield place(table, row, column)
        if holds is Holds.CODE and table.codes and _is_several(table, column, text):
            yield place(table, row, column)


def _is_several(table: Table, column: int, text: str) -> bool:
    known = table.codes.get(table.heads[column - 1], frozenset())
    parts = [part for part in re.split(r"[、,，/／・]", text) if part]  # noqa: i18n signs
    return text not in known and len(parts) >= PARTS and set(parts) <= known


def no_odd_signs(table: Table) -> Places:
    """Only signs that every machine has; names keep theirs."""
    names = set(table.columns_of(Holds.NAME, Holds.TEXT)) if table.told else set()
    for row, column, text in every_cell(table):
        if row > 1 and column in names:
            continue
        if any(_is_odd(sign) for sign in text):
            yield place(table, row, column)


def _is_odd(sign: str) -> bool:
    if sign in ALIKE:
        return False
    try:
        sign.encode("iso2022_jp")
    except UnicodeEncodeError:
        return True
    return False


def blank_is_not_zero(table: Table) -> Places:
    """An empty number says what it means."""
    for at in table.columns_of(Holds.NUMBER):
        told = table.told.get(table.heads[at - 1])
        filled = {row for row, _cell in table.column(at)}
        if not (told and told.empty):
            yield from (place(table, row, at) for row in table.rows if row not in filled)


def no_objects(table: Table) -> Places:
    """No pictures, charts or remarks that float above the cells."""
    return table.grid.objects


def no_meaning_by_look(table: Table) -> Places:
    """The cells of a column look alike, but for how their kind is written."""
    yield from table.grid.coloured
    for at in range(1, table.grid.width + 1):
        looks: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
        for row, cell in table.column(at):
            looks[cell.look].append(row)
        for rows in sorted(looks.values(), key=len)[:-1]:
            yield from (place(table, row, at) for row in rows)


def no_merges(table: Table) -> Places:
    """No merged cells."""
    return table.grid.merged


def nothing_hidden(table: Table) -> Places:
    """No hidden rows, columns or sheets."""
    return table.grid.hidden


def one_record_a_line(table: Table) -> Places:
    """A line that only goes on with the line above begins with nothing."""
    if table.grid.width < PARTS:
        return
    before = 0
    for row in table.rows:
        filled = sum(bool(table.grid.text(row, at)) for at in range(1, table.grid.width + 1))
        goes_on = row > 2 and not table.grid.text(row, 1) and table.grid.text(row - 1, 1)  # noqa: PLR2004  the first row of data
        if goes_on and filled * PARTS <= before:
            yield place(table, row, 1)
        before = filled


def fields_quoted(table: Table) -> Places:
    """Each line of a CSV has as many fields as its heading."""
    return table.grid.torn
