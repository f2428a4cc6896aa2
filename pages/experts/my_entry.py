"""An expert's own entry in the roster: what groups read, and a pause when it is too much."""

from functools import partial

import streamlit as st

from hub.experts import reads, service
from hub.experts.reads import CertificateFacts, ExpertFacts
from hub.experts.words import roster as words
from hub.i18n import _, current_language, n_, translated
from hub.i18n.values import yen
from hub.kernel.text import N_
from hub.skills import reads as skills
from hub.skills.reads import SkillLabel
from models.vocab import Role
from models.vocab.experts import CertificateGrade, ExpertAction, ExpertState
from pages.experts.parts import languages
from pages.kit import act, widgets
from pages.kit.page import page


@page(path="my-entry", title=N_("登録内容"), roles=(Role.EXPERT,))
def render() -> None:
    """What stands there, and the one thing the expert changes alone: to be listed or not."""
    expert_id: int | None = act.read(reads.my_expert_id)
    if expert_id is None:
        widgets.title(_("登録内容"))
        widgets.empty(
            _("名簿の登録がまだです"), _("区の窓口が登録すると、ここに依頼と予定が出ます。")
        )
        return
    _settle()
    languages.settle(expert_id)
    entry: ExpertFacts = act.read(reads.profile, expert_id=expert_id)
    widgets.title(
        _("登録内容"),
        _(
            "区の名簿に載っている内容です。言葉と引き受けない会社はここで変えられます。ほかは窓口へお電話ください。"
        ),
    )
    widgets.error_summary(act.problems())
    _state(entry)
    left, right = st.columns([2.1, 1], gap="large")
    with left:
        widgets.heading(entry.headline)
        widgets.say(entry.bio)
        languages.show(entry)
        widgets.heading(_("引き受けない会社"))
        widgets.say(_("勤め先や家族の会社など、頼まれては困る会社を届けられます。"))
        widgets.go(_("引き受けない会社を届ける"), "conflicts", "experts.entry.conflicts")
        _skills(entry)
        _certificates(entry.certificates)
    with right, widgets.card("terms"):
        years = n_("{years}年", "{years}年", entry.years)
        widgets.fact(_("経験"), years.format(years=entry.years))
        widgets.fact(_("謝金（半日）"), yen(entry.fee_yen))
        widgets.fact(_("交通費"), yen(entry.travel_yen))
        notice = n_("{days}営業日前まで", "{days}営業日前まで", entry.notice_days)
        widgets.fact(_("受付の締切"), notice.format(days=entry.notice_days))
        invoice = _("登録番号あり（インボイス）") if entry.is_invoice_registered else ""
        widgets.fact(_("消費税の登録"), invoice or _("登録番号なし"))


def _state(entry: ExpertFacts) -> None:
    """The state and its one step."""
    is_listed = entry.state is ExpertState.LISTED
    with widgets.strip("entry"):
        widgets.tag(translated(entry.state_words), "good" if is_listed else "wait")
        if is_listed:
            widgets.say(_("しばらく休むと、新しい依頼は届きません。約束はそのままです。"))
        elif entry.state is ExpertState.PAUSED:
            widgets.say(_("再び載せると、グループから依頼が届きます。"))
    steps = {ExpertState.LISTED: ExpertAction.PAUSE, ExpertState.PAUSED: ExpertAction.RESUME}
    action = steps.get(entry.state)
    if action is not None:
        label = translated(words.EXPERT_ACTIONS[action])
        widgets.secondary(label, "experts.entry.step", on_click=partial(_step, entry, action))


def _skills(entry: ExpertFacts) -> None:
    labels: dict[str, SkillLabel] = act.read(skills.skill_labels)
    count = len(entry.skills)
    widgets.heading(n_("技能 {count}件", "技能 {count}件", count).format(count=count))
    with widgets.rows("skills"):
        for number, skill in enumerate(entry.skills):
            with widgets.entry(f"skill-{number}"):
                told = _("{level}・{years}年")
                detail = told.format(level=translated(skill.level_words), years=skill.years)
                widgets.two_lines(_skill_name(labels.get(skill.code)), detail)
                _checked(is_checked=skill.is_checked)


def _certificates(found: tuple[CertificateFacts, ...]) -> None:
    if not found:
        return
    count = len(found)
    widgets.heading(n_("資格 {count}件", "資格 {count}件", count).format(count=count))
    with widgets.rows("certificates"):
        for number, one in enumerate(found):
            with widgets.entry(f"certificate-{number}"):
                graded = one.grade is not CertificateGrade.NONE
                widgets.two_lines(one.name, translated(words.GRADES[one.grade]) if graded else "")
                _checked(is_checked=one.is_checked)


def _skill_name(label: SkillLabel | None) -> str:
    """Name in the language of the run; a code the vocabulary has dropped is an old one."""
    if label is None:
        return _("旧分類")
    return label.name if current_language() == "ja" else label.name_en


def _checked(*, is_checked: bool) -> None:
    if is_checked:
        widgets.tag(_("確認済み"), "good")
    else:
        widgets.tag(_("本人の申告"))


def _step(entry: ExpertFacts, action: ExpertAction) -> None:
    st.session_state["experts.entry.pressed"] = (entry, action)


def _settle() -> None:
    """Take the step before anything is drawn."""
    entry, action = st.session_state.pop("experts.entry.pressed", (None, None))
    if entry is None:
        return
    values = {"expert_id": entry.expert_id, "action": action, "version": entry.version}
    once = act.once(f"experts.entry.{entry.version}")
    act.act(service.advance_expert, values, once=once)
