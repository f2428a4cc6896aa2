"""An offer and its two buttons; the way to take a sign-up back."""

from collections.abc import Callable, Mapping
from typing import Final

import streamlit as st

from hub.i18n import _, translated
from hub.kernel.text import N_
from hub.training import service
from hub.training.reads import MySignUp
from models.vocab.training import SignUpState
from pages.kit import act, widgets
from pages.training.parts import SIGN_UP_TONES, days_words, own_share, short_moment

SAID: Final[Mapping[SignUpState, str]] = {
    SignUpState.CONFIRMED: N_("参加が決まりました。"),
    SignUpState.DECLINED: N_("辞退しました。席は次の会社へ移りました。"),
    SignUpState.WITHDRAWN: N_("申込みを取り消しました。費用はかかりません。"),
    SignUpState.WITHDRAWN_LATE: N_("申込みを取り消しました。費用の負担は残ります。"),
}


def said(*, beside: SignUpState | None = None) -> None:
    """What the last answer has changed, unless the title beside it says the same."""
    state = st.session_state.pop("training.said", None)
    if state is None or state == beside == SignUpState.CONFIRMED:
        return
    with widgets.strip("said"):
        widgets.tag(_("受け付けました"), "good")
        widgets.say(translated(SAID[SignUpState(state)]))


def facts(one: MySignUp, *, with_receipt: bool = True) -> None:
    """Title, days, people and receipt of a sign-up, close together."""
    with widgets.offer_text(f"sign-up-{one.sign_up_id}"):
        widgets.heading(one.card.title)
        widgets.say(days_words(one.card))
        widgets.say(people_words(one))
        if with_receipt:
            receipt = _("受付番号 {receipt}").format(receipt=one.receipt)
            widgets.say(widgets.grey(receipt))


def people_words(one: MySignUp) -> str:
    """The named people of a sign-up."""
    names = _("、").join(_("{name}さん").format(name=name) for name in one.names)
    return _("参加者：{names}").format(names=names)


def tag(one: MySignUp) -> None:
    """The state in a word; a number for those who wait."""
    if one.state == SignUpState.WAITING and not one.ended_waiting:
        widgets.tag(_("補欠{place}番目").format(place=one.place), "wait")
    else:
        tone = SIGN_UP_TONES.get(one.state, "plain") if one.is_live else "plain"
        widgets.tag(translated(one.state_words), tone)


def offer(one: MySignUp, *, is_main: bool) -> None:
    """What an answer brings, until when, and the two buttons; one filled button a page."""
    tag(one)
    facts(one)
    if one.expires_at is not None:
        words = _("{until}までに答えてください。過ぎると、席は次の会社へ移ります。")
        widgets.say(words.format(until=short_moment(one.expires_at)))
    cost = _("参加すると、1人分{yen}の負担が見込まれます。")
    widgets.say(cost.format(yen=own_share(one.card)))
    widgets.say(_("やめると、元に戻せません。"))
    with widgets.acts(f"offer-{one.sign_up_id}"):
        button = widgets.primary if is_main else widgets.secondary
        if button(_("参加する"), f"training.accept.{one.sign_up_id}"):
            send(service.accept_promotion, one)
        if widgets.danger(_("やめる"), f"training.decline.{one.sign_up_id}"):
            send(service.decline_promotion, one)


def send(function: Callable[..., object], one: MySignUp) -> None:
    """Answer once, then show what has become of it."""
    name = f"training.{function.__name__}.{one.sign_up_id}"
    values = {"sign_up_id": one.sign_up_id}
    done: service.Answered | None = act.act(function, values, once=act.once(name))
    if done is not None:
        act.done(name)
        st.session_state["training.said"] = done.state.value
    st.rerun()
