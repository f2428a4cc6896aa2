"""From the accepted request to the claim: terms, record, inspection, fee, payment, cost."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from hub.experts import reads, service
from hub.experts.words import engagements as words
from hub.groups import reads as groups
from hub.kernel.errors import Forbidden, Invalid, NotFound, Refused, Stale
from hub.platform import commands
from hub.platform.db import Store
from models.experts.roster import Expert
from models.vocab import Role
from models.vocab.engagements import EngagementAction, EngagementState, VisitState
from models.vocab.groups import GroupState
from tests.support.engagements import (
    AFTER_VISIT,
    NEED,
    SLOTS,
    FixedAid,
    Scene,
    a_scene,
    accepted,
    bind_aid,
    inspected,
    notices_of,
    paid,
    record_input,
    recorded,
    signed,
    state_of,
    steps_of,
    stored,
)
from tests.support.internship import NOW, a_person, do, rows

VISIT_DAY = date(2026, 12, 7)
PAY_ON = date(2027, 1, 29)
PAY_BY = date(2027, 2, 4)


@pytest.fixture(autouse=True)
def _no_programme() -> Iterator[None]:
    """No programme runs unless a test binds one."""
    bind_aid(None)
    yield
    bind_aid(None)


def page(scene: Scene, engagement_id: int) -> reads.BookingPage:
    seen: reads.BookingPage = commands.look(
        scene.store, reads.booking, actor=scene.leader, now=NOW, engagement_id=engagement_id
    )
    return seen


def test_a_contract_freezes_the_eight_items_and_every_firms_part(store: Store) -> None:
    bind_aid(FixedAid(12_000, "3"))
    scene = a_scene(store)
    contract = signed(scene)
    terms = page(scene, contract.engagement_id).terms
    assert terms is not None
    assert (terms.client, terms.expert) == ("糀谷旋盤技能継承グループ", "小澤 德次郎")
    assert terms.ordered_on == NOW.date()
    assert terms.service == NEED
    assert (terms.starts_at, terms.ends_at) == (SLOTS[0].start, SLOTS[0].end)
    assert (terms.place, terms.place_town) == ("髙﨑精密", "蒲田")
    assert terms.inspect_by == date(2026, 12, 21)
    assert (terms.fee_yen, terms.travel_yen) == (24_000, 1_040)
    assert (terms.pay_on, terms.pay_by) == (PAY_ON, PAY_BY) == (contract.pay_on, contract.pay_by)
    assert (terms.subsidy_yen, terms.programme_version) == (12_000, "3")
    assert [each.gross_yen for each in terms.firms] == [12_520, 7_512, 5_008]
    assert [each.own_yen for each in terms.firms] == [6_520, 3_912, 2_608]
    assert sum(each.own_yen for each in terms.firms) == 25_040 - 12_000


def test_terms_are_agreed_before_the_work_and_not_after_it(store: Store) -> None:
    scene = a_scene(store)
    answer = accepted(scene)
    for moment in (SLOTS[0].start, AFTER_VISIT):
        with pytest.raises(Refused) as refusal:
            do(
                store, service.sign_terms, scene.leader, now=moment,
                engagement_id=answer.engagement_id, version=answer.version, pay_on=None,
                shown_programme=None,
            )  # fmt: skip
        assert refusal.value.reason.code == "experts.contract_too_late"


def test_what_was_agreed_stays_when_the_expert_asks_for_more_afterwards(store: Store) -> None:
    scene = a_scene(store)
    contract = signed(scene)
    with store.writing() as session:
        row = session.get(Expert, scene.expert_id)
        assert row is not None
        row.fee_yen = 40_000
        session.add(row)
    seen = page(scene, contract.engagement_id)
    assert seen.terms is not None
    assert (seen.terms.fee_yen, seen.fee_yen) == (24_000, 24_000)


def test_the_first_contract_makes_the_group_active_and_tells_its_members(store: Store) -> None:
    scene = a_scene(store)
    signed(scene)
    facts = commands.look(
        store, groups.group_facts, actor=scene.leader, now=NOW, group_id=scene.group_id
    )
    assert facts.state == GroupState.ACTIVE
    for actor in (scene.leader, scene.member, scene.expert, scene.coordinator):
        assert words.CONTRACT_MADE in notices_of(store, actor)


@pytest.mark.parametrize(
    ("pay_on", "code"),
    [
        pytest.param(PAY_BY + timedelta(days=1), "experts.pay_day_too_late", id="day 61"),
        pytest.param(VISIT_DAY - timedelta(days=1), "experts.pay_day_too_early", id="before"),
    ],
)
def test_the_pay_day_lies_within_sixty_days_of_the_visit(
    store: Store, pay_on: date, code: str
) -> None:
    scene = a_scene(store)
    answer = accepted(scene)
    typed: dict[str, Any] = {"engagement_id": answer.engagement_id, "version": answer.version}
    with pytest.raises(Invalid) as refusal:
        do(store, service.sign_terms, scene.leader, pay_on=pay_on, **typed)
    assert [(one.field, one.reason.code) for one in refusal.value.problems] == [("pay_on", code)]
    saturday = date(2027, 1, 16)
    done = do(store, service.sign_terms, scene.leader, pay_on=saturday, **typed)
    assert done.pay_on == date(2027, 1, 15)


def test_only_the_leader_signs_and_only_what_was_seen(store: Store) -> None:
    bind_aid(FixedAid(12_000, "1"))
    scene = a_scene(store)
    answer = accepted(scene)
    typed: dict[str, Any] = {"engagement_id": answer.engagement_id, "version": answer.version}
    for actor in (scene.expert, scene.member, scene.coordinator):
        with pytest.raises(Forbidden):
            do(store, service.sign_terms, actor, **typed)
    with pytest.raises(Stale):
        do(store, service.sign_terms, scene.leader, **typed | {"version": 99})
    bind_aid(FixedAid(9_000, "2"))
    with pytest.raises(Refused) as refusal:
        do(store, service.sign_terms, scene.leader, shown_programme="1", **typed)
    assert refusal.value.reason.code == "experts.estimate_moved"
    done = do(store, service.sign_terms, scene.leader, shown_programme="2", **typed)
    assert done.state == EngagementState.CONTRACTED
    assert stored(store, answer.engagement_id).subsidy_yen == 9_000


def test_a_visit_is_recorded_once_it_is_over_by_its_expert(store: Store) -> None:
    scene = a_scene(store)
    contract = signed(scene)
    typed: dict[str, Any] = record_input(scene, contract.engagement_id)
    with pytest.raises(Refused) as refusal:
        do(store, service.record_visit, scene.expert,
           now=SLOTS[0].end - timedelta(minutes=1), **typed)  # fmt: skip
    assert refusal.value.reason.code == "experts.visit_not_over"
    for actor in (scene.leader, scene.member):
        with pytest.raises(Forbidden):
            do(store, service.record_visit, actor, now=AFTER_VISIT, **typed)
    with pytest.raises(NotFound):
        do(store, service.record_visit, scene.other_expert, now=AFTER_VISIT, **typed)
    saved = do(store, service.record_visit, scene.expert, now=SLOTS[0].end, **typed)
    assert saved.state == EngagementState.RECORDED
    seen = page(scene, contract.engagement_id)
    visit = seen.visits[0]
    assert (visit.state, visit.what, visit.attendees, visit.minutes) == (
        VisitState.DONE,
        "送りと刃先の形を見直した",
        4,
        180,
    )
    assert [action for action, _by in steps_of(store, contract.engagement_id)][-3:] == [
        EngagementAction.SIGN,
        EngagementAction.BEGIN,
        EngagementAction.RECORD,
    ]
    assert words.VISIT_RECORDED in notices_of(store, scene.leader)


def test_a_record_needs_what_was_done_its_result_people_and_minutes(store: Store) -> None:
    scene = a_scene(store)
    contract = signed(scene)
    empty: dict[str, Any] = {"what": "  ", "result": "", "attendees": 0, "minutes": 0}
    with pytest.raises(Invalid) as refusal:
        do(store, service.record_visit, scene.expert, now=AFTER_VISIT,
           **record_input(scene, contract.engagement_id, **empty))  # fmt: skip
    assert {one.field for one in refusal.value.problems} == set(empty)
    assert state_of(store, contract.engagement_id) == EngagementState.CONTRACTED


def test_the_desk_records_for_an_expert_without_a_phone(store: Store) -> None:
    scene = a_scene(store)
    contract = signed(scene)
    saved = do(
        store, service.record_visit, scene.coordinator, now=AFTER_VISIT,
        **record_input(scene, contract.engagement_id),
    )  # fmt: skip
    assert saved.state == EngagementState.RECORDED


def test_a_contract_begins_when_its_day_comes(store: Store) -> None:
    scene = a_scene(store)
    contract = signed(scene)
    before = SLOTS[0].start - timedelta(minutes=1)
    assert do(store, service.sweep_engagements, now=before).begun == 0
    assert do(store, service.sweep_engagements, now=SLOTS[0].start).begun == 1
    assert state_of(store, contract.engagement_id) == EngagementState.IN_PROGRESS
    saved = do(
        store, service.record_visit, scene.expert, now=AFTER_VISIT,
        **record_input(scene, contract.engagement_id),
    )  # fmt: skip
    assert saved.state == EngagementState.RECORDED


def test_inspecting_fixes_the_fee_in_the_same_click_when_nothing_differs(store: Store) -> None:
    scene = a_scene(store)
    saved = inspected(scene)
    assert saved.state == EngagementState.FEE_FIXED
    slip = page(scene, saved.engagement_id).slip
    assert slip is not None
    assert [share.gross_yen for share in slip.shares] == [12_520, 7_512, 5_008]
    assert [share.withheld_yen for share in slip.shares] == [1_278, 766, 511]
    assert stored(store, saved.engagement_id).withheld_yen == 2_555
    assert steps_of(store, saved.engagement_id)[-2:] == [
        (EngagementAction.INSPECT, scene.leader.person_id),
        (EngagementAction.FIX_FEE, None),
    ]


def test_travel_that_differed_waits_for_the_desk_and_the_consent_of_both(store: Store) -> None:
    scene = a_scene(store)
    saved = inspected(scene, travel_yen=1_500)
    assert saved.state == EngagementState.INSPECTED
    assert words.FEE_TO_CHECK in notices_of(store, scene.coordinator)
    typed: dict[str, Any] = {
        "engagement_id": saved.engagement_id,
        "version": saved.version,
        "travel_yen": 1_500,
    }
    with pytest.raises(Invalid) as refusal:
        do(store, service.fix_fee, scene.coordinator, note="", **typed)
    assert [one.field for one in refusal.value.problems] == ["note"]
    with pytest.raises(Forbidden):
        do(store, service.fix_fee, scene.leader, note="了解", **typed)
    done = do(store, service.fix_fee, scene.coordinator, note="両者に電話で確認", **typed)
    assert done.state == EngagementState.FEE_FIXED
    assert stored(store, saved.engagement_id).travel_yen == 1_500


def test_a_record_that_is_wrong_goes_to_the_desk_and_comes_back_to_inspection(
    store: Store,
) -> None:
    scene = a_scene(store)
    saved = recorded(scene)
    typed: dict[str, Any] = {"engagement_id": saved.engagement_id, "version": saved.version}
    with pytest.raises(Invalid):
        do(store, service.raise_dispute, scene.leader, note="", **typed)
    raised = do(store, service.raise_dispute, scene.leader, note="2時間で終わった", **typed)
    assert raised.state == EngagementState.DISPUTED
    assert words.DISPUTE_RAISED in notices_of(store, scene.coordinator)
    later: dict[str, Any] = {"engagement_id": saved.engagement_id, "version": raised.version}
    with pytest.raises(Forbidden):
        do(store, service.settle_dispute, scene.leader, note="了解", **later)
    back = do(store, service.settle_dispute, scene.coordinator, note="記録を確認", **later)
    assert back.state == EngagementState.RECORDED


def test_a_dispute_before_the_visit_comes_back_to_the_contract(store: Store) -> None:
    scene = a_scene(store)
    contract = signed(scene)
    raised = do(
        store, service.raise_dispute, scene.leader, note="利害関係が見つかった",
        engagement_id=contract.engagement_id, version=contract.version,
    )  # fmt: skip
    back = do(
        store, service.settle_dispute, scene.coordinator, note="問題なし",
        engagement_id=contract.engagement_id, version=raised.version,
    )  # fmt: skip
    assert back.state == EngagementState.CONTRACTED


def test_the_day_of_payment_lies_between_the_contract_and_today(store: Store) -> None:
    scene = a_scene(store)
    saved = inspected(scene)
    typed: dict[str, Any] = {"engagement_id": saved.engagement_id, "version": saved.version}
    for day, code in (
        (date(2026, 12, 8), "experts.paid_in_future"),
        (date(2026, 11, 23), "experts.paid_before_contract"),
    ):
        with pytest.raises(Invalid) as refusal:
            do(store, service.record_payment, scene.leader, now=AFTER_VISIT, paid_on=day, **typed)
        assert [one.reason.code for one in refusal.value.problems] == [code]
    with pytest.raises(Forbidden):
        do(store, service.record_payment, scene.member, now=AFTER_VISIT, paid_on=VISIT_DAY, **typed)


def test_a_payment_after_the_legal_day_is_kept_and_marked_late(store: Store) -> None:
    scene = a_scene(store)
    saved = inspected(scene)
    done = do(
        store, service.record_payment, scene.leader, now=datetime(2027, 2, 20, 1, tzinfo=UTC),
        engagement_id=saved.engagement_id, version=saved.version,
        paid_on=PAY_BY + timedelta(days=1),
    )  # fmt: skip
    assert (done.is_late, done.net_yen) == (True, 25_040 - 2_555)
    assert words.FEE_PAID in notices_of(store, scene.expert)


def test_a_paid_engagement_with_aid_becomes_claimable_in_the_same_click(store: Store) -> None:
    bind_aid(FixedAid())
    scene = a_scene(store)
    done = paid(scene)
    assert (done.state, done.is_late) == (EngagementState.CLAIMABLE, False)
    assert steps_of(store, done.engagement_id)[-1] == (EngagementAction.OPEN_CLAIM, None)
    found = commands.look(
        store, reads.claimable_engagements, actor=scene.leader, now=NOW, group_id=scene.group_id
    )
    assert [
        (one.engagement_id, one.group_id, one.title, one.expert_name, one.paid_on)
        for one in found
    ] == [(done.engagement_id, scene.group_id, "仕上がりの肌が荒い", "小澤 德次郎",
           date(2026, 12, 25))]  # fmt: skip
    assert found[0].shares == tuple(zip(scene.firms, (5000, 3000, 2000), strict=True))
    visit = found[0].visits[0]
    assert (visit.day, visit.fee_yen, visit.travel_yen, visit.tax_percent) == (
        VISIT_DAY,
        24_000,
        1_040,
        0,
    )
    assert found[0] == commands.look(
        store, reads.claimable_engagement, actor=scene.leader, now=NOW,
        engagement_id=done.engagement_id,
    )  # fmt: skip


@pytest.mark.parametrize("aid", [None, FixedAid(0)], ids=["no programme", "not eligible"])
def test_without_aid_a_paid_engagement_is_not_claimable(store: Store, aid: FixedAid | None) -> None:
    bind_aid(aid)
    scene = a_scene(store)
    done = paid(scene)
    assert done.state == EngagementState.PAID
    with pytest.raises(NotFound):
        commands.look(
            store, reads.claimable_engagement, actor=scene.leader, now=NOW,
            engagement_id=done.engagement_id,
        )  # fmt: skip


def test_a_programme_that_is_entered_after_the_contract_is_asked_at_the_payment(
    store: Store,
) -> None:
    scene = a_scene(store)
    saved = inspected(scene)
    bind_aid(FixedAid(10_000, "1"))
    done = do(
        store, service.record_payment, scene.leader, now=AFTER_VISIT,
        engagement_id=saved.engagement_id, version=saved.version, paid_on=VISIT_DAY,
    )  # fmt: skip
    assert done.state == EngagementState.CLAIMABLE
    assert stored(store, saved.engagement_id).subsidy_yen == 10_000


def test_members_and_ward_staff_read_an_engagement_and_nobody_else(store: Store) -> None:
    bind_aid(FixedAid())
    scene = a_scene(store)
    done = paid(scene)
    staff = [
        a_person(store, role, ward_id=scene.ward)
        for role in (Role.WARD_CLERK, Role.WARD_APPROVER, Role.AUDITOR)
    ]
    for actor in (scene.leader, scene.member, scene.coordinator, *staff):
        for function in (reads.booking, reads.claimable_engagement):
            commands.look(store, function, actor=actor, now=NOW, engagement_id=done.engagement_id)
    for actor in (scene.outsider, scene.other_expert, scene.other_coordinator):
        for function in (reads.booking, reads.claimable_engagement):
            with pytest.raises(NotFound):
                commands.look(
                    store, function, actor=actor, now=NOW, engagement_id=done.engagement_id
                )
    member = commands.look(
        store, reads.booking, actor=scene.member, now=NOW, engagement_id=done.engagement_id
    )
    assert (member.row.next_act, member.actions) == (None, ())


def test_the_list_of_a_group_has_what_needs_an_act_on_top(store: Store) -> None:
    scene = a_scene(store)
    first = recorded(scene)
    listed = commands.look(
        store, reads.bookings_of_group, actor=scene.leader, now=AFTER_VISIT,
        group_id=scene.group_id,
    )  # fmt: skip
    assert [(row.engagement_id, row.next_act) for row in listed] == [
        (first.engagement_id, EngagementAction.INSPECT)
    ]
    with pytest.raises(NotFound):
        commands.look(
            store, reads.bookings_of_group, actor=scene.outsider, now=NOW,
            group_id=scene.group_id,
        )  # fmt: skip


def test_the_expert_sees_where_the_own_engagements_stand(store: Store) -> None:
    scene = a_scene(store)
    done = paid(scene)
    found = commands.look(
        store, reads.bookings_of_expert, actor=scene.expert, now=NOW,
        person_id=scene.expert.person_id,
    )  # fmt: skip
    assert [(one.engagement_id, one.withheld_yen, one.paid_on) for one in found] == [
        (done.engagement_id, 2_555, date(2026, 12, 25))
    ]
    assert len(rows(store, Expert)) == 2
    assert commands.look(
        store, reads.bookings_of_expert, actor=scene.other_expert, now=NOW,
        person_id=scene.other_expert.person_id,
    ) == ()  # fmt: skip
