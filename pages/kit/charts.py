"""The only door to plotly: every figure with its finding in words and its table."""

from collections.abc import Sequence
from typing import Final, NamedTuple

import plotly.graph_objects as go
import streamlit as st

from hub.i18n import _
from pages.kit import gantt as drawing
from pages.kit.acts import segmented
from pages.kit.gantt import Bar, Lane, Period
from pages.kit.keys import fresh
from pages.kit.tables import Column, table
from pages.kit.tokens import CHART_FONT_PX, COLOURS, FONTS

__all__ = ["Bar", "Figures", "Lane", "Period", "chart", "gantt"]

_QUIET: Final = {"displayModeBar": False, "staticPlot": True}


class Figures(NamedTuple):
    """The same facts as a table."""

    rows: Sequence[Sequence[object]]
    columns: Sequence[Column | str]
    caption: str


def chart(fig: go.Figure, alt: str, table: Figures, *, key: str, view: str | None = None) -> None:
    """Draw the figure or its table; without ``view`` a switch of its own is drawn."""
    shown = view or _switch(key)
    if shown == "table":
        _as_table(table)
        return
    fig.update_layout(
        font={"family": FONTS, "size": CHART_FONT_PX, "color": COLOURS["text"]},
        paper_bgcolor=COLOURS["surface"],
        plot_bgcolor=COLOURS["surface"],
        dragmode=False,
    )
    with st.container(key=f"chart-{key}"):
        st.plotly_chart(fig, theme=None, config=_QUIET, alt=alt, key=f"figure-{key}")


def _switch(key: str) -> str:
    """Figure or table, at the right above the figure."""
    with st.container(key=fresh("view"), horizontal=True, horizontal_alignment="right"):
        return segmented(_("表し方"), {"figure": _("図"), "table": _("表")}, f"view-{key}")


def _as_table(figures: Figures) -> None:
    """The table beside a figure."""
    table(figures.rows, figures.columns, figures.caption)


def gantt(rows: Sequence[Lane], periods: Sequence[Period]) -> go.Figure:
    """Who is where in which period; firm names inside the bars, three fills only."""
    return go.Figure(layout=drawing.layout(rows, periods))
