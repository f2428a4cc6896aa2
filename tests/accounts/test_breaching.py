"""A leak: all whom it concerns are on the list, nobody else, and it says what it cannot know."""

from datetime import timedelta

import pytest

from hub import wiring
from hub.accounts import reads, service
from hub.accounts.breaching import PERSON, Affected, Breach
from hub.kernel.errors import Forbidden, NotFound, Refused
from hub.platform.db import Store
from models.accounts import Account
from models.vocab import Channel, Role
from tests.support.internship import (
    NOW,
    SYSTEM,
    Place,
    a_person,
    a_place,
    an_open_round,
    do,
    rows,
    see,
    send,
)

DAY = timedelta(days=1)


@pytest.fixture
def place(store: Store) -> Place:
    """Two students; the coordinator has made a code for one, that one has told an address."""
    wiring.bind()
    place = a_place(store)
    opened = an_open_round(place)
    send(place, opened, place.minor, opened.lathe)
    do(
        store, service.issue_code, person_id=place.coordinator.person_id, code_hash="y" * 40
    )  # fmt: skip
    do(
        store, service.issue_code, place.coordinator, person_id=place.minor.person_id,
        code_hash="x" * 40,
    )  # fmt: skip
    do(
        store, service.keep_wishes, place.minor, told_by=Channel.LETTER, postal="144-0051",
        address="東京都大田区西蒲田0-0-0",
    )  # fmt: skip
    return place


def leaked(place: Place, **values: object) -> Breach:
    span: dict[str, object] = {"first": NOW - DAY, "last": NOW + DAY}
    found: Breach = see(place.store, reads.breach, SYSTEM, **(span | values))
    return found


def people(found: Breach) -> dict[int, Affected]:
    return {each.number: each for each in found.persons if each.kind == PERSON}


def login_of(place: Place, person_id: int | None) -> str:
    found: list[Account] = rows(place.store, Account)
    return next(row.login for row in found if row.person_id == person_id)


def test_what_an_account_touched_names_the_people_behind_it_and_since_when(place: Place) -> None:
    found = leaked(place, login=login_of(place, place.coordinator.person_id))
    known = people(found)
    assert place.minor.person_id in known
    assert place.student.person_id not in known
    assert place.coordinator.person_id not in known
    minor = known[place.minor.person_id or 0]
    assert "sign_in_code" in minor.tables or "account" in minor.tables
    assert minor.first_at == minor.last_at == NOW
    assert not minor.is_encrypted
    assert minor.to.postal == "144-0051"


def test_before_and_after_the_span_nothing_was_touched(place: Place) -> None:
    login = login_of(place, place.coordinator.person_id)
    later = leaked(place, login=login, first=NOW + DAY, last=NOW + 2 * DAY)
    assert later.acts == ()
    assert later.persons == ()


def test_a_table_concerns_everybody_in_it_and_says_what_is_under_a_key(place: Place) -> None:
    contact = leaked(place, table="contact")
    assert set(people(contact)) == {place.minor.person_id}
    assert people(contact)[place.minor.person_id or 0].is_encrypted
    assert contact.items[0].guarded == ("sealed",)
    wishes = leaked(place, table="wish")
    assert set(people(wishes)) == {place.minor.person_id}
    assert not people(wishes)[place.minor.person_id or 0].is_encrypted


def test_the_whole_database_concerns_everybody(place: Place) -> None:
    everybody = {row.person_id for row in rows(place.store, Account)}
    assert everybody <= set(people(leaked(place)))


def test_nobody_but_the_server_writes_the_list(place: Place) -> None:
    admin = a_person(place.store, Role.ADMIN, ward_id=place.ward)
    with pytest.raises(Forbidden):
        see(place.store, reads.breach, admin, first=NOW, last=NOW + DAY)
    with pytest.raises(Forbidden):
        do(place.store, service.note_breach, admin, scope="all", persons=1, purpose="報告")


def test_an_unknown_scope_is_refused(place: Place) -> None:
    with pytest.raises(NotFound):
        leaked(place, login="W999999")
    with pytest.raises(NotFound):
        leaked(place, file_id=999)
    for name in ("no_such_table", "ward"):
        with pytest.raises(Refused):
            leaked(place, table=name)
