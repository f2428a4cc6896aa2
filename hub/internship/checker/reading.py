"""The documents `hub-rotation/1` and `hub-rotation-plan/1` read from bytes."""

from collections.abc import Iterable, Mapping
from datetime import date
from itertools import pairwise
from typing import Final

from hub.internship.checker.documents import (
    Bound,
    Changes,
    Instance,
    Objective,
    Pair,
    PairReason,
    PeriodReason,
    Placement,
    Plan,
    Programme,
    Stage,
    Student,
    Unplaced,
)
from hub.internship.checker.fields import (
    CYCLE,
    LARGEST,
    OVERLAP,
    REPEATED,
    WRONG_VALUE,
    Faults,
    Fields,
    parsed,
)

INSTANCE_FORMAT: Final = "hub-rotation/1"
PLAN_FORMAT: Final = "hub-rotation-plan/1"
MOST_PERIODS: Final = 60
OLDEST: Final = 99
WORST_RATING: Final = 3
VETO: Final = "veto"


def instance_from(data: bytes) -> Instance:
    """The instance, or `Unreadable` with every fault."""
    faults = Faults("instance")
    document = parsed(data, faults, INSTANCE_FORMAT)
    starts = _periods(document)
    rotations = document.whole("rotations_per_student", 1, max(1, len(starts)))
    programme_rows = _by_name(document.rows("programmes"))
    programmes = {name: _programme(row, programme_rows) for name, row in programme_rows.items()}
    _no_cycle(programmes, faults)
    student_rows = _by_name(document.rows("students"))
    students = {name: _student(row, programmes, starts) for name, row in student_rows.items()}
    _capacities_of_known_periods(programme_rows, starts)
    ratings, vetoes = _ratings(document, students, programmes)
    pair_bans, period_bans = _bans(document, students, programmes, starts)
    found = Instance(
        starts=starts,
        rotations=rotations,
        min_trades=document.whole("min_trades", 1, rotations),
        programmes=programmes,
        students=students,
        ratings=ratings,
        vetoes=vetoes,
        pins=tuple(
            Placement(
                row.known("student", students),
                row.known("programme", programmes),
                row.known("period", starts),
            )
            for row in document.rows("pins", optional=True)
        ),
        pair_bans=pair_bans,
        period_bans=period_bans,
        seed=document.whole("seed", 0) if document.has("seed") else 0,
    )
    faults.close()
    return found


def plan_from(data: bytes) -> Plan:
    """The plan, or `Unreadable` with every fault; unknown ids are for the rules to find."""
    faults = Faults("plan")
    document = parsed(data, faults, PLAN_FORMAT)
    bound = document.part("bound")
    found = Plan(
        placements=tuple(_placement(row) for row in document.rows("placements")),
        unplaced=tuple(_unplaced(row) for row in document.rows("unplaced")),
        objective=_objective(document.part("objective")),
        bound=Bound(bound.whole("value", -LARGEST), bound.whole("placed", 0)),
        gap=document.number("gap"),
        stages=tuple(_stage(row) for row in document.rows("stages")),
        input_sha256=document.text("input_sha256"),
        published_sha256=(
            document.text("published_sha256") if document.has("published_sha256") else None
        ),
        changes=_changes(document.part("changes")) if document.has("changes") else None,
        seed=document.whole("seed", 0),
    )
    faults.close()
    return found


def published_from(data: bytes) -> frozenset[Placement]:
    """The placements of a plan published earlier; its other fields no longer matter."""
    faults = Faults("published")
    document = parsed(data, faults, PLAN_FORMAT)
    found = frozenset(_placement(row) for row in document.rows("placements"))
    faults.close()
    return found


def _by_name(rows: Iterable[Fields]) -> dict[str, Fields]:
    found: dict[str, Fields] = {}
    for row in rows:
        name = row.name("id")
        if name in found:
            row.faults.add(row.at("id"), REPEATED, name)
        found[name] = row
    return found


def _periods(document: Fields) -> dict[str, date]:
    rows = _by_name(document.rows("periods"))
    if document.has("periods") and not 1 <= len(rows) <= MOST_PERIODS:
        document.faults.add("periods", WRONG_VALUE, len(rows))
    spans = [(row.day("start"), row.day("end"), name) for name, row in rows.items()]
    for start, end, name in spans:
        if end < start:
            rows[name].wrong("end")
    ordered = sorted(spans)
    for (_, end, _), (start, _, name) in pairwise(ordered):
        if start <= end:
            document.faults.add(rows[name].path, OVERLAP, name)
    return {name: start for start, _, name in spans}


def _programme(row: Fields, programmes: Mapping[str, object]) -> Programme:
    seats = row.part("capacity")
    return Programme(
        firm=row.name("firm"),
        trade=row.name("trade"),
        capacity={period: seats.whole(period, 0, None) for period in seats.keys()},  # noqa: SIM118  Fields is no dict
        min_cohort=row.whole("min_cohort", 1, None) if row.has("min_cohort") else 1,
        min_age=row.whole("min_age", 0, OLDEST) if row.has("min_age") else 0,
        after=row.names("after", programmes, optional=True),
    )


def _capacities_of_known_periods(rows: Mapping[str, Fields], starts: Mapping[str, date]) -> None:
    for row in rows.values():
        if row.has("capacity"):
            seats = row.part("capacity")
            for period in seats.keys():  # noqa: SIM118  Fields is no dict
                if period not in starts:
                    seats.wrong(period)


def _no_cycle(programmes: Mapping[str, Programme], faults: Faults) -> None:
    """Take away programmes that wait for nobody; what remains waits in a circle."""
    waiting = {name: set(programme.after) for name, programme in programmes.items()}
    while free := {name for name, before in waiting.items() if not before}:
        waiting = {name: before - free for name, before in waiting.items() if name not in free}
    if waiting:
        faults.add("programmes", CYCLE, ", ".join(sorted(waiting)))


def _student(row: Fields, programmes: Mapping[str, object], starts: Mapping[str, date]) -> Student:
    wishes = row.names("wishes", programmes)
    for name in {name for name in wishes if wishes.count(name) > 1}:
        row.faults.add(row.at("wishes"), REPEATED, name)
    return Student(
        birth_date=row.day("birth_date"),
        wishes=wishes,
        acceptable=frozenset(row.names("acceptable", programmes, optional=True)),
        unavailable=frozenset(row.names("unavailable", starts, optional=True)),
    )


def _ratings(
    document: Fields, students: Mapping[str, object], programmes: Mapping[str, object]
) -> tuple[dict[Pair, int], frozenset[Pair]]:
    values: dict[Pair, int] = {}
    vetoes: set[Pair] = set()
    for row in document.rows("ratings", optional=True):
        pair = Pair(row.known("student", students), row.known("programme", programmes))
        if pair in values or pair in vetoes:
            row.faults.add(row.path, REPEATED, " / ".join(pair))
        elif row.has("value") and row.raw("value") == VETO:
            vetoes.add(pair)
        else:
            values[pair] = row.whole("value", 0, WORST_RATING)
    return values, frozenset(vetoes)


def _bans(
    document: Fields,
    students: Mapping[str, object],
    programmes: Mapping[str, object],
    starts: Mapping[str, date],
) -> tuple[frozenset[Pair], frozenset[Placement]]:
    pairs: set[Pair] = set()
    triples: set[Placement] = set()
    for row in document.rows("bans", optional=True):
        pair = Pair(row.known("student", students), row.known("programme", programmes))
        if row.has("period"):
            triples.add(Placement(*pair, row.known("period", starts)))
        else:
            pairs.add(pair)
    return frozenset(pairs), frozenset(triples)


def _placement(row: Fields) -> Placement:
    return Placement(row.name("student"), row.name("programme"), row.name("period"))


def _unplaced(row: Fields) -> Unplaced:
    return Unplaced(
        student=row.name("student"),
        missing=row.whole("missing", 0),
        reasons=tuple(
            PairReason(
                programme=reason.text("programme") if reason.has("programme") else "",
                reason=reason.text("reason"),
                periods=tuple(
                    PeriodReason(period.text("period"), period.text("reason"))
                    for period in reason.rows("periods")
                ),
            )
            for reason in row.rows("reasons")
        ),
    )


def _objective(part: Fields) -> Objective:
    return Objective(
        placed=part.whole("placed", 0),
        cost=part.whole("cost", 0),
        penalty=part.whole("penalty", 0),
        reward=part.whole("reward", 0),
        value=part.whole("value", -LARGEST),
    )


def _stage(row: Fields) -> Stage:
    row.number("elapsed_s")
    return Stage(
        stage=row.text("stage"),
        placed=row.whole("placed", 0),
        value=row.whole("value", -LARGEST),
        bound=row.whole("bound", -LARGEST),
        gap=row.number("gap"),
    )


def _changes(part: Fields) -> Changes:
    return Changes(part.whole("kept", 0), part.whole("forced", 0), part.whole("chosen", 0))
