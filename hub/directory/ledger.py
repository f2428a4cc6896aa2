"""The one reservation ledger: times of persons, rooms and machines, all or nothing.

Parts of other rooms' use cases, run in their transaction: the asking room has checked who may. The
row of each resource is locked in ascending order before anything is looked at; UNIQUE cells on both
engines and an exclusion constraint on PostgreSQL stand behind it. An expired hold is free at once.
Source: groups-and-training, part A (reservation ledger).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.engine import CursorResult
from sqlmodel import col, select

from hub.directory import words
from hub.kernel.errors import NOT_FOUND, NotFound, Refused
from hub.kernel.intervals import Span, cells, is_on_cells
from hub.platform.context import Ctx
from hub.platform.db import guarded, insert_into
from models.directory import Reservation, ReservationCell, Resource
from models.vocab.directory import HolderKind, ReservationState, ResourceKind

LIVE: Final = (ReservationState.HELD, ReservationState.CONFIRMED)
SOURCES: Final = {
    ReservationState.CONFIRMED: (ReservationState.HELD,),
    ReservationState.RELEASED: LIVE,
}
FRESH: Final = {"populate_existing": True}


@dataclass(frozen=True, slots=True)
class Holder:
    """What a time is taken for: an engagement, a training, an internship."""

    kind: HolderKind
    id: int


@dataclass(frozen=True, slots=True)
class Wanted:
    """A span of one resource."""

    resource_id: int
    span: Span


@dataclass(frozen=True, slots=True)
class Busy:
    """A live reservation."""

    resource_id: int
    span: Span
    state: ReservationState
    holder: Holder


def person_calendar(ctx: Ctx, *, person_id: int, name: str) -> int:
    """Id of the calendar of a person; made at the first question."""
    made = insert_into(ctx.session, Resource).values(
        kind=ResourceKind.PERSON, name=name, person_id=person_id, version=0
    )
    ctx.session.connection().execute(made.on_conflict_do_nothing(index_elements=["person_id"]))
    query = select(Resource.id).where(col(Resource.person_id) == person_id)
    return int(ctx.session.exec(query).one() or 0)


def lock_calendars(ctx: Ctx, *, resource_ids: Iterable[int]) -> None:
    """Lock calendars before asking what is free, so that the answer still holds when it is used."""
    _lock(ctx, set(resource_ids))


def hold(
    ctx: Ctx, *, wanted: Sequence[Wanted], holder: Holder, until: datetime | None
) -> tuple[int, ...]:
    """Take every span for the holder until a moment, or for good when `until` is None.

    Returns the reservation ids in the order given. `Refused` names the first clash; then nothing
    is taken. Spans start and end on the half hour.
    """
    if any(not is_on_cells(each.span) for each in wanted):
        raise Refused(words.NOT_ON_THE_HALF_HOUR)
    _refuse_own_clash(wanted)
    _lock(ctx, {each.resource_id for each in wanted})
    for each in wanted:
        _refuse_clash(ctx, each)
    state = ReservationState.CONFIRMED if until is None else ReservationState.HELD
    return tuple(_take(ctx, each, holder, state, until) for each in wanted)


def confirm(ctx: Ctx, *, holder: Holder, chosen: Iterable[Span] | None = None) -> None:
    """Make the holder's holds firm; with `chosen` only those, and free the rest.

    `Refused` when one of them has run out meanwhile or is not held.
    """
    held = [row for row in _of(ctx, holder) if row.state == ReservationState.HELD]
    keep = None if chosen is None else set(chosen)
    firm = [row for row in held if keep is None or _span(row) in keep]
    _lock(ctx, {row.resource_id for row in held})
    if not firm or (keep is not None and {_span(row) for row in firm} != keep):
        raise Refused(words.HOLD_EXPIRED)
    if advance(ctx, firm, ReservationState.CONFIRMED) != len(firm):
        raise Refused(words.HOLD_EXPIRED)
    _free(ctx, [row for row in held if row not in firm])


def prolong(ctx: Ctx, *, holder: Holder, until: datetime) -> None:
    """Let the holder's live holds last until another moment; `Refused` when one has run out."""
    held = [row for row in _of(ctx, holder) if row.state == ReservationState.HELD]
    _lock(ctx, {row.resource_id for row in held})
    step = (
        sa.update(Reservation)
        .where(
            col(Reservation.id).in_([row.id for row in held]),
            col(Reservation.expires_at) > ctx.now,
        )
        .values(expires_at=until)
    )
    result: CursorResult[Any] = ctx.session.connection().execute(step)
    if not held or result.rowcount != len(held):
        raise Refused(words.HOLD_EXPIRED)
    for row in held:
        ctx.session.refresh(row)


def release(ctx: Ctx, *, holder: Holder, spans: Iterable[Span] | None = None) -> None:
    """Free all live times of the holder, or only the given spans; freeing twice changes nothing."""
    only = None if spans is None else set(spans)
    rows = [row for row in _of(ctx, holder) if only is None or _span(row) in only]
    _lock(ctx, {row.resource_id for row in rows})
    _free(ctx, rows)


def move(ctx: Ctx, *, holder: Holder, old: Span, new: Wanted) -> int:
    """Free one span of the holder and take another in the same transaction, or refuse and keep it.

    The span of the same calendar is freed, else the holder's one span at that time; what was held
    until a moment stays held until then, what was firm stays firm.
    """
    at_that_time = [row for row in _of(ctx, holder) if _span(row) == old and _is_live(ctx, row)]
    same = [row for row in at_that_time if row.resource_id == new.resource_id] or at_that_time[:1]
    if not same:
        raise Refused(words.HOLD_EXPIRED)
    until = same[0].expires_at
    _lock(ctx, {same[0].resource_id, new.resource_id})
    if advance(ctx, same, ReservationState.RELEASED) != 1:
        raise Refused(words.HOLD_EXPIRED)
    return hold(ctx, wanted=(new,), holder=holder, until=until)[0]


def busy(ctx: Ctx, *, resource_ids: Iterable[int], span: Span) -> tuple[Busy, ...]:
    """Live reservations of the resources that touch a span, in time order; nothing is locked."""
    query = _live(ctx, resource_ids).where(
        col(Reservation.starts_at) < span.end, col(Reservation.ends_at) > span.start
    )
    return tuple(
        Busy(
            row.resource_id,
            _span(row),
            row.state,
            Holder(row.holder_kind, row.holder_id),
        )
        for row in ctx.session.exec(query.order_by(col(Reservation.starts_at)))
    )


def held_spans(ctx: Ctx, *, holder: Holder) -> tuple[Busy, ...]:
    """Live times of one holder, in time order."""
    return tuple(
        Busy(row.resource_id, _span(row), row.state, holder)
        for row in _of(ctx, holder)
        if _is_live(ctx, row)
    )


def _live(ctx: Ctx, resource_ids: Iterable[int]) -> Any:  # noqa: ANN401  a select of rows
    return (
        select(Reservation)
        .where(
            col(Reservation.resource_id).in_(list(resource_ids)),
            col(Reservation.state).in_(LIVE),
            sa.or_(col(Reservation.expires_at).is_(None), col(Reservation.expires_at) > ctx.now),
        )
        .execution_options(**FRESH)
    )


def _of(ctx: Ctx, holder: Holder) -> list[Reservation]:
    query = select(Reservation).where(
        col(Reservation.holder_kind) == holder.kind,
        col(Reservation.holder_id) == holder.id,
        col(Reservation.state).in_(LIVE),
    )
    in_order = query.order_by(col(Reservation.starts_at), col(Reservation.id))
    return list(ctx.session.exec(in_order.execution_options(**FRESH)).all())


def _lock(ctx: Ctx, resource_ids: Iterable[int]) -> None:
    """Lock the calendars in ascending order, then free the holds that have run out."""
    ctx.session.flush()
    for resource_id in sorted(resource_ids):
        bump = (
            sa.update(Resource)
            .where(col(Resource.id) == resource_id)
            .values(version=Resource.version + 1)
        )
        if not guarded(ctx.session, bump):
            raise NotFound(NOT_FOUND)
        gone = select(Reservation).where(
            col(Reservation.resource_id) == resource_id,
            col(Reservation.state) == ReservationState.HELD,
            col(Reservation.expires_at) <= ctx.now,
        )
        _free(ctx, ctx.session.exec(gone).all())


def _free(ctx: Ctx, rows: Sequence[Reservation]) -> None:
    if rows:
        advance(ctx, rows, ReservationState.RELEASED)


def advance(ctx: Ctx, rows: Sequence[Reservation], target: ReservationState) -> int:
    """Move reservations on and count them; the only writer of their state.

    A hold becomes firm only before it runs out; a released row stays released and has no cells.
    """
    ids = [row.id for row in rows]
    step = sa.update(Reservation).where(
        col(Reservation.id).in_(ids), col(Reservation.state).in_(SOURCES[target])
    )
    if target is ReservationState.CONFIRMED:
        step = step.where(col(Reservation.expires_at) > ctx.now)
    else:
        cells_of = col(ReservationCell.reservation_id).in_(ids)
        ctx.session.connection().execute(sa.delete(ReservationCell).where(cells_of))
    moved: CursorResult[Any] = ctx.session.connection().execute(
        step.values(state=target, expires_at=None)
    )
    for row in rows:
        ctx.session.refresh(row)
    return moved.rowcount


def _span(row: Reservation) -> Span:
    return Span(row.starts_at, row.ends_at)


def _is_live(ctx: Ctx, row: Reservation) -> bool:
    return row.expires_at is None or row.expires_at > ctx.now


def _refuse_own_clash(wanted: Sequence[Wanted]) -> None:
    """Two spans of one request must not overlap each other on one calendar."""
    for number, each in enumerate(wanted):
        for other in wanted[:number]:
            if other.resource_id == each.resource_id and other.span.overlaps(each.span):
                raise Refused(words.TIME_TAKEN, start=max(other.span.start, each.span.start))


def _refuse_clash(ctx: Ctx, wanted: Wanted) -> None:
    clashes = busy(ctx, resource_ids=(wanted.resource_id,), span=wanted.span)
    if clashes:
        raise Refused(words.TIME_TAKEN, start=clashes[0].span.start)


def _take(
    ctx: Ctx, wanted: Wanted, holder: Holder, state: ReservationState, until: datetime | None
) -> int:
    row = Reservation(
        resource_id=wanted.resource_id,
        starts_at=wanted.span.start,
        ends_at=wanted.span.end,
        state=state,
        holder_kind=holder.kind,
        holder_id=holder.id,
        expires_at=until,
        created_at=ctx.now,
    )
    ctx.session.add(row)
    ctx.session.flush()
    ctx.session.add_all(
        ReservationCell(resource_id=wanted.resource_id, cell=cell, reservation_id=row.id or 0)
        for cell in cells(wanted.span)
    )
    ctx.session.flush()
    return row.id or 0
