"""The claims of a ward that are being handled, as a table, and what the columns mean."""

from hub.i18n import _, translated
from hub.kernel.wareki import wareki
from hub.platform.workbook import Sheet, Value
from hub.subsidy.reads import Inbox, InboxRow


def sheets(inbox: Inbox) -> tuple[Sheet, ...]:
    """Claims in the order of the inbox, then the description of the columns."""
    columns = {
        _("申請番号"): _("申請の番号"),
        _("グループ"): _("申請したグループ"),
        _("代表企業"): _("グループを代表する会社"),
        _("件名"): _("申請の件名"),
        _("制度"): _("補助の制度"),
        _("状態"): _("いまの状態"),
        _("受付日"): _("区が受け付けた日"),
        _("受付日（和暦）"): _("同じ日の和暦"),
        _("期限"): _("次の手続の期限"),
        _("申請額（円）"): _("申し込まれた額"),
        _("決定額（円）"): _("交付決定の額"),
        _("確定額（円）"): _("額の確定の額"),
        _("支払額（円）"): _("支払った額"),
    }
    rows = [_row(row) for row in inbox.rows]
    return (
        Sheet(_("申請の一覧"), list(columns), rows),
        Sheet(_("項目の説明"), [_("項目"), _("意味")], list(columns.items())),
    )


def _row(row: InboxRow) -> tuple[Value, ...]:
    head, on = row.head, row.head.received_on
    return (
        head.reference, head.group, head.firm, head.title, head.programme,
        translated(head.state_words), on, wareki(on) if on else None,
        head.due.on if head.due else None, head.asked_yen, head.granted_yen, head.fixed_yen,
        head.paid_yen,
    )  # fmt: skip
