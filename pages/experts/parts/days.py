"""Single days: a month to press on, or a list with one switch a day."""

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Final

import streamlit as st

from hub.experts import reads, service
from hub.experts.reads import DayCell, MonthPage
from hub.experts.words import roster as words
from hub.i18n import _, translated
from hub.i18n.values import month as month_name
from hub.i18n.values import short_day, short_month
from hub.kernel.calendar import month_after
from models.vocab.experts import DayPart
from pages.kit import act, widgets

TURN: Final = "turn"
USUAL: Final = "usual"


def settle(expert_id: int) -> None:
    """Do what was pressed before anything is drawn, so that every press counts once."""
    for day, part in st.session_state.pop("experts.pressed", []):
        values = {"expert_id": expert_id, "days": [{"day": day, "part": part}]}
        done = act.act(service.paint_days, values, once=act.once("experts.days"))
        act.done("experts.days")
        if done is None:
            told = " ".join(sentence for _field, sentence in act.problems())
        elif part is None:
            told = _("{day}はいつもどおりです。保存しました。").format(day=short_day(day))
        else:
            said = _("{day}は「{part}」です。保存しました。")
            told = said.format(day=short_day(day), part=translated(words.DAY_PARTS[part]))
        act.tell(())
        st.session_state["experts.days.said"] = told


def show(expert_id: int, first: date | None) -> None:
    """The month, how a press works, the grid or the list, the months around."""
    wanted = st.session_state.get("experts.month", first)
    month: MonthPage = act.read(reads.month_of, expert_id=expert_id, first=wanted)
    widgets.heading(_("来られない日、半日だけの日"))
    as_list = _view() == "list"
    how = _("日ごとに選びます。") if as_list else _("下で選んでから、日を押します。")
    # What a press did stays in sight as long as a part of the month is.
    with st.container(key="experts_month"):
        widgets.heading(month_name(month.first), 3)
        widgets.month_said("experts", st.session_state.get("experts.days.said", how))
        if as_list:
            _list(month)
        else:
            mode = widgets.segmented(_("押した日をどうするか"), _modes(), "experts.days.mode")
            widgets.month_grid(
                "experts",
                [
                    widgets.MonthCell(
                        cell.day, cell.kind, translated(cell.words), is_fixed=cell.turns_to is None
                    )
                    for cell in month.cells
                ],
                partial(_press, _turns(month, mode)),
            )
        _months(month)


def _view() -> str:
    if st.query_params.get("view") == "list":
        widgets.seed("experts.days.view", "list")
    views = {"month": _("月の表"), "list": _("一覧")}
    return widgets.segmented(_("見え方"), views, "experts.days.view")


def _modes() -> Mapping[str, str]:
    return {
        TURN: _("空きと休みを変える"),
        DayPart.AM.value: _("午前だけにする"),
        DayPart.PM.value: _("午後だけにする"),
        USUAL: _("いつもどおりにする"),
    }


def _turns(month: MonthPage, mode: str) -> Mapping[date, DayPart | None]:
    """What a press makes of each day; None brings the usual week back."""
    if mode == TURN:
        return {cell.day: cell.turns_to for cell in month.cells}
    part = None if mode == USUAL else DayPart(mode)
    return {cell.day: part for cell in month.cells}


def _list(month: MonthPage) -> None:
    labels = {part.value: translated(told) for part, told in words.SWITCH_PARTS.items()}
    with widgets.rows("days"):
        for cell in month.cells:
            with widgets.row(f"day-{cell.day}"):
                name, switch = st.columns([1, 3], vertical_alignment="center")
                name.markdown(widgets.bold(short_day(cell.day)))
                with switch:
                    if cell.turns_to is None or cell.kind in {"asked", "booked"}:
                        widgets.say(translated(cell.words))
                    else:
                        _switch(cell, labels)


def _switch(cell: DayCell, labels: Mapping[str, str]) -> None:
    key = f"experts.list.{cell.day.isoformat()}"
    st.session_state[f"experts.list.{cell.day.isoformat()}"] = cell.said.value
    widgets.segmented(short_day(cell.day), labels, key, on_change=partial(_chosen, cell.day))


def _months(month: MonthPage) -> None:
    with widgets.pair("months"):
        if month.first > month.earliest:
            before = month_after(month.first, -1)
            label = _("{month}を見る").format(month=short_month(before))
            widgets.link_act(label, "experts.month.before", on_click=partial(_turn, before))
        if month.first < month.latest:
            after = month_after(month.first)
            label = _("{month}を見る").format(month=short_month(after))
            widgets.link_act(label, "experts.month.after", on_click=partial(_turn, after))


def _press(turns: Mapping[date, DayPart | None], day: date) -> None:
    st.session_state.setdefault("experts.pressed", []).append((day, turns[day]))


def _chosen(day: date) -> None:
    part = DayPart(st.session_state[f"experts.list.{day.isoformat()}"])
    st.session_state.setdefault("experts.pressed", []).append((day, part))


def _turn(first: date) -> None:
    st.session_state["experts.month"] = first
    st.session_state.pop("experts.days.said", None)
