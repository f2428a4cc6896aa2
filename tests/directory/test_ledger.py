"""The one reservation ledger: taken once, all or nothing, freed for good, on both engines."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from hub.directory import service as directory
from hub.directory.service import Wanted
from hub.kernel.errors import NotFound, Refused
from hub.kernel.intervals import Span, cells
from hub.platform.context import Ctx
from hub.platform.db import Store
from models.directory import Reservation, ReservationCell, Resource
from models.vocab import Role
from models.vocab.directory import HolderKind, ReservationState
from tests.support.internship import a_person, a_ward, count
from tests.support.ledger import (
    FIRST,
    LATER,
    MORNING,
    NOW,
    SECOND,
    act,
    calendars,
    half_day,
    held,
    hold,
    overlaps,
    span,
    stuck_cells,
    uncovered_cells,
    within,
)

SECOND_BEFORE = LATER - timedelta(seconds=1)


def code(refusal: pytest.ExceptionInfo[Refused]) -> str:
    return refusal.value.reason.code


def test_a_hold_lasts_until_its_moment_and_covers_each_half_hour(store: Store) -> None:
    (room,) = calendars(store)
    ids = hold(store, [(room, half_day())])
    assert len(ids) == 1
    assert held(store) == [(room, half_day(), "held")]
    assert count(store, ReservationCell) == 6
    assert held(store, now=SECOND_BEFORE) == [(room, half_day(), "held")]
    assert held(store, now=LATER) == []


def test_a_hold_without_end_is_firm_at_once(store: Store) -> None:
    (room,) = calendars(store)
    hold(store, [(room, half_day())], until=None)
    assert held(store, now=NOW + timedelta(days=900)) == [(room, half_day(), "confirmed")]


def test_a_clash_names_the_time_and_takes_nothing_of_the_rest(store: Store) -> None:
    room, lathe = calendars(store, 2)
    hold(store, [(lathe, half_day(1))])
    with pytest.raises(Refused) as refusal:
        hold(store, [(room, half_day(1)), (lathe, span(60 * 24 + 120, 120))], SECOND)
    assert code(refusal) == "directory.time_taken"
    assert refusal.value.params == {"start": MORNING + timedelta(days=1)}
    assert held(store, SECOND) == []
    assert count(store, Reservation) == 1
    assert count(store, ReservationCell) == 6


def test_the_ids_come_in_the_order_asked_for(store: Store) -> None:
    room, lathe = calendars(store, 2)
    ids = hold(store, [(lathe, half_day()), (room, half_day())])
    with store.reading() as session:
        rows = [session.get(Reservation, each) for each in ids]
    assert [row.resource_id for row in rows if row] == [lathe, room]


def test_touching_ends_do_not_clash(store: Store) -> None:
    (room,) = calendars(store)
    hold(store, [(room, span(60, 60))])
    hold(store, [(room, span(0, 60)), (room, span(120, 60))], SECOND)
    assert overlaps(store) == 0
    assert len(held(store, SECOND)) == 2


@pytest.mark.parametrize(
    ("start", "minutes"),
    [(30, 60), (90, 60), (60, 60), (60, 30), (0, 240)],
    ids=["over-the-start", "over-the-end", "the-same", "inside", "around"],
)
def test_every_kind_of_overlap_is_refused(store: Store, start: int, minutes: int) -> None:
    (room,) = calendars(store)
    hold(store, [(room, span(60, 60))])
    with pytest.raises(Refused) as refusal:
        hold(store, [(room, span(start, minutes))], SECOND)
    assert code(refusal) == "directory.time_taken"
    assert count(store, Reservation) == 1


def test_two_spans_of_one_request_must_not_overlap_each_other(store: Store) -> None:
    (room,) = calendars(store)
    with pytest.raises(Refused) as refusal:
        hold(store, [(room, span(0, 90)), (room, span(60, 60))])
    assert code(refusal) == "directory.time_taken"
    assert refusal.value.params == {"start": MORNING + timedelta(minutes=60)}
    assert count(store, Reservation) == 0


def test_the_same_time_of_two_calendars_is_free(store: Store) -> None:
    room, lathe = calendars(store, 2)
    hold(store, [(room, half_day()), (lathe, half_day())])
    assert len(held(store)) == 2


def test_an_expired_hold_is_free_at_once_and_leaves_no_cell(store: Store) -> None:
    (room,) = calendars(store)
    hold(store, [(room, half_day())])
    with pytest.raises(Refused):
        hold(store, [(room, half_day())], SECOND, now=SECOND_BEFORE)
    hold(store, [(room, half_day())], SECOND, until=None, now=LATER)
    assert held(store, now=LATER) == []
    assert held(store, SECOND, now=LATER) == [(room, half_day(), "confirmed")]
    assert (overlaps(store), stuck_cells(store), uncovered_cells(store)) == (0, 0, 0)


def test_a_hold_is_confirmed_before_its_moment_and_refused_at_it(store: Store) -> None:
    (room,) = calendars(store)
    hold(store, [(room, half_day())])
    with pytest.raises(Refused) as refusal:
        act(store, directory.confirm, LATER, holder=FIRST)
    assert code(refusal) == "directory.hold_expired"
    act(store, directory.confirm, SECOND_BEFORE, holder=FIRST)
    assert held(store, now=LATER) == [(room, half_day(), "confirmed")]


def test_confirming_nothing_is_refused(store: Store) -> None:
    calendars(store)
    with pytest.raises(Refused) as refusal:
        act(store, directory.confirm, holder=FIRST)
    assert code(refusal) == "directory.hold_expired"


def test_confirming_one_of_three_frees_the_rest_at_once(store: Store) -> None:
    (room,) = calendars(store)
    hold(store, [(room, half_day(at)) for at in range(3)])
    act(store, directory.confirm, holder=FIRST, chosen=[half_day(1)])
    assert held(store) == [(room, half_day(1), "confirmed")]
    hold(store, [(room, half_day(0)), (room, half_day(2))], SECOND)
    assert stuck_cells(store) == 0


def test_confirming_a_time_that_is_not_held_keeps_everything_as_it_was(store: Store) -> None:
    (room,) = calendars(store)
    hold(store, [(room, half_day(0)), (room, half_day(1))])
    with pytest.raises(Refused) as refusal:
        act(store, directory.confirm, holder=FIRST, chosen=[half_day(0), half_day(9)])
    assert code(refusal) == "directory.hold_expired"
    assert [state for _room, _span, state in held(store)] == ["held", "held"]


def test_confirming_again_is_refused_and_changes_nothing(store: Store) -> None:
    (room,) = calendars(store)
    hold(store, [(room, half_day())])
    act(store, directory.confirm, holder=FIRST)
    with pytest.raises(Refused):
        act(store, directory.confirm, holder=FIRST)
    assert held(store) == [(room, half_day(), "confirmed")]


def test_a_hold_can_be_prolonged_until_it_has_run_out(store: Store) -> None:
    (room,) = calendars(store)
    hold(store, [(room, half_day())])
    longer = LATER + timedelta(hours=24)
    act(store, directory.prolong, SECOND_BEFORE, holder=FIRST, until=longer)
    assert held(store, now=LATER) == [(room, half_day(), "held")]
    with pytest.raises(Refused) as refusal:
        act(store, directory.prolong, longer, holder=FIRST, until=longer + timedelta(hours=1))
    assert code(refusal) == "directory.hold_expired"


def test_prolonging_is_seen_in_the_same_transaction(store: Store) -> None:
    (room,) = calendars(store)
    hold(store, [(room, half_day())])
    longer = LATER + timedelta(hours=24)

    def prolonged(ctx: Ctx) -> int:
        directory.prolong(ctx, holder=FIRST, until=longer)
        later = Ctx(ctx.session, ctx.actor, LATER)
        return len(directory.held_spans(later, holder=FIRST))

    assert within(store, prolonged) == 1


def test_releasing_twice_frees_once(store: Store) -> None:
    (room,) = calendars(store)
    hold(store, [(room, half_day(0)), (room, half_day(1))])
    for _click in range(2):
        act(store, directory.release, holder=FIRST)
    assert held(store) == []
    assert (count(store, Reservation), count(store, ReservationCell)) == (2, 0)
    hold(store, [(room, half_day(0))], SECOND)
    act(store, directory.release, holder=FIRST)
    assert len(held(store, SECOND)) == 1


def test_releasing_one_span_keeps_the_others(store: Store) -> None:
    (room,) = calendars(store)
    hold(store, [(room, half_day(0)), (room, half_day(1))])
    act(store, directory.release, holder=FIRST, spans=[half_day(0)])
    assert held(store) == [(room, half_day(1), "held")]


def test_a_firm_time_moves_to_another_half_day(store: Store) -> None:
    (room,) = calendars(store)
    hold(store, [(room, half_day(0))], until=None)
    new = Wanted(room, half_day(4))
    act(store, directory.move, holder=FIRST, old=half_day(0), new=new)
    assert held(store) == [(room, half_day(4), "confirmed")]
    hold(store, [(room, half_day(0))], SECOND)
    assert (overlaps(store), stuck_cells(store), uncovered_cells(store)) == (0, 0, 0)


def test_a_time_may_move_onto_its_own_half(store: Store) -> None:
    (room,) = calendars(store)
    hold(store, [(room, span(0, 180))], until=None)
    act(store, directory.move, holder=FIRST, old=span(0, 180), new=Wanted(room, span(60, 180)))
    assert held(store) == [(room, span(60, 180), "confirmed")]


def test_a_move_that_clashes_keeps_the_old_time(store: Store) -> None:
    (room,) = calendars(store)
    hold(store, [(room, half_day(0))], until=None)
    hold(store, [(room, half_day(1))], SECOND)
    with pytest.raises(Refused) as refusal:
        act(store, directory.move, holder=FIRST, old=half_day(0), new=Wanted(room, half_day(1)))
    assert code(refusal) == "directory.time_taken"
    assert held(store) == [(room, half_day(0), "confirmed")]
    assert uncovered_cells(store) == 0


def test_moving_the_room_leaves_the_machine_where_it_is(store: Store) -> None:
    room, lathe = calendars(store, 2)
    hold(store, [(room, half_day(0)), (lathe, half_day(0))], until=None)
    act(store, directory.move, holder=FIRST, old=half_day(0), new=Wanted(room, half_day(1)))
    assert held(store) == [(lathe, half_day(0), "confirmed"), (room, half_day(1), "confirmed")]


def test_a_time_moves_to_another_calendar(store: Store) -> None:
    room, other = calendars(store, 2)
    hold(store, [(other, half_day(0))], until=None)
    act(store, directory.move, holder=FIRST, old=half_day(0), new=Wanted(room, half_day(0)))
    assert held(store) == [(room, half_day(0), "confirmed")]


def test_what_is_held_stays_held_after_a_move(store: Store) -> None:
    (room,) = calendars(store)
    hold(store, [(room, half_day(0))])
    act(store, directory.move, holder=FIRST, old=half_day(0), new=Wanted(room, half_day(1)))
    assert held(store) == [(room, half_day(1), "held")]
    assert held(store, now=LATER) == []


def test_moving_a_time_that_is_not_held_takes_nothing(store: Store) -> None:
    (room,) = calendars(store)
    with pytest.raises(Refused) as refusal:
        act(store, directory.move, holder=FIRST, old=half_day(0), new=Wanted(room, half_day(1)))
    assert code(refusal) == "directory.hold_expired"
    assert count(store, Reservation) == 0


@pytest.mark.parametrize(
    "wanted",
    [
        pytest.param(span(15, 60), id="starts-at-a-quarter-past"),
        pytest.param(span(0, 45), id="ends-at-a-quarter-to"),
        pytest.param(span(0, 0), id="is-empty"),
        pytest.param(Span(MORNING, MORNING - timedelta(minutes=30)), id="ends-before-it-starts"),
    ],
)
def test_times_stand_on_the_half_hour_and_in_order(store: Store, wanted: Span) -> None:
    (room,) = calendars(store)
    with pytest.raises(Refused) as refusal:
        hold(store, [(room, wanted)])
    assert code(refusal) == "directory.not_on_the_half_hour"
    assert count(store, Reservation) == 0


def test_an_unknown_calendar_is_not_found(store: Store) -> None:
    (room,) = calendars(store)
    with pytest.raises(NotFound):
        hold(store, [(room, half_day()), (room + 99, half_day())])
    assert count(store, Reservation) == 0


def test_busy_names_who_has_the_time_in_time_order(store: Store) -> None:
    (room,) = calendars(store)
    hold(store, [(room, half_day(1))], SECOND, until=None)
    hold(store, [(room, half_day(0))])
    week = Span(MORNING, MORNING + timedelta(days=7))
    found = act(store, directory.busy, resource_ids=[room], span=week)
    assert [(each.span, each.holder) for each in found] == [
        (half_day(0), FIRST),
        (half_day(1), SECOND),
    ]
    after = act(store, directory.busy, LATER, resource_ids=[room], span=week)
    assert [each.holder for each in after] == [SECOND]
    touching = Span(MORNING - timedelta(hours=1), MORNING)
    assert act(store, directory.busy, resource_ids=[room], span=touching) == ()


def test_a_person_has_one_calendar_however_often_it_is_asked_for(store: Store) -> None:
    expert = a_person(store, Role.EXPERT, ward_id=a_ward(store))
    asked = [
        act(store, directory.person_calendar, person_id=expert.person_id, name=expert.name)
        for _time in range(3)
    ]
    assert len(set(asked)) == 1
    assert count(store, Resource) == 1


def a_raw_row(resource_id: int, wanted: Span) -> Reservation:
    return Reservation(
        resource_id=resource_id,
        starts_at=wanted.start,
        ends_at=wanted.end,
        state=ReservationState.CONFIRMED,
        holder_kind=HolderKind.TRAINING,
        holder_id=7,
        created_at=NOW,
    )


def test_the_database_itself_refuses_a_cell_that_is_taken(store: Store) -> None:
    (room,) = calendars(store)
    taken = hold(store, [(room, half_day())])[0]
    cell = cells(half_day())[2]

    def take_again() -> None:
        with store.writing() as session:
            session.add(ReservationCell(resource_id=room, cell=cell, reservation_id=taken))
            session.flush()

    with pytest.raises(IntegrityError, match=r"(?i)unique"):
        take_again()
    assert count(store, ReservationCell) == 6


def test_postgresql_refuses_an_overlap_past_the_ledger_and_sqlite_leaves_it_to_the_cells(
    store: Store,
) -> None:
    (room,) = calendars(store)
    hold(store, [(room, half_day())])

    def past_the_ledger() -> None:
        with store.writing() as session:
            session.add(a_raw_row(room, span(60, 60)))
            session.flush()

    if store.kind == "postgresql":
        with pytest.raises(IntegrityError, match="ex_reservation_no_overlap"):
            past_the_ledger()
        assert count(store, Reservation) == 1
    else:
        past_the_ledger()
        assert count(store, Reservation) == 2


def test_postgresql_lets_released_and_touching_times_stand_beside_each_other(store: Store) -> None:
    (room,) = calendars(store)
    hold(store, [(room, half_day())])
    act(store, directory.release, holder=FIRST)
    with store.writing() as session:
        session.add(a_raw_row(room, half_day()))
        session.add(a_raw_row(room, span(180, 60)))
        session.flush()
    assert count(store, Reservation) == 3


def changed(**values: object) -> Callable[[sa.Connection], object]:
    def change(connection: sa.Connection) -> object:
        return connection.execute(sa.update(Reservation).values(**values))

    return change


@pytest.mark.parametrize(
    ("change", "name"),
    [
        pytest.param({"expires_at": None}, "hold_expires", id="a-hold-without-end"),
        pytest.param({"ends_at": MORNING}, "times_in_order", id="an-empty-time"),
    ],
)
def test_the_database_itself_refuses_impossible_rows(
    store: Store, change: dict[str, object], name: str
) -> None:
    (room,) = calendars(store)
    hold(store, [(room, half_day())])
    with pytest.raises(IntegrityError, match=name), store.writing() as session:
        changed(**change)(session.connection())
