"""Firms sign named people up: the last seat, the quota, ages, receipts, names known before."""

from datetime import timedelta
from typing import Any

import pytest

from hub.kernel.errors import Forbidden, Invalid, NotFound, Refused
from hub.platform.db import Store
from hub.training import reads, service
from models.platform import OutboxRow
from models.training import FirmQuota, SeatPool, SignUp, SignUpPerson, Trainee
from models.vocab import Role
from models.vocab.training import SignUpState, SizeBand
from tests.support.internship import a_person, count, do, rows, see
from tests.support.training import (
    FIRST_DAY,
    LAST_DAY,
    NOW,
    Town,
    a_course,
    a_small_course,
    a_strict_course,
    a_town,
    counters_are_true,
    newcomer,
    session,
    sign_up,
)


def problem(refusal: pytest.ExceptionInfo[Invalid]) -> tuple[str, str]:
    first = refusal.value.problems[0]
    return first.field, first.reason.code


def form(town: Town, training_id: int, firm: int = 0) -> reads.SignUpForm:
    actor = town.firms[firm]
    found: reads.SignUpForm = see(
        town.store, reads.sign_up_form, actor, training_id=training_id, firm_id=actor.seat.firm_id
    )
    return found


def told(store: Store, kind: str) -> list[OutboxRow]:
    return [row for row in rows(store, OutboxRow) if row.kind == f"training.{kind}"]


def test_the_receipt_names_the_course_and_the_order_of_arrival(store: Store) -> None:
    town = a_town(store)
    training_id = a_course(town)
    first = sign_up(town, training_id, town.firms[0], "荒木 一", "荒木 二")
    second = sign_up(town, training_id, town.firms[1], "石黒 三")
    assert (first.receipt, first.state) == ("T-2026-001-01", SignUpState.CONFIRMED)
    assert second.receipt == "T-2026-001-02"
    assert [row.params["receipt"] for row in told(store, "placed")] == [
        first.receipt,
        second.receipt,
    ]
    counters_are_true(store)


def test_the_last_seat_goes_to_the_first_firm_and_the_second_waits(store: Store) -> None:
    town = a_town(store)
    training_id = a_small_course(town, 1)
    first = sign_up(town, training_id, town.firms[0], "荒木 一")
    second = sign_up(town, training_id, town.firms[1], "石黒 二")
    third = sign_up(town, training_id, town.firms[2], "宇佐美 三")
    assert [one.state for one in (first, second, third)] == [
        SignUpState.CONFIRMED, SignUpState.WAITING, SignUpState.WAITING,
    ]  # fmt: skip
    assert (second.place, third.place) == (1, 2)
    assert [row.params["place"] for row in told(store, "waiting")] == [1, 2]
    assert rows(store, SeatPool)[0].taken == 1
    counters_are_true(store)


def test_a_party_of_two_does_not_take_the_last_seat_alone(store: Store) -> None:
    town = a_town(store)
    training_id = a_small_course(town, 3)
    sign_up(town, training_id, town.firms[0], "荒木 一", "荒木 二")
    pair = sign_up(town, training_id, town.firms[1], "石黒 三", "石黒 四")
    single = sign_up(town, training_id, town.firms[2], "宇佐美 五")
    assert pair.state == SignUpState.WAITING
    assert single.state == SignUpState.CONFIRMED
    assert rows(store, SeatPool)[0].taken == 3
    counters_are_true(store)


def test_in_a_strict_list_nobody_passes_the_party_that_waits(store: Store) -> None:
    town = a_town(store)
    training_id = a_strict_course(town, 3)
    sign_up(town, training_id, town.firms[0], "荒木 一", "荒木 二")
    sign_up(town, training_id, town.firms[1], "石黒 三", "石黒 四")
    single = sign_up(town, training_id, town.firms[2], "宇佐美 五")
    assert single.state == SignUpState.WAITING
    assert rows(store, SeatPool)[0].taken == 2


@pytest.mark.parametrize(
    ("band", "most"),
    [(SizeBand.UP_TO_5, 2), (SizeBand.FROM_6_TO_20, 3), (SizeBand.OVER_20, 4)],
)
def test_a_firm_has_as_many_seats_as_its_size_allows(
    store: Store, band: SizeBand, most: int
) -> None:
    town = a_town(store, firms=1)
    training_id = a_small_course(town, 20)
    names = [f"荒木 {number}" for number in range(most)]
    sign_up(town, training_id, town.firms[0], *names, size_band=band)
    with pytest.raises(Refused) as refusal:
        sign_up(town, training_id, town.firms[0], "荒木 余", size_band=band)
    assert refusal.value.reason.code == "training.quota_full"
    assert refusal.value.params == {"most": most, "left": 0}
    assert rows(store, FirmQuota)[0].used == most
    counters_are_true(store)


def test_people_in_the_waiting_list_count_against_the_quota_too(store: Store) -> None:
    town = a_town(store)
    training_id = a_small_course(town, 1)
    sign_up(town, training_id, town.firms[1], "石黒 一")
    sign_up(town, training_id, town.firms[0], "荒木 一", size_band=SizeBand.UP_TO_5)
    with pytest.raises(Refused) as refusal:
        sign_up(town, training_id, town.firms[0], "荒木 二", "荒木 三", size_band=SizeBand.UP_TO_5)
    assert refusal.value.reason.code == "training.quota_left"
    assert refusal.value.params == {"most": 2, "left": 1}


def test_a_firm_that_grew_between_two_sign_ups_has_the_larger_quota(store: Store) -> None:
    town = a_town(store)
    training_id = a_small_course(town, 20)
    small, large = SizeBand.UP_TO_5, SizeBand.FROM_6_TO_20
    sign_up(town, training_id, town.firms[0], "荒木 一", "荒木 二", size_band=small)
    sign_up(town, training_id, town.firms[0], "荒木 三", size_band=large)
    quota = rows(store, FirmQuota)[0]
    assert (quota.most, quota.used) == (3, 3)
    with pytest.raises(Refused):
        sign_up(town, training_id, town.firms[0], "荒木 四", size_band=small)
    assert rows(store, FirmQuota)[0].most == 3


def test_names_typed_once_can_be_chosen_the_next_time(store: Store) -> None:
    town = a_town(store)
    first, second = a_course(town), a_course(town, sessions=[session(LAST_DAY, first=17, last=19)])
    sign_up(town, first, town.firms[0], "髙﨑 𠮷男", size_band=SizeBand.FROM_6_TO_20)
    known = form(town, second)
    assert [one.name for one in known.trainees] == ["髙﨑 𠮷男"]
    assert known.size_band == SizeBand.FROM_6_TO_20
    done = sign_up(town, second, town.firms[0], trainees=[known.trainees[0].trainee_id])
    assert done.state == SignUpState.CONFIRMED
    assert count(store, Trainee) == 1
    assert form(town, second, firm=1).trainees == ()


def test_the_same_name_and_birth_date_typed_again_is_the_same_person(store: Store) -> None:
    town = a_town(store)
    first, second = a_course(town), a_course(town, sessions=[session(LAST_DAY, first=17, last=19)])
    sign_up(town, first, town.firms[0], "荒木 一")
    sign_up(town, second, town.firms[0], "荒木 一")
    assert count(store, Trainee) == 1
    assert rows(store, Trainee)[0].kana == "テスト"


def test_nobody_is_signed_up_twice_for_one_course(store: Store) -> None:
    town = a_town(store)
    training_id = a_course(town)
    sign_up(town, training_id, town.firms[0], "荒木 一")
    with pytest.raises(Invalid) as refusal:
        sign_up(town, training_id, town.firms[0], "荒木 一")
    assert problem(refusal) == ("newcomers.0.name", "training.named_already")
    with pytest.raises(Invalid) as refusal:
        sign_up(town, training_id, town.firms[1], "石黒 二", "石黒 二")
    assert problem(refusal) == ("newcomers.1.name", "training.named_twice")
    assert rows(store, SeatPool)[0].taken == 1


def test_nobody_is_seated_in_two_courses_at_the_same_time(store: Store) -> None:
    town = a_town(store)
    first = a_course(town)
    other = a_course(town, about={"title": "測定具"}, sessions=[session(FIRST_DAY, first=15)])
    sign_up(town, first, town.firms[0], "荒木 一")
    with pytest.raises(Invalid) as refusal:
        sign_up(town, other, town.firms[0], "荒木 一")
    assert problem(refusal) == ("newcomers.0.name", "training.other_course")
    assert refusal.value.params == {"name": "荒木 一", "title": "NC旋盤 段取り短縮の基礎"}


def test_a_minor_is_refused_where_dangerous_machines_are_used(store: Store) -> None:
    town = a_town(store)
    training_id = a_course(town, about={"min_age": 18})
    young = newcomer("橋本 凜", "2009-01-17")
    with pytest.raises(Invalid) as refusal:
        sign_up(town, training_id, town.firms[0], newcomers=[young])
    assert problem(refusal) == ("newcomers.0.birth_date", "training.too_young_for_hazard")
    assert refusal.value.params["age"] == 17
    assert (count(store, SignUp), count(store, Trainee)) == (0, 0)
    of_age = newcomer("橋本 蓮", "2009-01-16")
    done = sign_up(town, training_id, town.firms[0], newcomers=[of_age])
    assert done.state == SignUpState.CONFIRMED


def test_a_sign_up_names_somebody(store: Store) -> None:
    town = a_town(store)
    training_id = a_course(town)
    with pytest.raises(Invalid) as refusal:
        sign_up(town, training_id, town.firms[0])
    assert problem(refusal) == ("trainees", "training.nobody")


@pytest.mark.parametrize(
    ("typed", "field", "code"),
    [
        pytest.param({"name": ""}, "name", "input.required", id="no-name"),
        pytest.param({"name": "荒木\x00一"}, "name", "training.name_control", id="control-sign"),
        pytest.param({"name": "あ" * 81}, "name", "input.too_long", id="81-signs"),
        pytest.param({"birth_date": ""}, "birth_date", "input.required", id="no-birth-date"),
        pytest.param({"birth_date": "2030-01-01"}, "birth_date", "training.born_later", id="late"),
        pytest.param({"birth_date": "1899-12-31"}, "birth_date", "training.born_later", id="old"),
        pytest.param({"kana": "㍿" * 21}, "kana", "input.too_long", id="84-signs-when-unfolded"),
        pytest.param({"name": "　 "}, "name", "input.required", id="only-spaces"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_typed_person_is_told_at_the_field(
    store: Store, typed: dict[str, str], field: str, code: str
) -> None:
    town = a_town(store)
    training_id = a_course(town)
    with pytest.raises(Invalid) as refusal:
        sign_up(town, training_id, town.firms[0], newcomers=[newcomer("荒木 一") | typed])
    assert problem(refusal) == (f"newcomers.0.{field}", code)
    assert count(store, Trainee) == 0


def test_a_person_of_another_firm_cannot_be_named(store: Store) -> None:
    town = a_town(store)
    training_id = a_course(town)
    sign_up(town, training_id, town.firms[0], "荒木 一")
    foreign = rows(store, Trainee)[0].id
    with pytest.raises(Invalid) as refusal:
        sign_up(town, training_id, town.firms[1], trainees=[foreign])
    assert problem(refusal) == ("trainees", "training.unknown_trainee")


def test_nobody_signs_up_for_another_firm(store: Store) -> None:
    town = a_town(store)
    training_id = a_course(town)
    for actor in (town.firms[1], town.coordinator):
        with pytest.raises(Forbidden):
            sign_up(town, training_id, actor, "荒木 一", firm_id=town.firms[0].seat.firm_id)
    stranger = a_person(
        store, Role.FIRM_REPRESENTATIVE, ward_id=town.other_ward,
        firm_id=town.firms[0].seat.firm_id, name="よその区",
    )  # fmt: skip
    with pytest.raises(NotFound):
        sign_up(town, training_id, stranger, "荒木 一")
    assert count(store, SignUp) == 0


@pytest.mark.parametrize("role", [Role.FIRM_TUTOR, Role.GROUP_LEADER])
def test_a_tutor_and_a_group_leader_sign_their_firm_up_too(store: Store, role: Role) -> None:
    town = a_town(store)
    training_id = a_course(town)
    firm_id = town.firms[0].seat.firm_id
    actor = a_person(store, role, ward_id=town.ward, firm_id=firm_id, name="渡邊 健一")
    sign_up(town, training_id, actor, "荒木 一")
    assert [row.person_id for row in told(store, "placed")] == [
        actor.person_id,
        town.firms[0].person_id,
    ]


def test_a_double_click_makes_one_sign_up(store: Store) -> None:
    town = a_town(store)
    training_id = a_course(town)
    raw: dict[str, Any] = {
        "training_id": training_id, "firm_id": town.firms[0].seat.firm_id,
        "size_band": SizeBand.UP_TO_5, "newcomers": [newcomer("荒木 一")],
    }  # fmt: skip
    answers = [
        do(store, service.sign_up, town.firms[0], now=NOW, once="click", **raw)
        for _click in range(2)
    ]
    assert answers[0] == answers[1]
    assert (count(store, SignUp), count(store, SignUpPerson)) == (1, 1)
    assert rows(store, SeatPool)[0].taken == 1


def test_the_list_shows_open_courses_by_closing_and_full_ones_last(store: Store) -> None:
    town = a_town(store)
    full = a_small_course(town, 1, about={"title": "満席の研修"})
    later = a_course(town, about={"title": "あとの研修"}, sessions=[session(LAST_DAY)])
    sooner_closing = {"closes_at": NOW + timedelta(days=7)}
    sooner = a_course(
        town, about={"title": "先の研修"}, sessions=[session(LAST_DAY)], places=sooner_closing
    )
    sign_up(town, full, town.firms[0], "荒木 一")
    cards = see(store, reads.course_cards, town.firms[1], ward_id=town.ward)
    assert [card.training_id for card in cards] == [sooner, later, full]
    assert [(card.left, card.next_place) for card in cards] == [(3, 1), (3, 1), (0, 1)]


def test_the_home_page_offers_courses_the_firm_has_not_joined(store: Store) -> None:
    town = a_town(store)
    joined = a_course(town)
    other = a_course(
        town, about={"title": "測定具"}, sessions=[session(LAST_DAY, first=17, last=19)]
    )
    sign_up(town, joined, town.firms[0], "荒木 一")
    firm_id = town.firms[0].seat.firm_id
    found = see(store, reads.firm_trainings, town.firms[0], firm_id=firm_id)
    assert [one.card.training_id for one in found.coming] == [joined]
    assert [card.training_id for card in found.open_courses] == [other]
    assert found.offers == ()
