"""Students of a round, and the letter with which one of them signs in."""

import streamlit as st

from hub.i18n import _, translated
from hub.internship import reads
from hub.internship.reads import RoundStudent
from hub.kernel.text import N_
from models.vocab import Role
from pages.kit import act, address, code_letters, widgets
from pages.kit.page import page

SHOWN = 20


@page(path="round-students", title=N_("学生の一覧"), roles=(Role.COORDINATOR,), in_menu=False)
def render() -> None:
    """Twenty students a page; a letter shows its code once."""
    number = address.number("round")
    found: tuple[RoundStudent, ...] = act.read(reads.round_students, round_id=number)
    widgets.title(
        _("学生の一覧"),
        _("手紙には、利用者番号と、1回だけ使えるコードを書きます。"),
        back=(_("募集回へ戻る"), "rounds"),
    )
    widgets.error_summary(act.problems())
    pages = -(-len(found) // SHOWN)
    at = int(st.session_state.get("internship.students.page", 1)) if pages > 1 else 1
    first = (min(at, pages) - 1) * SHOWN if pages else 0
    widgets.heading(_("学生 {count}人").format(count=len(found)))
    with widgets.rows("students"):
        for student in found[first : first + SHOWN]:
            _row(student)
    if pages > 1:
        st.pagination(pages, key="internship.students.page")


def _row(student: RoundStudent) -> None:
    with widgets.entry(f"student-{student.person_id}"):
        widgets.two_lines(student.name, student.reference)
        widgets.tag(translated(student.state_words))
        name = _("{name}さんの手紙を作る").format(name=student.name)
        if widgets.link_act(name, f"internship.letter.{student.person_id}"):
            code_letters.write(student.person_id, student.name)
            st.rerun()
        # Where it was asked for: on a long list the top is out of sight.
        code_letters.show_once(student.person_id)
