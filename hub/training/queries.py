"""Rows of the training room; what another ward or firm owns answers like what is missing."""

from collections.abc import Iterable
from datetime import datetime

import sqlalchemy as sa
from sqlmodel import col, select

from hub.kernel.errors import NOT_FOUND, NotFound
from hub.kernel.queue import HOLD
from hub.platform.context import Ctx
from hub.platform.db import insert_into
from models.training import (
    SeatPool,
    SignUp,
    SignUpPerson,
    Trainee,
    Training,
    TrainingCost,
    TrainingCounter,
    TrainingSession,
)
from models.vocab import FIRM_ROLES, Role
from models.vocab.training import LIVE_SIGN_UPS, PUBLIC_STATES, SignUpState, TrainingState

INSIDERS = (Role.COORDINATOR, Role.WARD_CLERK, Role.WARD_APPROVER, Role.AUDITOR, Role.SYSTEM)


def course_of(ctx: Ctx, training_id: int) -> Training:
    """Course of the actor's ward; a plan is there for staff only."""
    row = ctx.session.get(Training, training_id)
    if row is None or not _in_scope(ctx, row.ward_id):
        raise NotFound(NOT_FOUND)
    if ctx.actor.role not in INSIDERS and row.state not in PUBLIC_STATES:
        raise NotFound(NOT_FOUND)
    return row


def courses(ctx: Ctx, states: Iterable[TrainingState] | None = None) -> list[Training]:
    """Courses of the actor's ward by their closing, the earliest first."""
    query = select(Training).order_by(col(Training.closes_at), col(Training.id))
    if ctx.actor.role is not Role.SYSTEM:
        query = query.where(col(Training.ward_id) == ctx.actor.seat.ward_id)
    if states is not None:
        query = query.where(col(Training.state).in_(list(states)))
    return list(ctx.session.exec(query).all())


def courses_by_id(ctx: Ctx, ids: Iterable[int]) -> dict[int, Training]:
    """Courses by id."""
    query = select(Training).where(col(Training.id).in_(list(ids)))
    return {row.id or 0: row for row in ctx.session.exec(query)}


def sessions(ctx: Ctx, training_id: int) -> list[TrainingSession]:
    """Sessions of a course in time order."""
    return sessions_of(ctx, (training_id,)).get(training_id, [])


def sessions_of(ctx: Ctx, training_ids: Iterable[int]) -> dict[int, list[TrainingSession]]:
    """Sessions of courses in time order, by course."""
    query = (
        select(TrainingSession)
        .where(col(TrainingSession.training_id).in_(list(training_ids)))
        .order_by(col(TrainingSession.starts_at))
    )
    found: dict[int, list[TrainingSession]] = {}
    for row in ctx.session.exec(query):
        found.setdefault(row.training_id, []).append(row)
    return found


def costs_of(ctx: Ctx, training_ids: Iterable[int]) -> dict[int, list[TrainingCost]]:
    """Lines of cost plans by course."""
    query = (
        select(TrainingCost)
        .where(col(TrainingCost.training_id).in_(list(training_ids)))
        .order_by(col(TrainingCost.id))
    )
    found: dict[int, list[TrainingCost]] = {}
    for row in ctx.session.exec(query):
        found.setdefault(row.training_id, []).append(row)
    return found


def pools_of(ctx: Ctx, training_ids: Iterable[int]) -> dict[int, SeatPool]:
    """The seat pool of each course."""
    query = select(SeatPool).where(col(SeatPool.training_id).in_(list(training_ids)))
    return {row.training_id: row for row in ctx.session.exec(query)}


def sign_up_of(ctx: Ctx, sign_up_id: int) -> SignUp:
    """Sign-up of the actor's own firm, or of the own ward for staff."""
    row = ctx.session.get(SignUp, sign_up_id)
    if row is None:
        raise NotFound(NOT_FOUND)
    if ctx.actor.role in FIRM_ROLES and row.firm_id != ctx.actor.seat.firm_id:
        raise NotFound(NOT_FOUND)
    if ctx.actor.role is Role.EXPERT:
        raise NotFound(NOT_FOUND)
    course_of(ctx, row.training_id)
    return row


def sign_ups(
    ctx: Ctx, training_ids: Iterable[int], states: Iterable[SignUpState] = LIVE_SIGN_UPS
) -> list[SignUp]:
    """Sign-ups of courses in the order they came."""
    query = (
        select(SignUp)
        .where(col(SignUp.training_id).in_(list(training_ids)), col(SignUp.state).in_(list(states)))
        .order_by(col(SignUp.id))
    )
    return list(ctx.session.exec(query).all())


def waiting(ctx: Ctx, pool_id: int) -> list[SignUp]:
    """Waiting parties of a pool in the order of their numbers."""
    query = select(SignUp).where(
        col(SignUp.pool_id) == pool_id, col(SignUp.state) == SignUpState.WAITING
    )
    return list(ctx.session.exec(query.order_by(col(SignUp.place))).all())


def run_out_offers(ctx: Ctx, pool_id: int) -> list[SignUp]:
    """Offers of a pool whose time is over and that are still marked as live."""
    query = select(SignUp).where(
        col(SignUp.pool_id) == pool_id,
        col(SignUp.state) == SignUpState.OFFERED,
        col(SignUp.expires_at) <= ctx.now,
    )
    return list(ctx.session.exec(query.order_by(col(SignUp.expires_at), col(SignUp.id))).all())


def firm_sign_ups(ctx: Ctx, firm_id: int) -> list[SignUp]:
    """Sign-ups of a firm, the newest first."""
    query = select(SignUp).where(col(SignUp.firm_id) == firm_id)
    return list(ctx.session.exec(query.order_by(col(SignUp.id).desc())).all())


def people_of(
    ctx: Ctx, sign_up_ids: Iterable[int], *, only_live: bool = False
) -> dict[int, list[Trainee]]:
    """Named people of sign-ups in the order the firm listed them."""
    query = (
        select(SignUpPerson, Trainee)
        .join(Trainee, col(Trainee.id) == col(SignUpPerson.trainee_id))
        .where(col(SignUpPerson.sign_up_id).in_(list(sign_up_ids)))
        .order_by(col(SignUpPerson.sign_up_id), col(SignUpPerson.number))
    )
    if only_live:
        query = query.where(col(SignUpPerson.is_live).is_(True))
    found: dict[int, list[Trainee]] = {}
    for seat, person in ctx.session.exec(query):
        found.setdefault(seat.sign_up_id, []).append(person)
    return found


def trainees(ctx: Ctx, firm_id: int, most: int = 30) -> list[Trainee]:
    """People a firm has named before, the last named first."""
    query = select(Trainee).where(col(Trainee.firm_id) == firm_id)
    order = (col(Trainee.named_at).desc(), col(Trainee.kana_key), col(Trainee.id))
    return list(ctx.session.exec(query.order_by(*order).limit(most)).all())


def live_seats(ctx: Ctx, trainee_ids: Iterable[int]) -> list[tuple[SignUpPerson, SignUp]]:
    """Live seats and places in waiting lists of people, over all courses."""
    query = (
        select(SignUpPerson, SignUp)
        .join(SignUp, col(SignUp.id) == col(SignUpPerson.sign_up_id))
        .where(
            col(SignUpPerson.trainee_id).in_(list(trainee_ids)),
            col(SignUpPerson.is_live).is_(True),
        )
    )
    return list(ctx.session.exec(query).all())


def end_seats(ctx: Ctx, sign_up_id: int) -> None:
    """Say that the named seats of a sign-up are live no longer."""
    ended = sa.update(SignUpPerson).where(col(SignUpPerson.sign_up_id) == sign_up_id)
    ctx.session.connection().execute(ended.values(is_live=False))


def due_courses(ctx: Ctx, now: datetime) -> list[int]:
    """Courses for which something has fallen due by time alone."""
    started = (
        select(TrainingSession.training_id).where(col(TrainingSession.starts_at) <= now)
    )  # fmt: skip
    offers = select(SignUp.training_id).where(
        col(SignUp.state) == SignUpState.OFFERED, col(SignUp.expires_at) <= now
    )
    state = col(Training.state)
    due = sa.or_(
        sa.and_(state == TrainingState.ANNOUNCED, col(Training.opens_at) <= now),
        sa.and_(
            state.in_([TrainingState.ANNOUNCED, TrainingState.OPEN]),
            col(Training.closes_at) <= now,
        ),
        sa.and_(state == TrainingState.CONFIRMED, col(Training.id).in_(started)),
        col(Training.id).in_(offers),
    )
    query = select(Training.id).where(due).order_by(col(Training.id))
    return [found or 0 for found in ctx.session.exec(query)]


def held_courses(ctx: Ctx, now: datetime) -> list[Training]:
    """Courses that promote and whose strict list has held its seats for 48 hours."""
    held = select(SeatPool.training_id).where(col(SeatPool.held_since) <= now - HOLD)
    query = select(Training).where(
        col(Training.id).in_(held),
        col(Training.state).in_([TrainingState.OPEN, TrainingState.CLOSED]),
        col(Training.promote_until) > now,
    )
    return list(ctx.session.exec(query.order_by(col(Training.id))).all())


def next_number(ctx: Ctx, series: str) -> int:
    """Take the next number of a series: one update, never read-then-write."""
    connection = ctx.session.connection()
    first = insert_into(ctx.session, TrainingCounter).values(series=series, last=0)
    connection.execute(first.on_conflict_do_nothing())
    bump = (
        sa.update(TrainingCounter)
        .where(col(TrainingCounter.series) == series)
        .values(last=TrainingCounter.last + 1)
        .returning(col(TrainingCounter.last))
    )
    return int(connection.execute(bump).scalar_one())


def _in_scope(ctx: Ctx, ward_id: int) -> bool:
    return ctx.actor.role is Role.SYSTEM or ctx.actor.seat.ward_id == ward_id


def newest_sign_ups(ctx: Ctx, firm_ids: Iterable[int]) -> list[SignUp]:
    """The newest sign-up of each firm: what it last said of itself."""
    newest = (
        select(sa.func.max(col(SignUp.id)))
        .where(col(SignUp.firm_id).in_(list(firm_ids)))
        .group_by(col(SignUp.firm_id))
    )
    return list(ctx.session.exec(select(SignUp).where(col(SignUp.id).in_(newest))).all())
