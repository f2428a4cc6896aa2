"""Small rounds that hold every kind of rule at once, each from a seed, for the engine's proofs."""

from dataclasses import replace
from datetime import timedelta
from typing import Final

import numpy as np

from hub.internship.instance import Ban, Instance, Period, Programme, Rating, Student, Triple
from tests.support.brute_force import BruteForce
from tests.support.small_rounds import FIRST_DAY, periods

Rng = np.random.Generator
KINDS: Final = (
    "pin", "ban in one period", "ban for good", "veto", "rating", "cohort", "age", "hazard",
    "order", "second programme of a firm", "away", "only acceptable", "trades", "closed",
)  # fmt: skip
_PROGRAMMES: Final = (4, 6)
_HAZARDS: Final = ("crane", "press", "dust")


def a_full_round(seed: int) -> Instance:
    """The first round of this seed that holds every kind of rule."""
    rng = np.random.default_rng([seed, 77])
    while True:
        made = _a_round(rng, seed)
        if len(kinds_of(made)) == len(KINDS):
            return made


def _a_round(rng: Rng, seed: int) -> Instance:
    """Two or three periods, four or five programmes of few firms, three to six people, pins."""
    times = periods(int(rng.integers(2, 4)))
    rotations = int(rng.integers(2, len(times) + 1))
    names = [f"f{number}" for number in range(int(rng.integers(*_PROGRAMMES)))]
    programmes = tuple(_programme(rng, names, at, times) for at in range(len(names)))
    students = tuple(
        _student(rng, f"s{number}", names, times) for number in range(int(rng.integers(3, 7)))
    )
    made = Instance(
        periods=times,
        rotations=rotations,
        min_trades=int(rng.integers(2, rotations + 1)),
        programmes=programmes,
        students=students,
        seed=seed,
    )
    made = replace(made, ratings=_ratings(rng, made), bans=_bans(rng, made))
    return replace(made, pins=_pins(rng, made))


def kinds_of(given: Instance) -> set[str]:
    """Which kinds of rule a round holds."""
    firms = [each.firm for each in given.programmes]
    found = {
        "pin": bool(given.pins),
        "ban in one period": any(ban.period for ban in given.bans),
        "ban for good": any(ban.period is None for ban in given.bans),
        "veto": any(each.is_veto for each in given.ratings),
        "rating": any(each.value for each in given.ratings),
        "cohort": any(each.min_cohort > 1 for each in given.programmes),
        "age": any(each.min_age for each in given.programmes),
        "hazard": any(each.hazards for each in given.programmes),
        "order": any(each.after for each in given.programmes),
        "second programme of a firm": len(set(firms)) < len(firms),
        "away": any(each.unavailable for each in given.students),
        "only acceptable": any(each.acceptable for each in given.students),
        "trades": given.min_trades > 1,
        "closed": any(len(each.capacity) < len(given.periods) for each in given.programmes),
    }
    return {kind for kind, holds in found.items() if holds}


def _programme(rng: Rng, names: list[str], at: int, times: tuple[Period, ...]) -> Programme:
    seats = {each.id: int(rng.integers(1, 4)) for each in times if rng.random() < 0.75}
    earlier = names[:at]
    is_dangerous = rng.random() < 0.3
    return Programme(
        id=names[at],
        firm=f"firm{rng.integers(max(2, len(names) - 1))}",
        trade=f"trade{rng.integers(3)}",
        capacity=seats,
        min_cohort=int(rng.choice([1, 2, 3], p=[0.6, 0.3, 0.1])),
        min_age=18 if is_dangerous or rng.random() < 0.2 else 0,
        hazards=(str(rng.choice(_HAZARDS)),) if is_dangerous else (),
        after=(str(rng.choice(earlier)),) if earlier and rng.random() < 0.4 else (),
    )


def _student(rng: Rng, name: str, names: list[str], times: tuple[Period, ...]) -> Student:
    order = [str(each) for each in rng.permutation(names)]
    cut = int(rng.integers(0, len(order) + 1))
    adult = FIRST_DAY.replace(year=FIRST_DAY.year - 18)
    return Student(
        id=name,
        birth_date=adult + timedelta(days=int(rng.integers(-20, 40))),
        wishes=tuple(order[:cut]),
        acceptable=tuple(sorted(order[cut:])) if rng.random() < 0.5 else (),
        unavailable=tuple(each.id for each in times if rng.random() < 0.15),
    )


def _pairs(given: Instance) -> list[tuple[str, str]]:
    return sorted(
        (each.id, name) for each in given.students for name in (*each.wishes, *each.acceptable)
    )


def _ratings(rng: Rng, given: Instance) -> tuple[Rating, ...]:
    return tuple(
        Rating(student, programme, None if rng.random() < 0.12 else int(rng.integers(4)))
        for student, programme in _pairs(given)
        if rng.random() < 0.7
    )


def _bans(rng: Rng, given: Instance) -> tuple[Ban, ...]:
    times = [each.id for each in given.periods]
    return tuple(
        Ban(student, programme, str(rng.choice(times)) if rng.random() < 0.6 else None)
        for student, programme in _pairs(given)
        if rng.random() < 0.12
    )


def _pins(rng: Rng, given: Instance) -> tuple[Triple, ...]:
    """One or two, of placements that are possible by themselves; together they may not be."""
    brute = BruteForce(given)
    rows = [
        Triple(student.id, programme.id, period.id)
        for student in given.students
        for programme in given.programmes
        for period in given.periods
        if brute.is_possible(student, programme, period.id)
    ]
    drawn = rng.permutation(len(rows))[: int(rng.integers(1, 3))]
    return tuple(sorted(rows[at] for at in drawn))
