"""The one next step of a group's leader for an engagement, with what it means."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Final

import streamlit as st

from hub.experts import service
from hub.experts.reads import BookingPage
from hub.experts.words import engagements as words
from hub.i18n import _, translated
from hub.i18n.values import day, hours, yen
from hub.kernel.dates import read_date
from models.vocab import Role
from models.vocab.engagements import EngagementAction, EngagementState
from pages.experts.parts import asking, money
from pages.experts.parts.booking_terms import place_words
from pages.kit import act, widgets

NOBODY: Final = (EngagementState.DECLINED, EngagementState.EXPIRED, EngagementState.NO_MATCH)


def show(seen: BookingPage) -> None:
    """The lead card with the one filled button, where the group has something to do."""
    draw = _steps().get(seen.row.state)
    if act.actor().role is not Role.GROUP_LEADER or draw is None:
        return
    with widgets.lead("booking"):
        draw(seen)


def _steps() -> Mapping[EngagementState, Callable[[BookingPage], None]]:
    return MappingProxyType(
        {
            EngagementState.ACCEPTED: _sign,
            EngagementState.RECORDED: _inspect,
            EngagementState.FEE_FIXED: _pay,
            EngagementState.CLAIMABLE: _claim,
            **dict.fromkeys(NOBODY, _look_again),
        }
    )


def run(function: Callable[..., Any], seen: BookingPage, key: str, **values: object) -> None:
    """Press one button once; a refusal stays on the page."""
    name = f"experts.{key}.{seen.row.engagement_id}.{seen.version}"
    typed = {"engagement_id": seen.row.engagement_id, "version": seen.version, **values}
    if act.act(function, typed, once=act.once(name)) is not None:
        act.done(name)
    st.rerun()


def _sign(seen: BookingPage) -> None:
    terms = seen.terms
    if terms is None:
        return
    left, right = st.columns([5, 4], gap="large")
    with left:
        widgets.heading(_("この内容で契約しますか"))
        widgets.say(_("下の取引条件で約束します。契約すると、会員の会社にも知らせます。"))
        widgets.fact(_("訪問"), hours(terms.starts_at, terms.ends_at), place_words(terms))
        widgets.fact(_("支払日"), day(terms.pay_on))
    with right:
        own = next((f.own_yen for f in terms.firms if f.firm_id == money.own_firm()), 0)
        money.breakdown(terms.gross_yen, terms.subsidy_yen, own)
        money.no_aid(is_without_aid=seen.is_without_aid)
    if widgets.primary(_("この内容で契約する"), "experts.booking.sign"):
        version = seen.programme_version or ""
        run(service.sign_terms, seen, "sign", shown_programme=version)


def _inspect(seen: BookingPage) -> None:
    widgets.heading(_("記録のとおりに行われましたか"))
    widgets.say(_("検収すると謝金が決まり、支払いへ進みます。違うときは、下から伝えてください。"))
    if widgets.primary(_("検収する"), "experts.booking.inspect"):
        run(service.inspect, seen, "inspect")


def _pay(seen: BookingPage) -> None:
    left, right = st.columns([5, 4], gap="large")
    with left:
        widgets.heading(_("払った日を記録してください"))
        widgets.say(_("各社が払い終えたら記録します。専門家にも知らせます。"))
        errors = dict(act.problems())
        with widgets.field("paid_on", _("例：2026-12-25、令和8年12月25日"), errors.get("paid_on")):
            typed = st.text_input(_("払った日"), key="experts.booking.paid_on", max_chars=20)
    with right:
        if seen.slip is not None:
            widgets.sum_rows(
                [
                    widgets.SumRow(_("謝金と交通費"), yen(seen.slip.gross_yen)),
                    widgets.SumRow(_("源泉徴収"), yen(-seen.slip.withheld_yen)),
                    widgets.SumRow(_("振り込む額"), yen(seen.slip.net_yen), total=True),
                ]
            )
    if widgets.primary(_("支払いを記録する"), "experts.booking.pay"):
        paid_on = read_date(typed or "")
        if paid_on is None:
            act.tell([("paid_on", translated(words.NOT_A_DAY.text))])
            st.rerun()
        run(service.record_payment, seen, "pay", paid_on=paid_on)


def _claim(seen: BookingPage) -> None:
    if not seen.row.waits_for_group:
        widgets.heading(translated(seen.row.state_words))
        widgets.say(translated(seen.row.next_words))
        widgets.go(_("補助金の画面を見る"), "claims", "experts.booking.claims", main=True)
        return
    widgets.heading(_("区の補助金を申し込めます"))
    widgets.say(_("依頼の内容は入力済みです。確かめて申し込みます。"))
    if seen.subsidy_yen is not None:
        widgets.fact(_("区の補助（見込み）"), yen(seen.subsidy_yen))
    query = {"engagement": str(seen.row.engagement_id)}
    widgets.go(_("補助金を申し込む"), "claim-new", "experts.booking.claim", query=query, main=True)


def _look_again(seen: BookingPage) -> None:
    """The same need, put to somebody else; a new request that goes on from this one."""
    widgets.heading(_("ほかの専門家を探せます"))
    widgets.say(_("同じ相談のまま、ほかの方の空いている日を見られます。"))
    now = asking.present()
    if now is None:
        return
    with widgets.acts("again"):
        if widgets.primary(_("ほかの専門家を探す"), "experts.booking.again"):
            now.keep(need=seen.need, times={}, skills=None, continues=seen.row.engagement_id)
            st.switch_page(widgets.page_of("need-results"))
        if widgets.secondary(_("相談員に頼む"), "experts.booking.desk"):
            asking.hand_over(now.group.group_id, seen.need)


def show_ways_out(seen: BookingPage) -> None:
    """What ends or stops something, apart from the next step and at the end of the page."""
    if act.actor().role is not Role.GROUP_LEADER:
        return
    state = seen.row.state
    if state == EngagementState.ACCEPTED:
        _cancel(seen)
    elif state == EngagementState.RECORDED:
        _differ(seen)
    elif EngagementAction.WITHDRAW in seen.actions and state not in NOBODY:
        widgets.heading(_("依頼を取り下げる"))
        widgets.say(_("返事の前なら、費用なしで取り下げられます。押さえた日はすぐに空きます。"))
        if widgets.danger(_("依頼を取り下げる"), "experts.booking.withdraw"):
            run(service.withdraw_request, seen, "withdraw")


def _cancel(seen: BookingPage) -> None:
    errors = dict(act.problems())
    widgets.heading(_("約束を取り消す"))
    with widgets.field("note", _("契約の前なら、費用なしで取り消せます。"), errors.get("note")):
        note = st.text_input(_("取り消す理由"), key="experts.booking.cancel.note", max_chars=400)
    if widgets.danger(_("約束を取り消す"), "experts.booking.cancel"):
        run(service.cancel_booking, seen, "cancel", note=str(note or ""))


def _differ(seen: BookingPage) -> None:
    errors = dict(act.problems())
    widgets.heading(_("記録と違うとき"))
    with widgets.field("note", _("相談員が専門家の話も聞きます。"), errors.get("note")):
        note = st.text_area(_("違うところ"), key="experts.booking.dispute", height=90)
    if widgets.danger(_("違うと伝える"), "experts.booking.raise"):
        run(service.raise_dispute, seen, "dispute", note=str(note))
