"""Applying, the clerk's check, the approver's word and what reaches whom, on both engines."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from hub.groups import reads, service
from hub.kernel.errors import Forbidden, NotFound, Refused, Stale
from hub.platform import outbox
from hub.platform.context import Actor, Ctx, Seat
from hub.platform.db import Store
from models.groups import FirmGroup, GroupStep, GroupVerdict
from models.vocab import Role
from models.vocab.groups import EligibilityRule, GroupAction, GroupState
from tests.support.groups import (
    TODAY,
    Town,
    a_registered_group,
    a_town,
    an_agreed_group,
    apply,
    check,
    decide,
    draft,
    found,
    page,
    sign,
    version,
)
from tests.support.internship import NOW, SYSTEM, a_person, count, do, rows, see


def code(refusal: pytest.ExceptionInfo[Refused]) -> str:
    return refusal.value.reason.code


def in_other_role(actor: Actor, role: Role, ward: int) -> Actor:
    """The same human in another seat."""
    return Actor(actor.person_id, actor.name, Seat(99, role, ward))


def test_a_group_is_applied_for_checked_and_registered_by_three_people(store: Store) -> None:
    town = a_town(store)
    group_id = an_agreed_group(town)
    assert apply(town, group_id, town.leader).state is GroupState.UNDER_REVIEW
    assert check(town, group_id).state is GroupState.UNDER_REVIEW
    assert decide(town, group_id).state is GroupState.REGISTERED
    seen = page(town, group_id)
    assert (seen.registration, seen.valid_until) == ("G-2026-001", date(2027, 3, 31))
    facts = see(store, reads.group_facts, town.owners[1], group_id=group_id)
    assert facts.can_book
    assert facts.is_led_by(town.leader)
    assert not facts.is_led_by(town.owners[0])
    assert facts.has(town.firms[2])
    assert not facts.has(town.firms[3])
    people = [town.owners[0], town.owners[2], town.leader, town.clerk, town.approver]
    assert [step.person_id for step in rows(store, GroupStep)] == [p.person_id for p in people]


def test_each_step_is_told_to_those_whose_turn_it_is(store: Store) -> None:
    town = a_town(store)
    group_id = a_registered_group(town)
    found_ = {
        name: [each.msgid for each in see(store, outbox.notices, person)]
        for name, person in {
            "clerk": town.clerk,
            "approver": town.approver,
            "other": town.other_approver,
            "member": town.owners[2],
        }.items()
    }
    assert [len(found_[name]) for name in ("clerk", "approver", "other")] == [1, 1, 0]
    assert any("登録されました" in each for each in found_["member"])
    assert page(town, group_id).card.state is GroupState.REGISTERED


def test_an_answer_is_promised_within_ten_working_days(store: Store) -> None:
    town = a_town(store)
    group_id = an_agreed_group(town)
    apply(town, group_id)
    assert page(town, group_id).answer_by == date(2026, 12, 8)


def test_a_group_without_enough_head_offices_is_told_how_many_are_missing(store: Store) -> None:
    town = a_town(store)
    firms = (town.firms[1], town.outside)
    group_id = found(town, firm_ids=firms, leader_firm_id=town.firms[0])
    everyone = (town.firms[0], *firms)
    drafted = draft(town, group_id, shares=[], duties=dict.fromkeys(everyone, "場所を出す"))
    for owner in (town.owners[0], town.owners[1], town.outside_owner):
        sign(town, drafted, owner)
    by_rule = {row.rule: row for row in page(town, group_id).rules}
    assert by_rule[EligibilityRule.HEAD_OFFICE].passed
    do(store, service.set_figure, town.approver, ward_id=town.ward,
       rule=EligibilityRule.HEAD_OFFICE, valid_from=TODAY, num=1, den=1,
       source="要綱 第3条")  # fmt: skip
    row = next(r for r in page(town, group_id).rules if r.rule is EligibilityRule.HEAD_OFFICE)
    assert (row.passed, row.counted, row.of, row.short) == (False, 2, 3, 1)
    with pytest.raises(Refused) as refusal:
        apply(town, group_id)
    assert code(refusal) == "groups.not_eligible"
    assert page(town, group_id).card.state is GroupState.AGREED


def test_two_firms_may_agree_but_not_be_registered(store: Store) -> None:
    town = a_town(store)
    group_id = an_agreed_group(town, count=2)
    with pytest.raises(Refused) as refusal:
        apply(town, group_id)
    assert code(refusal) == "groups.not_eligible"


def test_a_figure_that_begins_tomorrow_changes_nothing_today(store: Store) -> None:
    town = a_town(store)
    group_id = an_agreed_group(town, count=2)
    typed: dict[str, Any] = {"ward_id": town.ward, "rule": EligibilityRule.SIZE, "num": 2, "den": 1,
             "source": "要綱 第3条"}  # fmt: skip
    do(store, service.set_figure, town.approver, valid_from=TODAY + timedelta(days=1), **typed)
    with pytest.raises(Refused):
        apply(town, group_id)
    do(store, service.set_figure, town.approver, valid_from=TODAY, **typed)
    assert apply(town, group_id).state is GroupState.UNDER_REVIEW


def test_a_figure_is_set_by_an_approver_of_the_own_ward(store: Store) -> None:
    town = a_town(store)
    typed: dict[str, Any] = {
        "ward_id": town.ward, "rule": EligibilityRule.SIZE, "valid_from": TODAY,
        "num": 2, "den": 1, "source": "要綱 第3条",
    }  # fmt: skip
    for actor in (town.other_approver, town.clerk, town.owners[0]):
        with pytest.raises(Forbidden):
            do(store, service.set_figure, actor, **typed)
    first = do(store, service.set_figure, town.approver, **typed)
    again = do(store, service.set_figure, town.approver, **{**typed, "num": 4})
    assert first == again


def test_the_clerk_checks_before_the_approver_decides(store: Store) -> None:
    town = a_town(store)
    group_id = an_agreed_group(town)
    apply(town, group_id)
    assert GroupAction.REGISTER not in page(town, group_id, town.approver).actions
    with pytest.raises(Refused) as refusal:
        decide(town, group_id)
    assert code(refusal) == "groups.not_checked"
    check(town, group_id)
    assert GroupAction.REGISTER in page(town, group_id, town.approver).actions


def test_the_person_who_checked_never_decides_in_another_seat(store: Store) -> None:
    town = a_town(store)
    group_id = an_agreed_group(town)
    apply(town, group_id)
    check(town, group_id)
    same = in_other_role(town.clerk, Role.WARD_APPROVER, town.ward)
    with pytest.raises(Forbidden) as refusal:
        decide(town, group_id, actor=same)
    assert refusal.value.reason.code == "groups.same_person"
    assert GroupAction.REGISTER not in page(town, group_id, same).actions


@pytest.mark.parametrize("duty", ["signed", "applied"])
def test_a_person_of_the_group_neither_checks_nor_decides(store: Store, duty: str) -> None:
    town = a_town(store)
    group_id = an_agreed_group(town)
    apply(town, group_id, town.leader)
    insider = town.owners[1] if duty == "signed" else town.leader
    with pytest.raises(Forbidden) as refusal:
        check(town, group_id, in_other_role(insider, Role.WARD_CLERK, town.ward))
    assert refusal.value.reason.code == "groups.same_person"
    check(town, group_id)
    with pytest.raises(Forbidden):
        decide(town, group_id, actor=in_other_role(insider, Role.WARD_APPROVER, town.ward))


@pytest.mark.parametrize("who", ["clerk", "coordinator", "leader", "next ward"])
def test_only_an_approver_of_the_ward_decides(store: Store, who: str) -> None:
    town = a_town(store)
    group_id = an_agreed_group(town)
    apply(town, group_id)
    check(town, group_id)
    people = {
        "clerk": a_person(store, Role.WARD_CLERK, ward_id=town.ward),
        "coordinator": town.coordinator,
        "leader": town.leader,
        "next ward": town.other_approver,
    }
    with pytest.raises(NotFound if who == "next ward" else Forbidden):
        decide(town, group_id, actor=people[who])
    assert page(town, group_id).card.state is GroupState.UNDER_REVIEW


def test_missing_papers_need_a_written_exception(store: Store) -> None:
    town = a_town(store)
    group_id = an_agreed_group(town)
    apply(town, group_id)
    check(town, group_id, tax=False)
    with pytest.raises(Refused) as refusal:
        decide(town, group_id)
    assert code(refusal) == "groups.rules_failed"
    assert refusal.value.params == {"count": 1}
    decide(town, group_id, note="証明書は12月5日に届く予定のため。")
    assert page(town, group_id).steps[0].note == "証明書は12月5日に届く予定のため。"


def test_a_second_check_replaces_the_first(store: Store) -> None:
    town = a_town(store)
    group_id = an_agreed_group(town)
    apply(town, group_id)
    check(town, group_id, tax=False)
    check(town, group_id)
    assert count(store, GroupVerdict) == 6
    assert all(row.passed for row in page(town, group_id).rules)


def test_a_refusal_needs_its_reason_and_the_group_may_apply_again(store: Store) -> None:
    town = a_town(store)
    group_id = an_agreed_group(town)
    apply(town, group_id)
    check(town, group_id)
    with pytest.raises(Refused) as refusal:
        decide(town, group_id, GroupAction.REFUSE)
    assert code(refusal) == "groups.note_needed"
    decide(town, group_id, GroupAction.REFUSE, note="目的がほかのグループと重なります。")
    assert page(town, group_id).card.state is GroupState.REFUSED
    apply(town, group_id)
    with pytest.raises(Refused) as again:
        decide(town, group_id)
    assert code(again) == "groups.not_checked"
    assert count(store, GroupVerdict) == 9


def test_an_application_is_taken_back_by_its_leader(store: Store) -> None:
    town = a_town(store)
    group_id = an_agreed_group(town)
    apply(town, group_id)
    typed: dict[str, Any] = {"group_id": group_id, "version": version(town, group_id),
             "action": GroupAction.WITHDRAW}  # fmt: skip
    with pytest.raises(Forbidden):
        do(store, service.step_group, town.owners[1], **typed)
    moved = do(store, service.step_group, town.owners[0], **typed)
    assert moved.state is GroupState.WITHDRAWN
    assert apply(town, group_id).state is GroupState.UNDER_REVIEW


def test_dissolving_and_suspending_need_a_reason_and_the_right_person(store: Store) -> None:
    town = a_town(store)
    group_id = found(town)
    typed: dict[str, Any] = {"group_id": group_id, "version": 0, "action": GroupAction.DISSOLVE}
    with pytest.raises(Refused) as refusal:
        do(store, service.step_group, town.owners[0], **typed)
    assert code(refusal) == "groups.note_needed"
    do(store, service.step_group, town.owners[0], **typed, note="目的を果たしたため")
    assert page(town, group_id).card.state is GroupState.DISSOLVED


def test_a_suspended_group_books_nothing_new(store: Store) -> None:
    town = a_town(store)
    group_id = a_registered_group(town)
    typed: dict[str, Any] = {"group_id": group_id, "version": version(town, group_id),
             "action": GroupAction.SUSPEND, "note": "区内の本店が足りないため"}  # fmt: skip
    with pytest.raises(Forbidden):
        do(store, service.step_group, town.owners[0], **typed)
    do(store, service.step_group, town.approver, **typed)
    assert not see(store, reads.group_facts, group_id=group_id).can_book


def test_a_registered_group_is_not_dissolved_here(store: Store) -> None:
    town = a_town(store)
    group_id = a_registered_group(town)
    with pytest.raises(Refused) as refusal:
        do(store, service.step_group, town.owners[0], group_id=group_id,
           version=version(town, group_id), action=GroupAction.DISSOLVE,
           note="やめます")  # fmt: skip
    assert code(refusal) == "states.not_allowed"


def test_who_saw_an_older_screen_is_told_so(store: Store) -> None:
    town = a_town(store)
    group_id = an_agreed_group(town)
    seen = version(town, group_id)
    apply(town, group_id)
    with pytest.raises(Stale):
        do(store, service.apply_for_registration, town.owners[0], group_id=group_id, version=seen)


def test_a_double_click_on_registering_gives_one_number(store: Store) -> None:
    town = a_town(store)
    group_id = an_agreed_group(town)
    apply(town, group_id)
    check(town, group_id)
    typed: dict[str, Any] = {"group_id": group_id, "version": version(town, group_id),
             "action": GroupAction.REGISTER}  # fmt: skip
    answers = [
        do(store, service.decide_registration, town.approver, once="click", **typed)
        for _click in range(2)
    ]
    assert answers[0] == answers[1]
    assert [row.registration for row in rows(store, FirmGroup)] == ["G-2026-001"]


def test_numbers_begin_again_with_the_fiscal_year_of_tokyo(store: Store) -> None:
    town = a_town(store)
    first = a_registered_group(town)
    second = found(town, name="二つ目のグループ")
    drafted = draft(town, second)
    for owner in town.owners[:3]:
        sign(town, drafted, owner)
    apply(town, second)
    check(town, second)
    first_of_april = datetime(2027, 3, 31, 15, 0, tzinfo=UTC)
    decide(town, second, now=first_of_april)
    assert page(town, first).registration == "G-2026-001"
    assert page(town, second).registration == "G-2027-001"
    assert page(town, second).valid_until == date(2028, 3, 31)


def booked(town: Town, group_id: int, actor: Actor = SYSTEM) -> None:
    with town.store.writing() as session:
        service.mark_active(Ctx(session, actor, NOW), group_id=group_id)


def test_the_first_booking_makes_a_group_active_and_the_second_changes_nothing(
    store: Store,
) -> None:
    town = a_town(store)
    group_id = a_registered_group(town)
    booked(town, group_id, a_person(store, Role.EXPERT, ward_id=town.ward))
    after = version(town, group_id)
    booked(town, group_id, town.leader)
    seen = page(town, group_id)
    assert (seen.card.state, seen.version) == (GroupState.ACTIVE, after)
    assert [s.action for s in rows(store, GroupStep)].count(GroupAction.BOOK) == 1


@pytest.mark.parametrize("state", ["preparatory", "agreed", "under review"])
def test_nothing_is_booked_before_the_registration(store: Store, state: str) -> None:
    town = a_town(store)
    group_id = found(town) if state == "preparatory" else an_agreed_group(town)
    if state == "under review":
        apply(town, group_id)
    with pytest.raises(Refused) as refusal:
        booked(town, group_id)
    assert code(refusal) == "groups.not_bookable"


def test_firms_see_their_own_groups_and_staff_those_of_their_ward(store: Store) -> None:
    town = a_town(store)
    group_id = a_registered_group(town)
    with pytest.raises(NotFound):
        page(town, group_id, town.owners[3])
    with pytest.raises(NotFound):
        page(town, group_id, town.other_approver)
    assert page(town, group_id, town.tutor).card.group_id == group_id
    own = see(store, reads.groups_of_firm, town.owners[0], firm_id=town.firms[0])
    assert [facts.group_id for facts in own] == [group_id]
    far = see(store, reads.groups_of_firm, town.other_approver, firm_id=town.firms[0])
    assert far == ()
    with pytest.raises(Forbidden):
        see(store, reads.firm_groups, town.owners[3], firm_id=town.firms[0])
    with pytest.raises(Forbidden):
        see(store, reads.ward_groups, town.other_approver, ward_id=town.ward)
    assert see(store, reads.group_names, town.tutor, group_ids=(group_id,)) == {
        group_id: "糀谷旋盤技能継承グループ"
    }


def test_lists_show_first_what_waits_for_this_person(store: Store) -> None:
    town = a_town(store)
    waiting = an_agreed_group(town)
    apply(town, waiting)
    found(town, name="二つ目のグループ")
    cards = see(store, reads.ward_groups, town.clerk, ward_id=town.ward)
    assert [(card.group_id == waiting, card.is_mine) for card in cards] == [
        (True, True),
        (False, False),
    ]
    watched = see(store, reads.ward_groups, town.coordinator, ward_id=town.ward)
    assert [card.is_mine for card in watched] == [False, False]


@pytest.mark.parametrize("duty", ["check", "decide"])
def test_staff_with_a_seat_in_a_member_firm_have_no_duty_on_its_group(
    store: Store, duty: str
) -> None:
    town = a_town(store)
    group_id = an_agreed_group(town)
    apply(town, group_id)
    if duty == "decide":
        check(town, group_id)
    own = Seat(99, Role.FIRM_TUTOR, town.ward, town.firms[1])
    staff = replace(town.clerk if duty == "check" else town.approver, others=(own,))
    with pytest.raises(Forbidden) as refusal:
        check(town, group_id, staff) if duty == "check" else decide(town, group_id, actor=staff)
    assert refusal.value.reason.code == "groups.own_firm"
