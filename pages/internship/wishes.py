"""A student ranks the programmes of the open round; every number is kept at once."""

from typing import Any

import streamlit as st

from hub.i18n import _
from hub.i18n.values import day
from hub.internship import reads, service
from hub.internship.reads import ProgrammeChoice, WishForm
from hub.kernel.text import N_
from models.vocab import Role
from pages.internship.parts import FLOW, period_words, titled
from pages.kit import act, widgets
from pages.kit.act import Kept
from pages.kit.page import page

PAGE_SIZE = 20


@page(path="wishes", title=N_("希望を出す"), roles=(Role.STUDENT,))
def render() -> None:
    """List of programmes left, the chosen order and the way on at the right."""
    form: WishForm | None = act.read(reads.wish_form, person_id=act.actor().person_id)
    if form is None or not form.is_open:
        _closed(form)
        return
    kept = act.draft(FLOW, str(form.round_id))
    widgets.title(
        _("{name}の希望を出す").format(name=form.name),
        _("行きたい順に番号を入れてください。{limit}社まで選べます。").format(
            limit=service.MOST_WISHES
        ),
    )
    with widgets.strip("wishes"):  # noqa: B005  the state strip of the kit
        widgets.tag(_("受付中"), "good")
        widgets.say(_("{day}まで何度でも直せます。").format(day=day(form.wishes_until)))
    first = _first_answers(form, kept)
    answers = first
    left, right = st.columns([2.1, 1], gap="medium")
    with left:
        answers = _offers(form, answers)
        answers = _absent(form, answers)
    if answers != first:
        act.keep(FLOW, str(form.round_id), kept, answers)
    with right:
        _chosen(form, answers)


def _closed(form: WishForm | None) -> None:
    widgets.title(_("希望を出す"))
    if form is None or form.sent is None:
        widgets.empty(
            _("いま募集している実習はありません"), _("募集が始まると、ここで希望を出せます。")
        )
        return
    widgets.empty(
        _("希望の受付は終わりました"),
        _("受付番号は {reference} です。").format(reference=form.sent.reference),
        (_("わたしの予定を見る"), "weeks"),
    )


def _first_answers(form: WishForm, kept: Kept) -> dict[str, Any]:
    """Return the draft, or what has been sent when nothing is being changed."""
    if kept.answers or form.sent is None:
        return {"ranks": {}, "absent": [], **kept.answers}
    ranks = {str(at): str(place) for place, at in enumerate(form.sent.ranked, start=1)}
    return {"ranks": ranks, "absent": list(form.sent.absent)}


def _offers(form: WishForm, answers: dict[str, Any]) -> dict[str, Any]:
    """Cards of one page of programmes; numbers typed on other pages stay."""
    trades = sorted({choice.trade for choice in form.choices})
    every = _("すべての職種")
    wanted = st.selectbox(_("職種"), [every, *trades], key="internship.trade")
    shown = [c for c in form.choices if wanted in {every, c.trade}]
    widgets.heading(_("受け入れ先 {count}件").format(count=len(shown)))
    pages = -(-len(shown) // PAGE_SIZE)
    number = st.session_state.get("internship.page", 1) if pages > 1 else 1
    first = (min(int(number), pages) - 1) * PAGE_SIZE
    ranks = dict(answers["ranks"])
    for choice in shown[first : first + PAGE_SIZE]:
        typed = _offer(choice, ranks.get(str(choice.programme_id), ""))
        if typed.strip():
            ranks[str(choice.programme_id)] = typed
        else:
            ranks.pop(str(choice.programme_id), None)
    if pages > 1:
        st.pagination(pages, key="internship.page")
    return {**answers, "ranks": ranks}


def _offer(choice: ProgrammeChoice, typed: str) -> str:
    name = f"internship.rank.{choice.programme_id}"
    widgets.seed(f"internship.rank.{choice.programme_id}", typed)
    with widgets.offer(f"o{choice.programme_id}"):
        with widgets.offer_text(f"o{choice.programme_id}"):
            widgets.heading(choice.title, 3)
            place = _("{firm}（{town}）").format(firm=choice.firm, town=choice.town)
            widgets.say(place if choice.town else choice.firm)
            widgets.say(choice.tasks)
            if choice.is_too_young:
                widgets.tag(_("{age}歳から").format(age=choice.min_age), "wait")
            else:
                widgets.tag(choice.trade)
        if choice.is_too_young:
            return ""
        return widgets.rank_box(_("希望順"), choice.title, name)


def _absent(form: WishForm, answers: dict[str, Any]) -> dict[str, Any]:
    labels = {period.period_id: period_words(period) for period in form.periods}
    widgets.seed("internship.absent", answers["absent"])
    chosen = st.pills(
        _("来られない期間（あれば選ぶ）"),
        list(labels),
        selection_mode="multi",
        format_func=lambda at: labels[at],
        key="internship.absent",
        wrap=True,
    )
    return {**answers, "absent": sorted(chosen)}


def _chosen(form: WishForm, answers: dict[str, Any]) -> None:
    typed = {int(at): text for at, text in answers["ranks"].items()}
    order, problems = service.ranked_order(typed)
    names = titled(form.choices)
    with widgets.side("w"):
        widgets.heading(_("選んだ順　{count}件").format(count=len(order)))
        rows = [(place, names[at]) for place, at in enumerate(order, start=1) if at in names]
        widgets.ranked([(str(place), each.firm, each.title) for place, each in rows])
        for problem in problems[:1]:
            widgets.say(act.sentence(problem.reason, problem.params))
        with widgets.bar("w", sticky=True):
            widgets.saved_line()
            if widgets.primary(_("確認へ進む"), "internship.check"):
                st.switch_page(widgets.page_of("wishes-check"))
