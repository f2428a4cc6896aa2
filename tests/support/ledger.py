"""Builders of the reservation ledger: calendars, holders, half-days; one transaction per act."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, Final, TypeVar

from sqlmodel import col, func, select

from hub.directory import service as directory
from hub.directory.service import Holder, Wanted
from hub.kernel.intervals import Span
from hub.platform.context import Ctx, system_actor
from hub.platform.db import Store
from models.directory import Reservation, ReservationCell, Resource
from models.vocab.directory import HolderKind, ReservationState, ResourceKind

Answer = TypeVar("Answer")
NOW: Final = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
MORNING: Final = datetime(2026, 12, 3, 0, 0, tzinfo=UTC)  # 9:00 in Tokyo
LATER: Final = NOW + timedelta(hours=48)
SYSTEM: Final = system_actor("test")
FIRST: Final = Holder(HolderKind.ENGAGEMENT, 1)
SECOND: Final = Holder(HolderKind.TRAINING, 2)


def half_day(number: int = 0) -> Span:
    """The number-th morning of three hours, day after day."""
    start = MORNING + timedelta(days=number)
    return Span(start, start + timedelta(hours=3))


def span(start_minutes: int, minutes: int) -> Span:
    """A span so many minutes after nine o'clock."""
    start = MORNING + timedelta(minutes=start_minutes)
    return Span(start, start + timedelta(minutes=minutes))


def calendars(store: Store, count: int = 1) -> tuple[int, ...]:
    """Ids of so many rooms."""
    with store.writing() as session:
        rows = [Resource(kind=ResourceKind.ROOM, name=f"研修室 {at}") for at in range(count)]
        session.add_all(rows)
        session.flush()
        return tuple(row.id or 0 for row in rows)


def within(store: Store, act: Callable[[Ctx], Answer], now: datetime = NOW) -> Answer:
    """Run something in one write transaction."""
    with store.writing() as session:
        return act(Ctx(session, SYSTEM, now))


def hold(
    store: Store,
    wanted: Sequence[tuple[int, Span]],
    holder: Holder = FIRST,
    *,
    until: datetime | None = LATER,
    now: datetime = NOW,
) -> tuple[int, ...]:
    """Take spans for a holder."""
    asked = [Wanted(resource_id, each) for resource_id, each in wanted]
    return within(
        store, lambda ctx: directory.hold(ctx, wanted=asked, holder=holder, until=until), now
    )


def act(store: Store, function: Callable[..., Any], now: datetime = NOW, **values: object) -> Any:  # noqa: ANN401  each part of the ledger has its own answer
    """Run one part of the ledger in its own transaction."""
    return within(store, lambda ctx: function(ctx, **values), now)


def held(store: Store, holder: Holder = FIRST, now: datetime = NOW) -> list[tuple[int, Span, str]]:
    """Live times of a holder: calendar, span, state."""
    found = act(store, directory.held_spans, now, holder=holder)
    return [(each.resource_id, each.span, each.state.value) for each in found]


def overlaps(store: Store) -> int:
    """Pairs of live reservations of one calendar that share time."""
    with store.reading() as session:
        query = select(Reservation).where(col(Reservation.state) != ReservationState.RELEASED)
        rows = list(session.exec(query.order_by(col(Reservation.resource_id))).all())
    spans = [(row.resource_id, Span(row.starts_at, row.ends_at)) for row in rows]
    return sum(
        one[0] == other[0] and one[1].overlaps(other[1])
        for at, one in enumerate(spans)
        for other in spans[:at]
    )


def stuck_cells(store: Store) -> int:
    """Cells of reservations that are released or gone: time that nobody can take any more."""
    with store.reading() as session:
        query = (
            select(func.count())
            .select_from(ReservationCell)
            .join(
                Reservation,
                (col(Reservation.id) == col(ReservationCell.reservation_id))
                & (col(Reservation.state) != ReservationState.RELEASED),
                isouter=True,
            )
            .where(col(Reservation.id).is_(None))
        )
        return int(session.exec(query).one())


def uncovered_cells(store: Store) -> int:
    """Half hours of live reservations that have no cell: time that could be taken twice."""
    with store.reading() as session:
        live = session.exec(
            select(Reservation).where(col(Reservation.state) != ReservationState.RELEASED)
        ).all()
        cells = session.exec(select(func.count()).select_from(ReservationCell)).one()
    halves = sum((row.ends_at - row.starts_at) // timedelta(minutes=30) for row in live)
    return int(halves - cells)
