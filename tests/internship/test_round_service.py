"""A round is opened once, moves along its listed steps only, and stays inside its ward."""

from collections.abc import Mapping
from typing import Any

import pytest

from hub.internship import reads, service
from hub.kernel.errors import Forbidden, HubError, Invalid, NotFound, Refused, Stale
from hub.platform.db import Store
from models.internship import Period, Programme, Round, Seat
from models.platform import AuditRow
from models.vocab.internship import ProgrammeAction, ProgrammeState, RoundAction, RoundState
from tests.support.internship import (
    PERIODS,
    Place,
    a_calling_round,
    a_draft,
    a_place,
    an_offer,
    an_open_round,
    confirm,
    count,
    do,
    offer_input,
    period_ids,
    round_input,
    rows,
    see,
    send,
    step,
)

BACKWARDS = ({"starts_on": "2027-07-16", "ends_on": "2027-07-05"}, *PERIODS[1:])
TOUCHING = (PERIODS[0], {"starts_on": "2027-07-16", "ends_on": "2027-07-30"}, PERIODS[2])


def problems(refusal: pytest.ExceptionInfo[Invalid]) -> set[tuple[str, str]]:
    return {(one.field, one.reason.code) for one in refusal.value.problems}


def test_a_new_round_is_in_preparation_with_its_periods_in_time_order(store: Store) -> None:
    place = a_place(store)
    round_id = a_draft(place, periods=tuple(reversed(PERIODS)))
    page = see(store, reads.round_page, place.coordinator, round_id=round_id)
    assert page.card.state == RoundState.DRAFT
    assert [(p.label, p.starts_on.isoformat()) for p in page.periods] == [
        ("p1", "2027-07-05"),
        ("p2", "2027-07-19"),
        ("p3", "2027-08-02"),
    ]
    assert page.actions == (RoundAction.CALL_FIRMS, RoundAction.CANCEL)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        pytest.param(
            {"periods": TOUCHING}, {("periods", "internship.periods_overlap")}, id="overlap"
        ),
        pytest.param(
            {"periods": BACKWARDS}, {("periods", "internship.period_ends_early")}, id="ends-early"
        ),
        pytest.param(
            {"rotations": 4}, {("rotations", "internship.too_many_rotations")}, id="rotations"
        ),
        pytest.param(
            {"min_trades": 3}, {("min_trades", "internship.too_many_trades")}, id="trades"
        ),
        pytest.param(
            {"periods": TOUCHING, "rotations": 4, "min_trades": 5},
            {
                ("periods", "internship.periods_overlap"),
                ("rotations", "internship.too_many_rotations"),
                ("min_trades", "internship.too_many_trades"),
            },
            id="three-at-once",
        ),
        pytest.param(
            {"name": " ", "rotations": 0, "wishes_until": "2027-02-30", "periods": ()},
            {
                ("name", "input.required"),
                ("rotations", "input.wrong_form"),
                ("wishes_until", "input.wrong_form"),
                ("periods", "input.wrong_form"),
            },
            id="four-fields",
        ),
    ],
)
def test_a_wrong_round_is_refused_at_every_wrong_field_and_nothing_is_written(
    store: Store, typed: Mapping[str, object], expected: set[tuple[str, str]]
) -> None:
    place = a_place(store)
    with pytest.raises(Invalid) as refusal:
        do(store, service.open_round, place.coordinator, **round_input(place, **typed))
    assert problems(refusal) == expected
    assert (count(store, Round), count(store, Period)) == (0, 0)


def test_a_second_round_of_the_same_name_is_refused_with_every_other_fault(store: Store) -> None:
    place = a_place(store)
    a_draft(place)
    with pytest.raises(Invalid) as refusal:
        a_draft(place, min_trades=3)
    assert problems(refusal) == {
        ("name", "internship.round_name_taken"),
        ("min_trades", "internship.too_many_trades"),
    }
    assert count(store, Round) == 1


def test_another_ward_may_use_the_same_name(store: Store) -> None:
    place = a_place(store)
    a_draft(place)
    typed = round_input(place, ward_id=place.other_ward)
    do(store, service.open_round, place.other_coordinator, **typed)
    assert count(store, Round) == 2


def test_a_round_goes_through_its_whole_life_up_to_the_calculation(store: Store) -> None:
    place = a_place(store)
    opened = an_open_round(place)
    send(place, opened, place.student, opened.lathe)
    states = [
        step(place, opened.round_id, RoundAction.CLOSE_WISHES).state,
        step(place, opened.round_id, RoundAction.REOPEN, "台風のため").state,
        step(place, opened.round_id, RoundAction.CLOSE_WISHES).state,
        step(place, opened.round_id, RoundAction.CANCEL, "希望者がいない").state,
    ]
    assert states == [
        RoundState.RANKING_CLOSED,
        RoundState.OPEN,
        RoundState.RANKING_CLOSED,
        RoundState.CANCELLED,
    ]
    assert rows(store, Round)[0].version == 7


@pytest.mark.parametrize(
    "action",
    [
        RoundAction.CONFIRM_SAFETY,
        RoundAction.OPEN_WISHES,
        RoundAction.CLOSE_WISHES,
        RoundAction.REOPEN,
        RoundAction.BEGIN,
        RoundAction.COMPLETE,
    ],
)
def test_a_round_in_preparation_takes_no_step_that_is_not_listed(
    store: Store, action: RoundAction
) -> None:
    place = a_place(store)
    round_id = a_draft(place)
    confirmed = action is RoundAction.CONFIRM_SAFETY
    with pytest.raises(Refused) as refusal:
        step(place, round_id, action, "理由")
    assert refusal.value.reason.code == (
        "internship.no_programmes" if confirmed else "states.not_allowed"
    )
    assert rows(store, Round)[0].state == RoundState.DRAFT


@pytest.mark.parametrize("action", [RoundAction.COMPUTE, RoundAction.ANNOUNCE, RoundAction.PUBLISH])
def test_steps_of_a_plan_are_not_taken_without_the_plan(store: Store, action: RoundAction) -> None:
    place = a_place(store)
    opened = an_open_round(place)
    step(place, opened.round_id, RoundAction.CLOSE_WISHES)
    with pytest.raises(Refused) as refusal:
        step(place, opened.round_id, action)
    assert refusal.value.reason.code == "internship.not_checked"


def test_cancelling_a_round_needs_a_reason(store: Store) -> None:
    place = a_place(store)
    round_id = a_draft(place)
    with pytest.raises(Refused) as refusal:
        step(place, round_id, RoundAction.CANCEL)
    assert refusal.value.reason.code == "internship.note_needed"
    assert step(place, round_id, RoundAction.CANCEL, "中止").state == RoundState.CANCELLED


def test_who_looked_at_an_older_page_is_told_to_read_it_again(store: Store) -> None:
    place = a_place(store)
    round_id = a_calling_round(place)
    with pytest.raises(Stale):
        do(
            store, service.advance_round, place.coordinator,
            round_id=round_id, action=RoundAction.CANCEL, version=0, note="遅れた画面",
        )  # fmt: skip
    assert rows(store, Round)[0].state == RoundState.INTAKE


def test_a_round_of_another_ward_answers_like_a_missing_one(store: Store) -> None:
    place = a_place(store)
    round_id = a_draft(place)

    def answer(number: int) -> tuple[type[HubError], str]:
        with pytest.raises(HubError) as refusal:
            do(
                store, service.advance_round, place.other_coordinator,
                round_id=number, action=RoundAction.CALL_FIRMS, version=0,
            )  # fmt: skip
        return type(refusal.value), refusal.value.reason.code

    assert answer(round_id) == answer(round_id + 1_000) == (NotFound, "kernel.not_found")


def test_a_coordinator_opens_no_round_for_another_ward(store: Store) -> None:
    place = a_place(store)
    with pytest.raises(Forbidden):
        a_draft(place, ward_id=place.other_ward)
    assert count(store, Round) == 0


def test_a_firm_offers_a_programme_while_the_round_calls_for_firms(store: Store) -> None:
    place = a_place(store)
    round_id = a_calling_round(place)
    first, second, third = period_ids(place, round_id)
    an_offer(place, round_id, places={first: 2, second: 0, third: 1})
    offers = see(store, reads.firm_offers, place.tutor, firm_id=place.firm)
    assert [(p.label, p.seats, p.state) for p in offers.offered] == [
        ("P0001", 3, ProgrammeState.SUBMITTED)
    ]
    assert [(seat.period_id, seat.capacity) for seat in rows(store, Seat)] == [
        (first, 2),
        (third, 1),
    ]


def test_a_firm_offers_nothing_before_and_after_the_call(store: Store) -> None:
    place = a_place(store)
    draft = a_draft(place, name="まだ")
    opened = an_open_round(place)
    for round_id in (draft, opened.round_id):
        with pytest.raises(Refused) as refusal:
            an_offer(place, round_id)
        assert refusal.value.reason.code == "internship.not_calling"
    assert count(store, Programme) == 3


def test_a_firm_offers_only_its_own_programmes(store: Store) -> None:
    place = a_place(store)
    round_id = a_calling_round(place)
    typed = offer_input(place, round_id, firm_id=place.other_firm)
    with pytest.raises(Forbidden):
        do(store, service.offer_programme, place.tutor, **typed)
    assert count(store, Programme) == 0


@pytest.mark.parametrize(
    "places", [{}, {"first": 0}, {"foreign": 1}], ids=["none", "all-zero", "other-round"]
)
def test_a_programme_without_seats_in_this_round_is_refused(
    store: Store, places: Mapping[str, int]
) -> None:
    place = a_place(store)
    round_id = a_calling_round(place)
    ids = {"first": period_ids(place, round_id)[0], "foreign": 9_999}
    with pytest.raises(Invalid) as refusal:
        an_offer(place, round_id, places={ids[name]: seats for name, seats in places.items()})
    assert problems(refusal) == {("places", "internship.no_seats")}


def test_a_programme_is_sent_back_only_with_a_reason(store: Store) -> None:
    place = a_place(store)
    programme_id = an_offer(place, a_calling_round(place))
    with pytest.raises(Refused) as refusal:
        judge(place, programme_id, ProgrammeAction.SEND_BACK)
    assert refusal.value.reason.code == "internship.note_needed"
    judge(place, programme_id, ProgrammeAction.SEND_BACK, note="作業の説明が足りません")
    (seen,) = see(store, reads.firm_offers, place.tutor, firm_id=place.firm).offered
    assert (seen.state, seen.note) == (ProgrammeState.RETURNED, "作業の説明が足りません")


def test_a_confirmed_programme_is_not_confirmed_again(store: Store) -> None:
    place = a_place(store)
    programme_id = an_offer(place, a_calling_round(place))
    confirm(place, programme_id)
    with pytest.raises(Stale):
        judge(place, programme_id, ProgrammeAction.CONFIRM)
    with pytest.raises(Refused) as refusal:
        judge(place, programme_id, ProgrammeAction.CONFIRM, version=1)
    assert refusal.value.reason.code == "states.not_allowed"


def test_a_programme_is_judged_by_nobody_outside_the_staff_of_its_ward(store: Store) -> None:
    place = a_place(store)
    programme_id = an_offer(place, a_calling_round(place))
    typed: dict[str, Any] = {
        "programme_id": programme_id,
        "action": ProgrammeAction.CONFIRM,
        "version": 0,
    }
    with pytest.raises(Forbidden):
        do(store, service.judge_programme, place.tutor, **typed)
    with pytest.raises(NotFound):
        do(store, service.judge_programme, place.other_coordinator, **typed)
    assert rows(store, Programme)[0].state == ProgrammeState.SUBMITTED


def test_safety_is_not_confirmed_while_programmes_wait(store: Store) -> None:
    place = a_place(store)
    round_id = a_calling_round(place)
    waiting = [an_offer(place, round_id), an_offer(place, round_id, title="もう一つ")]
    confirm(place, waiting[0])
    with pytest.raises(Refused) as refusal:
        step(place, round_id, RoundAction.CONFIRM_SAFETY)
    assert refusal.value.reason.code == "internship.not_all_checked"
    assert refusal.value.params == {"count": 1}
    confirm(place, waiting[1])
    assert step(place, round_id, RoundAction.CONFIRM_SAFETY).state == RoundState.SAFETY_CHECKED


def test_a_round_whose_programmes_were_all_sent_back_is_not_confirmed(store: Store) -> None:
    place = a_place(store)
    round_id = a_calling_round(place)
    judge(place, an_offer(place, round_id), ProgrammeAction.SEND_BACK, note="危険")
    with pytest.raises(Refused) as refusal:
        step(place, round_id, RoundAction.CONFIRM_SAFETY)
    assert refusal.value.reason.code == "internship.no_programmes"


def test_every_write_of_this_room_leaves_a_record(store: Store) -> None:
    place = a_place(store)
    before = count(store, AuditRow)
    round_id = a_calling_round(place)
    an_offer(place, round_id)
    found = [(row.command, row.record_version) for row in rows(store, AuditRow)[before:]]
    assert found == [
        ("internship:round:open", 0),
        ("internship:round:advance", 1),
        ("internship:programme:offer", 0),
    ]


def judge(
    place: Place, programme_id: int, action: ProgrammeAction, *, version: int = 0, note: str = ""
) -> None:
    """Give the coordinator's word on a programme."""
    do(
        place.store, service.judge_programme, place.coordinator,
        programme_id=programme_id, action=action, version=version, note=note,
    )  # fmt: skip
