"""A leader writes in own words what the group needs help with."""

import streamlit as st

from hub.experts import service
from hub.i18n import _
from hub.kernel.text import N_
from models.vocab import Role
from pages.experts.parts import asking
from pages.kit import act, widgets
from pages.kit.page import page


@page(path="need", title=N_("専門家を頼む"), roles=(Role.GROUP_LEADER,))
def render() -> None:
    """One text, the conditions, one button."""
    now = asking.present()
    if now is None:
        return
    problems = act.problems()
    errors = dict(problems)
    widgets.title(_("専門家を頼む"), _("困っていることを、話すように書いてください。"))
    widgets.error_summary(problems)
    left, right = st.columns([2.1, 1], gap="medium")
    with left:
        hint = _("例：段取りに時間がかかる。若手だけだと仕上がりの肌が荒い。")
        with widgets.field("need", hint, errors.get("need")):
            widgets.seed("experts.ask.need", now.need)
            typed = st.text_area(_("相談したいこと"), key="experts.ask.need", height=160)
        if str(typed) != now.need:
            now = now.keep(need=str(typed), skills=None)
        widgets.say(widgets.bold(_("条件（外すと、ほかの方も出ます）")))
        now = asking.conditions(now)
    with right, widgets.side("need"):
        widgets.say(_("まだだれにも送られません。名前や電話番号は書かなくて大丈夫です。"))
        with widgets.bar("need", sticky=True):
            widgets.saved_line()
            if widgets.primary(_("合う専門家を探す"), "experts.need.search"):
                _search(now)


def _search(now: asking.Asking) -> None:
    wrong = service.need_problem(now.need)
    if wrong is not None:
        act.tell([(wrong.field, act.sentence(wrong.reason, wrong.params))])
        st.rerun()
    st.switch_page(widgets.page_of("need-results"))
