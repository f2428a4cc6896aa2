"""The inspections of a report on the claim's screen; who still has to inspect it."""

from hub.i18n import _
from hub.i18n.values import day, yen
from hub.subsidy.reads import InspectionRow, StaffClaim
from models.vocab.subsidy import ClaimState
from pages.kit import widgets


def show(claim: StaffClaim) -> None:
    """Nothing where the programme has no inspection, or before the report."""
    waits = claim.is_full and claim.head.state is ClaimState.REPORT_REVIEW
    if not claim.inspections and not waits:
        return
    widgets.heading(_("検査"))
    for row in claim.inspections:
        _row(row)
    if waits:
        widgets.say(_("検査担当の検査を待っています。"))


def _row(row: InspectionRow) -> None:
    with widgets.card(f"inspection-{row.number}"):
        words = _("{day}に{name}さんが検査しました。")
        widgets.say(words.format(day=day(row.inspected_on), name=row.inspector))
        if row.by_officer:
            widgets.say(widgets.grey(_("職員が4人より少ない係のため、担当が検査しました。")))
        widgets.say(_("方法：{method}").format(method=row.method))
        widgets.say(_("結果：{note}").format(note=row.note))
        widgets.say(_("そのときの計算額：{amount}").format(amount=yen(row.amount_yen)))
