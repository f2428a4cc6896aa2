"""The firms of the ward: found by name in any shape of its kanji, by reading or by number."""

from typing import Final

import streamlit as st

from hub.directory import reads, words
from hub.directory.reads import FirmList, FirmRow
from hub.i18n import _, n_, translated
from hub.i18n.values import listed
from hub.kernel.text import N_
from models.vocab import FIRM_ROLES
from models.vocab.directory import FirmKind
from pages.directory.parts import KEEPERS, READERS
from pages.directory.parts.firm_table import every_firm
from pages.kit import act, widgets
from pages.kit.csv_exports import offer_csv
from pages.kit.exports import Wanted, offer
from pages.kit.page import page

SIZE: Final = 20
MOST_NAMED: Final = 3


@page(path="firms", title=N_("会社の一覧"), roles=READERS)
def render() -> None:
    """The search, then twenty firms a page."""
    actor = act.actor()
    widgets.title(_("会社の一覧"), _("区の会社の、仕事と機械が分かります。"))
    if actor.role in FIRM_ROLES and actor.seat.firm_id is not None:
        query = {"firm": str(actor.seat.firm_id)}
        widgets.go(_("自社の登録を見る"), "firm", "directory.own", query=query, main=True)
    if actor.role in KEEPERS:
        widgets.go(_("会社を加える"), "firm-new", "directory.new", main=True)
        widgets.go(_("ファイルから取り込む"), "firms-import", "directory.import")
        widgets.go(_("機械を取り込む・書き出す"), "machines-import", "directory.machines")
    with widgets.field("search", _("名前、フリガナ、法人番号のどれかの一部を入れます。")):
        text = str(st.text_input(_("会社を探す"), key="directory.search", max_chars=40) or "")
    at = int(st.session_state.get("directory.page", 1) or 1)
    ward_id = actor.seat.ward_id or 0
    found: FirmList = act.read(reads.firm_list, ward_id=ward_id, text=text, first=(at - 1) * SIZE)
    pages = max(1, -(-found.total // SIZE))
    if at > pages:
        st.session_state.pop("directory.page", None)
        st.rerun()
    if not found.rows:
        widgets.empty(_("会社は見つかりません"), _("言葉を短くすると、見つかることがあります。"))
        return
    widgets.say(n_("全 {count} 社", "全 {count} 社", found.total).format(count=found.total))
    with widgets.rows("firms"):
        for row in found.rows:
            _firm(row)
    if pages > 1:
        st.pagination(pages, key="directory.page")
    if actor.role in KEEPERS:
        wanted = Wanted(reads.FIRMS, ward_id, _("会社の一覧"))
        offer(_("全部の会社のExcelを作る"), wanted, every_firm)
        offer_csv(wanted, every_firm)


def _firm(row: FirmRow) -> None:
    with widgets.row(f"firm-{row.firm_id}"):
        with widgets.line(f"firm-{row.firm_id}"):
            widgets.link(row.name, "firm", {"firm": str(row.firm_id)})
            if row.kind is not FirmKind.UNSTATED:
                widgets.tag(translated(words.FIRM_KINDS[row.kind]))
            elif act.actor().role in KEEPERS:
                widgets.tag(_("登録が途中"), "wait")
        widgets.say(widgets.grey(_("{kana}・{town}").format(kana=row.kana, town=row.town)))
        if row.machines:
            widgets.say(_machines(row.machines))


def _machines(names: tuple[str, ...]) -> str:
    shown = listed(names[:MOST_NAMED])
    more = len(names) - MOST_NAMED
    if more <= 0:
        return shown
    return n_("{names} ほか{count}種", "{names} ほか{count}種", more).format(
        names=shown, count=more
    )
