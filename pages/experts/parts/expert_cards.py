"""The card of one expert in an answer to a need: why, what it costs, when there is time."""

import streamlit as st

from hub.experts.reads import ExpertCard
from hub.i18n import _, current_language, translated
from hub.skills import words as skills
from models.vocab.skills import MatchWord
from pages.experts.parts import asking, money
from pages.kit import widgets
from pages.kit.facts import Tone


def label_of(label: str, label_en: str) -> str:
    """Name of a skill in the language of the person."""
    return label if current_language() == "ja" else label_en


def show(card: ExpertCard, *, is_first: bool) -> None:
    """Name and fit, the reasons left, money and the way on right."""
    with widgets.result(f"x{card.expert_id}", is_first=is_first):
        with widgets.reasons():
            with widgets.pair(f"x{card.expert_id}"):
                widgets.heading(card.name)
                if card.word is not MatchWord.FURTHER:
                    widgets.tag(translated(skills.MATCH_LABELS[card.word]), _tone(card.word))
                if card.is_seldom_asked:
                    widgets.tag(_("今期の依頼が少ない方"))
            widgets.say(widgets.grey(_sub_line(card)))
        left, right = st.columns([5, 3], gap="medium")
        with left:
            _reasons(card)
        with right:
            money.sums(card.cost)
            if card.days:
                days = [asking.day_words(each) for each in card.days]
                widgets.say(widgets.lines(widgets.grey(_("次に空いている日")), *days))
            query = {"expert": str(card.expert_id)}
            widgets.go(_("空き日を見て頼む"), "need-slot", f"experts.ask.x{card.expert_id}",
                       query=query, main=is_first)  # fmt: skip


def _tone(word: MatchWord) -> Tone:
    return {MatchWord.FIT: "good", MatchWord.ABLE: "act"}.get(word, "plain")  # type: ignore[return-value]  # three words of the kit


def _sub_line(card: ExpertCard) -> str:
    parts = [card.headline, _("経験{years}年").format(years=card.years)]
    if card.certificate is not None:
        checked = _("{name}（確認済み）").format(name=card.certificate.name)
        parts.append(checked if card.certificate.is_checked else card.certificate.name)
    return "　".join(parts)


def _reasons(card: ExpertCard) -> None:
    for asked, answered in card.pairs:
        with widgets.reasons():
            widgets.reason(_("相談"), _("「{phrase}」").format(phrase=asked))
            widgets.reason(_("経歴"), answered, strong=True)
    if card.main is not None:
        with widgets.reasons():
            told = (
                _("主な技能は{skill}です。")
                if card.word is MatchWord.FURTHER
                else _("{skill}が主な技能で、相談に近い方です。")
            )
            name = label_of(card.main.name, card.main.name_en)
            widgets.reason(_("技能"), told.format(skill=name), strong=True)
    if card.uncovered:
        skills = [_("「{skill}」").format(skill=label_of(each.label, each.label_en))
                  for each in card.uncovered]  # fmt: skip
        words = _("{skills}は、この方の経歴にありません。")
        with widgets.reasons():
            widgets.reason(_("対象外"), words.format(skills=_("、").join(skills)))
