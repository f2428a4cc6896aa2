"""Money that the firms pay back: how much until when, why, and what has arrived."""

from hub.i18n import _, translated
from hub.i18n.values import day, yen
from hub.subsidy.reads import FirmClaim, Returning
from models.vocab.subsidy import DecisionKind
from pages.kit import widgets
from pages.subsidy.parts import firm_head, return_card


def show(seen: FirmClaim, back: Returning) -> None:
    """The sum that is due first; then why it was cancelled."""
    with widgets.lead("returning"):
        if back.today_yen and back.due_on is not None:
            widgets.say(_("今日納めるときの合計"))
            widgets.figure(yen(back.today_yen))
            widgets.say(_("納付の期限は{day}です。").format(day=day(back.due_on)))
            return_card.sums(back)
            if back.has_charge:
                widgets.say(_("加算金は、納める日がおそいほど増えます。"))
            widgets.say(_("分けて納めたいときは、区の窓口へ相談してください。"))
        elif back.principal_yen and not back.order_no:
            more = _("返す額（加算金は別にかかることがあります）")
            widgets.say(more if back.has_charge else _("返す額"))
            widgets.figure(yen(back.principal_yen))
        elif back.principal_yen:
            widgets.heading(_("返すお金は、すべて区に届きました。"))
        if back.kind is DecisionKind.CANCELLATION:
            widgets.say(_("取り消された額 {amount}").format(amount=yen(back.cancelled_yen)))
        widgets.say(_("残った補助金 {amount}").format(amount=yen(back.left_yen)))
        for notice in seen.notices[-1:]:
            firm_head.paper_link(notice)
    why = {
        DecisionKind.ENDING: _("事業の廃止が認められ、概算払を返すことになりました。"),
        DecisionKind.DETERMINATION: _("払う額が、概算払で受け取った額より少なく決まりました。"),
    }.get(back.kind, translated(back.cause))
    with widgets.alert("cancelled"):
        is_cancelled = back.kind is DecisionKind.CANCELLATION
        widgets.heading(_("取り消された理由") if is_cancelled else _("返す理由"))
        widgets.say(why)
        if is_cancelled:
            widgets.say(back.reason)
        widgets.say(_("不服があるときの手続は、通知書に書いてあります。"))
    return_card.receipts(back.receipts)
