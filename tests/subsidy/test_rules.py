"""Amounts as people write them, what stands against sending, days of payment, numbers."""

from dataclasses import replace
from datetime import date

import pytest

from hub.subsidy import rules

FACTS = rules.Sending(
    today=date(2026, 11, 26),
    opens_on=date(2026, 4, 1),
    closes_on=date(2027, 2, 28),
    is_registered=True,
    is_signed=True,
    pledges=3,
    pledged=(1, 2, 3),
    lines=2,
    entitled_yen=16_000,
)


@pytest.mark.parametrize(
    ("typed", "yen"),
    [
        pytest.param("12,000円", 12_000, id="comma and yen"),
        pytest.param("１２，０００円", 12_000, id="full width"),
        pytest.param("¥1,234", 1_234, id="yen sign"),
        pytest.param("12万円", 120_000, id="ten thousands"),
        pytest.param("1.5万", 15_000, id="and a half"),
        pytest.param("1万5千円", 15_000, id="ten thousands and thousands"),
        pytest.param("3千", 3_000, id="thousands"),
        pytest.param("12万3,456", 123_456, id="ten thousands and the rest"),
        pytest.param("999999999999", 999_999_999_999, id="the most"),
    ],
)
def test_an_amount_is_taken_as_people_write_it(typed: str, yen: int) -> None:
    assert rules.read_yen(typed) == yen


@pytest.mark.parametrize(
    "typed", ["", "円", "0", "-5", "1.5", "12.5円", "1.5万5千", "abc", "1,2万x", "1000000000000"]
)
def test_what_is_no_whole_positive_amount_is_refused(typed: str) -> None:
    assert rules.read_yen(typed) is None


def codes(facts: rules.Sending) -> list[tuple[str, str]]:
    return [(found.field, found.reason.code) for found in rules.sending_problems(facts)]


def test_nothing_stands_against_a_whole_application() -> None:
    assert codes(FACTS) == []


def test_all_causes_are_told_at_once() -> None:
    facts = replace(
        FACTS, today=date(2027, 3, 1), is_registered=False, pledged=(2,), lines=0, entitled_yen=0
    )
    assert codes(facts) == [
        ("form", "subsidy.window_closed"),
        ("form", "subsidy.group_closed"),
        ("lines", "subsidy.no_lines"),
        ("pledge-1", "subsidy.not_pledged"),
        ("pledge-3", "subsidy.not_pledged"),
    ]


def test_the_first_and_the_last_day_of_the_window_count() -> None:
    for day in (date(2026, 4, 1), date(2027, 2, 28)):
        assert codes(replace(FACTS, today=day)) == []
    for day in (date(2026, 3, 31), date(2027, 3, 1)):
        assert codes(replace(FACTS, today=day)) == [("form", "subsidy.window_closed")]


def test_a_group_without_a_signed_agreement_cannot_send() -> None:
    assert codes(replace(FACTS, is_signed=False)) == [("form", "subsidy.not_signed")]


@pytest.mark.parametrize(
    ("paid_on", "code"),
    [
        pytest.param(date(2027, 5, 31), None, id="last day of the books"),
        pytest.param(date(2027, 6, 1), "subsidy.books_closed", id="a day later"),
        pytest.param(date(2027, 1, 9), "subsidy.paid_too_early", id="before the amount was fixed"),
        pytest.param(date(2027, 1, 10), None, id="on the day itself"),
        pytest.param(date(2027, 7, 2), "subsidy.paid_in_future", id="tomorrow"),
    ],
)
def test_money_of_a_year_is_paid_until_the_end_of_may(paid_on: date, code: str | None) -> None:
    answer = rules.payment_problem(paid_on, date(2027, 7, 1), date(2027, 1, 10), 2026)
    assert (answer[0].code if answer else None) == code


def test_the_clock_of_the_ward_stands_still_while_the_applicant_corrects() -> None:
    due, stopped = date(2026, 12, 10), date(2026, 12, 1)
    assert rules.later(due, stopped, date(2026, 12, 6)) == date(2026, 12, 15)
    assert rules.later(due, None, date(2026, 12, 6)) == due


def test_numbers_carry_the_fiscal_year_of_japan() -> None:
    assert rules.reference(147, date(2027, 3, 31)) == "C-2026-0147"
    assert rules.receipt(12, date(2027, 4, 1)) == "R-2027-0012"
    assert rules.series("C", date(2027, 3, 31)) == "C-2026"


def test_every_finding_that_was_sent_needs_an_answer() -> None:
    found = rules.unanswered([3, 5], {3: "直しました", 5: "  "})
    assert [(each.field, each.reason.code) for each in found] == [
        ("answer-5", "subsidy.not_answered")
    ]
