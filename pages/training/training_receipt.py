"""One sign-up: its receipt, its offer to answer, the step that takes it back."""

import streamlit as st

from hub.i18n import _
from hub.i18n.values import moment, short_day
from hub.kernel.calendar import japan_date
from hub.kernel.text import N_
from hub.training import reads, service
from hub.training.reads import MySignUp
from models.vocab.training import SignUpState
from pages.kit import act, address, widgets
from pages.kit.page import page
from pages.training.parts import FIRM, answers, own_share, short_moment


@page(path="training-receipt", title=N_("研修の申込み"), roles=FIRM, in_menu=False)
def render() -> None:
    """What the sign-up has come to, in its title; then what can still be done."""
    one: MySignUp = act.read(reads.my_sign_up, sign_up_id=address.number("sign-up"))
    is_leaving = st.query_params.get("step") == "withdraw" and one.can_withdraw
    title = _("申込みを取り消しますか") if is_leaving else _title(one)
    widgets.title(title, back=(_("共同研修へ戻る"), "trainings"))
    widgets.error_summary(act.problems())
    answers.said(beside=one.state)
    if is_leaving:
        _withdraw(one)
    elif one.is_offer:
        with widgets.lead("offer"):
            answers.offer(one, is_main=True)
    else:
        _receipt(one)


def _title(one: MySignUp) -> str:
    if one.state == SignUpState.WAITING and one.is_live:
        return _("補欠{place}番目で受け付けました").format(place=one.place)
    told = {
        SignUpState.CONFIRMED: _("参加が決まりました"),
        SignUpState.OFFERED: _("空きが出ました"),
        SignUpState.DECLINED: _("辞退しました"),
        SignUpState.EXPIRED: _("返事の期限が過ぎました"),
        SignUpState.CALLED_OFF: _("研修は中止になりました"),
        SignUpState.WAITING: _("空きは出ませんでした"),
    }
    return told.get(one.state, _("申込みを取り消しました"))


def _receipt(one: MySignUp) -> None:
    received = _("{moment} に受け付けました。").format(moment=moment(one.signed_at))
    if one.is_live:
        widgets.confirmation(one.receipt, received, _next(one))
    with widgets.card("sign-up"):
        answers.tag(one)
        answers.facts(one, with_receipt=not one.is_live)
    query = {"sign-up": str(one.sign_up_id), "step": "withdraw"}
    course = {"training": str(one.card.training_id)}
    with widgets.pair("ways"):
        widgets.link(_("研修の内容を見る"), "training", course)
        if one.can_withdraw:
            widgets.link(_("申込みを取り消す"), "training-receipt", query)
        if not one.is_live and one.card.is_open:
            widgets.link(_("もう一度申し込む"), "training-sign-up", course)


def _next(one: MySignUp) -> list[str]:
    """What happens next, with dates."""
    free = _("{until}までは、費用なしで取り消せます。").format(
        until=short_moment(one.card.free_until)
    )
    if one.state == SignUpState.WAITING:
        return [
            _("空きが出ると、順番にお知らせします。お知らせで期限を見てください。"),
            _("参加すると答えた時に、参加が決まります。待つ間の費用はかかりません。"),
        ]
    first = short_day(japan_date(one.card.sessions[0].starts_at))
    return [
        *([] if one.is_late else [free]),
        _("1人分の負担は{yen}の見込みです。研修の後に決まります。").format(yen=own_share(one.card)),
        _("{day}に会場へ来てください。持ち物は研修の内容にあります。").format(day=first),
    ]


def _withdraw(one: MySignUp) -> None:
    """What follows, then the button that ends it and the one that keeps it."""
    with widgets.lead("withdraw"):
        answers.facts(one)
        if one.state == SignUpState.WAITING:
            widgets.say(_("補欠の順番がなくなります。もう一度申し込むと、最後に並びます。"))
        elif one.is_late:
            late = _("費用なしの期限（{until}）を過ぎました。1人分{yen}の負担が残ります。")
            widgets.say(
                late.format(until=short_moment(one.card.free_until), yen=own_share(one.card))
            )
        else:
            widgets.say(_("席は次の会社へ移ります。費用はかかりません。元に戻せません。"))
        query = {"sign-up": str(one.sign_up_id)}
        with widgets.acts("withdraw"):
            widgets.go(_("取り消さずに戻る"), "training-receipt", "training.stay", query=query)
            if widgets.danger(_("この申込みを取り消す"), "training.withdraw"):
                answers.send(service.withdraw, one)
