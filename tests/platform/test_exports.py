"""Tables that people take away: made by whoever may have them, open for a day, then gone."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from hub import wiring
from hub.kernel.errors import Forbidden, HubError, NotFound
from hub.platform import clock, exports, files
from hub.platform.context import Actor
from hub.platform.db import Store
from hub.platform.workbook import workbook
from hub.subsidy import reads as subsidy
from models.platform import AuditRow, FileRow
from models.vocab import FileState, Role
from pages.subsidy.parts import claims_sheet
from tests.support import xlsx
from tests.support.claims import an_office, in_review
from tests.support.internship import NOW, a_person, a_ward, do, rows, see

BODY = b"table"


def kept(store: Store, actor: Actor, ward: int) -> int:
    wiring.bind()
    stored = files.set_down(store, BODY)
    raw: dict[str, Any] = {"record": "claims_export", "record_id": ward, "name": "申請の一覧.xlsx"}
    return int(do(store, exports.keep_export, actor, stored=stored, **raw).file_id)


def test_a_clerk_gets_the_table_of_the_own_ward_for_a_day(store: Store) -> None:
    ward = a_ward(store)
    clerk = a_person(store, Role.WARD_CLERK, ward_id=ward)
    file_id = kept(store, clerk, ward)
    facts = see(store, files.file_facts, clerk, file_id=file_id)
    assert (facts.name, facts.kind) == ("申請の一覧.xlsx", "xlsx")
    assert files.body_of(store, facts.stored) == BODY
    last = NOW + timedelta(hours=24) - timedelta(seconds=1)
    assert do(store, files.open_file, clerk, now=last, file_id=file_id).file_id == file_id
    with pytest.raises(NotFound):
        do(store, files.open_file, clerk, now=NOW + timedelta(hours=24), file_id=file_id)
    assert [row.record for row in rows(store, AuditRow)][-2:] == ["file", "file"]


def test_nobody_else_has_it_made_or_takes_it(store: Store) -> None:
    ward, other = a_ward(store), a_ward(store, "13109", "品川区")
    clerk = a_person(store, Role.WARD_CLERK, ward_id=ward)
    file_id = kept(store, clerk, ward)
    strangers = [
        a_person(store, Role.WARD_CLERK, ward_id=other),
        a_person(store, Role.COORDINATOR, ward_id=ward),
        a_person(store, Role.STUDENT, ward_id=ward),
    ]
    for actor in strangers:
        with pytest.raises(Forbidden):
            kept(store, actor, ward)
        with pytest.raises(HubError):
            do(store, files.open_file, actor, file_id=file_id)


def test_no_other_kind_of_file_is_made_this_way(store: Store) -> None:
    wiring.bind()
    clerk = a_person(store, Role.WARD_CLERK, ward_id=a_ward(store))
    raw: dict[str, Any] = {"record_id": 1, "name": "x", "stored": files.set_down(store, BODY)}
    for record in ("issued_document", "nothing_export", "../claims_export"):
        with pytest.raises(HubError):
            do(store, exports.keep_export, clerk, record=record, **raw)
    assert rows(store, FileRow) == []


def test_after_a_day_the_bytes_are_gone_too(
    store: Store, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    ward = a_ward(store)
    file_id = kept(store, a_person(store, Role.WARD_CLERK, ward_id=ward), ward)
    lying = [path for path in (tmp_path / "files").rglob("*") if path.is_file()]
    assert len(lying) == 1
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(hours=23))
    assert exports.sweep(store) == []
    assert lying[0].exists()
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(hours=24))
    assert exports.sweep(store) == [file_id]
    assert exports.sweep(store) == []
    assert not lying[0].exists()
    assert rows(store, FileRow)[0].state == FileState.DELETED


def test_the_claims_stand_in_the_table_as_on_the_page(store: Store) -> None:
    office = an_office(store)
    in_review(office)
    inbox = see(store, subsidy.inbox, office.clerk, ward_id=office.clerk.seat.ward_id)
    table, about, *_rest = xlsx.tables(workbook(claims_sheet.claims(inbox)))
    assert len(inbox.rows) == 1
    head = inbox.rows[0].head
    values = dict(zip(table.row(1), table.row(2), strict=False))
    assert values["申請番号"] == head.reference
    assert values["件名"] == head.title
    days = (head.received_on or date.min) - date(1899, 12, 30)
    assert values["受付日"] == days.days
    assert head.asked_yen in table.row(2)
    assert [about.cells[f"A{at}"].value for at in range(2, 15)] == table.row(1)
