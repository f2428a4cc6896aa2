"""A round comes whole from a file or not at all, and goes out again as it came."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from hub.internship import reads, service
from hub.internship.formats.faults import BadFile
from hub.internship.formats.reader import read_instance
from hub.kernel.errors import Forbidden, Invalid
from hub.platform.context import Actor
from hub.platform.db import Store
from models.accounts import Person
from models.directory import Firm
from models.internship import (
    Absence,
    Application,
    Fixing,
    Period,
    Programme,
    Rating,
    ReferenceCounter,
    Round,
    Seat,
    Wish,
)
from models.platform import AuditRow
from models.vocab.internship import ApplicationState, RoundState
from tests.support.internship import Place, a_place, a_small_file, count, do, rows, see, small_round

TABLES = (
    Round, Period, Programme, Seat, Application, Wish, Absence, Rating, Fixing, Person, Firm,
    ReferenceCounter, AuditRow,
)  # fmt: skip


def read_in(
    place: Place, document: str, *, actor: Actor | None = None, name: str = "取り込み"
) -> service.Imported:
    found: service.Imported = do(
        place.store, service.import_round, actor or place.coordinator,
        ward_id=place.ward, name=name, document=document,
    )  # fmt: skip
    return found


def sizes(store: Store) -> dict[str, int]:
    return {table.__name__: count(store, table) for table in TABLES}


def test_a_small_file_becomes_a_round_whose_wishes_are_closed(store: Store) -> None:
    place = a_place(store)
    made = read_in(place, a_small_file())
    assert (made.periods, made.programmes, made.students) == (3, 2, 3)
    assert rows(store, Round)[0].state == RoundState.RANKING_CLOSED
    assert {row.state for row in rows(store, Application)} == {ApplicationState.WISHES_LOCKED}
    assert [row.reference for row in rows(store, Application)] == [
        "R-2026-00001",
        "R-2026-00002",
        "R-2026-00003",
    ]
    found = {name: size for name, size in sizes(store).items() if name in {"Wish", "Seat"}}
    assert found == {"Wish": 5, "Seat": 5}


def test_a_round_that_was_read_in_is_frozen_as_it_came(store: Store) -> None:
    place = a_place(store)
    document = a_small_file()
    made = read_in(place, document)
    asked = do(store, service.request_plan, place.coordinator, round_id=made.round_id)
    frozen = see(store, reads.frozen_round, job_id=asked.job_id)
    assert read_instance(frozen.encode()) == read_instance(document.encode())


def test_the_order_of_the_file_has_no_meaning(store: Store) -> None:
    place = a_place(store)
    turned = {
        name: list(reversed(listed))
        for name, listed in small_round().items()
        if isinstance(listed, list)
    }
    frozen = [
        see(
            store,
            reads.frozen_round,
            job_id=do(
                store,
                service.request_plan,
                place.coordinator,
                round_id=read_in(place, document, name=name).round_id,
            ).job_id,
        )
        for name, document in (("一", a_small_file()), ("二", a_small_file(turned)))
    ]
    assert frozen[0] == frozen[1]


def unknown_wish(made: dict[str, Any]) -> None:
    made["students"][1]["wishes"][1] = "C"


def unknown_period(made: dict[str, Any]) -> None:
    made["programmes"][1]["capacity"]["p9"] = 1


def student_twice(made: dict[str, Any]) -> None:
    made["students"][2]["id"] = "s1"
    made["ratings"] = []


def wish_twice(made: dict[str, Any]) -> None:
    made["students"][1]["wishes"] = ["A", "A"]


def overlap(made: dict[str, Any]) -> None:
    made["periods"][1]["start"] = "2027-07-16"


def half_a_seat(made: dict[str, Any]) -> None:
    made["programmes"][0]["capacity"]["p1"] = 1.5


def no_such_day(made: dict[str, Any]) -> None:
    made["students"][0]["birth_date"] = "2005-02-30"


@pytest.mark.parametrize(
    ("spoil", "path", "code"),
    [
        pytest.param(unknown_wish, "students[1].wishes[1]", "unknown_id", id="unknown-programme"),
        pytest.param(
            unknown_period, "programmes[1].capacity.p9", "unknown_id", id="unknown-period"
        ),
        pytest.param(student_twice, "students[2].id", "duplicate", id="student-twice"),
        pytest.param(wish_twice, "students[1].wishes[1]", "duplicate", id="wish-twice"),
        pytest.param(overlap, "periods[1].start", "overlap", id="overlap"),
        pytest.param(half_a_seat, "programmes[0].capacity.p1", "not_integer", id="half-a-seat"),
        pytest.param(no_such_day, "students[0].birth_date", "no_such_day", id="no-such-day"),
    ],
)
def test_a_bad_file_is_refused_with_the_path_and_writes_nothing(
    store: Store, spoil: Callable[[dict[str, Any]], None], path: str, code: str
) -> None:
    place = a_place(store)
    before = sizes(store)
    made = small_round()
    spoil(made)
    with pytest.raises(BadFile) as refusal:
        read_in(place, json.dumps(made))
    found = [(one.field, one.reason.code) for one in refusal.value.problems]
    assert found == [(path, f"internship.file.{code}")]
    assert sizes(store) == before


def test_every_fault_of_a_file_is_told_at_once(store: Store) -> None:
    place = a_place(store)
    made = small_round()
    for spoil in (unknown_wish, half_a_seat, no_such_day):
        spoil(made)
    with pytest.raises(BadFile) as refusal:
        read_in(place, json.dumps(made))
    assert refusal.value.total == 3


@pytest.mark.parametrize(
    ("document", "code"),
    [
        pytest.param("これは表です", "not_json", id="text"),
        pytest.param(a_small_file()[:-20], "truncated", id="cut-off"),
        pytest.param('{"format": "hub-rotation/2"}', "wrong_format", id="other-format"),
        pytest.param('{"seed": 1, "seed": 2}', "duplicate_key", id="key-twice"),
        pytest.param("[]", "not_object", id="a-list"),
    ],
)
def test_what_is_no_round_file_is_refused_and_writes_nothing(
    store: Store, document: str, code: str
) -> None:
    place = a_place(store)
    before = sizes(store)
    with pytest.raises(BadFile) as refusal:
        read_in(place, document)
    assert refusal.value.reason.code == f"internship.file.{code}"
    assert sizes(store) == before


@pytest.mark.parametrize(
    "spoil",
    [
        pytest.param({"rotations_per_student": 2, "min_trades": 2, "seed": 2**63 - 1}, id="seed"),
        pytest.param(
            {"programmes": [small_round()["programmes"][0] | {"capacity": {"p1": 10**12}},
                            small_round()["programmes"][1]]},
            id="capacity",
        ),
    ],
)  # fmt: skip
def test_the_largest_numbers_a_file_may_hold_are_kept_or_refused_in_words(
    store: Store, spoil: dict[str, object]
) -> None:
    place = a_place(store)
    try:
        made = read_in(place, a_small_file(spoil))
    except Invalid:
        return
    asked = do(store, service.request_plan, place.coordinator, round_id=made.round_id)
    frozen = see(store, reads.frozen_round, job_id=asked.job_id)
    assert read_instance(frozen.encode()) == read_instance(a_small_file(spoil).encode())


def test_a_name_that_is_taken_refuses_the_file(store: Store) -> None:
    place = a_place(store)
    read_in(place, a_small_file())
    before = sizes(store)
    with pytest.raises(Invalid) as refusal:
        read_in(place, a_small_file({"seed": 8}))
    assert refusal.value.reason.code == "internship.round_name_taken"
    assert sizes(store) == before


def test_nobody_but_the_coordinator_of_the_ward_reads_a_file_in(store: Store) -> None:
    place = a_place(store)
    before = sizes(store)
    for actor in (place.other_coordinator, place.tutor, place.student):
        with pytest.raises(Forbidden):
            read_in(place, a_small_file(), actor=actor)
    assert sizes(store) == before
