"""Level 2: a machine can add up and group what stands in the cells."""

import re
import unicodedata
from collections import Counter, defaultdict
from typing import Final

from hub.platform.data_sets import Holds
from hub.platform.readable.grids import Kind
from hub.platform.readable.shared import SYMBOLS, Places, every_cell, is_plain, place
from hub.platform.readable.tables import Table

SAME: Final = frozenset({"〃", "〟", "″", "同上", "同じ", "同左", "々", '"', "ditto"})  # noqa: i18n the words looked for
OTHER: Final = re.compile(r"(その他|ほか|other)\s*[（(：:].+", re.IGNORECASE)  # noqa: i18n the words looked for
FEW_WORDS: Final = 12


def numbers_are_numbers(table: Table) -> Places:
    """No unit, comma or wide figure in a number; no text in its place."""
    for at in table.columns_of(Holds.NUMBER):
        for row, cell in table.column(at):
            is_number = cell.kind is Kind.NUMBER if not table.grid.is_text else is_plain(cell.text)
            if not is_number and not SYMBOLS.fullmatch(cell.text):
                yield place(table, row, at)


def nothing_omitted(table: Table) -> Places:
    """Each line says all it has to say."""
    return (place(table, row, at) for row, at, text in every_cell(table) if text.strip() in SAME)


def heads_differ(table: Table) -> Places:
    """No two columns have one name."""
    counts = Counter(name for name in table.heads if name)
    for at, name in enumerate(table.heads, start=1):
        if counts[name] > 1:
            yield place(table, 1, at)


def choices_uniform(table: Table) -> Places:
    """A word of a list is always written as in the list; elsewhere always in one way."""
    for at in range(1, table.grid.width + 1):
        known = table.codes.get(table.heads[at - 1])
        if known is not None:
            yield from (
                place(table, row, at) for row, cell in table.column(at) if cell.text not in known
            )
        elif table.holds(at) is None and not table.told:
            yield from _uneven(table, at)


def _uneven(table: Table, at: int) -> Places:
    written: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for _row, cell in table.column(at):
        written[_folded(cell.text)][cell.text] += 1
    if len(written) > FEW_WORDS:
        return
    for row, cell in table.column(at):
        forms = written[_folded(cell.text)]
        if len(forms) > 1 and cell.text != forms.most_common(1)[0][0]:
            yield place(table, row, at)


def _folded(text: str) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text)).lower()


def other_has_its_column(table: Table) -> Places:
    """What 「その他」 stands for has a column of its own."""
    return (
        place(table, row, at) for row, at, text in every_cell(table)
        if row > 1 and OTHER.fullmatch(text.strip())
    )  # fmt: skip


def no_formulas(table: Table) -> Places:
    """Values, not the way to them."""
    return (place(table, *at) for at, cell in table.grid.cells.items() if cell.is_formula)
