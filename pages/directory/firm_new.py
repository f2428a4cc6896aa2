"""Staff of the ward enter a firm; one that is there already is named."""

from typing import Any

import streamlit as st

from hub.directory import service
from hub.i18n import _
from hub.kernel.text import N_
from pages.directory.parts import KEEPERS, firm_form
from pages.kit import act, widgets
from pages.kit.page import page

FLOW = "directory.firm_new"
KEY = "firm_new"


@page(path="firm-new", title=N_("会社を加える"), roles=KEEPERS, in_menu=False)
def render() -> None:
    """An empty form; one button enters the firm."""
    kept = act.draft(FLOW, "new")
    problems = [(firm_form.field_of(name), words) for name, words in act.problems()]
    widgets.title(
        _("会社を加える"),
        _("先に一覧で探してください。同じ法人番号は2回登録できません。"),
        back=(_("会社の一覧へ戻る"), "firms"),
    )
    widgets.error_summary(problems)
    answers: dict[str, Any] = {**dict.fromkeys(firm_form.FIELDS, ""), **kept.answers}
    firm_form.draw(KEY, answers, dict(problems))
    kept = act.keep(FLOW, "new", kept, answers)
    with widgets.bar("firm", sticky=True):
        widgets.saved_line()
        if widgets.primary(_("会社を登録する"), "directory.firm_new.send"):
            _send(answers, kept.once)


def _send(answers: dict[str, Any], once: str) -> None:
    values = {"ward_id": act.actor().seat.ward_id, "entry": firm_form.entry(answers)}
    done: service.FirmSaved | None = act.act(service.register_firm, values, once=once)
    if done is None:
        st.rerun()
    act.forget(FLOW, "new")
    firm_form.clear(KEY)
    st.switch_page(widgets.page_of("firm"), query_params={"firm": str(done.firm_id)})
