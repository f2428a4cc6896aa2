"""What is typed into the forms: what is told before sending, and what the command is given."""

from datetime import date
from typing import Any

import pytest

from hub.kernel.calendar import at_japan
from hub.platform.db import Store
from hub.training import service
from pages.training.parts import newcomers, plan_form
from tests.support.internship import do
from tests.support.training import NOW, a_town, course

TYPED: dict[str, Any] = {
    "title": "平面研削の基礎", "goal": "面の仕上げ方を覚えます。", "place": "篠﨑製作所",
    "bring": "", "entry": "", "capacity": "６", "minimum": "2", "opens": "2026-11-24",
    "closes": "R9.2.1", "trainer_fee": "6万円", "room": "", "material": "1,500", "other": "",
    "subsidy": "３６，０００", "trainer": "関根 昭二", "trainer_note": "", "trainer_id": "0",
    "min_age": "18",
    "days": [
        {"day": "2027-02-18", "first": "１３時半", "last": "17:00", "content": "実技"},
        {"day": "令和9年2月25日", "first": "9", "last": "12:00", "content": "測定"},
    ],
}  # fmt: skip


def typed(**changed: Any) -> dict[str, Any]:  # noqa: ANN401  whatever a person types
    return {**TYPED, **changed}


def test_a_form_as_people_write_it_becomes_a_course(store: Store) -> None:
    assert plan_form.wrong_fields(TYPED) == []
    town = a_town(store)
    values = plan_form.plan(TYPED, town.ward)
    saved = do(store, service.plan_course, town.coordinator, now=NOW, **values)
    page = course(town, saved.training_id)
    assert (page.card.capacity, page.card.minimum, page.min_age) == (6, 2, 18)
    assert page.card.closes_at == at_japan(date(2027, 2, 1), 17)
    assert [one.starts_at for one in page.card.sessions] == [
        at_japan(date(2027, 2, 18), 13, 30),
        at_japan(date(2027, 2, 25), 9),
    ]
    assert (page.card.costs.total_yen, page.card.costs.subsidy_yen) == (61_500, 36_000)
    assert (page.trainer_name, page.bring) == ("関根 昭二", None)


def test_everything_missing_is_told_at_once() -> None:
    empty = dict.fromkeys(TYPED, "") | {
        "trainer_id": "0", "days": [dict.fromkeys(plan_form.DAY, "")],
    }  # fmt: skip
    told = [name for name, _words in plan_form.wrong_fields(empty)]
    assert told == [
        "title", "goal", "place", "trainer", "opens", "closes", "capacity", "minimum",
        "trainer_fee", "day-0",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        pytest.param({"closes": "きのう"}, "closes", id="no-date"),
        pytest.param({"capacity": "三"}, "capacity", id="no-count"),
        pytest.param({"other": "すこし"}, "other", id="no-amount"),
        pytest.param({"days": [{**TYPED["days"][0], "last": "25:00"}]}, "day-0", id="no-time"),
        pytest.param({"days": [{**TYPED["days"][0], "content": " "}]}, "day-0", id="no-content"),
    ],
)
def test_what_cannot_be_read_is_told_at_its_field(changed: dict[str, Any], field: str) -> None:
    assert [name for name, _words in plan_form.wrong_fields(typed(**changed))] == [field]


@pytest.mark.parametrize(
    ("command", "form"),
    [
        ("about.title", "title"), ("places.closes_at", "closes"), ("money.lines", "trainer_fee"),
        ("sessions.1", "day-1"), ("sessions.1.content", "day-1"), ("sessions", "day-0"),
        ("teacher.name", "trainer"), ("form", "form"),
    ],
)  # fmt: skip
def test_a_refusal_of_the_command_stands_at_the_field_of_the_form(command: str, form: str) -> None:
    assert plan_form.field_of(command) == form


def test_an_empty_row_is_nobody_and_problems_stay_at_their_rows() -> None:
    nobody = dict.fromkeys(newcomers.FIELDS, "")
    second = {"name": "荒木 一", "kana": "アラキ", "birth_date": "きのう"}
    filled = newcomers.filled([nobody, second])
    assert filled == [(1, second)]
    problems = [("newcomers.0.birth_date", "a"), ("trainees", "b"), ("form", "c")]
    assert newcomers.at_their_rows(problems, [at for at, _one in filled]) == [
        ("newcomers.1.birth_date", "a"),
        ("trainees", "b"),
        ("form", "c"),
    ]
