"""Wishes and weeks: what a student and a firm see."""

from dataclasses import dataclass
from datetime import date, datetime

from hub.accounts import reads as people
from hub.directory import reads as directory
from hub.internship import access, queries, stopping, words
from hub.internship.instance import reaches_age
from hub.internship.reads.rounds import SpanFacts
from hub.kernel.calendar import japan_date
from hub.platform.commands import read
from hub.platform.context import Ctx, require
from models.internship import Application, Round
from models.vocab import DataClass
from models.vocab.internship import ApplicationState, ProgrammeState, RoundState


@dataclass(frozen=True, slots=True)
class ProgrammeChoice:
    """A programme a student may choose; too young is said here, not after sending."""

    programme_id: int
    title: str
    firm: str
    town: str
    trade: str
    tasks: str
    min_age: int
    period_ids: tuple[int, ...]
    is_too_young: bool


@dataclass(frozen=True, slots=True)
class SentWishes:
    """What a student has sent."""

    reference: str
    sent_at: datetime
    state: ApplicationState
    state_words: str
    ranked: tuple[int, ...]
    acceptable: tuple[int, ...]
    absent: tuple[int, ...]
    # Who typed at the desk for the student, each once.
    typed_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class WishForm:
    """The round a student can apply for now, or the one already applied for."""

    round_id: int
    name: str
    is_open: bool
    rotations: int
    wishes_until: date
    periods: tuple[SpanFacts, ...]
    choices: tuple[ProgrammeChoice, ...]
    sent: SentWishes | None


@dataclass(frozen=True, slots=True)
class WeekRow:
    """One published stay of a student."""

    round_name: str
    starts_on: date
    ends_on: date
    firm: str
    town: str
    title: str
    rank: int | None
    is_over: bool


@dataclass(frozen=True, slots=True)
class ArrivalRow:
    """One student at a programme of a firm."""

    round_name: str
    starts_on: date
    ends_on: date
    student: str
    title: str
    is_minor: bool
    is_over: bool
    # The guardian has said no: nobody is received until the coordinator has mended the plan.
    is_stopped: bool = False


@read(name="internship:wish_form", data_class=DataClass.C2)
def wish_form(ctx: Ctx, *, person_id: int) -> WishForm | None:
    """Return the newest round that takes wishes, else the newest one applied for, else None."""
    require(ctx, access.may_wish(ctx.actor, person_id))
    taking = queries.rounds(ctx, [RoundState.OPEN])
    mine = queries.person_applications(ctx, person_id)
    held = taking[0] if taking else queries.round_of(ctx, mine[0].round_id) if mine else None
    if held is None:
        return None
    round_id = held.id or 0
    application = queries.application_of(ctx, round_id, person_id)
    return WishForm(
        round_id=round_id,
        name=held.name,
        is_open=held.state == RoundState.OPEN and japan_date(ctx.now) <= held.wishes_until,
        rotations=held.rotations,
        wishes_until=held.wishes_until,
        periods=tuple(
            SpanFacts(row.id or 0, row.label, row.starts_on, row.ends_on)
            for row in queries.periods(ctx, round_id)
        ),
        choices=_choices(ctx, held, people.birth_date_of(ctx, person_id=person_id)),
        sent=_sent(ctx, application) if application else None,
    )


@read(name="internship:my_weeks", data_class=DataClass.C2)
def my_weeks(ctx: Ctx, *, person_id: int) -> tuple[WeekRow, ...]:
    """Published stays of a student over all rounds, in time order."""
    require(ctx, access.may_wish(ctx.actor, person_id))
    today = japan_date(ctx.now)
    rows = []
    for application in queries.person_applications(ctx, person_id):
        held = queries.round_of(ctx, application.round_id)
        periods = {row.id: row for row in queries.periods(ctx, held.id or 0)}
        programmes = {row.id: row for row in queries.programmes(ctx, held.id or 0)}
        ranks = {w.programme_id: w.rank for w in queries.wishes_of(ctx, application.id or 0)}
        for publication in queries.publications(ctx, held.id or 0)[:1]:
            for stay in queries.placements(ctx, publication.id or 0):
                if stay.application_id == application.id:
                    programme, period = programmes[stay.programme_id], periods[stay.period_id]
                    firm = directory.firms_of(ctx, firm_ids=(programme.firm_id,))[programme.firm_id]
                    rows.append(
                        WeekRow(
                            held.name, period.starts_on, period.ends_on, firm.name, firm.town,
                            programme.title, ranks.get(stay.programme_id), period.ends_on < today,
                        )
                    )  # fmt: skip
    return tuple(sorted(rows, key=lambda row: (row.starts_on, row.firm)))


@read(name="internship:firm_weeks", data_class=DataClass.C2)
def firm_weeks(ctx: Ctx, *, firm_id: int) -> tuple[ArrivalRow, ...]:
    """Students who come to a firm by the plans that hold, in time order."""
    require(ctx, access.may_offer(ctx.actor, firm_id))
    today = japan_date(ctx.now)
    rows = []
    offered = queries.firm_programmes(ctx, firm_id)
    for round_id in sorted({row.round_id for row in offered}):
        held = queries.round_of(ctx, round_id)
        titles = {row.id: row.title for row in offered if row.round_id == round_id}
        periods = {row.id: row for row in queries.periods(ctx, round_id)}
        students = {row.id: row for row in queries.applications(ctx, round_id)}
        for publication in queries.publications(ctx, round_id)[:1]:
            stays = [
                stay
                for stay in queries.placements(ctx, publication.id or 0)
                if stay.programme_id in titles
            ]
            names = people.names_of(
                ctx, person_ids=tuple({students[s.application_id].person_id for s in stays})
            )
            coming = {stay.application_id: students[stay.application_id] for stay in stays}
            held_now = stopping.stopped(ctx, round_id, list(coming.values()))
            for stay in stays:
                student, period = students[stay.application_id], periods[stay.period_id]
                adult_on = reaches_age(student.birth_date, 18)
                rows.append(
                    ArrivalRow(
                        held.name, period.starts_on, period.ends_on, names[student.person_id],
                        titles[stay.programme_id], period.starts_on < adult_on,
                        period.ends_on < today, stay.application_id in held_now,
                    )
                )  # fmt: skip
    return tuple(sorted(rows, key=lambda row: (row.starts_on, row.student)))


def _choices(ctx: Ctx, held: Round, born: date | None) -> tuple[ProgrammeChoice, ...]:
    round_id = held.id or 0
    rows = [
        row
        for row in queries.programmes(ctx, round_id)
        if row.state == ProgrammeState.SAFETY_CHECKED
    ]
    firms = directory.firms_of(ctx, firm_ids=tuple({row.firm_id for row in rows}))
    open_in: dict[int, list[int]] = {}
    for seat in queries.seats(ctx, round_id):
        if seat.capacity:
            open_in.setdefault(seat.programme_id, []).append(seat.period_id)
    last_start = queries.periods(ctx, round_id)[-1].starts_on
    order = {firm_id: at for at, firm_id in enumerate(firms)}
    return tuple(
        ProgrammeChoice(
            programme_id=row.id or 0,
            title=row.title,
            firm=firms[row.firm_id].name,
            town=firms[row.firm_id].town,
            trade=row.trade,
            tasks=row.tasks,
            min_age=row.min_age,
            period_ids=tuple(open_in.get(row.id or 0, [])),
            is_too_young=born is not None and reaches_age(born, row.min_age) > last_start,
        )
        for row in sorted(rows, key=lambda row: (order[row.firm_id], row.label))
    )


def _sent(ctx: Ctx, row: Application) -> SentWishes:
    wishes = queries.wishes_of(ctx, row.id or 0)
    record = ("application", row.id or 0)
    typists = people.typists(ctx, records=(record,))[record]
    return SentWishes(
        reference=row.reference,
        sent_at=row.sent_at,
        state=row.state,
        state_words=words.APPLICATION_LABELS[row.state],
        ranked=tuple(
            w.programme_id for w in sorted(wishes, key=lambda w: w.rank or 0) if w.rank is not None
        ),
        acceptable=tuple(w.programme_id for w in wishes if w.rank is None),
        absent=tuple(
            a.period_id for a in queries.absences(ctx, row.round_id) if a.application_id == row.id
        ),
        typed_by=tuple(people.names_of(ctx, person_ids=tuple(sorted(typists))).values()),
    )
