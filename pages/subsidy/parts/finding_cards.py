"""What is to be checked on a claim: findings with level, sentence and what was done with them."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

import streamlit as st

from hub.i18n import _, translated
from hub.i18n.values import moment
from hub.subsidy import service, words
from hub.subsidy.reads import FindingRow, StaffClaim
from models.vocab import Role
from models.vocab.subsidy import Check, FindingLevel, FindingState
from pages.kit import act, widgets
from pages.kit.facts import Tone

TONES: Final[Mapping[FindingLevel, Tone]] = MappingProxyType(
    {FindingLevel.SERIOUS: "bad", FindingLevel.CAUTION: "wait", FindingLevel.INFO: "plain"}
)
NEW: Final = "sentence"


def show(claim: StaffClaim, *, may_check: bool) -> None:
    """Every finding of this stage; open ones can be accepted, a new one written."""
    here = [row for row in claim.findings if row.stage is claim.head.stage]
    widgets.heading(_("確かめること {count}件").format(count=len(here)))
    for row in here:
        _card(claim, row, may_check=may_check)
    if claim.checks_passed:
        passed = (
            _("ほかの{count}項目の点検は、すべて合っています。")
            if here
            else _("{count}項目の点検は、すべて合っています。")
        )
        widgets.say(passed.format(count=claim.checks_passed))
    if may_check:
        _add(claim)


def state_of(row: FindingRow) -> tuple[str, Tone]:
    """What was done with a finding so far."""
    if row.state is FindingState.WAIVED:
        return _("理由を書いて認めました"), "good"
    if row.state is FindingState.FIXED:
        return _("直りました"), "good"
    if row.is_waiting_for_answer:
        return _("回答待ち"), "wait"
    return (_("回答あり"), "act") if row.answer else (_("未処理"), "plain")


def said(row: FindingRow) -> str:
    """The sentence; a person's own gets the number of its cost, the automatic ones name it."""
    if row.line_position is None or row.rule is not Check.CLERK:
        return row.sentence
    return f"{row.line_position}　{row.sentence}"


def _card(claim: StaffClaim, row: FindingRow, *, may_check: bool) -> None:
    at = row.finding_id
    with widgets.card(f"finding-{at}"):
        state, tone = state_of(row)
        with widgets.pair(f"finding-{at}"):
            widgets.tag(translated(row.level_words), TONES[row.level])
            widgets.tag(state, tone)
        widgets.say(said(row))
        if row.answer:
            widgets.say(_("回答：{answer}").format(answer=row.answer))
        if row.waived_why:
            widgets.say(widgets.grey(_("理由：{reason}").format(reason=row.waived_why)))
        if row.closed_at:
            widgets.say(widgets.grey(f"{row.closed_by}　{moment(row.closed_at)}"))
        is_clerk = act.actor().role is Role.WARD_CLERK
        if may_check and is_clerk and row.state is FindingState.OPEN:
            _accept(claim, row)


def _accept(claim: StaffClaim, row: FindingRow) -> None:
    """Accept it with a reason, which the approver reads."""
    at = row.finding_id
    with st.expander(_("理由を書いて認める")):
        with widgets.field(f"why-{at}", _("決裁する人に、この理由が見えます。")):
            why = st.text_input(_("認める理由"), key=f"subsidy.why.{at}", max_chars=400)
        if widgets.secondary(_("この指摘を認める"), f"subsidy.waive.{at}"):
            values = {"claim_id": claim.head.claim_id, "finding_id": at, "why": why}
            name = f"subsidy.waive.{at}"
            if act.act(service.waive_finding, values, once=act.once(name)) is not None:
                act.done(name)
            st.rerun()


def _add(claim: StaffClaim) -> None:
    """Write down what the applicant should correct; it is sent together with all others."""
    errors = dict(act.problems())
    # A fresh key after each finding: else the browser would send the old sentence again.
    nonce = f"{claim.head.claim_id}.{len(claim.findings)}"
    with st.expander(_("指摘を足す"), expanded=NEW in errors):
        hint = _("申請者が読む文です。どこを、どう直すかを書いてください。")
        with widgets.field(NEW, hint, errors.get(NEW)):
            sentence = st.text_area(_("指摘"), key=f"subsidy.new.sentence.{nonce}", max_chars=400)
        places = {"claim": _("申請の全体")} | {
            f"line:{line.position}": f"{line.position}　{line.title}"
            for line in (pair.actual or pair.planned for pair in claim.lines)
            if line is not None
        }
        place = st.selectbox(
            _("どこ"),
            list(places),
            format_func=places.__getitem__,
            key=f"subsidy.new.place.{nonce}",
        )
        level = st.radio(
            _("重さ"),
            [FindingLevel.SERIOUS, FindingLevel.CAUTION],
            format_func=lambda found: translated(words.LEVEL_LABELS[found]),
            key=f"subsidy.new.level.{nonce}",
            horizontal=True,
        )
        if widgets.secondary(_("この指摘を足す"), "subsidy.new.add"):
            values = {
                "claim_id": claim.head.claim_id,
                "sentence": sentence,
                "level": level,
                "anchor": place,
            }
            name = f"subsidy.new.{nonce}"
            if act.act(service.add_finding, values, once=act.once(name)) is not None:
                act.done(name)
            st.rerun()
