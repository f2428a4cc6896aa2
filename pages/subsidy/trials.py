"""Trying other rules on a year's claims: the form, and the trials so far."""

from collections.abc import Mapping
from typing import Any, Final

import streamlit as st

from hub.i18n import _, n_, translated
from hub.i18n.values import listed, moment
from hub.kernel.text import N_
from hub.kernel.typed import read_part, read_yen
from hub.platform.commands import WRONG_FORM
from hub.subsidy import reads, service
from hub.subsidy.reads import TrialCard, TrialChoice, TrialsPage
from models.vocab import Role
from pages.kit import act, widgets
from pages.kit.page import page
from pages.subsidy.parts import trial_words

STAFF: Final = (Role.WARD_CLERK, Role.WARD_APPROVER, Role.AUDITOR)
MAKERS: Final = (Role.WARD_CLERK, Role.WARD_APPROVER)
TYPED: Final = ("rate", "total", "applicant_year", "unit", "budget")


@page(path="trials", title=N_("制度の数字をためす"), roles=STAFF, in_menu=False)
def render() -> None:
    """What to change for whom to try it; below, what was tried."""
    seen: TrialsPage = act.read(reads.trials, ward_id=act.actor().seat.ward_id)
    widgets.title(
        _("制度の数字をためす"),
        _("補助率や上限を変えると、年度の申請の額がどう変わるかを計算します。申請は変わりません。"),
        back=(_("予算へ戻る"), "budget"),
    )
    problems = [(_field(name), words) for name, words in act.problems()]
    widgets.error_summary(problems)
    if act.actor().role in MAKERS:
        if seen.choices:
            _form(seen, dict(problems))
        else:
            widgets.say(_("申請が届いた年度から、ためせるようになります。"))
    _listed(seen)


def _field(name: str) -> str:
    """The field of the form that a refused value was typed in."""
    return name.removeprefix("change.").partition(".")[0]


def _form(seen: TrialsPage, errors: Mapping[str, str]) -> None:
    choice = _chosen(seen, errors)
    values: dict[str, str] = {}
    if choice is not None:
        widgets.heading(_("変えるところ"))
        widgets.say(_("空のままのところは、いまの決まりのままです。"))
        before = trial_words.before(choice)
        left, right = st.columns(2, gap="medium")
        for number, name in enumerate(trial_words.NAMES):
            with (left, right)[number % 2]:
                values[name] = _one(name, before[name], errors)
    with widgets.bar("trial", sticky=True):
        widgets.say(_("計算は別の処理がします。結果は何度でも見られます。"))
        if widgets.primary(_("この数字で計算する"), "subsidy.trial.send"):
            _send(choice, values)


def _chosen(seen: TrialsPage, errors: Mapping[str, str]) -> TrialChoice | None:
    """The money of a year and the rules; nothing is chosen beforehand where there are several."""
    if len(seen.choices) == 1:
        widgets.say(trial_words.name_of(seen.choices[0]))
        return seen.choices[0]
    names = {"": _("選んでください")}
    by_key = {f"{each.budget_line_id}-{each.version_id}": each for each in seen.choices}
    names |= {key: trial_words.name_of(each) for key, each in by_key.items()}
    if st.session_state.get("subsidy.trial.choice") not in names:
        st.session_state.pop("subsidy.trial.choice", None)
    with widgets.field("choice", _("もとになる年度と決まりです。"), errors.get("choice")):
        key = st.selectbox(
            _("年度と補助の決まり"), list(names), format_func=lambda at: names[at],
            key="subsidy.trial.choice",
        )  # fmt: skip
    return by_key.get(str(key))


def _one(name: str, before: str, errors: Mapping[str, str]) -> str:
    """One field, empty or unchanged at first; what stands in the sheet is its hint."""
    label = translated(trial_words.NAMES[name])
    hint = _("いまの決まり：{before}").format(before=before)
    if name == "rate":
        hint = _("いまの決まり：{before}。例：3/4、4分の3").format(before=before)
    with widgets.field(name, hint, errors.get(name)):
        if name in TYPED:
            return str(st.text_input(label, key=f"subsidy.trial.{name}", max_chars=40))
        names = {"": _("変えない")}
        names |= {at: translated(told) for at, told in trial_words.LABELS[name].items()}
        return str(
            st.selectbox(
                label, list(names), format_func=lambda at: names[at], key=f"subsidy.trial.{name}"
            )
        )


def _send(choice: TrialChoice | None, values: Mapping[str, str]) -> None:
    if choice is None:
        act.tell([("choice", _("年度と決まりを選んでください。"))])
        st.rerun()
    change, wrong = _read(values)
    if wrong:
        act.tell([(name, translated(WRONG_FORM.text)) for name in wrong])
        st.rerun()
    raw = {
        "budget_line_id": choice.budget_line_id,
        "version_id": choice.version_id,
        "change": change,
    }
    asked = act.act(service.start_simulation, raw, once=act.once("subsidy.trial"))
    if asked is None:
        st.rerun()
    act.done("subsidy.trial")
    for name in ("choice", *trial_words.NAMES):
        st.session_state.pop(f"subsidy.trial.{name}", None)
    act.start(asked.job_id)
    st.switch_page(widgets.page_of("trial"), query_params={"trial": str(asked.simulation_id)})


def _read(values: Mapping[str, str]) -> tuple[dict[str, Any], list[str]]:
    """What was typed and chosen, and the fields that cannot be read."""
    found: dict[str, Any] = {}
    for name, typed in values.items():
        if not typed.strip():
            continue
        if name == "rate":
            found[name] = read_part(typed)
        elif name in TYPED:
            found[name] = read_yen(typed)
        else:
            found[name] = typed == "yes" if name == "partial_award" else typed
    wrong = [name for name in found if not found[name] and name != "partial_award"]
    return found, wrong


def _listed(seen: TrialsPage) -> None:
    widgets.heading(_("これまでの試算"))
    if not seen.trials:
        widgets.say(_("まだ試算はありません。"))
        return
    with widgets.rows("trials"):
        for card in seen.trials:
            _row(card)


def _row(card: TrialCard) -> None:
    number = str(card.simulation_id)
    told = listed(f"{name} {old} → {new}" for name, old, new in trial_words.changes(card))
    count = n_("申請{count}件", "申請{count}件", card.claims).format(count=card.claims)
    facts = [trial_words.name_of(card.start), count, card.person, moment(card.at)]
    with widgets.row(f"trial-{number}"):
        with widgets.line(f"trial-{number}"):
            widgets.link(_("試算{number}").format(number=number), "trial", {"trial": number})
            widgets.tag(*trial_words.state(card))
        widgets.say(told)
        widgets.say(widgets.grey("　".join(facts)))
