"""The usual week: which weekdays, which part of the day, once a month, how many days at most."""

from functools import partial
from typing import Final

import streamlit as st

from hub.experts import reads, service
from hub.experts.reads import WeekPage
from hub.experts.words import roster as words
from hub.i18n import _, n_, translated
from hub.i18n.values import clock_time
from models.vocab.experts import DayPart
from pages.kit import act, widgets

CAPS: Final = (2, 4, 6, 8, 10, 12, 16, 20, 31)

Rule = dict[str, object]


def settle(expert_id: int) -> None:
    """Save what was changed before anything is drawn."""
    rules: list[list[Rule]] = st.session_state.pop("experts.week.rules", [])
    for each in rules:
        values: dict[str, object] = {"expert_id": expert_id, "rules": each}
        done = act.act(service.set_week, values, once=act.once("experts.week"))
        st.session_state["experts.week.said"] = _told(done)
    if st.session_state.pop("experts.cap.changed", False):
        values = {"expert_id": expert_id, "month_days": st.session_state["experts.cap"]}
        done = act.act(service.set_cap, values, once=act.once("experts.week"))
        st.session_state["experts.cap.said"] = _told(done)


def show(expert_id: int) -> None:
    """Seven weekdays, holidays, the days that come once a month."""
    week: WeekPage = act.read(reads.week_of, expert_id=expert_id)
    widgets.heading(_("いつも来られる曜日"))
    how = _("曜日ごとに選びます。")
    widgets.month_said("week", st.session_state.get("experts.week.said", how))
    labels = {part.value: translated(told) for part, told in words.SWITCH_PARTS.items()}
    for weekday, part in enumerate(week.weekly):
        widgets.seed(f"experts.week.{weekday}", part.value)
        name, switch = st.columns([1, 4], vertical_alignment="center")
        name.markdown(widgets.bold(translated(words.WEEKDAYS[weekday])))
        with switch:
            widgets.segmented(
                translated(words.WEEKDAYS[weekday]),
                labels,
                f"experts.week.{weekday}",
                on_change=partial(_changed, week),
            )
    widgets.seed("experts.week.holidays", week.comes_on_holidays)
    st.checkbox(
        _("その曜日が祝日でも来られる"),
        key="experts.week.holidays",
        on_change=widgets.whole(partial(_changed, week)),
    )
    _monthly(week)


def show_cap(expert_id: int) -> None:
    """On how many days a month at most."""
    week: WeekPage = act.read(reads.week_of, expert_id=expert_id)
    widgets.heading(_("一か月に何日まで"))
    how = _("約束がこの日数になると、その月はもう依頼が来ません。")
    widgets.month_said("cap", st.session_state.get("experts.cap.said", how))
    widgets.seed("experts.cap", week.cap_month_days)
    st.segmented_control(
        _("一か月に何日まで"),
        sorted({*CAPS, week.cap_month_days}),
        format_func=lambda days: n_("{days}日", "{days}日", days).format(days=days),
        required=True,
        key="experts.cap",
        label_visibility="collapsed",
        on_change=widgets.whole(_cap_changed),
    )


def _monthly(week: WeekPage) -> None:
    """Days that come once a month, such as the third Saturday."""
    widgets.heading(_("毎月1回だけの日"), 3)
    which, weekday, part, add = st.columns([1, 1, 1, 1], vertical_alignment="bottom")
    which.selectbox(
        _("何回目"), list(words.NTH_WORDS), key="experts.add.nth",
        format_func=lambda nth: translated(words.NTH_WORDS[nth]),
    )  # fmt: skip
    weekday.selectbox(
        _("曜日"), list(range(7)), index=5, key="experts.add.weekday",
        format_func=lambda at: translated(words.WEEKDAYS[at]),
    )  # fmt: skip
    part.selectbox(
        _("時間"), [DayPart.AM.value, DayPart.PM.value, DayPart.FULL.value], key="experts.add.part",
        format_func=lambda value: translated(words.SWITCH_PARTS[DayPart(value)]),
    )  # fmt: skip
    with add:
        widgets.secondary(_("この日を加える"), "experts.add", on_click=partial(_added, week))
    for number, line in enumerate(week.special):
        with widgets.entry(f"special-{number}"):
            told = _("{nth}{weekday}　{part}")
            widgets.say(
                told.format(
                    nth=translated(words.NTH_WORDS[line.nth or 1]),
                    weekday=translated(words.WEEKDAYS[line.weekday]),
                    part=translated(words.SWITCH_PARTS[line.part]),
                )
            )
            gone = tuple(at for at in range(len(week.special)) if at != number)
            widgets.link_act(
                _("外す"), f"experts.special.{number}", on_click=partial(_changed, week, gone)
            )


def _changed(week: WeekPage, kept: tuple[int, ...] | None = None) -> None:
    """Keep the week as the switches show it, with the monthly days that stay."""
    _queue(
        _weekly(), [line for at, line in enumerate(_special(week)) if kept is None or at in kept]
    )


def _added(week: WeekPage) -> None:
    new: Rule = {
        "weekday": st.session_state["experts.add.weekday"],
        "part": st.session_state["experts.add.part"],
        "nth": st.session_state["experts.add.nth"],
        "on_holidays": st.session_state["experts.week.holidays"],
    }
    _queue(_weekly(), [*_special(week), new])


def _cap_changed() -> None:
    st.session_state["experts.cap.changed"] = True


def _weekly() -> list[Rule]:
    comes = st.session_state["experts.week.holidays"]
    parts = {at: st.session_state[f"experts.week.{at}"] for at in range(7)}
    return [
        {"weekday": at, "part": part, "on_holidays": comes}
        for at, part in parts.items()
        if part != DayPart.CLOSED.value
    ]


def _special(week: WeekPage) -> list[Rule]:
    comes = st.session_state["experts.week.holidays"]
    return [
        {"weekday": line.weekday, "part": line.part, "nth": line.nth, "on_holidays": comes}
        for line in week.special
    ]


def _queue(weekly: list[Rule], special: list[Rule]) -> None:
    st.session_state.setdefault("experts.week.rules", []).append([*weekly, *special])


def _told(done: object | None) -> str:
    """What to say in the line of fixed height."""
    act.done("experts.week")
    refused = " ".join(sentence for _field, sentence in act.problems())
    act.tell(())
    saved = _("保存しました {time}").format(time=clock_time(act.today()))
    return saved if done is not None else refused
