"""A firm offers programmes in a round that calls for firms."""

import streamlit as st

from hub.i18n import _, translated
from hub.internship import reads, service
from hub.internship.reads import FirmOffers, OfferedProgramme, RoundCard, SpanFacts
from hub.kernel.text import N_, number_text
from models.vocab import Role
from pages.internship.parts import period_words
from pages.kit import act, widgets
from pages.kit.page import page

FIELDS = ("title", "trade", "tasks", "min_age")


@page(
    path="offers",
    title=N_("受入プログラム"),
    roles=(Role.FIRM_REPRESENTATIVE, Role.FIRM_TUTOR, Role.GROUP_LEADER),
)
def render() -> None:
    """The form while a round calls, and what has been offered."""
    found: FirmOffers = act.read(reads.firm_offers, firm_id=act.actor().seat.firm_id)
    widgets.title(_("受入プログラム"), _("実習生にしてもらう仕事と、受け入れる人数を出します。"))
    said = st.session_state.pop("internship.offered", None)
    if said:
        with widgets.strip("offered"):  # noqa: B005  the state strip of the kit
            widgets.tag(_("受け付けました"), "good")
            widgets.say(_("番号は {label} です。区が安全を確かめます。").format(label=said))
    if found.calls:
        card, periods = found.calls[0]
        _form(card, periods)
    else:
        widgets.empty(
            _("いま申し出を受け付けている募集はありません"),
            _("募集が始まると、ここでプログラムを出せます。"),
        )
    if found.offered:
        widgets.heading(_("出したプログラム {count}件").format(count=len(found.offered)))
        with widgets.rows("offered"):
            for programme in found.offered:
                _row(programme)


def _form(card: RoundCard, periods: tuple[SpanFacts, ...]) -> None:
    subject = str(card.round_id)
    kept = act.draft("internship.offer", subject)
    problems = act.problems()
    errors = dict(problems)
    widgets.error_summary(problems)
    widgets.heading(_("「{name}」に申し出る").format(name=card.name))
    labels = {
        "title": (_("すること"), _("例：旋盤で軸を削る")),
        "trade": (_("職種"), _("例：旋盤")),
        "tasks": (_("仕事の内容"), _("1日の流れを短く書いてください。")),
        "min_age": (_("何歳から"), _("15歳からなら空のままにします。")),
    }
    answers = dict(kept.answers)
    left, right = st.columns([2.1, 1], gap="medium")
    with left:
        for name in FIELDS:
            label, hint = labels[name]
            with widgets.field(name, hint, errors.get(name)):
                answers[name] = _typed(name, label, answers)
        with widgets.field(
            "places", _("受け入れない期間は空のままにします。"), errors.get("places")
        ):
            widgets.heading(_("期間ごとの人数"), 3)
            pair = st.columns(2)
            for number, period in enumerate(periods):
                name = f"place-{period.period_id}"
                with pair[number % 2]:
                    answers[name] = _typed(name, period_words(period), answers)
    kept = act.keep("internship.offer", subject, kept, answers)
    with right, widgets.side("offer"):
        widgets.say(_("出すと、区が安全を確かめてから学生に見せます。"))
        with widgets.bar("offer", sticky=True):
            widgets.saved_line()
            if widgets.primary(_("このプログラムを申し出る"), "internship.offer.send"):
                _send(card, periods, answers, kept.once)


def _typed(name: str, label: str, answers: dict[str, str]) -> str:
    """One text of the form; the draft fills it after a reload."""
    widgets.seed(f"internship.offer.{name}", answers.get(name, ""))
    if name == "tasks":
        return str(st.text_area(label, key=f"internship.offer.{name}", max_chars=400))
    return str(st.text_input(label, key=f"internship.offer.{name}", max_chars=64))


def _send(
    card: RoundCard, periods: tuple[SpanFacts, ...], answers: dict[str, str], once: str
) -> None:
    values: dict[str, object] = {name: answers[name] for name in ("title", "trade", "tasks")}
    places = {p.period_id: number_text(answers[f"place-{p.period_id}"]) or "0" for p in periods}
    values |= {
        "round_id": card.round_id,
        "firm_id": act.actor().seat.firm_id,
        "min_age": number_text(answers["min_age"]) or "15",
        "places": places,
    }
    done = act.act(service.offer_programme, values, once=once)
    if done is not None:
        act.forget("internship.offer", str(card.round_id))
        for name in answers:
            st.session_state.pop(f"internship.offer.{name}", None)
        st.session_state["internship.offered"] = done.label
    st.rerun()


def _row(programme: OfferedProgramme) -> None:
    with widgets.entry(f"offered-{programme.programme_id}"):
        widgets.two_lines(
            f"{programme.label}　{programme.title}",
            _("{trade}・席{seats}").format(trade=programme.trade, seats=programme.seats),
        )
        widgets.tag(translated(programme.state_words))
    if programme.note:
        widgets.say(programme.note)
