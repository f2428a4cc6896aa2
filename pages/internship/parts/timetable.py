"""The timetable of a plan as a picture or a table; those with something to decide come first."""

from collections.abc import Sequence
from typing import Final

import streamlit as st

from hub.i18n import _, n_
from hub.i18n.values import short_day
from hub.internship.reads import PlanPage, PlanRow
from pages.kit import charts, widgets
from pages.kit.charts import Figures
from pages.kit.gantt import Bar, Lane, Period

SHOWN: Final = 20
TOP: Final = (1, 2)
SIGNS: Final = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮"


def show(seen: PlanPage) -> None:
    """Twenty students at a time, in kana order."""
    if not seen.rows:
        widgets.say(_("この募集回に学生はいません。"))
        return
    widgets.heading(_("学生ごとの予定"))
    rows = _whose(seen)
    pages = -(-len(rows) // SHOWN)
    number = int(st.session_state.get("internship.plan.page", 1)) if pages > 1 else 1
    first = (min(number, pages) - 1) * SHOWN
    _draw(seen, rows, first)
    if pages > 1:
        st.pagination(pages, key="internship.plan.page")


def _whose(seen: PlanPage) -> Sequence[PlanRow]:
    """All students, or those a coordinator has to look at, where there are both."""
    open_ = [row for row in seen.rows if row.label in seen.to_decide]
    if not open_ or len(open_) == len(seen.rows):
        return seen.rows
    some = n_("決めることのある{count}人", "決めることのある{count}人", len(open_))
    every = n_("全{count}人", "全{count}人", len(seen.rows))
    options = {
        "open": some.format(count=len(open_)),
        "all": every.format(count=len(seen.rows)),
    }
    chosen = widgets.segmented(
        _("だれの予定"), options, "internship.plan.whose", on_change=_first_page
    )
    return open_ if chosen == "open" else seen.rows


def _first_page() -> None:
    st.session_state.pop("internship.plan.page", None)


def _draw(seen: PlanPage, rows: Sequence[PlanRow], first: int) -> None:
    shown = rows[first : first + SHOWN]
    count = n_(
        "{count}人のうち{first}〜{last}人目", "{count}人のうち{first}〜{last}人目", len(rows)
    )
    widgets.say(count.format(count=len(rows), first=first + 1, last=first + len(shown)))
    periods = [
        Period(_("第{number}期").format(number=number), short_day(period.starts_on))
        for number, period in enumerate(seen.periods, start=1)
    ]
    table = Figures(
        [(row.student, *(firm or "―" for firm in row.firms)) for row in shown],
        [_("学生"), *(short_day(p.starts_on) for p in seen.periods)],
        _("学生ごとの行き先"),
    )
    charts.chart(
        charts.gantt([_lane(seen, row) for row in shown], periods),
        _("学生ごとに、どの期間にどの会社へ行くかを示します。"),
        table,
        key="internship-plan",
    )


def _lane(seen: PlanPage, row: PlanRow) -> Lane:
    """Firms by period, a sign before the name tells the rank of the wish; then what lacks."""
    bars = [
        Bar(at, f"{_sign(rank)}{firm}", _kind(rank))
        for at, (firm, rank) in enumerate(zip(row.firms, row.ranks, strict=True))
        if firm
    ]
    bars += [Bar(at, _("未配属"), "missing") for at in seen.lacking.get(row.label, ())]
    return Lane(row.student, bars)


def _sign(rank: int | None) -> str:
    return SIGNS[rank - 1] if rank is not None and rank <= len(SIGNS) else ""


def _kind(rank: int | None) -> str:
    return "wish" if rank in TOP else "later"
