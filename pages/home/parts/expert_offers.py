"""Requests on an expert's first screen: all terms, then accept, talk or decline in one press."""

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial

import streamlit as st

from hub.experts import reads, service
from hub.experts.reads import OfferCard
from hub.experts.words import engagements as words
from hub.i18n import _, n_, translated
from hub.i18n.values import clock_time, day, hours, short_day, yen
from hub.kernel.calendar import japan_date
from models.vocab.engagements import DeclineReason
from pages.kit import act, widgets


def settle(expert_id: int) -> None:
    """Do what was pressed before anything is drawn."""
    for card, starts_at in st.session_state.pop("home.accepted", []):
        values = _of(card) | {"starts_at": starts_at}
        st.session_state["home.refused"] = card.engagement_id
        if _done(service.accept_offer, values, card):
            said = _("{when}の約束ができました。頼んだ人に知らせました。")
            span = next(each for each in card.spans if each.start == starts_at)
            _say(card, said.format(when=hours(span.start, span.end)), is_no=False)
    for card in st.session_state.pop("home.declined", []):
        if _done(service.decline_offer, _of(card), card):
            said = _("「{title}」をお断りしました。頼んだ人に知らせました。")
            _say(card, said.format(title=card.title), is_no=True)
    for card in st.session_state.pop("home.called", []):
        _done(service.ask_for_call, {"engagement_id": card.engagement_id}, card)
    for engagement_id, reason in st.session_state.pop("home.reasons", []):
        values = {"engagement_id": engagement_id, "expert_id": expert_id, "reason": reason}
        if act.act(service.explain_decline, values, once=act.once("home.reason")) is not None:
            act.done("home.reason")
            st.session_state["home.answer"] = (0, _("理由をお聞きしました。"), False)


def show() -> None:
    """What the last answer did, then every request; the nearest date leads."""
    offers: tuple[OfferCard, ...] = act.read(
        reads.offers_for_expert, person_id=act.actor().person_id
    )
    widgets.error_summary(act.problems())
    _answered()
    if not offers:
        with widgets.card("no-offers"):
            widgets.heading(_("お返事を待つ依頼はありません"))
            widgets.say(_("依頼が届くと、ここに出ます。"))
        return
    first, *others = sorted(offers, key=lambda card: card.spans[0].start)
    with widgets.lead("offer"):
        count = len(offers)
        widgets.tag(n_("依頼 {count}件", "依頼 {count}件", count).format(count=count), "act")
        _offer(first, leads=True)
    for card in others:
        with widgets.card(f"offer-{card.engagement_id}"):
            _offer(card, leads=False)


def _offer(card: OfferCard, *, leads: bool) -> None:
    """One request: words of the group, terms, consequence, three buttons."""
    left, right = st.columns([5, 4], gap="medium")
    with left:
        widgets.heading(card.title)
        widgets.say(_("「{need}」").format(need=card.need))
        starts_at = _chosen(card)
    with right:
        place = _("{firm}（{town}）").format(firm=card.asker.firm, town=card.asker.town)
        if len(card.spans) == 1:
            widgets.fact(_("いつ"), hours(card.spans[0].start, card.spans[0].end))
        widgets.fact(_("どこ"), place if card.asker.town else card.asker.firm)
        widgets.fact(_("頼んだ人"), _asker(card))
        money = _("{fee}と交通費 {travel}")
        widgets.fact(_("謝金"), money.format(fee=yen(card.fee_yen), travel=yen(card.travel_yen)))
        widgets.fact(_("支払日"), day(card.pay_on))
        until, last = _("{day}{time}まで"), japan_date(card.answer_until)
        widgets.fact(
            _("返事の期限"), until.format(day=short_day(last), time=clock_time(card.answer_until))
        )
    widgets.say(_("契約の前なら取り消せます。"))
    with widgets.acts(f"offer-{card.engagement_id}"):
        button = widgets.primary if leads else widgets.secondary
        key = f"home.offer.{card.engagement_id}"
        button(_("引き受ける"), f"{key}.yes", on_click=partial(_accept, card, starts_at))
        if card.call_asked_at is None:
            widgets.secondary(_("電話で相談する"), f"{key}.call", on_click=partial(_call, card))
        else:
            widgets.say(_("相談員からお電話します。"))
        widgets.danger(_("断る"), f"{key}.no", on_click=partial(_decline, card))


def _asker(card: OfferCard) -> str:
    if not card.asker.person:
        return card.asker.group_name
    return _("{group}　{person}さん").format(group=card.asker.group_name, person=card.asker.person)


def _chosen(card: OfferCard) -> datetime | None:
    """The one proposed time, or the chosen one of several; none of these stands chosen at first."""
    if len(card.spans) == 1:
        return card.spans[0].start
    labels = {span.start: hours(span.start, span.end) for span in card.spans}
    is_refused = st.session_state.get("home.refused") == card.engagement_id
    wrong = dict(act.problems()).get("starts_at") if is_refused else None
    # The sentence above the page leads to the one card that was refused.
    name = "starts_at" if wrong else f"starts_at-{card.engagement_id}"
    with widgets.field(name, None, wrong):
        return st.radio(
            _("いつにしますか"),
            list(labels),
            index=None,
            format_func=lambda start: labels[start],
            key=f"home.offer.{card.engagement_id}.when",
        )


def _answered() -> None:
    """What the last answer did; after a no, the reason may be told."""
    engagement_id, text, is_no = st.session_state.get("home.answer", (0, "", False))
    if not text:
        return
    with widgets.strip("answered"):  # noqa: B005  the state strip of the kit
        widgets.tag(_("お返事済み"), "good")
        widgets.say(text)
    if is_no:
        labels = {
            reason.value: translated(words.DECLINE_LABELS[reason]) for reason in DeclineReason
        }
        st.pills(
            _("よければ理由を教えてください（答えなくてもかまいません）"),
            list(labels),
            format_func=lambda value: labels[value],
            key="home.reason",
            wrap=True,
            on_change=widgets.whole(partial(_reason, engagement_id)),
        )
    else:
        widgets.link(_("約束の一覧を見る"), "my-visits")


def _of(card: OfferCard) -> dict[str, object]:
    return {"engagement_id": card.engagement_id, "version": card.version}


def _done(command: Callable[..., object], values: Mapping[str, object], card: OfferCard) -> bool:
    name = f"home.offer.{card.engagement_id}.{card.version}.{command.__name__}"
    return act.act(command, values, once=act.once(name)) is not None


def _say(card: OfferCard, text: str, *, is_no: bool) -> None:
    st.session_state.pop("home.reason", None)
    st.session_state["home.answer"] = (card.engagement_id, text, is_no)


def _accept(card: OfferCard, starts_at: datetime | None) -> None:
    st.session_state.setdefault("home.accepted", []).append((card, starts_at))


def _decline(card: OfferCard) -> None:
    st.session_state.setdefault("home.declined", []).append(card)


def _call(card: OfferCard) -> None:
    st.session_state.setdefault("home.called", []).append(card)


def _reason(engagement_id: int) -> None:
    reason = st.session_state.get("home.reason")
    if reason:
        st.session_state.setdefault("home.reasons", []).append((engagement_id, reason))
