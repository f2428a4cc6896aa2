"""Bad files are refused with the place of every fault; good ones come back as they went."""

import json
from collections.abc import Callable
from typing import Any, Final, TypeAlias

import pytest

from hub.internship.formats.faults import BadFile, Faults
from hub.internship.formats.published import read_published, warn_about_foreign
from hub.internship.formats.reader import read_instance
from hub.internship.formats.strict_json import MOST_BYTES
from hub.internship.formats.writer import instance_to_json, plan_to_json
from hub.internship.solver.run import solve
from tests.bench.rounds import make
from tests.internship.rounds import T1, Document, a_programme, a_round, a_student, written

Change: TypeAlias = Callable[[Document], object]


def a_file(change: Change | None = None) -> bytes:
    """The round of T1 with lists to spoil, then spoilt."""
    made: Document = json.loads(written(T1))
    made |= {
        "ratings": [{"programme": "A", "student": "s1", "value": 1}],
        "pins": [{"student": "s1", "programme": "A", "period": "p1"}],
        "bans": [{"student": "s2", "programme": "A"}],
    }
    if change is not None:
        change(made)
    return written(made)


def set_in(name: str, at: int, **fields: object) -> Change:
    """Change fields of one row of a list."""
    return lambda made: made[name][at].update(fields)


def the_first(name: str, **fields: object) -> Change:
    """Change fields of the first row of a list."""
    return set_in(name, 0, **fields)


def rated_twice(made: Document) -> None:
    """Say the same rating once more."""
    made["ratings"].append(made["ratings"][0])


def the_round(**fields: object) -> Change:
    """Change fields of the round itself."""
    return lambda made: made.update(fields)


def faults_of(data: bytes) -> dict[str, str]:
    """Path and code of every fault."""
    with pytest.raises(BadFile) as refusal:
        read_instance(data)
    assert refusal.value.total >= len(refusal.value.problems) > 0
    return {
        problem.field: problem.reason.code.removeprefix("internship.file.")
        for problem in refusal.value.problems
    }


WHOLE: list[tuple[str, bytes, str]] = [
    ("not JSON", b"hello", "not_json"),
    ("BOM", b"\xef\xbb\xbf" + a_file(), "bom"),
    ("CP932", '{"format": "実習"}'.encode("cp932"), "cp932"),
    ("neither", b'{"format": "\x85\x7f"}', "not_utf8"),
    ("truncated", a_file()[:-9], "truncated"),
    ("NaN", b'{"format": NaN}', "not_finite"),
    ("twice", b'{"format": 1, "format": 2}', "duplicate_key"),
    ("list", b"[]", "not_object"),
    ("deep", b"[" * 100_000, "too_deep"),
]


@pytest.mark.parametrize(("data", "code"), [pytest.param(d, c, id=i) for i, d, c in WHOLE])
def test_a_file_that_is_no_round_is_refused_as_a_whole(data: bytes, code: str) -> None:
    assert faults_of(data) == {"$": code}


def test_a_file_past_the_limit_is_refused_unread() -> None:
    assert faults_of(b" " * (MOST_BYTES + 1)) == {"$": "too_large"}


def test_a_syntax_fault_is_named_by_line_and_column() -> None:
    with pytest.raises(BadFile) as refusal:
        read_instance(b'{\n "format": nonsense}')
    assert refusal.value.problems[0].params == {"line": 2, "column": 12}


def test_another_format_is_refused_with_the_expected_one() -> None:
    with pytest.raises(BadFile) as refusal:
        read_instance(a_file(the_round(format="hub-rotation/2")))
    assert refusal.value.problems[0].params["expected"] == "hub-rotation/1"


P: Final = "programmes[0]"
S: Final = "students[0]"
ROWS: list[tuple[str, Change, str, str]] = [
    ("unknown wish", the_first("students", wishes=["A", "Z"]), f"{S}.wishes[1]", "unknown_id"),
    ("same wish", the_first("students", wishes=["A", "A"]), f"{S}.wishes[1]", "duplicate"),
    ("same id", set_in("students", 1, id="s1"), "students[1].id", "duplicate"),
    ("long id", set_in("students", 1, id="x" * 65), "students[1].id", "text_length"),
    ("control sign", the_first("programmes", firm="a\u0007"), f"{P}.firm", "text_control"),
    ("not NFC", the_first("programmes", firm="か\u3099"), f"{P}.firm", "text_form"),
    ("cycle", the_first("programmes", after=["A"]), f"{P}.after", "after_cycle"),
    ("overlap", set_in("periods", 1, start="2027-07-16"), "periods[1].start", "overlap"),
    ("backwards", set_in("periods", 1, end="2027-07-18"), "periods[1].end", "end_before_start"),
    ("R", the_round(rotations_per_student=3), "rotations_per_student", "more_than_periods"),
    ("k", the_round(min_trades=3), "min_trades", "more_than_rotations"),
    ("negative", the_first("programmes", capacity={"p1": -1}), f"{P}.capacity.p1", "too_small"),
    ("fraction", the_first("programmes", capacity={"p1": 1.5}), f"{P}.capacity.p1", "not_integer"),
    ("1.0", the_first("programmes", capacity={"p1": 1.0}), f"{P}.capacity.p1", "not_integer"),
    ("true", the_first("programmes", min_cohort=True), f"{P}.min_cohort", "not_integer"),
    ("age", the_first("programmes", min_age=100), f"{P}.min_age", "out_of_range"),
    ("rating 4", set_in("ratings", 0, value=4), "ratings[0].value", "rating_value"),
    ("two ratings", rated_twice, "ratings[1]", "duplicate"),
    (
        "no such day",
        the_first("students", birth_date="2005-02-29"),
        f"{S}.birth_date",
        "no_such_day",
    ),
    ("Reiwa", the_first("students", birth_date="令和3年"), f"{S}.birth_date", "not_date"),
    ("future", the_first("students", birth_date="2030-01-01"), f"{S}.birth_date", "born_later"),
    ("pin", set_in("pins", 0, period="p9"), "pins[0].period", "unknown_id"),
    ("ban", set_in("bans", 0, student="s9"), "bans[0].student", "unknown_id"),
    ("seed", the_round(seed=-1), "seed", "out_of_range"),
    ("no list", the_round(students={}), "students", "not_list"),
    ("missing", lambda made: made["students"][0].pop("wishes"), "students[0]", "missing"),
]


@pytest.mark.parametrize(
    ("change", "path", "code"), [pytest.param(c, p, f, id=i) for i, c, p, f in ROWS]
)
def test_a_wrong_field_is_refused_with_its_path(change: Change, path: str, code: str) -> None:
    assert faults_of(a_file(change))[path] == code


def test_every_fault_of_a_file_is_told_at_once() -> None:
    def spoil(made: Document) -> None:
        made["students"][0]["wishes"] = ["Z"]
        made["students"][1]["birth_date"] = "soon"
        made["ratings"][0]["value"] = 9

    assert len(faults_of(a_file(spoil))) == 3


def test_past_200_faults_only_the_number_grows() -> None:
    data = written(a_round([], [a_student(f"s{number}", "Z") for number in range(250)]))
    with pytest.raises(BadFile) as refusal:
        read_instance(data)
    assert (len(refusal.value.problems), refusal.value.total) == (200, 250)


def test_a_null_age_or_ward_counts_as_absent() -> None:
    made = read_instance(a_file(set_in("programmes", 0, min_age=None, ward=None)))
    assert (made.programmes[0].min_age, made.programmes[0].ward) == (0, None)


def test_a_mistyped_field_is_doubted_with_the_nearest_name() -> None:
    warnings = Faults()
    read_instance(a_file(set_in("students", 0, acceptible=[])), warnings)
    assert [problem.params["nearest"] for problem in warnings.shown] == ["acceptable"]


def test_a_hazard_open_to_minors_and_a_cohort_past_the_seats_are_doubted() -> None:
    warnings = Faults()
    programme: dict[str, Any] = a_programme("A", "a", "x", hazards=["press"], min_cohort=9)
    read_instance(written(a_round([programme], [])), warnings)
    assert {problem.field for problem in warnings.shown} == {
        "programmes[0].hazards",
        "programmes[0].min_cohort",
    }


def test_a_round_comes_back_as_it_was_written() -> None:
    first = instance_to_json(make(30, 5))
    assert instance_to_json(read_instance(first)) == first


def test_the_seats_of_a_written_plan_are_read_back() -> None:
    plan = solve(make(30, 5))
    assert read_published(plan_to_json(plan)).triples == frozenset(plan.placements)


@pytest.mark.parametrize(
    ("data", "path"),
    [
        pytest.param(b"[]", "$", id="no object"),
        pytest.param(b'{"format": "hub-rotation/1"}', "format", id="a round instead"),
        pytest.param(b'{"format": "hub-rotation-plan/1"}', "$", id="no placements"),
        pytest.param(
            b'{"format": "hub-rotation-plan/1", "placements": [{"student": "s1"}]}',
            "placements[0]",
            id="half a placement",
        ),
    ],
)
def test_a_broken_old_plan_is_refused(data: bytes, path: str) -> None:
    with pytest.raises(BadFile) as refusal:
        read_published(data)
    assert path in {problem.field for problem in refusal.value.problems}


def test_old_seats_of_another_round_are_doubted_only() -> None:
    warnings = Faults()
    old = read_published(plan_to_json(solve(make(30, 5))))
    warn_about_foreign(read_instance(a_file()), old, warnings)
    assert warnings.total == 1
