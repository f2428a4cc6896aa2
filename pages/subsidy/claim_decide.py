"""The approver decides one claim: the act, the amount and why, what was accepted, the budget."""

from typing import Final

import streamlit as st

from hub.i18n import _, translated
from hub.i18n.values import yen
from hub.kernel.text import N_
from hub.subsidy import reads
from hub.subsidy.reads import DecidePage
from models.vocab import Role
from models.vocab.subsidy import ClaimAction as Do
from models.vocab.subsidy import DecisionKind
from pages.kit import act, widgets
from pages.kit.page import page
from pages.subsidy.parts import decide_cards, decide_steps, moves

BACKS: Final = frozenset({Do.SEND_BACK, Do.SEND_BACK_AMOUNT})
DECIDES: Final = frozenset({Do.GRANT, Do.REFUSE, Do.DETERMINE, Do.DETERMINE_NOTHING})


@page(path="claim-decide", title=N_("決裁する"), roles=(Role.WARD_APPROVER,), in_menu=False)
def render() -> None:
    """Everything on one screen; the button opens the confirm step, because it is final."""
    number = moves.number_of_claim()
    seen: DecidePage = act.read(reads.decide_page, claim_id=number)
    proposal = seen.claim.proposal
    if proposal is None:
        decided = st.session_state.get(decide_steps.DECIDED)
        if decided is not None and decided.claim_id == number:
            decide_steps.receipt(decided)
        else:
            _nothing(seen)
        return
    step = st.query_params.get("step")
    if step == "check" and DECIDES & set(seen.claim.actions):
        decide_steps.check(seen, proposal)
        return
    if step == "back" and BACKS & set(seen.claim.actions):
        decide_steps.back(seen)
        return
    head = seen.claim.head
    widgets.title(
        decide_steps.act_words(proposal.kind, head.group),
        back=(_("決裁待ち"), "decisions"),
        place=_("{reference}（{place}／{of}件）").format(
            reference=head.reference, place=seen.place, of=seen.of
        ),
    )
    decide_cards.route(proposal)
    widgets.error_summary(act.problems())
    decide_cards.amount(seen, proposal)
    decide_cards.waived(seen)
    left, right = st.columns(2, gap="medium")
    with left:
        decide_cards.last_year(seen)
    with right:
        decide_cards.budget(seen)
    _bar(seen, proposal.kind, proposal.amount_yen)


def _bar(seen: DecidePage, kind: DecisionKind, amount_yen: int) -> None:
    with widgets.bar("decide", sticky=True):
        if not DECIDES & set(seen.claim.actions):
            widgets.say(translated(seen.claim.hindrance).format(**seen.claim.hindrance_params))
            return
        widgets.say(decide_steps.consequence(seen, kind))
        query = {"claim": str(seen.claim.head.claim_id), "step": "back"}
        widgets.go(_("担当に戻す"), "claim-decide", "subsidy-back", query=query)
        query = {"claim": str(seen.claim.head.claim_id), "step": "check"}
        label = decide_steps.button_words(kind, yen(amount_yen))
        widgets.go(label, "claim-decide", "subsidy-decide", query=query, main=True)


def _nothing(seen: DecidePage) -> None:
    head = seen.claim.head
    widgets.title(head.group, back=(_("決裁待ち"), "decisions"), place=head.reference)
    widgets.empty(
        _("この申請は、いま決裁を待っていません"),
        _("いまの状態は「{state}」です。").format(state=translated(head.state_words)),
        (_("決裁待ちの一覧を見る"), "decisions"),
    )
