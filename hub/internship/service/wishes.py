"""A student sends wishes and gets a receipt; sending again replaces them while it is open."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, Field

from hub.accounts import reads as people
from hub.internship import access, queries, rules, words
from hub.internship.rules import MOST_WISHES as MOST_WISHES  # noqa: PLC0414  shown by the page
from hub.internship.rules import ranked_order as ranked_order  # noqa: PLC0414  asked by the page
from hub.kernel.calendar import fiscal_year, japan_date
from hub.kernel.errors import FieldProblem, Invalid, Refused
from hub.platform import audit
from hub.platform.commands import command
from hub.platform.context import Ctx, require
from models.internship import Absence, Application, Round, Wish
from models.vocab.internship import ApplicationState, ProgrammeState, RoundState

Ids = Annotated[tuple[int, ...], Field(max_length=400)]


class SendWishes(BaseModel):
    """Programmes by rank, programmes also acceptable, periods that do not suit."""

    round_id: int
    person_id: int
    ranked: Ids
    acceptable: Ids = ()
    absent: Ids = ()


@dataclass(frozen=True, slots=True)
class WishesSent:
    """The receipt."""

    application_id: int
    reference: str
    sent_at: datetime
    wishes: int


@command(name="internship:wishes:send", input=SendWishes, audit="application")
def send_wishes(
    ctx: Ctx,
    *,
    round_id: int,
    person_id: int,
    ranked: tuple[int, ...],
    acceptable: tuple[int, ...],
    absent: tuple[int, ...],
) -> WishesSent:
    """Write the wishes of a student; the number on the receipt stays when they are changed."""
    held = queries.round_of(ctx, round_id)
    require(ctx, access.may_wish(ctx.actor, person_id))
    if held.state != RoundState.OPEN or japan_date(ctx.now) > held.wishes_until:
        raise Refused(words.WISHES_CLOSED)
    born = people.birth_date_of(ctx, person_id=person_id)
    if born is None:
        raise Refused(words.NO_BIRTH_DATE)
    periods = queries.periods(ctx, round_id)
    offers = {
        row.id or 0: rules.Offer(row.title, row.min_age)
        for row in queries.programmes(ctx, round_id)
        if row.state == ProgrammeState.SAFETY_CHECKED
    }
    problems = rules.wish_problems(ranked, acceptable, offers, born, periods[-1].starts_on)
    away = {period.id or 0 for period in periods} & set(absent)
    if len(away) < len(set(absent)):
        problems.append(FieldProblem("absent", words.UNKNOWN_PERIOD))
    if len(periods) - len(away) < held.rotations:
        params = {"rotations": held.rotations}
        problems.append(FieldProblem("absent", words.TOO_FEW_PERIODS, params))
    if problems:
        raise Invalid(*problems)
    row = _application(ctx, held, person_id)
    row.birth_date = born
    ctx.session.add(row)
    application_id = row.id or 0
    ctx.session.add_all(
        [
            Wish(application_id=application_id, programme_id=at, rank=rank, is_acceptable=False)
            for rank, at in enumerate(ranked, start=1)
        ]
        + [Wish(application_id=application_id, programme_id=at, is_acceptable=True)
           for at in acceptable]
        + [Absence(application_id=application_id, period_id=at) for at in sorted(away)]
    )  # fmt: skip
    audit.record(ctx, "application", application_id, version=row.version)
    return WishesSent(application_id, row.reference, ctx.now, len(ranked))


def _application(ctx: Ctx, held: Round, person_id: int) -> Application:
    """Return the student's application in this round, emptied or new."""
    round_id = held.id or 0
    row = queries.application_of(ctx, round_id, person_id)
    if row is not None:
        queries.renew_application(ctx, row)
        queries.clear_wishes(ctx, row.id or 0)
        return row
    year = fiscal_year(japan_date(ctx.now))
    number = queries.next_number(ctx, f"R-{year}")
    row = Application(
        round_id=round_id,
        person_id=person_id,
        label=f"S{person_id:05d}",
        reference=f"R-{year}-{number:05d}",
        birth_date=ctx.now.date(),
        state=ApplicationState.SENT,
        sent_at=ctx.now,
    )
    ctx.session.add(row)
    ctx.session.flush()
    return row
