"""Planning a course and moving it along: review, announce, open, close, confirm, cancel."""

from dataclasses import dataclass
from typing import Annotated, Final, Literal

from pydantic import AwareDatetime, BaseModel, Field, StringConstraints

from hub.accounts import reads as people
from hub.kernel.calendar import fiscal_year, japan_date
from hub.kernel.errors import STALE, FieldProblem, Invalid, Refused, Stale
from hub.kernel.intervals import Span
from hub.platform import audit, outbox
from hub.platform.commands import REQUIRED, command
from hub.platform.context import Ctx, require
from hub.training import access, amounts, pool, promotion, queries, rules, seats, trainer, words
from hub.training.advance import advance
from models.training import SeatPool, Training, TrainingCost, TrainingSession
from models.vocab import Role
from models.vocab.training import (
    CostKind,
    QueueRule,
    SignUpAction,
    SignUpState,
    TrainingAction,
    TrainingState,
)

Short = Annotated[str, StringConstraints(min_length=1, max_length=80, strip_whitespace=True)]
Line = Annotated[str, StringConstraints(min_length=1, max_length=120, strip_whitespace=True)]
Long = Annotated[str, StringConstraints(min_length=1, max_length=200, strip_whitespace=True)]
MaybeShort = Annotated[str, StringConstraints(max_length=80, strip_whitespace=True)]
MaybeLong = Annotated[str, StringConstraints(max_length=200, strip_whitespace=True)]
Note = Annotated[str, StringConstraints(max_length=400, strip_whitespace=True)]
Count = Annotated[int, Field(ge=1, le=500)]
Days = Annotated[int, Field(ge=0, le=60)]
POOL: Final = "all"


class About(BaseModel):
    """What the course is, where, and who may come."""

    title: Short
    goal: Long
    place: Line
    bring: MaybeLong = ""
    entry: MaybeLong = ""
    min_age: Annotated[int, Field(ge=0, le=99)] = 0


class Teacher(BaseModel):
    """An expert of the ward by person, or somebody else by name; what the trainer is known for."""

    person_id: int | None = None
    name: MaybeShort = ""
    note: MaybeShort = ""


class Places(BaseModel):
    """How many people, and when firms may sign up."""

    capacity: Count
    minimum: Count = 1
    opens_at: AwareDatetime
    closes_at: AwareDatetime


class SessionPlan(BaseModel):
    """One day of the course."""

    starts_at: AwareDatetime
    ends_at: AwareDatetime
    content: Line


class CostPlan(BaseModel):
    """One line of the cost plan, tax included."""

    kind: CostKind
    quantity: Annotated[int, Field(ge=1, le=1000)] = 1
    unit_yen: Annotated[int, Field(ge=1, le=100_000_000)]
    tax_percent: Literal[0, 8, 10] = 10


class Money(BaseModel):
    """The cost plan and what the ward is expected to pay of it."""

    lines: Annotated[tuple[CostPlan, ...], Field(min_length=1, max_length=40)]
    subsidy_yen: Annotated[int, Field(ge=0)] = 0


class Terms(BaseModel):
    """What a ward sets: seats per firm by size, days before the first session, list order."""

    quotas: tuple[Count, Count, Count] = seats.QUOTAS
    close_days: Days = seats.CLOSE_DAYS
    cancel_days: Days = seats.CANCEL_DAYS
    stop_days: Days = seats.STOP_DAYS
    queue_rule: QueueRule = QueueRule.FILL


class PlanCourse(BaseModel):
    """Everything a course promises."""

    ward_id: int
    about: About
    teacher: Teacher
    places: Places
    sessions: Annotated[tuple[SessionPlan, ...], Field(min_length=1, max_length=20)]
    money: Money
    terms: Terms = Terms()


class AdvanceCourse(BaseModel):
    """One step of a course; `version` is what the person saw."""

    training_id: int
    action: TrainingAction
    version: int
    note: Note = ""


class SettleCourse(BaseModel):
    """The course for which something has fallen due."""

    training_id: int


@dataclass(frozen=True, slots=True)
class CourseSaved:
    """The course and its state now."""

    training_id: int
    number: str
    state: TrainingState
    version: int


@command(name="training:course:plan", input=PlanCourse, audit="training")
def plan_course(  # noqa: PLR0913  the parts of one plan
    ctx: Ctx,
    *,
    ward_id: int,
    about: About,
    teacher: Teacher,
    places: Places,
    sessions: tuple[SessionPlan, ...],
    money: Money,
    terms: Terms,
) -> CourseSaved:
    """Write the plan of a course and hold the trainer's time; only ward staff see it yet."""
    require(ctx, access.may_run_course(ctx.actor, ward_id))
    ordered = sorted(sessions, key=lambda one: one.starts_at)
    spans = tuple(Span(one.starts_at, one.ends_at) for one in ordered)
    until = seats.deadlines(
        japan_date(spans[0].start), terms.close_days, terms.cancel_days, terms.stop_days
    )
    names = trainer.known(ctx, ward_id)
    problems = [
        *rules.plan_problems(_facts(places, money, terms, spans, until), ctx.now),
        *_teacher_problems(teacher, names),
    ]
    if problems:
        raise Invalid(*problems)
    name = names.get(teacher.person_id or 0, teacher.name)
    row = _written(ctx, ward_id, about, places, terms, until)
    row.trainer_id, row.trainer_name, row.trainer_note = (
        teacher.person_id,
        name,
        teacher.note or None,
    )
    row.subsidy_yen = money.subsidy_yen
    ctx.session.add(row)
    ctx.session.flush()
    _parts(ctx, row, places, ordered, money)
    trainer.hold(ctx, row, spans)
    audit.record(ctx, "training", row.id or 0)
    _tell_staff(ctx, row, Role.WARD_CLERK, words.TOLD_TO_REVIEW)
    return _saved(row)


@command(name="training:course:advance", input=AdvanceCourse, audit="training")
def advance_course(
    ctx: Ctx, *, training_id: int, action: TrainingAction, version: int, note: str
) -> CourseSaved:
    """Take the next step of a course with what belongs to it: trainer, seats, notices."""
    row = queries.course_of(ctx, training_id)
    asks = (
        access.may_review_course
        if action is TrainingAction.REVIEW
        else access.may_run_course
    )  # fmt: skip
    require(ctx, asks(ctx.actor, row.ward_id))
    taken = pool.locked(ctx, training_id)
    ctx.session.refresh(row)
    if row.version != version:
        raise Stale(STALE)
    promotion.settle(ctx, row, taken)
    STEPS.get(action, _plain)(ctx, row, action, note)
    promotion.settle(ctx, row, taken)
    return _saved(row)


@command(name="training:course:settle", input=SettleCourse, audit="training")
def settle_course(ctx: Ctx, *, training_id: int) -> CourseSaved:
    """Do what has fallen due by time: open, close, begin, run out, promote."""
    require(ctx, access.may_keep_time(ctx.actor))
    row = queries.course_of(ctx, training_id)
    taken = pool.locked(ctx, training_id)
    ctx.session.refresh(row)
    promotion.settle(ctx, row, taken)
    audit.record(ctx, "training", training_id, version=row.version)
    return _saved(row)


def _facts(
    places: Places,
    money: Money,
    terms: Terms,
    spans: tuple[Span, ...],
    until: seats.Deadlines,
) -> rules.PlanFacts:
    lines = [amounts.CostLine(one.quantity, one.unit_yen) for one in money.lines]
    return rules.PlanFacts(
        sessions=spans,
        opens_at=places.opens_at,
        closes_at=places.closes_at,
        deadlines=until,
        capacity=places.capacity,
        minimum=places.minimum,
        total_yen=amounts.total_of(lines),
        subsidy_yen=money.subsidy_yen,
        quotas=terms.quotas,
    )


def _teacher_problems(teacher: Teacher, names: dict[int, str]) -> list[FieldProblem]:
    if teacher.person_id is None:
        return [] if teacher.name else [FieldProblem("teacher.name", REQUIRED)]
    known = teacher.person_id in names
    return [] if known else [FieldProblem("teacher.person_id", words.UNKNOWN_TRAINER)]


def _written(
    ctx: Ctx, ward_id: int, about: About, places: Places, terms: Terms, until: seats.Deadlines
) -> Training:
    """Return the row of a new course under the next number of the fiscal year."""
    year = fiscal_year(japan_date(ctx.now))
    number = queries.next_number(ctx, f"T-{year}")
    return Training(
        ward_id=ward_id,
        number=f"T-{year}-{number:03d}",
        title=about.title,
        goal=about.goal,
        place=about.place,
        bring=about.bring or None,
        entry=about.entry or None,
        min_age=about.min_age,
        minimum=places.minimum,
        state=TrainingState.PLANNED,
        queue_rule=terms.queue_rule,
        quota_small=terms.quotas[0],
        quota_middle=terms.quotas[1],
        quota_large=terms.quotas[2],
        opens_at=places.opens_at,
        closes_at=places.closes_at,
        free_until=until.free_until,
        promote_until=until.promote_until,
        planned_by=ctx.actor.person_id,
        created_at=ctx.now,
    )


def _parts(
    ctx: Ctx, row: Training, places: Places, sessions: list[SessionPlan], money: Money
) -> None:
    """Write the days, the lines of the cost plan and the seats of a new course."""
    training_id = row.id or 0
    ctx.session.add_all(
        [TrainingSession(training_id=training_id, **one.model_dump()) for one in sessions]
        + [TrainingCost(training_id=training_id, **one.model_dump()) for one in money.lines]
        + [SeatPool(training_id=training_id, label=POOL, capacity=places.capacity)]
    )
    ctx.session.flush()


def _plain(ctx: Ctx, row: Training, action: TrainingAction, note: str) -> None:
    advance(ctx, row, action, note=note or None)


def _review(ctx: Ctx, row: Training, action: TrainingAction, note: str) -> None:
    """The planner does not review; a rule over the course's history, whatever the roles now."""
    if row.planned_by is not None and row.planned_by in ctx.actor.people:
        raise Refused(words.SAME_PERSON)
    advance(ctx, row, action, note=note or None)
    _tell_staff(ctx, row, Role.COORDINATOR, words.TOLD_REVIEWED)


def _announce(ctx: Ctx, row: Training, action: TrainingAction, note: str) -> None:
    """Firms see the course from now on; the trainer's time is firm."""
    if row.closes_at <= ctx.now:
        raise Refused(words.CLOSING_PASSED)
    trainer.confirm(ctx, row)  # calendars are locked before the audit chain, as everywhere
    advance(ctx, row, action, note=note or None)
    if row.trainer_id is not None:
        first = queries.sessions(ctx, row.id or 0)[0]
        day = japan_date(first.starts_at)
        _tell(ctx, row, row.trainer_id, "trainer", words.TOLD_TRAINER, day=day)


def _open(ctx: Ctx, row: Training, action: TrainingAction, note: str) -> None:
    """Open before the announced moment; from now on this is the moment."""
    advance(ctx, row, action, note=note or None, also={"opens_at": ctx.now})


def _confirm(ctx: Ctx, row: Training, action: TrainingAction, note: str) -> None:
    """The roster stands when promotions are over and the minimum is reached, or with a reason."""
    live = queries.sign_ups(ctx, (row.id or 0,))
    open_ones = [one for one in live if one.state != SignUpState.CONFIRMED]
    if open_ones and ctx.now < row.promote_until:
        raise Refused(words.PROMOTION_RUNS, until=row.promote_until)
    count = sum(one.people for one in live if one.state == SignUpState.CONFIRMED)
    if action is TrainingAction.CONFIRM and count < row.minimum:
        raise Refused(words.TOO_FEW, count=count, minimum=row.minimum)
    if action is TrainingAction.HOLD_ANYWAY and count >= row.minimum:
        raise Refused(words.ENOUGH)
    advance(ctx, row, action, note=note or None)


def _cancel(ctx: Ctx, row: Training, action: TrainingAction, note: str) -> None:
    """Call every sign-up off, free the trainer, tell everybody the reason."""
    trainer.release(ctx, row)
    advance(ctx, row, action, note=note or None, also={"cause": note or None})
    taken = pool.locked(ctx, row.id or 0)
    clock = promotion.as_clock(ctx)
    for one in queries.sign_ups(ctx, (row.id or 0,)):
        had_seats = one.state != SignUpState.WAITING
        advance(clock, one, SignUpAction.CALL_OFF, also={"moved_at": ctx.now})
        if had_seats:
            pool.give_back(ctx, taken, one.firm_id, one.people)
        queries.end_seats(ctx, one.id or 0)
        promotion.tell(ctx, row, one, "cancelled", words.TOLD_CANCELLED, cause=note)
    if row.trainer_id is not None:
        _tell(ctx, row, row.trainer_id, "trainer", words.TOLD_CANCELLED, cause=note)


STEPS: Final = {
    TrainingAction.REVIEW: _review,
    TrainingAction.ANNOUNCE: _announce,
    TrainingAction.OPEN: _open,
    TrainingAction.CONFIRM: _confirm,
    TrainingAction.HOLD_ANYWAY: _confirm,
    TrainingAction.CANCEL: _cancel,
}


def _tell_staff(ctx: Ctx, row: Training, role: Role, msgid: str) -> None:
    for person_id in people.holders_of(ctx, role=role, ward_id=row.ward_id):
        _tell(ctx, row, person_id, "staff", msgid)


def _tell(ctx: Ctx, row: Training, person_id: int, kind: str, msgid: str, **params: object) -> None:
    outbox.notice(
        ctx,
        f"training.{kind}",
        f"training:{row.id}",
        person_id,
        msgid,
        version=row.version,
        page=f"training?training={row.id}",
        params={"title": row.title, **params},
    )


def _saved(row: Training) -> CourseSaved:
    return CourseSaved(row.id or 0, row.number, row.state, row.version)
