"""Sayings that coordinators put forward for the vocabulary, and what another person decides."""

import streamlit as st

from hub.i18n import _, n_, translated
from hub.i18n.values import moment
from hub.kernel.text import N_
from hub.skills import reads, service
from hub.skills import words as skills
from hub.skills.reads import ProposalRow
from models.vocab import Role
from models.vocab.skills import AliasStatus
from pages.experts.parts import expert_cards
from pages.kit import act, widgets
from pages.kit.page import page


@page(
    path="new-words",
    title=N_("言葉の提案"),
    roles=(Role.COORDINATOR, Role.WARD_CLERK),
    in_menu=False,
)
def render() -> None:
    """Those that wait first; what came in lately below."""
    ward_id = act.actor().seat.ward_id
    found: tuple[ProposalRow, ...] = act.read(reads.word_proposals, ward_id=ward_id)
    waiting = [row for row in found if row.status is AliasStatus.PROPOSED]
    count = len(waiting)
    told = n_("確かめる言葉は{count}件です。", "確かめる言葉は{count}件です。", count)
    widgets.title(_("言葉の提案"), told.format(count=count))
    widgets.error_summary(act.problems())
    widgets.say(
        _("認めると、次の検索からこの言葉で専門家が見つかります。提案した人は認められません。")
    )
    if not waiting:
        _nothing()
    for row in waiting:
        _waiting(row)
    decided = [row for row in found if row.status is not AliasStatus.PROPOSED]
    if decided:
        widgets.heading(_("90日以内に決めた言葉"))
        with widgets.rows("words-decided"):
            for row in decided:
                _decided(row)


def _nothing() -> None:
    is_desk = act.actor().role is Role.COORDINATOR
    widgets.empty(
        _("待っている提案はありません"),
        _("コーディネーターが「見つからなかった相談」から言葉を提案すると、ここに並びます。"),
        (_("見つからなかった相談"), "unserved") if is_desk else (_("ホームへ戻る"), "home"),
    )


def _waiting(row: ProposalRow) -> None:
    with widgets.card(f"word-{row.proposal_id}"):
        widgets.heading(_("「{text}」").format(text=row.text))
        widgets.fact(_("つなぐ技能"), expert_cards.label_of(row.skill.name, row.skill.name_en))
        widgets.fact(_("種類"), translated(skills.KIND_LABELS[row.kind]))
        widgets.fact(_("提案した人"), _("{name}　{moment}").format(
            name=row.proposed_by, moment=moment(row.at)))  # fmt: skip
        if row.is_own:
            widgets.say(widgets.grey(_("自分の提案です。別の担当が確かめます。")))
            return
        with widgets.acts(f"word-{row.proposal_id}"):
            _button(row, _("言葉を加える"), is_accepted=True)
            _button(row, _("加えない"), is_accepted=False)


def _button(row: ProposalRow, label: str, *, is_accepted: bool) -> None:
    name = f"experts.word.{int(is_accepted)}.{row.proposal_id}"
    if widgets.secondary(label, name):
        values = {
            "proposal_id": row.proposal_id,
            "version": row.version,
            "is_accepted": is_accepted,
        }
        if act.act(service.decide_word, values, once=act.once(name)) is not None:
            act.done(name)
        st.rerun()


def _decided(row: ProposalRow) -> None:
    with widgets.entry(f"word-{row.proposal_id}"):
        name = expert_cards.label_of(row.skill.name, row.skill.name_en)
        widgets.two_lines(_("「{text}」").format(text=row.text), name)
        if row.status is AliasStatus.ACTIVE:
            widgets.tag(_("加えた"), "good")
        else:
            widgets.tag(_("加えない"))
