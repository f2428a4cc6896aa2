"""The letter to a guardian: a paper for the window of an envelope, taken once, then gone."""

import re
import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from hub import wiring
from hub.accounts import service as accounts
from hub.accounts.service import LETTER_PAPER
from hub.internship import reads, service
from hub.internship.service import folded_code
from hub.kernel.errors import Forbidden, HubError, NotFound, Refused
from hub.platform import commands, documents, files, runtime
from hub.platform.context import Actor
from hub.platform.db import Store
from models.consents import GuardianConsent
from models.internship import Application
from models.platform import FileRow
from models.vocab import Channel, DataClass, FileState, Role
from models.vocab.consents import ConsentChannel, ConsentState
from tests.support import pdf
from tests.support.internship import (
    NOW,
    Place,
    a_person,
    a_place,
    an_open_round,
    do,
    rows,
    see,
    send,
)

AT = NOW + timedelta(minutes=1)
CODE = "ABCD-EFGH-JKMN-PQRS"
HASH = accounts.token_hash(folded_code(CODE))


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("HUB_DATA_DIR", str(tmp_path))
    runtime.forget()
    wiring.bind()
    yield
    runtime.forget()


@pytest.fixture
def place(store: Store) -> Place:
    """A ward whose student of sixteen has wished."""
    place = a_place(store)
    send(place, opened := an_open_round(place), place.minor, opened.lathe)
    return place


def ask(place: Place, link: str = "1" * 64, code: str = HASH) -> int:
    made = do(
        place.store, service.ask_consent, place.coordinator, token_hash=link, code_hash=code,
        application_id=rows(place.store, Application)[0].id,
    )  # fmt: skip
    return int(made.consent_id)


def a_paper(place: Place, consent_id: int, code: str = CODE) -> tuple[int, bytes]:
    """The letter as the page makes it: its file and its bytes."""
    to = see(place.store, reads.consent_letter, place.coordinator, consent_id=consent_id)
    body = documents.render(LETTER_PAPER, service.letter_sheet(to, code, AT))
    kept = do(
        place.store, service.keep_consent_letter, place.coordinator, now=AT,
        consent_id=consent_id, stored=files.set_down(place.store, body),
    )  # fmt: skip
    return kept.file_id, body


def take(store: Store, actor: Actor, file_id: int) -> None:
    """Take the file as the route does; a refusal is raised."""
    commands.look(store, files.file_facts, actor=actor, now=AT, file_id=file_id)
    do(store, files.open_file, actor, now=AT, file_id=file_id)


def test_the_letter_tells_the_question_and_the_code_on_one_page(place: Place) -> None:
    do(
        place.store, accounts.keep_wishes, place.minor, told_by=Channel.LETTER, postal="144-0051",
        address="東京都大田区西蒲田0-0-0",
    )  # fmt: skip
    consent_id = ask(place)
    _file_id, body = a_paper(place, consent_id)
    said = pdf.joined(body)
    for part in (CODE, "橋本凜さんの保護者様", "144-0051", "西蒲田0-0-0", "/consent"):
        assert part in said
    assert len(re.findall(rb"/Type\s*/Page\b", body)) == 1
    to = see(place.store, reads.consent_letter, place.coordinator, consent_id=consent_id)
    sheet = service.letter_sheet(to, CODE, AT)
    assert CODE not in str(sheet["qr_said"]) + str(sheet["qr"])


def test_a_letter_in_english_calls_nobody_sama(place: Place) -> None:
    do(
        place.store, accounts.keep_wishes, place.minor, told_by=Channel.LETTER, postal="144-0051",
        address="0-0-0 Nishikamata", lang="en",
    )  # fmt: skip
    said = pdf.joined(a_paper(place, ask(place))[1])
    assert "0-0-0Nishikamata" in said.replace(" ", "")
    assert "様" not in said


def test_the_code_of_the_paper_is_answered_with(place: Place) -> None:
    a_paper(place, ask(place))
    do(
        place.store, service.answer_consent, secret_hash=HASH, channel=ConsentChannel.CODE,
        guardian="橋本 薫", does_agree=True,
    )  # fmt: skip
    assert rows(place.store, GuardianConsent)[0].state is ConsentState.AGREED


def test_whoever_made_the_letter_takes_it_once(place: Place) -> None:
    file_id, _body = a_paper(place, ask(place))
    (row,) = rows(place.store, FileRow)
    assert (row.data_class, row.expires_at) == (DataClass.C3, AT + timedelta(hours=1))
    take(place.store, place.coordinator, file_id)
    with pytest.raises(NotFound):
        take(place.store, place.coordinator, file_id)
    assert rows(place.store, FileRow)[0].state is FileState.DELETED


def test_of_many_presses_a_single_one_gets_the_letter(place: Place) -> None:
    file_id, _body = a_paper(place, ask(place))
    got: list[str] = []

    def press() -> None:
        try:
            do(place.store, files.open_file, place.coordinator, now=AT, file_id=file_id)
            got.append("file")
        except HubError as refusal:
            got.append(type(refusal).__name__)

    threads = [threading.Thread(target=press) for _turn in range(10)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert got.count("file") == 1
    assert len(got) == 10


def test_a_new_question_takes_the_letter_of_the_one_before_away(place: Place) -> None:
    consent_id = ask(place)
    file_id, _body = a_paper(place, consent_id)
    ask(place, "3" * 64, "4" * 64)
    for late in (lambda: take(place.store, place.coordinator, file_id),
                 lambda: a_paper(place, consent_id)):  # fmt: skip
        with pytest.raises(NotFound):
            late()


def test_nobody_but_its_maker_takes_the_letter(place: Place) -> None:
    consent_id = ask(place)
    file_id, _body = a_paper(place, consent_id)
    colleague = a_person(place.store, Role.COORDINATOR, ward_id=place.ward)
    for other in (colleague, place.minor):
        with pytest.raises(Forbidden):
            take(place.store, other, file_id)
    with pytest.raises(Forbidden):
        see(place.store, reads.consent_letter, place.minor, consent_id=consent_id)
    take(place.store, place.coordinator, file_id)


def test_a_page_that_is_out_of_date_does_not_ask_a_yes_away(place: Place) -> None:
    ask(place)
    do(
        place.store, service.answer_consent, secret_hash=HASH, channel=ConsentChannel.CODE,
        guardian="橋本 薫", does_agree=True,
    )  # fmt: skip
    with pytest.raises(Refused):
        ask(place, "3" * 64, "4" * 64)
    (row,) = rows(place.store, GuardianConsent)
    assert row.state is ConsentState.AGREED
