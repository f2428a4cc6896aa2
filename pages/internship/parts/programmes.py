"""Programmes of a round: what waits for the safety check, and the whole list."""

import streamlit as st

from hub.i18n import _, p_, translated
from hub.internship import service
from hub.internship.reads import OfferedProgramme, RoundPage
from models.vocab.internship import ProgrammeAction
from pages.kit import act, tables, widgets

SHOWN = 20


def show(seen: RoundPage) -> None:
    """Programmes that wait for the check as cards, then all of them as a table."""
    if not seen.programmes:
        return
    waiting = [each for each in seen.programmes if ProgrammeAction.CONFIRM in each.actions]
    if waiting:
        widgets.heading(_("安全の確認を待つプログラム {count}件").format(count=len(waiting)))
        for programme in waiting[:SHOWN]:
            _judge(programme)
    pages = -(-len(seen.programmes) // SHOWN)
    at = int(st.session_state.get("internship.programmes.page", 1)) if pages > 1 else 1
    first = (min(at, pages) - 1) * SHOWN
    rows = [
        (each.label, each.firm, each.title, str(each.seats), translated(each.state_words))
        for each in seen.programmes[first : first + SHOWN]
    ]
    columns: list[tables.Column | str] = [
        p_("head", "番号"), _("会社"), _("すること"),
        tables.Column(p_("head", "席"), right=True), p_("head", "状態"),
    ]  # fmt: skip
    caption = _("プログラム {count}件のうち{first}〜{last}件目").format(
        count=len(seen.programmes), first=first + 1, last=first + len(rows)
    )
    tables.table(rows, columns, caption)
    if pages > 1:
        st.pagination(pages, key="internship.programmes.page")


def _judge(programme: OfferedProgramme) -> None:
    at = programme.programme_id
    with widgets.card(f"judge-{at}"):
        widgets.heading(f"{programme.firm}　{programme.title}", 3)
        widgets.say(programme.tasks)
        widgets.say(
            _("{age}歳から・席{seats}").format(age=programme.min_age, seats=programme.seats)
        )
        note = st.text_input(_("差し戻す理由"), key=f"internship.note.{at}", max_chars=400)
        with widgets.acts(f"judge-{at}"):
            if widgets.secondary(_("安全を確認する"), f"internship.confirm.{at}"):
                _judged(programme, ProgrammeAction.CONFIRM, "")
            if widgets.danger(_("差し戻す"), f"internship.back.{at}"):
                _judged(programme, ProgrammeAction.SEND_BACK, note)


def _judged(programme: OfferedProgramme, action: ProgrammeAction, note: str) -> None:
    values = {
        "programme_id": programme.programme_id,
        "action": action,
        "version": programme.version,
        "note": note,
    }
    name = f"internship.judge.{programme.programme_id}.{action}.{programme.version}"
    if act.act(service.judge_programme, values, once=act.once(name)) is not None:
        act.done(name)
    st.rerun()
