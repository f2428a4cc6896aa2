"""An expert's free days on the first screen: the month grid, painted by presses."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial

import streamlit as st

from hub.experts import reads, service
from hub.experts.reads import MonthPage
from hub.experts.service import DaysPainted
from hub.experts.words import roster as words
from hub.i18n import _, n_, translated
from hub.i18n.values import short_day, short_month
from hub.kernel.calendar import month_after
from models.vocab.experts import DayPart
from pages.kit import act, widgets


def settle(expert_id: int) -> None:
    """Do what was pressed before anything is drawn, so that every press counts once."""
    for day, part in st.session_state.pop("home.pressed", []):
        days = [{"day": day, "part": part}]
        if _done(service.paint_days, {"expert_id": expert_id, "days": days}):
            told = _("{day}は「{part}」です。保存しました。")
            part_words = translated(words.DAY_PARTS[part])
            _say(told.format(day=short_day(day), part=part_words))
    for source, target in st.session_state.pop("home.copy", []):
        values = {"expert_id": expert_id, "source": source, "target": target}
        done = _done(service.copy_month, values)
        if done:
            told = n_(
                "{month}と同じにしました（{count}日）。",
                "{month}と同じにしました（{count}日）。",
                done.count,
            )
            _say(told.format(month=short_month(source), count=done.count), done.before)
    for before in st.session_state.pop("home.back", []):
        days = [{"day": day, "part": part} for day, part in before]
        if _done(service.paint_days, {"expert_id": expert_id, "days": days}):
            _say(_("元に戻しました。"))


def show(expert_id: int) -> None:
    """Heading with the count, how it works, the grid, ways to the rest."""
    month: MonthPage = act.read(
        reads.month_of, expert_id=expert_id, first=st.session_state.get("home.month")
    )
    before = month_after(month.first, -1)
    with widgets.line("month"):
        first = _("{month}の空いている日").format(month=short_month(month.first))
        widgets.month_heading(first, _counted(month))
        label = _("{month}と同じにする").format(month=short_month(before))
        widgets.secondary(label, "home.copy.act", on_click=partial(_copy, before, month.first))
    how = _("日を押すと「空き」と「休み」が変わります。すぐに保存されます。")
    text, undone = st.session_state.get("home.said", (how, ()))
    widgets.month_said("home", text, undo=partial(_take_back, undone) if undone else None)
    turns = {cell.day: cell.turns_to for cell in month.cells}
    widgets.month_grid(
        "home",
        [
            widgets.MonthCell(
                cell.day, cell.kind, translated(cell.words), is_fixed=cell.turns_to is None
            )
            for cell in month.cells
        ],
        partial(_press, turns),
    )
    _ways(month)


def _ways(month: MonthPage) -> None:
    """The months around, and the page with everything about days."""
    with widgets.pair("months"):
        if month.first > month.earliest:
            before = month_after(month.first, -1)
            label = _("{month}を見る").format(month=short_month(before))
            widgets.link_act(label, "home.month.before", on_click=partial(_turn, before))
        if month.first < month.latest:
            after = month_after(month.first)
            label = _("{month}を見る").format(month=short_month(after))
            widgets.link_act(label, "home.month.after", on_click=partial(_turn, after))
        query = {"month": month.first.isoformat()}
        widgets.link(_("午前・午後を分けて入れる"), "free-days", query)
        widgets.link(_("一覧で入れる"), "free-days", query | {"view": "list"})


def _counted(month: MonthPage) -> str:
    """How much is free, in whole sentences."""
    days, halves = month.free_days, month.free_halves
    if not days and not halves:
        return _("なし")
    if not halves:
        return n_("{days}日", "{days}日", days).format(days=days)
    if not days:
        return n_("半日{halves}回", "半日{halves}回", halves).format(halves=halves)
    if halves == 1:
        return n_("{days}日と半日", "{days}日と半日", days).format(days=days)
    return n_("{days}日と半日{halves}回", "{days}日と半日{halves}回", days).format(
        days=days, halves=halves
    )


def _press(turns: Mapping[date, DayPart | None], day: date) -> None:
    st.session_state.setdefault("home.pressed", []).append((day, turns[day]))


def _copy(source: date, target: date) -> None:
    st.session_state.setdefault("home.copy", []).append((source, target))


def _take_back(before: tuple[tuple[date, DayPart | None], ...]) -> None:
    st.session_state.setdefault("home.back", []).append(before)


def _turn(first: date) -> None:
    st.session_state["home.month"] = first
    st.session_state.pop("home.said", None)


def _done(command: Callable[..., DaysPainted], values: Mapping[str, object]) -> DaysPainted | None:
    """Run one press; a refusal stands in the line above the grid and nowhere else."""
    done: DaysPainted | None = act.act(command, values, once=act.once("home.days"))
    act.done("home.days")
    if done is None:
        _say(" ".join(sentence for _field, sentence in act.problems()))
        act.tell(())
    return done


def _say(text: str, before: tuple[tuple[date, DayPart | None], ...] = ()) -> None:
    st.session_state["home.said"] = (text, before)
