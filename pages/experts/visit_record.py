"""An expert records a visit that is over: three short lines, how many came, how long."""

from typing import Any, Final

import streamlit as st

from hub.experts import reads, service
from hub.experts.reads import ExpertVisit
from hub.i18n import _
from hub.i18n.values import hours
from hub.kernel.text import N_, number_text
from models.vocab import Role
from pages.kit import act, widgets
from pages.kit.page import page

FLOW: Final = "experts.record"
LINES: Final = ("what", "result", "next_step")
NUMBERS: Final = ("attendees", "minutes")


@page(path="visit-record", title=N_("実施記録を書く"), roles=(Role.EXPERT,), in_menu=False)
def render() -> None:
    """The form of one visit; what is typed is kept until it is sent."""
    wanted = st.query_params.get("visit", "")
    visits: tuple[ExpertVisit, ...] = act.read(
        reads.visits_of_expert, person_id=act.actor().person_id
    )
    visit = next((each for each in visits if str(each.visit_id) == wanted), None)
    back = (_("約束と実施記録へ戻る"), "my-visits")
    if visit is None or not visit.can_record:
        widgets.title(_("実施記録を書く"), back=back)
        widgets.empty(
            _("記録を書く訪問が見つかりません"),
            _("訪問が終わると、ここで記録を書けます。"),
            (_("約束の一覧を見る"), "my-visits"),
        )
        return
    widgets.title(_("実施記録を書く"), _("短い文で十分です。欄を出ると保存されます。"), back=back)
    widgets.error_summary(act.problems())
    with widgets.strip("visit"):  # noqa: B005  the state strip of the kit
        widgets.tag(hours(visit.span.start, visit.span.end))
        widgets.say(_("{title}（{firm}）").format(title=visit.title, firm=visit.asker.firm))
    _form(visit)


def _form(visit: ExpertVisit) -> None:
    subject = str(visit.visit_id)
    kept = act.draft(FLOW, subject)
    usual = int((visit.span.end - visit.span.start).total_seconds() // 60)
    first = dict.fromkeys((*LINES, *NUMBERS), "") | {"minutes": str(usual)} | kept.answers
    answers = dict(first)
    errors = dict(act.problems())
    left, right = st.columns([2.1, 1], gap="medium")
    with left:
        for name, (label, hint) in _labels().items():
            with widgets.field(name, hint, errors.get(name)):
                answers[name] = _typed(visit, name, label, answers)
    if answers != first:
        kept = act.keep(FLOW, subject, kept, answers)
    with right, widgets.side("record"):
        widgets.say(_("出すと、頼んだグループが内容を確かめます。そのあと謝金が決まります。"))
        with widgets.bar("record", sticky=True):
            widgets.saved_line()
            if widgets.primary(_("実施記録を出す"), "experts.record.send"):
                _send(visit, answers, kept.once)


def _labels() -> dict[str, tuple[str, str]]:
    return {
        "what": (_("したこと"), _("例：若手2人と荒削りの段取りを見直しました。")),
        "result": (_("結果"), _("例：仕上げの肌がそろい、手直しが減りました。")),
        "next_step": (_("次にすること"), _("なければ空のままにします。")),
        "attendees": (_("参加した人数"), _("例：3")),
        "minutes": (_("かかった時間（分）"), _("約束の時間が入っています。違えば直してください。")),
    }


def _typed(visit: ExpertVisit, name: str, label: str, answers: dict[str, Any]) -> str:
    """One text of the form; the draft fills it after a reload."""
    widgets.seed(f"experts.record.{visit.visit_id}.{name}", answers.get(name, ""))
    if name in NUMBERS:
        return str(st.text_input(label, key=f"experts.record.{visit.visit_id}.{name}", max_chars=4))
    return str(
        st.text_area(label, key=f"experts.record.{visit.visit_id}.{name}", max_chars=400, height=96)
    )


def _send(visit: ExpertVisit, answers: dict[str, Any], once: str) -> None:
    values: dict[str, object] = {name: answers.get(name, "") for name in LINES}
    values |= {name: number_text(answers.get(name, "")) for name in NUMBERS}
    values |= {"visit_id": visit.visit_id, "version": visit.version}
    if act.act(service.record_visit, values, once=once) is None:
        st.rerun()
    act.forget(FLOW, str(visit.visit_id))
    st.session_state["experts.visits.said"] = _("実施記録を出し、頼んだグループに知らせました。")
    st.switch_page(widgets.page_of("my-visits"))
