"""Documents the checker cannot read are refused with every fault and its place."""

import copy
import json
from collections.abc import Callable

import pytest

from hub.internship.checker import Unreadable, check
from tests.internship.rounds import T1, T1_PLAN, Document, put, written


@pytest.mark.parametrize(
    ("path", "change"),
    [
        ("students[0].wishes[1]", put("Q", "students", 0, "wishes", 1)),
        ("students[0].wishes", put(["A", "A"], "students", 0, "wishes")),
        ("students[0].birth_date", put("2005-02-30", "students", 0, "birth_date")),
        ("students[1].id", put("s1", "students", 1, "id")),
        ("periods[1].end", put("2027-07-01", "periods", 1, "end")),
        ("periods[1]", put("2027-07-16", "periods", 1, "start")),
        ("rotations_per_student", put(3, "rotations_per_student")),
        ("min_trades", put(3, "min_trades")),
        ("programmes[0].capacity.p1", put(-1, "programmes", 0, "capacity", "p1")),
        ("programmes[0].capacity.p1", put(1.0, "programmes", 0, "capacity", "p1")),
        ("programmes[0].capacity.p9", put({"p9": 1}, "programmes", 0, "capacity")),
        ("programmes[0].firm", put("\u304b\u3099", "programmes", 0, "firm")),
        ("programmes", put(["A"], "programmes", 0, "after")),
        ("ratings[0].value", put([{"student": "s1", "programme": "A", "value": 4}], "ratings")),
        ("pins[0].period", put([{"student": "s1", "programme": "A", "period": "p9"}], "pins")),
        ("format", put(None, "format")),
    ],
)
def test_a_fault_in_the_instance_is_told_with_its_place(
    path: str, change: Callable[[Document], None]
) -> None:
    instance = copy.deepcopy(T1)
    change(instance)
    with pytest.raises(Unreadable) as refusal:
        check(written(instance), written(T1_PLAN))
    assert refusal.value.document == "instance"
    assert path in {problem.field for problem in refusal.value.problems}


@pytest.mark.parametrize(
    ("code", "data"),
    [
        pytest.param("checker.not_utf8", b"\xef\xbb\xbf{}", id="byte order mark"),
        pytest.param("checker.not_utf8", '{\n"学"'.encode("cp932"), id="another encoding"),
        pytest.param("checker.not_json", b'{"format": ', id="cut off"),
        pytest.param("checker.bad_json", b'{"gap": NaN}', id="not a number"),
        pytest.param("checker.bad_json", b'{"gap": 1, "gap": 2}', id="key twice"),
        pytest.param("checker.bad_json", b"[" * 200_000, id="too deep"),
        pytest.param("checker.wrong_value", b"[]", id="a list"),
        pytest.param("checker.wrong_format", b'{"format": "other/2"}', id="another format"),
        pytest.param("checker.missing", b"{}", id="nothing inside"),
    ],
)
def test_a_plan_that_cannot_be_read_is_refused_with_a_reason(code: str, data: bytes) -> None:
    with pytest.raises(Unreadable) as refusal:
        check(written(T1), data)
    assert refusal.value.document == "plan"
    assert code in {problem.reason.code for problem in refusal.value.problems}


def test_every_fault_of_a_plan_is_told_at_once() -> None:
    plan = json.loads(written(T1_PLAN))
    plan["objective"]["cost"] = "8"
    plan["placements"][2]["period"] = 1
    del plan["gap"]
    with pytest.raises(Unreadable) as refusal:
        check(written(T1), written(plan))
    assert [problem.field for problem in refusal.value.problems] == [
        "placements[2].period",
        "objective.cost",
        "gap",
    ]
