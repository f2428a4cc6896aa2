"""What the rules of all levels share."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from hub.platform.readable.tables import Table

Places = Iterable[str]
PARTS: Final = 2
SYMBOLS: Final = re.compile(r"[-‐–—―−－…‥*＊※△▲×xX○◯●□■☆★/／]{1,4}")  # noqa: i18n signs


def every_cell(table: Table) -> Iterator[tuple[int, int, str]]:
    """Row, column and text of every filled cell."""
    for (row, column), cell in table.grid.cells.items():
        yield row, column, cell.text


def place(table: Table, row: int, column: int) -> str:
    """The sheet and the cell, as a person looks for them."""
    return table.grid.place(row, column)


def is_plain(text: str) -> bool:
    """A number as a machine writes it."""
    return re.fullmatch(r"-?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?", text) is not None
