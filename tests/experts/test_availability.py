"""An expert paints days, sets the usual week and copies a month; visits cannot be painted away."""

from datetime import UTC, date, datetime, timedelta

import pytest

from hub.experts import reads, service
from hub.experts.slots import DayWord
from hub.experts.words import roster as words
from hub.kernel.errors import Forbidden, Invalid, NotFound, Refused
from hub.platform.context import Actor
from hub.platform.db import Store
from models.experts.roster import AvailabilityException, AvailabilityRule, ClosingDay
from models.vocab import Role
from models.vocab.experts import DayPart
from tests.support.internship import NOW, a_person, a_ward, count, do, rows, see
from tests.support.roster import a_time, an_expert, take

TUESDAY = date(2026, 12, 8)
WEDNESDAY = date(2026, 12, 9)
DECEMBER = date(2026, 12, 1)


def paint(store: Store, actor: Actor, expert_id: int, day: date, part: str | None) -> object:
    return do(
        store, service.paint_days, actor, expert_id=expert_id, days=[{"day": day, "part": part}]
    )


def word(store: Store, actor: Actor, expert_id: int, day: date) -> DayWord:
    month = see(store, reads.month_of, actor, expert_id=expert_id, first=day.replace(day=1))
    found: DayWord = next(cell.word for cell in month.cells if cell.day == day)
    return found


def test_a_painted_day_is_saved_at_once_and_painted_back_leaves_no_trace(store: Store) -> None:
    actor, expert_id = an_expert(store)
    assert word(store, actor, expert_id, TUESDAY) is DayWord.FREE
    paint(store, actor, expert_id, TUESDAY, "closed")
    assert word(store, actor, expert_id, TUESDAY) is DayWord.OFF
    paint(store, actor, expert_id, TUESDAY, "full")
    assert word(store, actor, expert_id, TUESDAY) is DayWord.FREE
    assert count(store, AvailabilityException) == 0


@pytest.mark.parametrize(
    ("part", "shown"), [("full", DayWord.FREE), ("am", DayWord.AM), ("pm", DayWord.PM)]
)
def test_a_day_outside_the_usual_week_can_be_opened_whole_or_half(
    store: Store, part: str, shown: DayWord
) -> None:
    actor, expert_id = an_expert(store)
    paint(store, actor, expert_id, WEDNESDAY, part)
    assert word(store, actor, expert_id, WEDNESDAY) is shown
    paint(store, actor, expert_id, WEDNESDAY, None)
    assert word(store, actor, expert_id, WEDNESDAY) is DayWord.OFF


def test_the_last_word_of_a_day_holds_and_there_is_one_row_a_day(store: Store) -> None:
    actor, expert_id = an_expert(store)
    for part in ("am", "pm", "am"):
        paint(store, actor, expert_id, WEDNESDAY, part)
    assert [(row.day, row.part) for row in rows(store, AvailabilityException)] == [
        (WEDNESDAY, DayPart.AM)
    ]


@pytest.mark.parametrize("part", ["closed", "am"])
def test_a_day_with_an_agreed_visit_cannot_be_painted_off(store: Store, part: str) -> None:
    actor, expert_id = an_expert(store)
    take(store, expert_id, a_time(TUESDAY))
    with pytest.raises(Refused) as refused:
        paint(store, actor, expert_id, TUESDAY, part)
    assert refused.value.reason is words.DAY_TAKEN
    assert refused.value.params == {"day": TUESDAY}
    assert word(store, actor, expert_id, TUESDAY) is DayWord.BOOKED
    paint(store, actor, expert_id, TUESDAY, "pm")


def test_a_held_day_cannot_be_painted_off_until_the_hold_has_run_out(store: Store) -> None:
    actor, expert_id = an_expert(store)
    take(store, expert_id, a_time(TUESDAY), until=NOW + timedelta(days=3))
    assert word(store, actor, expert_id, TUESDAY) is DayWord.REQUESTED
    with pytest.raises(Refused):
        paint(store, actor, expert_id, TUESDAY, "closed")
    do(
        store, service.paint_days, actor, now=NOW + timedelta(days=4),
        expert_id=expert_id, days=[{"day": TUESDAY, "part": "closed"}],
    )  # fmt: skip
    assert [row.part for row in rows(store, AvailabilityException)] == [DayPart.CLOSED]


def test_days_painted_together_change_together_or_not_at_all(store: Store) -> None:
    actor, expert_id = an_expert(store)
    take(store, expert_id, a_time(TUESDAY))
    with pytest.raises(Refused):
        do(
            store, service.paint_days, actor, expert_id=expert_id,
            days=[{"day": WEDNESDAY, "part": "full"}, {"day": TUESDAY, "part": "closed"}],
        )  # fmt: skip
    assert count(store, AvailabilityException) == 0


def test_a_past_date_is_refused_at_its_field(store: Store) -> None:
    actor, expert_id = an_expert(store)
    with pytest.raises(Invalid) as refused:
        paint(store, actor, expert_id, date(2026, 11, 23), "full")
    assert refused.value.problems[0].reason is words.DAY_PAST


def test_today_ends_at_midnight_in_tokyo(store: Store) -> None:
    actor, expert_id = an_expert(store)
    late = datetime(2026, 11, 30, 15, 0, tzinfo=UTC)  # 1 December, 0:00 in Tokyo
    days = [{"day": date(2026, 11, 30), "part": "full"}]
    early = late - timedelta(minutes=1)
    do(store, service.paint_days, actor, now=early, expert_id=expert_id, days=days)
    with pytest.raises(Invalid):
        do(store, service.paint_days, actor, now=late, expert_id=expert_id, days=days)


def test_a_closing_day_of_the_ward_cannot_be_opened(store: Store) -> None:
    actor, expert_id = an_expert(store)
    do(store, service.close_day, ward_id=actor.seat.ward_id, day=TUESDAY, note="庁舎の工事")
    do(store, service.close_day, ward_id=actor.seat.ward_id, day=TUESDAY, note="庁舎の工事")
    assert count(store, ClosingDay) == 1
    assert word(store, actor, expert_id, TUESDAY) is DayWord.CLOSED
    with pytest.raises(Refused) as refused:
        paint(store, actor, expert_id, TUESDAY, "full")
    assert refused.value.reason is words.DAY_CLOSED


def test_a_closing_day_of_another_ward_closes_nothing_here(store: Store) -> None:
    actor, expert_id = an_expert(store)
    other = a_ward(store, "13109", "品川区")
    do(store, service.close_day, ward_id=other, day=TUESDAY, note="区の行事")
    assert word(store, actor, expert_id, TUESDAY) is DayWord.FREE
    do(store, service.close_day, day=TUESDAY, note="全区の休み")
    assert word(store, actor, expert_id, TUESDAY) is DayWord.CLOSED


def test_a_coordinator_closes_days_of_the_own_ward_only(store: Store) -> None:
    ward, other = a_ward(store), a_ward(store, "13109", "品川区")
    coordinator = a_person(store, Role.COORDINATOR, ward_id=ward)
    do(store, service.close_day, coordinator, ward_id=ward, day=TUESDAY, note="庁舎の工事")
    for foreign in (other, None):
        with pytest.raises(Forbidden):
            do(store, service.close_day, coordinator, ward_id=foreign, day=TUESDAY, note="工事")


def test_an_expert_cannot_paint_the_days_of_another(store: Store) -> None:
    first, _own = an_expert(store)
    _second, other = an_expert(store, name="宮﨑 由紀")
    with pytest.raises(NotFound):
        paint(store, first, other, TUESDAY, "closed")


def test_a_coordinator_sees_the_days_but_does_not_paint_them(store: Store) -> None:
    actor, expert_id = an_expert(store)
    coordinator = a_person(store, Role.COORDINATOR, ward_id=actor.seat.ward_id)
    assert word(store, coordinator, expert_id, TUESDAY) is DayWord.FREE
    with pytest.raises(Forbidden):
        paint(store, coordinator, expert_id, TUESDAY, "closed")


def test_a_new_week_replaces_the_old_one_and_keeps_single_days_and_visits(store: Store) -> None:
    actor, expert_id = an_expert(store)
    take(store, expert_id, a_time(TUESDAY))
    paint(store, actor, expert_id, WEDNESDAY, "am")
    rules = [{"weekday": 5, "part": "am", "nth": 3}, {"weekday": 4, "part": "pm"}]
    do(store, service.set_week, actor, expert_id=expert_id, rules=rules)
    assert count(store, AvailabilityRule) == 2
    assert word(store, actor, expert_id, TUESDAY) is DayWord.BOOKED
    assert word(store, actor, expert_id, WEDNESDAY) is DayWord.AM
    assert word(store, actor, expert_id, date(2026, 12, 19)) is DayWord.AM
    assert word(store, actor, expert_id, date(2026, 12, 12)) is DayWord.OFF
    assert word(store, actor, expert_id, date(2026, 12, 11)) is DayWord.PM


@pytest.mark.parametrize(
    "wrong",
    [
        {"weekday": 7, "part": "am"},
        {"weekday": 1, "part": "closed"},
        {"weekday": 1, "part": "am", "nth": 6},
        {"weekday": 1, "part": "25:00"},
    ],
)
def test_a_week_that_does_not_exist_is_refused_and_the_old_one_stays(
    store: Store, wrong: dict[str, object]
) -> None:
    actor, expert_id = an_expert(store)
    with pytest.raises(Invalid):
        do(store, service.set_week, actor, expert_id=expert_id, rules=[wrong])
    assert count(store, AvailabilityRule) == 3


def test_the_most_days_a_month_close_the_rest_once_they_are_reached(store: Store) -> None:
    actor, expert_id = an_expert(store)
    take(store, expert_id, a_time(TUESDAY))
    do(store, service.set_cap, actor, expert_id=expert_id, month_days=1)
    assert word(store, actor, expert_id, date(2026, 12, 15)) is DayWord.CAPPED
    assert see(store, reads.week_of, actor, expert_id=expert_id).cap_month_days == 1
    with pytest.raises(Invalid):
        do(store, service.set_cap, actor, expert_id=expert_id, month_days=32)


def test_a_month_like_the_last_takes_its_single_days_and_can_be_taken_back(store: Store) -> None:
    actor, expert_id = an_expert(store)
    earlier = datetime(2026, 11, 1, 1, 0, tzinfo=UTC)
    november = [
        {"day": date(2026, 11, 10), "part": "closed"},  # second Tuesday
        {"day": date(2026, 11, 11), "part": "pm"},  # second Wednesday
    ]
    do(store, service.paint_days, actor, now=earlier, expert_id=expert_id, days=november)
    paint(store, actor, expert_id, date(2026, 12, 16), "am")
    done = do(
        store, service.copy_month, actor, expert_id=expert_id,
        source=date(2026, 11, 1), target=DECEMBER,
    )  # fmt: skip
    assert word(store, actor, expert_id, TUESDAY) is DayWord.OFF
    assert word(store, actor, expert_id, WEDNESDAY) is DayWord.PM
    assert word(store, actor, expert_id, date(2026, 12, 16)) is DayWord.OFF
    assert done.count == 3
    back = [{"day": day, "part": part} for day, part in done.before]
    do(store, service.paint_days, actor, expert_id=expert_id, days=back)
    assert word(store, actor, expert_id, TUESDAY) is DayWord.FREE
    assert word(store, actor, expert_id, WEDNESDAY) is DayWord.OFF
    assert word(store, actor, expert_id, date(2026, 12, 16)) is DayWord.AM


def test_copying_a_month_leaves_days_with_visits_alone(store: Store) -> None:
    actor, expert_id = an_expert(store)
    earlier = datetime(2026, 11, 1, 1, 0, tzinfo=UTC)
    do(
        store, service.paint_days, actor, now=earlier, expert_id=expert_id,
        days=[{"day": date(2026, 11, 10), "part": "closed"}],
    )  # fmt: skip
    take(store, expert_id, a_time(TUESDAY))
    do(
        store, service.copy_month, actor, expert_id=expert_id,
        source=date(2026, 11, 1), target=DECEMBER,
    )  # fmt: skip
    assert word(store, actor, expert_id, TUESDAY) is DayWord.BOOKED
    assert [row.day for row in rows(store, AvailabilityException)] == [date(2026, 11, 10)]


def test_a_month_that_is_over_is_not_changed(store: Store) -> None:
    actor, expert_id = an_expert(store)
    with pytest.raises(Refused) as refused:
        do(
            store, service.copy_month, actor, expert_id=expert_id,
            source=date(2026, 9, 1), target=date(2026, 10, 1),
        )  # fmt: skip
    assert refused.value.reason is words.MONTH_PAST


def test_the_page_opens_at_the_month_that_can_still_be_asked_for(store: Store) -> None:
    actor, expert_id = an_expert(store)
    month = see(store, reads.month_of, actor, expert_id=expert_id)
    assert month.first == DECEMBER
    assert (month.free_days, month.free_halves) == (9, 5)
    assert (month.earliest, month.latest) == (date(2026, 11, 1), date(2027, 5, 1))
    far = see(store, reads.month_of, actor, expert_id=expert_id, first=date(2030, 1, 1))
    assert far.first == date(2027, 5, 1)


def test_the_same_press_sent_twice_counts_once(store: Store) -> None:
    actor, expert_id = an_expert(store)
    days = [{"day": TUESDAY, "part": "closed"}]
    first, again = (
        do(store, service.paint_days, actor, once="same", expert_id=expert_id, days=days)
        for _press in range(2)
    )
    assert first == again
    assert word(store, actor, expert_id, TUESDAY) is DayWord.OFF


def test_nobody_paints_for_an_expert_by_the_role_alone(store: Store) -> None:
    actor, expert_id = an_expert(store)
    student = a_person(store, Role.STUDENT, ward_id=actor.seat.ward_id)
    with pytest.raises(NotFound):
        paint(store, student, expert_id, TUESDAY, "closed")
