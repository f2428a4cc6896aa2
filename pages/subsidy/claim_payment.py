"""One payment order for the ward: ordered, looked at, paid, or given back, each by its own side."""

from typing import Final

import streamlit as st

from hub.i18n import _, translated
from hub.i18n.values import day, moment, yen
from hub.kernel.text import N_
from hub.subsidy import reads
from hub.subsidy.reads import OrderPage, OrderRow
from models.vocab import Role
from models.vocab.subsidy import OrderKind
from pages.kit import act, address, widgets
from pages.kit.page import page
from pages.subsidy.parts import order_acts, papers

STAFF: Final = (Role.WARD_CLERK, Role.WARD_APPROVER, Role.ACCOUNTING, Role.AUDITOR)


@page(path="claim-payment", title=N_("支払いの手続"), roles=STAFF, in_menu=False)
def render() -> None:
    """What is asked for, against what is allowed; all orders; the act at the foot."""
    seen: OrderPage | None = act.read(reads.order_page, claim_id=address.number("claim"))
    back = (_("支払いの一覧"), "payments")
    if seen is None:
        widgets.title(_("支払いの手続"), back=back)
        widgets.empty(
            _("この申請に支払いの手続はありません"), _("グループが請求すると、ここに出ます。"), back
        )
        return
    head, shown = seen.head, seen.shown
    is_advance = shown.kind is OrderKind.ADVANCE
    words = _("{group}の概算払") if is_advance else _("{group}への補助金の支払い")
    widgets.title(
        words.format(group=head.group), back=back, place=f"{head.reference}　{head.title}"
    )
    widgets.error_summary(act.problems())
    with widgets.lead("order"):
        widgets.tag(translated(shown.state_words), "act" if seen.actions else "wait")
        if is_advance:
            _advance(seen)
        else:
            _final(seen)
    _rows(seen)
    _papers(seen)
    _steps(seen)
    if seen.hindrance:
        widgets.say(translated(seen.hindrance))
    else:
        order_acts.show(seen)


def _advance(seen: OrderPage) -> None:
    number = _("{number}回目の概算払").format(number=seen.shown.number)
    widgets.sum_rows(
        [
            (_("交付が決まった額"), yen(seen.head.granted_yen or 0)),
            (_("概算払で払える上限"), yen(seen.limit_yen)),
            (_("概算払で支払ずみ"), yen(seen.advanced_yen)),
            widgets.SumRow(number, yen(seen.shown.amount_yen), total=True),
        ]
    )
    widgets.say(_("理由：{reason}").format(reason=seen.shown.reason))


def _final(seen: OrderPage) -> None:
    widgets.sum_rows(
        [
            (_("交付が決まった額"), yen(seen.head.granted_yen or 0)),
            (_("確定した額"), yen(seen.head.fixed_yen or 0)),
            (_("概算払で支払ずみ"), yen(seen.advanced_yen)),
            widgets.SumRow(amount_label(seen.shown), yen(seen.shown.amount_yen), total=True),
        ]
    )
    if seen.shown.due_on is not None and seen.shown.paid_on is None:
        widgets.say(_("支払いの期限は{day}です。").format(day=day(seen.shown.due_on)))


def amount_label(row: OrderRow) -> str:
    """What is still to be paid has another name than what was paid."""
    return _("支払う額") if row.paid_on is None else _("支払った額")


def _rows(seen: OrderPage) -> None:
    """Every order of the claim, once there is more than one or a payment to name."""
    if len(seen.rows) == 1 and seen.rows[0].paid_on is None:
        return
    widgets.heading(_("この申請の支払い"))
    with widgets.rows("orders"):
        for row in seen.rows:
            with widgets.row(f"order-{row.order_id}"):
                widgets.two_lines(f"{_named(row)}　{yen(row.amount_yen)}", _said(row))
                widgets.tag(translated(row.state_words), "plain")


def _named(row: OrderRow) -> str:
    if row.kind is OrderKind.ADVANCE:
        return _("{number}回目の概算払").format(number=row.number)
    return _("{number}回目の請求").format(number=row.number)


def _said(row: OrderRow) -> str:
    if row.paid_on is None:
        return _("{day}に請求しました。").format(day=day(row.asked_on))
    words = _("{day}に支払われました（伝票番号 {number}）。")
    return words.format(day=day(row.paid_on), number=row.slip_no)


def _papers(seen: OrderPage) -> None:
    """The papers on which the payment rests, each with its file."""
    if not seen.papers:
        return
    widgets.heading(_("書類 {count}枚").format(count=len(seen.papers)))
    papers.listed(seen.papers)


def _steps(seen: OrderPage) -> None:
    """What has happened, the newest first."""
    if not seen.steps:
        return
    widgets.heading(_("これまで"))
    with widgets.rows("steps"):
        for number, step in enumerate(reversed(seen.steps)):
            with widgets.row(f"step-{number}"):
                widgets.two_lines(translated(step.words), step.note)
                widgets.say(widgets.grey(f"{step.person}　{moment(step.at)}"))
    st.space("small")
