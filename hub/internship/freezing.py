"""Freezes a round of the database as a `hub-rotation/1` document; labels are its ids."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Final

from hub.directory import reads as directory
from hub.internship import holding, queries
from hub.internship.changes import Change, ban_order, changed, gone
from hub.internship.formats.writer import instance_to_json
from hub.internship.instance import Ban, Instance, Period, Programme, Rating, Student, Triple
from hub.kernel.calendar import japan_date
from hub.platform.context import Ctx
from models.internship import Application, Fixing, Round
from models.internship import Programme as ProgrammeRow
from models.vocab.internship import ApplicationState, ProgrammeState, RoundState

LONGEST_ID: Final = 64
OUT: Final = frozenset({RoundState.PUBLISHED, RoundState.RUNNING})


def frozen(ctx: Ctx, held: Round, at: datetime, changes: Iterable[Change] = ()) -> bytes:
    """Return the round's bytes; the same records always give the same bytes.

    Whose guardian had refused by then goes nowhere: the seats are left to others. In a published
    round what has begun stays as it is: its places are pins, and nobody else comes in.
    """
    ahead = frozenset(periods_ahead(ctx, held))
    refused = holding.refused_by(ctx, held.id or 0, at)
    instance = _instance(ctx, held, refused, ahead)
    if held.state in OUT:
        instance = _begun(ctx, held, instance, refused, ahead)
    return instance_to_json(changed(instance, changes, ahead))


def periods_ahead(ctx: Ctx, held: Round) -> tuple[str, ...]:
    """Labels of the periods that can still change: in a published round those not yet begun."""
    today = japan_date(ctx.now)
    rows = queries.periods(ctx, held.id or 0)
    return tuple(row.label for row in rows if held.state not in OUT or row.starts_on > today)


def places_of(ctx: Ctx, round_id: int) -> list[Triple]:
    """Places of the version that holds."""
    holds = next(iter(queries.publications(ctx, round_id)), None)
    if holds is None:
        return []
    students = {row.id: row.label for row in queries.applications(ctx, round_id)}
    programmes = {row.id: row.label for row in queries.programmes(ctx, round_id)}
    periods = {row.id: row.label for row in queries.periods(ctx, round_id)}
    return [
        Triple(students[row.application_id], programmes[row.programme_id], periods[row.period_id])
        for row in queries.placements(ctx, holds.id or 0)
    ]


def _begun(
    ctx: Ctx, held: Round, instance: Instance, refused: frozenset[int], ahead: frozenset[str]
) -> Instance:
    out = {row.label for row in queries.applications(ctx, held.id or 0) if row.id in refused}
    stay = [
        place
        for place in places_of(ctx, held.id or 0)
        if place.period not in ahead and place.student not in out
    ]
    used = Counter((place.programme, place.period) for place in stay)
    ahead_pins = [pin for pin in instance.pins if pin.period in ahead]
    return replace(
        instance,
        pins=tuple(sorted({*ahead_pins, *stay})),
        programmes=tuple(
            replace(
                row,
                capacity={
                    at: seats if at in ahead else used[row.id, at]
                    for at, seats in row.capacity.items()
                },
            )
            for row in instance.programmes
        ),
    )


def _instance(ctx: Ctx, held: Round, refused: frozenset[int], ahead: frozenset[str]) -> Instance:
    round_id = held.id or 0
    periods = queries.periods(ctx, round_id)
    period_label = {row.id: row.label for row in periods}
    offered = {
        row.id: row
        for row in queries.programmes(ctx, round_id)
        if row.state == ProgrammeState.SAFETY_CHECKED
    }
    students = {row.id: row for row in queries.applications(ctx, round_id)}
    fixings = [row for row in queries.fixings(ctx, round_id) if row.programme_id in offered]
    return Instance(
        periods=tuple(Period(row.label, row.starts_on, row.ends_on) for row in periods),
        rotations=held.rotations,
        min_trades=held.min_trades,
        programmes=_programmes(ctx, held),
        students=_students(ctx, round_id, ahead),
        ratings=tuple(
            Rating(students[row.application_id].label, offered[row.programme_id].label, row.value)
            for row in queries.ratings(ctx, round_id)
            if row.programme_id in offered
        ),
        pins=tuple(
            sorted(
                {
                    Triple(
                        students[row.application_id].label,
                        offered[row.programme_id].label,
                        period_label[row.period_id],
                    )
                    for row in fixings
                    if not row.is_ban and row.application_id not in refused
                }
            )
        ),
        bans=_bans(fixings, students, offered, period_label, refused),
        seed=held.seed,
    )


def _bans(
    fixings: Iterable[Fixing],
    students: Mapping[int | None, Application],
    offered: Mapping[int | None, ProgrammeRow],
    periods: Mapping[int | None, str],
    refused: frozenset[int],
) -> tuple[Ban, ...]:
    """Bans of staff, and of everything for students whose guardian has refused."""
    by_staff = {
        Ban(
            students[row.application_id].label,
            offered[row.programme_id].label,
            periods.get(row.period_id),
        )
        for row in fixings
        if row.is_ban and row.application_id not in refused
    }
    by_guardians = {
        Ban(students[at].label, row.label, None) for at in refused for row in offered.values()
    }
    return tuple(sorted(by_staff | by_guardians, key=ban_order))


def _programmes(ctx: Ctx, held: Round) -> tuple[Programme, ...]:
    round_id = held.id or 0
    labels = {row.id: row.label for row in queries.periods(ctx, round_id)}
    capacity: dict[int, dict[str, int]] = defaultdict(dict)
    for seat in queries.seats(ctx, round_id):
        capacity[seat.programme_id][labels[seat.period_id]] = seat.capacity
    rows = [
        row
        for row in queries.programmes(ctx, round_id)
        if row.state == ProgrammeState.SAFETY_CHECKED
    ]
    ward = directory.ward_code_of(ctx, ward_id=held.ward_id)
    known = {row.label for row in rows}
    firms = directory.firms_of(ctx, firm_ids=tuple({row.firm_id for row in rows}))
    firm_label = {
        at: firm.name if len(firm.name) <= LONGEST_ID else f"firm-{at}"
        for at, firm in firms.items()
    }
    return tuple(
        Programme(
            id=row.label,
            firm=firm_label[row.firm_id],
            trade=row.trade,
            capacity=dict(sorted(capacity[row.id or 0].items())),
            min_cohort=row.min_cohort,
            min_age=row.min_age,
            hazards=tuple(row.hazards),
            ward=ward,
            after=tuple(each for each in row.after if each in known),
        )
        for row in rows
    )


def _students(ctx: Ctx, round_id: int, ahead: frozenset[str]) -> tuple[Student, ...]:
    offered = {
        row.id: row.label
        for row in queries.programmes(ctx, round_id)
        if row.state == ProgrammeState.SAFETY_CHECKED
    }
    labels = {row.id: row.label for row in queries.periods(ctx, round_id)}
    ranked: dict[int, list[str]] = defaultdict(list)
    acceptable: dict[int, list[str]] = defaultdict(list)
    for wish in queries.wishes(ctx, round_id):
        if wish.programme_id in offered:
            label = offered[wish.programme_id]
            if wish.rank is not None:
                ranked[wish.application_id].append(label)
            if wish.is_acceptable:
                acceptable[wish.application_id].append(label)
    away: dict[int, list[str]] = defaultdict(list)
    for row in queries.absences(ctx, round_id):
        away[row.application_id].append(labels[row.period_id])

    def student(row: Application) -> Student:
        number = row.id or 0
        found = Student(
            id=row.label,
            birth_date=row.birth_date,
            wishes=tuple(ranked[number]),
            acceptable=tuple(sorted(acceptable[number])),
            unavailable=tuple(sorted(away[number])),
        )
        return gone(found, ahead) if row.state is ApplicationState.WITHDRAWN else found

    return tuple(student(row) for row in queries.applications(ctx, round_id))
