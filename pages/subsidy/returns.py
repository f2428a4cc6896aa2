"""What is to come back to the ward: the nearest day first, with the sum that is due today."""

from typing import Final

import streamlit as st

from hub.i18n import _, n_
from hub.i18n.values import yen
from hub.kernel.text import N_
from hub.subsidy import reads
from hub.subsidy.reads import ReturnRow
from models.vocab import Role
from pages.kit import act, widgets
from pages.kit.page import page
from pages.subsidy.parts import dues, order_link

READERS: Final = (Role.ACCOUNTING, Role.WARD_CLERK, Role.WARD_APPROVER, Role.AUDITOR)
RATIOS: Final = (1.4, 2.75, 1.3, 1.8, 1.3)


@page(path="returns", title=N_("返還の入金"), roles=READERS)
def render() -> None:
    """One row for each claim; accounting opens it to write a receipt down."""
    found: tuple[ReturnRow, ...] = act.read(reads.returns, ward_id=act.actor().seat.ward_id)
    count = len(found)
    words = n_("返還を待つ申請は{count}件です。", "返還を待つ申請は{count}件です。", count)
    widgets.title(_("返還の入金"), words.format(count=count))
    order_link.show()
    if not found:
        widgets.empty(
            _("返還を待つ申請はありません"),
            _("取り消した補助金の返還を命じると、期限の早い順にここへ並びます。"),
        )
        return
    with st.container(key="subsidy_list", gap=None):
        names = [_("期限"), _("グループ"), _("いまの状態"), _("金額"), ""]
        widgets.columns_head("returns", RATIOS, names, right=(4,))
        with widgets.rows("returns"):
            for row in found:
                _row(row)


def _row(row: ReturnRow) -> None:
    head, seen = row.head, row.returning
    with widgets.row(f"return-{head.claim_id}"):
        due, group, state, amount, button = st.columns(
            RATIOS, gap="small", vertical_alignment="center"
        )
        with due:
            widgets.two_lines(dues.due_words(head.due), dues.due_note(head.due))
        with group:
            widgets.two_lines(head.group, f"{head.reference}　{head.title}")
        with state:
            ordered = bool(seen.order_no)
            said = _("入金を待っています") if ordered else _("返還を命じる前")
            widgets.tag(said, "wait" if ordered else "bad")
        principal = seen.today_principal_yen if seen.order_no else seen.principal_yen
        today = _("今日 {amount}").format(amount=yen(seen.today_yen)) if seen.order_no else ""
        left = _("返還する額 {amount}").format(amount=yen(principal))
        words = widgets.lines(widgets.bold(today or left), widgets.grey(left if today else ""))
        amount.markdown(words, text_alignment="right")
        with button:
            role = act.actor().role
            path = "claim-repaid" if role is Role.ACCOUNTING else "claim-review"
            label = _("{number}を開く").format(number=head.number)
            query = {"claim": str(head.claim_id)}
            widgets.go(label, path, f"subsidy-return-{head.claim_id}", query=query)
