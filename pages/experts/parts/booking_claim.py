"""The way from a paid engagement to the claim that it becomes."""

from hub.experts.reads import BookingPage
from hub.i18n import _
from hub.i18n.values import yen
from pages.kit import widgets


def show(seen: BookingPage) -> None:
    """The claim is prefilled from the engagement."""
    widgets.heading(_("補助金を申し込む"))
    widgets.say(_("依頼の内容は入力済みになります。支払いの証拠を添えて申し込めます。"))
    if seen.subsidy_yen is not None:
        widgets.fact(_("区の補助（見込み）"), yen(seen.subsidy_yen))
    query = {"engagement": str(seen.row.engagement_id)}
    widgets.go(_("補助金を申し込む"), "claim-new", "experts.booking.claim", query=query, main=True)
