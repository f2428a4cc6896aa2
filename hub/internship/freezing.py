"""Freezes a round of the database as a `hub-rotation/1` document; labels are its ids."""

from collections import defaultdict
from datetime import datetime
from typing import Final

from hub.directory import reads as directory
from hub.internship import holding, queries
from hub.internship.formats.writer import instance_to_json
from hub.internship.instance import Ban, Instance, Period, Programme, Rating, Student, Triple
from hub.platform.context import Ctx
from models.internship import Round
from models.vocab.internship import ProgrammeState

LONGEST_ID: Final = 64


def frozen(ctx: Ctx, held: Round, at: datetime) -> bytes:
    """Return the round's bytes; the same records always give the same bytes.

    Whose guardian had refused by then goes nowhere: the seats are left to others.
    """
    return instance_to_json(_instance(ctx, held, holding.refused_by(ctx, held.id or 0, at)))


def _instance(ctx: Ctx, held: Round, refused: frozenset[int]) -> Instance:
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
        students=_students(ctx, round_id),
        ratings=tuple(
            Rating(students[row.application_id].label, offered[row.programme_id].label, row.value)
            for row in queries.ratings(ctx, round_id)
            if row.programme_id in offered
        ),
        pins=tuple(
            Triple(
                students[row.application_id].label,
                offered[row.programme_id].label,
                period_label[row.period_id],
            )
            for row in fixings
            if not row.is_ban and row.application_id not in refused
        ),
        bans=tuple(
            Ban(
                students[row.application_id].label,
                offered[row.programme_id].label,
                period_label.get(row.period_id),
            )
            for row in fixings
            if row.is_ban and row.application_id not in refused
        )
        + tuple(
            Ban(students[at].label, label, None)
            for at in sorted(refused)
            for label in sorted(row.label for row in offered.values())
        ),
        seed=held.seed,
    )


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


def _students(ctx: Ctx, round_id: int) -> tuple[Student, ...]:
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
    return tuple(
        Student(
            id=row.label,
            birth_date=row.birth_date,
            wishes=tuple(ranked[row.id or 0]),
            acceptable=tuple(sorted(acceptable[row.id or 0])),
            unavailable=tuple(sorted(away[row.id or 0])),
        )
        for row in queries.applications(ctx, round_id)
    )
