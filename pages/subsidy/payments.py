"""Payment orders under way: one's own turn first; then what is paid. Each row opens its order."""

from typing import Final

import streamlit as st

from hub.i18n import _, n_, translated
from hub.i18n.values import day, yen
from hub.kernel.text import N_
from hub.subsidy import reads
from hub.subsidy.reads import WaitingOrder
from models.vocab import Role
from pages.kit import act, widgets
from pages.kit.page import page

STAFF: Final = (Role.WARD_CLERK, Role.WARD_APPROVER, Role.ACCOUNTING, Role.AUDITOR)
RATIOS: Final = (1.4, 2.75, 1.8, 1.3, 1.3)


@page(path="payments", title=N_("支払いの手続"), roles=STAFF, in_menu=False)
def render() -> None:
    """What waits for whom."""
    ward_id = act.actor().seat.ward_id
    known: tuple[WaitingOrder, ...] = act.read(reads.orders_under_way, ward_id=ward_id)
    found = [each for each in known if not each.is_paid]
    paid = [each for each in known if each.is_paid]
    count = len(found)
    words = n_("手続の途中の支払いは{count}件です。", "手続の途中の支払いは{count}件です。", count)
    widgets.title(_("支払いの手続"), words.format(count=count), back=_back())
    if not known:
        widgets.empty(
            _("手続の途中の支払いはありません"),
            _("グループが概算払や補助金を請求すると、ここへ並びます。"),
            _back(),
        )
        return
    if found:
        _list("orders", found)
    if paid:
        widgets.heading(_("支払ずみ（組戻しがあるときに開きます）"))
        _list("paid", paid)


def _list(name: str, rows: list[WaitingOrder]) -> None:
    names = [_("請求の日"), _("グループ"), _("いまの状態"), _("金額"), ""]
    with st.container(key=f"subsidy_list_{name}", gap=None):
        widgets.columns_head(name, RATIOS, names, right=(4,))
        with widgets.rows(name):
            for each in rows:
                _row(each)


def _back() -> tuple[str, str]:
    """The list from which this person works."""
    pages = {
        Role.WARD_APPROVER: (_("決裁待ち"), "decisions"),
        Role.AUDITOR: (_("決裁待ち"), "decisions"),
        Role.ACCOUNTING: (_("返還の入金"), "returns"),
    }
    return pages.get(act.actor().role, (_("申請の受付箱"), "inbox"))


def _row(each: WaitingOrder) -> None:
    head, row = each.head, each.row
    with widgets.row(f"order-{row.order_id}"):
        asked, group, state, amount, button = st.columns(
            RATIOS, gap="small", vertical_alignment="center"
        )
        with asked:
            widgets.say(day(row.asked_on))
        with group:
            widgets.two_lines(head.group, f"{head.reference}　{head.title}")
        with state:
            widgets.tag(translated(row.state_words), "act" if each.is_mine else "wait")
        amount.markdown(widgets.bold(yen(row.amount_yen)), text_alignment="right")
        with button:
            label = _("{number}を開く").format(number=head.number)
            query = {"claim": str(head.claim_id)}
            widgets.go(label, "claim-payment", f"subsidy-order-{row.order_id}", query=query)
