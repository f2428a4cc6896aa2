"""The subsidies of a firm's groups: what can be claimed now, and every claim with its next step."""

from typing import Final

import streamlit as st

from hub.i18n import _, n_, translated
from hub.i18n.values import short_day, yen
from hub.kernel.text import N_
from hub.subsidy import reads
from hub.subsidy.reads import Claimable, ClaimRow, MyClaims
from models.vocab import Role
from pages.kit import act, widgets
from pages.kit.page import page
from pages.subsidy.parts import firm_words

READERS: Final = (Role.GROUP_LEADER, Role.FIRM_REPRESENTATIVE)


@page(path="claims", title=N_("補助金"), roles=READERS)
def render() -> None:
    """The lead card is what waits for this person; then all claims, each row opens."""
    found: MyClaims = act.read(reads.my_claims, firm_id=act.actor().seat.firm_id)
    widgets.title(_("補助金"), _("専門家の費用などに、区の補助金を申し込めます。"))
    waiting = [row for row in found.rows if row.can_act]
    if waiting:
        _lead_claim(waiting[0])
    elif found.claimable:
        _lead_offer(found.claimable[0])
    if not found.rows and not found.claimable:
        widgets.empty(
            _("申し込めるものはまだありません"),
            _("専門家への支払いを記録すると、ここから申し込めます。"),
        )
        return
    rest = found.claimable if waiting else found.claimable[1:]
    if rest:
        _offers(rest)
    _list(found.rows)


def _lead_claim(row: ClaimRow) -> None:
    head = row.head
    with widgets.lead("next"):
        widgets.tag(_("次にすること"), "act")
        widgets.heading(firm_words.asks(head))
        widgets.say(firm_words.next_sentence(head))
        query = {"claim": str(head.claim_id)}
        widgets.go(firm_words.button(head), "claim", "subsidy-next", query=query, main=True)


def _lead_offer(offer: Claimable) -> None:
    with widgets.lead("next"):
        widgets.tag(_("次にすること"), "act")
        widgets.heading(_("「{title}」の補助金を申し込めます").format(title=offer.title))
        widgets.say(_offer_words(offer))
        query = {"engagement": str(offer.engagement_id)}
        label = _("補助金を申し込む")
        widgets.go(label, "claim-new", "subsidy-new", query=query, main=True)


def _offer_words(offer: Claimable) -> str:
    words = n_(
        "{expert}さんの訪問{count}回、費用は{cost}です。",
        "{expert}さんの訪問{count}回、費用は{cost}です。",
        offer.visits,
    )
    return words.format(expert=offer.expert, count=offer.visits, cost=yen(offer.cost_yen))


def _offers(offers: tuple[Claimable, ...]) -> None:
    count = len(offers)
    words = n_("ほかに申し込めるもの {count}件", "ほかに申し込めるもの {count}件", count)
    widgets.heading(words.format(count=count))
    with widgets.rows("offers"):
        for offer in offers:
            with widgets.row(f"offer-{offer.engagement_id}"):
                query = {"engagement": str(offer.engagement_id)}
                widgets.link(offer.title, "claim-new", query)
                widgets.say(widgets.grey(_offer_words(offer)))


def _list(rows: tuple[ClaimRow, ...]) -> None:
    if not rows:
        return
    widgets.heading(_("これまでの申請 {count}件").format(count=len(rows)))
    with widgets.rows("claims"):
        for row in rows:
            _row(row)
    st.space("small")


def _row(row: ClaimRow) -> None:
    head = row.head
    with widgets.row(f"claim-{head.claim_id}"):
        with widgets.line(f"claim-{head.claim_id}"):
            widgets.link(head.title, "claim", {"claim": str(head.claim_id)})
            widgets.tag(translated(head.applicant_words), firm_words.tone(head))
        facts = [head.reference, head.group, firm_words.amount_words(head)]
        widgets.say("　".join(fact for fact in facts if fact))
        if row.can_act and head.due is not None:
            until = _("{day}まで").format(day=short_day(head.due.on))
            widgets.say(widgets.grey(until))
