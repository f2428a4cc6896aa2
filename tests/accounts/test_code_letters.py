"""The letter with a sign-in code: a paper for the window of an envelope, taken once, then gone."""

import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from hub import wiring
from hub.accounts import reads, service
from hub.kernel.errors import Forbidden, HubError, NotFound
from hub.platform import commands, documents, files, runtime
from hub.platform.context import Actor
from hub.platform.db import Store
from models.platform import FileRow
from models.vocab import Channel, DataClass, FileState, Role
from tests.support import pdf
from tests.support.internship import NOW, Place, a_person, a_place, do, rows, see

AT = NOW + timedelta(minutes=1)


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("HUB_DATA_DIR", str(tmp_path))
    runtime.forget()
    wiring.bind()
    yield
    runtime.forget()


def a_code(place: Place) -> tuple[int, str, str]:
    """Row, number and code of a new letter to the ward's student."""
    code, code_hash = service.new_code()
    issued = do(
        place.store, service.issue_code, place.coordinator,
        person_id=place.student.person_id, code_hash=code_hash,
    )  # fmt: skip
    return issued.code_id, issued.login, code


def a_paper(place: Place, code_id: int, code: str) -> tuple[int, bytes]:
    """The letter as the page makes it: its file and its bytes."""
    to = see(place.store, reads.code_letter, place.coordinator, code_id=code_id)
    body = documents.render(service.LETTER_PAPER, service.letter_sheet(to, code, AT))
    stored = files.set_down(place.store, body)
    kept = do(
        place.store, service.keep_code_letter, place.coordinator, now=AT, code_id=code_id,
        stored=stored,
    )  # fmt: skip
    return kept.file_id, body


def taken(store: Store, actor: Actor, file_id: int) -> None:
    """Take the file as the route does; a refusal is raised."""
    commands.look(store, files.file_facts, actor=actor, now=AT, file_id=file_id)
    do(store, files.open_file, actor, now=AT, file_id=file_id)


def test_the_paper_says_number_code_and_address_and_its_picture_no_code(store: Store) -> None:
    place = a_place(store)
    do(
        store, service.keep_wishes, place.student, told_by=Channel.LETTER, postal="144-0051",
        address="東京都大田区西蒲田0-0-0",
    )  # fmt: skip
    code_id, login, code = a_code(place)
    _file_id, body = a_paper(place, code_id, code)
    said = pdf.text_of(body)
    for part in (login, code[:4], code[4:], place.student.name, "144-0051", "西蒲田0-0-0", "14"):
        assert part in said
    to = see(store, reads.code_letter, place.coordinator, code_id=code_id)
    sheet = service.letter_sheet(to, code, AT)
    assert code not in str(sheet["qr_said"])
    assert str(sheet["qr_said"]).endswith("/sign-in")


def test_the_letter_of_somebody_who_reads_english_is_english(store: Store) -> None:
    place = a_place(store)
    do(
        store, service.keep_wishes, place.student, told_by=Channel.LETTER, postal="144-0051",
        address="Ota", lang="en",
    )  # fmt: skip
    code_id, _login, code = a_code(place)
    to = see(store, reads.code_letter, place.coordinator, code_id=code_id)
    sheet = service.letter_sheet(to, code, AT)
    assert not any(
        "\u3041" <= sign <= "\u9fff" for sign in str(sheet["steps"]) + str(sheet["about"])
    )


def test_whoever_made_the_letter_takes_it_once(store: Store) -> None:
    place = a_place(store)
    code_id, _login, code = a_code(place)
    file_id, _body = a_paper(place, code_id, code)
    (row,) = rows(store, FileRow)
    assert (row.data_class, row.expires_at) == (DataClass.C3, AT + timedelta(hours=1))
    taken(store, place.coordinator, file_id)
    with pytest.raises(NotFound):
        taken(store, place.coordinator, file_id)
    assert rows(store, FileRow)[0].state is FileState.DELETED


def test_of_many_presses_a_single_one_gets_the_letter(store: Store) -> None:
    place = a_place(store)
    code_id, _login, code = a_code(place)
    file_id, _body = a_paper(place, code_id, code)
    got: list[str] = []

    def press() -> None:
        try:
            do(store, files.open_file, place.coordinator, now=AT, file_id=file_id)
            got.append("file")
        except HubError as refusal:
            got.append(type(refusal).__name__)

    threads = [threading.Thread(target=press) for _turn in range(10)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert got.count("file") == 1
    assert set(got) <= {"file", "NotFound", "Forbidden"}
    assert len(got) == 10


def test_a_new_code_takes_the_letter_of_the_one_before_away(store: Store) -> None:
    place = a_place(store)
    code_id, _login, code = a_code(place)
    file_id, _body = a_paper(place, code_id, code)
    a_code(place)
    with pytest.raises(NotFound):
        taken(store, place.coordinator, file_id)
    with pytest.raises(NotFound):
        a_paper(place, code_id, code)


def test_another_coordinator_of_the_ward_cannot_take_it(store: Store) -> None:
    place = a_place(store)
    code_id, _login, code = a_code(place)
    file_id, _body = a_paper(place, code_id, code)
    colleague = a_person(store, Role.COORDINATOR, ward_id=place.ward)
    with pytest.raises(Forbidden):
        taken(store, colleague, file_id)
    with pytest.raises(Forbidden):
        see(store, reads.code_letter, place.student, code_id=code_id)
    taken(store, place.coordinator, file_id)
