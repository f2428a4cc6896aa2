"""The approver decides one claim: the act, the amount and why, what was accepted, the budget."""

import streamlit as st

from hub.i18n import _, translated
from hub.i18n.values import shown, yen
from hub.kernel.text import N_
from hub.subsidy import reads
from hub.subsidy.reads import DecidePage, Proposal
from models.vocab import Role
from pages.kit import act, address, widgets
from pages.kit.page import page
from pages.subsidy.parts import decide_cards, decide_steps


@page(path="claim-decide", title=N_("決裁する"), roles=(Role.WARD_APPROVER,), in_menu=False)
def render() -> None:
    """Everything on one screen; the button opens the confirm page, because it is final."""
    seen: DecidePage = act.read(reads.decide_page, claim_id=address.number("claim"))
    proposal = seen.claim.proposal
    if proposal is None:
        decide_steps.nothing(seen)
        return
    head = seen.claim.head
    place = _("{reference}（{place}／{of}件）")
    widgets.title(
        decide_steps.act_words(proposal.kind, head.group),
        back=(_("決裁待ち"), "decisions"),
        place=place.format(reference=head.reference, place=seen.place, of=seen.of),
    )
    decide_cards.route(proposal)
    decide_cards.amount(seen, proposal)
    decide_cards.waived(seen)
    left, right = st.columns(2, gap="medium")
    with left:
        decide_cards.last_claim(seen)
    with right:
        decide_cards.budget(seen)
    _bar(seen, proposal)


def _bar(seen: DecidePage, proposal: Proposal) -> None:
    query = {"claim": str(seen.claim.head.claim_id)}
    with widgets.bar("decide", sticky=True):
        if not decide_steps.may_decide(seen):
            values = {name: shown(value) for name, value in seen.claim.hindrance_params.items()}
            widgets.say(translated(seen.claim.hindrance).format(**values))
            return
        widgets.say(decide_steps.consequence(seen, proposal.kind))
        if decide_steps.may_give_back(seen):
            widgets.go(_("担当に戻す"), "claim-decide-back", "subsidy-back", query=query)
        label = decide_steps.button_words(proposal.kind, yen(proposal.amount_yen))
        widgets.go(label, "claim-decide-check", "subsidy-decide", query=query, main=True)
