"""The student's weeks on paper: for the student alone, every stay on it, no sign lost unsaid."""

from datetime import date, timedelta
from typing import Any

import pytest

from hub import wiring
from hub.internship.exports import WEEKS, WEEKS_PAPER
from hub.internship.reads import WeekRow
from hub.kernel.errors import Forbidden, HubError
from hub.platform import documents, exports, files
from hub.platform.db import Store
from models.vocab import FileKind, Role
from pages.internship.parts import weeks_sheet
from tests.support import pdf
from tests.support.internship import NOW, a_person, a_ward, do, see

STAYS = tuple(
    WeekRow("2027春", date(2027, 1, 4) + timedelta(14 * at), date(2027, 1, 15) + timedelta(14 * at),
            firm, "蒲田", "旋盤の実習", at + 1, is_over=False)
    for at, firm in enumerate(("髙﨑精密", "𠮷槗製作所"))
)  # fmt: skip


def test_the_paper_says_who_when_where_and_whom_to_call() -> None:
    values = weeks_sheet.values("桒原 結", STAYS, NOW, "03-0000-0000")
    assert documents.missing_glyphs(values) == []
    said = pdf.joined(documents.render(WEEKS_PAPER, values))
    for words in (
        "実習の予定",
        "桒原結さん",
        "髙﨑精密",
        "𠮷槗製作所",
        "旋盤の実習",
        "2027年1月4日",
        "03-0000-0000",
    ):
        assert words in said


def test_a_sign_that_cannot_be_printed_is_known_before_the_paper_is_made() -> None:
    values = weeks_sheet.values("\N{THAI CHARACTER KO KAI} 結", STAYS, NOW, "03-0000-0000")
    assert {each.character for each in documents.missing_glyphs(values)} == {
        "\N{THAI CHARACTER KO KAI}"
    }


def test_only_the_student_has_the_own_paper_kept_and_takes_it(store: Store) -> None:
    wiring.bind()
    ward = a_ward(store)
    student = a_person(store, Role.STUDENT, ward_id=ward)
    others = [a_person(store, role, ward_id=ward) for role in (Role.STUDENT, Role.WARD_CLERK)]
    stored = files.set_down(store, b"paper")
    raw: dict[str, Any] = {
        "record": WEEKS, "record_id": student.person_id, "name": "実習の予定.pdf",
        "stored": stored, "kind": FileKind.PDF,
    }  # fmt: skip
    for actor in others:
        with pytest.raises(Forbidden):
            do(store, exports.keep_export, actor, **raw)
    file_id = do(store, exports.keep_export, student, **raw).file_id
    assert see(store, files.file_facts, student, file_id=file_id).kind == FileKind.PDF
    for actor in others:
        with pytest.raises(HubError):
            do(store, files.open_file, actor, file_id=file_id)
