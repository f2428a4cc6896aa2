"""Where the payment by order stands, on the claim's screen; the way to its page."""

from hub.i18n import _, translated
from hub.i18n.values import day, yen
from hub.subsidy.reads import OrderRow, StaffClaim
from models.vocab.subsidy import ClaimState, OrderKind
from pages.kit import widgets


def show(claim: StaffClaim) -> None:
    """Nothing before the amount is fixed, or where the ward pays in its own system alone."""
    if not claim.is_full or claim.head.state not in {ClaimState.DETERMINED, ClaimState.PAID}:
        return
    finals = [row for row in claim.orders if row.kind is OrderKind.FINAL]
    if not finals and claim.head.state is ClaimState.PAID:
        return
    widgets.heading(_("支払い"))
    if not finals:
        widgets.say(_("申請者の請求を待っています。"))
        return
    _row(claim, finals[-1])


def _row(claim: StaffClaim, row: OrderRow) -> None:
    with widgets.card(f"payment-{row.number}"):
        widgets.tag(translated(row.state_words), "act")
        words = _("{day}に{amount}の請求が届きました。")
        widgets.say(words.format(day=day(row.asked_on), amount=yen(row.amount_yen)))
        query = {"claim": str(claim.head.claim_id)}
        widgets.link(_("支払いの手続を見る"), "claim-payment", query)
