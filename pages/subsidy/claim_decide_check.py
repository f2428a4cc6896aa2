"""The last look before a decision: what becomes final, one button, the way back."""

import streamlit as st

from hub.i18n import _
from hub.i18n.values import yen
from hub.kernel.text import N_
from hub.subsidy import reads, service
from hub.subsidy.reads import DecidePage, Proposal
from models.vocab import Role
from models.vocab.subsidy import ClaimAction as Do
from models.vocab.subsidy import DecisionKind
from pages.kit import act, address, widgets
from pages.kit.page import page
from pages.subsidy.parts import decide_steps, moves


@page(
    path="claim-decide-check",
    title=N_("決裁の確認"),
    roles=(Role.WARD_APPROVER,),
    in_menu=False,
)
def render() -> None:
    """Number, amount, budget afterwards; then the decision."""
    seen: DecidePage = act.read(reads.decide_page, claim_id=address.number("claim"))
    proposal = seen.claim.proposal
    if proposal is None or not decide_steps.may_decide(seen):
        decide_steps.nothing(seen)
        return
    head = seen.claim.head
    query = {"claim": str(head.claim_id)}
    back = (_("決裁の画面へ戻る"), "claim-decide", query)
    widgets.title(_("この内容で決裁しますか"), back=back)
    widgets.error_summary(act.problems())
    amount = yen(proposal.amount_yen)
    with widgets.lead("check"):
        widgets.heading(decide_steps.act_words(proposal.kind, head.group))
        widgets.say(f"{head.reference}　{head.title}")
        number = _("文書番号 {number}")
        widgets.say(number.format(number=proposal.doc_no))
        widgets.sum_rows(
            [
                (_("予算の残り（決めた後）"), yen(seen.after_yen)),
                widgets.SumRow(_("決める額"), amount, total=True),
            ]
        )
    with widgets.bar("check", sticky=True):
        widgets.say(_("決裁は取り消せません。通知書が作られ、申請者に知らせます。"))
        label = decide_steps.button_words(proposal.kind, amount)
        if widgets.primary(label, "subsidy.decide.send"):
            _send(seen, proposal)


def _send(seen: DecidePage, proposal: Proposal) -> None:
    steps = {
        DecisionKind.GRANT: (service.decide_grant, Do.GRANT),
        DecisionKind.REFUSAL: (service.decide_refusal, Do.REFUSE),
        DecisionKind.DETERMINATION: (service.determine, Do.DETERMINE),
        DecisionKind.CHANGE: (service.decide_change, Do.ALLOW_CHANGE),
        DecisionKind.CHANGE_REFUSAL: (service.decide_change, Do.DENY_CHANGE),
        DecisionKind.ENDING: (service.decide_end, Do.ALLOW_END),
        DecisionKind.CANCELLATION: (service.decide_cancellation, Do.CANCEL),
    }
    step, action = steps[proposal.kind]
    if moves.move(seen.claim.head, step, action) is not None:
        query = {"claim": str(seen.claim.head.claim_id)}
        st.switch_page(widgets.page_of("claim-decided"), query_params=query)
    st.rerun()
