"""The desk: letters are printed together, ticked by a named person, and end in a call at last."""

from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest

from hub import wiring
from hub.kernel.calendar import japan_date
from hub.kernel.errors import Forbidden, NotFound, Refused, Stale
from hub.platform import clock, documents, exports, files, outbox, qr
from hub.platform.context import Actor, Ctx
from hub.platform.db import Store
from hub.platform.post import desk, reads, sending
from hub.platform.post.reads import Desk, Sheet
from models.platform import AuditRow, Delivery, FileRow
from models.vocab import Channel, DataClass, DeliveryState, FileState, Role
from tests.support import pdf
from tests.support.deliveries import ADDRESS, a_delivery, a_notice, a_reachable, put
from tests.support.internship import NOW, a_person, a_ward, do, rows, see

TEMPLATE = Path(documents.__file__).with_name("templates") / "letters.typ"


@pytest.fixture(autouse=True)
def _bound() -> None:
    wiring.bind()


def a_clerk(store: Store) -> tuple[int, Actor]:
    ward = a_ward(store)
    return ward, a_person(store, Role.WARD_CLERK, ward_id=ward, name="濵田 直子")


def lists(store: Store, clerk: Actor) -> Desk:
    found: Desk = see(store, reads.desk, clerk, ward_id=clerk.seat.ward_id)
    return found


def paper(sheets: tuple[Sheet, ...]) -> bytes:
    values = {
        "title": "区からのお知らせ", "issued": "2026-11-24",
        "sheets": [one.values for one in sheets],
    }  # fmt: skip
    assert documents.missing_glyphs(values) == []
    return documents.render(TEMPLATE, values)


def test_letters_to_one_person_are_one_sheet_and_the_same_letters_the_same_bytes(
    store: Store,
) -> None:
    ward, clerk = a_clerk(store)
    first = a_reachable(store, ward)
    second = a_reachable(store, ward, "𠮷田 蒼")
    for person, title in ((first, "旋盤の基礎"), (first, "研削の基礎"), (second, "測定の基礎")):
        put(store, a_notice(store, person, title), ward, DeliveryState.WAITING, Channel.LETTER)
    sheets: tuple[Sheet, ...] = see(store, reads.letters, clerk, ward_id=ward)
    assert [len(one.delivery_ids) for one in sheets] == [2, 1]
    made = paper(sheets)
    assert made == paper(sheets)
    here = "http://127.0.0.1:8501/sign-in"
    assert {one.values["qr"] for one in sheets} == {qr.svg(here)}
    assert here in pdf.joined(made)
    text = pdf.text_of(made)
    for word in ("小澤 德次郎", "𠮷田 蒼", "旋盤の基礎", "研削の基礎", "測定の基礎", "糀谷"):
        assert word.replace(" ", "") in text.replace(" ", "").replace("\n", ""), word


def test_letters_are_printed_posted_and_one_comes_back_to_be_called(store: Store) -> None:
    ward, clerk = a_clerk(store)
    letter = a_delivery(store, ward, DeliveryState.WAITING, Channel.LETTER)
    stored = files.set_down(store, b"paper")
    values = {"delivery_ids": (letter,), "stored": stored}
    printed = do(store, desk.print_letters, clerk, **values)  # type: ignore[arg-type]  # typed by a page
    found = lists(store, clerk)
    assert (found.letters, found.batches[0].file_id) == ((), printed.file_id)
    with pytest.raises(Refused):
        do(store, desk.print_letters, clerk, **values)  # type: ignore[arg-type]  # typed by a page
    do(store, desk.post_letters, clerk, batch_id=printed.batch_id)
    with pytest.raises(Stale):
        do(store, desk.post_letters, clerk, batch_id=printed.batch_id)
    do(store, desk.return_letter, clerk, delivery_id=letter)
    found = lists(store, clerk)
    assert [(row.name, row.can_call) for row in found.calls] == [("小澤 德次郎", True)]
    row = rows(store, Delivery)[0]
    assert (row.state, row.by_id) == (DeliveryState.RETURNED, clerk.person_id)
    assert rows(store, AuditRow)[-1].actor_id == clerk.person_id


def test_a_letter_that_comes_back_takes_all_it_said_to_the_telephone(store: Store) -> None:
    ward, clerk = a_clerk(store)
    people = (a_reachable(store, ward), a_reachable(store, ward, "𠮷田 蒼"))
    pairs = [(people[0], "旋盤の基礎"), (people[0], "研削の基礎"), (people[1], "測定の基礎")]
    letters = [a_notice(store, person, title) for person, title in pairs]
    for letter in letters:
        put(store, letter, ward, DeliveryState.WAITING, Channel.LETTER)
    stored = files.set_down(store, b"paper")
    printed = do(store, desk.print_letters, clerk, delivery_ids=tuple(letters), stored=stored)
    do(store, desk.post_letters, clerk, batch_id=printed.batch_id)
    do(store, desk.return_letter, clerk, delivery_id=letters[1])
    found = lists(store, clerk)
    assert [row.name for row in found.calls] == ["小澤 德次郎"] * 2
    assert [row.name for row in found.batches[0].letters] == ["𠮷田 蒼"]


def test_the_paper_of_a_batch_is_kept_for_ninety_days_for_the_desk_alone(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    ward, clerk = a_clerk(store)
    letter = a_delivery(store, ward, DeliveryState.WAITING, Channel.LETTER)
    stored = files.set_down(store, b"paper")
    printed = do(store, desk.print_letters, clerk, delivery_ids=(letter,), stored=stored)
    file = rows(store, FileRow)[0]
    assert (file.data_class, file.expires_at) == (DataClass.C2, NOW + timedelta(days=90))
    assert see(store, files.file_facts, clerk, file_id=printed.file_id).stored == stored
    student = a_person(store, Role.STUDENT, ward_id=ward)
    elsewhere = a_person(store, Role.WARD_CLERK, ward_id=a_ward(store, "13109", "品川区"))
    for stranger in (student, elsewhere):
        with pytest.raises(Forbidden):
            do(store, files.open_file, stranger, file_id=printed.file_id)
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(days=90))
    assert exports.sweep(store) == [printed.file_id]
    assert rows(store, FileRow)[0].state == FileState.DELETED


def test_a_mail_that_nobody_took_becomes_a_letter_or_a_call(store: Store) -> None:
    ward, clerk = a_clerk(store)
    dead = [a_delivery(store, ward, DeliveryState.DEAD, Channel.MAIL) for _number in range(2)]
    assert len(lists(store, clerk).dead) == 2
    do(store, desk.redirect, clerk, delivery_id=dead[0], channel=Channel.LETTER)
    do(store, desk.redirect, clerk, delivery_id=dead[1], channel=Channel.PHONE)
    found = lists(store, clerk)
    assert (len(found.dead), len(found.letters), len(found.calls)) == (0, 1, 1)
    with pytest.raises(Refused):
        do(store, desk.redirect, clerk, delivery_id=dead[0], channel=Channel.PHONE)


def test_a_mail_is_sent_again_by_the_address_of_now(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    ward, clerk = a_clerk(store)
    dead = a_delivery(store, ward, DeliveryState.DEAD, Channel.MAIL)
    do(store, desk.send_again, clerk, delivery_id=dead)
    monkeypatch.setattr(clock, "now", lambda: NOW)
    assert sending.choose_ways(store, has_mail=True) == 1
    row = rows(store, Delivery)[0]
    assert (row.channel, row.state, row.tries) == (Channel.LETTER, DeliveryState.WAITING, 0)


def test_a_notice_takes_no_way_twice(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    ward, clerk = a_clerk(store)
    dead = a_delivery(store, ward, DeliveryState.DEAD, Channel.MAIL)
    other = rows(store, Delivery)[0]
    with store.writing() as session:
        session.add(
            Delivery(
                notice_id=other.notice_id,
                person_id=other.person_id,
                ward_id=ward,
                channel=Channel.LETTER,
                state=DeliveryState.POSTED,
                not_before=NOW,
                at=NOW,
            )
        )
    do(store, desk.send_again, clerk, delivery_id=dead)
    monkeypatch.setattr(clock, "now", lambda: NOW)
    sending.choose_ways(store, has_mail=True)
    states = [row.state for row in rows(store, Delivery)]
    assert states == [DeliveryState.CANCELLED, DeliveryState.POSTED]


def test_a_number_is_shown_to_whoever_takes_the_call_and_stands_in_the_record(
    store: Store,
) -> None:
    ward, clerk = a_clerk(store)
    other = a_person(store, Role.COORDINATOR, ward_id=ward)
    call = a_delivery(store, ward, DeliveryState.WAITING, Channel.PHONE)
    with pytest.raises(NotFound):
        see(store, reads.phone, clerk, delivery_id=call)
    do(store, desk.open_call, clerk, delivery_id=call)
    assert see(store, reads.phone, clerk, delivery_id=call) == "03-0000-0001"
    last = rows(store, AuditRow)[-1]
    assert (last.command, last.actor_id) == ("platform:call:open", clerk.person_id)
    with pytest.raises(NotFound):
        see(store, reads.phone, other, delivery_id=call)
    do(store, desk.end_call, clerk, delivery_id=call, is_reached=False)
    assert [(row.tries, row.is_mine) for row in lists(store, clerk).calls] == [(2, False)]
    do(store, desk.end_call, other, delivery_id=call, is_reached=True)
    assert lists(store, clerk).calls == ()
    assert rows(store, Delivery)[0].by_id == other.person_id


def test_without_an_address_no_letter_is_promised(store: Store) -> None:
    ward, clerk = a_clerk(store)
    student = a_person(store, Role.STUDENT, ward_id=ward)
    dead = a_notice(store, student)
    put(store, dead, ward, DeliveryState.DEAD, Channel.MAIL)
    with pytest.raises(Refused):
        do(store, desk.redirect, clerk, delivery_id=dead, channel=Channel.LETTER)
    assert ADDRESS not in str(lists(store, clerk))


@pytest.mark.parametrize(
    ("days", "is_late"),
    [pytest.param(-1, True, id="yesterday"), pytest.param(0, False, id="today")],
)
def test_a_letter_whose_last_day_is_over_is_marked_before_it_is_posted(
    store: Store, days: int, *, is_late: bool
) -> None:
    ward, clerk = a_clerk(store)
    person = a_reachable(store, ward)
    day = japan_date(NOW) + timedelta(days=days)
    for number, last in enumerate((day, clock_moment(day))):
        with store.writing() as session:
            ctx = Ctx(session, person, NOW, "test")
            outbox.notice(
                ctx, "training.offered", f"training:{number}", person.person_id or 0,
                "「{title}」に空きが出ました。{until}までに返事をしてください。",
                params={"title": "旋盤の基礎", "until": last},
            )  # fmt: skip
        put(store, rows(store, Delivery)[-1].id, ward, DeliveryState.WAITING, Channel.LETTER)
    put(store, a_notice(store, person), ward, DeliveryState.WAITING, Channel.LETTER)
    assert [row.is_late for row in lists(store, clerk).letters] == [is_late, is_late, False]


def clock_moment(day: date) -> datetime:
    """Noon of a day in Tokyo."""
    return datetime.combine(day, time(3), UTC)
