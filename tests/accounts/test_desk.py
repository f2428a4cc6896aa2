"""Typing for somebody at the desk: the person's own rights, both named, the person told."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from hub import wiring
from hub.accounts import reads, service
from hub.experts import reads as experts_reads
from hub.experts import service as experts
from hub.kernel.errors import Forbidden, Invalid, NotFound, Refused
from hub.platform import outbox
from hub.platform.audit import first_broken
from hub.platform.commands import COMMANDS
from hub.platform.context import Actor
from hub.platform.db import Store
from hub.subsidy import service as claims
from models.desk import DeskEntry
from models.platform import AuditRow, Delivery
from models.vocab import Channel, HeardBy, Role
from tests.support import engagements
from tests.support.claims import (
    AFTER_PAYMENT,
    ALL_PLEDGES,
    Office,
    a_draft,
    a_programme,
    an_office,
    firm,
    money,
    press,
    returned,
    staff,
    submitted,
)
from tests.support.engagements import Scene, a_scene
from tests.support.internship import NOW, a_person, do, rows, see

SOON = NOW + timedelta(minutes=5)


def begin(scene: Scene, person: Actor, *, was_identified: bool = True) -> None:
    """Sit down at the desk for somebody."""
    do(
        scene.store, service.begin_desk, scene.coordinator,
        membership_id=person.seat.membership_id, heard_by=HeardBy.PHONE,
        was_identified=was_identified,
    )  # fmt: skip


def at_desk(scene: Scene, now: datetime = NOW) -> Actor:
    """Whoever the coordinator's browser acts as now."""
    actor = service.actor_of(scene.store, "desk", now)
    assert actor is not None
    return actor


@pytest.fixture
def scene(store: Store) -> Scene:
    """A request to an expert, and the coordinator signed in."""
    wiring.bind()
    found = a_scene(store)
    do(store, service.issue_code, person_id=found.coordinator.person_id, code_hash="x" * 40)
    do(store, service.open_code_session, code_id=1, token_hash=service.token_hash("letter"))
    do(
        store, service.set_password, found.coordinator, password_hash="x" * 40,
        session_hash=service.token_hash("letter"), token_hash=service.token_hash("desk"),
    )  # fmt: skip
    return found


def test_somebody_without_mail_or_telephone_skills_is_served_by_the_desk_alone(
    scene: Scene,
) -> None:
    store, desk = scene.store, scene.coordinator
    code, code_hash = service.new_code()
    letter = do(
        store, service.issue_code, desk, person_id=scene.expert.person_id, code_hash=code_hash
    )  # fmt: skip
    assert service.fit(see(store, reads.credentials_of, login=letter.login), code).code_id
    asked = engagements.sent(scene)
    begin(scene, scene.expert)
    acting = at_desk(scene)
    assert (acting.person_id, acting.role) == (scene.expert.person_id, Role.EXPERT)
    do(
        store, experts.accept_offer, acting, now=SOON, engagement_id=asked.engagement_id,
        starts_at=engagements.SLOTS[0].start, version=asked.version,
    )  # fmt: skip
    do(store, service.end_desk, at_desk(scene, SOON), now=SOON)
    assert at_desk(scene, SOON).person_id == desk.person_id
    entry: DeskEntry = rows(store, DeskEntry)[0]
    assert entry.acts == 1
    told = see(store, outbox.notices, scene.expert)
    assert {"staff": desk.name, "acts": 1} in [notice.params for notice in told]
    waiting = {post.person_id for post in rows(store, Delivery)}
    assert scene.expert.person_id in waiting


def test_the_record_names_who_typed_and_for_whom_and_stays_whole(scene: Scene) -> None:
    begin(scene, scene.expert)
    do(scene.store, experts.set_cap, at_desk(scene), expert_id=scene.expert_id, month_days=5)
    row: AuditRow = rows(scene.store, AuditRow)[-1]
    assert (row.command, row.actor_id, row.on_behalf_of) == (
        "experts:cap:set", scene.coordinator.person_id, scene.expert.person_id,
    )  # fmt: skip
    with scene.store.reading() as session:
        assert first_broken(session) is None


def test_what_only_the_person_may_do_is_not_typed(scene: Scene) -> None:
    begin(scene, scene.expert)
    with pytest.raises(Forbidden):
        do(scene.store, service.open_feed, at_desk(scene), token_hash="a" * 64)
    names = {name for name, found in COMMANDS.items() if found.in_person}
    assert {"groups:agreement:sign", "experts:terms:sign", "accounts:desk:begin"} <= names


def test_the_desk_writes_no_address_to_which_a_new_password_would_go(scene: Scene) -> None:
    begin(scene, scene.expert)
    raw: dict[str, Any] = {
        "told_by": Channel.MAIL,
        "is_digest": False,
        "lang": "ja",
        "mail": "x@firm.example",
    }
    with pytest.raises(Invalid) as wrong:
        do(scene.store, service.keep_wishes, at_desk(scene), **raw)
    assert [one.field for one in wrong.value.problems] == ["mail"]
    home = {"postal": "144-0051", "address": "東京都大田区西蒲田0-0-0"}
    do(
        scene.store,
        service.keep_wishes,
        at_desk(scene),
        **raw | home | {"mail": "", "told_by": Channel.LETTER},
    )


def test_an_entry_nobody_ends_is_over_after_an_hour(scene: Scene) -> None:
    begin(scene, scene.expert)
    late = NOW + timedelta(hours=1)
    assert at_desk(scene, late - timedelta(minutes=31)).staff_id is not None
    assert see(scene.store, reads.desk_band, at_desk(scene)) is not None
    with pytest.raises(NotFound):
        do(scene.store, service.end_desk, at_desk(scene), now=late)


def test_the_person_must_be_identified_and_of_the_own_ward(scene: Scene) -> None:
    with pytest.raises(Refused):
        begin(scene, scene.expert, was_identified=False)
    with pytest.raises(Forbidden):
        do(
            scene.store, service.begin_desk, scene.other_coordinator,
            membership_id=scene.expert.seat.membership_id, heard_by=HeardBy.FAX,
            was_identified=True,
        )  # fmt: skip
    clerk = a_person(scene.store, Role.WARD_CLERK, ward_id=scene.ward)
    with pytest.raises(Forbidden):
        begin(scene, clerk)
    assert rows(scene.store, DeskEntry) == []


@pytest.mark.parametrize("role", [Role.WARD_APPROVER, Role.INSPECTOR, Role.ACCOUNTING])
def test_whoever_decides_on_claims_never_types_for_others(scene: Scene, role: Role) -> None:
    admin = a_person(scene.store, Role.ADMIN, ward_id=scene.ward)
    do(
        scene.store, service.give_role, admin, person_id=scene.coordinator.person_id, role=role
    )  # fmt: skip
    with pytest.raises(Refused):
        begin(scene, scene.expert)


def typing(office: Office, clerk: Actor, person: Actor, now: datetime = AFTER_PAYMENT) -> Actor:
    """A clerk sits down at the desk for somebody; whoever acts now."""
    do(
        office.store, service.begin_desk, clerk, now=now, heard_by=HeardBy.COUNTER,
        membership_id=person.seat.membership_id, was_identified=True,
    )  # fmt: skip
    return replace(person, staff_id=clerk.person_id)


def test_a_clerk_who_has_typed_a_claim_leaves_it_to_another(store: Store) -> None:
    wiring.bind()
    office = an_office(store)
    claim = a_draft(office)
    at_desk = typing(office, office.clerk, office.leader)
    press(office, claims.submit_claim, at_desk, claim, pledged=ALL_PLEDGES)
    assert staff(office, claim).actions == ()
    with pytest.raises(Refused) as refusal:
        press(office, claims.accept_claim, office.clerk, claim)
    assert refusal.value.reason.code == "subsidy.side_applicant"
    press(office, claims.accept_claim, office.other_clerk, claim)
    sent = staff(office, claim, office.other_clerk).history[0]
    assert (sent.person, sent.typed_by) == (office.leader.name, office.clerk.name)


def test_a_clerk_who_has_typed_the_experts_visit_leaves_the_claim_to_another(
    store: Store,
) -> None:
    wiring.bind()
    scene = a_scene(store)
    clerks = [a_person(store, Role.WARD_CLERK, ward_id=scene.ward) for _turn in range(2)]
    office = Office(
        scene, 0, clerks[0], clerks[1], a_person(store, Role.WARD_APPROVER, ward_id=scene.ward),
        a_person(store, Role.ACCOUNTING, ward_id=scene.ward),
        a_person(store, Role.WARD_APPROVER, ward_id=scene.ward),
        a_person(store, Role.INSPECTOR, ward_id=scene.ward), 0,
    )  # fmt: skip
    a_programme(store, scene.ward)
    money(store, scene.ward)
    at_desk = typing(office, office.clerk, scene.expert, NOW)
    done = engagements.paid(replace(scene, expert=at_desk))
    claim = submitted(replace(office, engagement_id=done.engagement_id))
    with pytest.raises(Refused):
        press(office, claims.accept_claim, office.clerk, claim)
    press(office, claims.accept_claim, office.other_clerk, claim)


def test_whoever_checks_a_claim_does_not_type_its_correction(store: Store) -> None:
    wiring.bind()
    office = an_office(store)
    claim = returned(office)
    asked = firm(office, claim).asked
    at_desk = typing(office, office.clerk, office.leader)
    answers = {row.finding_id: "直しました。" for row in asked}
    with pytest.raises(Refused):
        press(office, claims.answer_and_resubmit, at_desk, claim, answers=answers)
    other = typing(office, office.other_clerk, office.leader)
    press(office, claims.answer_and_resubmit, other, claim, answers=answers)


def test_the_page_of_a_request_shows_who_typed_for_whom(scene: Scene) -> None:
    asked = engagements.sent(scene)
    begin(scene, scene.expert)
    do(
        scene.store, experts.accept_offer, at_desk(scene), now=SOON,
        engagement_id=asked.engagement_id, starts_at=engagements.SLOTS[0].start,
        version=asked.version,
    )  # fmt: skip
    page = see(scene.store, experts_reads.booking, scene.leader, engagement_id=asked.engagement_id)
    assert (page.steps[-1].by, page.steps[-1].typed_by) == (
        scene.expert.name, scene.coordinator.name,
    )  # fmt: skip
    record = ("engagement", asked.engagement_id)
    typed = see(scene.store, reads.typists, records=(record,))
    assert typed == {record: {scene.coordinator.person_id}}


def test_the_desk_keeps_what_was_read_back(scene: Scene) -> None:
    begin(scene, scene.expert)
    do(scene.store, experts.set_cap, at_desk(scene), expert_id=scene.expert_id, month_days=5)
    do(scene.store, service.end_desk, at_desk(scene), now=SOON, was_read_back=True)
    (row,) = see(scene.store, reads.desk_log, scene.coordinator)
    assert (row.staff, row.person, row.acts, row.was_read_back) == (
        scene.coordinator.name, scene.expert.name, 1, True,
    )  # fmt: skip
    assert see(scene.store, reads.desk_log, scene.other_coordinator) == ()


def test_the_desk_finds_people_by_a_part_of_their_name(scene: Scene) -> None:
    name = scene.expert.name
    found = see(scene.store, reads.desk_people, scene.coordinator, text=name[:2])
    assert scene.expert.person_id in {person.person_id for person in found}
    assert see(scene.store, reads.desk_people, scene.coordinator, text=" ") == ()
