"""Rule sheets: read strictly, every fault by its place; deadlines as the sheet counts them."""

from datetime import date
from typing import Any

import pytest

from hub import i18n
from hub.kernel.errors import Forbidden, Invalid
from hub.platform.db import Store
from hub.subsidy import estimate, service, words
from hub.subsidy.cases.faults import BadCase
from hub.subsidy.rulesheet import read_sheet
from models.subsidy import ProgrammeVersion
from models.vocab import Role
from tests.support.claims import a_programme, a_sheet
from tests.support.internship import NOW, SYSTEM, a_person, a_ward, count, do


def faults(sheet: dict[str, Any]) -> list[tuple[str, str]]:
    with pytest.raises(BadCase) as refusal:
        read_sheet(sheet, "demo", 1)
    return [(fault.path, fault.code) for fault in refusal.value.faults]


def test_the_example_sheet_is_sound() -> None:
    sheet = read_sheet(a_sheet(), "demo", 1)
    assert sheet.programme.caps.total == 500_000
    assert len(sheet.pledges) == 3
    assert sheet.unconfirmed, "values a ward must confirm are named"


def test_every_fault_is_told_with_its_place() -> None:
    sheet = a_sheet(terms=[{"of": "base", "rate": [2, 0]}])
    sheet["deadlines"]["review"]["count"] = 0
    sheet["colour"] = "red"
    assert faults(sheet) == [
        ("/colour", "unknown_key"),
        ("/amounts/terms/0/rate/1", "out_of_range"),
        ("/deadlines/review/count", "out_of_range"),
    ]


@pytest.mark.parametrize("part", ["amounts", "deadlines", "signed_by", "desk"])
def test_a_sheet_without_a_needed_part_is_refused(part: str) -> None:
    sheet = a_sheet()
    del sheet[part]
    assert faults(sheet)


@pytest.mark.parametrize(
    ("name", "event", "due"),
    [
        pytest.param("withdraw", date(2025, 7, 1), date(2025, 7, 15), id="event day counts"),
        pytest.param("report", date(2025, 9, 12), date(2025, 10, 14), id="rolls over a holiday"),
        pytest.param("review", date(2026, 11, 24), date(2026, 12, 8), id="plain days"),
    ],
)
def test_deadlines_are_counted_as_the_sheet_says(name: str, event: date, due: date) -> None:
    rule = getattr(read_sheet(a_sheet(), "demo", 1).deadlines, name)
    assert rule.due(name, event) == due


def test_the_report_is_due_at_the_earlier_of_two_days_but_never_before_the_decision() -> None:
    sheet = a_sheet()
    sheet["report_by"] = "2027-03-10"
    read = read_sheet(sheet, "demo", 1)
    assert read.report_due(date(2026, 12, 1), date(2026, 11, 1)) == date(2027, 1, 4)
    assert read.report_due(date(2027, 3, 1), date(2026, 11, 1)) == date(2027, 3, 10)
    assert read.report_due(date(2027, 1, 1), date(2027, 3, 20)) == date(2027, 3, 20)


def test_a_wrong_sheet_or_window_leaves_no_version(store: Store) -> None:
    ward = a_ward(store)
    with pytest.raises(Invalid):
        a_programme(store, ward, combine="most")
    facts: dict[str, Any] = {
        "ward_id": ward, "slug": "demo", "title": "例", "fiscal_year": 2026, "basis": "要綱",
        "opens_on": date(2026, 4, 1), "closes_on": date(2026, 3, 1), "sheet": a_sheet(),
    }  # fmt: skip
    with pytest.raises(Invalid) as refusal:
        do(store, service.add_version, SYSTEM, **facts)
    assert refusal.value.problems[0].field == "closes_on"
    assert count(store, ProgrammeVersion) == 0


def test_only_the_administrator_writes_rule_sheets_and_allotments(store: Store) -> None:
    ward = a_ward(store)
    a_programme(store, ward)
    raw: dict[str, Any] = {
        "ward_id": ward, "slug": "demo", "fiscal_year": 2026, "account_text": "款", "yen": 1,
    }  # fmt: skip
    admin = a_person(store, Role.ADMIN, ward_id=ward)
    assert do(store, service.allot, admin, **raw).available_yen == 1
    for role in (Role.WARD_CLERK, Role.WARD_APPROVER, Role.GROUP_LEADER):
        with pytest.raises(Forbidden):
            do(store, service.allot, a_person(store, role, ward_id=ward, firm_id=None), **raw)


@pytest.mark.parametrize(
    ("gross", "tax", "subsidy"),
    [
        pytest.param(27_544, 2_504, 16_000, id="tax out, two thirds, cut to the thousand"),
        pytest.param(25_040, 0, 16_000, id="no tax inside"),
        pytest.param(1_499, 0, 0, id="too small"),
        pytest.param(1_100_000, 100_000, 500_000, id="the cap"),
    ],
)
def test_a_visit_is_estimated_by_the_rules_of_its_day(
    store: Store, gross: int, tax: int, subsidy: int
) -> None:
    from hub.platform.context import Ctx  # noqa: PLC0415  used here alone

    ward = a_ward(store)
    a_programme(store, ward)
    answers = estimate.Answers()
    with store.reading() as session:
        ctx = Ctx(session, SYSTEM, NOW)
        found = answers.estimate(
            ctx, ward_id=ward, day=date(2026, 12, 1), gross_yen=gross, tax_yen=tax
        )
        later = answers.estimate(
            ctx, ward_id=ward, day=date(2027, 3, 1), gross_yen=gross, tax_yen=tax
        )
    assert found is not None
    assert (found.subsidy_yen, found.programme_version) == (subsidy, "1")
    assert found.reasons
    assert later is None, "no programme takes applications then"


def test_what_the_usual_sheet_asks_the_firms_to_declare_has_english_words() -> None:
    usual = service.standard_sheet(
        parts=2, of=3, unit_yen=1_000, cap_yen=500_000, signed_by="区長", desk="産業振興課"
    )
    said = {text for sheet in (a_sheet(), usual) for text in
            (*sheet["pledges"], *sheet["conditions"])}  # fmt: skip
    assert said == set(words.USUAL_SENTENCES)
    with i18n.in_language("en"):
        assert all(i18n.translated(text).isascii() for text in said)
