"""Plans made from other plans: tried out, edited by hand, repaired after a drop-out."""

from typing import Annotated, Final

from pydantic import BaseModel, Field, StringConstraints

from hub.internship import access, queries, replacing, words
from hub.internship.advance import advance
from hub.internship.changes import MOST, Change, changes_of
from hub.internship.checking import still_true
from hub.internship.freezing import OUT, frozen
from hub.internship.queueing import PlanAsked, PlanMoved, ScenarioOnly, queued
from hub.internship.versions import next_version
from hub.kernel.errors import FieldProblem, Invalid, Refused
from hub.platform import audit
from hub.platform.commands import command
from hub.platform.context import Ctx, require
from models.internship import Publication, Round, Scenario
from models.vocab.internship import (
    ApplicationState,
    ChangeKind,
    RoundState,
    ScenarioAction,
    ScenarioKind,
    ScenarioState,
)

TAKES_TRIALS: Final = frozenset({RoundState.MATCHING})
FIRST: Final = frozenset({ScenarioState.CHECKED, ScenarioState.CHOSEN})


class RequestChange(BaseModel):
    """From which plan, what changes, and whether everybody else should stay where they are."""

    scenario_id: int
    changes: Annotated[tuple[Change, ...], Field(max_length=MOST)]
    keeps_others: bool = False
    note: Annotated[str, StringConstraints(max_length=400, strip_whitespace=True)] = ""


@command(name="internship:change:request", input=RequestChange, audit="scenario")
def request_change(
    ctx: Ctx, *, scenario_id: int, changes: tuple[Change, ...], keeps_others: bool, note: str
) -> PlanAsked:
    """Compute what a change would make of a plan; nothing is changed yet.

    Before publication it is a trial or an edit of a checked plan; afterwards a repair of the
    version that holds, for which a reason is asked.
    """
    row = queries.scenario_of(ctx, scenario_id)
    held = queries.round_of(ctx, row.round_id)
    require(ctx, access.may_run_round(ctx.actor, held.ward_id))
    if queries.live_scenario(ctx, row.round_id) is not None:
        raise Refused(words.PLAN_RUNNING)
    kind = _kind(held, row, keeps_others=keeps_others)
    if kind is ScenarioKind.REPAIR and not note:
        raise Invalid(FieldProblem("note", words.NOTE_NEEDED))
    if kind is not ScenarioKind.REPAIR and not changes:
        raise Invalid(FieldProblem("changes", words.NO_CHANGE))
    earlier = () if kind is ScenarioKind.REPAIR else changes_of(row)
    every = (*earlier, *changes)
    _known(ctx, held, every)
    made = queued(ctx, held, frozen(ctx, held, ctx.now, every))
    made.kind, made.base_id, made.note = kind, row.id, note or None
    made.changes = [each.model_dump(mode="json", exclude_defaults=True) for each in every]
    ctx.session.add(made)
    ctx.session.flush()
    audit.record(ctx, "scenario", made.id or 0,
                 payload={"input": made.instance_sha256, "kind": kind.value})  # fmt: skip
    return PlanAsked(made.id or 0, made.job_id)


@command(name="internship:repair:accept", input=ScenarioOnly, audit="publication")
def accept_repair(ctx: Ctx, *, scenario_id: int) -> PlanMoved:
    """Publish a repaired plan as the next version and tell everybody whose places change."""
    row = queries.scenario_of(ctx, scenario_id)
    held = queries.round_of(ctx, row.round_id)
    require(ctx, access.may_run_round(ctx.actor, held.ward_id))
    if row.state != ScenarioState.CHECKED or row.kind is not ScenarioKind.REPAIR:
        raise Refused(words.NOT_CHECKED)
    holds = next(iter(queries.publications(ctx, row.round_id)), None)
    if holds is None or holds.scenario_id != row.base_id or held.state not in OUT:
        raise Refused(words.ROUND_MOVED)
    changes = changes_of(row)
    still_true(ctx, held, row, changes)
    version = next_version(ctx, held, row)
    advance(ctx, queries.scenario_of(ctx, holds.scenario_id), ScenarioAction.SUPERSEDE)
    advance(ctx, row, ScenarioAction.CHOOSE)
    advance(ctx, row, ScenarioAction.PUBLISH)
    made = Publication(
        round_id=row.round_id, scenario_id=scenario_id, number=holds.number + 1, at=ctx.now
    )
    ctx.session.add(made)
    ctx.session.flush()
    replacing.replace(ctx, held, made, version, changes)
    audit.record(ctx, "publication", made.id or 0, version=made.number,
                 payload={"people": len(version.people)})  # fmt: skip
    return PlanMoved(scenario_id, row.state)


@command(name="internship:plan:discard", input=ScenarioOnly, audit="scenario")
def discard_plan(ctx: Ctx, *, scenario_id: int) -> PlanMoved:
    """Put a plan that nobody wants away; it stays readable."""
    row = queries.scenario_of(ctx, scenario_id)
    require(ctx, access.may_run_round(ctx.actor, queries.round_of(ctx, row.round_id).ward_id))
    advance(ctx, row, ScenarioAction.DISCARD)
    return PlanMoved(scenario_id, row.state)


def _kind(held: Round, row: Scenario, *, keeps_others: bool) -> ScenarioKind:
    if held.state in OUT and row.state is ScenarioState.PUBLISHED:
        return ScenarioKind.REPAIR
    if held.state in TAKES_TRIALS and row.state in FIRST:
        return ScenarioKind.EDIT if keeps_others else ScenarioKind.TRIAL
    raise Refused(words.NO_CHANGE_NOW)


def _known(ctx: Ctx, held: Round, changes: tuple[Change, ...]) -> None:
    """Every label is one of this round; who has left cannot leave again."""
    round_id = held.id or 0
    students = {row.label: row for row in queries.applications(ctx, round_id)}
    programmes = {row.label for row in queries.programmes(ctx, round_id)}
    periods = {row.label for row in queries.periods(ctx, round_id)}
    for change in changes:
        kind = change.kind
        asks_student = kind in {ChangeKind.PIN, ChangeKind.BAN, ChangeKind.LEAVE}
        asks_period = kind in {ChangeKind.PIN, ChangeKind.SEATS} or (
            kind is ChangeKind.BAN and (held.state in OUT or change.period != "")
        )
        is_known = (
            (not asks_student or change.student in students)
            and (kind is ChangeKind.LEAVE or change.programme in programmes)
            and (not asks_period or change.period in periods)
        )
        if not is_known:
            raise Invalid(FieldProblem("changes", words.UNKNOWN_CHANGE))
        if kind is ChangeKind.LEAVE:
            gone = students[change.student].state is ApplicationState.WITHDRAWN
            if gone or changes.count(change) > 1:
                raise Invalid(FieldProblem("changes", words.HAS_LEFT))
