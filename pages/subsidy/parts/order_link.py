"""The way from a list of the ward to the payment orders, where there are any under way."""

from hub.i18n import _, n_
from hub.subsidy import reads
from pages.kit import act, widgets


def show() -> None:
    """One line; nothing where no payment is under way."""
    known = act.read(reads.orders_under_way, ward_id=act.actor().seat.ward_id)
    found = [each for each in known if not each.is_paid]
    if not found:
        return
    mine = sum(each.is_mine for each in found)
    words = n_("支払いの手続 {count}件を見る", "支払いの手続 {count}件を見る", len(found))
    label = words.format(count=len(found))
    if mine:
        more = _("（あなたの番 {count}件）").format(count=mine)
        label = f"{label}{more}"
    widgets.link(label, "payments")
