"""Somebody without mail or telephone skills: invited, asked and told by the desk alone."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from hub import wiring
from hub.accounts import reads, service
from hub.experts import service as experts
from hub.internship import reads as internship_reads
from hub.internship import service as internship
from hub.kernel.errors import Refused
from hub.platform import clock, files, runtime
from hub.platform.context import Actor, Seat
from hub.platform.db import Store
from hub.platform.post import desk, sending
from hub.platform.post import reads as post
from models.internship import Application
from models.platform import AuditRow, Delivery
from models.vocab import Channel, DeliveryState, HeardBy, Role
from models.vocab.experts import DayPart
from tests.support import engagements
from tests.support.internship import NOW, Place, a_place, an_open_round, do, rows, see

ADDRESS: dict[str, Any] = {"postal": "144-0051", "address": "東京都大田区西蒲田0-0-0"}


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HUB_DATA_DIR", str(tmp_path))
    runtime.settings.cache_clear()
    wiring.bind()
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(hours=1))


def sit_down(store: Store, staff: Actor, person: Actor) -> Actor:
    """Begin at the desk for somebody who stands there; whoever acts from now on."""
    do(
        store, service.begin_desk, staff, membership_id=person.seat.membership_id,
        heard_by=HeardBy.COUNTER, was_identified=True,
    )  # fmt: skip
    return replace(person, staff_id=staff.person_id)


def test_an_expert_is_invited_answers_a_request_and_gets_a_letter(store: Store) -> None:
    scene = engagements.a_scene(store)
    staff, expert = scene.coordinator, scene.expert
    code, code_hash = service.new_code()
    letter = do(
        store, service.issue_code, staff, person_id=expert.person_id, code_hash=code_hash
    )  # fmt: skip
    kept = see(store, reads.credentials_of, login=letter.login)
    assert service.fit(kept, code).code_id, "number and code of the letter open the door"

    asked = engagements.sent(scene)
    acting = sit_down(store, staff, expert)
    do(store, service.keep_wishes, acting, told_by=Channel.LETTER, **ADDRESS)
    do(
        store, experts.paint_days, acting, expert_id=scene.expert_id,
        days=[{"day": date(2027, 1, 12), "part": DayPart.AM}],
    )  # fmt: skip
    do(
        store, experts.accept_offer, acting, engagement_id=asked.engagement_id,
        starts_at=engagements.SLOTS[0].start, version=asked.version,
    )  # fmt: skip
    do(store, service.end_desk, acting, was_read_back=True)
    (entry,) = see(store, reads.desk_log, staff)
    assert (entry.staff, entry.person, entry.was_read_back) == (staff.name, expert.name, True)

    sending.choose_ways(store, has_mail=True)
    sheets = see(store, post.letters, staff, ward_id=scene.ward)
    (sheet,) = [one for one in sheets if expert.name in str(one.values)]
    printed = do(
        store, desk.print_letters, staff, delivery_ids=tuple(sheet.delivery_ids),
        stored=files.set_down(store, b"paper"),
    )  # fmt: skip
    do(store, desk.post_letters, staff, batch_id=printed.batch_id)
    own = [row for row in rows(store, Delivery) if row.person_id == expert.person_id]
    assert own
    assert {row.state for row in own} == {DeliveryState.POSTED}
    assert {row.channel for row in own} == {Channel.LETTER}


def test_a_student_is_invited_and_sends_wishes_by_a_clerk_at_the_desk(store: Store) -> None:
    place: Place = a_place(store)
    opened = an_open_round(place)
    staff = place.coordinator
    added = do(
        store, service.add_person, staff, name="髙橋 一", kana="タカハシ ハジメ", role=Role.STUDENT,
        ward_id=place.ward,
    )  # fmt: skip
    seat = Seat(added.membership_id, Role.STUDENT, place.ward)
    student = Actor(added.person_id, "髙橋 一", seat)
    clerk = do(
        store, service.add_person, name="濵田 直子", kana="ハマダ", role=Role.WARD_CLERK,
        ward_id=place.ward,
    )  # fmt: skip
    clerk = Actor(
        clerk.person_id, "濵田 直子", Seat(clerk.membership_id, Role.WARD_CLERK, place.ward)
    )  # fmt: skip
    acting = sit_down(store, clerk, student)
    wishes: dict[str, Any] = {
        "round_id": opened.round_id, "person_id": student.person_id, "ranked": (opened.lathe,)
    }  # fmt: skip
    with pytest.raises(Refused):
        do(store, internship.send_wishes, acting, **wishes)
    do(store, service.tell_birth, staff, person_id=student.person_id, birth_date="平成17年5月5日")
    do(store, internship.send_wishes, acting, **wishes)
    (row,) = rows(store, Application)
    typed = [one for one in rows(store, AuditRow) if one.record == "application"]
    assert row.person_id == student.person_id
    form = see(store, internship_reads.wish_form, student, person_id=student.person_id)
    assert form.sent.typed_by == (clerk.name,)
    assert [(one.actor_id, one.on_behalf_of) for one in typed] == [
        (clerk.person_id, student.person_id)
    ]
