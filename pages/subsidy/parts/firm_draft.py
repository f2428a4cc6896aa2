"""The draft: everything filled in, the sum, the pledges, and one button that sends it."""

import streamlit as st

from hub.i18n import _, translated
from hub.i18n.values import day, yen
from hub.subsidy import service
from hub.subsidy.reads import FirmClaim
from models.vocab.subsidy import ClaimAction
from pages.kit import act, widgets
from pages.subsidy.parts import evidence, firm_head, firm_moves, firm_withdraw

FLOW = "subsidy.claim"


def show(seen: FirmClaim) -> None:
    """Answers left, amount and pledges right; members read without the right side."""
    head = seen.head
    firm_head.title(seen, _("「{title}」の補助金").format(title=head.title))
    left, right = st.columns([1.7, 1], gap="medium")
    with left:
        widgets.heading(_("申し込む人"))
        widgets.fact(_("グループ"), head.group)
        widgets.fact(_("代表企業"), head.firm)
        firm_head.costs(seen)
        if seen.is_leader:
            query = {"claim": str(head.claim_id), "step": "add"}
            widgets.link(_("ほかの費用を足す"), "claim", query)
        evidence.show(head)
        firm_head.working(seen, _("申し込む額"))
    with right:
        if ClaimAction.SUBMIT in seen.actions:
            _send(seen)
    if ClaimAction.DISCARD in seen.actions:
        firm_withdraw.discard(seen)


def _send(seen: FirmClaim) -> None:
    head = seen.head
    subject = str(head.claim_id)
    kept = act.draft(FLOW, subject)
    errors = dict(act.problems())
    before = set(kept.answers.get("pledged", []))
    with widgets.side("send"):
        widgets.heading(_("確かめてください"))
        pledged = []
        for number, pledge in enumerate(seen.pledges, start=1):
            widgets.seed(f"subsidy.pledge.{head.claim_id}.{number}", number in before)
            with widgets.field(f"pledge-{number}", error=errors.get(f"pledge-{number}")):
                if st.checkbox(translated(pledge), key=f"subsidy.pledge.{head.claim_id}.{number}"):
                    pledged.append(number)
        kept = act.keep(FLOW, subject, kept, {**kept.answers, "pledged": pledged})
        widgets.say(_("提出すると区に届きます。決まるまでは取り下げられます。"))
        until = _("受付は{day}までです。").format(day=day(seen.closes_on))
        widgets.say(widgets.grey(until))
        with widgets.bar("send", sticky=True):
            widgets.say(yen(seen.working.amount_yen))
            widgets.saved_line()
            if widgets.primary(_("この内容で提出する"), "subsidy.submit"):
                _submit(seen, pledged, subject)


def _submit(seen: FirmClaim, pledged: list[int], subject: str) -> None:
    done = firm_moves.send(seen.head, service.submit_claim, "submit", pledged=pledged)
    if done is not None:
        act.forget(FLOW, subject)
        for number in range(1, len(seen.pledges) + 1):
            st.session_state.pop(f"subsidy.pledge.{seen.head.claim_id}.{number}", None)
        st.session_state["subsidy.sent"] = done.claim_id
    st.rerun()
