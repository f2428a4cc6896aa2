"""Computed plans: progress while running, figures and rows afterwards."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from hub.internship import access, holding, queries
from hub.internship.checking import anchor_of
from hub.internship.freezing import OUT
from hub.internship.held_back import HeldBack, held_back
from hub.internship.kept_plan import document_in, places_in, round_in
from hub.internship.plan_rows import PlanRow, PlanSummary, plan_rows, summary
from hub.internship.reads.rounds import RoundCard, SpanFacts, round_page
from hub.platform.commands import read
from hub.platform.context import Ctx, require
from models.internship import Round, Scenario
from models.vocab import DataClass
from models.vocab.internship import ApplicationState, RoundState, ScenarioKind, ScenarioState

TOP: Final = 2
NO_CONSENT: Final = (("", "no_consent"),)


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
    can_announce: bool
    can_change: bool
    other_id: int | None  # another plan of the round to compare with
    held: tuple[HeldBack, ...]
    # By label: the first free periods in which a student could come and who lacks as many places.
    lacking: Mapping[str, tuple[int, ...]]
    to_decide: frozenset[str]  # labels: lacks places, is held back, or got what was not wished for


@read(name="internship:plans", data_class=DataClass.C1)
def round_plans(ctx: Ctx, *, round_id: int) -> tuple[PlanSummary, ...]:
    """Plans of a round, the newest first."""
    held = queries.round_of(ctx, round_id)
    require(ctx, access.may_see_rounds(ctx.actor, held.ward_id))
    every = queries.scenarios(ctx, round_id)
    return tuple(summary(row, every) for row in every)


@read(name="internship:plan", data_class=DataClass.C2)
def plan_page(ctx: Ctx, *, scenario_id: int) -> PlanPage:
    """Return one plan for the staff of its ward."""
    row = queries.scenario_of(ctx, scenario_id)
    held = queries.round_of(ctx, row.round_id)
    require(ctx, access.may_see_rounds(ctx.actor, held.ward_id))
    seen = round_page(ctx, round_id=row.round_id)
    spans = [each.label for each in seen.periods]
    rows = plan_rows(ctx, row.round_id, places_in(row), spans, held.rotations)
    every = queries.scenarios(ctx, row.round_id)
    ranks = [rank for each in rows for rank in each.ranks if rank is not None]
    refused = holding.refused_by(ctx, row.round_id, row.created_at)
    back = held_back(ctx, row)
    waiting = {each.label for each in back}
    students = queries.applications(ctx, row.round_id)
    said_no = {a.label for a in students if a.id in refused}
    gone = {a.label for a in students if a.state is ApplicationState.WITHDRAWN}
    here = [each for each in rows if each.label not in gone]
    return PlanPage(
        summary=summary(row, every),
        card=seen.card,
        periods=seen.periods,
        rows=rows,
        unfilled=_unfilled(row, rows, {p.label: p.firm for p in seen.programmes}, said_no),
        first_wishes=sum(rank == 1 for rank in ranks),
        top_wishes=sum(rank <= TOP for rank in ranks),
        can_announce=row.kind is not ScenarioKind.REPAIR and held.state is RoundState.MATCHING,
        can_change=_can_change(held, row),
        other_id=next((r.id for r in every if r.id != row.id and r.plan is not None), None),
        held=back,
        lacking=_lacking(row, here, spans),
        to_decide=frozenset(
            each.label for each in here if each.missing or _unwished(each) or each.label in waiting
        ),
    )


def _unfilled(
    row: Scenario, rows: Sequence[PlanRow], firms: Mapping[str, str], said_no: Collection[str]
) -> tuple[Unfilled, ...]:
    """Who has fewer places than the round gives, as the engine told it."""
    names = {each.label: each.student for each in rows}
    return tuple(
        Unfilled(
            names.get(each["student"], each["student"]),
            each["missing"],
            NO_CONSENT
            if each["student"] in said_no
            else tuple(
                (firms.get(why["programme"], why["programme"] or ""), why["reason"])
                for why in each["reasons"]
            ),
        )
        for each in document_in(row).get("unplaced", [])
    )


def _lacking(
    row: Scenario, rows: Sequence[PlanRow], periods: Sequence[str]
) -> dict[str, tuple[int, ...]]:
    """Where a missing place is drawn: free periods in which the student can come, in order."""
    short = {each.label: each for each in rows if each.missing > 0}
    if not short or row.plan is None:
        return {}
    away = {each.id: each.unavailable for each in round_in(row).students if each.id in short}
    return {
        label: tuple(
            at
            for at, period in enumerate(periods)
            if each.firms[at] is None and period not in away.get(label, ())
        )[: each.missing]
        for label, each in short.items()
    }


def _unwished(row: PlanRow) -> bool:
    """Say whether somebody got a place that was acceptable only."""
    places = zip(row.firms, row.ranks, strict=True)
    return any(firm is not None and rank is None for firm, rank in places)


def _can_change(held: Round, row: Scenario) -> bool:
    """Say whether another plan may be made from this one now."""
    if held.state in OUT:
        return row.state is ScenarioState.PUBLISHED
    return held.state is RoundState.MATCHING and row.state is ScenarioState.CHECKED


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
