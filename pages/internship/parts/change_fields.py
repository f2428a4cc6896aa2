"""The fields of a change: what happens, to whom, where."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import streamlit as st

from hub.i18n import _
from hub.internship import reads
from hub.internship.reads import ChangeForm, OfferedProgramme
from hub.kernel.text import number_text
from pages.internship.parts import move_judged, period_words
from pages.kit import act, widgets


class Wanted(NamedTuple):
    """The changes to ask for; `problem` names the field that is still empty."""

    changes: tuple[Mapping[str, object], ...] = ()
    keeps_others: bool = False
    problem: str = ""


def ask(form: ChangeForm, errors: Mapping[str, str]) -> Wanted:
    """What happens, then the fields that belong to it."""
    kinds = {
        "leave": _("学生が取りやめる"),
        "close": _("会社が受け入れをやめる"),
        "move": _("学生1人を動かす"),
        "seats": _("席の数を変える"),
        "ban": _("組み合わせを外す"),
    }
    if form.is_repair:
        kinds.pop("ban")
    with widgets.field("kind", None, errors.get("kind")):
        kind = st.radio(
            _("何が起きましたか") if form.is_repair else _("何を変えますか"),
            list(kinds), format_func=lambda at: kinds[at], index=None,
            key="internship.change.kind",
        )  # fmt: skip
    asked = {"leave": _leave, "close": _close, "move": _move, "seats": _seats, "ban": _ban}
    wanted = asked[kind](form, errors) if kind else Wanted(problem="kind")
    if form.is_repair or kind in {None, "move"}:
        return wanted
    return _way(wanted, errors)


def _way(wanted: Wanted, errors: Mapping[str, str]) -> Wanted:
    """Keep the others where they are, or compute everything anew; the person chooses."""
    ways = {"few": _("ほかの人をなるべく動かさない"), "all": _("全部を計算し直す")}
    with widgets.field("way", None, errors.get("way")):
        way = st.radio(
            _("計算のしかた"), list(ways), format_func=lambda at: ways[at], index=None,
            key="internship.change.way",
        )  # fmt: skip
    if wanted.problem:
        return wanted
    return wanted._replace(keeps_others=way == "few", problem="" if way else "way")


def _one(name: str, label: str, options: Mapping[str, str], errors: Mapping[str, str]) -> str:
    """One choice; nothing is chosen beforehand."""
    shown = {"": _("選んでください"), **options}
    if st.session_state.get(f"internship.change.{name}") not in shown:
        st.session_state.pop(f"internship.change.{name}", None)
    with widgets.field(name, None, errors.get(name)):
        return str(
            st.selectbox(
                label, list(shown), format_func=lambda at: shown[at],
                key=f"internship.change.{name}",
            )
        )  # fmt: skip


def _student(form: ChangeForm, errors: Mapping[str, str]) -> str:
    names = {
        each.label: _("{name}（{label}）").format(name=each.name, label=each.label)
        for each in form.students
    }
    return _one("student", _("学生"), names, errors)


def _periods(form: ChangeForm) -> dict[str, str]:
    return {
        each.label: _("第{number}期　{days}").format(number=number, days=period_words(each))
        for number, each in _numbered(form)
    }


def _numbered(form: ChangeForm) -> Sequence[tuple[int, reads.SpanFacts]]:
    """Periods ahead with their numbers in the whole round."""
    return [(form.first + at, each) for at, each in enumerate(form.periods)]


def _titled(programmes: Sequence[OfferedProgramme]) -> dict[str, str]:
    return {each.label: f"{each.firm}　{each.title}" for each in programmes}


def _leave(form: ChangeForm, errors: Mapping[str, str]) -> Wanted:
    student = _student(form, errors)
    if not student:
        return Wanted(problem="student")
    return Wanted(({"kind": "leave", "student": student},))


def _close(form: ChangeForm, errors: Mapping[str, str]) -> Wanted:
    firms = {each.firm: each.firm for each in form.programmes}
    firm = _one("firm", _("会社"), firms, errors)
    if not firm:
        return Wanted(problem="firm")
    return Wanted(
        tuple(
            {"kind": "close", "programme": each.label}
            for each in form.programmes
            if each.firm == firm
        )
    )


def _seats(form: ChangeForm, errors: Mapping[str, str]) -> Wanted:
    programme = _one("programme", _("プログラム"), _titled(form.programmes), errors)
    period = _one("period", _("期間"), _periods(form), errors)
    now = form.seats.get((programme, period), 0)
    hint = _("いまは{seats}席です。").format(seats=now) if programme and period else _("例：2")
    with widgets.field("seats", hint, errors.get("seats")):
        typed = st.text_input(_("席の数"), key="internship.change.seats", max_chars=2)
    seats = number_text(typed or "")
    missing = [
        name
        for name, value in (("programme", programme), ("period", period), ("seats", seats))
        if not value
    ]
    if missing:
        return Wanted(problem=missing[0])
    return Wanted(({"kind": "seats", "programme": programme, "period": period, "seats": seats},))


def _listed(form: ChangeForm, student: str) -> dict[str, str]:
    titled = _titled(form.programmes)
    number = form.plan.scenario_id
    found = act.read(reads.listed, scenario_id=number, student=student) if student else ()
    return {label: titled[label] for label in found if label in titled}


def _ban(form: ChangeForm, errors: Mapping[str, str]) -> Wanted:
    student = _student(form, errors)
    programme = _one("programme", _("プログラム"), _listed(form, student), errors)
    if not (student and programme):
        return Wanted(problem="programme" if student else "student")
    return Wanted(({"kind": "ban", "student": student, "programme": programme},))


def _move(form: ChangeForm, errors: Mapping[str, str]) -> Wanted:
    """From where, to where; what stands in the way and the price are said at once."""
    student = _student(form, errors)
    places = next((each.places for each in form.students if each.label == student), ())
    titled, spans = _titled(form.programmes), _periods(form)
    mine = {
        f"{programme}/{period}": f"{spans[period]}　{titled[programme]}"
        for period in spans
        for programme, at in places
        if at == period
    }
    instead = _one("instead", _("やめる予定"), {"none": _("やめずに足す"), **mine}, errors)
    programme = _one("programme", _("行き先"), _listed(form, student), errors)
    period = _one("period", _("期間"), spans, errors)
    chosen = (("student", student), ("instead", instead), ("programme", programme),
              ("period", period))  # fmt: skip
    missing = [name for name, value in chosen if not value]
    move_judged.judged(form, student, instead, programme, period, is_ready=not missing)
    if missing:
        return Wanted(problem=missing[0])
    changes: list[Mapping[str, object]] = [
        {"kind": "pin", "student": student, "programme": programme, "period": period}
    ]
    if instead != "none":
        old, when = instead.split("/")
        if (old, when) != (programme, period):
            changes.append({"kind": "ban", "student": student, "programme": old, "period": when})
    return Wanted(tuple(changes), keeps_others=True)
