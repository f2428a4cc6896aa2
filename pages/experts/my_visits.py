"""An expert's visits: to come, to record, done; and what each of them pays, and when."""

from functools import partial

import streamlit as st

from hub.experts import reads, service
from hub.experts.reads import ExpertBooking, ExpertVisit
from hub.i18n import _, n_, translated
from hub.i18n.values import day, hours, listed, yen
from hub.kernel.text import N_
from models.vocab import Role
from models.vocab.engagements import EngagementState, VisitState
from pages.kit import act, calendar_address, widgets
from pages.kit.page import page


@page(path="my-visits", title=N_("約束と実施記録"), roles=(Role.EXPERT,))
def render() -> None:
    """What must be recorded leads; then what comes, then what is done."""
    _settle()
    person_id = act.actor().person_id
    visits: tuple[ExpertVisit, ...] = act.read(reads.visits_of_expert, person_id=person_id)
    found: tuple[ExpertBooking, ...] = act.read(reads.bookings_of_expert, person_id=person_id)
    bookings = {booking.engagement_id: booking for booking in found}
    widgets.title(_("約束と実施記録"), _("訪問のあとに短い記録を書くと、謝金の手続が進みます。"))
    widgets.error_summary(act.problems())
    _said()
    waiting = [visit for visit in visits if visit.can_record]
    coming = [
        visit for visit in visits
        if visit.state in {VisitState.PLANNED, VisitState.CONFIRMED} and not visit.can_record
    ]  # fmt: skip
    done = [visit for visit in visits if visit.state == VisitState.DONE]
    if not visits:
        widgets.empty(
            _("約束はまだありません"),
            _("依頼を引き受けると、ここに訪問の日が出ます。"),
            (_("空き日を入れる"), "free-days"),
        )
    for number, visit in enumerate(waiting):
        _to_record(visit, leads=number == 0)
    if coming:
        count = len(coming)
        widgets.heading(
            n_("これからの約束 {count}件", "これからの約束 {count}件", count).format(count=count)
        )
        for visit in coming:
            _coming(visit, bookings[visit.engagement_id])
    if done:
        count = len(done)
        widgets.heading(
            n_("済んだ訪問 {count}件", "済んだ訪問 {count}件", count).format(count=count)
        )
        for visit in reversed(done):
            _done(visit, bookings[visit.engagement_id])
    _ended(found)
    calendar_address.show()


def _to_record(visit: ExpertVisit, *, leads: bool) -> None:
    box = widgets.lead if leads else widgets.card
    with box(f"record-{visit.visit_id}"):
        widgets.tag(_("記録を待っています"), "act")
        widgets.heading(visit.title)
        widgets.say(hours(visit.span.start, visit.span.end))
        query = {"visit": str(visit.visit_id)}
        key = f"experts.record.{visit.visit_id}"
        widgets.go(_("実施記録を書く"), "visit-record", key, query=query, main=leads)


def _coming(visit: ExpertVisit, booking: ExpertBooking) -> None:
    """When, where, with whom, for how much; and the way out before the contract."""
    with widgets.card(f"visit-{visit.visit_id}"):
        with widgets.pair(f"visit-{visit.visit_id}"):
            widgets.heading(visit.title, 3)
            widgets.tag(translated(visit.state_words), "good")
        widgets.fact(_("いつ"), hours(visit.span.start, visit.span.end))
        place = _("{firm}（{town}）").format(firm=visit.asker.firm, town=visit.asker.town)
        widgets.fact(_("どこ"), place if visit.asker.town else visit.asker.firm)
        widgets.fact(_("頼んだグループ"), visit.asker.group_name)
        widgets.fact(_("謝金"), _fee(booking))
        widgets.say(_("「{need}」").format(need=visit.need))
        if booking.can_cancel:
            widgets.say(_("契約の前なら、費用なしで取り消せます。"))
            widgets.danger(
                _("この約束を取り消す"),
                f"experts.cancel.{visit.engagement_id}",
                on_click=partial(_cancel, booking),
            )


def _done(visit: ExpertVisit, booking: ExpertBooking) -> None:
    with widgets.card(f"done-{visit.visit_id}"):
        with widgets.pair(f"done-{visit.visit_id}"):
            widgets.heading(visit.title, 3)
            widgets.tag(translated(booking.state_words))
        widgets.fact(_("いつ"), hours(visit.span.start, visit.span.end))
        widgets.fact(_("したこと"), visit.what)
        widgets.fact(_("結果"), visit.result)
        if visit.next_step:
            widgets.fact(_("次にすること"), visit.next_step)
        told = _("{people}人、{minutes}分")
        widgets.fact(_("参加"), told.format(people=visit.attendees, minutes=visit.minutes))
        widgets.fact(_("謝金"), _fee(booking), _paid(booking))


def _fee(booking: ExpertBooking) -> str:
    money = _("{fee}と交通費 {travel}")
    return money.format(fee=yen(booking.fee_yen), travel=yen(booking.travel_yen))


def _paid(booking: ExpertBooking) -> str | None:
    """When it is paid, and what the payer keeps back as tax."""
    told = []
    if booking.paid_on:
        told.append(_("{day}に支払い済み").format(day=day(booking.paid_on)))
    elif booking.pay_on:
        told.append(_("{day}に支払い予定").format(day=day(booking.pay_on)))
    if booking.withheld_yen:
        told.append(_("源泉徴収 {amount}").format(amount=yen(booking.withheld_yen)))
    return listed(told) or None


def _ended(bookings: tuple[ExpertBooking, ...]) -> None:
    """Requests that came to nothing, in one line each."""
    ended = [
        booking for booking in bookings
        if not booking.visits and booking.state != EngagementState.OFFERED
    ]  # fmt: skip
    if not ended:
        return
    count = len(ended)
    widgets.heading(n_("ほかの依頼 {count}件", "ほかの依頼 {count}件", count).format(count=count))
    with widgets.rows("ended"):
        for booking in ended:
            with widgets.entry(f"ended-{booking.engagement_id}"):
                widgets.two_lines(booking.title, booking.asker.group_name)
                widgets.tag(translated(booking.state_words))


def _said() -> None:
    said = st.session_state.pop("experts.visits.said", "")
    if said:
        with widgets.strip("said"):
            widgets.tag(_("済みました"), "good")
            widgets.say(said)


def _cancel(booking: ExpertBooking) -> None:
    st.session_state["experts.cancelled"] = booking


def _settle() -> None:
    """Take an appointment back before anything is drawn."""
    booking: ExpertBooking | None = st.session_state.pop("experts.cancelled", None)
    if booking is None:
        return
    values = {
        "engagement_id": booking.engagement_id,
        "version": booking.version,
        "note": _("専門家が画面で取り消しました。"),
    }
    once = act.once(f"experts.cancel.{booking.engagement_id}.{booking.version}")
    if act.act(service.cancel_booking, values, once=once) is not None:
        st.session_state["experts.visits.said"] = _("約束を取り消し、頼んだ人に知らせました。")
