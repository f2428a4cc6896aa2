"""The one next step of a group's leader for an engagement, with what it means."""

import streamlit as st

from hub.experts import service
from hub.experts.reads import BookingPage
from hub.experts.words import engagements as words
from hub.i18n import _, translated
from hub.i18n.values import day, shown, yen
from hub.kernel.calendar import japan_date
from hub.kernel.dates import read_date
from models.vocab import Role
from models.vocab.engagements import EngagementAction, EngagementState
from pages.experts.parts import asking, booking_claim
from pages.kit import act, widgets

NOBODY = (EngagementState.DECLINED, EngagementState.EXPIRED, EngagementState.NO_MATCH)


def show(seen: BookingPage) -> None:
    """What can be done now; one filled button at most."""
    state = seen.row.state
    if act.actor().role is not Role.GROUP_LEADER:
        widgets.heading(_("いまの予定"))
        _summary(seen)
    elif state == EngagementState.ACCEPTED:
        _sign(seen)
    elif state == EngagementState.RECORDED:
        _inspect(seen)
    elif state == EngagementState.FEE_FIXED:
        _pay(seen)
    elif state == EngagementState.CLAIMABLE:
        booking_claim.show(seen)
    elif state in NOBODY:
        _look_again(seen)
    else:
        widgets.heading(_("いまの予定"))
        _summary(seen)
        _withdraw(seen)


def run(function: object, seen: BookingPage, key: str, **values: object) -> None:
    """Press one button once; a refusal stays on the page."""
    name = f"experts.{key}.{seen.row.engagement_id}.{seen.version}"
    typed = {"engagement_id": seen.row.engagement_id, "version": seen.version, **values}
    if act.act(function, typed, once=act.once(name)) is not None:  # type: ignore[arg-type]  # a command of the room
        act.done(name)
    st.rerun()


def _summary(seen: BookingPage) -> None:
    widgets.fact(_("専門家"), seen.row.expert)
    if seen.row.visit is not None:
        visit = seen.row.visit
        widgets.fact(_("訪問"), str(shown(visit.start)))
    widgets.fact(_("謝金と交通費"), yen(seen.fee_yen + seen.travel_yen))


def _sign(seen: BookingPage) -> None:
    terms = seen.terms
    if terms is None:
        return
    widgets.heading(_("契約する"))
    widgets.say(_("取引条件を確かめてください。契約すると、会員の会社にも知らせます。"))
    widgets.fact(_("支払い"), day(terms.pay_on))
    if widgets.primary(_("この内容で契約する"), "experts.booking.sign"):
        version = seen.programme_version or ""
        run(service.sign_terms, seen, "sign", shown_programme=version)
    _cancel(seen)


def _inspect(seen: BookingPage) -> None:
    widgets.heading(_("検収する"))
    widgets.say(_("記録のとおりなら検収してください。謝金が決まり、支払いへ進みます。"))
    if widgets.primary(_("検収する"), "experts.booking.inspect"):
        run(service.inspect, seen, "inspect")
    widgets.space()
    with widgets.field("note", _("どこが違うかを書いてください。")):
        note = st.text_area(_("記録と違うとき"), key="experts.booking.dispute", height=90)
    if widgets.danger(_("相談員に伝える"), "experts.booking.raise"):
        run(service.raise_dispute, seen, "dispute", note=str(note))


def _pay(seen: BookingPage) -> None:
    widgets.heading(_("支払いを記録する"))
    if seen.slip is not None:
        widgets.sum_rows(
            [
                widgets.SumRow(_("謝金と交通費"), yen(seen.slip.gross_yen)),
                widgets.SumRow(_("源泉徴収"), yen(-seen.slip.withheld_yen)),
                widgets.SumRow(_("振り込む額"), yen(seen.slip.net_yen), total=True),
            ]
        )
    errors = dict(act.problems())
    today = japan_date(act.today())
    with widgets.field("paid_on", _("例：2026-12-25、令和8年12月25日"), errors.get("paid_on")):
        st.session_state.setdefault("experts.booking.paid_on", today.isoformat())
        typed = st.text_input(_("払った日"), key="experts.booking.paid_on", max_chars=20)
    widgets.say(_("各社が払い終えたら記録してください。"))
    if widgets.primary(_("支払いを記録する"), "experts.booking.pay"):
        paid_on = read_date(typed or "")
        if paid_on is None:
            act.tell([("paid_on", translated(words.NOT_A_DAY.text))])
            st.rerun()
        run(service.record_payment, seen, "pay", paid_on=paid_on)


def _look_again(seen: BookingPage) -> None:
    """The same need, put to somebody else; a new request that goes on from this one."""
    widgets.heading(_("ほかの専門家を探す"))
    widgets.say(_("同じ相談のまま、ほかの方を探せます。"))
    if widgets.primary(_("ほかの専門家を探す"), "experts.booking.again"):
        now = asking.present()
        if now is not None:
            now.keep(need=seen.need, times={}, continues=seen.row.engagement_id)
            st.session_state.pop("experts.ask.need", None)
            st.switch_page(widgets.page_of("need-results"))


def _withdraw(seen: BookingPage) -> None:
    if EngagementAction.WITHDRAW not in seen.actions:
        return
    widgets.say(_("返事の前なら、費用なしで取り下げられます。押さえた日はすぐに空きます。"))
    if widgets.danger(_("依頼を取り下げる"), "experts.booking.withdraw"):
        run(service.withdraw_request, seen, "withdraw")


def _cancel(seen: BookingPage) -> None:
    widgets.space()
    with widgets.field("note", _("契約の前なら、費用なしで取り消せます。")):
        note = st.text_input(_("取り消す理由"), key="experts.booking.cancel.note", max_chars=400)
    if widgets.danger(_("約束を取り消す"), "experts.booking.cancel"):
        run(service.cancel_booking, seen, "cancel", note=str(note or ""))
