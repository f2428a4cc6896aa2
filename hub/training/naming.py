"""The people a firm names for a course: chosen from those named before, or typed anew.

Parts of use cases, run in their transaction with the pool locked. Source: part D3 (guards for each
person).
"""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Final

from pydantic import AfterValidator, BaseModel
from sqlmodel import col, select

from hub.kernel.calendar import japan_date
from hub.kernel.errors import FieldProblem, Invalid
from hub.kernel.intervals import Span
from hub.kernel.text import has_control, kana_key, katakana, one_line
from hub.platform.commands import REQUIRED, TOO_LONG, Wrong
from hub.platform.context import Ctx
from hub.platform.db import insert_into
from hub.training import queries, seats, words
from models.training import SeatPool, SignUpPerson, Trainee, Training
from models.vocab.training import SEATED

OLDEST: Final = date(1900, 1, 1)
CHOSEN: Final = "trainees"
LONGEST: Final = 80


def _clean(typed: str) -> str:
    if has_control(typed):
        raise Wrong(words.NAME_CONTROL)
    folded = one_line(typed)
    if not folded:
        raise Wrong(REQUIRED)
    if len(folded) > LONGEST:
        raise Wrong(TOO_LONG, limit=LONGEST)
    return folded


def _reading(typed: str) -> str:
    return _clean(katakana(typed))


class Newcomer(BaseModel):
    """Somebody typed for the first time; the name stays as typed."""

    name: Annotated[str, AfterValidator(_clean)]
    kana: Annotated[str, AfterValidator(_reading)]
    birth_date: date


def named(
    ctx: Ctx, firm_id: int, chosen: Sequence[int], newcomers: Sequence[Newcomer]
) -> list[tuple[str, Trainee]]:
    """Return everybody with the field of the form, or say all that is wrong with what was typed."""
    known = {row.id or 0: row for row in _known(ctx, firm_id, chosen)}
    problems = [FieldProblem(CHOSEN, words.UNKNOWN_TRAINEE) for key in chosen if key not in known]
    today = japan_date(ctx.now)
    problems += [
        FieldProblem(f"newcomers.{at}.birth_date", words.BORN_LATER)
        for at, one in enumerate(newcomers)
        if not OLDEST <= one.birth_date <= today
    ]
    if problems:
        raise Invalid(*problems)
    everybody = [(CHOSEN, known[key]) for key in chosen]
    everybody += [
        (f"newcomers.{at}.name", _written(ctx, firm_id, one)) for at, one in enumerate(newcomers)
    ]
    if not everybody:
        raise Invalid(FieldProblem(CHOSEN, words.NOBODY))
    return everybody


def refuse_unfit(
    ctx: Ctx, course: Training, seats_of: SeatPool, everybody: Sequence[tuple[str, Trainee]]
) -> None:
    """Refuse who is named twice, too young, in this course already, or elsewhere at the time."""
    spans = [Span(row.starts_at, row.ends_at) for row in queries.sessions(ctx, course.id or 0)]
    people = [
        seats.Named(field.replace(".name", ".birth_date"), row.name, row.birth_date)
        for field, row in everybody
    ]
    problems = seats.age_problems(people, japan_date(spans[0].start), course.min_age)
    counted: set[int] = set()
    for field, row in everybody:
        if row.id in counted:
            problems.append(FieldProblem(field, words.NAMED_TWICE, {"name": row.name}))
        counted.add(row.id or 0)
    problems += _elsewhere(ctx, seats_of, spans, everybody)
    if problems:
        raise Invalid(*problems)


def busy_elsewhere(
    ctx: Ctx, course: Training, seats_of: SeatPool, trainees: Sequence[Trainee]
) -> list[FieldProblem]:
    """Say who of a party has a seat in another course at the same time; asked before accepting."""
    spans = [Span(row.starts_at, row.ends_at) for row in queries.sessions(ctx, course.id or 0)]
    found = _elsewhere(ctx, seats_of, spans, [("form", row) for row in trainees])
    return [one for one in found if one.reason is words.OTHER_COURSE]


def seat_people(ctx: Ctx, sign_up_id: int, pool_id: int, trainees: Sequence[Trainee]) -> None:
    """Write the named seats of a sign-up in the order they were listed."""
    ctx.session.add_all(
        SignUpPerson(sign_up_id=sign_up_id, pool_id=pool_id, trainee_id=row.id or 0, number=number)
        for number, row in enumerate(trainees, start=1)
    )
    for row in trainees:
        row.named_at = ctx.now
        ctx.session.add(row)
    ctx.session.flush()


def _elsewhere(
    ctx: Ctx, seats_of: SeatPool, spans: Sequence[Span], everybody: Sequence[tuple[str, Trainee]]
) -> list[FieldProblem]:
    fields = {row.id or 0: (field, row.name) for field, row in everybody}
    live = queries.live_seats(ctx, fields)
    here = [seat for seat, _sign_up in live if seat.pool_id == seats_of.id]
    problems = [
        FieldProblem(field, words.NAMED_ALREADY, {"name": name})
        for field, name in (fields[seat.trainee_id] for seat in here)
    ]
    others = [
        (seat.trainee_id, sign_up.training_id)
        for seat, sign_up in live
        if seat.pool_id != seats_of.id and sign_up.state in SEATED
    ]
    sessions = queries.sessions_of(ctx, {training_id for _person, training_id in others})
    courses = queries.courses_by_id(ctx, sessions)
    for trainee_id, training_id in others:
        taken = [Span(row.starts_at, row.ends_at) for row in sessions[training_id]]
        if seats.clash(spans, taken):
            field, name = fields[trainee_id]
            params = {"name": name, "title": courses[training_id].title}
            problems.append(FieldProblem(field, words.OTHER_COURSE, params))
    return problems


def _known(ctx: Ctx, firm_id: int, chosen: Sequence[int]) -> list[Trainee]:
    query = select(Trainee).where(
        col(Trainee.id).in_(list(chosen)), col(Trainee.firm_id) == firm_id
    )
    return list(ctx.session.exec(query).all())


def _written(ctx: Ctx, firm_id: int, one: Newcomer) -> Trainee:
    """Return the person of this name and birth date in the firm, written when new."""
    same = {"firm_id": firm_id, "name": one.name, "birth_date": one.birth_date}
    ctx.session.connection().execute(
        insert_into(ctx.session, Trainee)
        .values(**same, kana=one.kana, kana_key=kana_key(one.kana), named_at=ctx.now)
        .on_conflict_do_nothing(index_elements=list(same))
    )
    query = select(Trainee).where(
        *(col(getattr(Trainee, name)) == value for name, value in same.items())
    )
    return ctx.session.exec(query).one()
