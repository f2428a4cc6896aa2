"""One advance for the ward: ordered, looked at, paid, or given back, each by its own side."""

from typing import Final

import streamlit as st

from hub.i18n import _, translated
from hub.i18n.values import day, moment, yen
from hub.kernel.text import N_
from hub.subsidy import reads
from hub.subsidy.reads import AdvancePage, AdvanceRow
from models.vocab import Role
from pages.kit import act, address, widgets
from pages.kit.page import page
from pages.subsidy.parts import advance_acts

STAFF: Final = (Role.WARD_CLERK, Role.WARD_APPROVER, Role.ACCOUNTING, Role.AUDITOR)


@page(path="claim-advance", title=N_("概算払の手続"), roles=STAFF, in_menu=False)
def render() -> None:
    """What is asked for, against what is allowed; all advances; the act at the foot."""
    seen: AdvancePage | None = act.read(reads.advance_page, claim_id=address.number("claim"))
    if seen is None:
        widgets.title(_("概算払の手続"), back=(_("概算払の一覧"), "advances"))
        widgets.empty(
            _("この申請に概算払はありません"),
            _("グループが請求すると、ここに出ます。"),
            (_("概算払の一覧"), "advances"),
        )
        return
    head, shown = seen.head, seen.shown
    widgets.title(
        _("{group}の概算払").format(group=head.group),
        back=(_("概算払の一覧"), "advances"),
        place=f"{head.reference}　{head.title}",
    )
    widgets.error_summary(act.problems())
    with widgets.lead("advance"):
        widgets.tag(translated(shown.state_words), "act" if seen.actions else "wait")
        number = _("{number}回目の概算払").format(number=shown.number)
        widgets.sum_rows(
            [
                (_("交付が決まった額"), yen(head.granted_yen or 0)),
                (_("概算払で払える上限"), yen(seen.limit_yen)),
                (_("概算払で支払ずみ"), yen(head.paid_yen or 0)),
                widgets.SumRow(number, yen(shown.amount_yen), total=True),
            ]
        )
        widgets.say(_("理由：{reason}").format(reason=shown.reason))
    _rows(seen)
    _steps(seen)
    if seen.hindrance:
        widgets.say(translated(seen.hindrance))
    else:
        advance_acts.show(seen)


def _rows(seen: AdvancePage) -> None:
    """Every advance of the claim, once there is more than one or a payment to name."""
    if len(seen.rows) == 1 and seen.rows[0].paid_on is None:
        return
    widgets.heading(_("この申請の概算払"))
    with widgets.rows("advances"):
        for row in seen.rows:
            with widgets.row(f"advance-{row.order_id}"):
                number = _("{number}回目の概算払").format(number=row.number)
                widgets.two_lines(f"{number}　{yen(row.amount_yen)}", _said(row))
                widgets.tag(translated(row.state_words), "plain")


def _said(row: AdvanceRow) -> str:
    if row.paid_on is None:
        return _("{day}に請求しました。").format(day=day(row.asked_on))
    words = _("{day}に支払われました（伝票番号 {number}）。")
    return words.format(day=day(row.paid_on), number=row.slip_no)


def _steps(seen: AdvancePage) -> None:
    """What has happened, the newest first."""
    if not seen.steps:
        return
    widgets.heading(_("これまで"))
    with widgets.rows("steps"):
        for number, step in enumerate(reversed(seen.steps)):
            with widgets.row(f"step-{number}"):
                widgets.two_lines(translated(step.words), step.note)
                widgets.say(widgets.grey(f"{step.person}　{moment(step.at)}"))
    st.space("small")
