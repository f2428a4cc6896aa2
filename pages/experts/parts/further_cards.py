"""Those of whom no fit is claimed: behind a button, under a heading of their own."""

from functools import partial

import streamlit as st

from hub.experts.reads import NeedResults
from hub.i18n import _, n_
from pages.experts.parts import expert_cards, more_cards
from pages.experts.parts.asking import Asking
from pages.kit import widgets


def is_open(now: Asking) -> bool:
    """Whether they were asked for; another question closes them again."""
    return bool(st.session_state.get("experts.results.further") == more_cards.question_of(now))


def show(now: Asking, found: NeedResults) -> None:
    """The button once everybody who fits is drawn, or the cards in its place."""
    if not found.further or len(found.cards) < found.fitting:
        return
    if not found.further_cards:
        widgets.say(
            n_(
                "ほかに、書かれたことに少し近い方が{count}名います。合うとは言えません。",
                "ほかに、書かれたことに少し近い方が{count}名います。合うとは言えません。",
                found.further,
            ).format(count=found.further)
        )
        opened = partial(_open, more_cards.question_of(now))
        widgets.secondary(_("ほかの候補を見る"), "experts.results.further.open", on_click=opened)
        return
    widgets.heading(_("ほかの候補"))
    widgets.say(_("合うとは言えませんが、経歴に少し近い所のある方です。"))
    for card in found.further_cards:
        expert_cards.show(card, is_first=False)


def _open(question: str) -> None:
    st.session_state["experts.results.further"] = question
