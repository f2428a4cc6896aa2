"""Opening a round and moving it along its states."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from pydantic import BaseModel, Field, StringConstraints

from hub.internship import access, queries, rules, words
from hub.internship.advance import advance
from hub.internship.rules import even_periods as even_periods  # noqa: PLC0414  asked by the page
from hub.kernel.errors import STALE, FieldProblem, Invalid, Refused, Stale
from hub.platform import audit
from hub.platform.commands import command
from hub.platform.context import Ctx, require
from models.internship import Period, Round
from models.vocab.internship import ApplicationAction, ProgrammeState, RoundAction, RoundState

Name = Annotated[str, StringConstraints(min_length=1, max_length=80, strip_whitespace=True)]


class Span(BaseModel):
    """First and last day of a period."""

    starts_on: date
    ends_on: date


class OpenRound(BaseModel):
    """A new round of a ward."""

    ward_id: int
    name: Name
    rotations: Annotated[int, Field(ge=1, le=12)]
    min_trades: Annotated[int, Field(ge=1, le=12)]
    wishes_until: date
    periods: Annotated[tuple[Span, ...], Field(min_length=1, max_length=60)]


class AdvanceRound(BaseModel):
    """One step of a round; `version` is what the person saw."""

    round_id: int
    action: RoundAction
    version: int
    note: Annotated[str, StringConstraints(max_length=400)] = ""


@dataclass(frozen=True, slots=True)
class RoundSaved:
    """The round and its state now."""

    round_id: int
    state: RoundState
    version: int
    period_ids: tuple[int, ...] = ()


@command(name="internship:round:open", input=OpenRound, audit="round")
def open_round(  # noqa: PLR0913  the facts of one round
    ctx: Ctx,
    *,
    ward_id: int,
    name: str,
    rotations: int,
    min_trades: int,
    wishes_until: date,
    periods: tuple[Span, ...],
) -> RoundSaved:
    """Make a round in preparation, with its periods in time order."""
    require(ctx, access.may_run_round(ctx.actor, ward_id))
    spans = sorted((span.starts_on, span.ends_on) for span in periods)
    problems = rules.round_problems(rotations, min_trades, spans)
    if queries.round_named(ctx, ward_id, name) is not None:
        problems.append(FieldProblem("name", words.NAME_TAKEN))
    if problems:
        raise Invalid(*problems)
    row = Round(
        ward_id=ward_id,
        name=name,
        state=RoundState.DRAFT,
        rotations=rotations,
        min_trades=min_trades,
        seed=queries.next_number(ctx, "lottery"),
        wishes_until=wishes_until,
        created_at=ctx.now,
    )
    ctx.session.add(row)
    ctx.session.flush()
    round_id = row.id or 0
    made = [
        Period(round_id=round_id, label=f"p{number}", starts_on=start, ends_on=end)
        for number, (start, end) in enumerate(spans, start=1)
    ]
    ctx.session.add_all(made)
    ctx.session.flush()
    audit.record(ctx, "round", round_id)
    period_ids = tuple(period.id or 0 for period in made)
    return RoundSaved(round_id, row.state, row.version, period_ids)


@command(name="internship:round:advance", input=AdvanceRound, audit="round")
def advance_round(
    ctx: Ctx, *, round_id: int, action: RoundAction, version: int, note: str
) -> RoundSaved:
    """Take the next step of a round; steps that need a plan are taken with the plan."""
    row = queries.round_of(ctx, round_id)
    require(ctx, access.may_run_round(ctx.actor, row.ward_id))
    if row.version != version:
        raise Stale(STALE)
    if action in {RoundAction.COMPUTE, RoundAction.ANNOUNCE, RoundAction.PUBLISH}:
        raise Refused(words.NOT_CHECKED)
    if action is RoundAction.CONFIRM_SAFETY:
        _all_programmes_checked(ctx, round_id)
    advance(ctx, row, action, note=note or None)
    if action is RoundAction.CLOSE_WISHES:
        _each_application(ctx, round_id, ApplicationAction.LOCK)
    if action is RoundAction.REOPEN:
        _each_application(ctx, round_id, ApplicationAction.UNLOCK)
    return RoundSaved(round_id, row.state, row.version)


def _all_programmes_checked(ctx: Ctx, round_id: int) -> None:
    offered = [p for p in queries.programmes(ctx, round_id) if p.state != ProgrammeState.RETURNED]
    waiting = sum(p.state != ProgrammeState.SAFETY_CHECKED for p in offered)
    if waiting:
        raise Refused(words.NOT_ALL_CHECKED, count=waiting)
    if not offered:
        raise Refused(words.NO_PROGRAMMES)


def _each_application(ctx: Ctx, round_id: int, action: ApplicationAction) -> None:
    for row in queries.applications(ctx, round_id):
        advance(ctx, row, action)
