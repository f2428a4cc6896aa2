"""The foot of the claim screen: what this person can do now, with its consequence."""

from typing import Final

import streamlit as st

from hub.i18n import _, translated
from hub.i18n.values import shown, yen
from hub.subsidy import service
from hub.subsidy.reads import StaffClaim
from models.vocab.subsidy import ClaimAction as Do
from pages.kit import widgets
from pages.subsidy.parts import moves

RETURNS: Final = frozenset({Do.RETURN, Do.RETURN_REPORT})
PROPOSES: Final = frozenset({Do.PROPOSE, Do.PROPOSE_AMOUNT})


def show(claim: StaffClaim) -> None:
    """One primary: receive, propose, return or write the payment down, by the claim's state."""
    can = set(claim.actions)
    if Do.ACCEPT in can:
        _accept(claim)
    elif Do.INSPECT in can:
        _inspect(claim)
    elif can & PROPOSES:
        _review(claim)
    elif can & RETURNS:
        _inspected_by_others(claim)
    elif Do.PROPOSE_CHANGE in can:
        _change(claim)
    elif Do.RESUME in can:
        _resume(claim)
    elif Do.PAY in can:
        _pay(claim)
    elif Do.ORDER_RETURN in can:
        _order(claim)
    elif Do.COMPLETE in can:
        _complete(claim)


def _accept(claim: StaffClaim) -> None:
    with widgets.bar("claim", sticky=True):
        widgets.say(_("受け付けると番号が付き、申請者に知らせます。"))
        if widgets.primary(_("この申請を受け付ける"), "subsidy.accept"):
            moves.move(claim.head, service.accept_claim, Do.ACCEPT)
            st.rerun()


def _review(claim: StaffClaim) -> None:
    """Proposal or return; while a serious finding is open the return is the primary."""
    query = {"claim": str(claim.head.claim_id)}
    is_held = bool(claim.hindrance)
    with widgets.bar("claim", sticky=True):
        if is_held:
            values = {name: shown(value) for name, value in claim.hindrance_params.items()}
            widgets.say(translated(claim.hindrance).format(**values))
        else:
            widgets.say(_("起案すると、決裁に進みます。申請者への通知はまだ出ません。"))
        if RETURNS & set(claim.actions):
            label = _("補正を求める")
            widgets.go(label, "claim-return", "subsidy-return", query=query, main=is_held)
        if not is_held:
            label = _("{amount}で起案する").format(amount=yen(claim.proposable_yen))
            widgets.go(label, "claim-propose", "subsidy-propose", query=query, main=True)


def _inspect(claim: StaffClaim) -> None:
    """Inspection or return; while a serious finding is open the return is the primary."""
    query = {"claim": str(claim.head.claim_id)}
    is_held = bool(claim.hindrance)
    with widgets.bar("claim", sticky=True):
        if is_held:
            values = {name: shown(value) for name, value in claim.hindrance_params.items()}
            widgets.say(translated(claim.hindrance).format(**values))
        else:
            widgets.say(_("報告のとおり行われ、費用が正しいことを確かめてから済ませます。"))
        label = _("補正を求める")
        widgets.go(label, "claim-return", "subsidy-return", query=query, main=is_held)
        if not is_held:
            label = _("検査の結果を書く")
            widgets.go(label, "claim-inspect", "subsidy-inspect", query=query, main=True)


def _inspected_by_others(claim: StaffClaim) -> None:
    query = {"claim": str(claim.head.claim_id)}
    with widgets.bar("claim", sticky=True):
        widgets.say(_("検査担当の検査が済むと、払う額を起案できます。"))
        widgets.go(_("補正を求める"), "claim-return", "subsidy-return", query=query)


def _resume(claim: StaffClaim) -> None:
    with widgets.bar("claim", sticky=True):
        widgets.say(_("先頭の申請だけを、予算があるときに再開できます。"))
        if widgets.primary(_("審査に戻す"), "subsidy.resume"):
            moves.move(claim.head, service.resume_claim, Do.RESUME)
            st.rerun()


def _pay(claim: StaffClaim) -> None:
    with widgets.bar("claim", sticky=True):
        widgets.say(_("区の支払いが済んだら、伝票番号と支払日を記録します。"))
        query = {"claim": str(claim.head.claim_id)}
        widgets.go(_("支払いを記録する"), "claim-pay", "subsidy-pay", query=query, main=True)


def _change(claim: StaffClaim) -> None:
    with widgets.bar("claim", sticky=True):
        widgets.say(_("計画の変更や廃止の申し出が届いています。"))
        query = {"claim": str(claim.head.claim_id)}
        label = _("変更を確かめる")
        widgets.go(label, "claim-change", "subsidy-change", query=query, main=True)


def _order(claim: StaffClaim) -> None:
    with widgets.bar("claim", sticky=True):
        widgets.say(_("次は、返還を命じます。"))
        query = {"claim": str(claim.head.claim_id)}
        label = _("返還を命じる")
        widgets.go(label, "claim-return-order", "subsidy-order", query=query, main=True)


def _complete(claim: StaffClaim) -> None:
    with widgets.bar("claim", sticky=True):
        widgets.say(_("完了にすると、この申請の仕事はすべて終わります。"))
        if widgets.primary(_("完了にする"), "subsidy.complete"):
            moves.move(claim.head, service.complete, Do.COMPLETE)
            st.rerun()
