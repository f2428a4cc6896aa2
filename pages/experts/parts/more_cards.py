"""The first cards of an answer, and the button that draws the next ones below them."""

from functools import partial
from typing import Final

import streamlit as st

from hub.experts import reads
from hub.experts.reads import NeedResults
from hub.i18n import _
from pages.experts.parts.asking import Asking
from pages.kit import widgets

MORE: Final = 5


def first(now: Asking) -> int:
    """How many cards to draw: the first few, more for as long as the same question stands."""
    asked, count = st.session_state.get("experts.results.first", ("", reads.FIRST_CARDS))
    return int(count) if asked == question_of(now) else reads.FIRST_CARDS


def show(now: Asking, found: NeedResults) -> None:
    """The next cards come below those that are there; nothing that was read moves."""
    left = found.fitting - len(found.cards)
    if left <= 0:
        return
    label = _("続きの{count}名を見る").format(count=min(left, MORE))
    more = (question_of(now), len(found.cards) + MORE)
    widgets.secondary(label, "experts.results.more", on_click=partial(_show_more, more))
    if left > MORE:
        widgets.say(widgets.grey(_("あと{count}名います。").format(count=left)))


def question_of(now: Asking) -> str:
    """What was asked, to tell one question from another."""
    return repr(sorted(now.kept.answers.items()))


def _show_more(more: tuple[str, int]) -> None:
    st.session_state["experts.results.first"] = more
