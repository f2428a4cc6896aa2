"""Builders of plans: a small round that was read in, frozen, solved, checked and announced."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from hub.internship import reads, service, worker
from hub.internship.formats.reader import read_instance
from hub.internship.formats.writer import plan_to_json
from hub.internship.solver.run import solve
from hub.platform.db import Store
from models.vocab.internship import ScenarioState
from tests.support.internship import Place, a_place, a_scan, a_small_file, do, see


@dataclass(frozen=True)
class Asked:
    """A round that was read in and a plan that waits for a worker."""

    place: Place
    round_id: int
    scenario_id: int
    job_id: int

    @property
    def store(self) -> Store:
        """Database of the test."""
        return self.place.store

    def frozen(self) -> bytes:
        """Return the round as the worker gets it."""
        text: str = see(self.store, reads.frozen_round, job_id=self.job_id)
        return text.encode()

    def solved(self) -> dict[str, Any]:
        """Plan of the real engine."""
        plan: dict[str, Any] = json.loads(plan_to_json(solve(read_instance(self.frozen()))))
        return plan

    def begin(self) -> None:
        """Take the calculation, as a worker does."""
        do(self.store, service.begin_plan, job_id=self.job_id)

    def keep(self, plan: dict[str, Any]) -> None:
        """Keep a plan, as a worker does at each stage."""
        do(
            self.store, service.keep_plan, job_id=self.job_id, stage="exact",
            document=json.dumps(plan), placed=plan["objective"]["placed"],
            value=plan["objective"]["value"], bound_value=plan["bound"]["value"],
            bound_placed=plan["bound"]["placed"],
        )  # fmt: skip

    def end(self, outcome: str = "done") -> ScenarioState:
        """End the calculation, as a worker does."""
        ended = do(self.store, service.end_plan, job_id=self.job_id, outcome=outcome)
        return ScenarioState(ended.state)

    def staff(self, function: Callable[..., Any]) -> service.PlanMoved:
        """Press one of the coordinator's buttons on the plan."""
        moved: service.PlanMoved = do(
            self.store, function, self.place.coordinator, scenario_id=self.scenario_id
        )
        return moved


def guardians_agree(place: Place, round_id: int) -> None:
    """A signed paper for each student of a round who needs one."""
    young = see(place.store, reads.consents, place.coordinator, round_id=round_id)
    for row in young:
        do(
            place.store, service.record_paper, place.coordinator, guardian="橋本 薫",
            application_id=row.application_id, student=row.name, does_agree=True,
            scan=a_scan(place.store),
        )  # fmt: skip


def an_asked_plan(store: Store, *, is_agreed: bool = True) -> Asked:
    """The small round, frozen and queued; one of its students is under 18."""
    place = a_place(store)
    made = do(
        store, service.import_round, place.coordinator,
        ward_id=place.ward, name="夏", document=a_small_file(),
    )  # fmt: skip
    if is_agreed:
        guardians_agree(place, made.round_id)
    asked = do(store, service.request_plan, place.coordinator, round_id=made.round_id)
    return Asked(place, made.round_id, asked.scenario_id, asked.job_id)


def a_checked_plan(store: Store, *, is_agreed: bool = True) -> Asked:
    """The same with the plan of the real engine."""
    asked = an_asked_plan(store, is_agreed=is_agreed)
    asked.begin()
    asked.keep(asked.solved())
    assert asked.end() == ScenarioState.CHECKED
    return asked


def an_announced_plan(store: Store, *, is_agreed: bool = True) -> Asked:
    """The same, announced."""
    asked = a_checked_plan(store, is_agreed=is_agreed)
    asked.staff(service.announce_plan)
    return asked


def a_changed_plan(asked: Asked, *changes: dict[str, Any], **more: Any) -> Asked:  # noqa: ANN401  as typed
    """A plan made from another one, computed by the real worker."""
    made = do(
        asked.store, service.request_change, asked.place.coordinator,
        scenario_id=asked.scenario_id, changes=changes, **more,
    )  # fmt: skip
    worker.compute(asked.store, made.job_id)
    return Asked(asked.place, asked.round_id, made.scenario_id, made.job_id)


def a_repaired_plan(store: Store) -> Asked:
    """The published small round, and what it becomes when one student leaves."""
    asked = an_announced_plan(store)
    asked.staff(service.publish_plan)
    return a_changed_plan(asked, {"kind": "leave", "student": "s1"}, note="体調")
