"""Reports that wait for an inspection: the one that is due first at the top."""

from typing import Final

import streamlit as st

from hub.i18n import _, n_, translated
from hub.i18n.values import yen
from hub.kernel.text import N_
from hub.subsidy import reads
from hub.subsidy.reads import WaitingInspection
from models.vocab import Role
from pages.kit import act, widgets
from pages.kit.page import page
from pages.subsidy.parts import dues

RATIOS: Final = (1.4, 2.75, 1.8, 1.3, 1.3)


@page(path="inspections", title=N_("検査待ち"), roles=(Role.INSPECTOR,))
def render() -> None:
    """The one primary opens the most urgent; then the whole list."""
    ward_id = act.actor().seat.ward_id
    found: tuple[WaitingInspection, ...] = act.read(reads.inspections, ward_id=ward_id)
    count = len(found)
    words = n_("検査を待つ実績は{count}件です。", "検査を待つ実績は{count}件です。", count)
    widgets.title(_("検査待ち"), words.format(count=count))
    if not found:
        widgets.empty(
            _("検査を待つ実績はありません"),
            _("検査のある補助金の実績が届くと、ここへ並びます。"),
        )
        return
    if not found[0].hindrance:
        query = {"claim": str(found[0].head.claim_id)}
        widgets.go(
            _("いちばん急ぐ実績を開く"), "claim-review", "subsidy-first", query=query, main=True
        )
    names = [_("期限"), _("グループ"), _("いまの状態"), _("交付が決まった額"), ""]
    with st.container(key="subsidy_list", gap=None):
        widgets.columns_head("inspections", RATIOS, names, right=(4,))
        with widgets.rows("inspections"):
            for each in found:
                _row(each)


def _row(each: WaitingInspection) -> None:
    head = each.head
    with widgets.row(f"inspection-{head.claim_id}"):
        due, group, state, amount, button = st.columns(
            RATIOS, gap="small", vertical_alignment="center"
        )
        with due:
            widgets.two_lines(dues.due_words(head.due), dues.due_note(head.due))
        with group:
            widgets.two_lines(head.group, f"{head.reference}　{head.title}")
        with state:
            if each.hindrance:
                widgets.say(translated(each.hindrance))
            elif each.gaps:
                words = n_("重大な指摘 {count}件", "重大な指摘 {count}件", each.gaps)
                widgets.tag(words.format(count=each.gaps), "wait")
            else:
                widgets.tag(_("検査できます"), "act")
        amount.markdown(widgets.bold(yen(head.granted_yen or 0)), text_alignment="right")
        with button:
            label = _("{number}を開く").format(number=head.number)
            query = {"claim": str(head.claim_id)}
            key = f"subsidy-inspection-{head.claim_id}"
            widgets.go(label, "claim-review", key, query=query)
