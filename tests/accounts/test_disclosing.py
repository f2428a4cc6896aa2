"""Disclosure: everything about one person, nobody else's number, and no secret."""

from datetime import timedelta
from typing import Any

import pytest

from hub.accounts import reads, service
from hub.accounts.disclosing import SOMEBODY
from hub.accounts.reads import Disclosure
from hub.kernel.errors import Forbidden, NotFound
from hub.platform.db import Store
from models.accounts import Account
from models.platform import AuditRow
from models.vocab import Channel
from tests.support.internship import (
    NOW,
    SYSTEM,
    Place,
    a_place,
    an_open_round,
    do,
    rows,
    see,
    send,
)


@pytest.fixture
def place(store: Store) -> Place:
    """A student with wishes, an address and a code by letter; another one beside."""
    place = a_place(store)
    opened = an_open_round(place)
    for student in (place.minor, place.student):
        send(place, opened, student, opened.lathe)
        do(
            store, service.issue_code, place.coordinator, person_id=student.person_id,
            code_hash="x" * 40,
        )  # fmt: skip
    do(
        store, service.keep_wishes, place.minor, told_by=Channel.LETTER, postal="144-0051",
        address="東京都大田区西蒲田0-0-0",
    )  # fmt: skip
    return place


def login_of(place: Place, person_id: int | None) -> str:
    found: list[Account] = rows(place.store, Account)
    return next(row.login for row in found if row.person_id == person_id)


def disclosed(place: Place, person_id: int | None) -> Disclosure:
    found: Disclosure = see(place.store, reads.disclosure, SYSTEM, login=login_of(place, person_id))
    return found


def test_what_is_kept_about_the_person_is_there(place: Place) -> None:
    tables = {table.name: table for table in disclosed(place, place.minor.person_id).tables}
    assert place.minor.name in tables["person"].rows[0]
    assert "東京都大田区西蒲田0-0-0" in tables["contact_opened"].rows[0]
    assert len(tables["application"].rows) == 1
    assert {"account", "membership", "sign_in_code", "preference", "audit"} <= tables.keys()
    acts = {row[2] for row in tables["audit"].rows}
    assert {"internship:wishes:send", "accounts:wishes:keep"} <= acts


def test_of_others_there_is_neither_name_nor_number(place: Place) -> None:
    found = disclosed(place, place.minor.person_id)
    said = str(found.tables)
    for other in (place.student, place.coordinator):
        assert other.name == place.minor.name or other.name not in said
    assert login_of(place, place.student.person_id) not in said
    audit = next(table for table in found.tables if table.name == "audit")
    assert {row[1] for row in audit.rows} <= {"person", SOMEBODY}


def test_no_secret_comes_along(place: Place) -> None:
    for table in disclosed(place, place.minor.person_id).tables:
        for name in table.head:
            assert not name.endswith(("hash", "token", "sealed", "salt", "digest")), name
    assert "x" * 40 not in str(disclosed(place, place.minor.person_id).tables)


def test_the_purpose_is_recorded_and_only_the_server_writes_it_out(place: Place) -> None:
    login = login_of(place, place.minor.person_id)
    raw: dict[str, Any] = {"login": login, "rows": 9, "purpose": "本人からの開示の請求"}
    do(place.store, service.note_disclosure, SYSTEM, **raw)
    assert rows(place.store, AuditRow)[-1].record_id == str(place.minor.person_id)
    for actor in (place.coordinator, place.minor):
        with pytest.raises(Forbidden):
            do(place.store, service.note_disclosure, actor, **raw)
        with pytest.raises(Forbidden):
            see(place.store, reads.disclosure, actor, login=login)
    with pytest.raises(NotFound):
        do(
            place.store, service.note_disclosure, SYSTEM, now=NOW + timedelta(days=1),
            login="W999999", rows=0, purpose="x",
        )  # fmt: skip
