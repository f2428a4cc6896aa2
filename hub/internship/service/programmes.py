"""Firms offer programmes; the coordinator confirms that they are safe or sends them back."""

from dataclasses import dataclass
from typing import Annotated

from pydantic import BaseModel, Field, StringConstraints

from hub.internship import access, queries, words
from hub.internship.advance import advance
from hub.kernel.errors import STALE, FieldProblem, Invalid, Refused, Stale
from hub.platform import audit
from hub.platform.commands import command
from hub.platform.context import Ctx, require
from models.internship import Programme, Seat
from models.vocab.internship import ProgrammeAction, ProgrammeState, RoundState

Line = Annotated[str, StringConstraints(min_length=1, max_length=64, strip_whitespace=True)]
Text = Annotated[str, StringConstraints(min_length=1, max_length=400, strip_whitespace=True)]
Places = Annotated[int, Field(ge=0, le=99)]


class OfferProgramme(BaseModel):
    """A programme with its seats per period id."""

    round_id: int
    firm_id: int
    title: Line
    trade: Line
    tasks: Text
    min_age: Annotated[int, Field(ge=15, le=99)] = 15
    min_cohort: Annotated[int, Field(ge=1, le=99)] = 1
    places: dict[int, Places]


class JudgeProgramme(BaseModel):
    """The coordinator's word on a programme."""

    programme_id: int
    action: ProgrammeAction
    version: int
    note: Annotated[str, StringConstraints(max_length=400)] = ""


@dataclass(frozen=True, slots=True)
class ProgrammeSaved:
    """The programme, its number and its state now."""

    programme_id: int
    label: str
    state: ProgrammeState


@command(name="internship:programme:offer", input=OfferProgramme, audit="programme")
def offer_programme(  # noqa: PLR0913  the facts of one programme
    ctx: Ctx,
    *,
    round_id: int,
    firm_id: int,
    title: str,
    trade: str,
    tasks: str,
    min_age: int,
    min_cohort: int,
    places: dict[int, int],
) -> ProgrammeSaved:
    """Offer a programme of the actor's firm in a round that calls for firms."""
    row = queries.round_of(ctx, round_id)
    require(ctx, access.may_offer(ctx.actor, firm_id))
    if row.state != RoundState.INTAKE:
        raise Refused(words.NOT_CALLING)
    known = {period.id for period in queries.periods(ctx, round_id)}
    open_places = {at: count for at, count in places.items() if count > 0}
    if not open_places or set(places) - known:
        raise Invalid(FieldProblem("places", words.NO_SEATS))
    number = queries.next_number(ctx, f"programme-{round_id}")
    made = Programme(
        round_id=round_id,
        firm_id=firm_id,
        label=f"P{number:04d}",
        title=title,
        trade=trade,
        tasks=tasks,
        min_age=min_age,
        min_cohort=min_cohort,
        hazards=[],
        after=[],
        state=ProgrammeState.SUBMITTED,
        created_at=ctx.now,
    )
    ctx.session.add(made)
    ctx.session.flush()
    programme_id = made.id or 0
    ctx.session.add_all(
        Seat(programme_id=programme_id, period_id=at, capacity=count)
        for at, count in sorted(open_places.items())
    )
    audit.record(ctx, "programme", programme_id)
    return ProgrammeSaved(programme_id, made.label, made.state)


@command(name="internship:programme:judge", input=JudgeProgramme, audit="programme")
def judge_programme(
    ctx: Ctx, *, programme_id: int, action: ProgrammeAction, version: int, note: str
) -> ProgrammeSaved:
    """Confirm the safety of an offered programme, or send it back with a reason."""
    row = queries.programme_of(ctx, programme_id)
    held = queries.round_of(ctx, row.round_id)
    require(ctx, access.may_run_round(ctx.actor, held.ward_id))
    if held.state != RoundState.INTAKE:
        raise Refused(words.NOT_CALLING)
    if row.version != version:
        raise Stale(STALE)
    advance(ctx, row, action, note=note or None)
    row.note = note or None
    ctx.session.add(row)
    return ProgrammeSaved(programme_id, row.label, row.state)
