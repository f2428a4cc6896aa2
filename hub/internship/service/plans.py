"""A plan from the button to the timetable: asked, computed, checked, announced, published."""

from typing import Annotated, Final, Literal

import sqlalchemy as sa
from pydantic import BaseModel, Field
from sqlmodel import col

from hub.internship import access, holding, placing, queries, words
from hub.internship.adopting import adopt
from hub.internship.advance import advance
from hub.internship.changes import changes_of
from hub.internship.checking import faults, still_true
from hub.internship.freezing import frozen
from hub.internship.kept_plan import places_in
from hub.internship.queueing import JOB as JOB  # noqa: PLC0414  asked by the wiring
from hub.internship.queueing import PlanAsked, PlanMoved, ScenarioOnly, queued
from hub.kernel.calendar import japan_date
from hub.kernel.errors import Refused
from hub.kernel.states import NOT_ALLOWED
from hub.platform import audit, jobs
from hub.platform.commands import command
from hub.platform.context import Ctx, require
from hub.platform.db import guarded
from models.internship import Publication, Scenario
from models.platform import JobRow
from models.vocab import JobState
from models.vocab.internship import (
    RoundAction,
    RoundState,
    ScenarioAction,
    ScenarioState,
)

Outcome = Literal["done", "cancelled", "infeasible", "failed"]
Count = Annotated[int, Field(ge=0)]
_JOB_ENDS: Final = {
    "done": (ScenarioAction.FINISH, JobState.DONE),
    "cancelled": (ScenarioAction.STOP, JobState.STOPPED),
    "infeasible": (ScenarioAction.GIVE_UP, JobState.FAILED),
    "failed": (ScenarioAction.FAIL, JobState.FAILED),
}


class RequestPlan(BaseModel):
    """For which round."""

    round_id: int


class JobOnly(BaseModel):
    """Which job."""

    job_id: int


class KeepPlan(BaseModel):
    """The best plan at the end of a stage."""

    job_id: int
    stage: Annotated[str, Field(min_length=1, max_length=40)]
    document: Annotated[str, Field(min_length=2)]
    placed: Count
    value: int
    bound_value: int
    bound_placed: Count


class EndPlan(BaseModel):
    """How the calculation ended."""

    job_id: int
    outcome: Outcome
    note: Annotated[str, Field(max_length=400)] = ""


@command(name="internship:plan:request", input=RequestPlan, audit="scenario")
def request_plan(ctx: Ctx, *, round_id: int) -> PlanAsked:
    """Freeze the round and ask for a plan; one calculation per round at a time."""
    held = queries.round_of(ctx, round_id)
    require(ctx, access.may_run_round(ctx.actor, held.ward_id))
    if queries.live_scenario(ctx, round_id) is not None:
        raise Refused(words.PLAN_RUNNING)
    document = frozen(ctx, held, ctx.now)
    advance(ctx, held, RoundAction.COMPUTE)
    row = queued(ctx, held, document)
    ctx.session.add(row)
    ctx.session.flush()
    audit.record(ctx, "scenario", row.id or 0, payload={"input": row.instance_sha256})
    return PlanAsked(row.id or 0, row.job_id)


@command(name="internship:plan:begin", input=JobOnly, audit="scenario")
def begin_plan(ctx: Ctx, *, job_id: int) -> PlanMoved:
    """Say that a worker has taken the calculation."""
    require(ctx, access.may_work(ctx.actor))
    row = queries.scenario_of_job(ctx, job_id)
    advance(ctx, row, ScenarioAction.START)
    return PlanMoved(row.id or 0, row.state)


@command(name="internship:plan:keep", input=KeepPlan, audit="scenario")
def keep_plan(  # noqa: PLR0913  the figures of one stage
    ctx: Ctx,
    *,
    job_id: int,
    stage: str,
    document: str,
    placed: int,
    value: int,
    bound_value: int,
    bound_placed: int,
) -> PlanMoved:
    """Keep the best plan so far, so that stopping never loses it."""
    require(ctx, access.may_work(ctx.actor))
    row = queries.scenario_of_job(ctx, job_id)
    kept = (
        sa.update(Scenario)
        .where(col(Scenario.id) == row.id, col(Scenario.state) == ScenarioState.RUNNING)
        .values(
            plan=document,
            placed=placed,
            value=value,
            bound_value=bound_value,
            bound_placed=bound_placed,
        )
    )
    if not guarded(ctx.session, kept):
        raise Refused(NOT_ALLOWED)
    audit.record(ctx, "scenario", row.id or 0, payload={"stage": stage, "value": value})
    return PlanMoved(row.id or 0, row.state)


@command(name="internship:plan:end", input=EndPlan, audit="scenario")
def end_plan(ctx: Ctx, *, job_id: int, outcome: Outcome, note: str) -> PlanMoved:
    """End a calculation; a plan that was kept is checked by the independent checker."""
    require(ctx, access.may_work(ctx.actor))
    row = queries.scenario_of_job(ctx, job_id)
    action, job_state = _JOB_ENDS[outcome]
    advance(ctx, row, action)
    if row.plan is not None and outcome in {"done", "cancelled"}:
        found = faults(ctx, row)
        if found:
            note = words.PLAN_BROKEN.text.format(count=found)
        else:
            row.checked_at = ctx.now
            advance(ctx, row, ScenarioAction.CHECK)
    row.failure = note or None
    ctx.session.add(row)
    jobs.end(ctx, job_id, job_state)
    return PlanMoved(row.id or 0, row.state)


@command(name="internship:plan:stop", input=ScenarioOnly, audit="scenario")
def stop_plan(ctx: Ctx, *, scenario_id: int) -> PlanMoved:
    """Stop a calculation; the worker ends with its last plan, a waiting one ends at once."""
    row = queries.scenario_of(ctx, scenario_id)
    require(ctx, access.may_run_round(ctx.actor, queries.round_of(ctx, row.round_id).ward_id))
    if row.state == ScenarioState.QUEUED:
        advance(ctx, row, ScenarioAction.STOP)
        jobs.end(ctx, row.job_id, JobState.CANCELLED)
        return PlanMoved(scenario_id, row.state)
    asked = sa.update(JobRow).where(col(JobRow.id) == row.job_id).values(cancel_asked=True)
    ctx.session.connection().execute(asked)
    audit.record(ctx, "scenario", scenario_id, payload={"asked": "stop"})
    return PlanMoved(scenario_id, row.state)


@command(name="internship:plan:announce", input=ScenarioOnly, audit="scenario")
def announce_plan(ctx: Ctx, *, scenario_id: int) -> PlanMoved:
    """Choose a checked plan whose round has not changed since (内示).

    What the plan changes in the round (seats, pins, bans, who left) is written with it.
    """
    row = queries.scenario_of(ctx, scenario_id)
    held = queries.round_of(ctx, row.round_id)
    require(ctx, access.may_run_round(ctx.actor, held.ward_id))
    if row.state != ScenarioState.CHECKED:
        raise Refused(words.NOT_CHECKED)
    changes = changes_of(row)
    still_true(ctx, held, row, changes)
    adopt(ctx, held, changes)
    advance(ctx, row, ScenarioAction.CHOOSE)
    advance(ctx, held, RoundAction.ANNOUNCE)
    return PlanMoved(scenario_id, row.state)


@command(name="internship:plan:publish", input=ScenarioOnly, audit="publication")
def publish_plan(ctx: Ctx, *, scenario_id: int) -> PlanMoved:
    """Publish the chosen plan: placements, taken seats and a notice to each student.

    Places of students under 18 stay back until the guardian agrees (`release_places`).
    """
    row = queries.scenario_of(ctx, scenario_id)
    held = queries.round_of(ctx, row.round_id)
    require(ctx, access.may_run_round(ctx.actor, held.ward_id))
    if row.state != ScenarioState.CHOSEN or held.state != RoundState.TENTATIVE:
        raise Refused(words.NOT_CHECKED)
    still_true(ctx, held, row)
    advance(ctx, row, ScenarioAction.PUBLISH)
    advance(ctx, held, RoundAction.PUBLISH)
    number = 1 + max((p.number for p in queries.publications(ctx, row.round_id)), default=0)
    made = Publication(round_id=row.round_id, scenario_id=scenario_id, number=number, at=ctx.now)
    ctx.session.add(made)
    ctx.session.flush()
    triples = places_in(row)
    stand = holding.standings(ctx, row.round_id, triples, is_published=False)
    waiting = {each.application.label for each in stand}
    students = queries.applications(ctx, row.round_id)
    placing.place(ctx, held, made, [each for each in students if each.label not in waiting],
                  triples)  # fmt: skip
    placing.tell_held(ctx, [each.application for each in stand], number)
    audit.record(ctx, "publication", made.id or 0, version=number)
    return PlanMoved(scenario_id, row.state)


@command(name="internship:plan:release", input=ScenarioOnly, audit="publication")
def release_places(ctx: Ctx, *, scenario_id: int) -> PlanMoved:
    """Publish the places that were held back and whose guardians have agreed since.

    Periods that have begun are left out; their days are gone.
    """
    row = queries.scenario_of(ctx, scenario_id)
    held = queries.round_of(ctx, row.round_id)
    require(ctx, access.may_run_round(ctx.actor, held.ward_id))
    made = next(iter(queries.publications(ctx, row.round_id)), None)
    is_open = held.state in {RoundState.PUBLISHED, RoundState.RUNNING}
    if made is None or made.scenario_id != scenario_id or not is_open:
        raise Refused(words.NOBODY_AGREED)
    triples = places_in(row)
    stand = holding.standings(ctx, row.round_id, triples, is_published=True)
    students = [each.application for each in stand if each.stand is holding.Stand.READY]
    if not students:
        raise Refused(words.NOBODY_AGREED)
    today = japan_date(ctx.now)
    ahead = {each.label for each in queries.periods(ctx, row.round_id) if each.starts_on > today}
    placing.place(ctx, held, made, students, [each for each in triples if each.period in ahead])
    audit.record(ctx, "publication", made.id or 0, version=made.number,
                 payload={"released": len(students)})  # fmt: skip
    return PlanMoved(scenario_id, row.state)
