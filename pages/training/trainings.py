"""Joint trainings: open ones, the own sign-ups, past ones; for staff every course and its step."""

import streamlit as st

from hub.i18n import _, p_, translated
from hub.kernel.text import N_
from hub.training import reads, words
from hub.training.reads import CourseCard, MySignUp, StaffCourse
from models.vocab import Role
from models.vocab.training import TrainingState
from pages.kit import act, widgets
from pages.kit.page import page
from pages.training.parts import (
    FIRM,
    STAFF,
    TONES,
    answers,
    apply_words,
    closing_words,
    days_words,
    own_share,
    seats_words,
)

COMING = (TrainingState.ANNOUNCED, TrainingState.OPEN)


@page(path="trainings", title=N_("共同研修"), roles=(*FIRM, *STAFF))
def render() -> None:
    """Firms join, staff run."""
    if act.actor().role in STAFF:
        _staff()
    else:
        _firm()


def _firm() -> None:
    actor = act.actor()
    widgets.title(
        _("共同研修"),
        _("近くの会社といっしょに学びます。費用は、区の補助を引いた1人分の見込みです。"),
    )
    cards: tuple[CourseCard, ...] = act.read(reads.course_cards, ward_id=actor.seat.ward_id)
    own: tuple[MySignUp, ...] = act.read(reads.my_sign_ups, firm_id=actor.seat.firm_id)
    coming = [card for card in cards if card.state in COMING and not card.is_over]
    past = [card for card in cards if card not in coming]
    live = [one for one in own if one.is_live]
    names = {
        "open": _("募集中 {count}件").format(count=len(coming)),
        "mine": _("申込済み {count}件").format(count=len(live)),
        "past": _("終了"),
    }
    wanted = st.query_params.get("tab", "")
    if wanted in names:
        widgets.seed("training.tab", wanted)
    widgets.error_summary(act.problems())
    answers.said()
    shown = widgets.segmented(_("表示"), names, "training.tab")
    if shown == "mine":
        _mine(own)
    elif shown == "past":
        _past(past)
    else:
        _open(coming, {one.card.training_id for one in live})


def _open(cards: list[CourseCard], joined: set[int]) -> None:
    if not cards:
        widgets.empty(_("募集中の研修はありません"), _("新しい研修が決まると、ここに出ます。"))
    for card in cards:
        with widgets.course(str(card.training_id)):
            title, seats, closing, cost, way = widgets.course_columns()
            with title:
                widgets.heading(card.title)
                widgets.say(days_words(card))
                query = {"training": str(card.training_id)}
                widgets.link(_("内容を見る"), "training", query)
            with seats:
                widgets.fact(
                    p_("course", "席"), seats_words(card), _("申込順") if card.left > 0 else None
                )
            with closing:
                label = p_("course", "締切") if card.is_open else _("受付開始")
                widgets.fact(label, *closing_words(card))
            with cost:
                widgets.fact(_("1人分"), own_share(card), _("補助のあと"))
            with way:
                if card.training_id in joined:
                    widgets.tag(_("申込済み"), "good")
                if card.is_open:
                    key = f"training.apply.{card.training_id}"
                    widgets.go(apply_words(card), "training-sign-up", key, query=query)


def _mine(own: tuple[MySignUp, ...]) -> None:
    """Offers to answer, then what is joined or waited for, then what has ended."""
    if not own:
        widgets.empty(_("申し込んだ研修はまだありません"), _("申し込むと、ここに出ます。"))
    offers = [one for one in own if one.is_offer]
    for number, one in enumerate(offers):
        box = widgets.card if number else widgets.lead
        with box(f"offer-{one.sign_up_id}"):
            answers.offer(one, is_main=not number)
    for one in own:
        if one.is_live and not one.is_offer:
            with widgets.card(f"mine-{one.sign_up_id}"):
                answers.tag(one)
                answers.facts(one)
                _ways(one)
    ended = [one for one in own if not one.is_live]
    if ended:
        widgets.heading(_("これまでの申込み {count}件").format(count=len(ended)))
    with widgets.rows("ended"):
        for one in ended:
            with widgets.row(f"ended-{one.sign_up_id}"):
                with widgets.line(f"ended-{one.sign_up_id}"):
                    query = {"sign-up": str(one.sign_up_id)}
                    widgets.link(one.card.title, "training-receipt", query)
                    answers.tag(one)
                widgets.say(days_words(one.card))
                widgets.say(answers.people_words(one))


def _ways(one: MySignUp) -> None:
    query = {"sign-up": str(one.sign_up_id)}
    with widgets.pair(f"ways-{one.sign_up_id}"):
        widgets.link(_("申込みの控えを見る"), "training-receipt", query)
        if one.can_withdraw:
            widgets.link(_("取り消す"), "training-receipt", {**query, "step": "withdraw"})


def _past(cards: list[CourseCard]) -> None:
    if not cards:
        widgets.empty(_("終わった研修はありません"), _("募集が終わった研修が、ここに出ます。"))
    with widgets.rows("past"):
        for card in sorted(cards, key=lambda one: one.sessions[-1].ends_at, reverse=True):
            with widgets.row(f"past-{card.training_id}"):
                with widgets.line(f"past-{card.training_id}"):
                    query = {"training": str(card.training_id)}
                    widgets.link(card.title, "training", query)
                    widgets.tag(translated(card.state_words))
                widgets.say(days_words(card))


def _staff() -> None:
    actor = act.actor()
    found: tuple[StaffCourse, ...] = act.read(reads.staff_courses, ward_id=actor.seat.ward_id)
    widgets.title(_("共同研修"), _("区の研修と、次にすることです。"))
    if actor.role is Role.COORDINATOR:
        widgets.go(_("研修を計画する"), "training-new", "training.new", main=True)
    if not found:
        widgets.empty(_("研修はまだありません"), _("計画すると、ここに出ます。"))
    with widgets.rows("courses"):
        for one in found:
            _staff_row(one)


def _staff_row(one: StaffCourse) -> None:
    card = one.card
    with widgets.row(f"course-{card.training_id}"):
        with widgets.line(f"course-{card.training_id}"):
            widgets.link(card.title, "training", {"training": str(card.training_id)})
            tone = "plain" if card.is_over else TONES.get(card.state, "plain")
            widgets.tag(translated(card.state_words), tone)
        counts = _("定員{capacity}名・参加{seated}名・返事待ち{offered}件・補欠{waiting}件")
        widgets.say(days_words(card))
        widgets.say(
            counts.format(
                capacity=card.capacity,
                seated=card.confirmed_people,
                offered=one.offered,
                waiting=card.waiting,
            )
        )
        if one.next_step is not None:
            step = translated(words.TRAINING_ACTIONS[one.next_step])
            widgets.say(widgets.bold(_("次にすること：{step}").format(step=step)))
