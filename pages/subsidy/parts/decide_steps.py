"""Steps of a decision: back to the clerk, the last look, and what is offered afterwards."""

from dataclasses import dataclass
from typing import Final

import streamlit as st

from hub.i18n import _
from hub.i18n.values import yen
from hub.subsidy import service
from hub.subsidy.reads import DecidePage, Proposal
from models.vocab.subsidy import ClaimAction as Do
from models.vocab.subsidy import DecisionKind
from pages.kit import act, widgets
from pages.subsidy.parts import moves

DECIDED: Final = "subsidy.decided"


@dataclass(frozen=True, slots=True)
class Decided:
    """What was decided, and what comes next."""

    claim_id: int
    reference: str
    group: str
    kind: DecisionKind
    amount_yen: int
    next_claim_id: int | None


def act_words(kind: DecisionKind, group: str) -> str:
    """The act as a sentence."""
    words = {
        DecisionKind.GRANT: _("{group}に交付する額を決める"),
        DecisionKind.REFUSAL: _("{group}への不交付を決める"),
        DecisionKind.DETERMINATION: _("{group}に払う額を決める"),
    }
    return words[kind].format(group=group)


def button_words(kind: DecisionKind, amount: str) -> str:
    """The button with its sum."""
    if kind is DecisionKind.REFUSAL:
        return _("不交付で決裁する")
    return _("{amount}で決裁する").format(amount=amount)


def consequence(seen: DecidePage, kind: DecisionKind) -> str:
    """What the decision does to sum, budget and notice."""
    change = yen(abs(seen.change_yen))
    if kind is DecisionKind.REFUSAL:
        return _("決裁すると不交付が決まり、通知書を作ります。予算は動きません。")
    if kind is DecisionKind.GRANT:
        return _("決裁すると額が決まり、予算から{change}を使います。通知書も作ります。").format(
            change=change
        )
    if not seen.change_yen:
        return _("決裁すると払う額が決まり、通知書を作ります。")
    return _("決裁すると額が決まり、{change}が予算に戻ります。通知書も作ります。").format(
        change=change
    )


def check(seen: DecidePage, proposal: Proposal) -> None:
    """The last look: what becomes final, one button, the way back."""
    head = seen.claim.head
    query = {"claim": str(head.claim_id)}
    widgets.title(_("この内容で決裁しますか"), back=(_("決裁の画面へ戻る"), "claim-decide", query))
    widgets.error_summary(act.problems())
    amount = yen(proposal.amount_yen)
    with widgets.lead("check"):
        widgets.heading(act_words(proposal.kind, head.group))
        widgets.sum_rows(
            [
                (_("申請の番号"), head.reference),
                (_("文書番号"), proposal.doc_no),
                (_("予算の残り（決めた後）"), yen(seen.after_yen)),
                widgets.SumRow(_("決める額"), amount, total=True),
            ]
        )
    with widgets.bar("check", sticky=True):
        widgets.say(_("決裁は取り消せません。通知書が作られ、申請者に知らせます。"))
        if widgets.primary(button_words(proposal.kind, amount), "subsidy.decide.send"):
            _send(seen, proposal)


def _send(seen: DecidePage, proposal: Proposal) -> None:
    steps = {
        DecisionKind.GRANT: (service.decide_grant, Do.GRANT),
        DecisionKind.REFUSAL: (service.decide_refusal, Do.REFUSE),
        DecisionKind.DETERMINATION: (service.determine, Do.DETERMINE),
    }
    step, action = steps[proposal.kind]
    head = seen.claim.head
    if moves.move(head, step, action) is not None:
        st.session_state[DECIDED] = Decided(
            claim_id=head.claim_id,
            reference=head.reference,
            group=head.group,
            kind=proposal.kind,
            amount_yen=proposal.amount_yen,
            next_claim_id=seen.next_claim_id,
        )
    st.rerun()


def receipt(decided: Decided) -> None:
    """What was decided; the next claim is the primary."""
    amount = yen(decided.amount_yen)
    words = {
        DecisionKind.GRANT: _("{group}に{amount}の交付を決めました。"),
        DecisionKind.REFUSAL: _("{group}への不交付を決めました。"),
        DecisionKind.DETERMINATION: _("{group}に払う額を{amount}に決めました。"),
    }
    widgets.title(_("決裁しました"), back=(_("決裁待ち"), "decisions"), place=decided.reference)
    with widgets.lead("decided"):
        widgets.heading(words[decided.kind].format(group=decided.group, amount=amount))
        widgets.say(_("通知書は、まもなく申請の書類に出ます。"))
        if decided.next_claim_id is not None:
            query = {"claim": str(decided.next_claim_id)}
            label = _("次の申請を開く")
            widgets.go(label, "claim-decide", "subsidy-next", query=query, main=True)
        else:
            widgets.say(_("決裁を待つ申請は、もうありません。"))
            widgets.go(_("決裁待ちの一覧へ戻る"), "decisions", "subsidy-list", main=True)
    query = {"claim": str(decided.claim_id)}
    widgets.link(_("決裁した申請を見る"), "claim-review", query)


def back(seen: DecidePage) -> None:
    """Give the proposal back to the clerk with a reason."""
    head = seen.claim.head
    query = {"claim": str(head.claim_id)}
    widgets.title(
        _("{reference}を担当に戻す").format(reference=head.reference),
        head.group,
        back=(_("決裁の画面へ戻る"), "claim-decide", query),
    )
    widgets.error_summary(act.problems())
    hint = _("担当が読む文です。何を確かめてほしいかを書きます。")
    with widgets.field("note", hint):
        note = st.text_area(_("戻す理由"), key="subsidy.back.note", max_chars=400)
    with widgets.bar("back", sticky=True):
        widgets.say(_("戻すと審査に戻り、担当に知らせます。"))
        if widgets.primary(_("担当に戻す"), "subsidy.back.send"):
            fixing = Do.SEND_BACK_AMOUNT in seen.claim.actions
            action = Do.SEND_BACK_AMOUNT if fixing else Do.SEND_BACK
            if moves.move(head, service.send_back_decision, action, note=note) is not None:
                st.session_state.pop("subsidy.back.note", None)
                st.switch_page(widgets.page_of("decisions"))
            st.rerun()
