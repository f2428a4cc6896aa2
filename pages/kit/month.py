"""The month grid: one button a day with its number and its word, a list on narrow screens.

The look of a day is told by the emphasis of its word, which the sheet reads: a changed key of a box
or a button would make a new button, and the focus would be lost with the pressed one. The same
buttons are a grid or, where cells would be too small for their words, lines of a list: the sheet
decides. Source: look, page 04.
"""

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Final, NamedTuple

import streamlit as st

from hub.i18n import _
from hub.i18n.values import day_parts, weekday_names
from pages.kit.plain import Markup, bold, plain

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator

WEEK: Final = 7
# Look of a day -> emphasis of its word: free green, asked dashed, booked blue, off and shut plain.
EMPHASIS: Final = {"free": "*", "asked": "**", "booked": "***"}


class MonthCell(NamedTuple):
    """One day: how it looks (free, off, asked, booked, shut), its word, whether it is pressed."""

    day: date
    look: str
    word: str
    is_fixed: bool = False


def month_grid(key: str, cells: Sequence[MonthCell], on_press: Callable[[date], None]) -> None:
    """Seven columns from Monday to Sunday; `on_press` is called before the next run is drawn."""
    with st.container(key=f"month-{key}", gap="xsmall"):
        with st.container(key=f"monthhead-{key}"):
            for column, name in zip(_week(), weekday_names(), strict=True):
                column.markdown(bold(name), text_alignment="center")
        for week in _weeks(cells):
            for column, cell in zip(_week(), week, strict=True):
                if cell is not None:
                    with column:
                        _day(key, cell, on_press)


def month_said(key: str, text: str, *, undo: Callable[[], None] | None = None) -> None:
    """What the last press did, and its way back; the height never changes, so no day moves."""
    with st.container(
        key=f"monthsaid-{key}", horizontal=True, vertical_alignment="center", wrap=False
    ):
        with st.container(key=f"saved-month-{key}"):
            st.markdown(plain(text) or "\N{NO-BREAK SPACE}")
        if undo:
            st.button(_("元に戻す"), key=f"{key}.undo", type="tertiary", on_click=undo)


def month_heading(first: str, second: str) -> None:
    """A heading whose second part takes its own line on a phone, whatever its length."""
    st.header(Markup(f"{plain(first)} :color[{plain(second)}]"), anchor=False)


def _week() -> "Sequence[DeltaGenerator]":
    return st.columns(WEEK, gap="xsmall", wrap=False)


def _weeks(cells: Sequence[MonthCell]) -> list[list[MonthCell | None]]:
    """The days in rows of seven; what lies outside the month is empty."""
    before: list[MonthCell | None] = [None] * (cells[0].day.weekday() if cells else 0)
    days = [*before, *cells]
    days += [None] * (-len(days) % WEEK)
    return [days[at : at + WEEK] for at in range(0, len(days), WEEK)]


def _day(key: str, cell: MonthCell, on_press: Callable[[date], None]) -> None:
    before, number, after = day_parts(cell.day)
    name = f":small[{plain(before)}]**{number}**:small[{plain(after)}]"
    mark = EMPHASIS.get(cell.look)
    word = f"{mark}{plain(cell.word)}{mark}" if mark else f":color[{plain(cell.word)}]"
    st.button(
        Markup(f"{name}  \n{word}"),
        key=f"day-{key}-{cell.day.isoformat()}",
        width="stretch",
        disabled=cell.is_fixed,
        on_click=on_press,
        args=(cell.day,),
    )
