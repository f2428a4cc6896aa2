"""Rows of the internship room; what another ward owns answers like what is missing."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import NamedTuple

import sqlalchemy as sa
from sqlmodel import Session, col, select

from hub.kernel.errors import NOT_FOUND, STALE, NotFound, Stale
from hub.platform.context import Ctx, each, once_a_read
from hub.platform.db import guarded, insert_into
from models.consents import GuardianConsent
from models.internship import (
    Absence,
    Application,
    Fixing,
    Period,
    Placement,
    Programme,
    Publication,
    Rating,
    ReferenceCounter,
    Round,
    Scenario,
    Seat,
    Wish,
)
from models.vocab import Role
from models.vocab.consents import ConsentState
from models.vocab.internship import ProgrammeState, RoundState, ScenarioState


def round_of(ctx: Ctx, round_id: int) -> Round:
    """Round of the actor's ward."""
    row = ctx.session.get(Round, round_id)
    if row is None or not _in_scope(ctx, row.ward_id):
        raise NotFound(NOT_FOUND)
    return row


def rounds(ctx: Ctx, states: Iterable[RoundState] | None = None) -> list[Round]:
    """Rounds of the actor's ward, the newest first."""
    query = select(Round).order_by(col(Round.id).desc())
    if ctx.actor.role is not Role.SYSTEM:
        query = query.where(col(Round.ward_id) == ctx.actor.seat.ward_id)
    if states is not None:
        query = query.where(col(Round.state).in_(list(states)))
    return list(ctx.session.exec(query).all())


def round_named(ctx: Ctx, ward_id: int, name: str) -> Round | None:
    """Round of a ward by its name."""
    return ctx.session.exec(
        select(Round).where(col(Round.ward_id) == ward_id, col(Round.name) == name)
    ).first()


@once_a_read
def periods(ctx: Ctx, round_id: int) -> list[Period]:
    """Periods of a round in time order."""
    return list(
        ctx.session.exec(
            select(Period).where(col(Period.round_id) == round_id).order_by(col(Period.starts_on))
        ).all()
    )


@once_a_read
def programmes(ctx: Ctx, round_id: int) -> list[Programme]:
    """Programmes of a round by label."""
    return list(
        ctx.session.exec(
            select(Programme)
            .where(col(Programme.round_id) == round_id)
            .order_by(col(Programme.label))
        ).all()
    )


def programme_of(ctx: Ctx, programme_id: int) -> Programme:
    """Programme in a round of the actor's ward."""
    row = ctx.session.get(Programme, programme_id)
    if row is None:
        raise NotFound(NOT_FOUND)
    round_of(ctx, row.round_id)
    return row


def firm_programmes(ctx: Ctx, firm_id: int) -> list[Programme]:
    """Programmes of a firm over all rounds, the newest first."""
    return list(
        ctx.session.exec(
            select(Programme)
            .where(col(Programme.firm_id) == firm_id)
            .order_by(col(Programme.id).desc())
        ).all()
    )


def seats(ctx: Ctx, round_id: int) -> list[Seat]:
    """Seats of all programmes of a round, in id order (the order of locks)."""
    return list(
        ctx.session.exec(
            select(Seat)
            .join(Programme, col(Programme.id) == col(Seat.programme_id))
            .where(col(Programme.round_id) == round_id)
            .order_by(col(Seat.id))
        ).all()
    )


class Counts(NamedTuple):
    """How much a round holds."""

    students: int
    programmes: int
    waiting: int
    seats: int


@each(lambda: Counts(0, 0, 0, 0))
def counts(ctx: Ctx, round_ids: Collection[int]) -> dict[int, Counts]:
    """Count a round in the database: a list of rounds needs no row of any."""
    of_round = col(Programme.round_id)
    students = select(col(Application.round_id), sa.func.count()).where(
        col(Application.round_id).in_(round_ids)
    )
    offered = select(
        of_round,
        sa.func.count(),
        sa.func.sum(sa.case((col(Programme.state) == ProgrammeState.SUBMITTED, 1), else_=0)),
    ).where(of_round.in_(round_ids))
    seats = (
        select(of_round, sa.func.sum(col(Seat.capacity)))
        .join(Seat, col(Seat.programme_id) == col(Programme.id))
        .where(of_round.in_(round_ids))
    )
    people = dict(ctx.session.exec(students.group_by(col(Application.round_id))).all())
    of = {
        at: (all_, int(open_)) for at, all_, open_ in ctx.session.exec(offered.group_by(of_round))
    }
    places = dict(ctx.session.exec(seats.group_by(of_round)).all())
    return {
        at: Counts(people.get(at, 0), *of.get(at, (0, 0)), int(places.get(at) or 0))
        for at in round_ids
    }


def application_of(ctx: Ctx, round_id: int, person_id: int) -> Application | None:
    """Application of a person in a round."""
    return ctx.session.exec(
        select(Application).where(
            col(Application.round_id) == round_id, col(Application.person_id) == person_id
        )
    ).first()


@once_a_read
def applications(ctx: Ctx, round_id: int) -> list[Application]:
    """Applications of a round by label."""
    return list(
        ctx.session.exec(
            select(Application)
            .where(col(Application.round_id) == round_id)
            .order_by(col(Application.label))
        ).all()
    )


def person_applications(ctx: Ctx, person_id: int) -> list[Application]:
    """Applications of a person, the newest first."""
    return list(
        ctx.session.exec(
            select(Application)
            .where(col(Application.person_id) == person_id)
            .order_by(col(Application.id).desc())
        ).all()
    )


def wishes(ctx: Ctx, round_id: int) -> list[Wish]:
    """Wishes of a round by application and rank."""
    return list(
        ctx.session.exec(
            select(Wish)
            .join(Application, col(Application.id) == col(Wish.application_id))
            .where(col(Application.round_id) == round_id)
            .order_by(col(Wish.application_id), col(Wish.rank), col(Wish.id))
        ).all()
    )


@once_a_read
def ranks(ctx: Ctx, round_id: int) -> dict[tuple[int, int], int | None]:
    """Rank of each wish of a round by application and programme; None where only acceptable."""
    query = (
        select(Wish.application_id, Wish.programme_id, Wish.rank)
        .join(Application, col(Application.id) == col(Wish.application_id))
        .where(col(Application.round_id) == round_id)
    )
    return {(who, what): rank for who, what, rank in ctx.session.exec(query)}


def wishes_of(ctx: Ctx, application_id: int) -> list[Wish]:
    """Wishes of one application."""
    return list(
        ctx.session.exec(
            select(Wish)
            .where(col(Wish.application_id) == application_id)
            .order_by(col(Wish.rank), col(Wish.id))
        ).all()
    )


def absences(ctx: Ctx, round_id: int) -> list[Absence]:
    """Periods in which students of a round cannot come."""
    return list(
        ctx.session.exec(
            select(Absence)
            .join(Application, col(Application.id) == col(Absence.application_id))
            .where(col(Application.round_id) == round_id)
            .order_by(col(Absence.id))
        ).all()
    )


def ratings(ctx: Ctx, round_id: int) -> list[Rating]:
    """Ratings of a round."""
    return list(
        ctx.session.exec(
            select(Rating)
            .join(Application, col(Application.id) == col(Rating.application_id))
            .where(col(Application.round_id) == round_id)
            .order_by(col(Rating.id))
        ).all()
    )


def fixings(ctx: Ctx, round_id: int) -> list[Fixing]:
    """Pins and bans of a round."""
    return list(
        ctx.session.exec(
            select(Fixing)
            .join(Application, col(Application.id) == col(Fixing.application_id))
            .where(col(Application.round_id) == round_id)
            .order_by(col(Fixing.id))
        ).all()
    )


def renew_application(ctx: Ctx, row: Application) -> None:
    """Count a new version of an application; `Stale` when another tab was faster."""
    swap = (
        sa.update(Application)
        .where(col(Application.id) == row.id, col(Application.version) == row.version)
        .values(version=row.version + 1, sent_at=ctx.now)
    )
    if not guarded(ctx.session, swap):
        raise Stale(STALE)
    ctx.session.refresh(row)


def clear_wishes(ctx: Ctx, application_id: int) -> None:
    """Take the wishes and absences of an application away before new ones are written."""
    connection = ctx.session.connection()
    connection.execute(sa.delete(Wish).where(col(Wish.application_id) == application_id))
    connection.execute(sa.delete(Absence).where(col(Absence.application_id) == application_id))


def scenario_of(ctx: Ctx, scenario_id: int) -> Scenario:
    """Plan of a round of the actor's ward."""
    row = ctx.session.get(Scenario, scenario_id)
    if row is None:
        raise NotFound(NOT_FOUND)
    round_of(ctx, row.round_id)
    return row


def scenario_of_job(ctx: Ctx, job_id: int) -> Scenario:
    """Plan that a job computes."""
    row = ctx.session.exec(select(Scenario).where(col(Scenario.job_id) == job_id)).first()
    if row is None:
        raise NotFound(NOT_FOUND)
    return row


@once_a_read
def scenarios(ctx: Ctx, round_id: int) -> list[Scenario]:
    """Plans of a round, the newest first."""
    return list(
        ctx.session.exec(
            select(Scenario)
            .where(col(Scenario.round_id) == round_id)
            .order_by(col(Scenario.id).desc())
        ).all()
    )


def live_scenario(ctx: Ctx, round_id: int) -> Scenario | None:
    """Plan of a round that is waiting or being computed."""
    return ctx.session.exec(
        select(Scenario).where(
            col(Scenario.round_id) == round_id,
            col(Scenario.state).in_([ScenarioState.QUEUED, ScenarioState.RUNNING]),
        )
    ).first()


def publications(ctx: Ctx, round_id: int) -> list[Publication]:
    """Published plans of a round, the one that holds first."""
    return list(
        ctx.session.exec(
            select(Publication)
            .where(col(Publication.round_id) == round_id)
            .order_by(col(Publication.number).desc())
        ).all()
    )


def placements(ctx: Ctx, publication_id: int) -> list[Placement]:
    """Placements of a publication."""
    return list(
        ctx.session.exec(
            select(Placement)
            .where(col(Placement.publication_id) == publication_id)
            .order_by(col(Placement.id))
        ).all()
    )


def next_number(ctx: Ctx, series: str) -> int:
    """Take the next number of a series: one guarded update, never read-then-write."""
    connection = ctx.session.connection()
    first = insert_into(ctx.session, ReferenceCounter).values(series=series, last=0)
    connection.execute(first.on_conflict_do_nothing())
    bump = (
        sa.update(ReferenceCounter)
        .where(col(ReferenceCounter.series) == series)
        .values(last=ReferenceCounter.last + 1)
        .returning(col(ReferenceCounter.last))
    )
    return int(connection.execute(bump).scalar_one())


def last_consents(
    ctx: Ctx, application_ids: Collection[int], *, by: datetime | None = None
) -> dict[int, GuardianConsent]:
    """What the guardian was asked or said last, by application; with `by`, until that time.

    Who takes back an older answer says so now, whatever was asked or signed in between.
    """
    query = select(GuardianConsent).where(col(GuardianConsent.application_id).in_(application_ids))
    if by is not None:
        query = query.where(col(GuardianConsent.created_at) <= by)

    def told_at(row: GuardianConsent) -> tuple[datetime, int]:
        times = (row.created_at, row.answered_at, row.withdrawn_at)
        return max(at for at in times if at and (by is None or at <= by)), row.id or 0

    rows = sorted(ctx.session.exec(query).all(), key=told_at)
    return {row.application_id: row for row in rows}


def consent_by_secret(session: Session, digest: str) -> GuardianConsent | None:
    """The question whose token or code has this digest."""
    query = select(GuardianConsent).where(
        sa.or_(col(GuardianConsent.token_hash) == digest, col(GuardianConsent.code_hash) == digest)
    )
    return session.exec(query).first()


def end_questions(ctx: Ctx, application_id: int) -> None:
    """Let older questions to a guardian be over; what was answered stays."""
    ended = (
        sa.update(GuardianConsent)
        .where(
            col(GuardianConsent.application_id) == application_id,
            col(GuardianConsent.state) == ConsentState.ASKED,
            col(GuardianConsent.ends_at) > ctx.now,
        )
        .values(ends_at=ctx.now)
    )
    ctx.session.connection().execute(ended)


def _in_scope(ctx: Ctx, ward_id: int) -> bool:
    return ctx.actor.role is Role.SYSTEM or ctx.actor.seat.ward_id == ward_id
