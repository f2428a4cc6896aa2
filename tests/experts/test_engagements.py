"""A group asks, the expert answers: times are held, freed and agreed; nobody else reaches in."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from hub.experts import reads, service
from hub.experts.words import engagements as words
from hub.kernel.errors import Forbidden, Invalid, NotFound, Refused, Stale
from hub.kernel.intervals import Span
from hub.platform import commands
from hub.platform.db import Store
from models.experts.engagements import Engagement, EngagementCandidate, OpenRequest, Visit
from models.vocab import Role
from models.vocab.directory import ReservationState
from models.vocab.engagements import (
    CandidateAnswer,
    DeclineReason,
    EngagementAction,
    EngagementState,
    VisitState,
)
from tests.support.engagements import (
    DEADLINE,
    NEED,
    SLOTS,
    Scene,
    a_group,
    a_scene,
    accepted,
    busy_of,
    notices_of,
    request_input,
    sent,
    signed,
    state_of,
    steps_of,
    stored,
    times,
)
from tests.support.internship import NOW, a_firm, a_person, count, do, rows
from tests.support.roster import a_time

AFTER_DEADLINE = DEADLINE + timedelta(minutes=1)


def accept(scene: Scene, saved: Any, slot: Span = SLOTS[0], **other: Any) -> Any:  # noqa: ANN401  an answer or its refusal
    """Press 引き受ける."""
    actor = other.pop("actor", scene.expert)
    typed: dict[str, Any] = {
        "engagement_id": saved.engagement_id,
        "starts_at": slot.start,
        "version": saved.version,
    }
    return do(scene.store, service.accept_offer, actor, **typed | other)


def decline(scene: Scene, saved: Any, **other: Any) -> Any:  # noqa: ANN401  as above
    """Press 断る."""
    actor = other.pop("actor", scene.expert)
    typed: dict[str, Any] = {"engagement_id": saved.engagement_id, "version": saved.version}
    return do(scene.store, service.decline_offer, actor, **typed | other)


def codes(refusal: pytest.ExceptionInfo[Invalid]) -> list[tuple[str, str]]:
    return [(one.field, one.reason.code) for one in refusal.value.problems]


def test_a_request_holds_its_times_until_five_working_days_have_passed(store: Store) -> None:
    scene = a_scene(store)
    saved = sent(scene)
    assert (saved.state, saved.answer_until) == (EngagementState.OFFERED, DEADLINE)
    assert busy_of(scene) == [(slot, ReservationState.HELD) for slot in SLOTS[:2]]
    row = stored(store, saved.engagement_id)
    assert (row.title, row.need) == ("仕上がりの肌が荒い", NEED)
    assert (row.fee_yen, row.travel_yen, row.tax_percent) == (24_000, 1_040, 0)
    assert row.shares == [[scene.firms[0], 5000], [scene.firms[1], 3000], [scene.firms[2], 2000]]
    assert steps_of(store, saved.engagement_id) == [
        (EngagementAction.SEND, scene.leader.person_id),
        (EngagementAction.OFFER, None),
    ]


def test_the_expert_the_leader_and_the_desk_are_told_of_a_request(store: Store) -> None:
    scene = a_scene(store)
    saved = sent(scene)
    assert words.OFFER_CAME in notices_of(store, scene.expert)
    for actor in (scene.leader, scene.coordinator):
        notice = notices_of(store, actor)[words.REQUEST_SENT]
        assert notice.page == f"booking?booking={saved.engagement_id}"
        assert notice.params["title"] == "仕上がりの肌が荒い"
    assert notices_of(store, scene.other_coordinator) == {}
    cards = see_offers(scene, scene.expert.person_id)
    assert [(card.asker.person, card.asker.firm, card.spans) for card in cards] == [
        ("桒原 勝", "髙﨑精密", SLOTS[:2])
    ]


def see_offers(scene: Scene, person_id: int | None) -> Any:  # noqa: ANN401  cards of the expert
    actor = scene.expert if person_id == scene.expert.person_id else scene.other_expert
    return commands.look(
        scene.store, reads.offers_for_expert, actor=actor, now=NOW, person_id=person_id
    )


@pytest.mark.parametrize(
    ("need", "code"),
    [
        pytest.param("旋盤！", "experts.need_too_short", id="three letters"),
        pytest.param("！？！？！？", "experts.need_too_short", id="only signs"),
        pytest.param("困" * 2001, "experts.need_too_long", id="2001 letters"),
    ],
)
def test_a_need_must_say_something_and_not_too_much(store: Store, need: str, code: str) -> None:
    scene = a_scene(store)
    with pytest.raises(Invalid) as refusal:
        sent(scene, need=need)
    assert codes(refusal) == [("need", code)]
    assert count(store, Engagement) == 0


def test_one_to_three_different_times_and_a_firm_of_the_group_are_asked_for(store: Store) -> None:
    scene = a_scene(store)
    stranger = scene.outsider.seat.firm_id
    four = [*SLOTS, a_time(SLOTS[2].start.date() + timedelta(days=1), 13, 17)]
    for wrong, code in (
        ({"spans": []}, "experts.no_span"),
        ({"spans": times(four)}, "experts.too_many_spans"),
        ({"spans": times([SLOTS[0], SLOTS[0]])}, "experts.span_twice"),
        ({"place_firm_id": stranger}, "experts.place_not_member"),
    ):
        with pytest.raises(Invalid) as refusal:
            sent(scene, **wrong)
        assert [found for _field, found in codes(refusal)] == [code]
    assert (count(store, Engagement), busy_of(scene)) == (0, [])


def test_a_time_the_expert_does_not_offer_is_refused_and_nothing_is_kept(store: Store) -> None:
    scene = a_scene(store)
    wednesday = a_time(SLOTS[0].start.date() + timedelta(days=2), 9, 12)
    too_soon = a_time(NOW.date() + timedelta(days=2), 9, 12)
    for span in (wednesday, too_soon):
        with pytest.raises(Refused) as refusal:
            sent(scene, spans=times([SLOTS[0], span]))
        assert refusal.value.reason.code == "experts.span_gone"
    assert (count(store, Engagement), count(store, OpenRequest), busy_of(scene)) == (0, 0, [])


def test_a_time_that_another_group_holds_is_gone(store: Store) -> None:
    scene = a_scene(store)
    sent(scene)
    with pytest.raises(Refused) as refusal:
        sent(scene)
    assert refusal.value.reason.code == "experts.span_gone"
    assert refusal.value.params["start"] == SLOTS[0].start


def test_a_foreign_group_a_missing_group_and_an_unknown_expert_answer_alike(store: Store) -> None:
    scene = a_scene(store)
    for actor, other in (
        (scene.outsider, {}),
        (scene.leader, {"group_id": 9_999}),
        (scene.leader, {"expert_id": 9_999}),
    ):
        with pytest.raises(NotFound):
            do(store, service.send_request, actor, **request_input(scene, **other))
    for role in (Role.FIRM_REPRESENTATIVE, Role.FIRM_TUTOR):
        member = a_person(store, role, ward_id=scene.ward, firm_id=scene.firms[0])
        with pytest.raises(Forbidden):
            do(store, service.send_request, member, **request_input(scene))
    assert count(store, Engagement) == 0


def test_a_group_that_is_not_registered_and_a_price_above_the_ceiling_are_refused(
    store: Store,
) -> None:
    scene = a_scene(store, ceiling=25_039)
    with pytest.raises(Refused) as refusal:
        sent(scene)
    assert refusal.value.reason.code == "experts.above_ceiling"
    firms = [a_firm(store, scene.ward, f"新しい会社{number}") for number in range(3)]
    leader = a_person(store, Role.GROUP_LEADER, ward_id=scene.ward, firm_id=firms[0])
    young = a_group(store, scene.ward, firms, leader, [], name="準備中の組合")
    with pytest.raises(Refused) as refusal:
        do(store, service.send_request, leader, **request_input(scene, group_id=young))
    assert refusal.value.reason.code == "experts.group_closed"


def test_a_group_waits_for_at_most_two_answers_of_one_expert(store: Store) -> None:
    scene = a_scene(store)
    first = sent(scene, spans=times(SLOTS[:1]))
    sent(scene, spans=times(SLOTS[1:2]))
    with pytest.raises(Refused) as refusal:
        sent(scene, spans=times(SLOTS[2:]))
    assert refusal.value.reason.code == "experts.too_many_open"
    assert refusal.value.params == {"limit": 2}
    assert sent(scene, expert_id=scene.other_expert_id).state == EngagementState.OFFERED
    decline(scene, first)
    assert sent(scene, spans=times(SLOTS[2:])).state == EngagementState.OFFERED


def test_pressing_twice_sends_one_request(store: Store) -> None:
    scene = a_scene(store)
    answers = [
        do(store, service.send_request, scene.leader, once="click", **request_input(scene))
        for _click in range(2)
    ]
    assert answers[0] == answers[1]
    assert (count(store, Engagement), len(busy_of(scene))) == (1, 2)


def test_accepting_makes_the_chosen_time_firm_and_frees_the_other(store: Store) -> None:
    scene = a_scene(store)
    answer = accept(scene, sent(scene), SLOTS[1])
    assert (answer.state, answer.starts_at) == (EngagementState.ACCEPTED, SLOTS[1].start)
    assert busy_of(scene) == [(SLOTS[1], ReservationState.CONFIRMED)]
    visit = rows(store, Visit)[0]
    assert (Span(visit.starts_at, visit.ends_at), visit.state) == (SLOTS[1], VisitState.PLANNED)
    assert words.OFFER_ACCEPTED in notices_of(store, scene.leader)
    assert sent(scene, spans=times(SLOTS[:1])).state == EngagementState.OFFERED
    assert [row.open for row in rows(store, OpenRequest)] == [1]


def test_only_a_proposed_time_can_be_accepted_and_only_as_it_was_seen(store: Store) -> None:
    scene = a_scene(store)
    saved = sent(scene)
    with pytest.raises(Invalid) as refusal:
        accept(scene, saved, SLOTS[2])
    assert codes(refusal) == [("starts_at", "experts.not_proposed")]
    with pytest.raises(Stale):
        accept(scene, saved, version=saved.version + 1)
    assert state_of(store, saved.engagement_id) == EngagementState.OFFERED


def test_another_expert_and_another_ward_do_not_find_the_request(store: Store) -> None:
    scene = a_scene(store)
    saved = sent(scene)
    for actor in (scene.other_expert, scene.other_coordinator, scene.outsider):
        for act in (accept, decline):
            with pytest.raises(NotFound):
                act(scene, saved, actor=actor)
    with pytest.raises(Forbidden):
        accept(scene, saved, actor=scene.leader)
    assert see_offers(scene, scene.other_expert.person_id) == ()
    with pytest.raises(Forbidden):
        commands.look(
            store, reads.offers_for_expert, actor=scene.other_expert, now=NOW,
            person_id=scene.expert.person_id,
        )  # fmt: skip


def test_a_second_answer_says_when_the_first_was_given(store: Store) -> None:
    scene = a_scene(store)
    saved = sent(scene)
    accept(scene, saved)
    for act in (accept, decline):
        with pytest.raises(Refused) as refusal:
            act(scene, saved)
        assert refusal.value.reason.code == "experts.already_answered"
        assert refusal.value.params == {"day": NOW.date()}
    assert count(store, Visit) == 1


def test_after_the_deadline_the_offer_is_over_before_anything_has_swept_it(store: Store) -> None:
    scene = a_scene(store)
    saved = sent(scene)
    with pytest.raises(Refused) as refusal:
        accept(scene, saved, now=DEADLINE)
    assert refusal.value.reason.code == "experts.offer_over"
    page = commands.look(
        store, reads.booking, actor=scene.leader, now=AFTER_DEADLINE,
        engagement_id=saved.engagement_id,
    )  # fmt: skip
    assert page.row.state == EngagementState.EXPIRED
    assert busy_of(scene, now=AFTER_DEADLINE) == []
    assert state_of(store, saved.engagement_id) == EngagementState.OFFERED


def test_the_sweep_ends_an_offer_nobody_answered(store: Store) -> None:
    scene = a_scene(store)
    saved = sent(scene)
    assert do(store, service.sweep_engagements, now=DEADLINE - timedelta(seconds=1)).expired == 0
    assert do(store, service.sweep_engagements, now=DEADLINE).expired == 1
    assert state_of(store, saved.engagement_id) == EngagementState.NO_MATCH
    assert rows(store, EngagementCandidate)[0].answer == CandidateAnswer.EXPIRED
    assert [row.open for row in rows(store, OpenRequest)] == [0]
    assert words.OFFER_EXPIRED in notices_of(store, scene.leader)
    with pytest.raises(Forbidden):
        do(store, service.sweep_engagements, scene.coordinator)


def test_declining_frees_the_times_and_tells_the_reason_to_the_group(store: Store) -> None:
    scene = a_scene(store)
    saved = sent(scene)
    answer = decline(scene, saved, reason=DeclineReason.HEALTH, note="腰を痛めました")
    assert answer.state == EngagementState.NO_MATCH
    assert busy_of(scene) == []
    page = commands.look(
        store, reads.booking, actor=scene.leader, now=NOW, engagement_id=saved.engagement_id
    )
    shown = page.candidates[0]
    assert (shown.answer, shown.reason_words, shown.note) == (
        CandidateAnswer.DECLINED,
        words.DECLINE_LABELS[DeclineReason.HEALTH],
        "腰を痛めました",
    )
    assert words.OFFER_DECLINED in notices_of(store, scene.leader)


def test_the_next_candidate_is_asked_with_own_times_price_and_deadline(store: Store) -> None:
    scene = a_scene(store)
    others: Any = [{"expert_id": scene.other_expert_id, "spans": times(SLOTS[2:])}]
    saved = sent(scene, others=others)
    answer = decline(scene, saved)
    assert answer.state == EngagementState.OFFERED
    row = stored(store, saved.engagement_id)
    assert (row.expert_id, row.offer_until) == (scene.other_expert_id, DEADLINE)
    assert see_offers(scene, scene.expert.person_id) == ()
    cards = see_offers(scene, scene.other_expert.person_id)
    assert [card.spans for card in cards] == [SLOTS[2:]]
    assert [action for action, _by in steps_of(store, saved.engagement_id)] == [
        EngagementAction.SEND,
        EngagementAction.OFFER,
        EngagementAction.DECLINE,
        EngagementAction.NEXT,
        EngagementAction.OFFER,
    ]
    opened = {row.expert_id: row.open for row in rows(store, OpenRequest)}
    assert opened == {scene.expert_id: 0, scene.other_expert_id: 1}


def test_a_next_candidate_without_time_is_skipped(store: Store) -> None:
    scene = a_scene(store)
    others: Any = [{"expert_id": scene.other_expert_id, "spans": times(SLOTS[:1])}]
    saved = sent(scene, others=others)
    sent(scene, expert_id=scene.other_expert_id, spans=times(SLOTS[:1]))
    assert decline(scene, saved).state == EngagementState.NO_MATCH
    found = [
        row.answer for row in rows(store, EngagementCandidate)
        if row.engagement_id == saved.engagement_id
    ]  # fmt: skip
    assert found == [CandidateAnswer.DECLINED, CandidateAnswer.NO_TIME]
    assert {row.expert_id: row.open for row in rows(store, OpenRequest)} == {
        scene.expert_id: 0,
        scene.other_expert_id: 1,
    }


def test_the_same_expert_twice_in_one_request_is_refused(store: Store) -> None:
    scene = a_scene(store)
    others: Any = [{"expert_id": scene.expert_id, "spans": times(SLOTS[2:])}]
    with pytest.raises(Invalid) as refusal:
        sent(scene, others=others)
    assert [code for _field, code in codes(refusal)] == ["experts.candidate_twice"]


def test_withdrawing_before_the_answer_frees_the_times_and_ends_the_offer(store: Store) -> None:
    scene = a_scene(store)
    saved = sent(scene)
    typed: dict[str, Any] = {"engagement_id": saved.engagement_id, "version": saved.version}
    with pytest.raises(NotFound):
        do(store, service.withdraw_request, scene.outsider, **typed)
    assert do(store, service.withdraw_request, scene.leader, **typed).state == (
        EngagementState.WITHDRAWN
    )
    assert (busy_of(scene), see_offers(scene, scene.expert.person_id)) == ([], ())
    assert words.OFFER_WITHDRAWN in notices_of(store, scene.expert)
    with pytest.raises(Refused) as refusal:
        accept(scene, saved)
    assert refusal.value.reason.code == "experts.offer_gone"


def test_an_accepted_request_cannot_be_withdrawn_but_taken_back_before_the_contract(
    store: Store,
) -> None:
    scene = a_scene(store)
    answer = accepted(scene)
    typed: dict[str, Any] = {"engagement_id": answer.engagement_id, "version": answer.version}
    with pytest.raises(Refused) as refusal:
        do(store, service.withdraw_request, scene.leader, **typed)
    assert refusal.value.reason.code == "states.not_allowed"
    with pytest.raises(Refused) as refusal:
        do(store, service.cancel_booking, scene.expert, note="", **typed)
    assert refusal.value.reason.code == "experts.roster_note_needed"
    back = do(store, service.cancel_booking, scene.expert, note="入院します", **typed)
    assert back.state == EngagementState.CANCELLED_BY_EXPERT
    assert busy_of(scene) == []
    assert rows(store, Visit)[0].state == VisitState.CANCELLED_IN_TIME
    assert words.BOOKING_CANCELLED in notices_of(store, scene.leader)


def test_after_the_contract_taking_back_goes_by_the_coordinator(store: Store) -> None:
    scene = a_scene(store)
    contract = signed(scene)
    typed: dict[str, Any] = {"engagement_id": contract.engagement_id, "version": contract.version}
    for actor in (scene.leader, scene.expert):
        with pytest.raises(Refused) as refusal:
            do(store, service.cancel_booking, actor, note="都合", **typed)
        assert refusal.value.reason.code == "experts.too_late_to_cancel"


def test_a_call_is_asked_for_once_and_changes_nothing_else(store: Store) -> None:
    scene = a_scene(store)
    saved = sent(scene)
    for told in (1, 0):
        asked = do(store, service.ask_for_call, scene.expert, engagement_id=saved.engagement_id)
        assert asked.told == told
    assert state_of(store, saved.engagement_id) == EngagementState.OFFERED
    assert stored(store, saved.engagement_id).version == saved.version
    assert words.CALL_ASKED in notices_of(store, scene.coordinator)
    calls = commands.look(
        store, reads.calls_of_ward, actor=scene.coordinator, now=NOW, ward_id=scene.ward
    )
    assert [row.engagement_id for row in calls] == [saved.engagement_id]
    assert accept(scene, saved).state == EngagementState.ACCEPTED


def test_the_desk_answers_for_an_expert_with_a_note_of_the_call(store: Store) -> None:
    scene = a_scene(store)
    saved = sent(scene)
    with pytest.raises(Invalid) as refusal:
        accept(scene, saved, actor=scene.coordinator)
    assert codes(refusal) == [("note", "experts.call_note_needed")]
    answer = accept(scene, saved, actor=scene.coordinator, note="10時に本人と電話")
    assert answer.state == EngagementState.ACCEPTED
    assert rows(store, EngagementCandidate)[0].note == "10時に本人と電話"
    assert steps_of(store, saved.engagement_id)[-1] == (
        EngagementAction.ACCEPT,
        scene.coordinator.person_id,
    )


def test_a_yes_without_a_day_is_refused_at_the_days(store: Store) -> None:
    scene = a_scene(store)
    saved = sent(scene)
    with pytest.raises(Invalid) as refusal:
        accept(scene, saved, starts_at=None)
    assert codes(refusal) == [("starts_at", "experts.not_proposed")]
    assert stored(store, saved.engagement_id).state is EngagementState.OFFERED


def test_a_leader_hands_a_need_over_to_the_desk(store: Store) -> None:
    scene = a_scene(store)
    typed: dict[str, Any] = {"group_id": scene.group_id, "need": NEED}
    assert do(store, service.ask_coordinator, scene.leader, **typed).told == 1
    notice = notices_of(store, scene.coordinator)[words.CALL_FOR_GROUP]
    assert notice.params["title"] == "仕上がりの肌が荒い"
    with pytest.raises(NotFound):
        do(store, service.ask_coordinator, scene.outsider, **typed)


def test_the_answer_ends_before_the_day_of_an_early_visit(store: Store) -> None:
    scene = a_scene(store, notice_days=2)
    early = a_time(datetime(2026, 11, 26, tzinfo=UTC).date(), 9, 12)
    saved = sent(scene, spans=times([early]))
    assert saved.answer_until == datetime(2026, 11, 25, 8, 0, tzinfo=UTC)


def test_a_new_request_of_the_same_group_goes_on_from_an_older_one_only(store: Store) -> None:
    scene = a_scene(store)
    saved = sent(scene)
    decline(scene, saved)
    again = sent(scene, expert_id=scene.other_expert_id, continues_id=saved.engagement_id)
    assert stored(store, again.engagement_id).continues_id == saved.engagement_id
    with pytest.raises(NotFound):
        sent(scene, continues_id=9_999)
