"""A granted claim: the amount, the notice, and the report, filled and ready to confirm."""

import streamlit as st

from hub.i18n import _, translated
from hub.i18n.values import yen
from hub.subsidy import service
from hub.subsidy.reads import FirmClaim
from models.vocab.subsidy import ClaimAction, Stage
from pages.kit import act, widgets
from pages.subsidy.parts import (
    evidence,
    firm_advance,
    firm_change,
    firm_end,
    firm_head,
    firm_moves,
    firm_withdraw,
)


def show(seen: FirmClaim) -> None:
    """The decision until the report is begun, then the report."""
    if seen.stage is Stage.ACTUAL and ClaimAction.REPORT in seen.actions:
        _report(seen)
    else:
        _granted(seen)


def _granted(seen: FirmClaim) -> None:
    head = seen.head
    firm_head.title(seen, _("「{title}」の補助金が決まりました").format(title=head.title))
    with widgets.lead("granted"):
        widgets.say(_("交付が決まった額"))
        widgets.figure(yen(head.granted_yen or 0))
        for notice in seen.notices:
            firm_head.paper_link(notice)
        if ClaimAction.REPORT in seen.actions:
            widgets.say(_("訪問と費用は、記録から入力ずみになります。"))
            if widgets.primary(_("実績報告をはじめる"), "subsidy.report.begin"):
                firm_moves.move(head, service.prepare_report, "prepare")
                st.rerun()
    firm_advance.card(seen)
    left, right = st.columns([1.7, 1], gap="large")
    with left:
        firm_head.working(seen, _("交付が決まった額"))
        if seen.conditions:
            widgets.heading(_("交付の条件"))
            with widgets.rows("conditions"):
                for number, condition in enumerate(seen.conditions, start=1):
                    with widgets.row(f"condition-{number}"):
                        widgets.say(f"{number}　{translated(condition)}")
    with right:
        firm_head.history(seen)
    if firm_advance.can(seen):
        firm_advance.link(seen)
    if firm_change.can(seen):
        firm_change.link(seen)
    if firm_end.can(seen):
        firm_end.link(seen)
    if firm_withdraw.can(seen):
        firm_withdraw.link(seen)


def _report(seen: FirmClaim) -> None:
    head = seen.head
    firm_head.title(seen, _("「{title}」の実績を報告する").format(title=head.title))
    left, right = st.columns([1.7, 1], gap="medium")
    with left:
        widgets.fact(_("交付が決まった額"), yen(head.granted_yen or 0))
        firm_head.costs(seen)
        query = {"claim": str(head.claim_id), "step": "add"}
        widgets.link(_("ほかの費用を足す"), "claim", query)
        evidence.show(head)
        firm_head.working(seen, _("受け取る見込みの額"))
        firm_head.papers(seen)
    with right, widgets.side("report"):
        widgets.heading(_("確かめてください"))
        widgets.say(_("使ったお金が違うときは「変更」で直してください。"))
        reason = _late(seen)
        widgets.say(_("報告すると、区が確かめて払う額を決めます。"))
        with widgets.bar("report", sticky=True):
            widgets.say(yen(seen.working.amount_yen))
            if widgets.primary(_("この内容で報告する"), "subsidy.report.send"):
                sent = firm_moves.send(head, service.report, "report", late_reason=reason)
                if sent is not None:
                    st.session_state.pop("subsidy.late", None)
                    st.session_state["subsidy.sent"] = head.claim_id
                st.rerun()


def _late(seen: FirmClaim) -> str:
    """The reason, when the day has passed."""
    if not seen.is_late:
        return ""
    errors = dict(act.problems())
    hint = _("期限を過ぎています。理由を書いてください。")
    with widgets.field("late_reason", hint, errors.get("late_reason")):
        return str(st.text_area(_("おくれた理由"), key="subsidy.late", max_chars=400))
