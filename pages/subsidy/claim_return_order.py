"""The approver orders the firms to pay back what was cancelled."""

import streamlit as st

from hub.i18n import _
from hub.i18n.values import day, yen
from hub.kernel.text import N_
from hub.subsidy import reads, service
from hub.subsidy.reads import StaffClaim
from models.vocab import Role
from models.vocab.subsidy import ClaimAction as Do
from models.vocab.subsidy import DecisionKind
from pages.kit import act, address, widgets
from pages.kit.page import page
from pages.subsidy.parts import moves, return_card


@page(
    path="claim-return-order",
    title=N_("返還を命じる"),
    roles=(Role.WARD_APPROVER,),
    in_menu=False,
)
def render() -> None:
    """What is asked back until when, the number of the paper, one button."""
    claim: StaffClaim = act.read(reads.staff_claim, claim_id=address.number("claim"))
    head, seen = claim.head, claim.returning
    widgets.title(
        _("{group}に返還を命じる").format(group=head.group),
        f"{head.reference}　{head.title}",
        back=(_("審査の画面へ戻る"), "claim-review", {"claim": str(head.claim_id)}),
    )
    widgets.error_summary(act.problems())
    if Do.ORDER_RETURN not in claim.actions or seen is None:
        widgets.empty(
            _("いまは返還を命じられません"),
            _("返すお金が決まり、まだ命じていない申請だけに命じられます。"),
            (_("決裁待ちの一覧を見る"), "decisions"),
        )
        return
    return_card.show(seen)
    widgets.fact(_("今日命じるときの納付の期限"), day(seen.will_be_due_on))
    if seen.has_charge:
        widgets.say(_("受け取った日から納める日までの加算金も、あわせて求めます。"))
    elif seen.kind is DecisionKind.CANCELLATION:
        widgets.say(_("やむをえない事情のため、加算金は求めません。"))
    else:
        widgets.say(_("廃止や精算による返還なので、加算金は求めません。"))
    errors = dict(act.problems())
    hint = _("前の通知とは別の番号です。例：8わ産振第124号")
    with widgets.field("doc_no", hint, errors.get("doc_no")):
        doc_no = st.text_input(_("文書番号"), key="subsidy.order.doc_no", max_chars=40)
    with widgets.bar("order", sticky=True):
        widgets.say(_("命じると返還命令書を作り、申請者と会計に知らせます。"))
        label = _("{amount}の返還を命じる").format(amount=yen(seen.principal_yen))
        if widgets.primary(label, "subsidy.order.send"):
            done = moves.move(head, service.order_return, Do.ORDER_RETURN, doc_no=doc_no)
            if done is not None:
                st.session_state.pop("subsidy.order.doc_no", None)
                query = {"claim": str(head.claim_id)}
                st.switch_page(widgets.page_of("claim-review"), query_params=query)
            st.rerun()
