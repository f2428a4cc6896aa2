"""Courses for firms, and with their next steps for the staff of the ward."""

from dataclasses import dataclass

from hub.kernel.states import open_actions
from hub.platform.commands import read
from hub.platform.context import Ctx, require
from hub.training import access, cards, queries, states, trainer
from hub.training.cards import CourseCard as CourseCard  # noqa: PLC0414  the room's door
from hub.training.cards import SessionFacts as SessionFacts  # noqa: PLC0414  the room's door
from hub.training.seats import GROWN_UP
from models.vocab import DataClass
from models.vocab.training import (
    PUBLIC_STATES,
    CostKind,
    SignUpState,
    TrainingAction,
    TrainingState,
)

NEXT = (TrainingAction.REVIEW, TrainingAction.ANNOUNCE, TrainingAction.CONFIRM)
ENDED = (TrainingState.CONFIRMED, TrainingState.RUNNING, TrainingState.CANCELLED)


@dataclass(frozen=True, slots=True)
class CoursePage:
    """A course with all that is announced; `actions` are the next steps of the reader."""

    card: CourseCard
    goal: str
    place: str
    bring: str | None
    entry: str | None
    min_age: int
    is_for_grown_ups: bool
    trainer_name: str
    trainer_note: str | None
    quotas: tuple[int, int, int]
    cost_lines: tuple[tuple[CostKind, int], ...]
    cause: str | None
    own_sign_ups: tuple[int, ...]
    actions: tuple[TrainingAction, ...]


@dataclass(frozen=True, slots=True)
class StaffCourse:
    """A course in the list of the staff, with the counts that tell whether it will take place."""

    card: CourseCard
    offered: int
    next_step: TrainingAction | None


@read(name="training:courses", data_class=DataClass.C0)
def course_cards(ctx: Ctx, *, ward_id: int) -> tuple[CourseCard, ...]:
    """Announced courses of a ward: open ones by their closing, full ones last, then the others."""
    require(ctx, access.may_read_courses(ctx.actor, ward_id))
    found = cards.cards(ctx, queries.courses(ctx, PUBLIC_STATES))
    return tuple(sorted(found, key=_order))


@read(name="training:course", data_class=DataClass.C1)
def course_page(ctx: Ctx, *, training_id: int) -> CoursePage:
    """Return one course for a reader of its ward."""
    row = queries.course_of(ctx, training_id)
    require(ctx, access.may_read_courses(ctx.actor, row.ward_id))
    firm_id = ctx.actor.seat.firm_id
    own = queries.firm_sign_ups(ctx, firm_id) if firm_id else []
    live = (SignUpState.WAITING, SignUpState.OFFERED, SignUpState.CONFIRMED)
    return CoursePage(
        card=cards.cards(ctx, [row])[0],
        goal=row.goal,
        place=row.place,
        bring=row.bring,
        entry=row.entry,
        min_age=row.min_age,
        is_for_grown_ups=row.min_age >= GROWN_UP,
        trainer_name=row.trainer_name,
        trainer_note=row.trainer_note,
        quotas=(row.quota_small, row.quota_middle, row.quota_large),
        cost_lines=cards.cost_lines(queries.costs_of(ctx, (training_id,))[training_id]),
        cause=row.cause,
        own_sign_ups=tuple(
            one.id or 0 for one in own if one.training_id == training_id and one.state in live
        ),
        actions=open_actions(states.TRAINING, row.state, (ctx.actor.role,)),
    )


@read(name="training:staff_courses", data_class=DataClass.C1)
def staff_courses(ctx: Ctx, *, ward_id: int) -> tuple[StaffCourse, ...]:
    """Every course of a ward for its staff: what waits for a step first, then by closing."""
    require(ctx, access.may_watch_courses(ctx.actor, ward_id))
    rows = queries.courses(ctx)
    offers = queries.sign_ups(ctx, [row.id or 0 for row in rows], (SignUpState.OFFERED,))
    found = [
        StaffCourse(
            card,
            sum(one.training_id == card.training_id for one in offers),
            _next(ctx, card),
        )
        for card in cards.cards(ctx, rows)
    ]
    return tuple(sorted(found, key=_staff_order))


@read(name="training:trainers", data_class=DataClass.C2)
def trainer_choices(ctx: Ctx, *, ward_id: int) -> dict[int, str]:
    """Experts of a ward whom a coordinator may ask to teach, in kana order."""
    require(ctx, access.may_run_course(ctx.actor, ward_id))
    return trainer.known(ctx, ward_id)


def _next(ctx: Ctx, card: CourseCard) -> TrainingAction | None:
    """Return the step the reader should take; the roster is set only after the closing."""
    steps = open_actions(states.TRAINING, card.state, (ctx.actor.role,))
    return next((step for step in steps if step in NEXT), None)


def _staff_order(one: StaffCourse) -> tuple[bool, bool, object]:
    return one.next_step is None, one.card.state in ENDED, one.card.closes_at


def _order(card: CourseCard) -> tuple[bool, bool, object]:
    return not card.is_open, card.left < 1, card.closes_at
