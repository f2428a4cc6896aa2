"""A table that leaves the house: its columns with their meaning, its rows, its history.

Source: design "Exports": data, dictionary, codes and history as sheets of one workbook or as files
of one archive; a machine and a stranger understand it without asking us. `readable` checks it.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Final

from hub.i18n import translated
from hub.kernel.text import N_
from hub.platform.workbook import Sheet, Value


class Holds(StrEnum):
    """What the cells of a column are."""

    NAME = "name"
    TEXT = "text"
    KEY = "key"
    CODE = "code"
    NUMBER = "number"
    DAY = "day"


HOLDS_WORDS: Final[Mapping[Holds, str]] = {
    Holds.NAME: N_("固有名詞"),
    Holds.TEXT: N_("文"),
    Holds.KEY: N_("番号"),
    Holds.CODE: N_("言葉の一覧のどれか"),
    Holds.NUMBER: N_("数"),
    Holds.DAY: N_("日付（西暦）"),
}
DICTIONARY: Final = N_("項目の説明")
DICTIONARY_HEAD: Final = (N_("項目"), N_("説明"), N_("形"), N_("単位"), N_("空欄の意味"))
CODES: Final = N_("言葉の一覧")
CODES_HEAD: Final = (N_("項目"), N_("言葉"))
HISTORY: Final = N_("表の変わり方")
HISTORY_HEAD: Final = (N_("日付"), N_("変わったこと"), N_("列の並び"))
BETWEEN: Final = " | "
NOTHING: Final = N_("ない、またはまだ分からない")
NEVER: Final = N_("空欄はない")


@dataclass(frozen=True, slots=True)
class Column:
    """One column: heading and words as they stand in the file; meaning, unit and `empty` as msgids.

    `is_required` says that no cell is empty; `empty` says what an empty one means.
    """

    head: str
    meaning: str
    holds: Holds = Holds.TEXT
    unit: str = ""
    words: tuple[str, ...] = ()
    is_required: bool = False
    empty: str = NOTHING


@dataclass(frozen=True, slots=True)
class DataSet:
    """A table with its columns; `since` is the ISO day from which it has had this form.

    `is_form` lets the words of a column be chosen from a list where the table is filled in.
    """

    name: str
    columns: tuple[Column, ...]
    rows: Sequence[Sequence[Value]]
    since: str
    is_form: bool = False

    def without_rows(self) -> "DataSet":
        """The same table to be filled in."""
        return replace(self, rows=())


def sheets(data: DataSet) -> list[Sheet]:
    """Data, dictionary, codes and history, in the language of the present run."""
    heads = [column.head for column in data.columns]
    choices = {at: column.words for at, column in enumerate(data.columns) if column.words}
    found = [
        Sheet(translated(data.name), heads, data.rows, choices if data.is_form else {}),
        Sheet(
            translated(DICTIONARY),
            [translated(name) for name in DICTIONARY_HEAD],
            [_described(column) for column in data.columns],
        ),
    ]
    codes = [(column.head, word) for column in data.columns for word in column.words]
    if codes:
        found.append(Sheet(translated(CODES), [translated(name) for name in CODES_HEAD], codes))
    first = (date.fromisoformat(data.since), translated(N_("この形になった")), BETWEEN.join(heads))
    found.append(Sheet(translated(HISTORY), [translated(n) for n in HISTORY_HEAD], [first]))
    return found


def _described(column: Column) -> tuple[Value, ...]:
    empty = NEVER if column.is_required else column.empty
    return (
        column.head,
        translated(column.meaning),
        translated(HOLDS_WORDS[column.holds]),
        translated(column.unit) if column.unit else None,
        translated(empty),
    )


MAKERS: Final[dict[str, Callable[..., DataSet]]] = {}


def register(name: str, maker: Callable[..., DataSet]) -> None:
    """Bind the read of a ward's data set that the command line can write; the wiring calls."""
    MAKERS[name] = maker
