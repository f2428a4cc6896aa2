"""Seats, quotas, ages, deadlines and costs by rule alone."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.kernel.calendar import at_japan
from hub.kernel.intervals import Span
from hub.training import amounts, rules, seats
from hub.training.amounts import CostLine
from hub.training.rules import PlanFacts
from hub.training.seats import Named, Seats, Window
from models.vocab.training import SignUpAction, SizeBand, TrainingState

NOON = at_japan(date(2026, 11, 24), 12)


def seats_of(**changed: int) -> Seats:
    """Ten seats of which seven are taken; the firm may have four and has none."""
    facts = {
        "capacity": 10, "taken": 7, "waiting_parties": 0,
        "firm_most": 4, "firm_used": 0, "firm_waiting": 0,
    }  # fmt: skip
    return Seats(is_strict=bool(changed.pop("is_strict", 0)), **(facts | changed))


@pytest.mark.parametrize(
    ("facts", "size", "action"),
    [
        pytest.param(seats_of(), 3, SignUpAction.PLACE, id="the-last-three"),
        pytest.param(seats_of(), 4, SignUpAction.QUEUE, id="one-more-than-free"),
        pytest.param(seats_of(taken=9), 2, SignUpAction.QUEUE, id="last-seat-and-party-of-two"),
        pytest.param(seats_of(taken=9), 1, SignUpAction.PLACE, id="last-seat"),
        pytest.param(seats_of(taken=10), 1, SignUpAction.QUEUE, id="full"),
        pytest.param(seats_of(waiting_parties=2), 1, SignUpAction.PLACE, id="filling-list"),
        pytest.param(
            seats_of(waiting_parties=2, is_strict=1), 1, SignUpAction.QUEUE, id="strict-list"
        ),
        pytest.param(seats_of(is_strict=1), 3, SignUpAction.PLACE, id="strict-and-nobody-waits"),
    ],
)
def test_a_party_is_seated_whole_or_waits(facts: Seats, size: int, action: SignUpAction) -> None:
    assert seats.party_answer(facts, size).action is action


@pytest.mark.parametrize(
    ("facts", "size", "code"),
    [
        pytest.param(seats_of(firm_used=4), 1, "training.quota_full", id="all-used"),
        pytest.param(seats_of(firm_used=3), 2, "training.quota_left", id="one-left"),
        pytest.param(seats_of(firm_waiting=4), 1, "training.quota_full", id="all-waiting"),
        pytest.param(seats_of(taken=10), 5, "training.quota_left", id="too-many-though-full"),
    ],
)
def test_the_quota_of_the_firm_comes_before_the_seats(facts: Seats, size: int, code: str) -> None:
    answer = seats.party_answer(facts, size)
    assert answer.action is None
    assert answer.reason is not None
    assert answer.reason.code == code


def test_the_refusal_says_how_many_are_left() -> None:
    assert seats.party_answer(seats_of(firm_used=3), 2).params == {"most": 4, "left": 1}


@pytest.mark.parametrize(
    ("band", "most"),
    [(SizeBand.UP_TO_5, 2), (SizeBand.FROM_6_TO_20, 3), (SizeBand.OVER_20, 4)],
)
def test_the_usual_quota_grows_with_the_firm(band: SizeBand, most: int) -> None:
    assert seats.quota_of(band, seats.QUOTAS) == most


@pytest.mark.parametrize(
    ("first", "closes", "free", "stop"),
    [
        pytest.param("2026-12-12", "2026-11-30", "2026-12-07", "2026-12-10", id="saturday"),
        pytest.param("2026-12-09", "2026-11-25", "2026-12-02", "2026-12-07", id="wednesday"),
        pytest.param("2027-01-16", "2026-12-28", "2027-01-08", "2027-01-14", id="over-new-year"),
        pytest.param("2026-05-08", "2026-04-20", "2026-04-27", "2026-05-01", id="golden-week"),
    ],
)
def test_deadlines_are_counted_in_working_days_and_end_at_17(
    first: str, closes: str, free: str, stop: str
) -> None:
    found = seats.deadlines(date.fromisoformat(first))
    wanted = [at_japan(date.fromisoformat(day), 17) for day in (closes, free, stop)]
    assert [found.latest_close, found.free_until, found.promote_until] == wanted


@pytest.mark.parametrize(
    ("state", "after_opening", "to_closing", "code"),
    [
        pytest.param(TrainingState.OPEN, 1, 1, None, id="open"),
        pytest.param(TrainingState.OPEN, 0, 1, None, id="at-the-opening-second"),
        pytest.param(TrainingState.ANNOUNCED, 0, 1, None, id="opening-not-yet-noted"),
        pytest.param(TrainingState.ANNOUNCED, -1, 9, "training.not_open_yet", id="too-early"),
        pytest.param(TrainingState.OPEN, 9, 0, "training.closed", id="at-the-closing-second"),
        pytest.param(TrainingState.CLOSED, 1, 1, "training.closed", id="closed-by-hand"),
        pytest.param(TrainingState.CANCELLED, 1, 1, "training.closed", id="cancelled"),
    ],
)
def test_sign_ups_are_taken_from_the_opening_second_to_before_the_closing_second(
    state: TrainingState, after_opening: int, to_closing: int, code: str | None
) -> None:
    second = timedelta(seconds=1)
    window = Window(state, NOON - after_opening * second, NOON + to_closing * second)
    reason = window.refusal(NOON)
    assert (reason.code if reason else None) == code
    assert window.is_open(NOON) is (code is None)


@pytest.mark.parametrize(
    ("born", "age", "is_refused"),
    [
        pytest.param("2009-01-16", 18, False, id="18-on-the-day"),
        pytest.param("2009-01-17", 17, True, id="18-the-day-after"),
        pytest.param("1990-04-02", 36, False, id="grown-up"),
    ],
)
def test_the_age_counts_on_the_first_day(born: str, age: int, *, is_refused: bool) -> None:
    person = Named("newcomers.0.name", "橋本 凜", date.fromisoformat(born))
    found = seats.age_problems([person], date(2027, 1, 16), 18)
    assert [one.reason.code for one in found] == (
        ["training.too_young_for_hazard"] if is_refused else []
    )
    if is_refused:
        assert found[0].field == "newcomers.0.name"
        assert found[0].params["age"] == age


def test_born_on_29_february_is_18_on_1_march() -> None:
    leap = Named("trainees", "閏", date(2008, 2, 29))
    assert seats.age_problems([leap], date(2026, 2, 28), 18)
    assert not seats.age_problems([leap], date(2026, 3, 1), 18)


def test_an_age_below_the_law_is_refused_without_the_law() -> None:
    child = Named("trainees", "橋本 凜", date(2013, 1, 1))
    found = seats.age_problems([child], date(2027, 1, 16), 15)
    assert [one.reason.code for one in found] == ["training.too_young"]


def spans(*hours: tuple[int, int]) -> tuple[Span, ...]:
    day = date(2027, 1, 16)
    return tuple(Span(at_japan(day, first), at_japan(day, last)) for first, last in hours)


def test_two_courses_clash_only_when_they_share_time() -> None:
    assert seats.clash(spans((9, 12)), spans((12, 15))) is None
    assert seats.clash(spans((9, 12)), spans((14, 15), (11, 13))) == spans((11, 13))[0]


def plan_facts(**changed: object) -> PlanFacts:
    day = date(2027, 1, 16)
    facts: dict[str, object] = {
        "sessions": spans((9, 16)),
        "opens_at": NOON,
        "closes_at": at_japan(date(2026, 12, 25), 17),
        "deadlines": seats.deadlines(day),
        "capacity": 10,
        "minimum": 3,
        "total_yen": 48_000,
        "subsidy_yen": 28_800,
        "quotas": (2, 3, 4),
    }
    return PlanFacts(**(facts | changed))  # type: ignore[arg-type]  # facts of one test


@pytest.mark.parametrize(
    ("changed", "field", "code"),
    [
        pytest.param({"closes_at": at_japan(date(2026, 12, 28), 18)}, "places.closes_at",
                     "training.closes_too_late", id="closes-under-ten-working-days"),
        pytest.param({"closes_at": NOON}, "places.closes_at",
                     "training.closes_before_opening", id="closes-at-the-opening"),
        pytest.param({"minimum": 11}, "places.minimum",
                     "training.minimum_too_large", id="minimum-over-capacity"),
        pytest.param({"subsidy_yen": 48_001}, "money.subsidy_yen",
                     "training.subsidy_too_large", id="subsidy-over-cost"),
        pytest.param({"quotas": (3, 2, 4)}, "terms.quotas",
                     "training.quotas_fall", id="quotas-fall"),
        pytest.param({"sessions": spans((9, 12), (11, 13))}, "sessions.1",
                     "training.sessions_overlap", id="sessions-overlap"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_told_at_its_field(
    changed: dict[str, object], field: str, code: str
) -> None:
    found = rules.plan_problems(plan_facts(**changed), NOON)
    assert [(one.field, one.reason.code) for one in found] == [(field, code)]


def test_a_plan_that_fits_has_no_problem() -> None:
    assert rules.plan_problems(plan_facts(), NOON) == []
    at_the_limit = at_japan(date(2026, 12, 28), 17)
    assert rules.plan_problems(plan_facts(closes_at=at_the_limit), NOON) == []


@pytest.mark.parametrize(
    ("start", "end", "code"),
    [
        pytest.param("2027-01-16T09:10", "2027-01-16T12:00", "training.session_times", id="9:10"),
        pytest.param("2027-01-16T12:00", "2027-01-16T09:00", "training.session_times", id="back"),
        pytest.param("2027-01-16T22:00", "2027-01-17T02:00", "training.session_times", id="night"),
        pytest.param("2026-11-24T09:00", "2026-11-24T12:00", "training.session_past", id="past"),
    ],
)
def test_a_session_lies_ahead_on_one_day_and_on_the_half_hour(
    start: str, end: str, code: str
) -> None:
    def tokyo(typed: str) -> datetime:
        return datetime.fromisoformat(f"{typed}:00+09:00")

    found = rules.session_problems([Span(tokyo(start), tokyo(end))], NOON)
    assert [one.reason.code for one in found] == [code]


def test_the_cost_of_one_person_adds_up() -> None:
    card = amounts.cost_card([CostLine(2, 60_000), CostLine(1, 40_000)], 96_000, 10)
    assert (card.total_yen, card.own_yen) == (160_000, 64_000)
    assert (card.person_total_yen, card.person_subsidy_yen, card.person_own_yen) == (
        16_000, 9_600, 6_400,
    )  # fmt: skip


@given(
    unit=st.integers(1, 10**7), share=st.integers(0, 100), people=st.integers(1, 60)
)  # fmt: skip
def test_the_shown_share_is_never_less_than_anybody_pays_nor_a_yen_more(
    unit: int, share: int, people: int
) -> None:
    subsidy = unit * share // 100
    card = amounts.cost_card([CostLine(1, unit)], subsidy, people)
    assert card.person_total_yen - card.person_subsidy_yen == card.person_own_yen
    assert card.own_yen <= card.person_own_yen * people < card.own_yen + people
