"""A returned claim: only what the clerk has named, an answer to each, all the rest kept."""

import streamlit as st

from hub.i18n import _, n_
from hub.i18n.values import day, yen
from hub.subsidy import service
from hub.subsidy.reads import FindingRow, FirmClaim, LineRow
from models.vocab.subsidy import ClaimState
from pages.kit import act, widgets
from pages.subsidy.parts import evidence, firm_head, firm_moves, firm_withdraw

FLOW = "subsidy.answers"


def show(seen: FirmClaim) -> None:
    """The findings first; costs, sum and history below for reading."""
    head = seen.head
    firm_head.title(seen, _("「{title}」を直す").format(title=head.title))
    count = len(seen.asked)
    until = day(head.due.on) if head.due else ""
    words = n_(
        "直してほしいところは{count}つです。", "直してほしいところは{count}つです。", count
    ).format(count=count)
    widgets.returned(words, until)
    if seen.is_leader:
        _answers(seen)
    else:
        for row in seen.asked:
            widgets.say(row.sentence)
    left, right = st.columns([1.7, 1], gap="large")
    with left:
        firm_head.costs(seen)
        evidence.show(head)
        firm_head.working(seen, _("申し込む額"))
    with right:
        firm_head.papers(seen)
        firm_head.history(seen)
    if firm_withdraw.can(seen):
        firm_withdraw.link(seen)


def _answers(seen: FirmClaim) -> None:
    subject = f"{seen.head.claim_id}.{seen.head.round}"
    kept = act.draft(FLOW, subject)
    errors = dict(act.problems())
    typed: dict[str, str] = dict(kept.answers)
    for number, row in enumerate(seen.asked, start=1):
        name = f"answer-{row.finding_id}"
        with widgets.card(f"finding-{row.finding_id}"):
            widgets.heading(f"{number}　{row.sentence}", 3)
            _line(seen, row)
            widgets.seed(f"subsidy.answer.{row.finding_id}", typed.get(name, ""))
            hint = _("直したこと、または事情を書いてください。")
            with widgets.field(name, hint, errors.get(name)):
                label = _("{number}への回答").format(number=number)
                typed[name] = st.text_area(
                    label,
                    key=f"subsidy.answer.{row.finding_id}",
                    max_chars=400,
                    height=100,
                )
    act.keep(FLOW, subject, kept, typed)
    with widgets.bar("answer", sticky=True):
        widgets.say(_("送ると、区が続きを確かめます。ほかの内容はそのままです。"))
        widgets.saved_line()
        if widgets.primary(_("回答を送る"), "subsidy.answer.send"):
            _send(seen, typed, subject)


def _line(seen: FirmClaim, row: FindingRow) -> None:
    """The cost that the finding is about, with the way to correct it."""
    line = next((each for each in seen.lines if each.position == row.line_position), None)
    if line is None:
        return
    widgets.say(widgets.grey(_facts(line)))
    if line.can_change:
        query = {"claim": str(seen.head.claim_id), "line": str(line.line_id)}
        words = _("{number}番の費用を直す").format(number=line.position)
        widgets.link(words, "claim", query)


def _facts(line: LineRow) -> str:
    facts = [firm_head.category(line), line.vendor, yen(line.gross_yen)]
    return "　".join(fact for fact in facts if fact)


def _send(seen: FirmClaim, typed: dict[str, str], subject: str) -> None:
    answers = {row.finding_id: typed[f"answer-{row.finding_id}"] for row in seen.asked}
    reports = seen.head.state is ClaimState.REPORT_RETURNED
    step = service.resubmit_report if reports else service.answer_and_resubmit
    done = firm_moves.send(seen.head, step, "answer", answers=answers)
    if done is not None:
        act.forget(FLOW, subject)
        for finding_id in answers:
            st.session_state.pop(f"subsidy.answer.{finding_id}", None)
        st.session_state["subsidy.sent"] = seen.head.claim_id
    st.rerun()
