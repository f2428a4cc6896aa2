"""A frozen round put in line for a worker; shared by the use cases that ask for a plan."""

import hashlib
from dataclasses import dataclass
from typing import Final

from pydantic import BaseModel

from hub.platform import jobs
from hub.platform.context import Ctx
from models.internship import Round, Scenario
from models.vocab.internship import ScenarioKind, ScenarioState

JOB: Final = "schedule"


class ScenarioOnly(BaseModel):
    """Which plan."""

    scenario_id: int


@dataclass(frozen=True, slots=True)
class PlanAsked:
    """The plan that is waiting for a worker, and its job."""

    scenario_id: int
    job_id: int


@dataclass(frozen=True, slots=True)
class PlanMoved:
    """The plan and its state now."""

    scenario_id: int
    state: ScenarioState


def queued(ctx: Ctx, held: Round, document: bytes) -> Scenario:
    """Return the plan that waits; its row is not written yet, its job is."""
    job_id = jobs.ask(ctx, JOB, f"round-{held.id}")
    return Scenario(
        round_id=held.id or 0,
        job_id=job_id,
        state=ScenarioState.QUEUED,
        kind=ScenarioKind.PLAN,
        changes=[],
        instance=document.decode(),
        instance_sha256=hashlib.sha256(document).hexdigest(),
        created_at=ctx.now,
    )
