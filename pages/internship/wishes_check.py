"""The student's last look before sending, and the receipt afterwards."""

import streamlit as st

from hub.i18n import _
from hub.i18n.values import day, listed, moment
from hub.internship import reads, service
from hub.internship.reads import WishForm
from hub.kernel.text import N_
from models.vocab import Role
from pages.internship.parts import FLOW, period_words, titled
from pages.kit import act, widgets
from pages.kit.act import Kept
from pages.kit.page import page


@page(path="wishes-check", title=N_("希望の確認"), roles=(Role.STUDENT,), in_menu=False)
def render() -> None:
    """Every answer with its way back, the consequence, one button; then the receipt."""
    form: WishForm | None = act.read(reads.wish_form, person_id=act.actor().person_id)
    if form is None:
        widgets.empty(
            _("いま募集している実習はありません"), _("募集が始まると、ここで希望を出せます。")
        )
        return
    kept = act.draft(FLOW, str(form.round_id))
    if not kept.answers and form.sent is not None:
        _receipt(form)
        return
    problems = act.problems()
    widgets.title(_("この内容で希望を出しますか"), back=(_("希望を直す"), "wishes"))
    typed = {int(at): text for at, text in kept.answers.get("ranks", {}).items()}
    order, wrong = service.ranked_order(typed)
    told = [("ranks", act.sentence(each.reason, each.params)) for each in wrong]
    widgets.error_summary([*told, *problems])
    left, right = st.columns([2.1, 1], gap="medium")
    with left:
        _answers(form, order, kept)
    with right, widgets.side("check"):
        widgets.say(_("{day}までは、何度でも直せます。").format(day=day(form.wishes_until)))
        widgets.say(_("氏名と生年月日は、登録された内容を使います。"))
        with widgets.bar("check", sticky=True):
            if widgets.primary(_("この内容で希望を出す"), "internship.send", disabled=bool(wrong)):
                _send(form, order, kept)


def _answers(form: WishForm, order: tuple[int, ...], kept: Kept) -> None:
    names = titled(form.choices)
    periods = {period.period_id: period_words(period) for period in form.periods}
    away = [periods[at] for at in kept.answers.get("absent", []) if at in periods]
    rows = [
        widgets.Answer(
            _("第{place}希望").format(place=place),
            f"{names[at].firm}　{names[at].title}",
            "wishes",
        )
        for place, at in enumerate(order, start=1)
        if at in names
    ]
    rows.append(widgets.Answer(_("来られない期間"), listed(away) or _("なし"), "wishes"))
    widgets.check_answers(rows)


def _send(form: WishForm, order: tuple[int, ...], kept: Kept) -> None:
    values = {
        "round_id": form.round_id,
        "person_id": act.actor().person_id,
        "ranked": order,
        "absent": tuple(kept.answers.get("absent", [])),
    }
    if act.act(service.send_wishes, values, once=kept.once) is not None:
        act.forget(FLOW, str(form.round_id))
    st.rerun()


def _receipt(form: WishForm) -> None:
    if form.sent is None:
        return
    widgets.title(_("希望を受け付けました"))
    widgets.confirmation(
        form.sent.reference,
        _("{moment} に受け付けました。").format(moment=moment(form.sent.sent_at)),
        [
            _("{day}まで、希望を直せます。").format(day=day(form.wishes_until)),
            _("受付が終わると、区が行き先を組み合わせます。"),
            _("決まると「わたしの予定」に出ます。"),
        ],
    )
    for typist in form.sent.typed_by:
        widgets.say(_("{staff}さんが代わりに入力しました。").format(staff=typist))
    with widgets.acts("receipt"):
        widgets.go(_("わたしの予定を見る"), "weeks", "internship.to_weeks")
        widgets.go(_("希望を直す"), "wishes", "internship.to_wishes")
