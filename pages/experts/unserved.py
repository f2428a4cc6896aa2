"""Needs that nobody could serve, and what the coordinator decides on each."""

import streamlit as st

from hub.experts import reads, service
from hub.experts.reads import UnservedRow
from hub.experts.words import unserved as words
from hub.i18n import _, n_, translated
from hub.i18n.values import moment
from hub.kernel.text import N_
from hub.skills import reads as skills
from models.vocab import Role
from models.vocab.needs import UnservedCause
from pages.experts.parts import expert_cards, word_form
from pages.kit import act, widgets
from pages.kit.page import page


@page(path="unserved", title=N_("見つからなかった相談"), roles=(Role.COORDINATOR,))
def render() -> None:
    """Those who asked for a call first."""
    ward_id = act.actor().seat.ward_id
    found: tuple[UnservedRow, ...] = act.read(reads.unserved_needs, ward_id=ward_id)
    count = len(found)
    words_of_count = n_("待っている相談は{count}件です。", "待っている相談は{count}件です。", count)
    widgets.title(_("見つからなかった相談"), words_of_count.format(count=count))
    widgets.link(_("足りない技能と、なくなりそうな技能"), "skill-report")
    widgets.link(_("言葉の提案"), "new-words")
    widgets.link(_("専門家が引き受けない会社"), "conflicts")
    problems = act.problems()
    widgets.error_summary(problems)
    word_form.told()
    if not found:
        widgets.empty(
            _("待っている相談はありません"),
            _("合う専門家が見つからないと、ここに並びます。"),
            (_("ホームへ戻る"), "home"),
        )
        return
    labels = {
        each.code: expert_cards.label_of(each.name, each.name_en)
        for each in act.read(skills.skill_labels).values()
    }
    for row in found:
        _row(row, labels, ward_id or 0, dict(problems))


def _row(row: UnservedRow, labels: dict[str, str], ward_id: int, errors: dict[str, str]) -> None:
    with widgets.card(f"unserved-{row.need_id}"):
        with widgets.line(f"unserved-{row.need_id}"):
            widgets.heading(_("{group}　{moment}").format(
                group=row.group_name, moment=moment(row.at)))  # fmt: skip
            if row.cause is UnservedCause.HANDED_OVER:
                widgets.tag(_("電話を待っています"), "wait")
        widgets.say(row.text)
        widgets.say(widgets.grey(translated(words.CAUSES[row.cause])))
        facts = ["　".join(labels[each.code] for each in row.skills if each.code in labels)]
        if row.alike:
            alike = n_("この1年に似た相談 {count}件", "この1年に似た相談 {count}件", row.alike)
            facts.append(alike.format(count=row.alike))
        widgets.say(widgets.grey("　".join(each for each in facts if each)))
        chosen = st.multiselect(
            _("足りない技能（いまは応えられないとき）"),
            list(labels),
            format_func=lambda code: labels[code],
            max_selections=5,
            placeholder=_("技能を選ぶ"),
            key=f"experts.unserved.skills.{row.need_id}",
        )
        with widgets.acts(f"unserved-{row.need_id}"):
            _button(row, "answered", _("専門家が見つかった"), ())
            _button(row, "unmet", _("いまは応えられない"), tuple(chosen))
            _button(row, "discarded", _("相談ではない"), ())
        word_form.show(row, labels, ward_id, errors)


def _button(row: UnservedRow, outcome: str, label: str, chosen: tuple[str, ...]) -> None:
    name = f"experts.unserved.{outcome}.{row.need_id}"
    if widgets.secondary(label, name):
        values = {
            "need_id": row.need_id,
            "version": row.version,
            "outcome": outcome,
            "skills": chosen,
        }
        if act.act(service.decide_need, values, once=act.once(name)) is not None:
            act.done(name)
        st.rerun()
