"""Which days are free: vectors of rules, single days, holidays, taken times, notice and caps."""

from collections.abc import Mapping
from datetime import date, timedelta

import hypothesis
import pytest
from hypothesis import strategies

from hub.experts import slots
from hub.experts.slots import Day, DayRefusal, DayWord, Limits, Pattern, Rule, Taken
from hub.kernel.calendar import at_japan, month_days
from hub.kernel.intervals import Span
from models.vocab.experts import DayPart

TODAY = date(2026, 11, 24)
LIMITS = Limits(TODAY)
DECEMBER = date(2026, 12, 1)
TUESDAYS = Rule(1, DayPart.FULL)
YEAR_END = frozenset(date(2026, 12, day) for day in (29, 30, 31))


def one(pattern: Pattern, day: date, taken: tuple[Taken, ...] = (), limits: Limits = LIMITS) -> Day:
    return slots.days_between(pattern, taken, limits, day, day)[0]


def said(rule: Rule, days: tuple[date, ...]) -> list[int]:
    """Days of the month on which a rule lets the expert come."""
    pattern = Pattern((rule,))
    return [day.day for day in days if slots.said_of(pattern, day) is not DayPart.CLOSED]


def hours(day: date, start: int, end: int, *, minute: int = 0, is_firm: bool = True) -> Taken:
    return Taken(Span(at_japan(day, start, minute), at_japan(day, end)), is_firm)


@pytest.mark.parametrize(
    ("nth", "month", "days"),
    [
        (None, date(2026, 12, 1), [5, 12, 19, 26]),
        (1, date(2026, 12, 1), [5]),
        (3, date(2026, 12, 1), [19]),
        (3, date(2026, 8, 1), [15]),
        (5, date(2026, 10, 1), [31]),
        (5, date(2026, 12, 1), []),
        (-1, date(2026, 12, 1), [26]),
        (-1, date(2026, 10, 1), [31]),
    ],
    ids=["weekly", "first", "third", "third-on-15", "fifth", "no-fifth", "last", "last-is-fifth"],
)
def test_a_saturday_rule_names_the_right_dates(
    nth: int | None, month: date, days: list[int]
) -> None:
    assert said(Rule(5, DayPart.AM, nth), month_days(month)) == days


def test_every_third_saturday_over_two_years_lies_between_15_and_21() -> None:
    for number in range(24):
        first = date(2026 + number // 12, number % 12 + 1, 1)
        (day,) = said(Rule(5, DayPart.AM, 3), month_days(first))
        assert 15 <= day <= 21


def test_the_29th_of_february_is_a_day_like_others_in_a_leap_year_only() -> None:
    assert said(Rule(1, DayPart.AM, 5), month_days(date(2028, 2, 1))) == [29]
    assert said(Rule(0, DayPart.AM, 5), month_days(date(2027, 2, 1))) == []
    assert len(month_days(date(2027, 2, 1))) == 28


def test_a_rule_holds_from_its_first_to_its_last_day() -> None:
    rule = Rule(1, DayPart.AM, valid_from=date(2026, 12, 8), valid_to=date(2026, 12, 22))
    assert said(rule, month_days(DECEMBER)) == [8, 15, 22]


def test_morning_and_afternoon_rules_of_one_weekday_make_a_whole_day() -> None:
    both = Pattern((Rule(1, DayPart.AM), Rule(1, DayPart.PM, 2)))
    assert slots.said_of(both, date(2026, 12, 1)) is DayPart.AM
    assert slots.said_of(both, date(2026, 12, 8)) is DayPart.FULL


def test_a_whole_free_day_has_a_morning_from_9_to_12_and_an_afternoon_from_13_to_17() -> None:
    day = date(2026, 12, 8)
    found = one(Pattern((TUESDAYS,)), day)
    assert found.word is DayWord.FREE
    assert found.free == (
        Span(at_japan(day, 9), at_japan(day, 12)),
        Span(at_japan(day, 13), at_japan(day, 17)),
    )


@pytest.mark.parametrize(
    ("part", "word", "halves"),
    [
        (DayPart.FULL, DayWord.FREE, 2),
        (DayPart.AM, DayWord.AM, 1),
        (DayPart.PM, DayWord.PM, 1),
        (DayPart.CLOSED, DayWord.OFF, 0),
    ],
)
def test_what_is_said_of_a_date_replaces_the_rule(
    part: DayPart, word: DayWord, halves: int
) -> None:
    day = date(2026, 12, 8)
    for rules in ((TUESDAYS,), ()):
        found = one(Pattern(rules, {day: part}), day)
        assert (found.word, len(found.free)) == (word, halves)


def test_a_national_holiday_is_closed_unless_the_rule_or_the_expert_says_otherwise() -> None:
    day = date(2027, 2, 23)  # a Tuesday, the Emperor's birthday
    open_rule = Rule(1, DayPart.AM, on_holidays=True)
    assert one(Pattern((TUESDAYS,)), day).word is DayWord.HOLIDAY
    assert one(Pattern((TUESDAYS,)), day).free == ()
    assert one(Pattern((open_rule,)), day).word is DayWord.AM
    assert one(Pattern((TUESDAYS,), {day: DayPart.FULL}), day).word is DayWord.FREE


def test_a_substitute_holiday_is_a_holiday() -> None:
    assert one(Pattern((Rule(0, DayPart.AM),)), date(2027, 3, 22)).word is DayWord.HOLIDAY


@pytest.mark.parametrize(
    ("day", "word"),
    [
        (date(2026, 12, 29), DayWord.YEAR_END),
        (date(2027, 1, 3), DayWord.NEW_YEAR),
        (date(2027, 4, 13), DayWord.CLOSED),
    ],
)
def test_a_closing_day_closes_whatever_the_expert_says(day: date, word: DayWord) -> None:
    pattern = Pattern((), {day: DayPart.FULL}, frozenset({day}))
    found = one(pattern, day)
    assert (found.word, found.free) == (word, ())


def test_a_past_date_cannot_be_asked_for() -> None:
    found = one(Pattern((TUESDAYS,)), date(2026, 11, 17))
    assert (found.word, found.free) == (DayWord.PAST, ())


def test_five_working_days_of_notice_skip_weekend_and_holiday() -> None:
    every = Pattern(tuple(Rule(weekday, DayPart.FULL) for weekday in range(7)))
    early = Limits(date(2026, 11, 19))  # Thursday; Monday 23 November is a holiday
    assert early.first_day == date(2026, 11, 27)
    assert one(every, date(2026, 11, 26), limits=early).word is DayWord.TOO_SOON
    assert one(every, date(2026, 11, 27), limits=early).word is DayWord.FREE
    assert one(every, date(2026, 11, 26), limits=early).free == ()


def test_an_expert_may_ask_for_more_notice() -> None:
    slow = Limits(TODAY, notice_days=10)
    assert one(Pattern((TUESDAYS,)), date(2026, 12, 1), limits=slow).word is DayWord.TOO_SOON
    assert one(Pattern((TUESDAYS,)), date(2026, 12, 8), limits=slow).word is DayWord.FREE


def test_nothing_is_offered_beyond_180_days() -> None:
    every = Pattern(tuple(Rule(weekday, DayPart.FULL) for weekday in range(7)))
    last = TODAY + timedelta(days=180)
    assert len(one(every, last).free) == 2
    assert one(every, last + timedelta(days=1)).free == ()


def test_a_held_afternoon_leaves_the_morning_free() -> None:
    day = date(2026, 12, 8)
    found = one(Pattern((TUESDAYS,)), day, (hours(day, 13, 16, minute=30, is_firm=False),))
    assert found.word is DayWord.REQUESTED
    assert found.free == (slots.half_day(day, DayPart.AM),)


def test_an_agreed_visit_counts_before_a_request_on_the_same_day() -> None:
    day = date(2026, 12, 8)
    taken = (hours(day, 9, 12, is_firm=False), hours(day, 13, 17))
    found = one(Pattern((TUESDAYS,)), day, taken)
    assert (found.word, found.free) == (DayWord.BOOKED, ())


def test_the_way_takes_half_an_hour_on_both_sides() -> None:
    day = date(2026, 12, 8)
    late = Taken(Span(at_japan(day, 9), at_japan(day, 12, 45)), is_firm=True)
    on_time = Taken(Span(at_japan(day, 9), at_japan(day, 12, 30)), is_firm=True)
    assert one(Pattern((TUESDAYS,)), day, (late,)).free == ()
    assert one(Pattern((TUESDAYS,)), day, (on_time,)).free == (slots.half_day(day, DayPart.PM),)


def test_the_cap_of_days_closes_the_rest_of_the_month_but_not_the_days_already_taken() -> None:
    limits = Limits(TODAY, cap_month_days=2)
    taken = (hours(date(2026, 12, 1), 9, 12), hours(date(2026, 12, 8), 9, 12))
    pattern = Pattern((TUESDAYS,))
    assert one(pattern, date(2026, 12, 15), taken, limits).word is DayWord.CAPPED
    assert one(pattern, date(2026, 12, 15), taken, limits).free == ()
    assert len(one(pattern, date(2026, 12, 8), taken, limits).free) == 1
    assert one(pattern, date(2027, 1, 5), taken, limits).word is DayWord.FREE


def test_the_cap_of_hours_runs_from_monday_to_sunday() -> None:
    limits = Limits(TODAY, cap_week_hours=4)
    pattern = Pattern((TUESDAYS, Rule(0, DayPart.FULL)))
    taken = (hours(date(2026, 12, 11), 13, 17),)
    assert one(pattern, date(2026, 12, 8), taken, limits).word is DayWord.CAPPED
    assert one(pattern, date(2026, 12, 14), taken, limits).word is DayWord.FREE
    assert slots.reach(date(2026, 12, 8), date(2026, 12, 8)).start == at_japan(date(2026, 12, 1))


def test_the_grid_counts_whole_days_and_half_days_apart() -> None:
    pattern = Pattern((TUESDAYS, Rule(3, DayPart.AM)), closing=YEAR_END)
    found = slots.month(pattern, (), LIMITS, DECEMBER)
    assert len(found) == 31
    assert slots.counted(found) == (4, 4)  # 29 and 31 December are closed


def test_a_month_like_another_follows_the_place_of_the_weekday() -> None:
    november = {date(2026, 11, 10): DayPart.CLOSED, date(2026, 11, 24): DayPart.AM}
    pattern = Pattern((TUESDAYS,), november)
    copied = slots.same_as(pattern, date(2026, 11, 1), DECEMBER)
    assert [copied[date(2026, 12, day)] for day in (1, 8, 15, 22, 29)] == [
        DayPart.FULL, DayPart.CLOSED, DayPart.FULL, DayPart.AM, DayPart.AM,
    ]  # fmt: skip
    assert copied[date(2026, 12, 2)] is DayPart.CLOSED


def test_a_month_like_another_opens_no_holiday() -> None:
    copied = slots.same_as(Pattern((TUESDAYS,)), date(2027, 1, 1), date(2027, 2, 1))
    assert date(2027, 2, 23) not in copied
    assert copied[date(2027, 2, 16)] is DayPart.FULL


@pytest.mark.parametrize(
    ("exceptions", "tap"),
    [
        ({}, DayPart.CLOSED),
        ({date(2026, 12, 10): DayPart.CLOSED}, DayPart.AM),
        ({date(2026, 12, 10): DayPart.PM}, DayPart.CLOSED),
    ],
)
def test_a_tap_turns_free_to_off_and_off_to_the_usual_part(
    exceptions: Mapping[date, DayPart], tap: DayPart
) -> None:
    pattern = Pattern((Rule(3, DayPart.AM),), exceptions)
    assert slots.turned(pattern, one(pattern, date(2026, 12, 10))) is tap


def test_a_tap_on_a_day_off_without_rule_makes_a_whole_free_day() -> None:
    pattern = Pattern(())
    assert slots.turned(pattern, one(pattern, date(2026, 12, 9))) is DayPart.FULL


def test_a_tap_changes_nothing_on_past_closed_and_too_near_days() -> None:
    pattern = Pattern((TUESDAYS,), closing=YEAR_END)
    for day in (date(2026, 11, 10), date(2026, 12, 29), date(2027, 2, 23), date(2026, 11, 24)):
        assert slots.turned(pattern, one(pattern, day)) is None


@pytest.mark.parametrize(
    ("part", "answer"),
    [
        (DayPart.CLOSED, DayRefusal.TAKEN),
        (DayPart.AM, DayRefusal.TAKEN),
        (DayPart.PM, None),
        (DayPart.FULL, None),
    ],
)
def test_a_day_with_an_afternoon_visit_keeps_its_afternoon(
    part: DayPart, answer: DayRefusal | None
) -> None:
    day = date(2026, 12, 8)
    taken = (hours(day, 13, 16),)
    assert slots.refusal(Pattern((TUESDAYS,)), taken, day, part) is answer


PARTS = strategies.sampled_from(list(DayPart))
OPEN_PARTS = strategies.sampled_from([DayPart.AM, DayPart.PM, DayPart.FULL])
RULES = strategies.builds(
    Rule,
    weekday=strategies.integers(0, 6),
    part=OPEN_PARTS,
    nth=strategies.sampled_from([None, -1, 1, 2, 3, 4, 5]),
    on_holidays=strategies.booleans(),
)
DATES = strategies.dates(date(2026, 10, 1), date(2027, 8, 31))
TAKEN = strategies.builds(
    hours, DATES, strategies.integers(8, 12), strategies.integers(13, 18),
    is_firm=strategies.booleans(),
)  # fmt: skip


@hypothesis.settings(max_examples=150)
@hypothesis.given(
    rules=strategies.lists(RULES, max_size=5).map(tuple),
    exceptions=strategies.dictionaries(DATES, PARTS, max_size=20),
    taken=strategies.lists(TAKEN, max_size=6).map(tuple),
    first=DATES,
)
def test_whatever_was_said_a_free_half_day_keeps_every_promise(
    rules: tuple[Rule, ...],
    exceptions: dict[date, DayPart],
    taken: tuple[Taken, ...],
    first: date,
) -> None:
    pattern = Pattern(rules, exceptions, YEAR_END)
    days = slots.days_between(pattern, taken, LIMITS, first, first + timedelta(days=40))
    for each in days:
        if each.free:
            assert LIMITS.first_day <= each.day <= LIMITS.last_day
            assert each.day not in pattern.closing
        if each.word in slots.FIXED_WORDS:
            assert each.free == ()
        for span in each.free:
            assert not any(span.overlaps(other.span) for other in taken)
            assert slots.covers(each.said, slots.part_of(span))
