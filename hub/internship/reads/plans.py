"""Computed plans: progress while running, figures and rows afterwards."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from hub.accounts import reads as people
from hub.directory import reads as directory
from hub.internship import access, holding, queries, words
from hub.internship.checking import anchor_of
from hub.internship.held_back import HeldBack, held_back
from hub.internship.reads.rounds import RoundCard, SpanFacts, round_page
from hub.platform.commands import read
from hub.platform.context import Ctx, require
from models.internship import Scenario
from models.vocab import DataClass
from models.vocab.internship import ScenarioState

TOP: Final = 2
NO_CONSENT: Final = (("", "no_consent"),)


@dataclass(frozen=True, slots=True)
class PlanSummary:
    """A plan in the list of a round; `state_words` is a msgid."""

    scenario_id: int
    job_id: int
    state: ScenarioState
    state_words: str
    created_at: datetime
    placed: int
    bound_placed: int | None
    value: int | None
    bound_value: int | None
    gap: float | None
    stage: str
    stages: int
    failure: str | None
    version: int

    @property
    def is_live(self) -> bool:
        """Say whether it is waiting or being computed."""
        return self.state in {ScenarioState.QUEUED, ScenarioState.RUNNING}


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One student in the plan: the firm of each period and the rank of that wish."""

    student: str
    label: str
    firms: tuple[str | None, ...]
    ranks: tuple[int | None, ...]
    missing: int


@dataclass(frozen=True, slots=True)
class Unfilled:
    """A student with fewer places than the round gives; reasons are words of the engine."""

    student: str
    missing: int
    reasons: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class PlanPage:
    """A plan with its rows in kana order."""

    summary: PlanSummary
    card: RoundCard
    periods: tuple[SpanFacts, ...]
    rows: tuple[PlanRow, ...]
    unfilled: tuple[Unfilled, ...]
    first_wishes: int
    top_wishes: int
    is_current: bool
    held: tuple[HeldBack, ...]


@read(name="internship:plans", data_class=DataClass.C1)
def round_plans(ctx: Ctx, *, round_id: int) -> tuple[PlanSummary, ...]:
    """Plans of a round, the newest first."""
    held = queries.round_of(ctx, round_id)
    require(ctx, access.may_see_rounds(ctx.actor, held.ward_id))
    return tuple(_summary(row) for row in queries.scenarios(ctx, round_id))


@read(name="internship:plan", data_class=DataClass.C2)
def plan_page(ctx: Ctx, *, scenario_id: int) -> PlanPage:
    """Return one plan for the staff of its ward."""
    row = queries.scenario_of(ctx, scenario_id)
    held = queries.round_of(ctx, row.round_id)
    require(ctx, access.may_see_rounds(ctx.actor, held.ward_id))
    seen = round_page(ctx, round_id=row.round_id)
    plan = _document(row)
    rows = _rows(ctx, row, plan, seen.periods, held.rotations)
    ranks = [rank for each in rows for rank in each.ranks if rank is not None]
    newest = queries.scenarios(ctx, row.round_id)[0]
    names = {each.label: each.student for each in rows}
    titles = {p.label: p.firm for p in seen.programmes}
    refused = holding.refused_by(ctx, row.round_id, row.created_at)
    said_no = {a.label for a in queries.applications(ctx, row.round_id) if a.id in refused}
    return PlanPage(
        summary=_summary(row),
        card=seen.card,
        periods=seen.periods,
        rows=rows,
        unfilled=tuple(
            Unfilled(
                names.get(each["student"], each["student"]),
                each["missing"],
                NO_CONSENT
                if each["student"] in said_no
                else tuple(
                    (titles.get(why["programme"], why["programme"] or ""), why["reason"])
                    for why in each["reasons"]
                ),
            )
            for each in plan.get("unplaced", [])
        ),
        first_wishes=sum(rank == 1 for rank in ranks),
        top_wishes=sum(rank <= TOP for rank in ranks),
        is_current=newest.id == row.id,
        held=held_back(ctx, row),
    )


@read(name="internship:frozen_round", data_class=DataClass.C3)
def frozen_round(ctx: Ctx, *, job_id: int) -> str:
    """Return the round that a job computes, as it was frozen; for the worker only."""
    require(ctx, access.may_work(ctx.actor))
    return queries.scenario_of_job(ctx, job_id).instance


@read(name="internship:plan_anchor", data_class=DataClass.C2)
def plan_anchor(ctx: Ctx, *, job_id: int) -> str:
    """Return the plan from which a job should differ little, or nothing; for the worker only."""
    require(ctx, access.may_work(ctx.actor))
    return (anchor_of(ctx, queries.scenario_of_job(ctx, job_id)) or b"").decode()


@read(name="internship:has_plan", data_class=DataClass.C1)
def has_plan(ctx: Ctx, *, job_id: int) -> bool:
    """Say whether a job has kept a plan; for the worker only."""
    require(ctx, access.may_work(ctx.actor))
    return queries.scenario_of_job(ctx, job_id).plan is not None


def _document(row: Scenario) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(row.plan) if row.plan else {}
    return found


def _summary(row: Scenario) -> PlanSummary:
    plan = _document(row)
    stages = plan.get("stages", [])
    return PlanSummary(
        scenario_id=row.id or 0,
        job_id=row.job_id,
        state=row.state,
        state_words=words.SCENARIO_LABELS[row.state],
        created_at=row.created_at,
        placed=row.placed,
        bound_placed=row.bound_placed,
        value=row.value,
        bound_value=row.bound_value,
        gap=plan.get("gap"),
        stage=stages[-1]["stage"] if stages else "",
        stages=len(stages),
        failure=row.failure,
        version=row.version,
    )


def _rows(
    ctx: Ctx,
    row: Scenario,
    plan: Mapping[str, Any],
    periods: tuple[SpanFacts, ...],
    rotations: int,
) -> tuple[PlanRow, ...]:
    """Return a row per student of the frozen round, in kana order."""
    applications = {a.label: a for a in queries.applications(ctx, row.round_id)}
    names = people.names_of(ctx, person_ids=tuple(a.person_id for a in applications.values()))
    programmes = {p.label: p for p in queries.programmes(ctx, row.round_id)}
    firms = directory.firms_of(ctx, firm_ids=tuple({p.firm_id for p in programmes.values()}))
    rank = {(w.application_id, w.programme_id): w.rank for w in queries.wishes(ctx, row.round_id)}
    at = {period.label: number for number, period in enumerate(periods)}
    stays: dict[str, list[tuple[int, str]]] = {}
    for stay in plan.get("placements", []):
        stays.setdefault(stay["student"], []).append((at[stay["period"]], stay["programme"]))
    order = {person_id: number for number, person_id in enumerate(names)}
    rows = []
    for label, student in sorted(applications.items(), key=lambda kv: order[kv[1].person_id]):
        seen: list[str | None] = [None] * len(periods)
        ranks: list[int | None] = [None] * len(periods)
        for number, programme in stays.get(label, []):
            found = programmes[programme]
            seen[number] = firms[found.firm_id].name
            ranks[number] = rank.get((student.id or 0, found.id or 0))
        missing = rotations - len(stays.get(label, []))
        rows.append(PlanRow(names[student.person_id], label, tuple(seen), tuple(ranks), missing))
    return tuple(rows)
