"""Experts that fit a need, in an order to look at: why, what it costs, when they are free."""

import streamlit as st

from hub.experts import reads, service
from hub.experts.reads import Condition, NeedResults, NeedSkill, Step, Wish
from hub.experts.words import rankings as words
from hub.i18n import _, translated
from hub.kernel.text import N_
from models.vocab import Role
from pages.experts.parts import asking, expert_cards, further_cards, more_cards, team_card, wishes
from pages.kit import act, widgets
from pages.kit.page import page


@page(path="need-results", title=N_("相談に合う専門家"), roles=(Role.GROUP_LEADER,), in_menu=False)
def render() -> None:
    """The question on top, the count, the cards, and the way to the coordinator."""
    now = asking.present()
    if now is None:
        return
    wrong = service.need_problem(now.need)
    if wrong is not None:
        widgets.title(_("相談に合う専門家"))
        widgets.empty(
            _("相談をまだ書いていません"),
            _("困っていることを書くと、合う専門家が出ます。"),
            (_("相談を書く"), "need"),
        )
        return
    if not reads.search_is_ready():
        _wait(now)
    found = _found(now)
    widgets.title(
        _("相談に合う専門家 {count}名").format(count=found.fitting),
        _("登録{listed}名から選んだ、参考の並びです。").format(listed=found.listed),
    )
    said = st.session_state.pop("experts.results.said", None)
    if said:
        with widgets.strip("said"):
            widgets.tag(_("受け付けました"), "good")
            widgets.say(_("相談員からお電話します。"))
    before = now.kept.answers
    now = _question(now, found)
    if now.kept.answers != before:
        st.rerun()
    _counts(found)
    if found.team is not None:
        team_card.show(found.team)
    for number, card in enumerate(found.cards):
        expert_cards.show(card, is_first=number == 0)
    more_cards.show(now, found)
    if not found.cards:
        _nobody(now, found)
    further_cards.show(now, found)
    widgets.say(_("参考の並びです。決めるのは皆さまです。合う方がいないときは、相談員に頼めます。"))
    widgets.say(_("同じくらい合う方の中では、この1年に依頼の少ない方を先にしています。"))
    if widgets.secondary(_("相談員に頼む"), "experts.results.desk"):
        asking.hand_over(now.group.group_id, now.need)
    _keep(now, found)


def _wait(now: asking.Asking) -> None:
    """Say at once why nothing is there yet; the page is drawn when the search has answered."""
    widgets.title(
        _("相談に合う専門家"), _("さがす準備をしています。はじめだけ、長くて1分かかります。")
    )
    _found(now)
    st.rerun()


def _keep(now: asking.Asking, found: NeedResults) -> None:
    """Keep the order once for each that is shown; a page drawn again shows the same one."""
    values = {"group_id": now.group.group_id, "need": now.need, **found.ranking}
    shown = repr(values)
    if st.session_state.get("experts.results.kept") == shown:
        return
    st.session_state["experts.results.kept"] = shown
    if act.act(service.keep_ranking, values, once=act.once("experts.results.kept")) is None:
        # Nobody pressed anything, so nobody is told; the refusal stands in the log.
        act.tell(())
    act.done("experts.results.kept")


def _found(now: asking.Asking) -> NeedResults:
    kept = now.kept.answers.get("skills")
    found: NeedResults = act.read(
        reads.experts_for_need,
        group_id=now.group.group_id,
        text=now.need,
        dropped=now.dropped,
        wishes=tuple(now.wishes.items()),
        kept=None if kept is None else tuple(kept),
        first=more_cards.first(now),
        with_further=further_cards.is_open(now),
    )
    return found


def _question(now: asking.Asking, found: NeedResults) -> asking.Asking:
    with widgets.question("results"):
        with widgets.question_line("need-results", _("相談")):
            widgets.say(now.need)
        with widgets.question_line("skills", _("技能")):
            now = _skills(now, found)
        with widgets.question_line("conditions", _("条件"), wide_only=True):
            now = asking.conditions(now, found.choices)
        now = wishes.show(now, found.choices)
    for chip in found.excluded:
        widgets.say(
            _("「{skill}」は除いています。").format(
                skill=expert_cards.label_of(chip.label, chip.label_en)
            )
        )
    for chip in found.to_ask:
        words = _("「{skill}」を除くか分かりませんでした。文を直すと反映します。")
        widgets.say(words.format(skill=expert_cards.label_of(chip.label, chip.label_en)))
    if found.skills and not found.ranking["is_sure"]:
        widgets.say(_("相談の中身を、はっきり読み取れていません。合う方がいないかもしれません。"))
    if not found.has_encoder:
        widgets.say(_("意味検索は停止中です（言葉と分類で探しています）。"))
    return now


def _skills(now: asking.Asking, found: NeedResults) -> asking.Asking:
    """Skills as chips; taking one off makes the rest the group's own word."""
    if not found.skills:
        widgets.say(_("言葉から技能を決められませんでした。"))
        return now
    names = {each.code: _skill_words(each) for each in found.skills}
    widgets.seed("experts.ask.skills", [each.code for each in found.skills if each.is_kept])
    chosen = st.pills(
        _("技能"),
        list(names),
        selection_mode="multi",
        format_func=lambda code: names[code],
        key="experts.ask.skills",
        label_visibility="collapsed",
        wrap=True,
    )
    if set(chosen) == {each.code for each in found.skills if each.is_kept}:
        return now
    return now.keep(skills=[code for code in names if code in chosen])


def _skill_words(skill: NeedSkill) -> str:
    label = expert_cards.label_of(skill.label, skill.label_en)
    return _("{skill}（推定）").format(skill=label) if skill.is_guess else label


def _counts(found: NeedResults) -> None:
    """登録 24名 → 相談に合う 9名 → …, and the way to correct the question."""
    steps = [_("登録 {count}名").format(count=found.listed)]
    steps += [translated(words.FILTERS[step.value]).format(count=n) for step, n in found.counts]
    with widgets.line("counts"):
        with widgets.wide_only("counts"):
            widgets.say(widgets.rich("{steps} → {last}", steps=" → ".join(steps[:-1]),
                                     last=widgets.bold(steps[-1])))  # fmt: skip
        widgets.link(_("相談と条件を直す"), "need")


def _nobody(now: asking.Asking, found: NeedResults) -> None:
    """Say which condition to take off, or that the words should change."""
    if found.to_relax is None:
        widgets.empty(
            _("合う専門家が見つかりませんでした"),
            _("困っていることを、別の言葉で書いてみてください。"),
            (_("相談を書き直す"), "need"),
        )
        return
    told = _step_words(now, found.to_relax)
    widgets.say(_("「{condition}」を外すと、合う方が出ます。").format(condition=told))
    if widgets.primary(_("この条件を外す"), "experts.results.relax"):
        _relax(now, found.to_relax)
        st.rerun()


def _step_words(now: asking.Asking, step: Step) -> str:
    if isinstance(step, Condition):
        return asking.condition_words(step, now.group.booking_ceiling_yen)
    return wishes.words_of(step, now.wishes[step])


def _relax(now: asking.Asking, step: Step) -> None:
    if isinstance(step, Wish):
        wishes.take_off(now, step)
        return
    now.keep(dropped=[*(each.value for each in now.dropped), step.value])
    st.session_state.pop("experts.ask.conditions", None)
