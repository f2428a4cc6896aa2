"""Drop-outs after publication, trials and edits before: computed first, written when accepted."""

from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from hub.internship import reads, service, worker
from hub.kernel.errors import Invalid, Refused
from hub.platform.db import Store
from models.internship import (
    Application,
    Fixing,
    Placement,
    Programme,
    Publication,
    Round,
    Scenario,
    Seat,
)
from models.platform import OutboxRow
from models.vocab.internship import ApplicationState, ScenarioKind, ScenarioState
from tests.support.internship import NOW, count, do, rows, see
from tests.support.plans import Asked, a_changed_plan, a_checked_plan, an_announced_plan

LEAVES = {"kind": "leave", "student": "s1"}
CLOSES = {"kind": "close", "programme": "A"}


def published(store: Store) -> Asked:
    """The small round, published: s1 at A then B, s2 at A in the second period."""
    asked = an_announced_plan(store)
    asked.staff(service.publish_plan)
    return asked


def scenario(asked: Asked) -> Scenario:
    """The row of a plan."""
    row: Scenario = next(r for r in rows(asked.store, Scenario) if r.id == asked.scenario_id)
    return row


def places(store: Store) -> list[tuple[str, str, int]]:
    """Who is where in which version."""
    who = {row.id: row.label for row in rows(store, Application)}
    where = {row.id: row.label for row in rows(store, Programme)}
    version = {row.id: row.number for row in rows(store, Publication)}
    return sorted(
        (who[row.application_id], where[row.programme_id], version[row.publication_id])
        for row in rows(store, Placement)
    )


def taken(store: Store) -> list[int]:
    """Taken seats in id order."""
    return [seat.taken for seat in rows(store, Seat)]


def test_a_drop_out_is_repaired_only_when_it_is_accepted(store: Store) -> None:
    asked = published(store)
    before, seats = places(store), taken(store)
    repair = a_changed_plan(asked, LEAVES, note="体調")
    row = scenario(repair)
    assert (row.state, row.kind) == (ScenarioState.CHECKED, ScenarioKind.REPAIR)
    assert (places(store), taken(store), count(store, Publication)) == (before, seats, 1)
    repair.staff(service.accept_repair)
    assert [number for _, _, number in places(store)].count(1) == len(before)
    assert [each for each in places(store) if each[2] == 2] == [("s2", "A", 2)]
    states = {row.label: row.state for row in rows(store, Application)}
    assert states["s1"] is ApplicationState.WITHDRAWN
    assert sum(taken(store)) == 1
    assert [row.state for row in rows(store, Scenario)] == [
        ScenarioState.SUPERSEDED,
        ScenarioState.PUBLISHED,
    ]


def test_only_those_whose_places_change_are_told(store: Store) -> None:
    asked = published(store)
    told = count(store, OutboxRow)
    a_changed_plan(asked, LEAVES, note="体調").staff(service.accept_repair)
    new = rows(store, OutboxRow)[told:]
    who = {row.person_id: row.label for row in rows(store, Application)}
    assert [(row.kind, who[row.person_id]) for row in new] == [("internship:withdrawn", "s1")]
    assert all("体調" not in str(row.params) + row.msgid for row in new)


def test_a_firm_that_closes_gives_its_people_to_others_and_takes_nobody(store: Store) -> None:
    asked = published(store)
    repair = a_changed_plan(asked, CLOSES, note="工場の移転")
    repair.staff(service.accept_repair)
    assert not [each for each in places(store) if each[1:] == ("A", 2)]
    at_a = {row.id for row in rows(store, Programme) if row.label == "A"}
    seats = [seat for seat in rows(store, Seat) if seat.programme_id in at_a]
    assert {(seat.capacity, seat.taken) for seat in seats} == {(0, 0)}
    states = {row.label: row.state for row in rows(store, Application)}
    assert states["s2"] is ApplicationState.UNPLACED
    kinds = [row.kind for row in rows(store, OutboxRow)]
    assert kinds.count("internship:moved") == 2


def test_a_repair_needs_a_reason(store: Store) -> None:
    asked = published(store)
    with pytest.raises(Invalid) as refusal:
        a_changed_plan(asked, LEAVES)
    assert refusal.value.problems[0].reason.code == "internship.note_needed"
    assert count(store, Scenario) == 1


def test_who_has_left_does_not_leave_again(store: Store) -> None:
    repair = a_changed_plan(published(store), LEAVES, note="体調")
    repair.staff(service.accept_repair)
    with pytest.raises(Invalid) as refusal:
        a_changed_plan(repair, LEAVES, note="体調")
    assert refusal.value.problems[0].reason.code == "internship.has_left"


def test_two_repairs_of_one_version_cannot_both_be_accepted(store: Store) -> None:
    asked = published(store)
    first = a_changed_plan(asked, LEAVES, note="体調")
    second = a_changed_plan(asked, CLOSES, note="移転")
    first.staff(service.accept_repair)
    with pytest.raises(Refused) as refusal:
        second.staff(service.accept_repair)
    assert refusal.value.reason.code == "internship.round_moved"
    assert count(store, Publication) == 2


def test_what_has_begun_stays_as_it_was_published(store: Store) -> None:
    asked = published(store)
    late = NOW.replace(year=2027, month=7, day=6)
    made = do(
        store, service.request_change, asked.place.coordinator, now=late,
        scenario_id=asked.scenario_id, changes=[LEAVES], note="体調",
    )  # fmt: skip
    worker.compute(store, made.job_id)
    do(store, service.accept_repair, asked.place.coordinator, now=late,
       scenario_id=made.scenario_id)  # fmt: skip
    assert [each for each in places(store) if each[2] == 2] == [("s1", "A", 2), ("s2", "A", 2)]
    assert sum(taken(store)) == 2


def test_a_trial_changes_nothing_until_it_is_chosen(store: Store) -> None:
    asked = a_checked_plan(store)
    trial = a_changed_plan(asked, {"kind": "seats", "programme": "B", "period": "p3", "seats": 2})
    assert scenario(trial).kind is ScenarioKind.TRIAL
    assert len(rows(store, Seat)) == 5
    trial.staff(service.announce_plan)
    assert [seat.capacity for seat in rows(store, Seat)][-1] == 2
    trial.staff(service.publish_plan)
    assert rows(store, Round)[0].state == "published"
    with pytest.raises(Refused):
        asked.staff(service.announce_plan)


def test_an_edit_by_hand_keeps_the_others_where_they_are(store: Store) -> None:
    asked = a_checked_plan(store)
    moves = (
        {"kind": "pin", "student": "s2", "programme": "A", "period": "p3"},
        {"kind": "ban", "student": "s2", "programme": "A", "period": "p2"},
    )
    edit = a_changed_plan(asked, *moves, keeps_others=True)
    row = scenario(edit)
    assert (row.kind, row.state) == (ScenarioKind.EDIT, ScenarioState.CHECKED)
    seen = see(store, reads.plan_page, asked.place.coordinator, scenario_id=edit.scenario_id)
    assert {one.label: one.firms for one in seen.rows} == {
        "s1": ("甲製作所", "乙工業", None),
        "s2": (None, None, "甲製作所"),
        "s3": (None, None, None),
    }
    edit.staff(service.announce_plan)
    assert [fixing.is_ban for fixing in rows(store, Fixing)][-2:] == [False, True]


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param([{"kind": "seats", "programme": "A", "period": "p1", "seats": 4}], id="more"),
        pytest.param([{"kind": "seats", "programme": "B", "period": "p3", "seats": 1}], id="new"),
        pytest.param([{"kind": "close", "programme": "A"}], id="closed"),
        pytest.param([{"kind": "leave", "student": "s1"}], id="left"),
        pytest.param([{"kind": "ban", "student": "s2", "programme": "A"}], id="banned"),
        pytest.param(
            [
                {"kind": "pin", "student": "s1", "programme": "A", "period": "p2"},
                {"kind": "pin", "student": "s2", "programme": "A", "period": "p1"},
                {"kind": "ban", "student": "s1", "programme": "B", "period": "p1"},
            ],
            id="moved",
        ),
    ],
)
def test_written_changes_give_the_round_that_was_computed(
    store: Store, changes: list[dict[str, Any]]
) -> None:
    asked = a_checked_plan(store)
    trial = a_changed_plan(asked, *changes)
    row = scenario(trial)
    if row.state is not ScenarioState.CHECKED:
        pytest.fail(f"{row.state}: {row.failure}")
    trial.staff(service.announce_plan)
    trial.staff(service.publish_plan)
    assert scenario(trial).state is ScenarioState.PUBLISHED


def test_an_edit_that_cannot_stand_says_so_and_leaves_the_plan(store: Store) -> None:
    asked = a_checked_plan(store)
    edit = a_changed_plan(
        asked,
        {"kind": "pin", "student": "s3", "programme": "A", "period": "p1"},
        keeps_others=True,
    )
    assert scenario(edit).state is ScenarioState.INFEASIBLE
    assert scenario(edit).failure == "両立しない組み合わせ：s3→A p1、企業が受け入れられない"
    assert scenario(asked).state is ScenarioState.CHECKED


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"kind": "leave", "student": "s9"}, id="student"),
        pytest.param({"kind": "close", "programme": "Z"}, id="programme"),
        pytest.param({"kind": "seats", "programme": "A", "period": "p9", "seats": 1}, id="period"),
        pytest.param({"kind": "pin", "student": "s1", "programme": "A"}, id="no period"),
    ],
)
def test_a_change_of_something_unknown_is_refused(store: Store, change: dict[str, Any]) -> None:
    asked = a_checked_plan(store)
    with pytest.raises(Invalid) as refusal:
        a_changed_plan(asked, change)
    assert refusal.value.problems[0].reason.code == "internship.unknown_change"


def test_a_plan_that_is_put_away_is_not_chosen(store: Store) -> None:
    asked = a_checked_plan(store)
    assert asked.staff(service.discard_plan).state is ScenarioState.DISCARDED
    with pytest.raises(Refused):
        asked.staff(service.announce_plan)


def test_a_published_place_can_neither_be_changed_nor_deleted(store: Store) -> None:
    published(store)
    for table in ("publication", "placement"):
        for statement in (f"UPDATE {table} SET id = id", f"DELETE FROM {table}"):
            with pytest.raises(DBAPIError, match="append only"), store.writing() as session:
                session.connection().execute(sa.text(statement))
