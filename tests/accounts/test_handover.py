"""A change of posts: roles and open work go over on the day, four eyes stay four eyes."""

import threading
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from hub import wiring
from hub.accounts import handing, reads, service
from hub.accounts.reads import HandoverPage, Leaving
from hub.kernel.errors import Forbidden, HubError, Invalid, NotFound, Refused
from hub.platform import drafts, outbox
from hub.platform.context import Actor, Seat
from hub.platform.db import Store
from hub.platform.post import desk
from hub.subsidy import reads as subsidy
from hub.subsidy import service as claims
from hub.subsidy.reads import Inbox
from models.accounts import Membership
from models.handovers import Handover, HandoverWork
from models.platform import Delivery, Draft
from models.subsidy import ClaimDuty, ClaimEvent
from models.vocab import Channel, DeliveryState, Role
from models.vocab.people import WorkKind
from pages.accounts import handover
from tests.support.claims import Office, an_office, in_review, press, reported, staff
from tests.support.deliveries import a_delivery
from tests.support.internship import NOW, a_person, a_place, do, rows, see

DAY = "令和8年12月1日"
MORNING = datetime(2026, 11, 30, 15, 0, tzinfo=UTC)  # 0:00 of 1 December in Tokyo


@pytest.fixture
def office(store: Store) -> Office:
    """A ward with claims, its clerk about to leave."""
    wiring.bind()
    return an_office(store)


def an_admin(store: Store, ward: int) -> Actor:
    return a_person(store, Role.ADMIN, ward_id=ward, name="邉見 亮")


def plan(store: Store, admin: Actor, leaver: Actor, successor: Actor, day: str = DAY) -> int:
    planned = do(
        store, service.plan_handover, admin, leaver_id=leaver.person_id,
        successor_id=successor.person_id, on_date=day,
    )  # fmt: skip
    return int(planned.handover_id)


def roles_on(store: Store, actor: Actor, day: date) -> set[Role]:
    return {
        seat.role
        for seat in rows(store, Membership)
        if seat.person_id == actor.person_id
        and seat.starts_on <= day
        and (seat.ends_on is None or seat.ends_on > day)
    }


def do_it(store: Store, handover_id: int, now: datetime = MORNING) -> None:
    do(store, service.do_handover, handing.MOVER, now=now, handover_id=handover_id)


def test_on_the_day_roles_go_over_the_leaver_is_out_and_both_are_told(store: Store) -> None:
    place = a_place(store)
    admin, leaver, successor = (
        a_person(store, role, ward_id=place.ward)
        for role in (Role.ADMIN, Role.WARD_CLERK, Role.AUDITOR)
    )
    do(store, service.issue_code, person_id=leaver.person_id, code_hash="x" * 40)
    do(store, service.open_code_session, code_id=1, token_hash=service.token_hash("c"))
    number = plan(store, admin, leaver, successor)
    assert roles_on(store, leaver, date(2026, 11, 30)) == {Role.WARD_CLERK}
    with pytest.raises(NotFound):
        do_it(store, number, MORNING - timedelta(seconds=1))
    do_it(store, number)
    day = date(2026, 12, 1)
    assert roles_on(store, leaver, day) == set()
    assert roles_on(store, successor, day) == {Role.WARD_CLERK, Role.AUDITOR}
    assert service.standing(store, "c", NOW + timedelta(minutes=1)) is None
    told = [see(store, outbox.notices, one)[0].msgid for one in (leaver, successor)]
    assert told == [
        "あなたの役割と仕事を{successor}さんに引きつぎました。",
        "{leaver}さんの役割と仕事を引きつぎました。新しい役割が使えます。",
    ]
    with pytest.raises(NotFound):
        do_it(store, number)


def test_with_the_date_of_today_everything_goes_over_at_once(store: Store) -> None:
    place = a_place(store)
    admin, leaver, successor = (
        a_person(store, role, ward_id=place.ward)
        for role in (Role.ADMIN, Role.COORDINATOR, Role.COORDINATOR)
    )
    leaver_day = date(2026, 11, 25)
    number = plan(store, admin, leaver, successor, "2026-11-24")
    assert rows(store, Handover)[-1].done_at == NOW
    assert roles_on(store, leaver, leaver_day) == set()
    assert roles_on(store, successor, leaver_day) == {Role.COORDINATOR}
    with pytest.raises(NotFound):
        do(store, service.withdraw_handover, admin, handover_id=number)


def test_before_the_day_a_plan_is_taken_back_and_nothing_moves(store: Store) -> None:
    place = a_place(store)
    admin = an_admin(store, place.ward)
    leaver, successor = (a_person(store, Role.WARD_CLERK, ward_id=place.ward) for _turn in range(2))
    number = plan(store, admin, leaver, successor)
    page: HandoverPage = see(store, reads.handovers, admin)
    assert [row.on_date for row in page.planned] == [date(2026, 12, 1)]
    with pytest.raises(Refused):
        plan(store, admin, leaver, successor)
    do(store, service.withdraw_handover, admin, handover_id=number)
    assert see(store, reads.handovers, admin).planned == ()
    with pytest.raises(NotFound):
        do_it(store, number)
    assert roles_on(store, leaver, date(2026, 12, 1)) == {Role.WARD_CLERK}
    assert plan(store, admin, leaver, successor) > number


def test_a_claim_carries_the_successors_name_and_its_history_stays(office: Office) -> None:
    store, admin = office.store, an_admin(office.store, office.ward)
    claim = in_review(office)
    before = [row.model_dump() for row in rows(store, ClaimEvent)]
    found: Leaving = see(store, reads.leaving, admin, leaver_id=office.clerk.person_id)
    assert [work.title for work in found.work if "C-" in work.title]
    do_it(store, plan(store, admin, office.clerk, office.other_clerk), MORNING)
    shown = staff(office, claim, office.other_clerk)
    assert shown.keeper is not None
    assert (shown.keeper.name, shown.keeper.from_name) == (
        office.other_clerk.name, office.clerk.name,
    )  # fmt: skip
    inbox: Inbox = see(store, subsidy.inbox, office.other_clerk, ward_id=office.ward)
    row = next(row for row in inbox.rows if row.head.claim_id == claim)
    assert row.tags[0].params == {"name": office.other_clerk.name}
    assert [row.model_dump() for row in rows(store, ClaimEvent)] == before
    assert {(row.person_id, row.duty) for row in rows(store, ClaimDuty)} >= {
        (office.clerk.person_id, "clerk")
    }


def test_what_was_handed_over_is_handed_on_when_the_successor_leaves_too(office: Office) -> None:
    store, admin = office.store, an_admin(office.store, office.ward)
    claim = in_review(office)
    third = a_person(store, Role.WARD_CLERK, ward_id=office.ward, name="三浦 千夏")
    do_it(store, plan(store, admin, office.clerk, office.other_clerk), MORNING)
    later = plan(store, admin, office.other_clerk, third, "2026-12-02")
    do_it(store, later, MORNING + timedelta(1))
    kept = [row for row in rows(store, HandoverWork) if row.record_id == claim]
    assert [(row.kind, row.side) for row in kept] == [(WorkKind.CLAIM, "clerk")] * 2
    shown = staff(office, claim, third)
    assert shown.keeper is not None
    assert shown.keeper.name == "三浦 千夏"


def test_a_successor_of_another_side_gets_the_role_but_not_that_claim(office: Office) -> None:
    """The approver follows the clerk: what the one has decided the other does not check."""
    store, admin = office.store, an_admin(office.store, office.ward)
    claim = reported(office)
    found: Leaving = see(
        store, reads.leaving, admin, leaver_id=office.clerk.person_id,
        successor_id=office.approver.person_id,
    )  # fmt: skip
    assert [work.is_barred for work in found.work] == [True]
    do_it(store, plan(store, admin, office.clerk, office.approver), MORNING)
    assert Role.WARD_CLERK in roles_on(store, office.approver, date(2026, 12, 1))
    assert staff(office, claim, office.other_clerk).keeper is None
    as_clerk = replace(office.approver, seat=replace(office.clerk.seat))
    with pytest.raises(Refused) as refusal:
        press(office, claims.draft_determination, as_clerk, claim, doc_no="8大産振第102号")
    assert refusal.value.reason.code == "subsidy.side_approver"


def test_calls_and_drafts_of_the_office_go_over_but_no_draft_is_overwritten(store: Store) -> None:
    wiring.bind()
    place = a_place(store)
    admin = an_admin(store, place.ward)
    leaver, successor = (
        a_person(store, Role.COORDINATOR, ward_id=place.ward) for _turn in range(2)
    )
    call = a_delivery(store, place.ward, DeliveryState.WAITING, Channel.PHONE)
    do(store, desk.open_call, leaver, delivery_id=call)
    for person, flow in (
        (leaver, "training.new"), (leaver, "internship.round_new"), (leaver, "experts.need"),
        (successor, "internship.round_new"),
    ):  # fmt: skip
        at = drafts.Place(person.person_id or 0, flow, "")
        drafts.save(store, at, drafts.load(store, at), {"title": person.name}, NOW)
    do_it(store, plan(store, admin, leaver, successor))
    assert next(row.by_id for row in rows(store, Delivery) if row.id == call) == (
        successor.person_id
    )
    assert {(row.person_id, row.flow) for row in rows(store, Draft)} == {
        (successor.person_id, "training.new"), (leaver.person_id, "internship.round_new"),
        (leaver.person_id, "experts.need"), (successor.person_id, "internship.round_new"),
    }  # fmt: skip


def test_who_has_left_the_office_cannot_follow_and_the_planner_decides_anew(store: Store) -> None:
    place = a_place(store)
    admin = an_admin(store, place.ward)
    leaver, successor = (a_person(store, Role.WARD_CLERK, ward_id=place.ward) for _turn in range(2))
    number = plan(store, admin, leaver, successor)
    do(store, service.end_role, admin, membership_id=successor.seat.membership_id)
    do_it(store, number)
    assert roles_on(store, leaver, date(2026, 12, 1)) == {Role.WARD_CLERK}
    assert see(store, outbox.notices, admin)[0].msgid.startswith("{day}の{leaver}さんから")


def test_the_last_administrator_may_leave_because_another_follows(store: Store) -> None:
    place = a_place(store)
    admin = an_admin(store, place.ward)
    successor = a_person(store, Role.AUDITOR, ward_id=place.ward)
    do_it(store, plan(store, admin, admin, successor))
    assert roles_on(store, successor, date(2026, 12, 1)) == {Role.AUDITOR, Role.ADMIN}
    seats = [row for row in rows(store, Membership) if row.role is Role.ADMIN]
    seat = next(row for row in seats if row.ends_on is None)
    follower = replace(successor, seat=Seat(seat.id, Role.ADMIN, place.ward))
    with pytest.raises(Refused):
        do(store, service.end_role, follower, now=MORNING, membership_id=seat.id)


@pytest.mark.parametrize(
    ("day", "who", "field"),
    [
        pytest.param("2026-11-23", "clerk", "on_date", id="yesterday"),
        pytest.param("2028-01-01", "clerk", "on_date", id="far"),
        pytest.param("いつか", "clerk", "on_date", id="no-day"),
        pytest.param(DAY, "self", "successor_id", id="self"),
        pytest.param(DAY, "student", "successor_id", id="no-staff"),
        pytest.param(DAY, "elsewhere", "successor_id", id="other-ward"),
    ],
)
def test_a_plan_that_cannot_be_is_refused_at_its_field(
    store: Store, day: str, who: str, field: str
) -> None:
    place = a_place(store)
    admin = an_admin(store, place.ward)
    leaver = a_person(store, Role.WARD_CLERK, ward_id=place.ward)
    others = {
        "clerk": lambda: a_person(store, Role.WARD_CLERK, ward_id=place.ward),
        "self": lambda: leaver,
        "student": lambda: place.student,
        "elsewhere": lambda: place.other_coordinator,
    }
    with pytest.raises(Invalid) as wrong:
        plan(store, admin, leaver, others[who](), day)
    assert [one.field for one in wrong.value.problems] == [field]


def test_nobody_but_the_administrator_of_the_ward_hands_over(store: Store) -> None:
    place = a_place(store)
    for actor in (place.coordinator, an_admin(store, place.other_ward)):
        with pytest.raises((Forbidden, NotFound)):
            plan(store, actor, place.coordinator, place.coordinator)


def test_of_ten_processes_at_midnight_a_single_one_hands_over(store: Store) -> None:
    place = a_place(store)
    admin = an_admin(store, place.ward)
    leaver, successor = (
        a_person(store, role, ward_id=place.ward) for role in (Role.WARD_CLERK, Role.AUDITOR)
    )
    number = plan(store, admin, leaver, successor)
    answers: list[str] = []
    barrier = threading.Barrier(10)

    def press_it() -> None:
        barrier.wait()
        try:
            do_it(store, number)
            answers.append("done")
        except HubError as refusal:
            answers.append(type(refusal).__name__)

    threads = [threading.Thread(target=press_it) for _turn in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == ["NotFound"] * 9 + ["done"]
    seats = [row for row in rows(store, Membership) if row.person_id == successor.person_id]
    assert sorted(row.role for row in seats) == [Role.AUDITOR, Role.WARD_CLERK]


def test_nobody_is_offered_to_follow_himself() -> None:
    names = {handover.NOBODY: "", 3: "佐藤", 5: "邉見"}
    assert handover.followers(names, 3) == {handover.NOBODY: "", 5: "邉見"}
    assert handover.followers(names, handover.NOBODY) == names
