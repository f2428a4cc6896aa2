"""The clerk writes down a payment that the ward has made in its own system."""

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


@page(path="claim-pay", title=N_("支払いを記録する"), roles=(Role.WARD_CLERK,), in_menu=False)
def render() -> None:
    """Slip number and day, one button."""
    claim: StaffClaim = act.read(reads.staff_claim, claim_id=address.number("claim"))
    head = claim.head
    amount = yen(head.left_yen)
    said = _("払う額は{amount}です。").format(amount=amount)
    if head.paid_yen:
        fixed, paid = yen(head.fixed_yen or 0), yen(head.paid_yen)
        words = _("確定した{fixed}のうち、概算払の{paid}は支払いずみです。")
        said += words.format(fixed=fixed, paid=paid)
    widgets.title(
        _("{group}への支払いを記録する").format(group=head.group),
        said,
        back=(_("審査の画面へ戻る"), "claim-review", {"claim": str(head.claim_id)}),
    )
    problems = act.problems()
    widgets.error_summary(problems)
    if Do.PAY not in claim.actions:
        widgets.empty(
            _("いまは支払いを記録できません"),
            _("額が確定した申請だけを記録できます。"),
            (_("申請の受付箱へ戻る"), "inbox"),
        )
        return
    errors = dict(problems)
    hint = _("区の会計の伝票番号です。")
    with widgets.field("slip_no", hint, errors.get("slip_no")):
        slip_no = st.text_input(_("伝票番号"), key="subsidy.pay.slip", max_chars=40)
    hint = _("例：2026-11-26、令和8年11月26日")
    with widgets.field("paid_on", hint, errors.get("paid_on")):
        paid_on = st.text_input(_("支払日"), key="subsidy.pay.day", max_chars=40)
    with widgets.bar("pay", sticky=True):
        widgets.say(_("記録すると予算が支払ずみになり、申請者に知らせます。"))
        label = _("{amount}の支払いを記録する").format(amount=amount)
        if widgets.primary(label, "subsidy.pay.send"):
            values = {"slip_no": slip_no, "paid_on": paid_on}
            if moves.move(head, service.record_payment, Do.PAY, **values) is not None:
                for name in ("slip", "day"):
                    st.session_state.pop(f"subsidy.pay.{name}", None)
                query = {"claim": str(head.claim_id)}
                st.switch_page(widgets.page_of("claim-review"), query_params=query)
            st.rerun()
