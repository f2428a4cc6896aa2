"""What is fixed and to be paid by order, for the firms: asking for it, where it stands."""

import streamlit as st

from hub.i18n import _
from hub.i18n.values import yen
from hub.subsidy import service
from hub.subsidy.reads import FirmClaim
from pages.kit import act, widgets
from pages.subsidy.parts import firm_moves


def show(seen: FirmClaim) -> None:
    """The amount, the account to be checked, one button; nothing where nothing can be asked."""
    if seen.payable_yen is None:
        return
    errors = dict(act.problems())
    at = seen.head.claim_id
    widgets.heading(_("補助金を請求する"))
    widgets.say(_("請求すると、区が支払いの手続を始めます。"))
    with widgets.field(
        "is_checked", _("口座は区の窓口に届けたものです。"), errors.get("is_checked")
    ):
        label = _("区に届けた口座の番号と名義を確かめました")
        is_checked = st.checkbox(label, key=f"subsidy.invoice.checked.{at}")
    with widgets.bar("invoice", sticky=True):
        widgets.say(_("支払いまで、ほかの人が命令と審査をします。"))
        label = _("{amount}を請求する").format(amount=yen(seen.payable_yen))
        if widgets.primary(label, "subsidy.invoice.send"):
            step = service.request_payment
            firm_moves.move(seen.head, step, "invoice", is_checked=is_checked)
            st.rerun()
