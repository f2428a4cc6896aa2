"""Money before the report, for the firms: how much they may ask for, and what is under way."""

import streamlit as st

from hub.i18n import _, translated
from hub.i18n.values import day, yen
from hub.subsidy import service
from hub.subsidy.reads import FirmClaim, OrderRow
from models.vocab.subsidy import OrderState
from pages.kit import act, widgets
from pages.subsidy.parts import firm_moves
from pages.subsidy.parts.firm_words import Tone


def can(seen: FirmClaim) -> bool:
    """Say whether this person may ask for an advance now."""
    return seen.advance_left_yen is not None


def link(seen: FirmClaim) -> None:
    """The way to the form."""
    st.space("small")
    query = {"claim": str(seen.head.claim_id), "step": "advance"}
    widgets.link(_("概算払を請求する"), "claim", query)


def card(seen: FirmClaim) -> None:
    """Every payment that was asked for; what the bank could not pay asks for the account."""
    if not seen.orders:
        return
    widgets.heading(_("請求した補助金"))
    with widgets.rows("payments"):
        for row in seen.orders:
            with widgets.row(f"order-{row.order_id}"):
                widgets.two_lines(yen(row.amount_yen), _said(row))
                widgets.tag(translated(row.state_words), _tone(row))
    newest = seen.orders[-1]
    if newest.state is OrderState.RETURNED and seen.is_leader:
        _correct(seen, newest)


def _said(row: OrderRow) -> str:
    if row.paid_on is not None:
        return _("{day}に支払われました。").format(day=day(row.paid_on))
    return _("{day}に請求しました。").format(day=day(row.asked_on))


def _tone(row: OrderRow) -> Tone:
    tones: dict[OrderState, Tone] = {
        OrderState.PAID: "good",
        OrderState.RETURNED: "act",
        OrderState.WITHDRAWN: "plain",
    }
    return tones.get(row.state, "wait")


def _correct(seen: FirmClaim, row: OrderRow) -> None:
    """The firms tell that the account is right now."""
    errors = dict(act.problems())
    widgets.say(_("振り込めませんでした。区の窓口で口座を直してから、直したことを書いてください。"))
    with widgets.field("note", error=errors.get("note")):
        note = st.text_area(_("直したこと"), key="subsidy.correct.note", max_chars=400)
    if widgets.primary(_("口座を直したと伝える"), "subsidy.correct.send"):
        values = {"order_id": row.order_id, "note": note}
        if firm_moves.move(seen.head, service.correct_account, "correct", **values) is not None:
            st.session_state.pop("subsidy.correct.note", None)
        st.rerun()


def show(seen: FirmClaim) -> None:
    """How much may be asked for, the amount, the reason, one button."""
    head = seen.head
    query = {"claim": str(head.claim_id)}
    widgets.title(
        _("「{title}」の概算払を請求する").format(title=head.title),
        _("実績の報告の前に、決まった額の一部を受け取れます。"),
        back=(_("申請へ戻る"), "claim", query),
        place=head.reference,
    )
    problems = act.problems()
    widgets.error_summary(problems)
    errors = dict(problems)
    most = yen(seen.advance_left_yen or 0)
    hint = _("いま請求できるのは{most}までです。例：12,000円、1万2千円").format(most=most)
    with widgets.field("amount", hint, errors.get("amount")):
        amount = st.text_input(_("請求する額"), key="subsidy.ask.amount", max_chars=40)
    hint = _("何に、いつ払うお金かを書きます。区の職員が読みます。")
    with widgets.field("reason", hint, errors.get("reason")):
        reason = st.text_area(_("先に必要な理由"), key="subsidy.ask.reason", max_chars=400)
    widgets.say(_("払う額が概算払より少なく決まったときは、差額を返します。"))
    with widgets.bar("ask", sticky=True):
        widgets.say(_("支払いが済むまで、計画の変更と実績の報告はできません。"))
        if widgets.primary(_("この額を請求する"), "subsidy.ask.send"):
            values = {"amount": amount, "reason": reason}
            if firm_moves.move(head, service.request_advance, "advance", **values) is None:
                st.rerun()
            for name in ("amount", "reason"):
                st.session_state.pop(f"subsidy.ask.{name}", None)
            firm_moves.open_again(head)
