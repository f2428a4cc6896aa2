"""What the coordinator does for an engagement: answers after a call, fees, disputes."""

import streamlit as st

from hub.experts import service
from hub.experts.reads import BookingPage
from hub.i18n import _
from hub.i18n.values import hours
from hub.kernel.text import number_text
from models.vocab.engagements import EngagementState
from pages.experts.parts.booking_next import run
from pages.kit import act, widgets


def show(seen: BookingPage) -> None:
    """Steps of the desk in this state, if there are any."""
    steps = {
        EngagementState.OFFERED: _answer,
        EngagementState.INSPECTED: _fee,
        EngagementState.DISPUTED: _settle,
    }
    draw = steps.get(seen.row.state)
    if draw is not None:
        with widgets.lead("desk"):
            draw(seen)


def _answer(seen: BookingPage) -> None:
    """What the expert said on the phone; kept as entered for the expert."""
    errors = dict(act.problems())
    widgets.heading(_("電話の返事を入れる（代行入力）"))
    with widgets.field("note", _("だれと何時に話したかを書いてください。"), errors.get("note")):
        note = st.text_area(_("電話で聞いた内容"), key="experts.desk.note", height=90)
    spans = {span.start: hours(span.start, span.end) for span in seen.candidates[-1].spans}
    with widgets.field("starts_at", None, errors.get("starts_at")):
        chosen = st.radio(
            _("来られる日"),
            list(spans),
            index=None,
            format_func=lambda start: spans[start],
            key="experts.desk.start",
        )
    with widgets.acts("desk"):
        if widgets.primary(_("引き受けると入れる"), "experts.desk.accept"):
            run(service.accept_offer, seen, "desk-accept", starts_at=chosen, note=str(note))
        if widgets.danger(_("断ると入れる"), "experts.desk.decline"):
            run(service.decline_offer, seen, "desk-decline", note=str(note))


def _fee(seen: BookingPage) -> None:
    """Travel differs from the contract: both sides have agreed on an amount."""
    errors = dict(act.problems())
    told = [visit.travel_yen for visit in seen.visits if visit.travel_yen is not None]
    widgets.heading(_("謝金を確定する"))
    widgets.say(_("交通費が契約と違います。両方の了解を聞いて、金額を決めてください。"))
    with widgets.field("travel_yen", _("例：1040"), errors.get("travel_yen")):
        first = str(told[-1] if told else seen.travel_yen)
        widgets.seed("experts.desk.travel", first)
        travel = st.text_input(_("交通費（円）"), key="experts.desk.travel", max_chars=10)
    with widgets.field("note", _("だれがいつ了解したかを書いてください。"), errors.get("note")):
        note = st.text_area(_("了解の記録"), key="experts.desk.consent", height=90)
    if widgets.primary(_("謝金を確定する"), "experts.desk.fix"):
        amount = number_text(travel or "")
        run(service.fix_fee, seen, "fix", travel_yen=amount, note=str(note))


def _settle(seen: BookingPage) -> None:
    errors = dict(act.problems())
    widgets.heading(_("話し合いを終える"))
    with widgets.field("note", _("どう決まったかを書いてください。"), errors.get("note")):
        note = st.text_area(_("決まったこと"), key="experts.desk.settle.note", height=90)
    widgets.say(_("押すと、元の流れに戻ります。グループと専門家に知らせます。"))
    if widgets.primary(_("元の流れに戻す"), "experts.desk.settle"):
        run(service.settle_dispute, seen, "settle", note=str(note))
