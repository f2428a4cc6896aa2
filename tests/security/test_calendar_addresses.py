"""A private calendar is shown to whoever has its address, and to nobody once it is stopped."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlmodel import col
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.testclient import TestClient

from hub import wiring
from hub.accounts import reads, service
from hub.experts import service as experts
from hub.platform import clock, runtime
from hub.platform.context import Actor
from hub.platform.db import Store
from hub.training import service as courses
from models.accounts import CalendarFeed, Membership
from models.vocab import Role
from pages.routes import calendars
from pages.routes.edge import Edge
from tests.support import engagements, ical, training
from tests.support.internship import NOW, a_person, a_ward, do, rows, see

ORIGIN = "http://127.0.0.1:8501"


@dataclass(frozen=True, slots=True)
class Desk:
    """Our routes behind the edge, on a fresh database."""

    store: Store
    client: TestClient

    def open(self, actor: Actor) -> str:
        """Make an address as the page does; its path."""
        token = service.new_token()
        do(self.store, service.open_feed, actor, token_hash=service.token_hash(token))
        return f"/ical/{token}.ics"


@pytest.fixture
def desk(store: Store, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Desk]:
    """Serve the addresses from the database of the test."""
    monkeypatch.setenv("HUB_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("HUB_PUBLIC_URL", ORIGIN)
    runtime.forget()
    wiring.bind()
    monkeypatch.setattr(runtime, "store", lambda: store)
    monkeypatch.setattr(clock, "now", lambda: NOW)
    app = Starlette(routes=calendars.routes(), middleware=[Middleware(Edge)])
    with TestClient(app, base_url=ORIGIN, follow_redirects=False) as client:
        yield Desk(store, client)
    monkeypatch.undo()
    runtime.forget()


def test_an_experts_visit_is_there_and_cancelled_when_taken_back(desk: Desk) -> None:
    scene = engagements.a_scene(desk.store)
    answered = engagements.accepted(scene)
    address = desk.open(scene.expert)
    answer = desk.client.get(address)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    (event,) = ical.events(answer.content)
    assert event["STATUS"].value == "CONFIRMED"
    assert event["SUMMARY"].text == "訪問　髙﨑精密"
    do(
        desk.store, experts.cancel_booking, scene.expert, now=NOW,
        engagement_id=answered.engagement_id, version=answered.version, note="都合がつかない",
    )  # fmt: skip
    (later,) = ical.events(desk.client.get(address).content)
    assert later["UID"] == event["UID"]
    assert later["STATUS"].value == "CANCELLED"
    assert int(later["SEQUENCE"].value) > int(event["SEQUENCE"].value)


def test_a_firm_sees_its_visits_and_courses_and_nobodys_name(desk: Desk) -> None:
    scene = engagements.a_scene(desk.store)
    engagements.accepted(scene)
    visits = desk.client.get(desk.open(scene.leader))
    (event,) = ical.events(visits.content)
    assert event["SUMMARY"].text == "専門家の訪問"
    names = (scene.expert.name, scene.leader.name, scene.other_expert.name)
    assert not [name for name in names if name in "\n".join(ical.lines(visits.content))]


def test_a_course_is_in_the_calendar_of_the_firm_that_has_a_seat(desk: Desk) -> None:
    town = training.a_town(desk.store)
    course = training.a_course(town)
    seated, other = town.firms[0], town.firms[1]
    done = training.sign_up(town, course, seated, "荒木 一")
    address = desk.open(seated)
    events = ical.events(desk.client.get(address).content)
    assert events
    assert {event["STATUS"].value for event in events} == {"CONFIRMED"}
    assert all(event["SUMMARY"].text.startswith("共同研修　") for event in events)
    assert "荒木" not in "".join(ical.lines(desk.client.get(address).content))
    assert ical.events(desk.client.get(desk.open(other)).content) == []
    do(desk.store, courses.withdraw, seated, now=training.NOW, sign_up_id=done.sign_up_id)
    left = ical.events(desk.client.get(address).content)
    assert [event["UID"] for event in left] == [event["UID"] for event in events]
    assert {event["STATUS"].value for event in left} == {"CANCELLED"}


def test_a_second_look_costs_nothing_while_nothing_has_changed(desk: Desk) -> None:
    scene = engagements.a_scene(desk.store)
    engagements.accepted(scene)
    address = desk.open(scene.expert)
    mark = desk.client.get(address).headers["etag"]
    again = desk.client.get(address, headers={"if-none-match": mark})
    assert (again.status_code, again.content) == (304, b"")
    other = desk.client.get(address, headers={"if-none-match": '"something-else"'})
    assert other.status_code == 200


def test_english_is_spoken_when_the_address_asks_for_it(desk: Desk) -> None:
    scene = engagements.a_scene(desk.store)
    engagements.accepted(scene)
    (event,) = ical.events(desk.client.get(f"{desk.open(scene.expert)}?lang=en").content)
    assert event["SUMMARY"].text == "Visit at 髙﨑精密"


def test_stopped_replaced_unknown_and_odd_addresses_answer_alike(desk: Desk) -> None:
    student = a_person(desk.store, Role.STUDENT, ward_id=a_ward(desk.store))
    replaced = desk.open(student)
    stopped = desk.open(student)
    do(desk.store, service.revoke_feed, student)
    odd = (
        replaced, stopped, f"/ical/{service.new_token()}.ics", "/ical/", "/ical/x.ics",
        f"{stopped}/", f"{stopped}%0a", f"/ical/%2e%2e/{stopped[6:]}", stopped[:-4],
        stopped.replace("/ical/", "/ical//"), f"{stopped}%00",
    )  # fmt: skip
    answers = [desk.client.get(f"{ORIGIN}{address}") for address in odd]
    assert [answer.status_code for answer in answers] == [404] * len(odd)
    assert {answer.content for answer in answers} == {b""}


def test_a_membership_that_is_over_shows_nothing_any_more(desk: Desk) -> None:
    student = a_person(desk.store, Role.STUDENT, ward_id=a_ward(desk.store))
    address = desk.open(student)
    assert desk.client.get(address).status_code == 200
    with desk.store.writing() as session:
        ended = sa.update(Membership).where(col(Membership.person_id) == student.person_id)
        session.connection().execute(ended.values(starts_on=date(2026, 4, 1), ends_on=NOW.date()))
    assert desk.client.get(address).status_code == 404


def test_only_the_digest_of_an_address_is_stored(desk: Desk) -> None:
    student = a_person(desk.store, Role.STUDENT, ward_id=a_ward(desk.store))
    token = desk.open(student)[6:-4]
    (row,) = rows(desk.store, CalendarFeed)
    assert row.token_hash == service.token_hash(token)
    assert token not in str(row)
    assert see(desk.store, reads.my_feed, student) == NOW


def test_an_address_cannot_be_written_to(desk: Desk) -> None:
    student = a_person(desk.store, Role.STUDENT, ward_id=a_ward(desk.store))
    address = desk.open(student)
    for method in ("POST", "PUT", "DELETE", "PATCH"):
        assert desk.client.request(method, address).status_code == 405
    assert desk.client.get(address).status_code == 200
