"""Firms from a table: looked at first, all or nothing, and the same table again changes nothing."""

import csv
import io
import random
import zipfile
from dataclasses import replace
from datetime import date

import pytest

from hub import wiring
from hub.directory import reads, service
from hub.directory.reads import Preview
from hub.directory.service import Imported
from hub.kernel.errors import NOT_FOUND, Forbidden, Invalid
from hub.platform import files
from hub.platform.context import Actor
from hub.platform.data_sets import DataSet, sheets
from hub.platform.db import Store
from hub.platform.sheets import cell_name, table
from hub.platform.workbook import Sheet, workbook
from models.directory import Firm
from models.platform import FileRow, OutboxRow
from models.vocab import Role
from tests.support import damaged
from tests.support.arrangements.directory import LINE
from tests.support.damaged import answer, spoilt
from tests.support.database import digest
from tests.support.internship import a_firm, a_person, a_ward, count, do, rows, see

COLUMNS = tuple(reads.COLUMNS)
SOLE = ("個人事業主", "", "𠮷田研磨", "ヨシダケンマ", "𠮷田 蒼", "", "", "糀谷", "", "")
BLANK = ("",) * len(COLUMNS)
SPOILT = 100


@pytest.fixture
def clerk(store: Store) -> Actor:
    wiring.bind()
    return a_person(store, Role.WARD_CLERK, ward_id=a_ward(store))


def as_csv(*lines: tuple[str, ...], form: str = "utf-8-sig") -> bytes:
    held = io.StringIO(newline="")
    csv.writer(held).writerows([COLUMNS, *lines])
    return held.getvalue().encode(form)


def as_xlsx(*lines: tuple[str, ...]) -> bytes:
    return workbook([Sheet("会社の一覧", COLUMNS, lines)])


def preview(store: Store, clerk: Actor, body: bytes) -> Preview:
    seen: Preview = see(store, reads.preview_firms, clerk, ward_id=clerk.seat.ward_id, body=body)
    return seen


def taken(store: Store, clerk: Actor, body: bytes) -> Imported:
    lines = preview(store, clerk, body).lines
    stored = files.set_down(store, body)
    source = {"name": "会社.csv", "kind": "csv", "stored": stored}
    done: Imported = do(
        store, service.import_firms, clerk, ward_id=clerk.seat.ward_id, source=source, lines=lines
    )
    return replace(done, file_id=0)


def places(seen: Preview) -> list[tuple[str, str]]:
    return [(each.field, each.reason.code) for each in seen.problems]


def changed(line: tuple[str, ...], column: str, value: str) -> tuple[str, ...]:
    cells = list(line)
    cells[COLUMNS.index(column)] = value
    return tuple(cells)


@pytest.mark.parametrize(
    ("body", "form"),
    [
        pytest.param(as_csv(LINE, SOLE), "UTF-8", id="utf8-with-its-mark"),
        pytest.param(as_csv(LINE, SOLE, form="utf-8"), "UTF-8", id="utf8"),
        pytest.param(
            as_csv(LINE, changed(SOLE, "事業主", "吉田 蒼")).decode("utf-8-sig")
            .replace("𠮷", "吉").encode("cp932"),
            "Shift_JIS", id="cp932",
        ),
        pytest.param(as_xlsx(LINE, SOLE), "Excel", id="xlsx"),
    ],
)  # fmt: skip
def test_a_table_is_read_in_every_form_and_taken_once(
    store: Store, clerk: Actor, body: bytes, form: str
) -> None:
    seen = preview(store, clerk, body)
    assert (seen.form, places(seen), seen.counts) == (form, [], Imported(2, 0, 0))
    assert count(store, Firm) == 0
    assert taken(store, clerk, body) == Imported(2, 0, 0)
    before = [row.version for row in rows(store, Firm)]
    assert taken(store, clerk, body) == Imported(0, 0, 2)
    assert [row.version for row in rows(store, Firm)] == before
    assert rows(store, Firm)[0].name == "髙﨑精密"


def test_a_firm_that_is_there_is_changed_by_its_number_or_name(store: Store, clerk: Actor) -> None:
    a_firm(store, clerk.seat.ward_id or 0, "𠮷田研磨")
    taken(store, clerk, as_csv(LINE))
    renamed = changed(LINE, "会社名", "髙﨑精密工業")
    assert taken(store, clerk, as_csv(renamed, SOLE)) == Imported(0, 2, 0)
    assert sorted(row.name for row in rows(store, Firm)) == ["髙﨑精密工業", "𠮷田研磨"]


def test_every_wrong_cell_is_named_by_line_and_column_and_nothing_is_taken(
    store: Store, clerk: Actor
) -> None:
    body = as_csv(
        changed(LINE, "法人番号", "1000020131131"),
        SOLE,
        changed(SOLE, "会社名", " "),
        changed(LINE, "種別", "会社"),
        SOLE,
    )
    seen = preview(store, clerk, body)
    assert places(seen) == [
        ("2.number", "directory.number_check"),
        ("4.name", "input.required"),
        ("5.kind", "directory.wrong_kind"),
        ("6.name", "directory.twice"),
    ]
    before = digest(store)
    with pytest.raises(Invalid):
        taken(store, clerk, body)
    assert digest(store) == before


def test_a_number_of_a_firm_of_another_ward_is_named(store: Store, clerk: Actor) -> None:
    other = a_person(store, Role.WARD_CLERK, ward_id=a_ward(store, "13109", "品川区"))
    taken(store, other, as_csv(LINE))
    assert places(preview(store, clerk, as_csv(LINE))) == [("2.number", "directory.number_taken")]


def test_what_is_exported_can_be_imported_and_changes_nothing(store: Store, clerk: Actor) -> None:
    formula = changed(LINE, "仕事と技術", "=1+1 ではなく旋盤")
    taken(store, clerk, as_xlsx(formula, SOLE))
    found: DataSet = see(store, reads.firms_table, clerk, ward_id=clerk.seat.ward_id)
    assert found.rows[0][-3:] == ("13111", date(2026, 11, 24), "令和8年11月24日")
    body = workbook(sheets(found))
    sheet = zipfile.ZipFile(io.BytesIO(body)).read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet
    assert "法人,個人事業主,未登録" in sheet
    assert taken(store, clerk, body) == Imported(0, 0, 2)


def test_the_file_is_kept_for_the_ward_and_who_sent_it_is_told_its_number(
    store: Store, clerk: Actor
) -> None:
    body = as_csv(LINE)
    taken(store, clerk, body)
    (row,) = rows(store, FileRow)
    found: files.FileFacts = see(store, files.file_facts, clerk, file_id=row.id)
    assert files.body_of(store, found.stored) == body
    (told,) = [each for each in rows(store, OutboxRow) if each.kind == "file_received"]
    assert (told.person_id, told.params["sha256"]) == (clerk.person_id, row.sha256)
    other = a_person(store, Role.WARD_CLERK, ward_id=a_ward(store, "13109", "品川区"))
    with pytest.raises(Forbidden) as refusal:
        see(store, files.file_facts, other, file_id=row.id)
    assert refusal.value.reason is NOT_FOUND


def test_an_empty_line_is_passed_over_and_the_lines_below_keep_their_numbers(
    store: Store, clerk: Actor
) -> None:
    wrong = changed(LINE, "法人番号", "1000020131131")
    for body in (as_csv(SOLE, BLANK, wrong), as_xlsx(SOLE, BLANK, wrong)):
        assert places(preview(store, clerk, body)) == [("4.number", "directory.number_check")]
    below = as_csv(SOLE).replace(b"\r\n", b"\r\n\r\n", 1) + b",,\r\n"
    assert taken(store, clerk, below) == Imported(1, 0, 0)


def a_bomb() -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 20_000_000)
    return held.getvalue()


def with_macros() -> bytes:
    held = io.BytesIO(as_xlsx(LINE))
    with zipfile.ZipFile(held, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"x")
    return held.getvalue()


def a_far_cell() -> bytes:
    """A workbook of a few bytes whose last cell is the last that a sheet can have."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(as_xlsx(LINE))) as old, zipfile.ZipFile(made, "w") as new:
        for part in old.infolist():
            body = old.read(part).replace(b'r="J2"', b'r="XFD2"')
            new.writestr(part.filename, body)
    return made.getvalue()


def merged() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(as_xlsx(LINE))) as old, zipfile.ZipFile(made, "w") as new:
        for part in old.infolist():
            cells = b'</sheetData><mergeCells count="1"><mergeCell ref="C2:D2"/></mergeCells>'
            new.writestr(part.filename, old.read(part).replace(b"</sheetData>", cells))
    return made.getvalue()


def test_a_sign_that_cannot_be_read_and_a_merged_cell_are_named_by_their_place() -> None:
    text = as_csv(SOLE, changed(LINE, "町名", "蒲田")).replace("蒲田".encode(), b"\xff\xff")
    for body, code, place in (
        (text, "sheets.unreadable", "3.7"),
        (merged(), "sheets.merged", "2.3"),
    ):
        with pytest.raises(Invalid) as refusal:
            table(body, COLUMNS)
        assert (refusal.value.reason.code, refusal.value.problems[0].field) == (code, place)
    assert [cell_name(12, at) for at in (3, 26, 27, 703)] == ["C12", "Z12", "AA12", "AAA12"]


@pytest.mark.parametrize(
    ("body", "code"),
    [
        pytest.param(b"", "sheets.empty", id="empty"),
        pytest.param(b"\xff\xfe\x00a" * 9, "sheets.unreadable", id="utf16"),
        pytest.param(as_xlsx(LINE)[:400], "files.damaged", id="cut-off"),
        pytest.param(as_csv(), "sheets.empty", id="heading-only"),
        pytest.param(a_far_cell(), "sheets.too_wide", id="far-cell"),
        pytest.param(a_bomb(), "files.bomb", id="bomb"),
        pytest.param(with_macros(), "files.macros", id="macros"),
        pytest.param("あ,い\n1,2\n".encode(), "sheets.wrong_head", id="other-table"),
        pytest.param(b"0" * (10 * 1024 * 1024 + 1), "sheets.too_large", id="too-large"),
    ],
)
def test_what_is_no_table_is_refused_with_its_reason(body: bytes, code: str) -> None:
    with pytest.raises(Invalid) as refusal:
        table(body, COLUMNS)
    assert refusal.value.reason.code == code


@pytest.mark.parametrize("form", damaged.FORMS)
def test_spoilt_tables_are_read_or_refused_at_their_place_and_write_nothing(
    store: Store, clerk: Actor, form: str
) -> None:
    dice = random.Random(form)  # noqa: S311  a story, not a secret
    before = digest(store)
    answers = [answer(store, clerk, form, spoilt(dice, form)) for _number in range(SPOILT)]
    assert set(answers) == {"read", "file refused", "cells refused"}
    assert digest(store) == before
