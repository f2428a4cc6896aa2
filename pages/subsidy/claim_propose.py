"""The clerk proposes a grant, a refusal or the final amount to the approver."""

import streamlit as st

from hub.i18n import _
from hub.i18n.values import yen
from hub.kernel.text import N_
from hub.subsidy import reads, service
from hub.subsidy.reads import StaffClaim
from models.vocab import Role
from models.vocab.subsidy import ClaimAction as Do
from models.vocab.subsidy import DecisionKind
from pages.kit import act, address, widgets
from pages.kit.page import page
from pages.subsidy.parts import moves


@page(path="claim-propose", title=N_("起案する"), roles=(Role.WARD_CLERK,), in_menu=False)
def render() -> None:
    """Amount, document number, one button; a refusal also needs its reason."""
    claim: StaffClaim = act.read(reads.staff_claim, claim_id=address.number("claim"))
    head = claim.head
    is_refusal = st.query_params.get("kind") == "refusal" and Do.PROPOSE in claim.actions
    can = bool({Do.PROPOSE, Do.PROPOSE_AMOUNT} & set(claim.actions))
    can = can and (is_refusal or not claim.hindrance)
    widgets.title(
        _title(claim, is_refusal=is_refusal) if can else head.group,
        f"{head.reference}　{head.title}",
        back=(_("審査の画面へ戻る"), "claim-review", {"claim": str(head.claim_id)}),
    )
    widgets.error_summary(act.problems())
    if not can:
        widgets.empty(
            _("いまは起案できません"),
            _("審査の画面で、残っている指摘と状態を確かめてください。"),
            (_("申請の受付箱へ戻る"), "inbox"),
        )
        return
    _form(claim, is_refusal=is_refusal)


def _title(claim: StaffClaim, *, is_refusal: bool) -> str:
    group = claim.head.group
    if is_refusal:
        return _("{group}の不交付を起案する").format(group=group)
    amount = yen(claim.proposable_yen)
    return _("{group}に{amount}で起案する").format(group=group, amount=amount)


def _form(claim: StaffClaim, *, is_refusal: bool) -> None:
    head = claim.head
    subject = f"{head.claim_id}.{head.version}"
    kept = act.draft("subsidy.propose", subject)
    errors = dict(act.problems())
    answers = dict(kept.answers)
    at = head.claim_id
    widgets.seed(f"subsidy.propose.number.{at}", answers.get("doc_no", ""))
    widgets.seed(f"subsidy.propose.reason.{at}", answers.get("reason", ""))
    hint = _("区の文書管理で取った番号です。例：8わ産振第123号")
    with widgets.field("doc_no", hint, errors.get("doc_no")):
        answers["doc_no"] = st.text_input(
            _("文書番号"), key=f"subsidy.propose.number.{at}", max_chars=40
        )
    if is_refusal:
        with widgets.field("reason", _("通知書に印刷されます。"), errors.get("reason")):
            label = _("不交付の理由")
            answers["reason"] = st.text_area(
                label, key=f"subsidy.propose.reason.{at}", max_chars=400
            )
    act.keep("subsidy.propose", subject, kept, answers)
    with widgets.bar("propose", sticky=True):
        widgets.say(_("決裁する人に届きます。決裁されるまでは、担当に戻せます。"))
        widgets.saved_line()
        label = (
            _("不交付で起案する")
            if is_refusal
            else _("{amount}で起案する").format(amount=yen(claim.proposable_yen))
        )
        if widgets.primary(label, "subsidy.propose.send"):
            _send(claim, answers, subject, is_refusal=is_refusal)


def _send(claim: StaffClaim, answers: dict[str, str], subject: str, *, is_refusal: bool) -> None:
    doc_no = answers["doc_no"]
    if Do.PROPOSE in claim.actions:
        kind = DecisionKind.REFUSAL if is_refusal else DecisionKind.GRANT
        values = {"kind": kind, "doc_no": doc_no, "reason": answers.get("reason", "")}
        done = moves.move(claim.head, service.draft_decision, Do.PROPOSE, **values)
    else:
        step = service.draft_determination
        done = moves.move(claim.head, step, Do.PROPOSE_AMOUNT, doc_no=doc_no)
    if done is not None:
        act.forget("subsidy.propose", subject)
        query = {"claim": str(claim.head.claim_id)}
        st.switch_page(widgets.page_of("claim-review"), query_params=query)
    st.rerun()
