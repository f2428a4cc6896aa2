"""Only a plan that the independent checker accepts, of an unchanged round, is ever published."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa
from sqlmodel import SQLModel, col

from hub.internship import reads, service, worker
from hub.internship.formats.reader import read_instance
from hub.internship.plan import Plan
from hub.internship.solver import run
from hub.kernel.errors import Forbidden, NotFound, Refused
from hub.platform.context import Actor
from hub.platform.context import Seat as ActorSeat
from hub.platform.db import Store
from hub.platform.readable.check import check
from hub.platform.workbook import workbook
from models.internship import Application, Placement, Programme, Publication, Round, Scenario, Seat
from models.platform import JobRow, OutboxRow
from models.vocab import JobState, Role
from models.vocab.internship import ApplicationState, RoundState, ScenarioState
from pages.internship.parts import placements_sheet
from tests.support.internship import (
    NOW,
    count,
    do,
    rows,
    see,
)
from tests.support.plans import a_checked_plan, an_announced_plan, an_asked_plan


def change(store: Store, table: type[SQLModel], **values: object) -> None:
    """Change the first row of a table behind everybody's back."""
    with store.writing() as session:
        first = sa.select(sa.func.min(col(table.id))).scalar_subquery()  # type: ignore[attr-defined]  # every table has an id
        session.connection().execute(
            sa.update(table).where(col(table.id) == first).values(**values)  # type: ignore[attr-defined]  # as above
        )


def refused(act: Callable[[], object]) -> str:
    """Code of the refusal."""
    with pytest.raises(Refused) as refusal:
        act()
    return refusal.value.reason.code


def test_asking_for_a_plan_freezes_the_round_and_queues_a_job(store: Store) -> None:
    asked = an_asked_plan(store)
    (scenario,) = rows(store, Scenario)
    (job,) = rows(store, JobRow)
    assert scenario.state == ScenarioState.QUEUED
    assert scenario.instance_sha256 == read_instance(asked.frozen()).sha256
    assert (job.kind, job.state) == ("schedule", JobState.QUEUED)
    assert job.owner_id == asked.place.coordinator.person_id
    assert rows(store, Round)[0].state == RoundState.MATCHING


def test_a_plan_that_changes_after_its_last_stage_is_the_one_that_is_kept(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = run.solve

    def settled(*given: Any, **more: Any) -> Plan:  # noqa: ANN401  as the engine takes them
        plan = real(*given, **more)
        return replace(plan, versions={**plan.versions, "settled": "1"})

    monkeypatch.setattr(run, "solve", settled)
    asked = an_asked_plan(store)
    worker.compute(store, asked.job_id)
    (scenario,) = rows(store, Scenario)
    assert scenario.state == ScenarioState.CHECKED
    assert "settled" in scenario.plan


def test_a_second_plan_is_refused_while_one_is_waiting_or_computed(store: Store) -> None:
    asked = an_asked_plan(store)

    def again() -> object:
        return do(store, service.request_plan, asked.place.coordinator, round_id=asked.round_id)

    assert refused(again) == "internship.plan_running"
    asked.begin()
    assert refused(again) == "internship.plan_running"
    assert count(store, Scenario) == 1
    asked.keep(asked.solved())
    asked.end()
    again()
    assert count(store, Scenario) == 2


def test_a_plan_is_asked_for_by_the_coordinator_of_the_ward_only(store: Store) -> None:
    asked = an_asked_plan(store)
    for actor, error in (
        (asked.place.tutor, Forbidden),
        (asked.place.student, Forbidden),
        (asked.place.other_coordinator, NotFound),
    ):
        with pytest.raises(error):
            do(store, service.request_plan, actor, round_id=asked.round_id)


def test_the_plan_of_the_engine_is_checked(store: Store) -> None:
    asked = a_checked_plan(store)
    page = see(store, reads.plan_page, asked.place.coordinator, scenario_id=asked.scenario_id)
    assert page.summary.state == ScenarioState.CHECKED
    assert page.summary.placed == 3
    assert [(row.label, row.firms, row.missing) for row in page.rows] == [
        ("s1", ("甲製作所", "乙工業", None), 0),
        ("s2", (None, "甲製作所", None), 1),
        ("s3", (None, None, None), 2),
    ]
    assert page.lacking == {"s2": (0,), "s3": (0, 1)}
    assert page.to_decide == {"s2", "s3"}
    assert rows(store, JobRow)[0].state == JobState.DONE
    table = workbook(placements_sheet.placements(page))
    assert check("配属.xlsx", table).points == {1: 100, 2: 100, 3: 100}


def without_a_placement(plan: dict[str, Any]) -> None:
    plan["placements"].pop()


def with_a_better_value(plan: dict[str, Any]) -> None:
    plan["objective"]["value"] -= 1


def with_a_banned_pair(plan: dict[str, Any]) -> None:
    plan["placements"].append({"student": "s2", "programme": "B", "period": "p1"})


def of_another_round(plan: dict[str, Any]) -> None:
    plan["input_sha256"] = "0" * 64


@pytest.mark.parametrize(
    "spoil", [without_a_placement, with_a_better_value, with_a_banned_pair, of_another_round]
)
def test_a_broken_plan_is_never_checked_and_never_announced(
    store: Store, spoil: Callable[[dict[str, Any]], None]
) -> None:
    asked = an_asked_plan(store)
    asked.begin()
    plan = asked.solved()
    spoil(plan)
    asked.keep(plan)
    assert asked.end() == ScenarioState.DONE
    (scenario,) = rows(store, Scenario)
    assert scenario.checked_at is None
    assert "検査に通りませんでした" in scenario.failure
    assert refused(lambda: asked.staff(service.announce_plan)) == "internship.not_checked"
    assert rows(store, Round)[0].state == RoundState.MATCHING


def test_a_plan_that_cannot_be_read_is_never_checked(store: Store) -> None:
    asked = an_asked_plan(store)
    asked.begin()
    plan = asked.solved()
    del plan["placements"]
    asked.keep(plan)
    assert asked.end() == ScenarioState.DONE
    assert rows(store, Scenario)[0].checked_at is None
    assert rows(store, JobRow)[0].state == JobState.DONE


def test_a_calculation_that_ends_without_a_plan_leaves_nothing_to_announce(store: Store) -> None:
    asked = an_asked_plan(store)
    asked.begin()
    assert asked.end("failed") == ScenarioState.FAILED
    assert refused(lambda: asked.staff(service.announce_plan)) == "internship.not_checked"
    assert rows(store, JobRow)[0].state == JobState.FAILED


def test_stopping_a_running_calculation_keeps_its_last_plan(store: Store) -> None:
    asked = an_asked_plan(store)
    asked.begin()
    asked.keep(asked.solved())
    assert asked.staff(service.stop_plan).state == ScenarioState.RUNNING
    assert rows(store, JobRow)[0].cancel_asked
    assert asked.end("cancelled") == ScenarioState.CHECKED


def test_a_waiting_calculation_is_stopped_at_once(store: Store) -> None:
    asked = an_asked_plan(store)
    assert asked.staff(service.stop_plan).state == ScenarioState.CANCELLED
    assert rows(store, JobRow)[0].state == JobState.CANCELLED
    assert refused(asked.begin) == "states.not_allowed"
    do(store, service.request_plan, asked.place.coordinator, round_id=asked.round_id)
    assert count(store, Scenario) == 2


def test_only_the_worker_reports_on_a_calculation(store: Store) -> None:
    asked = an_asked_plan(store)
    with pytest.raises(Forbidden):
        do(store, service.begin_plan, asked.place.coordinator, job_id=asked.job_id)
    with pytest.raises(Forbidden):
        see(store, reads.frozen_round, asked.place.coordinator, job_id=asked.job_id)


def test_publishing_without_a_check_or_without_announcing_is_refused(store: Store) -> None:
    asked = an_asked_plan(store)
    assert refused(lambda: asked.staff(service.publish_plan)) == "internship.not_checked"
    asked.begin()
    asked.keep(asked.solved())
    asked.end()
    assert refused(lambda: asked.staff(service.publish_plan)) == "internship.not_checked"
    assert (count(store, Publication), count(store, Placement)) == (0, 0)


def test_publishing_writes_placements_takes_seats_and_tells_every_student(store: Store) -> None:
    asked = an_announced_plan(store)
    assert rows(store, Round)[0].state == RoundState.TENTATIVE
    assert asked.staff(service.publish_plan).state == ScenarioState.PUBLISHED
    assert rows(store, Round)[0].state == RoundState.PUBLISHED
    assert count(store, Placement) == 3
    labels = {row.id: row.label for row in rows(store, Programme)}
    taken = [(labels[seat.programme_id], seat.taken) for seat in rows(store, Seat)]
    assert taken == [("A", 1), ("A", 1), ("A", 0), ("B", 0), ("B", 1)]
    assert {row.label: row.state for row in rows(store, Application)} == {
        "s1": ApplicationState.PLACED,
        "s2": ApplicationState.PARTLY_PLACED,
        "s3": ApplicationState.UNPLACED,
    }
    told = [(row.kind, row.person_id, row.page) for row in rows(store, OutboxRow)]
    people = [row.person_id for row in rows(store, Application)]
    assert told == [("internship:published", person, "weeks") for person in people]


def test_the_student_and_the_firm_see_the_same_published_weeks(store: Store) -> None:
    asked = an_announced_plan(store)
    ward = asked.place.ward
    person_id = rows(store, Application)[0].person_id
    student = Actor(person_id, "s1", ActorSeat(1, Role.STUDENT, ward))
    assert see(store, reads.my_weeks, student, person_id=person_id) == ()
    asked.staff(service.publish_plan)
    weeks = see(store, reads.my_weeks, student, person_id=person_id)
    assert [(week.starts_on.isoformat(), week.firm, week.rank) for week in weeks] == [
        ("2027-07-05", "甲製作所", 2),
        ("2027-07-19", "乙工業", 1),
    ]
    firm_id = rows(store, Programme)[0].firm_id
    tutor = Actor(asked.place.tutor.person_id, "甲", ActorSeat(1, Role.FIRM_TUTOR, ward, firm_id))
    arrivals = see(store, reads.firm_weeks, tutor, firm_id=firm_id)
    assert [(one.starts_on.isoformat(), one.student, one.is_minor) for one in arrivals] == [
        ("2027-07-05", "s1", False),
        ("2027-07-19", "s2", True),
    ]


def test_a_newer_plan_cancels_the_week_it_takes_away_in_every_calendar(store: Store) -> None:
    asked = an_announced_plan(store)
    asked.staff(service.publish_plan)
    ward, person_id = asked.place.ward, rows(store, Application)[0].person_id
    student = Actor(person_id, "s1", ActorSeat(1, Role.STUDENT, ward))
    first = see(store, reads.student_feed, student, person_id=person_id)
    assert [(each.params["firm"], each.sequence, each.is_cancelled) for each in first] == [
        ("甲製作所", 0, False),
        ("乙工業", 0, False),
    ]
    assert first[0].days == (date(2027, 7, 5), date(2027, 7, 17))
    stay = rows(store, Placement)[0]
    with store.writing() as session:
        newer = Publication(
            round_id=asked.round_id, scenario_id=asked.scenario_id, number=2, at=NOW
        )
        session.add(newer)
        session.flush()
        kept = stay.model_dump(exclude={"id", "publication_id"})
        session.add(Placement(publication_id=newer.id or 0, **kept))
    second = see(store, reads.student_feed, student, person_id=person_id)
    assert {(each.uid, each.sequence, each.is_cancelled) for each in second} == {
        (each.uid, 1, each.days != first[0].days) for each in first
    }
    firm_id = rows(store, Programme)[0].firm_id
    tutor = Actor(asked.place.tutor.person_id, "甲", ActorSeat(1, Role.FIRM_TUTOR, ward, firm_id))
    hosted = see(store, reads.firm_feed, tutor, firm_id=firm_id)
    assert [(each.params, each.is_cancelled) for each in hosted] == [
        ({"count": 1}, False),
        ({}, True),
    ]


def test_weeks_are_shown_to_nobody_else(store: Store) -> None:
    asked = an_announced_plan(store)
    asked.staff(service.publish_plan)
    person_id = rows(store, Application)[0].person_id
    firm_id = rows(store, Programme)[0].firm_id
    for actor in (asked.place.student, asked.place.tutor, asked.place.coordinator):
        with pytest.raises(Forbidden):
            see(store, reads.my_weeks, actor, person_id=person_id)
        with pytest.raises(Forbidden):
            see(store, reads.firm_weeks, actor, firm_id=firm_id)


def test_publishing_twice_is_refused_and_takes_no_seat_twice(store: Store) -> None:
    asked = an_announced_plan(store)
    asked.staff(service.publish_plan)
    assert refused(lambda: asked.staff(service.publish_plan)) == "internship.not_checked"
    assert (count(store, Publication), count(store, Placement)) == (1, 3)
    assert sum(seat.taken for seat in rows(store, Seat)) == 3


def test_a_round_that_changed_after_computing_is_computed_anew(store: Store) -> None:
    asked = a_checked_plan(store)
    change(store, Seat, capacity=5)
    assert refused(lambda: asked.staff(service.announce_plan)) == "internship.round_moved"
    assert rows(store, Scenario)[0].state == ScenarioState.CHECKED


def test_a_round_that_changed_after_announcing_is_not_published(store: Store) -> None:
    asked = an_announced_plan(store)
    change(store, Seat, capacity=5)
    assert refused(lambda: asked.staff(service.publish_plan)) == "internship.round_moved"
    assert (count(store, Placement), count(store, OutboxRow)) == (0, 0)


def test_a_plan_that_was_changed_after_its_check_is_not_published(store: Store) -> None:
    asked = an_announced_plan(store)
    plan = json.loads(rows(store, Scenario)[0].plan)
    without_a_placement(plan)
    change(store, Scenario, plan=json.dumps(plan))
    assert refused(lambda: asked.staff(service.publish_plan)) == "internship.plan_broken"
    assert count(store, Placement) == 0


def test_a_seat_that_is_gone_stops_the_whole_publication(store: Store) -> None:
    asked = an_announced_plan(store)
    change(store, Seat, taken=2)
    assert refused(lambda: asked.staff(service.publish_plan)) == "internship.seat_full"
    assert (count(store, Publication), count(store, Placement), count(store, OutboxRow)) == (
        0,
        0,
        0,
    )
    assert rows(store, Round)[0].state == RoundState.TENTATIVE


def test_a_plan_that_is_not_running_takes_no_other_document(store: Store) -> None:
    asked = an_announced_plan(store)
    plan = json.loads(rows(store, Scenario)[0].plan)
    kept = rows(store, Scenario)[0].plan
    without_a_placement(plan)
    assert refused(lambda: asked.keep(plan)) == "states.not_allowed"
    assert rows(store, Scenario)[0].plan == kept
