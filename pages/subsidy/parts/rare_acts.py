"""Acts on a claim that are seldom right: refusal, queue, reminder, lapse, return, cancelling."""

from typing import Final

import streamlit as st

from hub.i18n import _
from hub.subsidy import service
from hub.subsidy.reads import StaffClaim
from models.vocab import Role
from models.vocab.subsidy import RETURNED_CLAIMS, ClaimState
from models.vocab.subsidy import ClaimAction as Do
from pages.kit import act, widgets
from pages.subsidy.parts import moves

RARE: Final = frozenset(
    {Do.PROPOSE, Do.WAIT, Do.LAPSE, Do.COME_BACK, Do.PROPOSE_CANCEL, Do.REINSPECT}
)


def show(claim: StaffClaim) -> None:
    """Folded, because most claims need none of them."""
    can = set(claim.actions) & RARE
    is_clerk = act.actor().role is Role.WARD_CLERK
    head = claim.head
    owes = head.state is ClaimState.RETURNING and head.due is not None
    is_returned = (head.state in RETURNED_CLAIMS or owes) and is_clerk
    if not can and not is_returned:
        return
    with st.expander(_("ほかの進め方")):
        if is_returned:
            _remind(claim)
        if Do.LAPSE in can:
            _lapse(claim)
        if Do.WAIT in can:
            _wait(claim)
        if Do.REINSPECT in can:
            _reinspect(claim)
        if Do.PROPOSE in can:
            widgets.say(_("交付できないときは、理由を書いて起案します。"))
            query = {"claim": str(claim.head.claim_id), "kind": "refusal"}
            widgets.go(_("不交付で起案する"), "claim-propose", "subsidy-refuse", query=query)
        query = {"claim": str(head.claim_id)}
        if Do.COME_BACK in can and head.paid_yen:
            widgets.say(_("銀行から振込みが戻ったときは、記録してもう一度支払います。"))
            label = _("振込みの戻りを記録する")
            widgets.go(label, "claim-came-back", "subsidy-came-back", query=query)
        if Do.PROPOSE_CANCEL in can and claim.in_force_yen:
            widgets.say(_("条件に反したときなどは、申請者の話を聞いてから取り消します。"))
            widgets.go(_("取消しを起案する"), "claim-cancel", "subsidy-cancel", query=query)


def _remind(claim: StaffClaim) -> None:
    widgets.say(_("期限が近いときに、申請者へもう一度知らせます。"))
    if widgets.secondary(_("お知らせを送る"), "subsidy.remind"):
        head = claim.head
        name = f"subsidy.remind.{head.claim_id}.{head.version}"
        values = {"claim_id": head.claim_id, "version": head.version}
        if act.act(service.remind_applicant, values, once=act.once(name)) is not None:
            act.done(name)
        st.rerun()


def _lapse(claim: StaffClaim) -> None:
    widgets.say(_("期限を過ぎ、2回知らせても回答がないときだけ使います。"))
    note = st.text_input(_("取下げとみなす理由"), key="subsidy.lapse.note", max_chars=400)
    if widgets.danger(_("取下げとみなす"), "subsidy.lapse"):
        moves.move(claim.head, service.lapse_claim, Do.LAPSE, note=note)
        st.rerun()


def _reinspect(claim: StaffClaim) -> None:
    widgets.say(_("検査に足りないところがあるときは、理由を書いて戻します。"))
    error = dict(act.problems()).get("note")
    with widgets.field("note", error=error):
        note = st.text_input(_("もう一度検査する理由"), key="subsidy.again.note", max_chars=400)
    if widgets.secondary(_("もう一度検査を頼む"), "subsidy.again"):
        if moves.move(claim.head, service.reinspect, Do.REINSPECT, note=note) is not None:
            st.session_state.pop("subsidy.again.note", None)
        st.rerun()


def _wait(claim: StaffClaim) -> None:
    widgets.say(_("予算の残りが足りないとき、受け付けた順に待ちます。"))
    if widgets.secondary(_("予算待ちにする"), "subsidy.wait"):
        moves.move(claim.head, service.wait_for_budget, Do.WAIT)
        st.rerun()
