"""Changes of a plan: what happens is chosen, said in plain words, and computed as a job."""

import streamlit as st

from hub.i18n import _
from hub.internship import reads, service
from hub.internship.reads import ChangeForm
from hub.kernel.text import N_
from models.vocab import Role
from pages.internship.parts import change_fields
from pages.internship.parts.plan_words import plan_label, plan_name
from pages.kit import act, address, widgets
from pages.kit.page import page


@page(path="plan-change", title=N_("案を変える"), roles=(Role.COORDINATOR,), in_menu=False)
def render() -> None:
    """One change at a time; nothing is written before it is accepted on the next page."""
    number = address.number("plan")
    form: ChangeForm = act.read(reads.change_form, scenario_id=number)
    widgets.title(
        _("抜けた後の予定を直す") if form.is_repair else _("案を変えてみる"),
        _("計算して、だれの予定が動くかを先に見ます。決めるまで何も変わりません。"),
        back=(_("{plan}へ戻る").format(plan=plan_name(form.plan)), "plan", {"plan": str(number)}),
        place=form.card.name,
    )
    problems = act.problems()
    errors = dict(problems)
    widgets.error_summary(problems)
    with widgets.strip("change"):
        widgets.tag(plan_label(form.plan), "act")
        widgets.say(
            _("始まった期間は変わりません。") if form.is_repair else _("元の案はそのまま残ります。")
        )
    if not form.can_change:
        widgets.empty(
            _("この案は、いま変えられません"),
            _("検査に通った案か、公表中の版を開いてください。"),
            (_("募集回の一覧へ"), "rounds"),
        )
        return
    wanted = change_fields.ask(form, errors)
    note = ""
    if form.is_repair:
        hint = _("職員だけが見ます。学生や会社には知らせません。")
        with widgets.field("note", hint, errors.get("note")):
            note = str(
                st.text_input(_("理由（必須）"), key="internship.change.note", max_chars=400)
            )
    widgets.say(_("計算中も、画面を閉じて構いません。"))
    if widgets.primary(_("この変更で計算する"), "internship.change.send"):
        _send(number, wanted, note)


def _send(number: int, wanted: change_fields.Wanted, note: str) -> None:
    """Ask for the plan; the next page shows how far it is."""
    if wanted.problem:
        act.tell([(wanted.problem, _("選んでください。"))])
        st.rerun()
    name = f"internship.change.{number}"
    values = {
        "scenario_id": number,
        "changes": wanted.changes,
        "keeps_others": wanted.keeps_others,
        "note": note,
    }
    asked = act.act(service.request_change, values, once=act.once(name))
    act.done(name)
    if asked is None:
        st.rerun()
    act.start(asked.job_id)
    query = {"plan": str(asked.scenario_id), "with": str(number)}
    st.switch_page(widgets.page_of("plan-compare"), query_params=query)
