"""Due dates and amounts of a claim in the words of the staff pages."""

from hub.i18n import _, n_
from hub.i18n.values import short_day, yen
from hub.subsidy.reads import ClaimHead, Due
from pages.kit import widgets


def due_words(due: Due | None) -> str:
    """How long there is still time, or how long it is late."""
    if due is None:
        return _("期限なし")
    if due.is_over:
        days = -due.days_left
        return n_("{days}日超過", "{days}日超過", days).format(days=days)
    if due.is_today:
        return _("今日まで")
    if due.days_left == 1:
        return _("明日まで")
    return _("あと{days}日").format(days=due.days_left)


def due_note(due: Due | None) -> str:
    """The day of the period that today is; the last day where that was moved over days off."""
    if due is None:
        return ""
    if not due.days:
        return _("{day}まで").format(day=short_day(due.on))
    return _("{days}日のうち{day}日目").format(days=due.days, day=due.day_number)


def amounts(head: ClaimHead) -> tuple[widgets.Markup, widgets.Markup]:
    """Asked and decided; bold is the amount that counts now."""
    asked = _("申請 {amount}").format(amount=yen(head.asked_yen or 0))
    if head.granted_yen is None:
        return widgets.bold(asked), widgets.grey(_("決定前"))
    granted = _("決定 {amount}").format(amount=yen(head.granted_yen))
    return widgets.grey(asked), widgets.bold(granted)
