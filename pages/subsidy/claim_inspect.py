"""The inspector writes down when, how and with what result a report was inspected."""

from typing import Final

import streamlit as st

from hub.i18n import _
from hub.i18n.values import yen
from hub.kernel.text import N_
from hub.subsidy import reads, service
from hub.subsidy.reads import StaffClaim
from models.vocab import Role
from models.vocab.subsidy import ClaimAction as Do
from pages.kit import act, address, widgets
from pages.kit.page import page
from pages.subsidy.parts import moves

WHO: Final = (Role.INSPECTOR, Role.WARD_CLERK)


@page(path="claim-inspect", title=N_("実績を検査する"), roles=WHO, in_menu=False)
def render() -> None:
    """What the calculation says now; day, way and result; one button."""
    claim: StaffClaim = act.read(reads.staff_claim, claim_id=address.number("claim"))
    head = claim.head
    widgets.title(
        _("{group}の実績を検査する").format(group=head.group),
        f"{head.reference}　{head.title}",
        back=(_("審査の画面へ戻る"), "claim-review", {"claim": str(head.claim_id)}),
    )
    widgets.error_summary(act.problems())
    if Do.INSPECT not in claim.actions or claim.hindrance:
        widgets.empty(
            _("いまは検査を済ませられません"),
            _("審査の画面で、残っている指摘と状態を確かめてください。"),
            _list(),
        )
        return
    _form(claim)


def _list() -> tuple[str, str]:
    """The list from which this person works."""
    if act.actor().role is Role.INSPECTOR:
        return _("検査待ちの一覧を見る"), "inspections"
    return _("申請の受付箱へ戻る"), "inbox"


def _form(claim: StaffClaim) -> None:
    head = claim.head
    subject = f"{head.claim_id}.{head.version}"
    kept = act.draft("subsidy.inspect", subject)
    errors, answers, at = dict(act.problems()), dict(kept.answers), head.claim_id
    with widgets.lead("inspect"):
        widgets.sum_rows(
            [
                (_("交付が決まった額"), yen(head.granted_yen or 0)),
                widgets.SumRow(_("実績から計算した額"), yen(claim.proposable_yen), total=True),
            ]
        )
    for name in ("inspected_on", "method", "note"):
        widgets.seed(f"subsidy.inspect.{name}.{at}", answers.get(name, ""))
    hint = _("例：2026-11-26、令和8年11月26日")
    with widgets.field("inspected_on", hint, errors.get("inspected_on")):
        answers["inspected_on"] = st.text_input(
            _("検査した日"), key=f"subsidy.inspect.inspected_on.{at}", max_chars=40
        )
    hint = _("例：領収書と訪問の記録を照らし合わせ、会社で現物を見た")
    with widgets.field("method", hint, errors.get("method")):
        answers["method"] = st.text_input(
            _("検査の方法"), key=f"subsidy.inspect.method.{at}", max_chars=200
        )
    hint = _("検査調書に印刷されます。例：報告のとおり行われ、費用も適正だった")
    with widgets.field("note", hint, errors.get("note")):
        answers["note"] = st.text_area(
            _("検査の結果"), key=f"subsidy.inspect.note.{at}", max_chars=400
        )
    act.keep("subsidy.inspect", subject, kept, answers)
    with widgets.bar("inspect", sticky=True):
        widgets.say(_("済ませると検査調書ができ、担当が払う額を起案できます。"))
        widgets.saved_line()
        if widgets.primary(_("検査を済ませる"), "subsidy.inspect.send"):
            names = ("inspected_on", "method", "note")
            values = {name: answers[name] for name in names}
            if moves.move(head, service.inspect_report, Do.INSPECT, **values) is not None:
                act.forget("subsidy.inspect", subject)
                query = {"claim": str(head.claim_id)}
                st.switch_page(widgets.page_of("claim-review"), query_params=query)
            st.rerun()
