"""A plan as a table: one row for each student and period, and what the columns mean."""

from hub.i18n import _
from hub.internship.reads import PlanPage
from hub.kernel.wareki import wareki
from hub.platform.workbook import Sheet, Value


def sheets(seen: PlanPage) -> tuple[Sheet, ...]:
    """The placements in kana order, then the description of the columns."""
    columns = {
        _("学生"): _("学生の氏名"),
        _("番号"): _("募集回の中の学生の番号"),
        _("期"): _("何番目の期間か"),
        _("開始日"): _("期間の最初の日"),
        _("開始日（和暦）"): _("同じ日の和暦"),
        _("終了日"): _("期間の最後の日"),
        _("終了日（和暦）"): _("同じ日の和暦"),
        _("会社"): _("受け入れる会社"),
        _("希望の順"): _("学生の希望の順。空は希望の外"),
    }
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
    return (
        Sheet(_("配属"), list(columns), rows),
        Sheet(_("項目の説明"), [_("項目"), _("意味")], list(columns.items())),
    )
