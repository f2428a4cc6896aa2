"""One claim, one screen: costs, what is to be checked, the calculation, the next act."""

from typing import Final

import streamlit as st

from hub.i18n import _, translated
from hub.kernel.text import N_
from hub.subsidy import reads
from hub.subsidy.reads import StaffClaim
from models.vocab import Role
from models.vocab.subsidy import ClaimAction as Do
from pages.kit import act, address, widgets
from pages.kit.page import page
from pages.subsidy.parts import (
    change_card,
    clerk_bar,
    cost_lines,
    dues,
    evidence,
    finding_cards,
    inspection_card,
    moves,
    papers,
    payment_card,
    rare_acts,
    return_card,
    working_card,
)

STAFF: Final = (Role.WARD_CLERK, Role.WARD_APPROVER, Role.INSPECTOR, Role.AUDITOR)
CHECKS: Final = frozenset({Do.RETURN, Do.RETURN_REPORT})


@page(path="claim-review", title=N_("申請を審査する"), roles=STAFF, in_menu=False)
def render() -> None:
    """Lines and papers left, findings and calculation right, the acts at the foot."""
    claim: StaffClaim = act.read(reads.staff_claim, claim_id=address.number("claim"))
    head = claim.head
    widgets.title(
        head.group,
        back=_back(),
        place=f"{head.reference}　{head.title}",
    )
    with widgets.pair("state"):
        widgets.tag(translated(head.state_words), "act")
        if head.due is not None:
            words = _("期限は{due}（{note}）")
            widgets.say(words.format(due=dues.due_words(head.due), note=dues.due_note(head.due)))
        if head.is_example:
            widgets.tag(_("公開要綱にもとづく例・要確認"), "wait")
        if claim.keeper is not None:
            words = _("担当は{name}さんです（{left}さんから引きつぎ）。")
            widgets.say(words.format(name=claim.keeper.name, left=claim.keeper.from_name))
    widgets.error_summary(act.problems())
    moves.said(head)
    if claim.proposal is not None:
        _proposed(claim)
    left, right = st.columns([5.15, 3.6], gap="medium")
    with left:
        cost_lines.show(claim)
        evidence.show(head)
        papers.show(claim)
    with right:
        if claim.changing is not None:
            change_card.show(claim.changing, head.granted_yen or 0)
        if claim.returning is not None:
            return_card.show(claim.returning)
        inspection_card.show(claim)
        payment_card.show(claim)
        finding_cards.show(claim, may_check=bool(CHECKS & set(claim.actions)))
        working_card.show(claim)
        rare_acts.show(claim)
    working_card.folded_steps(claim)
    clerk_bar.show(claim)


def _back() -> tuple[str, str]:
    """The list from which this person works."""
    if act.actor().role is Role.INSPECTOR:
        return _("検査待ち"), "inspections"
    return _("申請の受付箱"), "inbox"


def _proposed(claim: StaffClaim) -> None:
    proposal = claim.proposal
    if proposal is None:
        return
    with widgets.strip("proposed"):  # noqa: B005  the state strip of the kit
        widgets.tag(_("決裁待ち"), "wait")
        words = _("{clerk}さんが起案しました（文書番号 {number}）。")
        widgets.say(words.format(clerk=proposal.clerk, number=proposal.doc_no))
