"""Sign-ups for the firm that made them, and the roster for the staff of the ward."""

from dataclasses import dataclass
from datetime import date, datetime

from hub.directory import reads as directory
from hub.platform.commands import read
from hub.platform.context import Ctx, require
from hub.training import access, cards, queries, words
from hub.training.cards import CourseCard
from models.training import SignUp
from models.vocab import DataClass
from models.vocab.training import (
    LIVE_SIGN_UPS,
    PUBLIC_STATES,
    SignUpState,
    SizeBand,
    TrainingState,
)

SHOWN_HOME = 3


@dataclass(frozen=True, slots=True)
class TraineeChoice:
    """Somebody the firm has named before."""

    trainee_id: int
    name: str
    birth_date: date


@dataclass(frozen=True, slots=True)
class SignUpForm:
    """What a firm needs to sign up: the course, who was named before, what it said of its size."""

    card: CourseCard
    min_age: int
    quotas: tuple[int, int, int]
    trainees: tuple[TraineeChoice, ...]
    size_band: SizeBand | None


@dataclass(frozen=True, slots=True)
class MySignUp:
    """One sign-up as its firm sees it; an offer whose time is over is shown as such at once."""

    sign_up_id: int
    receipt: str
    card: CourseCard
    state: SignUpState
    state_words: str
    names: tuple[str, ...]
    place: int | None
    expires_at: datetime | None
    signed_at: datetime
    is_live: bool
    can_withdraw: bool
    is_late: bool
    ended_waiting: bool

    @property
    def is_offer(self) -> bool:
        """Say whether an answer is awaited."""
        return self.state == SignUpState.OFFERED


@dataclass(frozen=True, slots=True)
class FirmTrainings:
    """For the home page: offers to answer, courses the firm goes to, courses it could join."""

    offers: tuple[MySignUp, ...]
    coming: tuple[MySignUp, ...]
    open_courses: tuple[CourseCard, ...]


@dataclass(frozen=True, slots=True)
class RosterRow:
    """One party on the roster."""

    sign_up_id: int
    receipt: str
    firm: str
    names: tuple[str, ...]
    people: int
    band_words: str
    state: SignUpState
    state_words: str
    place: int | None
    expires_at: datetime | None


@dataclass(frozen=True, slots=True)
class RosterPage:
    """Who takes part, who is asked, who waits, who has left."""

    card: CourseCard
    seated: tuple[RosterRow, ...]
    offered: tuple[RosterRow, ...]
    waiting: tuple[RosterRow, ...]
    left: tuple[RosterRow, ...]


@read(name="training:sign_up_form", data_class=DataClass.C2)
def sign_up_form(ctx: Ctx, *, training_id: int, firm_id: int) -> SignUpForm:
    """Return the form of a course for a firm's own people."""
    row = queries.course_of(ctx, training_id)
    require(ctx, access.may_sign_up(ctx.actor, firm_id))
    earlier = queries.firm_sign_ups(ctx, firm_id)
    return SignUpForm(
        card=cards.cards(ctx, [row])[0],
        min_age=row.min_age,
        quotas=(row.quota_small, row.quota_middle, row.quota_large),
        trainees=tuple(
            TraineeChoice(one.id or 0, one.name, one.birth_date)
            for one in queries.trainees(ctx, firm_id)
        ),
        size_band=earlier[0].size_band if earlier else None,
    )


@read(name="training:my_sign_ups", data_class=DataClass.C2)
def my_sign_ups(ctx: Ctx, *, firm_id: int) -> tuple[MySignUp, ...]:
    """Sign-ups of a firm: offers first, then by the first session; ended ones at the end."""
    require(ctx, access.may_sign_up(ctx.actor, firm_id))
    return _own(ctx, queries.firm_sign_ups(ctx, firm_id))


@read(name="training:my_sign_up", data_class=DataClass.C2)
def my_sign_up(ctx: Ctx, *, sign_up_id: int) -> MySignUp:
    """Return one sign-up for its firm."""
    row = queries.sign_up_of(ctx, sign_up_id)
    require(ctx, access.may_sign_up(ctx.actor, row.firm_id))
    return _own(ctx, [row])[0]


@read(name="training:firm", data_class=DataClass.C1)
def firm_trainings(ctx: Ctx, *, firm_id: int) -> FirmTrainings:
    """Return what a firm's home page says of training."""
    require(ctx, access.may_sign_up(ctx.actor, firm_id))
    own = _own(ctx, queries.firm_sign_ups(ctx, firm_id))
    joined = {one.card.training_id for one in own if one.is_live}
    courses = cards.cards(ctx, queries.courses(ctx, PUBLIC_STATES))
    joinable = [one for one in courses if one.is_open and one.training_id not in joined]
    joinable.sort(key=lambda one: one.left < 1)
    coming = [one for one in own if one.state == SignUpState.CONFIRMED and one.is_live]
    return FirmTrainings(
        tuple(one for one in own if one.is_offer),
        tuple(coming[:SHOWN_HOME]),
        tuple(joinable[:SHOWN_HOME]),
    )


@read(name="training:roster", data_class=DataClass.C2)
def roster(ctx: Ctx, *, training_id: int) -> RosterPage:
    """Return the parties of a course with their people, for its coordinator and clerk."""
    course = queries.course_of(ctx, training_id)
    require(ctx, access.may_see_roster(ctx.actor, course.ward_id))
    rows = queries.sign_ups(ctx, (training_id,), SignUpState)
    firms = directory.firms_of(ctx, firm_ids=tuple({row.firm_id for row in rows}))
    names = queries.people_of(ctx, [row.id or 0 for row in rows])
    numbers = _numbers(ctx, rows)
    found = [
        RosterRow(
            row.id or 0,
            row.receipt,
            firms[row.firm_id].name,
            tuple(one.name for one in names.get(row.id or 0, [])),
            row.people,
            words.BAND_LABELS[row.size_band],
            row.state,
            words.SIGN_UP_LABELS[row.state],
            numbers.get(row.id or 0),
            row.expires_at,
        )
        for row in rows
    ]
    known = {SignUpState.CONFIRMED, SignUpState.OFFERED, SignUpState.WAITING}
    waiting = [one for one in found if one.state == SignUpState.WAITING]
    return RosterPage(
        cards.cards(ctx, [course])[0],
        tuple(one for one in found if one.state == SignUpState.CONFIRMED),
        tuple(one for one in found if one.state == SignUpState.OFFERED),
        tuple(sorted(waiting, key=lambda one: one.place or 0)),
        tuple(one for one in found if one.state not in known),
    )


def _own(ctx: Ctx, rows: list[SignUp]) -> tuple[MySignUp, ...]:
    courses = queries.courses_by_id(ctx, {row.training_id for row in rows})
    shown = {card.training_id: card for card in cards.cards(ctx, list(courses.values()))}
    names = queries.people_of(ctx, [row.id or 0 for row in rows])
    numbers = _numbers(ctx, rows)
    found = [
        _one(ctx, row, shown[row.training_id], courses[row.training_id].promote_until,
             tuple(one.name for one in names.get(row.id or 0, [])), numbers.get(row.id or 0))
        for row in rows
    ]  # fmt: skip
    return tuple(sorted(found, key=_order))


def _one(
    ctx: Ctx,
    row: SignUp,
    card: CourseCard,
    stop: datetime,
    names: tuple[str, ...],
    place: int | None,
) -> MySignUp:
    state = row.state
    if state == SignUpState.OFFERED and row.expires_at and row.expires_at <= ctx.now:
        state = SignUpState.EXPIRED
    begun = card.sessions[0].starts_at <= ctx.now
    ended_waiting = state == SignUpState.WAITING and (
        stop <= ctx.now or card.state in {TrainingState.CONFIRMED, TrainingState.RUNNING}
    )
    is_live = state in LIVE_SIGN_UPS and not card.is_over and not ended_waiting
    in_place = state in {SignUpState.CONFIRMED, SignUpState.WAITING}
    return MySignUp(
        sign_up_id=row.id or 0,
        receipt=row.receipt,
        card=card,
        state=state,
        state_words=_label(state, card, ended_waiting=ended_waiting),
        names=names,
        place=place,
        expires_at=row.expires_at,
        signed_at=row.signed_at,
        is_live=is_live,
        can_withdraw=is_live and in_place and not begun,
        is_late=state == SignUpState.CONFIRMED and ctx.now >= card.free_until,
        ended_waiting=ended_waiting,
    )


def _label(state: SignUpState, card: CourseCard, *, ended_waiting: bool) -> str:
    """Label of a sign-up; one that time has ended says so."""
    if ended_waiting:
        return words.NO_PROMOTION
    is_over = card.is_over and state == SignUpState.CONFIRMED
    return words.OVER if is_over else words.SIGN_UP_LABELS[state]


def _numbers(ctx: Ctx, rows: list[SignUp]) -> dict[int, int]:
    """Return the present numbers in the waiting lists that these sign-ups stand in."""
    pools = sorted({row.pool_id for row in rows if row.state == SignUpState.WAITING})
    return {
        row.id or 0: number
        for pool_id in pools
        for number, row in enumerate(queries.waiting(ctx, pool_id), start=1)
    }


def _order(one: MySignUp) -> tuple[bool, bool, datetime]:
    return not one.is_live, not one.is_offer, one.card.sessions[0].starts_at
