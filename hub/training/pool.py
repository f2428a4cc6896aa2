"""Counters of seats and quotas, moved by guarded updates only; always the pool, then the firm.

Parts of use cases, run in their transaction: who may has been asked. Source: part D (quotas).
"""

from datetime import datetime

import sqlalchemy as sa
from sqlmodel import col, select

from hub.kernel.errors import NOT_FOUND, NotFound
from hub.platform.context import Ctx
from hub.platform.db import guarded, insert_into
from models.training import FirmQuota, SeatPool, SignUp, SignUpPerson
from models.vocab.training import SignUpState


def locked(ctx: Ctx, training_id: int) -> SeatPool:
    """Lock the seats of a course until the commit and return them as they are now."""
    ctx.session.flush()
    bump = (
        sa.update(SeatPool)
        .where(col(SeatPool.training_id) == training_id)
        .values(version=SeatPool.version + 1)
    )
    if not guarded(ctx.session, bump):
        raise NotFound(NOT_FOUND)
    query = select(SeatPool).where(col(SeatPool.training_id) == training_id)
    row = ctx.session.exec(query).one()
    ctx.session.refresh(row)
    return row


def quota(ctx: Ctx, pool: SeatPool, firm_id: int, most: int) -> FirmQuota:
    """Return the quota of a firm in a pool; a larger firm than before may have more.

    A firm that says it has become smaller keeps what it has already.
    """
    connection = ctx.session.connection()
    connection.execute(
        insert_into(ctx.session, FirmQuota)
        .values(pool_id=pool.id, firm_id=firm_id, most=most, used=0)
        .on_conflict_do_nothing(index_elements=["pool_id", "firm_id"])
    )
    same = sa.and_(col(FirmQuota.pool_id) == pool.id, col(FirmQuota.firm_id) == firm_id)
    guarded(
        ctx.session,
        sa.update(FirmQuota).where(same, col(FirmQuota.used) <= most).values(most=most),
    )
    row = ctx.session.exec(select(FirmQuota).where(same)).one()
    ctx.session.refresh(row)
    return row


def take(ctx: Ctx, pool: SeatPool, firm_id: int, people: int) -> bool:
    """Take seats of the pool, then of the firm's quota; False when either has too few.

    After False the caller refuses, so that nothing of it is kept.
    """
    seats = (
        sa.update(SeatPool)
        .where(col(SeatPool.id) == pool.id, col(SeatPool.taken) + people <= col(SeatPool.capacity))
        .values(taken=SeatPool.taken + people)
    )
    share = (
        sa.update(FirmQuota)
        .where(
            col(FirmQuota.pool_id) == pool.id,
            col(FirmQuota.firm_id) == firm_id,
            col(FirmQuota.used) + people <= col(FirmQuota.most),
        )
        .values(used=FirmQuota.used + people)
    )
    taken = guarded(ctx.session, seats) and guarded(ctx.session, share)
    ctx.session.refresh(pool)
    return taken


def give_back(ctx: Ctx, pool: SeatPool, firm_id: int, people: int) -> None:
    """Free seats of the pool and of the firm's quota."""
    connection = ctx.session.connection()
    connection.execute(
        sa.update(SeatPool).where(col(SeatPool.id) == pool.id).values(taken=SeatPool.taken - people)
    )
    connection.execute(
        sa.update(FirmQuota)
        .where(col(FirmQuota.pool_id) == pool.id, col(FirmQuota.firm_id) == firm_id)
        .values(used=FirmQuota.used - people)
    )
    ctx.session.refresh(pool)


def next_place(ctx: Ctx, pool: SeatPool) -> int:
    """Take the next number of the waiting list."""
    bump = (
        sa.update(SeatPool)
        .where(col(SeatPool.id) == pool.id)
        .values(queued=SeatPool.queued + 1)
        .returning(col(SeatPool.queued))
    )
    number = int(ctx.session.connection().execute(bump).scalar_one())
    ctx.session.refresh(pool)
    return number


def rooms(ctx: Ctx, pool: SeatPool) -> dict[int, int]:
    """Seats each firm of the pool may still take, by firm."""
    query = select(FirmQuota.firm_id, FirmQuota.most, FirmQuota.used).where(
        col(FirmQuota.pool_id) == pool.id
    )
    return {firm_id: most - used for firm_id, most, used in ctx.session.exec(query)}


def waiting_parties(ctx: Ctx, pool: SeatPool) -> int:
    """Parties in the waiting list; the pool is locked, so the count stays true."""
    query = (
        select(sa.func.count())
        .select_from(SignUp)
        .where(col(SignUp.pool_id) == pool.id, col(SignUp.state) == SignUpState.WAITING)
    )
    return int(ctx.session.exec(query).one())


def waiting_people(ctx: Ctx, pool: SeatPool, firm_id: int) -> int:
    """People of a firm in the waiting list; the pool is locked, so the count stays true."""
    query = (
        select(sa.func.count())
        .select_from(SignUpPerson)
        .join(SignUp, col(SignUp.id) == col(SignUpPerson.sign_up_id))
        .where(
            col(SignUp.pool_id) == pool.id,
            col(SignUp.firm_id) == firm_id,
            col(SignUp.state) == SignUpState.WAITING,
        )
    )
    return int(ctx.session.exec(query).one())


def hold_since(ctx: Ctx, pool: SeatPool, moment: datetime | None) -> None:
    """Note since when a strict list keeps seats empty; None when it keeps none."""
    noted = sa.update(SeatPool).where(col(SeatPool.id) == pool.id).values(held_since=moment)
    ctx.session.connection().execute(noted)
    ctx.session.refresh(pool)
