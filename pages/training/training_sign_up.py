"""A firm names who comes to a course; people named before are one press away."""

from typing import Any

import streamlit as st

from hub.i18n import _, translated
from hub.i18n.values import yen
from hub.kernel.dates import read_date
from hub.kernel.text import N_
from hub.training import reads, service, words
from hub.training.reads import SignUpForm
from models.vocab.training import SizeBand
from pages.kit import act, address, widgets
from pages.kit.act import Kept
from pages.kit.page import page
from pages.training.parts import FIRM, days_words, newcomers, seats_words, short_moment

FLOW = "training.sign_up"


@page(path="training-sign-up", title=N_("研修に申し込む"), roles=FIRM, in_menu=False)
def render() -> None:
    """People left, cost and consequence with the one button at the right."""
    training_id = address.number("training")
    form: SignUpForm = act.read(
        reads.sign_up_form, training_id=training_id, firm_id=act.actor().seat.firm_id
    )
    card = form.card
    back = (_("共同研修へ戻る"), "trainings")
    if not card.is_open:
        widgets.title(card.title, days_words(card), back=back)
        widgets.empty(
            _("いまは申し込めません"),
            _("申込みの受付は、始まる前か、終わった後です。"),
            (_("ほかの研修を見る"), "trainings"),
        )
        return
    title = _("「{title}」に申し込む").format(title=card.title)
    widgets.title(title, days_words(card), back=back)
    problems = act.problems()
    widgets.error_summary(problems)
    with widgets.strip("seats"):  # noqa: B005  the state strip of the kit
        widgets.tag(seats_words(card), "good" if card.left > 0 else "wait")
        closing = _("締切は{closing}です。").format(closing=short_moment(card.closes_at))
        widgets.say(closing)
    kept = act.draft(FLOW, str(training_id))
    answers: dict[str, Any] = {"chosen": [], "new": [], "band": "", **kept.answers}
    left, right = st.columns([2.1, 1], gap="medium")
    with left:
        answers = _people(form, answers, dict(problems))
    kept = act.keep(FLOW, str(training_id), kept, answers)
    if newcomers.has_grown():
        st.rerun()
    with right, widgets.side("sign-up"):
        _end(form, answers, kept)


def _people(form: SignUpForm, answers: dict[str, Any], errors: dict[str, str]) -> dict[str, Any]:
    """Chosen ones, new ones, and the size of the firm."""
    names = {one.trainee_id: one.name for one in form.trainees}
    chosen: list[int] = []
    if names:
        with widgets.field("trainees", None, errors.get("trainees")):
            known = [at for at in answers["chosen"] if at in names]
            widgets.seed("training.sign_up.chosen", known)
            chosen = st.pills(
                _("参加する人（前に申し込んだ人から選ぶ）"),
                list(names),
                selection_mode="multi",
                format_func=lambda at: names[at],
                key="training.sign_up.chosen",
                wrap=True,
            )
    typed = newcomers.rows(answers["new"], errors, is_first=not names)
    band = _band(form, answers)
    return {"chosen": sorted(chosen), "new": typed, "band": band}


def _band(form: SignUpForm, answers: dict[str, Any]) -> str:
    """How large the firm is; known from its last sign-up."""
    small, middle, large = form.quotas
    told = _("5人以下は{small}名、20人以下は{middle}名、ほかは{large}名まで申し込めます。")
    hint = told.format(small=small, middle=middle, large=large)
    first = answers["band"] or form.size_band or SizeBand.UP_TO_5
    options = [band.value for band in SizeBand]
    with widgets.field("size_band", hint):
        widgets.seed("training.sign_up.band", str(first))
        chosen = st.radio(
            _("会社の従業員"),
            options,
            format_func=lambda at: translated(words.BAND_LABELS[SizeBand(at)]),
            horizontal=True,
            key="training.sign_up.band",
        )
    return str(chosen)


def _end(form: SignUpForm, answers: dict[str, Any], kept: Kept) -> None:
    """What it costs, what follows, the button."""
    card = form.card
    count = len(answers["chosen"]) + len(newcomers.filled(answers["new"]))
    label = _("{count}名分の負担（見込み）").format(count=count)
    note = _("1人分 {yen}").format(yen=yen(card.costs.person_own_yen))
    if count:
        widgets.number(label, yen(card.costs.for_people(count)), note)
    else:
        share = yen(card.costs.person_own_yen)
        widgets.number(_("1人分の負担（見込み）"), share, _("来る人を選んでください。"))
    if count > card.left or card.left < 1:
        waiting = _("申し込むと、補欠{place}番目に並びます。費用はかかりません。")
        widgets.say(waiting.format(place=card.next_place))
    else:
        widgets.say(_("申し込むと、その場で参加が決まります。"))
        free = _("{until}までは、費用なしで取り消せます。")
        widgets.say(free.format(until=short_moment(card.free_until)))
    with widgets.bar("sign-up", sticky=True):
        widgets.saved_line()
        label = _("申し込む") if max(count, 1) <= card.left else _("補欠に申し込む")
        if widgets.primary(label, "training.sign_up.send"):
            _send(form, answers, kept.once)


def _send(form: SignUpForm, answers: dict[str, Any], once: str) -> None:
    people = newcomers.filled(answers["new"])
    wrong = [
        (f"newcomers.{at}.birth_date", translated(words.NOT_A_DATE.text))
        for at, one in people
        if read_date(one["birth_date"]) is None
    ]
    if wrong:
        act.tell(wrong)
        st.rerun()
    values = {
        "training_id": form.card.training_id,
        "firm_id": act.actor().seat.firm_id,
        "size_band": answers["band"],
        "trainees": tuple(answers["chosen"]),
        "newcomers": [{**one, "birth_date": read_date(one["birth_date"])} for _at, one in people],
    }
    done: service.SignedUp | None = act.act(service.sign_up, values, once=once)
    if done is None:
        act.tell(newcomers.at_their_rows(act.problems(), [at for at, _one in people]))
        st.rerun()
    act.forget(FLOW, str(form.card.training_id))
    newcomers.forget()
    query = {"sign-up": str(done.sign_up_id)}
    st.switch_page(widgets.page_of("training-receipt"), query_params=query)
