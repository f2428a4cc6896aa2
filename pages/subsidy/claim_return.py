"""Return a claim once: the complete list of open findings, each sentence ready to be edited."""

from typing import Final

import streamlit as st

from hub.i18n import _, n_, translated
from hub.kernel.text import N_
from hub.subsidy import reads, service
from hub.subsidy.reads import FindingRow, StaffClaim
from models.vocab import Role
from models.vocab.subsidy import ClaimAction as Do
from models.vocab.subsidy import FindingLevel, FindingState
from pages.kit import act, address, widgets
from pages.kit.page import page
from pages.subsidy.parts import finding_cards, moves

WHO: Final = (Role.WARD_CLERK, Role.INSPECTOR)


@page(path="claim-return", title=N_("補正を求める"), roles=WHO, in_menu=False)
def render() -> None:
    """All findings at once; one button sends them together."""
    claim: StaffClaim = act.read(reads.staff_claim, claim_id=address.number("claim"))
    head = claim.head
    widgets.title(
        _("{group}に補正を求める").format(group=head.group),
        f"{head.reference}　{head.title}",
        back=(_("審査の画面へ戻る"), "claim-review", {"claim": str(head.claim_id)}),
    )
    widgets.error_summary(act.problems())
    action = next((each for each in (Do.RETURN, Do.RETURN_REPORT) if each in claim.actions), None)
    if action is None:
        widgets.empty(
            _("いまは補正を求められません"),
            _("審査の画面で、いまの状態を確かめてください。"),
            _list(),
        )
        return
    rows = [row for row in claim.findings if _is_sent(claim, row)]
    if claim.returned_before:
        with widgets.alert("again"):
            widgets.heading(_("前回の補正で指摘できた項目です"))
            widgets.say(_("2回目の補正は、申請者の負担になります。"))
    if not rows:
        widgets.empty(
            _("送る指摘がありません"),
            _("審査の画面で指摘を足すと、ここに全部並びます。"),
        )
        return
    _form(claim, rows, action)


def _list() -> tuple[str, str]:
    """The list from which this person works."""
    if act.actor().role is Role.INSPECTOR:
        return _("検査待ちの一覧を見る"), "inspections"
    return _("申請の受付箱へ戻る"), "inbox"


def _is_sent(claim: StaffClaim, row: FindingRow) -> bool:
    is_open = row.state is FindingState.OPEN and row.stage is claim.head.stage
    return is_open and row.level is not FindingLevel.INFO


def _form(claim: StaffClaim, rows: list[FindingRow], action: Do) -> None:
    head = claim.head
    subject = f"{head.claim_id}.{head.version}"
    kept = act.draft("subsidy.return", subject)
    answers = dict(kept.answers)
    widgets.say(_("申請者が読む文です。ていねいに、直し方まで書いてください。"))
    for number, row in enumerate(rows, start=1):
        name = f"finding-{row.finding_id}"
        with widgets.card(f"return-{row.finding_id}"):
            with widgets.pair(f"return-{row.finding_id}"):
                widgets.heading(_("指摘 {number}").format(number=number))
                widgets.tag(translated(row.level_words), finding_cards.TONES[row.level])
            widgets.say(widgets.grey(_place(claim, row)))
            at = row.finding_id
            kept_text = answers.get(name, row.sentence)
            widgets.seed(f"subsidy.return.{at}", kept_text)
            with widgets.field(name):
                label = _("指摘 {number}の文").format(number=number)
                answers[name] = st.text_area(label, key=f"subsidy.return.{at}", max_chars=400)
    act.keep("subsidy.return", subject, kept, answers)
    count = len(rows)
    with widgets.bar("return", sticky=True):
        widgets.say(_("送ると審査の期限が止まり、申請者に知らせます。"))
        widgets.saved_line()
        label = n_("{count}件の補正を求める", "{count}件の補正を求める", count).format(count=count)
        if widgets.primary(label, "subsidy.return.send"):
            sentences = {row.finding_id: answers[f"finding-{row.finding_id}"] for row in rows}
            if moves.move(head, service.return_claim, action, sentences=sentences) is not None:
                act.forget("subsidy.return", subject)
                query = {"claim": str(head.claim_id)}
                st.switch_page(widgets.page_of("claim-review"), query_params=query)
            st.rerun()


def _place(claim: StaffClaim, row: FindingRow) -> str:
    """Where the finding stands."""
    for pair in claim.lines:
        line = pair.actual or pair.planned
        if line is not None and line.position == row.line_position:
            return f"{line.position}　{line.title}"
    return _("申請の全体")
