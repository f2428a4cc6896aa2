"""The clerk proposes to cancel a grant, whole or in part, after the firms have been heard."""

from typing import Any, Final

import streamlit as st

from hub.i18n import _, translated
from hub.i18n.values import yen
from hub.kernel.text import N_
from hub.subsidy import reads, service, words
from hub.subsidy.reads import StaffClaim
from models.vocab import Role
from models.vocab.subsidy import CancelCause
from models.vocab.subsidy import ClaimAction as Do
from pages.kit import act, address, widgets
from pages.kit.page import page
from pages.subsidy.parts import moves

FORM: Final = "subsidy.cancel"
WHOLE, PART = "whole", "part"


@page(path="claim-cancel", title=N_("取消しを起案する"), roles=(Role.WARD_CLERK,), in_menu=False)
def render() -> None:
    """How much, why, what the firms said, one button."""
    claim: StaffClaim = act.read(reads.staff_claim, claim_id=address.number("claim"))
    head = claim.head
    widgets.title(
        _("{group}の交付決定を取り消す").format(group=head.group),
        _("いまの額は{amount}です。").format(amount=yen(claim.in_force_yen)),
        back=(_("審査の画面へ戻る"), "claim-review", {"claim": str(head.claim_id)}),
    )
    widgets.error_summary(act.problems())
    if Do.PROPOSE_CANCEL not in claim.actions or not claim.in_force_yen:
        widgets.empty(
            _("いまは取り消せません"),
            _("交付が決まり、額が残っている申請だけを取り消せます。"),
            (_("申請の受付箱へ戻る"), "inbox"),
        )
        return
    _form(claim)


def _form(claim: StaffClaim) -> None:
    head = claim.head
    subject = f"{head.claim_id}.{head.version}"
    kept = act.draft(FORM, subject)
    answers, errors = dict(kept.answers), dict(act.problems())
    _how_much(claim, answers, errors)
    with widgets.field("cause", error=errors.get("cause")):
        widgets.seed("subsidy.cancel.cause", answers.get("cause"))
        answers["cause"] = st.radio(
            _("取消しの事由"),
            [cause.value for cause in CancelCause],
            index=None,
            format_func=lambda at: translated(words.CAUSE_LABELS[CancelCause(at)]),
            key="subsidy.cancel.cause",
        )
    hint = _("通知書に印刷されます。どの決まりに、どう反したかを書きます。")
    _text("reason", _("理由"), hint, answers, errors)
    hint = _("聞いた日、相手、言い分を書きます。通知書に印刷されます。")
    _text("hearing", _("申請者から聞いたこと"), hint, answers, errors)
    hint = _("区の文書管理で取った番号です。例：8わ産振第123号")
    with widgets.field("doc_no", hint, errors.get("doc_no")):
        widgets.seed("subsidy.cancel.doc_no", answers.get("doc_no", ""))
        answers["doc_no"] = st.text_input(_("文書番号"), key="subsidy.cancel.doc_no", max_chars=40)
    act.keep(FORM, subject, kept, answers)
    with widgets.bar("cancel", sticky=True):
        widgets.say(_("決裁する人に届きます。申請者への通知は、決裁の後に出ます。"))
        widgets.saved_line()
        if widgets.primary(_("取消しを起案する"), "subsidy.cancel.send"):
            _send(claim, answers, subject)


def _how_much(claim: StaffClaim, answers: dict[str, Any], errors: dict[str, str]) -> None:
    names = {
        WHOLE: _("すべて（{amount}）").format(amount=yen(claim.in_force_yen)),
        PART: _("一部だけ"),
    }
    with widgets.field("whole", error=errors.get("whole")):
        widgets.seed("subsidy.cancel.whole", answers.get("whole"))
        answers["whole"] = st.radio(
            _("取り消す範囲"),
            list(names),
            index=None,
            format_func=lambda at: names[at],
            horizontal=True,
            key="subsidy.cancel.whole",
        )
    if answers["whole"] == PART:
        hint = _("例：12,000円、1万2千円")
        with widgets.field("amount", hint, errors.get("amount")):
            widgets.seed("subsidy.cancel.amount", answers.get("amount", ""))
            answers["amount"] = st.text_input(
                _("取り消す額"), key="subsidy.cancel.amount", max_chars=40
            )


def _text(
    name: str, label: str, hint: str, answers: dict[str, Any], errors: dict[str, str]
) -> None:
    with widgets.field(name, hint, errors.get(name)):
        widgets.seed(f"subsidy.cancel.{name}", answers.get(name, ""))
        answers[name] = st.text_area(label, key=f"subsidy.cancel.{name}", max_chars=400)


def _send(claim: StaffClaim, answers: dict[str, Any], subject: str) -> None:
    open_ones = [name for name in ("whole", "cause") if not answers[name]]
    if open_ones:
        act.tell([(name, _("選んでください。")) for name in open_ones])
        st.rerun()
    is_part = answers["whole"] == PART
    # A part without an amount must not become the whole: the command would take it so.
    amount = (answers.get("amount", "").strip() or "-") if is_part else ""
    values = {name: answers.get(name, "") for name in ("doc_no", "cause", "reason", "hearing")}
    done = moves.move(
        claim.head, service.draft_cancellation, Do.PROPOSE_CANCEL, amount=amount, **values
    )
    if done is not None:
        act.forget(FORM, subject)
        for name in ("whole", "amount", "cause", "reason", "hearing", "doc_no"):
            st.session_state.pop(f"subsidy.cancel.{name}", None)
        query = {"claim": str(claim.head.claim_id)}
        st.switch_page(widgets.page_of("claim-review"), query_params=query)
    st.rerun()
