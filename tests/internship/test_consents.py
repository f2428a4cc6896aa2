"""A guardian says yes or no by link, code or paper, and takes it back; one word counts."""

import threading
from datetime import date, timedelta
from typing import Any

import pytest

from hub import wiring
from hub.accounts import service as accounts
from hub.internship import consent_rules, reads, service
from hub.internship.reads import ConsentRow
from hub.internship.service import folded_code
from hub.kernel.errors import Forbidden, HubError, Invalid, NotFound, Refused
from hub.platform import files, outbox
from hub.platform.db import Store
from models.consents import GuardianConsent
from models.internship import Application
from models.platform import AuditRow, FileRow
from models.vocab import DataClass
from models.vocab.consents import ConsentChannel, ConsentState
from tests.support.internship import NOW, Place, a_place, a_scan, an_open_round, do, rows, see, send

LINK, CODE = "1" * 64, "2" * 64


def asked(place: Place, link: str = LINK, code: str = CODE) -> tuple[int, int]:
    """A round in which a student of sixteen has wished; the guardian has been asked."""
    opened = an_open_round(place)
    send(place, opened, place.minor, opened.lathe)
    send(place, opened, place.student, opened.lathe)
    return opened.round_id, ask(place, link, code)


def ask(place: Place, link: str = LINK, code: str = CODE) -> int:
    application = application_of(place)
    made = do(
        place.store, service.ask_consent, place.coordinator, application_id=application,
        token_hash=link, code_hash=code,
    )  # fmt: skip
    return int(made.consent_id)


def application_of(place: Place) -> int:
    found = [
        row.id for row in rows(place.store, Application) if row.person_id == place.minor.person_id
    ]
    return int(found[0])


def answer(store: Store, secret: str = LINK, *, agrees: bool = True, days: int = 1) -> None:
    channel = ConsentChannel.LINK if secret == LINK else ConsentChannel.CODE
    do(
        store, service.answer_consent, now=NOW + timedelta(days=days), secret_hash=secret,
        channel=channel, guardian=" 橋本　薫 ", does_agree=agrees,
    )  # fmt: skip


def stands(place: Place, round_id: int) -> ConsentRow:
    found: tuple[ConsentRow, ...] = see(
        place.store, reads.consents, place.coordinator, round_id=round_id
    )
    assert [row.application_id for row in found] == [application_of(place)]
    return found[0]


def test_a_guardian_agrees_by_the_link_and_takes_it_back_after_its_thirty_days(
    store: Store,
) -> None:
    place = a_place(store)
    round_id, consent = asked(place)
    assert stands(place, round_id).state is ConsentState.ASKED
    answer(store)
    row = stands(place, round_id)
    assert (row.state, row.text_version, row.channel_words) == (ConsentState.AGREED, 1, "リンク")
    kept: GuardianConsent = rows(store, GuardianConsent)[0]
    assert (kept.guardian, kept.answered_at) == ("橋本 薫", NOW + timedelta(days=1))
    with pytest.raises(NotFound):
        answer(store, agrees=False)
    do(store, service.withdraw_consent, now=NOW + timedelta(days=90), secret_hash=LINK)
    assert stands(place, round_id).state is ConsentState.WITHDRAWN
    told = [one.msgid for one in see(store, outbox.notices, place.coordinator)]
    assert told[0].startswith("{name}さんの保護者が同意を取り消しました")
    acts = [row for row in rows(store, AuditRow) if row.record == "guardian_consent"]
    assert {row.record_id for row in acts} == {str(consent)}
    assert len(acts) == 3


def test_without_mail_the_printed_code_serves_and_refusing_is_as_easy(store: Store) -> None:
    place = a_place(store)
    round_id, _consent = asked(place)
    answer(store, CODE, agrees=False)
    row = stands(place, round_id)
    assert (row.state, row.channel_words) == (ConsentState.REFUSED, "手紙のコード")
    with pytest.raises(NotFound):
        do(store, service.withdraw_consent, secret_hash=CODE)


def test_a_link_is_over_after_thirty_days_or_when_another_is_sent(store: Store) -> None:
    place = a_place(store)
    _round, _consent = asked(place)
    with pytest.raises(NotFound):
        answer(store, days=30)
    ask(place, "3" * 64, "4" * 64)
    with pytest.raises(NotFound):
        answer(store)
    answer(store, "4" * 64)


def test_a_signed_paper_is_recorded_with_both_names(store: Store) -> None:
    place = a_place(store)
    round_id, _consent = asked(place)
    raw: dict[str, Any] = {
        "application_id": application_of(place),
        "guardian": "橋本 薫",
        "does_agree": True,
        "scan": a_scan(store),
    }
    with pytest.raises(Invalid) as wrong:
        do(store, service.record_paper, place.coordinator, student="別の 学生", **raw)
    assert [one.field for one in wrong.value.problems] == ["student"]
    do(store, service.record_paper, place.coordinator, student="橋本凜", **raw)
    row = stands(place, round_id)
    assert (row.state, row.channel_words) == (ConsentState.AGREED, "紙")
    with pytest.raises(NotFound):
        answer(store)


def test_of_twenty_presses_of_one_link_a_single_word_counts(store: Store) -> None:
    place = a_place(store)
    asked(place)
    answers: list[str] = []
    barrier = threading.Barrier(20)

    def press(number: int) -> None:
        barrier.wait()
        try:
            answer(store, LINK if number % 2 else CODE, agrees=bool(number % 2))
            answers.append("in")
        except HubError as refusal:
            answers.append(type(refusal).__name__)

    threads = [threading.Thread(target=press, args=(number,)) for number in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == ["NotFound"] * 19 + ["in"]


def test_grown_ups_are_not_asked_and_other_wards_ask_nobody(store: Store) -> None:
    place = a_place(store)
    asked(place)
    grown = [row for row in rows(store, Application) if row.person_id == place.student.person_id]
    raw: dict[str, Any] = {"token_hash": "5" * 64, "code_hash": "6" * 64}
    with pytest.raises(Refused):
        do(store, service.ask_consent, place.coordinator, application_id=grown[0].id, **raw)
    for actor in (place.other_coordinator, place.student, place.tutor):
        with pytest.raises((Forbidden, NotFound)):
            do(store, service.ask_consent, actor, application_id=application_of(place), **raw)


def test_a_link_shows_the_name_and_the_text_and_nothing_when_it_is_unknown(store: Store) -> None:
    place = a_place(store)
    asked(place, accounts.token_hash("secret"), accounts.token_hash(folded_code("abcd-efgh")))
    seen = reads.asked(store, "secret", NOW)
    assert seen is not None
    assert (seen.student, seen.channel, len(seen.text)) == ("橋本 凜", ConsentChannel.LINK, 5)
    typed = reads.asked(store, folded_code(" ａｂｃｄ efgh "), NOW)
    assert typed is not None
    assert typed.channel is ConsentChannel.CODE
    assert reads.asked(store, "other", NOW) is None
    assert reads.asked(store, "secret", NOW + timedelta(days=30)) is None


@pytest.mark.parametrize(
    ("birth", "first", "is_needed"),
    [
        pytest.param(date(2008, 11, 24), date(2027, 7, 5), False, id="eighteen-today"),
        pytest.param(date(2008, 11, 25), date(2027, 7, 5), True, id="eighteen-tomorrow"),
        pytest.param(date(2008, 2, 29), date(2027, 7, 5), False, id="leap-day"),
    ],
)
def test_it_is_needed_under_eighteen_on_the_day_of_the_application(
    birth: date, first: date, *, is_needed: bool
) -> None:
    assert consent_rules.is_needed(birth, NOW, first) is is_needed


def test_a_yes_on_paper_needs_its_picture_and_the_coordinator_alone_may_see_it(
    store: Store,
) -> None:
    wiring.bind()
    place = a_place(store)
    round_id, _consent = asked(place)
    raw: dict[str, Any] = {
        "application_id": application_of(place), "guardian": "橋本 薫", "student": "橋本凜",
    }  # fmt: skip
    with pytest.raises(Invalid) as wrong:
        do(store, service.record_paper, place.coordinator, does_agree=True, **raw)
    assert [one.field for one in wrong.value.problems] == ["scan"]
    do(
        store, service.record_paper, place.coordinator, does_agree=True, scan=a_scan(store), **raw
    )  # fmt: skip
    row = stands(place, round_id)
    assert row.file_id is not None
    facts = see(store, files.file_facts, place.coordinator, file_id=row.file_id)
    assert (facts.name, files.body_of(store, facts.stored)) == ("paper.pdf", b"%PDF-1.7 signed")
    kept: FileRow = rows(store, FileRow)[0]
    assert kept.data_class is DataClass.C3
    for stranger in (place.minor, place.student, place.tutor):
        with pytest.raises(Forbidden):
            see(store, files.file_facts, stranger, file_id=row.file_id)
