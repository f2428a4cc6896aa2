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
from pages.subsidy.parts import dues

READERS: Final = (Role.ACCOUNTING, Role.WARD_CLERK, Role.WARD_APPROVER, Role.AUDITOR)
RATIOS: Final = (1.4, 2.75, 1.4, 1.4, 1.3)


@page(path="returns", title=N_("返還の入金"), roles=READERS)
def render() -> None:
    """One row for each claim; accounting opens it to write a receipt down."""
    found: tuple[ReturnRow, ...] = act.read(reads.returns, ward_id=act.actor().seat.ward_id)
    count = len(found)
    words = n_("返還を待つ申請は{count}件です。", "返還を待つ申請は{count}件です。", count)
    widgets.title(_("返還の入金"), words.format(count=count))
    if not found:
        widgets.empty(
            _("返還を待つ申請はありません"),
            _("取り消した補助金の返還を命じると、期限の早い順にここへ並びます。"),
        )
        return
    with st.container(key="subsidy_list", gap=None):
        names = [_("期限"), _("グループ"), _("返還する額の残り"), _("今日納めるとき"), ""]
        widgets.columns_head("returns", RATIOS, names, right=(4,))
        with widgets.rows("returns"):
            for row in found:
                _row(row)


def _row(row: ReturnRow) -> None:
    head, seen = row.head, row.returning
    with widgets.row(f"return-{head.claim_id}"):
        due, group, left, today, button = st.columns(
            RATIOS, gap="small", vertical_alignment="center"
        )
        with due:
            note = dues.due_note(head.due) if seen.order_no else _("返還を命じる前")
            widgets.two_lines(dues.due_words(head.due), note)
        with group:
            widgets.two_lines(head.group, f"{head.reference}　{head.title}")
        principal = seen.today_principal_yen if seen.order_no else seen.principal_yen
        left.markdown(yen(principal))
        today.markdown(widgets.bold(yen(seen.today_yen)) if seen.order_no else _("未定"))
        with button:
            role = act.actor().role
            path = "claim-repaid" if role is Role.ACCOUNTING else "claim-review"
            label = _("{number}を開く").format(number=head.number)
            query = {"claim": str(head.claim_id)}
            widgets.go(label, path, f"subsidy-return-{head.claim_id}", query=query)
