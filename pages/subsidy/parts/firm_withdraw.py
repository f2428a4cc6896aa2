"""Taking a claim back, or throwing a draft away: apart from everything else, in two steps."""

import streamlit as st

from hub.i18n import _
from hub.i18n.values import day, yen
from hub.subsidy import service
from hub.subsidy.reads import FirmClaim
from models.vocab.subsidy import ClaimAction, ClaimState
from pages.kit import act, widgets
from pages.subsidy.parts import firm_moves


def can(seen: FirmClaim) -> bool:
    """Say whether this person may take the claim back now."""
    return ClaimAction.WITHDRAW in seen.actions


def link(seen: FirmClaim) -> None:
    """The way to the confirmation."""
    st.space("small")
    query = {"claim": str(seen.head.claim_id), "step": "withdraw"}
    widgets.link(_("申込みを取り下げる"), "claim", query)


def show(seen: FirmClaim) -> None:
    """Number, amount, what it means, one button."""
    head = seen.head
    query = {"claim": str(head.claim_id)}
    widgets.title(
        _("「{title}」の申込みを取り下げますか").format(title=head.title),
        back=(_("申請へ戻る"), "claim", query),
        place=head.reference,
    )
    widgets.error_summary(act.problems())
    if head.state is ClaimState.GRANTED:
        widgets.say(
            _("決まった{amount}は受け取れません。").format(amount=yen(head.granted_yen or 0))
        )
        if head.withdraw_until is not None:
            words = _("取り下げられるのは{day}までです。")
            widgets.say(words.format(day=day(head.withdraw_until)))
    widgets.say(_("取り下げても、同じ費用でもう一度申し込めます。"))
    with widgets.field("note"):
        note = st.text_area(_("理由（任意）"), key="subsidy.withdraw.note", max_chars=400)
    if widgets.danger(_("この申込みを取り下げる"), "subsidy.withdraw"):
        if firm_moves.move(head, service.withdraw_claim, "withdraw", note=note) is None:
            st.rerun()
        st.session_state.pop("subsidy.withdraw.note", None)
        firm_moves.open_again(head)


def discard(seen: FirmClaim) -> None:
    """Throw the draft away; it can be started anew."""
    with st.expander(_("この書きかけを捨てる")):
        widgets.say(_("捨てても、同じ費用でもう一度申し込めます。"))
        if widgets.danger(_("書きかけを捨てる"), "subsidy.discard"):
            if firm_moves.move(seen.head, service.discard_claim, "discard") is None:
                st.rerun()
            st.switch_page(widgets.page_of("claims"))
