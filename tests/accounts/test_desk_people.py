"""The desk compares who speaks, reads back what was typed, and always tells the person the end."""

from datetime import date, timedelta
from typing import Any

import pytest

from hub import wiring
from hub.accounts import desk_said, desk_words, reads, service
from hub.accounts.desk import ENDED
from hub.experts import service as experts
from hub.internship import read_back
from hub.kernel.errors import Forbidden, NotFound, Refused
from hub.kernel.text import kana_key
from hub.platform import clock, outbox
from hub.platform.context import Actor, Ctx
from hub.platform.db import Store
from models.accounts import Membership, Person
from models.desk import DeskEntry, DeskTyped
from models.platform import AuditRow
from models.vocab import Channel, HeardBy, Role
from tests.support.engagements import Scene, a_scene
from tests.support.internship import NOW, SYSTEM, a_draft, a_person, a_place, do, rows, see

ADDRESS: dict[str, Any] = {"postal": "144-0051", "address": "東京都大田区西蒲田0-0-0"}


@pytest.fixture
def scene(store: Store) -> Scene:
    """A ward with a desk, an expert and a group."""
    wiring.bind()
    return a_scene(store)


def begun(scene: Scene, person: Actor) -> Actor:
    """The coordinator sits down for somebody; whoever acts from now on."""
    do(
        scene.store, service.begin_desk, scene.coordinator, heard_by=HeardBy.COUNTER,
        membership_id=person.seat.membership_id, was_identified=True,
    )  # fmt: skip
    return Actor(
        person.person_id, person.name, person.seat, staff_id=scene.coordinator.person_id
    )  # fmt: skip


def told(scene: Scene, person: Actor) -> list[object]:
    """How often was typed, as the person hears it at the end."""
    return [
        notice.params["acts"]
        for notice in see(scene.store, outbox.notices, person)
        if notice.msgid == ENDED
    ]


def test_birth_date_and_address_are_shown_to_whoever_asked_and_it_stands_in_the_record(
    scene: Scene,
) -> None:
    store, seat = scene.store, scene.expert.seat.membership_id
    do(store, service.keep_wishes, scene.expert, told_by=Channel.LETTER, **ADDRESS)
    with pytest.raises(NotFound):
        see(store, reads.desk_facts, scene.coordinator, membership_id=seat)
    do(store, service.check_person, scene.coordinator, membership_id=seat)
    found = see(store, reads.desk_facts, scene.coordinator, membership_id=seat)
    assert (found.name, found.postal, found.address) == (scene.expert.name, *ADDRESS.values())
    row: AuditRow = rows(store, AuditRow)[-1]
    assert (row.command, row.actor_id, row.record, row.record_id) == (
        "accounts:desk:check", scene.coordinator.person_id, "person", str(scene.expert.person_id),
    )  # fmt: skip
    colleague = a_person(store, Role.COORDINATOR, ward_id=scene.ward)
    with pytest.raises(NotFound):
        see(store, reads.desk_facts, colleague, membership_id=seat)


def test_what_is_not_recorded_is_said_and_not_made_up(scene: Scene) -> None:
    student = a_person(scene.store, Role.STUDENT, ward_id=scene.ward)
    seat = student.seat.membership_id
    do(scene.store, service.check_person, scene.coordinator, membership_id=seat)
    found = see(scene.store, reads.desk_facts, scene.coordinator, membership_id=seat)
    assert (found.postal, found.address) == ("", "")
    assert found.birth_date is None or isinstance(found.birth_date, date)


@pytest.mark.parametrize("typed", ["髙﨑", "高崎", "高崎美咲", "髙﨑　美咲", "たかさき", "ﾀｶｻｷ"])
def test_somebody_is_found_however_the_signs_of_the_name_are_typed(
    scene: Scene, typed: str
) -> None:
    sought = a_person(scene.store, Role.EXPERT, ward_id=scene.ward, name="髙﨑 美咲")
    with scene.store.writing() as session:
        row = session.get_one(Person, sought.person_id)
        row.kana, row.kana_key = "タカサキ ミサキ", kana_key("タカサキ ミサキ")
    found = see(scene.store, reads.desk_people, scene.coordinator, text=typed)
    assert sought.person_id in [one.person_id for one in found]


def test_a_word_of_which_no_name_is_left_finds_nobody(scene: Scene) -> None:
    assert see(scene.store, reads.desk_people, scene.coordinator, text="株式会社") == ()


def test_the_desk_of_another_ward_sees_nothing_of_the_person(scene: Scene) -> None:
    with pytest.raises(Forbidden):
        do(
            scene.store, service.check_person, scene.other_coordinator,
            membership_id=scene.expert.seat.membership_id,
        )  # fmt: skip


def test_everything_typed_in_the_entry_stands_in_the_list_in_its_order(scene: Scene) -> None:
    store = scene.store
    acting = begun(scene, scene.expert)
    assert see(store, reads.desk_typed, acting) == ()
    do(store, experts.set_cap, acting, expert_id=scene.expert_id, month_days=5, now=NOW)
    later = NOW + timedelta(minutes=1)
    do(store, service.keep_wishes, acting, now=later, told_by=Channel.LETTER, **ADDRESS)
    listed = see(store, reads.desk_typed, acting)
    assert [row.words for row in listed] == [
        desk_words.WORDS["experts:cap:set"], desk_words.WORDS["accounts:wishes:keep"],
    ]  # fmt: skip
    assert see(store, reads.desk_typed, scene.coordinator) == ()


def test_what_was_typed_is_read_back_with_its_values_and_goes_with_the_entry(
    scene: Scene,
) -> None:
    store = scene.store
    wiring.bind()
    acting = begun(scene, scene.expert)
    do(store, experts.set_cap, acting, expert_id=scene.expert_id, month_days=5, now=NOW)
    later = NOW + timedelta(minutes=1)
    do(store, service.keep_wishes, acting, now=later, told_by=Channel.LETTER, **ADDRESS)
    cap, wishes = see(store, reads.desk_typed, acting)
    assert [(one.label, one.text) for one in cap.said] == [("月に働く日の上限", "5")]
    values = {one.label: one.text for one in wishes.said}
    assert values["知らせの受け取り方"] == "手紙"
    assert values["住所"] == ADDRESS["address"]
    kept = rows(store, DeskTyped)
    assert [row.command for row in kept] == ["experts:cap:set", "accounts:wishes:keep"]
    assert not any(ADDRESS["address"] in row.sealed for row in kept)
    do(store, service.end_desk, acting, now=later, was_read_back=True)
    assert rows(store, DeskTyped) == []


def test_nobody_else_reads_what_was_typed(scene: Scene) -> None:
    wiring.bind()
    acting = begun(scene, scene.expert)
    do(scene.store, experts.set_cap, acting, expert_id=scene.expert_id, month_days=5)
    for other in (scene.coordinator, scene.expert, scene.other_coordinator):
        assert see(scene.store, reads.desk_typed, other) == ()


def test_numbers_of_records_and_secrets_have_no_label() -> None:
    secret = {"password", "code", "token_hash", "code_hash", "secret_hash", "stored", "login"}
    assert not secret & (desk_said.LABELS.keys() | desk_said.NAMERS.keys())


def test_a_new_entry_ends_the_one_before_and_tells_its_person(scene: Scene) -> None:
    acting = begun(scene, scene.expert)
    do(scene.store, experts.set_cap, acting, expert_id=scene.expert_id, month_days=5)
    begun(scene, scene.leader)
    assert told(scene, scene.expert) == [1]
    first, second = rows(scene.store, DeskEntry)
    assert (first.acts, first.ended_at, second.ended_at) == (1, NOW, None)


def test_an_entry_whose_hour_is_over_is_ended_and_its_person_told(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    acting = begun(scene, scene.expert)
    do(scene.store, experts.set_cap, acting, expert_id=scene.expert_id, month_days=5)
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(minutes=59))
    assert service.end_over(scene.store) == 0
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(minutes=61))
    assert service.end_over(scene.store) == 1
    assert service.end_over(scene.store) == 0
    assert told(scene, scene.expert) == [1]


def test_an_entry_in_which_nothing_was_typed_ends_without_a_word(scene: Scene) -> None:
    begun(scene, scene.expert)
    begun(scene, scene.leader)
    assert told(scene, scene.expert) == []


@pytest.mark.parametrize("role", [Role.WARD_APPROVER, Role.INSPECTOR, Role.ACCOUNTING])
def test_whoever_has_decided_on_claims_within_the_year_does_not_type(
    scene: Scene, role: Role
) -> None:
    store, staff = scene.store, scene.coordinator
    admin = a_person(store, Role.ADMIN, ward_id=scene.ward)
    given = do(store, service.give_role, admin, person_id=staff.person_id, role=role)
    do(store, service.end_role, admin, membership_id=given.membership_id)
    assert [row.ends_on for row in rows(store, Membership) if row.id == given.membership_id] != [
        None
    ]
    raw: dict[str, Any] = {
        "membership_id": scene.expert.seat.membership_id, "heard_by": HeardBy.COUNTER,
        "was_identified": True,
    }  # fmt: skip
    for days in (1, 364):
        with pytest.raises(Refused) as refusal:
            do(store, service.begin_desk, staff, now=NOW + timedelta(days=days), **raw)
        assert refusal.value.reason.code == "accounts.judges_type_not"
    do(store, service.begin_desk, staff, now=NOW + timedelta(days=367), **raw)


def test_periods_are_read_back_by_their_days(store: Store) -> None:
    a_draft(a_place(store))
    with store.reading() as session:
        said = read_back.periods(Ctx(session, SYSTEM, NOW), (1,))
    assert said == ("7月5日（月）〜7月16日（金）",)
