"""Languages besides Japanese that an expert can teach in; every choice is saved at once."""

import streamlit as st

from hub.experts import service
from hub.experts.reads import ExpertFacts
from hub.experts.words import roster as words
from hub.i18n import _, translated
from hub.i18n.values import clock_time
from models.vocab.experts import Language
from pages.kit import act, widgets


def settle(expert_id: int) -> None:
    """Save what was changed before anything is drawn."""
    if not st.session_state.pop("experts.languages.changed", False):
        return
    values = {"expert_id": expert_id, "languages": st.session_state["experts.languages"]}
    done = act.act(service.set_languages, values, once=act.once("experts.languages"))
    act.done("experts.languages")
    refused = " ".join(sentence for _field, sentence in act.problems())
    act.tell(())
    saved = _("保存しました {time}").format(time=clock_time(act.today()))
    st.session_state["experts.languages.said"] = saved if done is not None else refused


def show(entry: ExpertFacts) -> None:
    """All languages as large buttons; those that are on are the ones spoken."""
    widgets.heading(_("日本語のほかに話せる言葉"))
    how = _("教えられる言葉を押します。もう一度押すと外れます。")
    widgets.month_said("languages", st.session_state.get("experts.languages.said", how))
    widgets.seed("experts.languages", [each.value for each in entry.languages])
    st.pills(
        _("日本語のほかに話せる言葉"),
        [each.value for each in Language],
        selection_mode="multi",
        format_func=lambda code: translated(words.LANGUAGES[Language(code)]),
        key="experts.languages",
        label_visibility="collapsed",
        wrap=True,
        on_change=widgets.whole(_changed),
    )


def _changed() -> None:
    st.session_state["experts.languages.changed"] = True
