"""What a request and a contract say: title, deadline, costs, percent, conditions with counts."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.experts import narrowing, terms
from hub.experts.costs import FreeDay, free_days
from hub.experts.narrowing import Asked, Condition, Standing, Wish
from hub.kernel.calendar import at_japan
from models.vocab.engagements import EngagementState
from models.vocab.experts import DayPart
from tests.support.roster import a_time

TUESDAY = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
FIRMS = ((11, 5000), (12, 3000), (13, 2000))
EVERY = frozenset(Condition)


@pytest.mark.parametrize(
    ("need", "title"),
    [
        pytest.param("肌が荒い。段取りも遅い。", "肌が荒い", id="first sentence"),
        pytest.param("  肌が荒い\n段取りも遅い", "肌が荒い", id="first line"),
        pytest.param("あ" * 50, "あ" * 39 + "…", id="cut at forty"),
        pytest.param("。肌が荒い", "。肌が荒い", id="begins with a full stop"),
        pytest.param("Shafts come out rough. Please come.", "Shafts come out rough", id="English"),
        pytest.param("Ra 0.8 is not reached", "Ra 0.8 is not reached", id="a point in a number"),
        pytest.param(
            "We need somebody who teaches scraping and finishing by hand",
            "We need somebody who teaches scraping…",
            id="cut between words",
        ),
    ],
)
def test_a_request_is_named_by_its_first_sentence(need: str, title: str) -> None:
    assert terms.title_of(need) == title


@pytest.mark.parametrize(
    ("visit", "until"),
    [
        pytest.param(date(2026, 12, 14), date(2026, 12, 1), id="five working days"),
        pytest.param(date(2026, 12, 1), date(2026, 11, 30), id="the day before the visit"),
        pytest.param(date(2026, 11, 30), date(2026, 11, 27), id="the Friday before a Monday"),
    ],
)
def test_the_answer_is_due_in_five_working_days_but_before_the_visit(
    visit: date, until: date
) -> None:
    spans = [a_time(date(2026, 12, 20)), a_time(visit)]
    assert terms.offer_deadline(TUESDAY, spans) == at_japan(until, 17)


def test_a_visit_on_the_next_morning_may_be_answered_until_it_begins() -> None:
    evening = at_japan(date(2026, 11, 24), 18)
    visit = a_time(date(2026, 11, 25), 9, 12)
    assert terms.offer_deadline(evening, [visit]) == visit.start


def test_an_offer_reads_as_expired_from_its_deadline_on() -> None:
    offered = EngagementState.OFFERED
    until = at_japan(date(2026, 12, 1), 17)
    assert terms.seen_state(offered, until, until.replace(second=0)) == EngagementState.EXPIRED
    assert terms.seen_state(offered, until, TUESDAY) == offered
    assert terms.seen_state(EngagementState.ACCEPTED, until, until) == EngagementState.ACCEPTED


def test_the_part_of_a_firm_is_of_what_is_left_after_the_aid() -> None:
    sheet = terms.cost_sheet(24_000, 1_040, 10, 12_000, FIRMS)
    assert (sheet.gross_yen, sheet.tax_yen, sheet.own_yen) == (25_040, 2_276, 13_040)
    assert [each.gross_yen for each in sheet.firms] == [12_520, 7_512, 5_008]
    assert [each.own_yen for each in sheet.firms] == [6_520, 3_912, 2_608]
    assert (sheet.own_of(11), sheet.own_of(99), sheet.own_of(None)) == (6_520, 0, 0)


@given(
    fee=st.integers(0, 1_000_000),
    travel=st.integers(0, 100_000),
    aid=st.integers(0, 1_100_000),
    weights=st.lists(st.integers(0, 10_000), min_size=1, max_size=12).filter(any),
)
def test_no_yen_is_lost_between_the_firms(
    fee: int, travel: int, aid: int, weights: list[int]
) -> None:
    subsidy = min(aid, fee + travel)
    sheet = terms.cost_sheet(fee, travel, 10, subsidy, list(enumerate(weights)))
    assert sum(each.gross_yen for each in sheet.firms) == fee + travel
    assert sum(each.own_yen for each in sheet.firms) == fee + travel - subsidy


@pytest.mark.parametrize(
    ("weight", "percent"),
    [(5000, "50%"), (3334, "33.34%"), (3330, "33.3%"), (1, "0.01%"), (10_000, "100%"), (0, "0%")],
)
def test_a_share_is_written_in_percent(weight: int, percent: str) -> None:
    assert terms.percent_of(weight, 10_000) == percent


def test_only_a_registered_issuer_of_invoices_names_consumption_tax() -> None:
    assert terms.tax_percent_of(is_invoice_registered=True) == 10
    assert terms.tax_percent_of(is_invoice_registered=False) == 0


def test_free_halves_of_one_day_are_told_as_one_day() -> None:
    monday, tuesday = date(2026, 12, 7), date(2026, 12, 8)
    halves = [a_time(monday, 9, 12), a_time(monday, 13, 17), a_time(tuesday, 13, 17)]
    assert free_days(halves, 2) == (FreeDay(monday, DayPart.FULL), FreeDay(tuesday, DayPart.PM))
    assert free_days(halves, 1) == (FreeDay(monday, DayPart.FULL),)


def standing(number: int, *missing: Condition) -> Standing:
    return Standing(number, EVERY - set(missing))


def test_each_condition_says_how_many_are_left_after_it() -> None:
    everybody = [
        standing(1),
        standing(2, Condition.FREE),
        standing(3, Condition.FREE, Condition.BUDGET),
        standing(4, Condition.WARD),
        standing(5, Condition.BUDGET),
    ]
    left = narrowing.narrow(everybody, Asked())
    assert left.counts == ((Condition.WARD, 4), (Condition.FREE, 2), (Condition.BUDGET, 1))
    assert left.kept == {1}
    wider = narrowing.narrow(everybody, Asked(frozenset({Condition.BUDGET})))
    assert wider.counts == ((Condition.WARD, 4), (Condition.FREE, 2))
    assert wider.kept == {1, 5}


def test_the_condition_that_brings_most_of_the_fitting_back_is_named() -> None:
    everybody = [
        standing(1, Condition.FREE),
        standing(2, Condition.FREE),
        standing(3, Condition.BUDGET),
        standing(4, Condition.WARD, Condition.FREE),
    ]
    assert narrowing.to_relax(everybody, {1, 2, 3}, Asked()) == Condition.FREE
    assert narrowing.to_relax(everybody, {3}, Asked()) == Condition.BUDGET
    assert narrowing.to_relax(everybody, {4}, Asked()) is None
    asked = Asked(wishes={Wish.YEARS: "20"})
    assert narrowing.to_relax([Standing(5, EVERY)], {5}, asked) == Wish.YEARS


def test_somebody_is_pointed_out_as_seldom_asked_only_beside_others_who_are_not() -> None:
    assert narrowing.is_seldom_asked(0, 3)
    assert not narrowing.is_seldom_asked(3, 3)
    assert not narrowing.is_seldom_asked(0, 2)
