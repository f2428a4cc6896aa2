"""Offers and withdrawals: a freed seat goes to the next firm in the same moment."""

from datetime import UTC, datetime, timedelta

import pytest

from hub.kernel.calendar import at_japan
from hub.kernel.errors import Forbidden, NotFound, Refused
from hub.platform.context import Actor
from hub.platform.db import Store
from hub.training import reads, service, worker
from models.platform import AuditRow, OutboxRow
from models.training import FirmQuota, SeatPool, SignUpPerson
from models.vocab import Role
from models.vocab.training import SignUpState, SizeBand, TrainingState
from tests.support.internship import a_person, do, rows, see
from tests.support.training import (
    CLOSES,
    FIRST_DAY,
    FREE_UNTIL,
    NOW,
    SECOND,
    STOP,
    Town,
    a_course,
    a_small_course,
    a_strict_course,
    a_town,
    counters_are_true,
    course,
    row_of,
    session,
    settle,
    sign_up,
    state_of,
)

UNTIL = datetime(2026, 11, 26, 1, 0, tzinfo=UTC)  # 48 hours after NOW


def withdraw(town: Town, actor: Actor, sign_up_id: int, now: datetime = NOW) -> service.Answered:
    done: service.Answered = do(town.store, service.withdraw, actor, now=now, sign_up_id=sign_up_id)
    return done


def accept(town: Town, actor: Actor, sign_up_id: int, now: datetime = NOW) -> service.Answered:
    done: service.Answered = do(
        town.store, service.accept_promotion, actor, now=now, sign_up_id=sign_up_id
    )
    return done


def decline(town: Town, actor: Actor, sign_up_id: int, now: datetime = NOW) -> service.Answered:
    done: service.Answered = do(
        town.store, service.decline_promotion, actor, now=now, sign_up_id=sign_up_id
    )
    return done


def full_course(town: Town) -> tuple[int, int, int, int]:
    """One seat: it is taken, two firms wait."""
    training_id = a_small_course(town, 1)
    ids = [sign_up(town, training_id, town.firms[at], f"荒木 {at}").sign_up_id for at in range(3)]
    return training_id, ids[0], ids[1], ids[2]


def offered(town: Town) -> tuple[int, int, int]:
    """The course, the party that is offered a seat, and the one that still waits."""
    training_id, seated, first, second = full_course(town)
    withdraw(town, town.firms[0], seated)
    return training_id, first, second


def code(refusal: pytest.ExceptionInfo[Refused]) -> str:
    return refusal.value.reason.code


def test_a_withdrawal_offers_the_seat_to_the_next_firm_in_the_same_transaction(
    store: Store,
) -> None:
    town = a_town(store)
    _training_id, first, second = offered(town)
    assert state_of(town, first) == SignUpState.OFFERED
    assert state_of(town, second) == SignUpState.WAITING
    assert row_of(town, first).expires_at == UNTIL
    assert rows(store, SeatPool)[0].taken == 1
    acts = [row for row in rows(store, AuditRow) if row.command == "training:sign_up:withdraw"]
    assert [row.record_id for row in acts] == ["1", "2"]
    counters_are_true(store)


def test_the_firm_is_told_until_when_it_may_answer(store: Store) -> None:
    town = a_town(store)
    _training_id, first, _second = offered(town)
    told = [row for row in rows(store, OutboxRow) if row.kind == "training.offered"]
    assert [row.person_id for row in told] == [town.firms[1].person_id]
    assert told[0].params["until"] == {"moment": UNTIL.isoformat()}
    assert told[0].page == f"training-receipt?sign-up={first}"


def test_an_offer_is_accepted_until_its_last_second(store: Store) -> None:
    town = a_town(store)
    _training_id, first, _second = offered(town)
    assert accept(town, town.firms[1], first, UNTIL - SECOND).state == SignUpState.CONFIRMED
    assert rows(store, SeatPool)[0].taken == 1
    counters_are_true(store)


def test_an_offer_is_void_at_its_end_and_the_seat_moves_on(store: Store) -> None:
    town = a_town(store)
    training_id, first, second = offered(town)
    for answer in (accept, decline):
        with pytest.raises(Refused) as refusal:
            answer(town, town.firms[1], first, UNTIL)
        assert code(refusal) == "training.offer_expired"
        assert refusal.value.params == {"until": UNTIL}
    settle(town, training_id, UNTIL)
    assert state_of(town, first) == SignUpState.EXPIRED
    assert state_of(town, second) == SignUpState.OFFERED
    with pytest.raises(Refused) as refusal:
        accept(town, town.firms[1], first, UNTIL)
    assert code(refusal) == "training.offer_expired"
    counters_are_true(store)


def test_an_offer_over_its_time_is_shown_as_such_before_the_clock_has_looked(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    town = a_town(store)
    _training_id, first, _second = offered(town)
    monkeypatch.setattr("tests.support.internship.NOW", UNTIL)
    seen = see(store, reads.my_sign_up, town.firms[1], sign_up_id=first)
    assert seen.state == SignUpState.EXPIRED
    assert not seen.is_live


def test_the_minute_sweep_ends_an_offer_and_promotes_the_next(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    town = a_town(store)
    training_id, first, second = offered(town)
    monkeypatch.setattr("hub.platform.clock.now", lambda: UNTIL - SECOND)
    assert worker.sweep(store) == []
    monkeypatch.setattr("hub.platform.clock.now", lambda: UNTIL)
    assert worker.sweep(store) == [training_id]
    assert state_of(town, first) == SignUpState.EXPIRED
    assert state_of(town, second) == SignUpState.OFFERED
    assert worker.sweep(store) == []


def test_declining_offers_the_seat_on_and_a_second_tap_is_told_so(store: Store) -> None:
    town = a_town(store)
    _training_id, first, second = offered(town)
    assert decline(town, town.firms[1], first).state == SignUpState.DECLINED
    assert state_of(town, second) == SignUpState.OFFERED
    with pytest.raises(Refused) as refusal:
        decline(town, town.firms[1], first)
    assert code(refusal) == "training.already_declined"
    with pytest.raises(Refused) as refusal:
        accept(town, town.firms[1], first)
    assert code(refusal) == "training.already_declined"
    counters_are_true(store)


def test_who_declined_is_never_promoted_again_but_may_join_the_end_of_the_list(
    store: Store,
) -> None:
    town = a_town(store)
    training_id, first, second = offered(town)
    decline(town, town.firms[1], first)
    again = sign_up(town, training_id, town.firms[1], "荒木 1")
    assert again.state == SignUpState.WAITING
    assert again.place == 3
    decline(town, town.firms[2], second)
    assert state_of(town, first) == SignUpState.DECLINED
    assert state_of(town, again.sign_up_id) == SignUpState.OFFERED


def test_a_waiting_firm_cannot_accept_what_was_not_offered(store: Store) -> None:
    town = a_town(store)
    _training_id, _seated, first, _second = full_course(town)
    with pytest.raises(Refused) as refusal:
        accept(town, town.firms[1], first)
    assert code(refusal) == "training.not_offered"


def test_accepting_twice_is_told_so(store: Store) -> None:
    town = a_town(store)
    _training_id, first, _second = offered(town)
    accept(town, town.firms[1], first)
    for answer in (accept, decline):
        with pytest.raises(Refused) as refusal:
            answer(town, town.firms[1], first)
        assert code(refusal) == "training.already_confirmed"


def test_another_firm_does_not_find_the_sign_up(store: Store) -> None:
    town = a_town(store)
    _training_id, first, _second = offered(town)
    for answer in (accept, decline, withdraw):
        with pytest.raises(NotFound):
            answer(town, town.firms[2], first)
    with pytest.raises(NotFound):
        see(store, reads.my_sign_up, town.firms[2], sign_up_id=first)
    for answer in (accept, decline, withdraw):
        with pytest.raises(Forbidden):
            answer(town, town.coordinator, first)
    with pytest.raises(NotFound):
        see(store, reads.my_sign_up, town.expert, sign_up_id=first)
    assert state_of(town, first) == SignUpState.OFFERED


def test_a_withdrawal_is_free_before_its_moment_and_late_from_it_on(store: Store) -> None:
    town = a_town(store)
    training_id = a_course(town)
    early = sign_up(town, training_id, town.firms[0], "荒木 一").sign_up_id
    late = sign_up(town, training_id, town.firms[1], "石黒 二").sign_up_id
    assert withdraw(town, town.firms[0], early, FREE_UNTIL - SECOND).state == SignUpState.WITHDRAWN
    assert withdraw(town, town.firms[1], late, FREE_UNTIL).state == SignUpState.WITHDRAWN_LATE
    assert rows(store, SeatPool)[0].taken == 0
    with pytest.raises(Refused) as refusal:
        withdraw(town, town.firms[0], early, FREE_UNTIL)
    assert code(refusal) == "training.already_withdrawn"


def test_nothing_is_withdrawn_once_the_course_has_begun(store: Store) -> None:
    town = a_town(store)
    training_id = a_course(town)
    seated = sign_up(town, training_id, town.firms[0], "荒木 一").sign_up_id
    with pytest.raises(Refused) as refusal:
        withdraw(town, town.firms[0], seated, at_japan(FIRST_DAY, 9))
    assert code(refusal) == "training.started"


def test_leaving_the_waiting_list_frees_no_seat_and_moves_the_others_up(store: Store) -> None:
    town = a_town(store)
    _training_id, seated, first, second = full_course(town)
    withdraw(town, town.firms[1], first)
    assert rows(store, SeatPool)[0].taken == 1
    seen = see(store, reads.my_sign_up, town.firms[2], sign_up_id=second)
    assert seen.place == 1
    withdraw(town, town.firms[0], seated)
    assert state_of(town, first) == SignUpState.WITHDRAWN
    assert state_of(town, second) == SignUpState.OFFERED


def test_a_person_withdrawn_may_be_named_again(store: Store) -> None:
    town = a_town(store)
    training_id = a_course(town)
    done = sign_up(town, training_id, town.firms[0], "荒木 一")
    withdraw(town, town.firms[0], done.sign_up_id)
    again = sign_up(town, training_id, town.firms[0], "荒木 一")
    assert again.state == SignUpState.CONFIRMED
    assert [row.is_live for row in rows(store, SignUpPerson)] == [False, True]


def test_promotions_go_on_after_the_closing_and_end_at_their_stop(store: Store) -> None:
    town = a_town(store)
    training_id, seated, first, second = full_course(town)
    settle(town, training_id, CLOSES)
    assert course(town, training_id).card.state == TrainingState.CLOSED
    withdraw(town, town.firms[0], seated, STOP - timedelta(hours=2))
    assert state_of(town, first) == SignUpState.OFFERED
    assert row_of(town, first).expires_at == STOP
    settle(town, training_id, STOP)
    assert state_of(town, first) == SignUpState.EXPIRED
    assert state_of(town, second) == SignUpState.WAITING
    assert rows(store, SeatPool)[0].taken == 0


def test_a_freed_seat_passes_the_party_of_two_and_waits_for_nobody(store: Store) -> None:
    town = a_town(store)
    training_id = a_small_course(town, 2)
    seated = [
        sign_up(town, training_id, town.firms[0], name).sign_up_id
        for name in ("荒木 一", "荒木 二")
    ]
    pair = sign_up(town, training_id, town.firms[1], "石黒 三", "石黒 四").sign_up_id
    single = sign_up(town, training_id, town.firms[2], "宇佐美 五").sign_up_id
    withdraw(town, town.firms[0], seated[0])
    assert state_of(town, pair) == SignUpState.WAITING
    assert state_of(town, single) == SignUpState.OFFERED
    decline(town, town.firms[2], single)
    withdraw(town, town.firms[0], seated[1])
    assert state_of(town, pair) == SignUpState.OFFERED
    assert rows(store, SeatPool)[0].taken == 2
    counters_are_true(store)


def test_a_strict_list_keeps_the_seat_48_hours_for_the_first_party(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    town = a_town(store)
    training_id = a_strict_course(town, 2)
    seated = sign_up(town, training_id, town.firms[0], "荒木 一").sign_up_id
    sign_up(town, training_id, town.firms[3], "遠藤 六")
    pair = sign_up(town, training_id, town.firms[1], "石黒 三", "石黒 四").sign_up_id
    single = sign_up(town, training_id, town.firms[2], "宇佐美 五").sign_up_id
    withdraw(town, town.firms[0], seated)
    assert [state_of(town, one) for one in (pair, single)] == [SignUpState.WAITING] * 2
    assert rows(store, SeatPool)[0].held_since == NOW
    over = NOW + timedelta(hours=48)
    for moment, due in ((over - SECOND, []), (over, [training_id]), (over, [])):
        monkeypatch.setattr("hub.platform.clock.now", lambda moment=moment: moment)
        assert worker.sweep(store) == due
    assert state_of(town, pair) == SignUpState.WAITING
    assert state_of(town, single) == SignUpState.OFFERED
    counters_are_true(store)


def test_a_quota_that_is_used_up_is_passed_over_until_it_is_free(store: Store) -> None:
    town = a_town(store)
    training_id = a_small_course(town, 3)
    small = SizeBand.UP_TO_5
    first = sign_up(town, training_id, town.firms[0], "荒木 一", size_band=small).sign_up_id
    sign_up(town, training_id, town.firms[1], "石黒 二", "石黒 三", size_band=small)
    waiting = sign_up(town, training_id, town.firms[0], "荒木 四", size_band=small).sign_up_id
    other = sign_up(town, training_id, town.firms[2], "宇佐美 五").sign_up_id
    quota = next(r for r in rows(store, FirmQuota) if r.firm_id == town.firms[0].seat.firm_id)
    assert (quota.most, quota.used) == (2, 1)
    withdraw(town, town.firms[0], first)
    assert state_of(town, waiting) == SignUpState.OFFERED
    assert state_of(town, other) == SignUpState.WAITING
    counters_are_true(store)


def test_who_got_a_seat_elsewhere_at_the_time_cannot_accept(store: Store) -> None:
    town = a_town(store)
    training_id, seated, first, _second = full_course(town)
    other = a_course(town, about={"title": "測定具"}, sessions=[session(FIRST_DAY, first=15)])
    sign_up(town, other, town.firms[1], "荒木 1")
    withdraw(town, town.firms[0], seated)
    assert state_of(town, first) == SignUpState.OFFERED
    with pytest.raises(Refused) as refusal:
        accept(town, town.firms[1], first)
    assert code(refusal) == "training.other_course"
    assert refusal.value.params == {"name": "荒木 1", "title": "測定具"}
    assert course(town, training_id).card.taken == 1


def test_the_representative_of_the_firm_sees_the_offers_on_the_home_page(store: Store) -> None:
    town = a_town(store)
    _training_id, first, _second = offered(town)
    firm_id = town.firms[1].seat.firm_id
    tutor = a_person(store, Role.FIRM_TUTOR, ward_id=town.ward, firm_id=firm_id, name="渡邊 健一")
    for actor in (town.firms[1], tutor):
        found = see(store, reads.firm_trainings, actor, firm_id=firm_id)
        assert [one.sign_up_id for one in found.offers] == [first]


def test_the_roster_shows_seats_offers_numbers_and_who_left(store: Store) -> None:
    town = a_town(store)
    training_id, first, second = offered(town)
    page = see(store, reads.roster, town.coordinator, training_id=training_id)
    assert page.seated == ()
    assert [row.sign_up_id for row in page.offered] == [first]
    assert [(row.sign_up_id, row.place, row.names) for row in page.waiting] == [
        (second, 1, ("荒木 2",))
    ]
    assert [row.state for row in page.left] == [SignUpState.WITHDRAWN]
    for actor in (town.firms[0], town.expert):
        with pytest.raises(Forbidden):
            see(store, reads.roster, actor, training_id=training_id)
