"""The clerk writes down that the bank gave a payment back; it is to be paid anew."""

import streamlit as st

from hub.i18n import _
from hub.i18n.values import yen
from hub.kernel.text import N_
from hub.subsidy import reads, service
from hub.subsidy.reads import StaffClaim
from models.vocab import Role
from models.vocab.subsidy import ClaimAction as Do
from pages.kit import act, address, widgets
from pages.kit.page import page
from pages.subsidy.parts import moves


@page(
    path="claim-came-back",
    title=N_("振込みの戻りを記録する"),
    roles=(Role.WARD_CLERK,),
    in_menu=False,
)
def render() -> None:
    """Day and reason, one button."""
    claim: StaffClaim = act.read(reads.staff_claim, claim_id=address.number("claim"))
    head = claim.head
    widgets.title(
        _("{group}への振込みが戻ったとき").format(group=head.group),
        _("支払った額は{amount}です。").format(amount=yen(head.paid_yen or 0)),
        back=(_("審査の画面へ戻る"), "claim-review", {"claim": str(head.claim_id)}),
    )
    problems = act.problems()
    widgets.error_summary(problems)
    if Do.COME_BACK not in claim.actions or not head.paid_yen:
        widgets.empty(
            _("いまは振込みの戻りを記録できません"),
            _("支払いを記録した申請だけを記録できます。"),
            (_("申請の受付箱へ戻る"), "inbox"),
        )
        return
    errors = dict(problems)
    hint = _("例：2026-11-26、令和8年11月26日")
    with widgets.field("came_back_on", hint, errors.get("came_back_on")):
        came = st.text_input(_("銀行から戻った日"), key="subsidy.back.day", max_chars=40)
    hint = _("銀行から聞いた理由です。例：口座の名義が違う")
    with widgets.field("note", hint, errors.get("note")):
        note = st.text_area(_("戻った理由"), key="subsidy.back.reason", max_chars=400)
    with widgets.bar("back", sticky=True):
        widgets.say(_("記録すると支払待ちに戻り、申請者に口座の確認をお願いします。"))
        if widgets.primary(_("振込みの戻りを記録する"), "subsidy.back.send"):
            values = {"came_back_on": came, "note": note}
            if moves.move(head, service.payment_came_back, Do.COME_BACK, **values) is not None:
                for name in ("day", "reason"):
                    st.session_state.pop(f"subsidy.back.{name}", None)
                query = {"claim": str(head.claim_id)}
                st.switch_page(widgets.page_of("claim-review"), query_params=query)
            st.rerun()
