"""A plan as a table: one row for each student and period, and what the columns mean."""

from typing import Final

from hub.i18n import _
from hub.internship.reads import PlanPage
from hub.kernel.text import N_
from hub.kernel.wareki import wareki
from hub.platform.data_sets import Column, DataSet, Holds, sheets
from hub.platform.workbook import Sheet, Value

SINCE: Final = "2026-11-27"


def placements(seen: PlanPage) -> list[Sheet]:
    """The placements in kana order, then the description of the columns."""
    columns = (
        Column(_("学生"), N_("学生の氏名"), Holds.NAME, is_required=True),
        Column(_("番号"), N_("募集回の中の学生の番号"), Holds.KEY, is_required=True),
        Column(_("期"), N_("何番目の期間か"), Holds.NUMBER, N_("番目"), is_required=True),
        Column(_("開始日"), N_("期間の最初の日"), Holds.DAY, is_required=True),
        Column(_("開始日（和暦）"), N_("同じ日の和暦"), is_required=True),
        Column(_("終了日"), N_("期間の最後の日"), Holds.DAY, is_required=True),
        Column(_("終了日（和暦）"), N_("同じ日の和暦"), is_required=True),
        Column(_("会社"), N_("受け入れる会社"), Holds.NAME, is_required=True),
        Column(_("希望の順"), N_("学生の希望の順"), Holds.NUMBER, N_("番目"), empty=N_("希望の外")),
    )
    rows: list[tuple[Value, ...]] = [
        (
            row.student, row.label, at, period.starts_on, wareki(period.starts_on),
            period.ends_on, wareki(period.ends_on), firm, rank,
        )
        for row in seen.rows
        for at, (period, firm, rank) in enumerate(
            zip(seen.periods, row.firms, row.ranks, strict=True), start=1
        )
        if firm
    ]  # fmt: skip
    return sheets(DataSet(N_("配属"), columns, rows, SINCE))
