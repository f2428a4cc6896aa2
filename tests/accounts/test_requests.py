"""Asking for an account: one answer for all, sealed until the ward answers, once."""

import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from hub.accounts import contacts, ports, reads, requests, service
from hub.accounts.reaching import Book
from hub.accounts.reads import RequestPage
from hub.directory.reads import FirmPlaces
from hub.kernel.calendar import japan_date
from hub.kernel.errors import Forbidden, HubError, Invalid, NotFound, Refused
from hub.platform import clock, documents, runtime
from hub.platform.db import Store
from hub.platform.post import desk, links, mails, recipients, sending
from hub.platform.post import reads as post
from models.accounts import Account, Membership, Person
from models.platform import Delivery, OutboxRow
from models.requests import AccountRequest
from models.vocab import Channel, DeliveryState, Role
from tests.support import pdf
from tests.support.internship import NOW, Place, a_person, a_place, count, do, rows, see

HOME = "203.0.113.9/32"
STUDENT: dict[str, Any] = {
    "role": Role.STUDENT, "name": "橋本 凜", "kana": "はしもと りん",
    "birth_date": "平成22年1月15日", "about": "蒲田工業高校",
    "mail": "rin@student.example", "network": HOME,
}  # fmt: skip
EXPERT: dict[str, Any] = {
    "role": Role.EXPERT, "name": "小澤 德次郎", "kana": "オザワ トクジロウ", "about": "旋盤40年",
    "postal": "144 0051", "address": "東京都大田区西蒲田0-0", "network": HOME,
}  # fmt: skip


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("HUB_DATA_DIR", str(tmp_path))
    runtime.settings.cache_clear()
    before = recipients.book()
    recipients.bind(Book())
    ports.bind_firm_places(FirmPlaces())
    yield
    ports.bind_firm_places(None)
    runtime.settings.cache_clear()
    recipients.bind(before)


def ask(place: Place, **other: object) -> None:
    """Send the form of the open page."""
    do(place.store, service.ask_account, **{"ward_id": place.ward, **STUDENT, **other})


def approve(place: Place, request_id: int = 1) -> Any:  # noqa: ANN401  the answer of the command
    """Press the button of the wish; what the token is made from is all zeros."""
    token = runtime.keyring().token(links.INVITE.purpose, "0" * 32)
    return do(
        place.store, service.approve_request, place.coordinator, request_id=request_id,
        nonce="0" * 32, token_hash=service.token_hash(token), code_hash="x" * 40,
    )  # fmt: skip


def test_a_student_asks_and_begins_by_the_link_of_a_mail(store: Store) -> None:
    place = a_place(store)
    ask(place)
    page: RequestPage = see(store, reads.one_request, place.coordinator, request_id=1)
    assert (page.name, page.kana, page.age, page.about) == (
        "橋本 凜", "ハシモト リン", 16, "蒲田工業高校",
    )  # fmt: skip
    done = approve(place)
    assert done.by_mail
    post = rows(store, Delivery)[-1]
    assert (post.person_id, post.channel) == (done.person_id, Channel.MAIL)
    token = runtime.keyring().token(links.INVITE.purpose, "0" * 32)
    asked = service.invited(store, token, NOW)
    assert asked is not None
    taken = do(
        store, service.accept_invitation, token_hash=service.token_hash(token),
        code_hash="y" * 40,
    )  # fmt: skip
    assert (taken.person_id, taken.login) == (done.person_id, done.login)
    seats = [one for one in rows(store, Membership) if one.person_id == done.person_id]
    assert [(seat.role, seat.ward_id) for seat in seats] == [(Role.STUDENT, place.ward)]
    assert rows(store, Person)[-1].birth_date.isoformat() == "2010-01-15"


def test_somebody_without_mail_gets_number_and_code_for_a_letter(store: Store) -> None:
    place = a_place(store)
    ask(place, **EXPERT, birth_date="", mail="")
    done = approve(place)
    assert not done.by_mail
    kept = see(store, reads.credentials_of, login=done.login)
    assert len(kept.live_codes) == 1
    with store.reading() as session:
        known, _bounces = contacts.reach(session, done.person_id)
    assert known.postal == "144-0051"
    assert rows(store, OutboxRow) == []


def test_the_same_wish_again_is_one_and_a_known_person_gets_the_same_answer(store: Store) -> None:
    place = a_place(store)
    answers = {
        do(store, service.ask_account, **{"ward_id": place.ward, **STUDENT, "name": name})
        for name in ("橋本 凜", "橋本　凜", "𠮷田 蒼")
    }
    assert len(answers) == 1
    assert count(store, AccountRequest) == 2


def test_birth_date_and_contact_are_sealed_and_go_with_the_answer(store: Store) -> None:
    place = a_place(store)
    ask(place)
    ask(place, **EXPERT, birth_date="", mail="")
    kept = "".join(str(row.model_dump()) for row in rows(store, AccountRequest))
    for secret in ("2010-01-15", "rin@student.example", "144-0051", "西蒲田"):
        assert secret not in kept
    approve(place)
    do(
        store, service.refuse_request, place.coordinator, request_id=2,
        refusal="区の外の人だった",
    )  # fmt: skip
    assert [row.sealed for row in rows(store, AccountRequest)] == [None, None]
    with pytest.raises(NotFound):
        see(store, reads.one_request, place.coordinator, request_id=2)


def refuse(place: Place) -> Any:  # noqa: ANN401  the answer of the command
    return do(
        place.store, service.refuse_request, place.coordinator, request_id=1,
        refusal="区の外の人だった",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("asked", "way"),
    [
        pytest.param({}, Channel.MAIL, id="mail"),
        pytest.param({**EXPERT, "birth_date": "", "mail": ""}, Channel.LETTER, id="letter"),
    ],
)
def test_whoever_is_refused_is_told_by_the_own_way_without_the_reason(
    store: Store, asked: dict[str, Any], way: Channel
) -> None:
    place = a_place(store)
    ask(place, **asked)
    refuse(place)
    sending.choose_ways(store, has_mail=True)
    (told,) = rows(store, Delivery)
    assert (told.channel, told.state, told.ward_id) == (way, DeliveryState.WAITING, place.ward)
    (row,) = rows(store, OutboxRow)
    with store.reading() as session:
        to = recipients.book().recipient(session, told.person_id, japan_date(NOW))
    body = mails.body([row], to, runtime.settings())
    assert "受け付けられませんでした" in body
    assert "区の外の人" not in body
    assert "http" not in body
    assert not [one for one in rows(store, Membership) if one.person_id == told.person_id]
    if way is Channel.LETTER:
        clerk = a_person(store, Role.WARD_CLERK, ward_id=place.ward)
        (sheet,) = see(store, post.letters, clerk, ward_id=place.ward)
        assert sheet.values["qr"] == ""
        assert "受け付けられませんでした" in sheet.values["notices"][0]
        values = {"title": "手紙", "issued": "2026-11-27", "sheets": [sheet.values]}
        text = "".join(pdf.text_of(documents.render(desk.TEMPLATE, values)).split())
        assert "受け付けられませんでした" in text


def test_thirty_days_after_the_refusal_nobody_knows_where_the_person_lives(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = a_place(store)
    ask(place)
    refuse(place)
    person_id = rows(store, AccountRequest)[0].person_id
    moment = NOW + requests.REACHED_FOR - timedelta(seconds=1)
    monkeypatch.setattr(clock, "now", lambda: moment)
    assert service.forget_told(store) == 0
    with store.reading() as session:
        assert contacts.reach(session, person_id)[0].mail == "rin@student.example"
    moment = NOW + requests.REACHED_FOR
    assert service.forget_told(store) == 1
    assert service.forget_told(store) == 0
    with store.reading() as session:
        assert contacts.reach(session, person_id)[0].mail == ""
    assert rows(store, AccountRequest)[0].refusal == "区の外の人だった"


def test_a_person_who_is_there_already_is_shown_in_any_shape_of_the_name(store: Store) -> None:
    place = a_place(store)
    known = a_person(store, Role.EXPERT, ward_id=place.ward, name="髙崎 濵子")
    ask(place, name="高﨑 浜子", kana="タカサキ ハマコ")
    ask(place, name="橋元 鈴", kana="バシモト リン", mail="other@student.example")
    first: RequestPage = see(store, reads.one_request, place.coordinator, request_id=1)
    assert [one.person_id for one in first.alike] == [known.person_id]
    second: RequestPage = see(store, reads.one_request, place.coordinator, request_id=2)
    alike = {one.person_id: one.is_same_birth for one in second.alike}
    assert alike[place.minor.person_id], "read alike without voicing, born on the same day"
    assert not alike[known.person_id]


@pytest.mark.parametrize(
    ("other", "field"),
    [
        pytest.param({"birth_date": ""}, "birth_date", id="student-without-birth-date"),
        pytest.param({"birth_date": "2030-01-01"}, "birth_date", id="born-tomorrow"),
        pytest.param({"birth_date": "R8.2.29"}, "birth_date", id="no-such-day"),
        pytest.param({"mail": ""}, "mail", id="no-way-to-answer"),
        pytest.param({"mail": "rin@"}, "mail", id="no-mail-address"),
        pytest.param({"mail": "", "postal": "144-0051"}, "address", id="half-an-address"),
        pytest.param({"phone": "12"}, "phone", id="no-number"),
        pytest.param({"name": " "}, "name", id="no-name"),
        pytest.param({"role": Role.WARD_CLERK}, "role", id="clerk"),
    ],
)
def test_what_cannot_be_is_said_at_its_field(
    store: Store, other: dict[str, object], field: str
) -> None:
    place = a_place(store)
    with pytest.raises(Invalid) as wrong:
        ask(place, **other)
    assert [one.field for one in wrong.value.problems] == [field]
    assert count(store, AccountRequest) == 0


def test_an_address_that_asks_too_often_waits_an_hour(store: Store) -> None:
    place = a_place(store)
    for at in range(20):
        ask(place, name=f"検分 {at}")
    with pytest.raises(Refused) as refusal:
        ask(place, name="検分 20")
    assert refusal.value.reason.code == "accounts.many_requests"
    ask(place, name="検分 21", network="203.0.113.10/32")
    do(
        store, service.ask_account, now=NOW + requests.WINDOW,
        **{"ward_id": place.ward, **STUDENT, "name": "検分 22"},
    )  # fmt: skip
    assert count(store, AccountRequest) == 22


def test_only_a_coordinator_of_the_ward_that_was_asked_answers(store: Store) -> None:
    place = a_place(store)
    ask(place)
    clerk = a_person(store, Role.WARD_CLERK, ward_id=place.ward)
    for stranger in (place.other_coordinator, clerk, place.student):
        with pytest.raises(Forbidden):
            do(store, service.refuse_request, stranger, request_id=1, refusal="いいえ")
    with pytest.raises(NotFound):
        see(store, reads.one_request, place.other_coordinator, request_id=1)
    assert see(store, reads.account_requests, place.other_coordinator).count == 0


def test_of_many_answers_at_once_a_single_one_counts(store: Store) -> None:
    place = a_place(store)
    ask(place)
    before = count(store, Account)
    answers: list[str] = []
    barrier = threading.Barrier(8)

    def press() -> None:
        barrier.wait()
        try:
            approve(place)
            answers.append("in")
        except HubError as refusal:
            answers.append(type(refusal).__name__)

    threads = [threading.Thread(target=press) for _turn in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers.count("in") == 1
    assert count(store, Account) == before + 1
