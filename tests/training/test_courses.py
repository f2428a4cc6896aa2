"""A course is planned, reviewed by somebody else, announced, opened, closed, held or cancelled."""

from datetime import UTC, date, datetime, timedelta

import pytest

from hub.directory import service as directory
from hub.directory.service import Holder, Wanted
from hub.kernel.calendar import at_japan
from hub.kernel.errors import Forbidden, Invalid, NotFound, Refused, Stale
from hub.kernel.intervals import Span
from hub.platform.context import Actor, Ctx, Seat
from hub.platform.db import Store
from hub.training import reads, service, worker
from models.directory import Reservation, ReservationCell
from models.platform import OutboxRow
from models.training import SeatPool, SignUpPerson, Training, TrainingSession
from models.vocab import Role
from models.vocab.directory import HolderKind, ReservationState
from models.vocab.training import SignUpState, TrainingAction, TrainingState
from tests.support.internship import SYSTEM, a_person, count, do, rows, see
from tests.support.training import (
    CLOSES,
    FIRST_DAY,
    NOW,
    SECOND,
    STOP,
    Town,
    a_course,
    a_plan,
    a_small_course,
    a_town,
    counters_are_true,
    course,
    plan_input,
    session,
    settle,
    sign_up,
    state_of,
    step,
)


def held(store: Store) -> list[tuple[ReservationState, HolderKind]]:
    return [
        (row.state, row.holder_kind)
        for row in rows(store, Reservation)
        if row.state != ReservationState.RELEASED
    ]


def notices(store: Store, kind: str) -> list[OutboxRow]:
    return [row for row in rows(store, OutboxRow) if row.kind == f"training.{kind}"]


def the_expert(town: Town) -> dict[str, object]:
    return {"person_id": town.expert.person_id, "name": "", "note": "1級技能士"}


def test_the_first_course_of_a_fiscal_year_has_the_number_one(store: Store) -> None:
    town = a_town(store)
    a_plan(town)
    a_plan(town)
    assert [row.number for row in rows(store, Training)] == ["T-2026-001", "T-2026-002"]
    page = course(town, rows(store, Training)[0].id)
    assert (page.card.capacity, page.card.left, page.quotas) == (3, 3, (2, 3, 4))
    assert (page.card.costs.person_total_yen, page.card.costs.person_own_yen) == (16_000, 6_400)
    assert page.card.free_until == at_japan(date(2027, 1, 8), 17)


def test_a_plan_is_seen_by_staff_and_by_no_firm(store: Store) -> None:
    town = a_town(store)
    training_id = a_plan(town)
    assert course(town, training_id).card.state == TrainingState.PLANNED
    with pytest.raises(NotFound):
        see(store, reads.course_page, town.firms[0], training_id=training_id)
    with pytest.raises(NotFound):
        sign_up(town, training_id, town.firms[0], "荒木 一")
    assert see(store, reads.course_cards, town.firms[0], ward_id=town.ward) == ()


def test_everything_wrong_with_a_plan_is_told_together(store: Store) -> None:
    town = a_town(store)
    with pytest.raises(Invalid) as refusal:
        a_plan(
            town,
            places={"capacity": 3, "minimum": 4, "closes_at": at_japan(date(2027, 1, 12), 17)},
            money={"subsidy_yen": 50_000},
            teacher={"name": ""},
        )
    assert [(one.field, one.reason.code) for one in refusal.value.problems] == [
        ("places.closes_at", "training.closes_too_late"),
        ("places.minimum", "training.minimum_too_large"),
        ("money.subsidy_yen", "training.subsidy_too_large"),
        ("teacher.name", "input.required"),
    ]
    assert count(store, Training) == 0


def test_a_plan_needs_a_session_and_a_cost(store: Store) -> None:
    town = a_town(store)
    with pytest.raises(Invalid) as refusal:
        a_plan(town, sessions=[], money={"lines": []})
    assert {one.field for one in refusal.value.problems} == {"sessions", "money.lines"}


def test_the_planner_does_not_review_even_as_a_clerk(store: Store) -> None:
    town = a_town(store)
    training_id = a_plan(town)
    both = Actor(town.coordinator.person_id, "", Seat(9, Role.WARD_CLERK, town.ward))
    with pytest.raises(Refused) as refusal:
        step(town, training_id, TrainingAction.REVIEW, actor=both)
    assert refusal.value.reason.code == "training.same_person"
    assert step(town, training_id, TrainingAction.REVIEW).state == TrainingState.REVIEWED


def test_a_course_is_not_announced_before_the_clerk_has_reviewed_it(store: Store) -> None:
    town = a_town(store)
    training_id = a_plan(town)
    with pytest.raises(Refused) as refusal:
        step(town, training_id, TrainingAction.ANNOUNCE)
    assert refusal.value.reason.code == "states.not_allowed"
    with pytest.raises(Forbidden):
        step(town, training_id, TrainingAction.REVIEW, actor=town.coordinator)
    with pytest.raises(Forbidden):
        step(town, training_id, TrainingAction.ANNOUNCE, actor=town.clerk)


def test_the_clerk_and_then_the_coordinator_are_told_what_waits_for_them(store: Store) -> None:
    town = a_town(store)
    training_id = a_plan(town)
    assert [row.person_id for row in notices(store, "staff")] == [town.clerk.person_id]
    step(town, training_id, TrainingAction.REVIEW)
    assert [row.person_id for row in notices(store, "staff")] == [
        town.clerk.person_id,
        town.coordinator.person_id,
    ]


def test_the_second_of_two_tabs_is_told_that_the_course_has_changed(store: Store) -> None:
    town = a_town(store)
    training_id = a_plan(town)
    step(town, training_id, TrainingAction.REVIEW)
    with pytest.raises(Stale):
        do(
            store, service.advance_course, town.coordinator, now=NOW, training_id=training_id,
            action=TrainingAction.ANNOUNCE, version=0,
        )  # fmt: skip


def test_a_course_whose_opening_has_come_opens_with_the_announcement(store: Store) -> None:
    town = a_town(store)
    assert course(town, a_course(town)).card.state == TrainingState.OPEN


def test_an_announced_course_opens_at_its_second_even_before_the_clock_looked(
    store: Store,
) -> None:
    town = a_town(store)
    opening = NOW + timedelta(days=1)
    training_id = a_course(town, places={"opens_at": opening})
    with pytest.raises(Refused) as refusal:
        sign_up(town, training_id, town.firms[0], "荒木 一", now=opening - SECOND)
    assert refusal.value.reason.code == "training.not_open_yet"
    assert refusal.value.params["opens_at"] == opening
    done = sign_up(town, training_id, town.firms[0], "荒木 一", now=opening)
    assert done.state == SignUpState.CONFIRMED
    assert course(town, training_id).card.state == TrainingState.OPEN


def test_the_coordinator_may_open_earlier_and_close_earlier(store: Store) -> None:
    town = a_town(store)
    training_id = a_course(town, places={"opens_at": NOW + timedelta(days=3)})
    step(town, training_id, TrainingAction.OPEN)
    assert sign_up(town, training_id, town.firms[0], "荒木 一").state == SignUpState.CONFIRMED
    step(town, training_id, TrainingAction.CLOSE)
    with pytest.raises(Refused) as refusal:
        sign_up(town, training_id, town.firms[1], "石黒 二")
    assert refusal.value.reason.code == "training.closed"


def test_a_sign_up_is_taken_before_the_closing_second_and_not_at_it(store: Store) -> None:
    town = a_town(store)
    training_id = a_course(town)
    sign_up(town, training_id, town.firms[0], "荒木 一", now=CLOSES - SECOND)
    with pytest.raises(Refused) as refusal:
        sign_up(town, training_id, town.firms[1], "石黒 二", now=CLOSES)
    assert refusal.value.reason.code == "training.closed"


def test_a_course_whose_closing_has_passed_is_not_announced(store: Store) -> None:
    town = a_town(store)
    training_id = a_plan(town)
    step(town, training_id, TrainingAction.REVIEW)
    with pytest.raises(Refused) as refusal:
        step(town, training_id, TrainingAction.ANNOUNCE, now=CLOSES)
    assert refusal.value.reason.code == "training.closing_passed"


def test_the_roster_waits_for_the_last_answers_or_the_end_of_promotions(store: Store) -> None:
    town = a_town(store)
    training_id = a_small_course(town, 1)
    sign_up(town, training_id, town.firms[0], "荒木 一")
    sign_up(town, training_id, town.firms[1], "石黒 二")
    settle(town, training_id, CLOSES)
    with pytest.raises(Refused) as refusal:
        step(town, training_id, TrainingAction.CONFIRM, now=STOP - SECOND)
    assert refusal.value.reason.code == "training.promotion_runs"
    assert step(town, training_id, TrainingAction.CONFIRM, now=STOP).state == (
        TrainingState.CONFIRMED
    )


def test_too_few_people_are_never_silent(store: Store) -> None:
    town = a_town(store)
    training_id = a_small_course(town, 5, places={"minimum": 2})
    sign_up(town, training_id, town.firms[0], "荒木 一")
    settle(town, training_id, CLOSES)
    with pytest.raises(Refused) as refusal:
        step(town, training_id, TrainingAction.CONFIRM, now=CLOSES)
    assert refusal.value.reason.code == "training.too_few"
    assert refusal.value.params == {"count": 1, "minimum": 2}
    with pytest.raises(Refused) as refusal:
        step(town, training_id, TrainingAction.HOLD_ANYWAY, now=CLOSES)
    assert refusal.value.reason.code == "training.note_needed"
    held_anyway = step(town, training_id, TrainingAction.HOLD_ANYWAY, note="設備の都合", now=CLOSES)
    assert held_anyway.state == TrainingState.CONFIRMED


def test_a_course_begins_by_itself_with_its_first_session(store: Store) -> None:
    town = a_town(store)
    training_id = a_course(town)
    sign_up(town, training_id, town.firms[0], "荒木 一")
    settle(town, training_id, CLOSES)
    step(town, training_id, TrainingAction.CONFIRM, now=STOP)
    settle(town, training_id, at_japan(FIRST_DAY, 9) - SECOND)
    assert course(town, training_id).card.state == TrainingState.CONFIRMED
    settle(town, training_id, at_japan(FIRST_DAY, 9))
    assert course(town, training_id).card.state == TrainingState.RUNNING


def test_the_trainers_time_is_held_then_firm_then_free_again(store: Store) -> None:
    town = a_town(store)
    training_id = a_plan(town, teacher=the_expert(town))
    assert held(store) == [(ReservationState.HELD, HolderKind.TRAINING)] * 2
    step(town, training_id, TrainingAction.REVIEW)
    step(town, training_id, TrainingAction.ANNOUNCE)
    assert held(store) == [(ReservationState.CONFIRMED, HolderKind.TRAINING)] * 2
    assert [row.person_id for row in notices(store, "trainer")] == [town.expert.person_id]
    assert course(town, training_id).trainer_name == "小澤 德次郎"
    step(town, training_id, TrainingAction.CANCEL, note="講師の急病")
    assert held(store) == []
    assert count(store, ReservationCell) == 0
    assert len(notices(store, "trainer")) == 2


def engaged(town: Town) -> None:
    """The expert is with a group of firms on the first morning."""
    with town.store.writing() as opened:
        ctx = Ctx(opened, SYSTEM, NOW)
        calendar = directory.person_calendar(ctx, person_id=town.expert.person_id or 0, name="小澤")
        span = Span(at_japan(FIRST_DAY, 10), at_japan(FIRST_DAY, 12))
        holder = Holder(HolderKind.ENGAGEMENT, 1)
        directory.hold(ctx, wanted=(Wanted(calendar, span),), holder=holder, until=None)


def test_a_trainer_who_is_elsewhere_at_the_time_cannot_be_planned(store: Store) -> None:
    town = a_town(store)
    engaged(town)
    with pytest.raises(Refused) as refusal:
        a_plan(town, teacher=the_expert(town))
    assert refusal.value.reason.code == "directory.time_taken"
    assert (count(store, Training), len(held(store))) == (0, 1)


def test_a_hold_that_ran_out_is_taken_anew_with_the_announcement_or_refused(store: Store) -> None:
    town = a_town(store)
    training_id, later = a_plan(town, teacher=the_expert(town)), NOW + timedelta(days=9)
    step(town, training_id, TrainingAction.REVIEW)
    step(town, training_id, TrainingAction.ANNOUNCE, now=later)
    assert held(store) == [(ReservationState.CONFIRMED, HolderKind.TRAINING)] * 2
    with pytest.raises(Refused) as refusal:
        a_plan(town, now=later, teacher=the_expert(town))
    assert refusal.value.reason.code == "directory.time_taken"


def test_a_trainer_of_another_ward_is_not_on_the_list(store: Store) -> None:
    town = a_town(store)
    stranger = a_person(store, Role.EXPERT, ward_id=town.other_ward, name="別の区の人")
    with pytest.raises(Invalid) as refusal:
        a_plan(town, teacher={"person_id": stranger.person_id, "name": ""})
    assert refusal.value.problems[0].reason.code == "training.unknown_trainer"
    known = see(store, reads.trainer_choices, town.coordinator, ward_id=town.ward)
    assert known == {town.expert.person_id: "小澤 德次郎"}


def test_a_cancelled_course_calls_every_sign_up_off_and_tells_the_reason(store: Store) -> None:
    town = a_town(store)
    training_id = a_small_course(town, 1)
    seated = sign_up(town, training_id, town.firms[0], "荒木 一")
    waiting = sign_up(town, training_id, town.firms[1], "石黒 二")
    with pytest.raises(Refused) as refusal:
        step(town, training_id, TrainingAction.CANCEL)
    assert refusal.value.reason.code == "training.note_needed"
    step(town, training_id, TrainingAction.CANCEL, note="台風のため")
    assert {state_of(town, one.sign_up_id) for one in (seated, waiting)} == {SignUpState.CALLED_OFF}
    told = notices(store, "cancelled")
    assert [row.person_id for row in told] == [actor.person_id for actor in town.firms[:2]]
    assert told[0].params == {"title": "NC旋盤 段取り短縮の基礎", "cause": "台風のため"}
    assert rows(store, SeatPool)[0].taken == 0
    assert not any(row.is_live for row in rows(store, SignUpPerson))
    assert course(town, training_id).cause == "台風のため"
    counters_are_true(store)


def test_staff_of_another_ward_do_not_find_the_course(store: Store) -> None:
    town = a_town(store)
    training_id = a_plan(town)
    stranger = a_person(store, Role.COORDINATOR, ward_id=town.other_ward, name="別の区の人")
    for function in (reads.course_page, reads.roster):
        with pytest.raises(NotFound):
            see(store, function, stranger, training_id=training_id)
    with pytest.raises(NotFound):
        step(town, training_id, TrainingAction.CANCEL, actor=stranger, note="x")
    with pytest.raises(Forbidden):
        do(store, service.plan_course, stranger, now=NOW, **plan_input(town))


def test_a_double_click_plans_one_course(store: Store) -> None:
    town = a_town(store)
    typed = plan_input(town)
    first, second = (
        do(store, service.plan_course, town.coordinator, now=NOW, once="click", **typed)
        for _click in range(2)
    )
    assert first == second
    assert (count(store, Training), count(store, TrainingSession)) == (1, 2)


def test_sessions_that_overlap_each_other_are_refused(store: Store) -> None:
    town = a_town(store)
    with pytest.raises(Invalid) as refusal:
        a_plan(town, sessions=[session(FIRST_DAY, last=12), session(FIRST_DAY, first=11)])
    assert refusal.value.problems[0].field == "sessions.1"


def test_the_minute_sweep_opens_closes_and_begins_what_is_due(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    town = a_town(store)
    opening = NOW + timedelta(days=1)
    training_id = a_course(town, places={"opens_at": opening})
    for moment, state in (
        (NOW, TrainingState.ANNOUNCED),
        (opening, TrainingState.OPEN),
        (CLOSES, TrainingState.CLOSED),
    ):
        monkeypatch.setattr("hub.platform.clock.now", lambda moment=moment: moment)
        worker.sweep(store)
        assert course(town, training_id).card.state == state
    assert worker.sweep(store) == []


def test_a_naive_moment_is_refused_at_its_field(store: Store) -> None:
    town = a_town(store)
    naive = datetime(2026, 12, 1, 9, 0, tzinfo=UTC).replace(tzinfo=None)
    with pytest.raises(Invalid) as refusal:
        a_plan(town, places={"opens_at": naive})
    assert refusal.value.problems[0].field == "places.opens_at"
