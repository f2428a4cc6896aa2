"""Machines from a table: looked at first, all or nothing, and the same table changes nothing."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from hub import wiring
from hub.directory import reads, service
from hub.directory.reads import MACHINE_COLUMNS, Preview
from hub.directory.service import Imported
from hub.kernel.errors import Forbidden, Invalid
from hub.platform import csv_files, files
from hub.platform.context import Actor
from hub.platform.csv_files import Form
from hub.platform.data_sets import DataSet, sheets
from hub.platform.db import Store
from hub.platform.workbook import Sheet, workbook
from models.directory import Firm, Machine
from models.vocab import Role
from tests.support.arrangements.directory import a_machine, a_machine_line, an_entry
from tests.support.database import digest
from tests.support.internship import a_firm, a_person, a_ward, count, do, rows, see

HEAD = tuple(MACHINE_COLUMNS)
PRESS = {"会社名": "渡邊製作所", "機械の種類": "プレス機", "型式": "", "製造年": ""}
DANGER = "危険：プレスの金型・シャーの刃の調整と掃除"


@pytest.fixture
def clerk(store: Store) -> Actor:
    wiring.bind()
    clerk = a_person(store, Role.WARD_CLERK, ward_id=a_ward(store))
    for name in ("髙﨑精密", "渡邊製作所"):
        a_firm(store, clerk.seat.ward_id or 0, name)
    return clerk


def a_book(*lines: tuple[Any, ...]) -> bytes:
    return workbook([Sheet("機械の一覧", HEAD, lines)])


def preview(store: Store, clerk: Actor, body: bytes) -> Preview:
    seen: Preview = see(store, reads.preview_machines, clerk, ward_id=clerk.seat.ward_id, body=body)
    return seen


def taken(store: Store, clerk: Actor, body: bytes) -> Imported:
    lines = preview(store, clerk, body).lines
    source = {"name": "機械.csv", "kind": "csv", "stored": files.set_down(store, body)}
    done: Imported = do(
        store, service.import_machines, clerk, ward_id=clerk.seat.ward_id, source=source,
        lines=lines,
    )  # fmt: skip
    return replace(done, file_id=0)


def places(seen: Preview) -> list[tuple[str, str]]:
    return [(each.field, each.reason.code) for each in seen.problems]


@pytest.mark.parametrize("form", ["xlsx", *Form])
def test_machines_are_taken_once_in_every_form(store: Store, clerk: Actor, form: str) -> None:
    lines = (a_machine_line(), a_machine_line(**PRESS, **{DANGER: "有"}))
    sheet = Sheet("機械の一覧", HEAD, lines)
    made = a_book(*lines) if form == "xlsx" else csv_files.written([sheet], Form(form)).tables[0][1]
    assert preview(store, clerk, made).counts == Imported(2, 0, 0)
    assert count(store, Machine) == 0
    assert taken(store, clerk, made) == Imported(2, 0, 0)
    before = [row.version for row in rows(store, Machine)]
    assert taken(store, clerk, made) == Imported(0, 0, 2)
    assert [row.version for row in rows(store, Machine)] == before
    lathe, press = rows(store, Machine)
    assert (lathe.name, lathe.year, lathe.quantity, lathe.sharing) == ("NC旋盤", 2012, 2, "ask")
    assert (press.visibility, press.hazards, press.year) == ("private", ["press_setting"], None)


def test_a_machine_that_is_there_is_changed_by_its_firm_kind_and_model(
    store: Store, clerk: Actor
) -> None:
    firm_id = rows(store, Firm)[0].id
    do(store, service.put_machine, clerk, firm_id=firm_id, entry=a_machine())
    assert taken(store, clerk, a_book(a_machine_line(メーカー="オークマ"))) == Imported(0, 1, 0)
    (row,) = rows(store, Machine)
    assert (row.maker, row.version) == ("オークマ", 1)
    other = a_machine_line(型式="LB4000")
    assert taken(store, clerk, a_book(other)) == Imported(1, 0, 0)


def test_what_is_exported_can_be_imported_and_changes_nothing(store: Store, clerk: Actor) -> None:
    taken(store, clerk, a_book(a_machine_line(), a_machine_line(**PRESS, **{DANGER: "有"})))
    found: DataSet = see(store, reads.machines_table, clerk, ward_id=clerk.seat.ward_id)
    assert found.rows[0][-2:] == (date(2026, 11, 24), "令和8年11月24日")
    sheet = sheets(found)[0]
    assert taken(store, clerk, workbook([sheet])) == Imported(0, 0, 2)
    csv = csv_files.written([sheet], Form.UTF8)
    assert csv.changes == ()
    assert taken(store, clerk, csv.tables[0][1]) == Imported(0, 0, 2)


def test_every_wrong_cell_is_named_and_nothing_is_taken(store: Store, clerk: Actor) -> None:
    body = a_book(
        a_machine_line(),
        a_machine_line(会社名="ない会社"),
        a_machine_line(会社名="", 型式="2"),
        a_machine_line(法人番号="1000020131113", 型式="3"),
        a_machine_line(機械の種類=" ", 製造年="昔", **{"台数（台）": "0"}),
        a_machine_line(ほかの会社が使うこと="はい", 見せる相手="みんな", 型式="4"),
        a_machine_line(型式="5", **{DANGER: "○"}),
        a_machine_line(),
    )
    assert places(preview(store, clerk, body)) == [
        ("3.firm_name", "directory.firm_unknown"),
        ("4.firm_name", "directory.firm_needed"),
        ("5.firm_number", "directory.firm_unknown"),
        ("6.name", "input.required"),
        ("6.year", "directory.no_year"),
        ("6.quantity", "directory.no_quantity"),
        ("7.sharing", "directory.not_listed"),
        ("7.visibility", "directory.not_listed"),
        ("8.hazard_press_setting", "directory.not_yes"),
        ("9.name", "directory.twice"),
    ]
    before = digest(store)
    with pytest.raises(Invalid):
        taken(store, clerk, body)
    assert digest(store) == before


def test_number_and_name_must_be_of_one_firm_and_of_the_own_ward(
    store: Store, clerk: Actor
) -> None:
    other = a_person(store, Role.WARD_CLERK, ward_id=a_ward(store, "13109", "品川区"))
    assert places(preview(store, other, a_book(a_machine_line()))) == [
        ("2.firm_name", "directory.firm_unknown")
    ]
    firm_id = rows(store, Firm)[0].id
    entry = an_entry(name="髙﨑精密")
    do(store, service.change_firm, clerk, firm_id=firm_id, version=0, entry=entry)
    numbered = a_machine_line(法人番号="７０００－０１２０５－０００２", 会社名="株式会社高崎精密")
    assert preview(store, clerk, a_book(numbered)).counts == Imported(1, 0, 0)
    wrong = a_machine_line(法人番号="7000012050002", 会社名="渡邊製作所")
    assert places(preview(store, clerk, a_book(wrong))) == [
        ("2.firm_name", "directory.firm_differs")
    ]


def test_only_the_keepers_of_the_ward_import(store: Store, clerk: Actor) -> None:
    own = a_person(store, Role.FIRM_REPRESENTATIVE, ward_id=clerk.seat.ward_id, firm_id=1)
    for actor in (own, a_person(store, Role.AUDITOR, ward_id=clerk.seat.ward_id)):
        with pytest.raises(Forbidden):
            preview(store, Actor(actor.person_id, actor.name, actor.seat), b"a")
        with pytest.raises(Forbidden):
            see(store, reads.machines_table, actor, ward_id=clerk.seat.ward_id)
