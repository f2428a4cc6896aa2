"""The coordinator plans a course; the clerk reviews it before firms see anything."""

from typing import Any

import streamlit as st

from hub.i18n import _
from hub.kernel.calendar import japan_date
from hub.kernel.text import N_
from hub.training import reads, service
from models.vocab import Role
from pages.kit import act, widgets
from pages.kit.act import Kept
from pages.kit.page import page
from pages.training.parts import plan_form
from pages.training.parts.plan_form import AGES, COUNTS, DATES, DAY, MONEY, TEXTS

FLOW = "training.new"
MOST_DAYS = 10
TEXT_FIELDS = (*TEXTS, *COUNTS, *DATES, *MONEY, "trainer", "trainer_note")


@page(path="training-new", title=N_("研修を計画する"), roles=(Role.COORDINATOR,), in_menu=False)
def render() -> None:
    """Blocks of short answers, the consequence and one button."""
    kept = act.draft(FLOW, "")
    problems = [(plan_form.field_of(name), words) for name, words in act.problems()]
    errors = dict(problems)
    widgets.title(
        _("研修を計画する"),
        _("区の審査担当が確かめてから、企業に告知します。"),
        back=(_("共同研修へ戻る"), "trainings"),
    )
    widgets.error_summary(problems)
    answers = _first(kept)
    left, right = st.columns([2.1, 1], gap="medium")
    with left:
        widgets.heading(_("内容"))
        plan_form.texts(TEXTS, answers, errors)
        _age(answers)
        widgets.heading(_("講師"))
        _trainer(answers, errors)
        widgets.heading(_("日程"))
        plan_form.days(answers, errors)
        has_grown = _more_days(answers)
        widgets.heading(_("席と募集"))
        plan_form.texts((*COUNTS, *DATES), answers, errors)
        widgets.heading(_("費用"))
        plan_form.texts(MONEY, answers, errors)
    kept = act.keep(FLOW, "", kept, answers)
    if has_grown:
        st.rerun()
    with right, widgets.side("new"):
        widgets.say(_("出すと、審査担当に知らせが届きます。企業にはまだ見えません。"))
        widgets.say(_("名簿の講師の時間は、5営業日だけ仮におさえます。"))
        with widgets.bar("new", sticky=True):
            widgets.saved_line()
            if widgets.primary(_("この計画を出す"), "training.new.send"):
                _send(answers, kept.once)


def _first(kept: Kept) -> dict[str, Any]:
    """The draft, or an empty form that begins today."""
    empty: dict[str, Any] = dict.fromkeys(TEXT_FIELDS, "")
    today = japan_date(act.today()).isoformat()
    empty |= {"opens": today, "days": [dict.fromkeys(DAY, "")], "min_age": "0", "trainer_id": "0"}
    found = {**empty, **kept.answers}
    # Copies: what is typed must differ from the draft, or nothing would be saved.
    return {**found, "days": [dict(one) for one in found["days"]]}


def _age(answers: dict[str, Any]) -> None:
    names = {0: _("だれでも"), 15: _("15歳から"), 18: _("18歳から")}
    hint = _("機械の調整など危険な作業があるときは、18歳からにします。")
    with widgets.field("min_age", hint):
        widgets.seed("training.new.min_age", int(answers["min_age"]))
        chosen = st.radio(
            _("参加できる年齢"),
            AGES,
            format_func=lambda age: names[age],
            horizontal=True,
            key="training.new.min_age",
        )
    answers["min_age"] = str(chosen)


def _trainer(answers: dict[str, Any], errors: dict[str, str]) -> None:
    """An expert of the roster by name, or somebody else typed."""
    ward_id = act.actor().seat.ward_id
    known: dict[int, str] = act.read(reads.trainer_choices, ward_id=ward_id)
    names = {0: _("名簿から選ばない"), **known}
    first = int(answers["trainer_id"])
    with widgets.field("trainer_id", None, errors.get("trainer_id")):
        widgets.seed("training.new.trainer_id", first if first in names else 0)
        chosen = st.selectbox(
            _("専門家の名簿"),
            list(names),
            format_func=lambda at: names[at],
            key="training.new.trainer_id",
        )
    answers["trainer_id"] = str(chosen or 0)
    plan_form.texts(("trainer", "trainer_note"), answers, errors)


def _more_days(answers: dict[str, Any]) -> bool:
    """A way to one more day; Say whether it was taken in this run."""
    if len(answers["days"]) >= MOST_DAYS:
        return False
    if not widgets.link_act(_("日程を加える"), "training.new.more"):
        return False
    answers["days"].append(dict.fromkeys(DAY, ""))
    return True


def _send(answers: dict[str, Any], once: str) -> None:
    wrong = plan_form.wrong_fields(answers)
    if wrong:
        act.tell(wrong)
        st.rerun()
    values = plan_form.plan(answers, act.actor().seat.ward_id)
    done: service.CourseSaved | None = act.act(service.plan_course, values, once=once)
    if done is None:
        st.rerun()
    act.forget(FLOW, "")
    for name in (*TEXT_FIELDS, "min_age", "trainer_id"):
        st.session_state.pop(f"training.new.{name}", None)
    for at in range(MOST_DAYS):
        for name in DAY:
            st.session_state.pop(f"training.new.{at}.{name}", None)
    query = {"training": str(done.training_id)}
    st.switch_page(widgets.page_of("training"), query_params=query)
