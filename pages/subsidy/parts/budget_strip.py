"""What is left of the budget: one figure, its bar, one sentence."""

from collections.abc import Sequence

from hub.i18n import _
from hub.i18n.values import round_yen
from hub.subsidy.reads import BudgetState
from pages.kit import widgets


def show(budgets: Sequence[BudgetState]) -> None:
    """The strip of the first budget line, named where there are others on the budget page."""
    if not budgets:
        with widgets.budget("none"):
            widgets.say(_("この年度の予算は、まだ登録されていません。"))
        return
    line = budgets[0]
    with widgets.budget("left"):
        with widgets.line("left"):
            widgets.say(_("予算の残り"))
            widgets.figure(round_yen(line.available_yen))
        if len(budgets) > 1:
            widgets.say(line.programme)
        widgets.share_of(line.used_yen, line.allotted_yen)
        widgets.say(widgets.grey(_said(line)))
        if len(budgets) > 1:
            words = _("ほかの予算も見る（{count}）").format(count=len(budgets) - 1)
            widgets.link(words, "budget")


def _said(line: BudgetState) -> str:
    used = _("{allotted}のうち{used}を決定ずみ。").format(
        allotted=round_yen(line.allotted_yen), used=round_yen(line.used_yen)
    )
    if not line.in_review_yen:
        return used
    left = line.left_if_all_pass_yen
    words = (
        _("審査中がすべて通ると、残り{left}。")
        if left >= 0
        else _("審査中がすべて通ると、{left}足りません。")
    )
    return used + words.format(left=round_yen(abs(left)))
