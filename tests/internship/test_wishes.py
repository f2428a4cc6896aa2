"""A student sends wishes, gets a number that stays, and is told at the field what is wrong."""

import re
from datetime import UTC, datetime
from typing import Any

import pytest

from hub.internship import reads, service
from hub.kernel.errors import Forbidden, Invalid, NotFound, Refused
from hub.platform.db import Store
from models.internship import Absence, Application, Wish
from models.vocab import Role
from models.vocab.internship import ApplicationState, RoundAction
from tests.support.internship import (
    AFTER_LAST_DAY,
    a_person,
    a_place,
    an_open_round,
    count,
    do,
    rows,
    see,
    send,
    step,
)


def wrong_fields(refusal: pytest.ExceptionInfo[Invalid]) -> list[tuple[str, str]]:
    return [(one.field, one.reason.code) for one in refusal.value.problems]


def test_the_first_receipt_of_a_fiscal_year_has_the_number_one(store: Store) -> None:
    place = a_place(store)
    opened = an_open_round(place)
    first = send(place, opened, place.student, opened.lathe, opened.press)
    second = send(place, opened, place.minor, opened.lathe)
    assert re.fullmatch(r"R-2026-\d{5}", first.reference)
    assert (first.reference, first.wishes) == ("R-2026-00001", 2)
    assert second.reference == "R-2026-00002"


def test_the_numbers_begin_again_with_the_fiscal_year_of_tokyo(store: Store) -> None:
    place = a_place(store)
    opened = an_open_round(place, wishes_until="2027-04-30")
    first_of_april = datetime(2027, 3, 31, 15, 0, tzinfo=UTC)
    send(place, opened, place.minor, opened.lathe)
    raw: dict[str, Any] = {"round_id": opened.round_id, "person_id": place.student.person_id}
    sent = do(
        store, service.send_wishes, place.student, now=first_of_april, ranked=[opened.lathe], **raw
    )
    assert sent.reference == "R-2027-00001"


def test_sending_again_keeps_the_number_and_replaces_the_wishes(store: Store) -> None:
    place = a_place(store)
    opened = an_open_round(place)
    away = opened.periods[0]
    first = send(place, opened, place.student, opened.lathe, opened.press, absent=[away])
    second = send(place, opened, place.student, opened.adults_only, acceptable=[opened.lathe])
    assert second.reference == first.reference
    form = see(store, reads.wish_form, place.student, person_id=place.student.person_id)
    assert form.sent.ranked == (opened.adults_only,)
    assert form.sent.acceptable == (opened.lathe,)
    assert form.sent.absent == ()
    assert (count(store, Application), count(store, Wish), count(store, Absence)) == (1, 2, 0)
    assert rows(store, Application)[0].version == 1


def test_a_double_click_has_one_effect_and_one_answer(store: Store) -> None:
    place = a_place(store)
    opened = an_open_round(place)
    raw: dict[str, Any] = {"round_id": opened.round_id, "person_id": place.student.person_id}
    answers = [
        do(store, service.send_wishes, place.student, once="click", ranked=[opened.lathe], **raw)
        for _click in range(2)
    ]
    assert answers[0] == answers[1]
    assert (count(store, Application), count(store, Wish)) == (1, 1)
    assert rows(store, Application)[0].version == 0


def test_wishes_are_taken_on_the_last_day_and_not_on_the_day_after(store: Store) -> None:
    place = a_place(store)
    opened = an_open_round(place)
    raw: dict[str, Any] = {
        "round_id": opened.round_id,
        "person_id": place.student.person_id,
        "ranked": [opened.lathe],
    }
    last_minute = datetime(2027, 1, 31, 14, 59, tzinfo=UTC)
    do(store, service.send_wishes, place.student, now=last_minute, **raw)
    with pytest.raises(Refused) as refusal:
        do(store, service.send_wishes, place.student, now=AFTER_LAST_DAY, **raw)
    assert refusal.value.reason.code == "internship.wishes_closed"


def test_wishes_are_not_taken_after_the_coordinator_has_closed_them(store: Store) -> None:
    place = a_place(store)
    opened = an_open_round(place)
    send(place, opened, place.student, opened.lathe)
    step(place, opened.round_id, RoundAction.CLOSE_WISHES)
    assert rows(store, Application)[0].state == ApplicationState.WISHES_LOCKED
    with pytest.raises(Refused) as refusal:
        send(place, opened, place.student, opened.press)
    assert refusal.value.reason.code == "internship.wishes_closed"
    step(place, opened.round_id, RoundAction.REOPEN, "台風のため")
    assert send(place, opened, place.student, opened.press).reference == "R-2026-00001"


def test_a_programme_for_adults_is_refused_to_a_minor_at_the_field(store: Store) -> None:
    place = a_place(store)
    opened = an_open_round(place)
    with pytest.raises(Invalid) as refusal:
        send(place, opened, place.minor, opened.lathe, opened.adults_only)
    assert wrong_fields(refusal) == [("ranked", "internship.under_age")]
    assert refusal.value.params == {"title": "プレスの金型", "age": 18}
    assert count(store, Application) == 0


@pytest.mark.parametrize("kind", ["ranked-twice", "ranked-and-acceptable"])
def test_the_same_programme_twice_is_refused(store: Store, kind: str) -> None:
    place = a_place(store)
    opened = an_open_round(place)
    twice = [opened.lathe] * (2 if kind == "ranked-twice" else 1)
    also = [] if kind == "ranked-twice" else [opened.lathe]
    with pytest.raises(Invalid) as refusal:
        send(place, opened, place.student, *twice, acceptable=also)
    assert wrong_fields(refusal) == [("ranked", "internship.wishes_twice")]


def test_too_few_periods_and_every_other_fault_are_told_together(store: Store) -> None:
    place = a_place(store)
    opened = an_open_round(place)
    with pytest.raises(Invalid) as refusal:
        send(place, opened, place.student, absent=opened.periods[:2])
    assert wrong_fields(refusal) == [
        ("ranked", "internship.no_wishes"),
        ("absent", "internship.too_few_periods"),
    ]


def test_a_programme_that_is_not_offered_in_this_round_is_refused(store: Store) -> None:
    place = a_place(store)
    opened = an_open_round(place)
    with pytest.raises(Invalid) as refusal:
        send(place, opened, place.student, 9_999)
    assert wrong_fields(refusal) == [("ranked", "internship.unknown_programme")]


def test_sixteen_ranked_wishes_are_one_too_many(store: Store) -> None:
    place = a_place(store)
    opened = an_open_round(place)
    with pytest.raises(Invalid) as refusal:
        send(place, opened, place.student, *range(9_001, 9_017))
    assert wrong_fields(refusal)[0] == ("ranked", "internship.too_many_wishes")


def test_nobody_sends_the_wishes_of_somebody_else(store: Store) -> None:
    place = a_place(store)
    opened = an_open_round(place)
    for actor in (place.minor, place.tutor, place.coordinator):
        with pytest.raises(Forbidden):
            send(place, opened, actor, opened.lathe, person_id=place.student.person_id)
    assert count(store, Application) == 0


def test_a_student_of_another_ward_does_not_find_the_round(store: Store) -> None:
    place = a_place(store)
    opened = an_open_round(place)
    stranger = a_person(store, Role.STUDENT, ward_id=place.other_ward)
    with pytest.raises(NotFound):
        send(place, opened, stranger, opened.lathe)


def test_a_student_without_birth_date_is_sent_to_the_ward_office(store: Store) -> None:
    place = a_place(store)
    opened = an_open_round(place)
    unknown = a_person(store, Role.STUDENT, ward_id=place.ward, birth_date=None)
    with pytest.raises(Refused) as refusal:
        send(place, opened, unknown, opened.lathe)
    assert refusal.value.reason.code == "internship.no_birth_date"


def test_a_period_of_another_round_is_refused_at_its_field(store: Store) -> None:
    place = a_place(store)
    opened = an_open_round(place)
    with pytest.raises(Invalid) as refusal:
        send(place, opened, place.student, opened.lathe, absent=[max(opened.periods) + 1000])
    assert [each.reason.code for each in refusal.value.problems] == ["internship.unknown_period"]
    assert refusal.value.problems[0].field == "absent"


def test_a_number_without_end_is_no_rank() -> None:
    order, problems = service.ranked_order({1: "9" * 5_000, 2: "1"})
    assert order == (2,)
    assert [each.field for each in problems] == ["rank-1"]
