"""The clerk's inbox: claims by next act and due date, the most urgent one click away."""

from functools import partial
from typing import Final

import streamlit as st

from hub.i18n import _, n_, translated
from hub.i18n.values import shown
from hub.kernel.text import N_
from hub.subsidy import reads
from hub.subsidy.reads import Inbox, InboxRow, Tab
from models.vocab import Role
from pages.kit import act, exports, widgets
from pages.kit.csv_exports import offer_csv
from pages.kit.page import page
from pages.subsidy.parts import budget_strip, claims_sheet, dues, order_link

STAFF: Final = (Role.WARD_CLERK, Role.WARD_APPROVER, Role.AUDITOR)
ALWAYS: Final = (Tab.TODAY, Tab.OVERDUE, Tab.CORRECTED, Tab.NEW, Tab.DECIDING)
PAGE_ROWS: Final = 20
RATIOS: Final = (1.4, 2.75, 1.3, 1.4, 1.3)


@page(path="inbox", title=N_("申請の受付箱"), roles=STAFF)
def render() -> None:
    """Budget and the one primary, the tabs with their counts, then the rows."""
    inbox: Inbox = act.read(reads.inbox, ward_id=act.actor().seat.ward_id)
    left, right = st.columns([1.35, 1], gap="medium")
    with left:
        count = len(inbox.rows)
        widgets.title(
            _("申請の受付箱"),
            n_("受付中の申請は{count}件です。", "受付中の申請は{count}件です。", count).format(
                count=count
            ),
        )
        if inbox.first_claim_id is not None:
            query = {"claim": str(inbox.first_claim_id)}
            label = _("いちばん急ぐ申請を開く")
            widgets.go(label, "claim-review", "subsidy.first", query=query, main=True)
    with right:
        budget_strip.show(inbox.budgets)
    order_link.show()
    if not inbox.rows:
        widgets.empty(
            _("いま進める申請はありません"),
            _("申請が届くと、期限の早い順にここへ並びます。"),
            (_("予算を見る"), "budget"),
        )
        return
    _list(inbox, _tab(inbox))
    if act.actor().role is Role.WARD_CLERK:
        ward_id = act.actor().seat.ward_id or 0
        build = partial(claims_sheet.claims, inbox)
        wanted = exports.Wanted("claims_export", ward_id, _("申請の一覧"))
        exports.offer(_("受付中の申請をExcelにする"), wanted, build)
        offer_csv(wanted, build)


def _tab(inbox: Inbox) -> Tab:
    """The chosen list; at first the earliest one that is not empty."""
    names = {
        Tab.TODAY: _("本日期限 {count}"),
        Tab.OVERDUE: _("超過 {count}"),
        Tab.CORRECTED: _("補正戻り {count}"),
        Tab.NEW: _("新着 {count}"),
        Tab.DECIDING: _("決裁待ち {count}"),
        Tab.REVIEW: _("審査中 {count}"),
        Tab.PAYMENT: _("支払・返還 {count}"),
        Tab.WAITING: _("回答・予算待ち {count}"),
    }
    counts = inbox.counts
    shown_tabs = [tab for tab in names if tab in ALWAYS or counts.get(tab, 0)]
    order = [*(tab for tab in (Tab.OVERDUE,) if counts.get(tab, 0)), *shown_tabs]
    if st.session_state.get("subsidy.inbox.tab") not in shown_tabs:
        st.session_state["subsidy.inbox.tab"] = next(
            (tab for tab in order if counts.get(tab, 0)), Tab.TODAY
        ).value
    options = {tab.value: names[tab].format(count=counts.get(tab, 0)) for tab in shown_tabs}
    return Tab(widgets.segmented(_("一覧を選ぶ"), options, "subsidy.inbox.tab", wide=True))


def _list(inbox: Inbox, tab: Tab) -> None:
    rows = [row for row in inbox.rows if tab in row.tabs]
    if not rows:
        widgets.say(_("この一覧に申請はありません。"))
        return
    pages = -(-len(rows) // PAGE_ROWS)
    number = 1
    place = st.container(key="subsidy_list", gap=None)
    if pages > 1:
        number = st.pagination(pages, key=f"subsidy.inbox.page.{tab.value}")
    with place:
        names = [_("期限"), _("グループ"), _("確かめること"), _("金額"), ""]
        widgets.columns_head("inbox", RATIOS, names, right=(4,))
        first = (number - 1) * PAGE_ROWS
        with widgets.rows("inbox"):
            for row in rows[first : first + PAGE_ROWS]:
                _row(row)


def _row(row: InboxRow) -> None:
    head = row.head
    with widgets.row(f"inbox-{head.claim_id}"):
        due, group, tags, amount, button = st.columns(
            RATIOS, gap="small", vertical_alignment="center"
        )
        with due:
            widgets.two_lines(dues.due_words(head.due), dues.due_note(head.due))
        with group:
            widgets.two_lines(head.group, f"{head.reference}　{head.title}")
        with tags:
            for tag in row.tags[:2]:
                words = translated(tag.words)
                values = {name: shown(value) for name, value in tag.params.items()}
                widgets.tag(words.format(**values), tag.tone)
            if not row.tags:
                widgets.say(_("指摘なし"))
        asked, granted = dues.amounts(head)
        amount.markdown(widgets.lines(asked, granted), text_alignment="right")
        with button:
            query = {"claim": str(head.claim_id)}
            label = _("{number}を開く").format(number=head.number)
            key = f"subsidy.open.{head.claim_id}"
            widgets.go(label, "claim-review", key, query=query)
