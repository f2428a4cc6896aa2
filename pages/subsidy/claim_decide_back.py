"""The approver gives a proposal back to the clerk, with the reason."""

import streamlit as st

from hub.i18n import _
from hub.kernel.text import N_
from hub.subsidy import reads, service
from hub.subsidy.reads import DecidePage
from models.vocab import Role
from pages.kit import act, address, widgets
from pages.kit.page import page
from pages.subsidy.parts import decide_steps, moves


@page(path="claim-decide-back", title=N_("担当に戻す"), roles=(Role.WARD_APPROVER,), in_menu=False)
def render() -> None:
    """One field, one button."""
    seen: DecidePage = act.read(reads.decide_page, claim_id=address.number("claim"))
    if seen.claim.proposal is None or not decide_steps.may_give_back(seen):
        decide_steps.nothing(seen)
        return
    head = seen.claim.head
    widgets.title(
        _("{reference}を担当に戻す").format(reference=head.reference),
        head.group,
        back=(_("決裁の画面へ戻る"), "claim-decide", {"claim": str(head.claim_id)}),
    )
    widgets.error_summary(act.problems())
    hint = _("担当が読む文です。何を確かめてほしいかを書きます。")
    with widgets.field("note", hint):
        note = st.text_area(_("戻す理由"), key="subsidy.back.note", max_chars=400)
    with widgets.bar("back", sticky=True):
        widgets.say(_("戻すと前の状態に戻り、担当に知らせます。"))
        if widgets.primary(_("担当に戻す"), "subsidy.back.send"):
            action = next(step for step in decide_steps.BACKS if step in seen.claim.actions)
            if moves.move(head, service.send_back_decision, action, note=note) is not None:
                st.switch_page(widgets.page_of("decisions"))
            st.rerun()
