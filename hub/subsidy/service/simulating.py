"""Trials of changed rules: asked for by staff, kept by the worker; no claim is touched."""

from dataclasses import dataclass
from typing import Annotated

import sqlalchemy as sa
from pydantic import BaseModel, Field, field_validator
from sqlmodel import col

from hub.kernel.errors import FieldProblem, Invalid, Refused
from hub.platform import audit, jobs
from hub.platform.commands import Wrong, command
from hub.platform.context import Ctx, require
from hub.subsidy import access, queries, words
from hub.subsidy.amounts import Place, TaxBasis, TaxPlace
from hub.subsidy.changed_rules import Change, changed_sheet
from models.subsidy import SimulatedClaim, Simulation
from models.vocab import JobState
from models.vocab.subsidy import AmountLimit, FirmSize, Outcome

JOB = "subsidy_simulation"
RECORD = "simulation"
# A trial is of no programme that is applied for, so its sheet needs no name of its own.
SLUG = "trial"
MOST_YEN = 999_999_999_999
Yen = Annotated[int, Field(ge=1, le=MOST_YEN)]
Part = Annotated[int, Field(ge=1, le=1000)]


class TriedChange(BaseModel):
    """What differs from the stored rule sheet; what is left out stays."""

    rate: tuple[Part, Part] | None = None
    total: Yen | None = None
    applicant_year: Yen | None = None
    unit: Annotated[int, Field(ge=1, le=1_000_000)] | None = None
    place: Place | None = None
    tax_basis: TaxBasis | None = None
    tax_place: TaxPlace | None = None
    partial_award: bool | None = None
    budget: Yen | None = None

    @field_validator("rate")
    @classmethod
    def _rate_is_a_part(cls, rate: tuple[int, int] | None) -> tuple[int, int] | None:
        if rate is not None and rate[0] > rate[1]:
            raise Wrong(words.RATE_ABOVE_ONE)
        return rate


class StartSimulation(BaseModel):
    """Which year's claims, which stored rule sheet, and what is tried."""

    budget_line_id: int
    version_id: int
    change: TriedChange


class KeptClaim(BaseModel):
    """What one claim would get in both worlds."""

    claim_id: int
    size: FirmSize
    old_yen: Annotated[int, Field(ge=0)]
    new_yen: Annotated[int, Field(ge=0)]
    old_limit: AmountLimit
    new_limit: AmountLimit
    old_waits: bool
    new_waits: bool
    old_short: bool
    new_short: bool


class KeepSimulation(BaseModel):
    """All claims of the year in the order of receipt."""

    job_id: int
    claims: Annotated[tuple[KeptClaim, ...], Field(max_length=100_000)]


class FailSimulation(BaseModel):
    """The job that ended without a result."""

    job_id: int


@dataclass(frozen=True, slots=True)
class SimulationAsked:
    """The trial that waits for a worker, and its job."""

    simulation_id: int
    job_id: int


@dataclass(frozen=True, slots=True)
class SimulationKept:
    """The trial and what has become of it."""

    simulation_id: int
    outcome: Outcome | None


@command(name="subsidy:simulation:start", input=StartSimulation, audit=RECORD)
def start_simulation(
    ctx: Ctx, *, budget_line_id: int, version_id: int, change: TriedChange
) -> SimulationAsked:
    """Put a trial in line: the sheet with the changes must be one that could be used."""
    line = queries.budget_line_of(ctx, budget_line_id)
    require(ctx, access.may_simulate(ctx.actor, line.ward_id))
    version = queries.version_of(ctx, version_id)
    if version.programme_id != line.programme_id:
        raise Refused(words.OTHER_PROGRAMME)
    tried = Change(**dict(change))
    if not tried.stored():
        raise Invalid(FieldProblem("form", words.NOTHING_TRIED))
    changed_sheet(version.sheet, tried, SLUG, version.number)
    if not queries.has_year(ctx, budget_line_id):
        raise Refused(words.NO_CLAIMS)
    if queries.waiting_simulation(ctx, line.ward_id) is not None:
        raise Refused(words.TRYING_NOW)
    job_id = jobs.ask(ctx, JOB, f"ward-{line.ward_id}")
    row = Simulation(
        ward_id=line.ward_id,
        budget_line_id=budget_line_id,
        version_id=version_id,
        job_id=job_id,
        changes=tried.stored(),
        budget_yen=line.allotted,
        new_budget_yen=line.allotted if change.budget is None else change.budget,
        person_id=ctx.actor.person_id or 0,
        at=ctx.now,
    )
    ctx.session.add(row)
    ctx.session.flush()
    audit.record(ctx, RECORD, row.id or 0, payload=row.changes)
    return SimulationAsked(row.id or 0, job_id)


@command(name="subsidy:simulation:keep", input=KeepSimulation, audit=RECORD)
def keep_simulation(ctx: Ctx, *, job_id: int, claims: tuple[KeptClaim, ...]) -> SimulationKept:
    """Keep what the worker has computed; the first result stays."""
    require(ctx, access.may_work(ctx.actor))
    row = queries.simulation_of_job(ctx, job_id)
    if row.outcome is None:
        found = [
            {"simulation_id": row.id, "position": position, **each.model_dump()}
            for position, each in enumerate(claims, start=1)
        ]
        if found:
            ctx.session.connection().execute(sa.insert(SimulatedClaim), found)
        _end(ctx, row, Outcome.DONE, len(found))
    jobs.end(ctx, job_id, JobState.DONE)
    audit.record(ctx, RECORD, row.id or 0, payload={"claims": len(claims)})
    return SimulationKept(row.id or 0, row.outcome)


@command(name="subsidy:simulation:fail", input=FailSimulation, audit=RECORD)
def fail_simulation(ctx: Ctx, *, job_id: int) -> SimulationKept:
    """Say that a trial could not be computed; it can be asked for again."""
    require(ctx, access.may_work(ctx.actor))
    row = queries.simulation_of_job(ctx, job_id)
    if row.outcome is None:
        _end(ctx, row, Outcome.FAILED, 0)
    jobs.end(ctx, job_id, JobState.FAILED)
    audit.record(ctx, RECORD, row.id or 0)
    return SimulationKept(row.id or 0, row.outcome)


def _end(ctx: Ctx, row: Simulation, outcome: Outcome, claims: int) -> None:
    ended = sa.update(Simulation).where(col(Simulation.id) == row.id)
    values = ended.values(outcome=outcome, claims=claims, ended_at=ctx.now)
    ctx.session.connection().execute(values)
    ctx.session.refresh(row)
