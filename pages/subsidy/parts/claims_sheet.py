"""The claims of a ward that are being handled, as a table, and what the columns mean."""

from typing import Final

from hub.i18n import _, translated
from hub.kernel.text import N_
from hub.kernel.wareki import wareki
from hub.platform.data_sets import Column, DataSet, Holds, sheets
from hub.platform.workbook import Sheet, Value
from hub.subsidy.reads import Inbox, InboxRow

SINCE: Final = "2026-11-27"
YEN: Final = N_("円")
NOT_YET: Final = N_("まだ決まっていない")


def claims(inbox: Inbox) -> list[Sheet]:
    """Claims in the order of the inbox, then the description of the columns."""
    rows = [_row(row) for row in inbox.rows]
    states = tuple(dict.fromkeys(str(row[5]) for row in rows))
    columns = (
        Column(_("申請番号"), N_("申請の番号"), Holds.KEY),
        Column(_("グループ"), N_("申請したグループ"), Holds.NAME, is_required=True),
        Column(_("代表企業"), N_("グループを代表する会社"), Holds.NAME, is_required=True),
        Column(_("件名"), N_("申請の件名"), is_required=True),
        Column(_("制度"), N_("補助の制度"), Holds.NAME, is_required=True),
        Column(_("状態"), N_("いまの状態"), Holds.CODE, words=states, is_required=True),
        Column(_("受付日"), N_("区が受け付けた日"), Holds.DAY, empty=NOT_YET),
        Column(_("受付日（和暦）"), N_("同じ日の和暦"), empty=NOT_YET),
        Column(_("期限"), N_("次の手続の期限"), Holds.DAY),
        Column(_("申請額（円）"), N_("申し込まれた額"), Holds.NUMBER, YEN, empty=NOT_YET),
        Column(_("決定額（円）"), N_("交付決定の額"), Holds.NUMBER, YEN, empty=NOT_YET),
        Column(_("確定額（円）"), N_("額の確定の額"), Holds.NUMBER, YEN, empty=NOT_YET),
        Column(_("支払額（円）"), N_("支払った額"), Holds.NUMBER, YEN, empty=NOT_YET),
    )
    return sheets(DataSet(N_("申請の一覧"), columns, rows, SINCE))


def _row(row: InboxRow) -> tuple[Value, ...]:
    head, on = row.head, row.head.received_on
    return (
        head.reference, head.group, head.firm, head.title, head.programme,
        translated(head.state_words), on, wareki(on) if on else None,
        head.due.on if head.due else None, head.asked_yen, head.granted_yen, head.fixed_yen,
        head.paid_yen,
    )  # fmt: skip
