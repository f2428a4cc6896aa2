"""The costs of a claim side by side: applied for, decided, actual, difference."""

from collections.abc import Sequence

import streamlit as st

from hub.i18n import _, n_, translated
from hub.i18n.values import short_day, yen
from hub.subsidy.reads import LinePair, LineRow, StaffClaim
from models.vocab.subsidy import Stage
from pages.kit import tables, widgets


def show(claim: StaffClaim) -> None:
    """What differs first; equal lines folded, with their sum on the fold."""
    with st.container(key="subsidy_lines", gap="small"):
        if claim.head.stage is Stage.PLANNED:
            widgets.heading(_("明細 {count}行").format(count=len(claim.lines)))
            _planned([pair.planned for pair in claim.lines if pair.planned])
        else:
            _actual(claim)


def _actual(claim: StaffClaim) -> None:
    differing = [pair for pair in claim.lines if not pair.is_equal]
    same = [pair for pair in claim.lines if pair.is_equal]
    widgets.heading(
        _("明細 {count}行のうち{differ}行が決定と違います").format(
            count=len(claim.lines), differ=len(differing)
        )
        if differing
        else _("明細 {count}行は、すべて決定と同じです").format(count=len(claim.lines))
    )
    if differing:
        _compared(differing, claim.lines)
    if same:
        _folded(same)
    if claim.late_reason:
        widgets.say(_("おくれた理由：{reason}").format(reason=claim.late_reason))


def _planned(lines: Sequence[LineRow]) -> None:
    rows = [(_placed(line), _amount(line.gross_yen), _amount(line.counted_yen)) for line in lines]
    rows.append((widgets.bold(_("合計")), *_sums(lines)))
    tables.table(
        rows,
        [
            _("費用・支払先・日"),
            tables.Column(_("税込 円"), right=True),
            tables.Column(_("対象 円"), right=True),
        ],
        _("申請の費用"),
        show_caption=False,
    )
    changed = [line for line in lines if line.difference_yen]
    for line in changed:
        widgets.say(
            _("{number}は、記録の額と{yen}違う手入力です。").format(
                number=line.position, yen=yen(line.difference_yen)
            )
        )


def _placed(line: LineRow) -> widgets.Markup:
    """The cost, to whom and when, in one cell: five columns cut the amounts of this page."""
    told = "　".join(part for part in (line.vendor, _day(line)) if part)
    return widgets.rich("{cost} {told}", cost=_named(line), told=widgets.grey(told))


def _sums(lines: Sequence[LineRow]) -> tuple[widgets.Markup, widgets.Markup]:
    return (
        widgets.bold(_amount(sum(line.gross_yen for line in lines))),
        widgets.bold(_amount(sum(line.counted_yen for line in lines))),
    )


def _compared(differing: Sequence[LinePair], everything: Sequence[LinePair]) -> None:
    rows = [
        (
            _named(pair.actual or pair.planned),
            widgets.grey(_net(pair.planned)),
            widgets.grey(_counted(pair.planned)),
            widgets.marked(widgets.bold(_net(pair.actual))),
            widgets.bold(_amount(pair.difference_yen)),
        )
        for pair in differing
    ]
    total = sum(pair.difference_yen for pair in everything)
    rows.append(
        (
            widgets.bold(_("合計")),
            widgets.grey(_amount(sum(p.planned.net_yen for p in everything if p.planned))),
            widgets.grey(_amount(sum(p.planned.counted_yen for p in everything if p.planned))),
            widgets.bold(_amount(sum(p.actual.net_yen for p in everything if p.actual))),
            widgets.bold(_amount(total)),
        )
    )
    right = [tables.Column(name, right=True) for name in _names()]
    tables.table(rows, [_("税抜 円"), *right], _("申請、決定、実績の比較"), show_caption=False)


def _names() -> tuple[str, ...]:
    return (_("申請"), _("決定"), _("実績"), _("差"))


def _folded(same: Sequence[LinePair]) -> None:
    total = sum(pair.actual.net_yen for pair in same if pair.actual)
    words = n_("同じだった{count}行 {amount}", "同じだった{count}行 {amount}", len(same))
    with st.expander(words.format(count=len(same), amount=yen(total))):
        rows = [(_named(pair.actual), _net(pair.actual)) for pair in same]
        columns: list[tables.Column | str] = [_("費用"), tables.Column(_("税抜 円"), right=True)]
        tables.table(rows, columns, _("決定と同じ費用"), show_caption=False)


def _named(line: LineRow | None) -> str:
    if line is None:
        return ""
    by_kind = line.is_from_hub or not line.title
    title = translated(line.category) if by_kind else line.title
    return f"{line.position}　{title}"


def _day(line: LineRow) -> str:
    return short_day(line.used_on) if line.used_on else ""


def _net(line: LineRow | None) -> str:
    return _amount(line.net_yen) if line else _("なし")


def _counted(line: LineRow | None) -> str:
    return _amount(line.counted_yen) if line else _("なし")


def _amount(yen_amount: int) -> str:
    """Yen without their unit, which stands in the head of the column."""
    return f"{yen_amount:,}".replace("-", "−")
