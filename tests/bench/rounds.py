"""Makes rounds of any size from a seed, for the schedule bench; reads and writes nothing."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

import numpy as np
import numpy.typing as npt

from hub.internship.instance import Instance, Period, Programme, Rating, Student

Floats = npt.NDArray[np.float64]

FIRST_DAY: Final = date(2027, 7, 5)
PERIODS: Final = 6
ROTATIONS: Final = 3
TRADES: Final = 12
SQUARE_KM: Final = 12.0
CENTRES: Final = 8
SPREAD_KM: Final = 1.5
TIGHTNESS: Final = 1.05
MOST_CANDIDATES: Final = 400
PERIOD_DAYS: Final = 14


@dataclass(frozen=True)
class Firms:
    """Places, trades and popularity of the firms, and their programmes."""

    place: Floats
    trade: npt.NDArray[np.int64]
    popularity: Floats
    programmes: tuple[Programme, ...]


def period_list() -> tuple[Period, ...]:
    """Six periods of two weeks."""
    starts = [FIRST_DAY + timedelta(days=PERIOD_DAYS * number) for number in range(PERIODS)]
    return tuple(
        Period(f"p{number + 1}", start, start + timedelta(days=PERIOD_DAYS - 3))
        for number, start in enumerate(starts)
    )


def make(students: int, seed: int, *, cohorts: bool = True) -> Instance:
    """A plain round (no vetoes, bans, pins or orders)."""
    rng = np.random.default_rng(seed)
    firms = _firms(students, rng, cohorts=cohorts)
    made: list[Student] = []
    ratings: list[Rating] = []
    for number in range(students):
        student, marks = _student(number, firms, rng)
        made.append(student)
        ratings += marks
    return Instance(
        periods=period_list(),
        rotations=ROTATIONS,
        min_trades=2,
        programmes=firms.programmes,
        students=tuple(sorted(made, key=lambda student: student.id)),
        ratings=tuple(ratings),
        bans=(),
        seed=seed,
    )


def _firms(students: int, rng: np.random.Generator, *, cohorts: bool) -> Firms:
    centres = rng.uniform(0, SQUARE_KM, (CENTRES, 2))
    weights = np.arange(1, TRADES + 1) ** -0.7
    programmes: list[Programme] = []
    places: list[Floats] = []
    trades: list[int] = []
    seats = 0
    while seats < TIGHTNESS * ROTATIONS * students:
        name = f"f{len(programmes):05d}"
        places.append(centres[rng.integers(CENTRES)] + rng.normal(0, SPREAD_KM, 2))
        trades.append(int(rng.choice(TRADES, p=weights / weights.sum())))
        size = int(rng.choice([1, 2, 3, 4], p=[0.5, 0.3, 0.15, 0.05]))
        opened = rng.choice(PERIODS, size=int(rng.integers(3, PERIODS + 1)), replace=False)
        seats += size * len(opened)
        minimum = 2 if cohorts and size > 1 and rng.random() < 0.3 else 1
        programmes.append(
            Programme(
                id=name,
                firm=f"firm{name}",
                trade=f"t{trades[-1]:02d}",
                capacity={f"p{number + 1}": size for number in sorted(opened)},
                min_cohort=minimum,
                min_age=int(rng.choice([15, 18, 20], p=[0.5, 0.4, 0.1])),
            )
        )
    count = len(programmes)
    popularity = rng.permutation(np.arange(1, count + 1) ** -0.9)
    return Firms(np.array(places), np.array(trades), popularity, tuple(programmes))


def _student(number: int, firms: Firms, rng: np.random.Generator) -> tuple[Student, list[Rating]]:
    name = f"s{number:06d}"
    place = rng.uniform(0, SQUARE_KM, 2)
    age = int(rng.integers(16, 30))
    born = date(FIRST_DAY.year - age - 1, 7, 5) + timedelta(days=int(rng.integers(1, 366)))
    years = FIRST_DAY.year - born.year - ((FIRST_DAY.month, FIRST_DAY.day) < (born.month, born.day))
    away = rng.random(PERIODS) < 0.15
    while PERIODS - away.sum() < ROTATIONS:
        away[rng.choice(np.flatnonzero(away))] = False
    radius = rng.choice([5.0, 8.0, 12.0], p=[0.25, 0.45, 0.30])
    distance = np.hypot(*(firms.place - place).T)
    ages = np.array([programme.min_age for programme in firms.programmes])
    near = np.flatnonzero((distance <= radius) & (ages <= years))
    if len(near) > MOST_CANDIDATES:
        near = np.sort(rng.choice(near, MOST_CANDIDATES, replace=False))
    favourites = rng.choice(TRADES, 3, replace=False)
    utility = (
        0.6 * np.log(firms.popularity[near])
        + 1.5 * np.isin(firms.trade[near], favourites)
        - 0.12 * distance[near]
        + rng.gumbel(0, 1, len(near))
    )
    order = near[np.argsort(-utility, kind="stable")]
    length = int(rng.integers(8, 16))
    wishes, rest = order[:length], order[length:]
    others = rng.choice(rest, min(6, len(rest)), replace=False) if len(rest) else rest
    student = Student(
        id=name,
        birth_date=born,
        wishes=tuple(firms.programmes[at].id for at in wishes),
        acceptable=tuple(sorted(firms.programmes[at].id for at in others)),
        unavailable=tuple(f"p{at + 1}" for at in np.flatnonzero(away)),
    )
    listed = sorted(firms.programmes[at].id for at in (*wishes, *others))
    return student, [Rating(name, each, int(rng.integers(4))) for each in listed]
