"""Rounds of a few students, by hand or from a seed, for the engine's tests."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Final

import numpy as np

from hub.internship.instance import Ban, Instance, Period, Programme, Rating, Student, Triple

FIRST_DAY: Final = date(2027, 7, 5)
ADULT_BORN: Final = date(2000, 1, 1)


def periods(count: int) -> tuple[Period, ...]:
    """p1, p2, … of two weeks each."""
    starts = [FIRST_DAY + timedelta(days=14 * number) for number in range(count)]
    return tuple(
        Period(f"p{number}", start, start + timedelta(days=11))
        for number, start in enumerate(starts, start=1)
    )


def a_programme(name: str, seats: Mapping[str, int], **fields: object) -> Programme:
    """A programme of a firm and a trade of its own unless told otherwise."""
    named: dict[str, object] = {"firm": f"firm-{name}", "trade": f"trade-{name}", **fields}
    return Programme(id=name, capacity=dict(seats), **named)  # type: ignore[arg-type]  # by test


def a_student(name: str, *wishes: str, **fields: object) -> Student:
    """An adult with these wishes."""
    named: dict[str, object] = {"birth_date": ADULT_BORN, **fields}
    return Student(id=name, wishes=wishes, **named)  # type: ignore[arg-type]  # by test


def a_random_round(seed: int, most_students: int = 4) -> Instance:
    """Few students, at most 4 programmes and 3 periods, with every kind of rule somewhere."""
    rng = np.random.default_rng(seed)
    times = periods(int(rng.integers(1, 4)))
    rotations = int(rng.integers(1, len(times) + 1))
    names = [f"f{number}" for number in range(int(rng.integers(2, 5)))]
    programmes = tuple(_programme(rng, names, number, times) for number in range(len(names)))
    students = tuple(
        _student(rng, f"s{number}", names, times)
        for number in range(int(rng.integers(1, most_students + 1)))
    )
    pairs = [(each.id, name) for each in students for name in (*each.wishes, *each.acceptable)]
    ratings = tuple(
        Rating(student, programme, None if rng.random() < 0.1 else int(rng.integers(4)))
        for student, programme in sorted(pairs)
        if rng.random() < 0.6
    )
    bans = tuple(
        Ban(student, programme, str(rng.choice([each.id for each in times])))
        for student, programme in sorted(pairs)
        if rng.random() < 0.1
    )
    return Instance(
        periods=times,
        rotations=rotations,
        min_trades=int(rng.integers(1, rotations + 1)),
        programmes=programmes,
        students=students,
        ratings=ratings,
        bans=bans,
        seed=seed,
    )


def _programme(
    rng: np.random.Generator, names: list[str], number: int, times: tuple[Period, ...]
) -> Programme:
    seats = {each.id: int(rng.integers(1, 3)) for each in times if rng.random() < 0.7}
    earlier = names[:number]
    return Programme(
        id=names[number],
        firm=f"firm{rng.integers(3)}",
        trade=f"trade{rng.integers(3)}",
        capacity=seats,
        min_cohort=2 if rng.random() < 0.3 else 1,
        min_age=18 if rng.random() < 0.3 else 0,
        after=(str(rng.choice(earlier)),) if earlier and rng.random() < 0.3 else (),
    )


def _student(
    rng: np.random.Generator, name: str, names: list[str], times: tuple[Period, ...]
) -> Student:
    order = [str(each) for each in rng.permutation(names)]
    cut = int(rng.integers(1, len(order) + 1))
    turns_adult = FIRST_DAY.replace(year=FIRST_DAY.year - 18)
    return Student(
        id=name,
        birth_date=turns_adult + timedelta(days=int(rng.integers(-20, 40))),
        wishes=tuple(order[:cut]),
        acceptable=tuple(sorted(order[cut:])) if rng.random() < 0.5 else (),
        unavailable=tuple(each.id for each in times if rng.random() < 0.15),
    )


def with_pins(instance: Instance, pins: tuple[Triple, ...]) -> Instance:
    """The same round with fixed placements."""
    return Instance(
        periods=instance.periods,
        rotations=instance.rotations,
        min_trades=instance.min_trades,
        programmes=instance.programmes,
        students=instance.students,
        ratings=instance.ratings,
        pins=tuple(sorted(pins)),
        bans=instance.bans,
        seed=instance.seed,
    )
