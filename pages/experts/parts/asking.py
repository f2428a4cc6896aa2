"""The group a leader asks for, and what was written so far: shared by the pages of one request."""

from dataclasses import dataclass
from typing import Any

import streamlit as st

from hub.experts import service
from hub.experts.reads import Choices, Condition, FreeDay, FreeTime, Wish
from hub.groups import reads as groups
from hub.groups.reads import GroupFacts
from hub.i18n import _
from hub.i18n.values import month_day, short_day, yen
from hub.kernel.calendar import japan_date
from models.vocab.experts import DayPart
from pages.kit import act, widgets
from pages.kit.act import Kept

FLOW = "experts.need"


@dataclass(frozen=True, slots=True)
class Asking:
    """The group and the draft of its request."""

    group: GroupFacts
    kept: Kept

    @property
    def need(self) -> str:
        """What was written."""
        return str(self.kept.answers.get("need", ""))

    @property
    def dropped(self) -> tuple[Condition, ...]:
        """Conditions that were taken off."""
        return tuple(Condition(word) for word in self.kept.answers.get("dropped", []))

    @property
    def wishes(self) -> dict[Wish, str]:
        """What was chosen besides."""
        return {Wish(word): text for word, text in self.kept.answers.get("wishes", {}).items()}

    def keep(self, **changed: Any) -> "Asking":  # noqa: ANN401  plain values of a draft
        """Save what has changed."""
        answers = {**self.kept.answers, **changed}
        return Asking(self.group, act.keep(FLOW, str(self.group.group_id), self.kept, answers))

    def forget(self) -> None:
        """Throw the draft away once it is sent."""
        act.forget(FLOW, str(self.group.group_id))


def present() -> Asking | None:
    """The draft of the group this person leads; None, with a page that says so, without one."""
    found = act.read(groups.groups_of_firm, firm_id=act.actor().seat.firm_id or 0)
    led = [group for group in found if group.is_led_by(act.actor())]
    if not led:
        widgets.title(_("専門家を頼む"))
        widgets.empty(
            _("代表をしている連携グループがありません"),
            _("グループを作ると、専門家を共同で頼めます。"),
        )
        return None
    group = next((each for each in led if each.can_book), led[0])
    return Asking(group, act.draft(FLOW, str(group.group_id)))


def condition_words(condition: Condition, ceiling_yen: int) -> str:
    """A condition as its chip says it."""
    return {
        Condition.WARD: _("この区に来られる"),
        Condition.FREE: _("空いている日がある"),
        Condition.BUDGET: _("1回{most}まで").format(most=yen(ceiling_yen)),
    }[condition]


def _counted(words: str, count: int, *, is_on: bool) -> str:
    """A condition with how many people another tap would bring back or hide."""
    if not count:
        return words
    told = (
        _("{condition}（外すと{count}名増える）")
        if is_on
        else _("{condition}（付けると{count}名減る）")
    )
    return told.format(condition=words, count=count)


def conditions(asking: Asking, choices: Choices | None = None) -> Asking:
    """Chips of the conditions; taking one off shows more people."""
    names = {each.value: condition_words(each, asking.group.booking_ceiling_yen)
             for each in Condition}  # fmt: skip
    if choices is not None:
        names = {word: _counted(told, choices.moves[Condition(word)],
                                is_on=Condition(word) not in asking.dropped)
                 for word, told in names.items()}  # fmt: skip
    on = [word for word in names if Condition(word) not in asking.dropped]
    widgets.seed("experts.ask.conditions", on)
    chosen = st.pills(
        _("条件"),
        list(names),
        selection_mode="multi",
        format_func=lambda word: names[word],
        key="experts.ask.conditions",
        label_visibility="collapsed",
        wrap=True,
    )
    return asking.keep(dropped=[word for word in names if word not in chosen])


def day_words(free: FreeDay, *, in_month: bool = False) -> str:
    """A date and the part of it that is free: 12月3日（木）午後; 3日（木）午後 under its month."""
    day = month_day(free.day) if in_month else short_day(free.day)
    patterns = {
        DayPart.AM: _("{day}午前"),
        DayPart.PM: _("{day}午後"),
        DayPart.FULL: _("{day}終日"),
    }
    return patterns[free.part].format(day=day)


def time_words(time: FreeTime, *, in_month: bool = False) -> str:
    """A free half-day in words."""
    part = DayPart.AM if time.is_morning else DayPart.PM
    return day_words(FreeDay(japan_date(time.span.start), part), in_month=in_month)


def hand_over(group_id: int, need: str) -> None:
    """Ask the coordinator to look for somebody; what happens next stays on the page."""
    name = f"experts.hand_over.{group_id}"
    values = {"group_id": group_id, "need": need}
    if act.act(service.ask_coordinator, values, once=act.once(name)) is not None:
        act.done(name)
        st.session_state["experts.handed_over"] = True
    st.rerun()


def handed_over() -> None:
    """Say that the coordinator will call, once after it was asked for."""
    if st.session_state.pop("experts.handed_over", False):
        with widgets.strip("handed-over"):  # noqa: B005  the state strip of the kit
            widgets.tag(_("受け付けました"), "good")
            widgets.say(_("相談員からお電話します。"))
