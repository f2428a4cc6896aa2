"""The calculation: in people's words, and every step with formula and source."""

import streamlit as st

from hub.i18n import _, translated
from hub.i18n.values import yen
from hub.subsidy.reads import StaffClaim, StepRow, Working
from models.vocab.subsidy import Stage
from pages.kit import tables, widgets


def show(claim: StaffClaim) -> None:
    """The card of the calculation, down to the amount."""
    working = claim.working
    with widgets.card("working"):
        widgets.heading(_("金額の計算"), 3)
        widgets.sum_rows(amount_rows(working, amount_label(claim)))
        widgets.say(widgets.grey(_said(working)))


def amount_label(claim: StaffClaim) -> str:
    """Granted, to be paid, or paid already."""
    if claim.working.stage is not Stage.ACTUAL:
        return _("交付する額")
    is_paid = claim.head.paid_yen == claim.working.amount_yen
    return _("支払った額") if is_paid else _("払う額")


def folded_steps(claim: StaffClaim) -> None:
    """The fold with every step: number and name, formula, result, and the rule behind it."""
    with st.expander(_("計算のすべての段階を見る")), st.container(key="subsidy_steps"):
        _steps(claim)


def _steps(claim: StaffClaim) -> None:
    rows = [
        (
            f"{step.number}　{translated(step.label)}",
            step.formula,
            _result(step),
            translated(step.rule),
        )
        for step in claim.working.steps
    ]
    columns: list[tables.Column | str] = [
        _("段階"),
        _("式"),
        tables.Column(_("結果"), right=True),
        _("根拠の項目"),
    ]
    tables.table(rows, columns, _("計算の全段階"), show_caption=False)
    widgets.say(widgets.grey(_("根拠：{basis}").format(basis=claim.basis)))


def _result(step: StepRow) -> str:
    return yen(step.result_yen)


def amount_rows(working: Working, label: str) -> list[widgets.SumRow]:
    """From the costs to the amount, one step a row; `label` names the amount."""
    rows = [
        widgets.SumRow(_("費用の合計（税込）"), yen(working.gross_yen)),
        widgets.SumRow(_("消費税を引く"), yen(-working.tax_yen)),
        widgets.SumRow(_("対象の費用"), yen(working.base_yen)),
    ]
    rate = _("× {num}／{den}").format(num=working.num, den=working.den)
    if working.exact:
        rows.append(widgets.SumRow(rate, _("{amount}円").format(amount=working.exact)))
    rows.append(
        widgets.SumRow(
            _("{unit}未満を切る").format(unit=yen(working.unit_yen)), yen(working.cut_yen)
        )
    )
    if working.granted_yen is not None:
        least = min(working.cut_yen, working.granted_yen)
        words = _("決定額 {yen}まで").format(yen=yen(working.granted_yen))
        rows.append(widgets.SumRow(words, yen(least)))
    if working.cap_yen is not None:
        least = min(working.cut_yen, working.cap_yen, working.granted_yen or working.cap_yen)
        words = _("上限 {yen}まで").format(yen=yen(working.cap_yen))
        rows.append(widgets.SumRow(words, yen(least)))
    rows.append(widgets.SumRow(label, yen(working.amount_yen), total=True))
    return rows


def _said(working: Working) -> str:
    if working.granted_yen is not None:
        less = working.granted_yen - working.amount_yen
        if less:
            return _("決定額より{yen}少ないので、予算に戻ります。").format(yen=yen(less))
        return _("決定額と同じです。")
    words = {
        "rate": _("補助率で決まった額です。"),
        "total_cap": _("上限で決まった額です。"),
        "year_cap": _("年度の上限で決まった額です。"),
        "other_money": _("ほかの補助金を引いて決まった額です。"),
        "asked": _("申請された額です。"),
        "budget": _("予算の残りで決まった額です。"),
        "floor": _("下限に届かないため、0円です。"),
        "count": _("回数の上限で決まった額です。"),
    }
    return words.get(working.limited_by, "")
