"""A claim that is with the ward, or decided: where it stands, what was decided, what comes next."""

from typing import Final

import streamlit as st

from hub.i18n import _
from hub.i18n.values import day, moment, yen
from hub.subsidy.reads import FirmClaim
from models.vocab.subsidy import ClaimState, Stage
from pages.kit import widgets
from pages.subsidy.parts import (
    change_card,
    evidence,
    firm_advance,
    firm_head,
    firm_payment,
    firm_returning,
    firm_withdraw,
)

TAKEN: Final = frozenset({ClaimState.RETURNING, ClaimState.REPAID, ClaimState.CANCELLED})


def show(seen: FirmClaim) -> None:
    """The receipt after sending, the result card, then everything to read."""
    head = seen.head
    firm_head.title(seen, _("「{title}」の補助金").format(title=head.title))
    if st.session_state.get("subsidy.sent") == head.claim_id:
        _receipt(seen)
    _result(seen)
    firm_advance.card(seen)
    firm_payment.show(seen)
    if seen.changing is not None:
        change_card.show(seen.changing, head.granted_yen or 0)
    left, right = st.columns([1.7, 1], gap="large")
    with left:
        firm_head.costs(seen)
        evidence.show(head)
        firm_head.working(seen, _amount_label(seen))
    with right:
        firm_head.papers(seen)
        firm_head.history(seen)
    if firm_withdraw.can(seen):
        firm_withdraw.link(seen)


def _amount_label(seen: FirmClaim) -> str:
    if seen.stage is Stage.ACTUAL:
        decided = seen.head.fixed_yen is not None
        return _("払われる額") if decided else _("受け取る見込みの額")
    return _("申し込んだ額")


def _receipt(seen: FirmClaim) -> None:
    """What has just been sent; it goes when another page is opened."""
    head = seen.head
    steps = [
        _("区が内容を確かめます。"),
        _("足りないところがあれば、まとめてお知らせします。"),
        _("結果が決まると、通知書がこの画面に出ます。"),
    ]
    last = seen.history[-1].at if seen.history else None
    words = _("{moment} に区へ送りました。").format(moment=moment(last)) if last else ""
    widgets.confirmation(head.reference, words, steps)
    widgets.space()


def _result(seen: FirmClaim) -> None:
    head = seen.head
    if head.state is ClaimState.REFUSED:
        with widgets.alert("refused"):
            widgets.heading(_("交付されない理由"))
            widgets.say(seen.reason)
            widgets.say(_("不服があるときの手続は、通知書に書いてあります。"))
    elif seen.returning is not None and head.state in TAKEN:
        firm_returning.show(seen, seen.returning)
    elif head.state is ClaimState.ENDED:
        with widgets.lead("ended"):
            widgets.heading(_("事業の廃止が認められました。返すお金はありません。"))
            for notice in seen.notices[-1:]:
                firm_head.paper_link(notice)
    elif head.state in {ClaimState.DETERMINED, ClaimState.PAID, ClaimState.COMPLETED}:
        with widgets.lead("result"):
            _amount(seen)
            if seen.returning is not None:
                words = _("取り消された額 {amount}")
                widgets.say(words.format(amount=yen(seen.returning.cancelled_yen)))
            for notice in seen.notices[-1:]:
                firm_head.paper_link(notice)


def _amount(seen: FirmClaim) -> None:
    head = seen.head
    fixed = head.fixed_yen or 0
    if seen.payment is not None:
        widgets.say(_("支払われた額"))
        widgets.figure(yen(seen.payment.amount_yen))
        widgets.say(_("{day}に支払われました。").format(day=day(seen.payment.paid_on)))
        if (head.paid_yen or 0) > seen.payment.amount_yen:
            words = _("概算払とあわせて、{total}を受け取りました。")
            widgets.say(words.format(total=yen(head.paid_yen or 0)))
        return
    widgets.say(_("払われる額"))
    widgets.figure(yen(head.left_yen))
    if head.paid_yen:
        words = _("確定した{fixed}のうち、概算払の{paid}は受け取りずみです。")
        widgets.say(words.format(fixed=yen(fixed), paid=yen(head.paid_yen)))
    if seen.payment_due is not None and seen.payable_yen is None and head.left_yen:
        widgets.say(_("{day}までに振り込まれる予定です。").format(day=day(seen.payment_due)))
    less = (head.granted_yen or 0) - fixed
    if less:
        words = _("使った費用が少なく、決まった額より{less}少なくなりました。")
        widgets.say(words.format(less=yen(less)))
