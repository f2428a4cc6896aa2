"""What the rules are asked about: the data of a file, and what it says of its columns."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from hub.i18n import LANGUAGES, in_language, translated
from hub.platform import data_sets
from hub.platform.data_sets import Holds
from hub.platform.readable.grids import Cell, Grid, Kind

ISO_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
MOSTLY: Final = 0.8
NUMBER_SIGNS: Final = frozenset(
    "0123456789０１２３４５６７８９,，.．-−－+＋円人件%％台社年歳日月回 "  # noqa: i18n signs
)


@dataclass(frozen=True, slots=True)
class Told:
    """What the dictionary of the file says of a column."""

    holds: Holds | None
    unit: str
    empty: str


@dataclass(frozen=True)
class Table:
    """One sheet of data with the sheets that explain it; `told` is empty when none does."""

    grid: Grid
    told: Mapping[str, Told]
    codes: Mapping[str, frozenset[str]]
    history: Sequence[Sequence[str]]
    twins: tuple[str, ...] = ()

    @cached_property
    def heads(self) -> tuple[str, ...]:
        """Texts of the first row, as wide as the sheet."""
        return tuple(self.grid.text(1, at) for at in range(1, self.grid.width + 1))

    @cached_property
    def rows(self) -> range:
        """Rows below the heading."""
        return range(2, self.grid.height + 1)

    def column(self, at: int) -> Iterator[tuple[int, Cell]]:
        """Filled cells of a column below the heading, with their rows."""
        for row in self.rows:
            cell = self.grid.cells.get((row, at))
            if cell is not None:
                yield row, cell

    def holds(self, at: int) -> Holds | None:
        """What a column holds: as told, else a number or a day when nearly every cell is one."""
        told = self.told.get(self.heads[at - 1])
        if told is not None:
            return told.holds
        return self._guessed.get(at)

    @cached_property
    def _guessed(self) -> dict[int, Holds]:
        found = {}
        for at in range(1, self.grid.width + 1):
            cells = [cell for _row, cell in self.column(at)]
            numbers = sum(_is_numeric(cell) for cell in cells)
            days = sum(cell.kind is Kind.DAY for cell in cells)
            if cells and numbers >= MOSTLY * len(cells):
                found[at] = Holds.NUMBER
            elif cells and days >= MOSTLY * len(cells):
                found[at] = Holds.DAY
        return found

    def columns_of(self, *kinds: Holds) -> list[int]:
        """Places of the columns that hold one of these."""
        return [at for at in range(1, self.grid.width + 1) if self.holds(at) in kinds]


def tables_of(grids: Sequence[Grid]) -> list[Table]:
    """The sheets of data, each with what the other sheets say of it."""
    dictionary = next(filter(_is(data_sets.DICTIONARY_HEAD), grids), None)
    codes = next(filter(_is(data_sets.CODES_HEAD), grids), None)
    history = next(filter(_is(data_sets.HISTORY_HEAD), grids), None)
    told = {} if dictionary is None else _told(dictionary)
    words: dict[str, set[str]] = {}
    for head, word, *_rest in () if codes is None else _lines(codes):
        words.setdefault(head, set()).add(word)
    explaining = [grid for grid in (dictionary, codes, history) if grid is not None]
    data = [grid for grid in grids if grid not in explaining and grid.cells]
    if explaining:
        # Beside a dictionary, a sheet of which it says nothing is a list of its own.
        data = [grid for grid in data if not told or set(told) & set(_line(grid, 1))] or data
    known = {head: frozenset(found) for head, found in words.items()}
    steps = [] if history is None else _lines(history)
    return [Table(grid, told, known, steps, _twins(grid, data)) for grid in data]


def _twins(grid: Grid, others: Sequence[Grid]) -> tuple[str, ...]:
    """Sheets with the same heading: one table that was cut into pieces."""
    head = _line(grid, 1)
    return tuple(one.name for one in others if one is not grid and _line(one, 1) == head)


def _is(head: Sequence[str]) -> Callable[[Grid], bool]:
    """Say whether a sheet has this heading, in any of our languages."""
    spoken = set()
    for language in LANGUAGES:
        with in_language(language):
            spoken.add(tuple(translated(name) for name in head))
    return lambda grid: tuple(_line(grid, 1)) in spoken


def _line(grid: Grid, row: int) -> list[str]:
    return [grid.text(row, at) for at in range(1, grid.width + 1)]


def _lines(grid: Grid) -> list[list[str]]:
    return [_line(grid, row) for row in range(2, grid.height + 1)]


def _told(dictionary: Grid) -> dict[str, Told]:
    kinds: dict[str, Holds] = {}
    for language in LANGUAGES:
        with in_language(language):
            kinds |= {translated(word): holds for holds, word in data_sets.HOLDS_WORDS.items()}
    found = {}
    for row in range(2, dictionary.height + 1):
        head, _meaning, holds, unit, empty = (dictionary.text(row, at) for at in range(1, 6))
        found[head] = Told(kinds.get(holds), unit, empty)
    return found


def _is_numeric(cell: Cell) -> bool:
    """A number, or one dressed up: with a unit, commas or wide figures."""
    is_text = cell.kind is Kind.TEXT and ISO_DAY.fullmatch(cell.text) is None
    dressed = set(cell.text) <= NUMBER_SIGNS and any(sign.isdigit() for sign in cell.text)
    return cell.kind is Kind.NUMBER or (is_text and dressed)
