"""What waits for the approver's decision: the oldest first, amount and findings on each row."""

from typing import Final

import streamlit as st

from hub.i18n import _, n_, translated
from hub.i18n.values import shown, yen
from hub.kernel.text import N_
from hub.subsidy import reads
from hub.subsidy.reads import Inbox, InboxRow, Tab
from models.vocab import Role
from models.vocab.subsidy import ClaimState
from pages.kit import act, widgets
from pages.kit.page import page
from pages.subsidy.parts import budget_strip, dues, order_link

_NOTHING: Final = {ClaimState.DECIDING: N_("不交付"), ClaimState.CHANGE_DECIDING: N_("変更なし")}
RATIOS: Final = (1.4, 2.75, 1.3, 1.4, 1.3)


@page(path="decisions", title=N_("決裁待ち"), roles=(Role.WARD_APPROVER, Role.AUDITOR))
def render() -> None:
    """The one primary opens the most urgent; then the whole list."""
    inbox: Inbox = act.read(reads.inbox, ward_id=act.actor().seat.ward_id)
    rows = [row for row in inbox.rows if Tab.DECIDING in row.tabs]
    can_decide = act.actor().role is Role.WARD_APPROVER
    left, right = st.columns([1.35, 1], gap="medium")
    with left:
        count = len(rows)
        words = n_(
            "決裁を待つ申請は{count}件です。", "決裁を待つ申請は{count}件です。", count
        ).format(count=count)
        widgets.title(_("決裁待ち"), words)
        if rows and can_decide:
            query = {"claim": str(rows[0].head.claim_id)}
            label = _("いちばん急ぐ申請を決裁する")
            widgets.go(label, _page(rows[0]), "subsidy-first", query=query, main=True)
    with right:
        budget_strip.show(inbox.budgets)
    order_link.show()
    if not rows:
        widgets.empty(
            _("決裁を待つ申請はありません"),
            _("担当が起案すると、期限の早い順にここへ並びます。"),
            (_("予算を見る"), "budget"),
        )
        return
    names = [_("期限"), _("グループ"), _("確かめること"), _("起案の額"), ""]
    with st.container(key="subsidy_list", gap=None):
        widgets.columns_head("decisions", RATIOS, names, right=(4,))
        with widgets.rows("decisions"):
            for row in rows:
                _row(row, can_decide=can_decide)


def _page(row: InboxRow) -> str:
    """Where the approver takes the next step."""
    to_order = row.head.state is ClaimState.RETURNING
    return "claim-return-order" if to_order else "claim-decide"


def _row(row: InboxRow, *, can_decide: bool) -> None:
    head = row.head
    with widgets.row(f"decision-{head.claim_id}"):
        due, group, tags, amount, button = st.columns(
            RATIOS, gap="small", vertical_alignment="center"
        )
        with due:
            widgets.two_lines(dues.due_words(head.due), dues.due_note(head.due))
        with group:
            widgets.two_lines(head.group, f"{head.reference}　{head.title}")
        with tags:
            for tag in row.tags[:2]:
                values = {name: shown(value) for name, value in tag.params.items()}
                widgets.tag(translated(tag.words).format(**values), tag.tone)
            if not row.tags:
                widgets.say(_("指摘なし"))
        proposed = _NOTHING.get(head.state, "") if not row.proposed_yen else ""
        proposed = translated(proposed) if proposed else yen(row.proposed_yen or 0)
        state = widgets.grey(translated(head.state_words))
        amount.markdown(widgets.lines(widgets.bold(proposed), state), text_alignment="right")
        with button:
            path = _page(row) if can_decide else "claim-review"
            label = _("{number}を開く").format(number=head.number)
            query = {"claim": str(head.claim_id)}
            widgets.go(label, path, f"subsidy-decide-{head.claim_id}", query=query)
