"""Orders of experts that groups of the ward were shown; each row opens with its reasons."""

from typing import Final

import streamlit as st

from hub.experts import reads
from hub.experts.reads import RankingRow
from hub.i18n import _
from hub.i18n.values import moment
from hub.kernel.text import N_
from models.vocab import Role
from pages.experts.parts import expert_cards
from pages.kit import act, widgets
from pages.kit.page import page

RATIOS: Final = (1.5, 2.2, 2.4, 0.9, 1.2)


@page(path="rankings", title=N_("専門家の並び"), roles=(Role.AUDITOR,))
def render() -> None:
    """The newest first."""
    ward_id = act.actor().seat.ward_id
    found: tuple[RankingRow, ...] = act.read(reads.rankings_of_ward, ward_id=ward_id)
    widgets.title(
        _("専門家の並び"),
        _("グループが専門家を探したときに見た並びの記録です。"),
    )
    if not found:
        widgets.empty(
            _("並びの記録はまだありません"),
            _("グループが専門家を探すと、ここに残ります。"),
            (_("ホームへ戻る"), "home"),
        )
        return
    names = [_("見た日時"), _("グループ"), _("技能"), _("人数"), _("依頼")]
    with st.container(key="experts_rankings", gap=None):
        widgets.columns_head("rankings", RATIOS, names, right=(4,))
        with widgets.rows("rankings"):
            for each in found:
                _row(each)
    widgets.say(widgets.grey(_("依頼につながらなかった並びは、1年で消えます。")))


def _row(each: RankingRow) -> None:
    with widgets.row(f"ranking-{each.run_id}"):
        at, group, skills, shown, request = st.columns(
            RATIOS, gap="small", vertical_alignment="center"
        )
        with at:
            widgets.link(moment(each.at), "ranking", {"ranking": str(each.run_id)})
        with group:
            widgets.say(each.group_name)
        with skills:
            labels = [expert_cards.label_of(one.name, one.name_en) for one in each.skills]
            widgets.say("　".join(labels) or _("決められず"))
        with shown:
            widgets.say(_("{count}名").format(count=each.shown))
        with request:
            if each.engagement_id is None:
                widgets.say(_("なし"))
            else:
                query = {"booking": str(each.engagement_id)}
                widgets.link(_("依頼を見る"), "booking", query)
