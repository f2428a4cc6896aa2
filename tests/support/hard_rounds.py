"""Rounds of awkward shapes, such as other people's files may have; each from a seed and a size."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Final

import numpy as np

from hub.internship.instance import Ban, Instance, Programme, Rating, Student, Triple
from tests.support.small_rounds import ADULT_BORN, FIRST_DAY, a_programme, periods

Rng = np.random.Generator
Shape = Callable[[Rng, int], Instance]
FULL: Final = 60  # as many periods as a file may have


def _names(letter: str, count: int) -> list[str]:
    return [f"{letter}{number:04d}" for number in range(count)]


def _some(rng: Rng, names: list[str], count: int) -> tuple[str, ...]:
    return tuple(str(each) for each in rng.permutation(names)[:count])


def _students(rng: Rng, size: int, wished: list[str], count: int, more: int = 0) -> list[Student]:
    made = []
    for name in _names("s", size):
        order = _some(rng, wished, count + more)
        made.append(Student(name, ADULT_BORN, order[:count], tuple(sorted(order[count:]))))
    return made


def _seats(rng: Rng, width: int, most: int, share: float = 1.0) -> dict[str, int]:
    return {
        f"p{number}": int(rng.integers(1, most + 1))
        for number in range(1, width + 1)
        if rng.random() < share
    }


def a_round(
    width: int, rotations: int, trades: int, programmes: list[Programme], students: list[Student],
    **more: tuple[Rating, ...] | tuple[Triple, ...] | tuple[Ban, ...] | int,
) -> Instance:  # fmt: skip
    """A round of these parts."""
    return Instance(
        periods=periods(width),
        rotations=rotations,
        min_trades=trades,
        programmes=tuple(programmes),
        students=tuple(students),
        **more,  # type: ignore[arg-type]  # named by the shapes below
    )


def few_firms_many_seats(rng: Rng, size: int) -> Instance:
    """Three firms could take everybody in one period."""
    programmes = [a_programme(name, _seats(rng, 4, size)) for name in _names("f", 3)]
    return a_round(4, 3, 3, programmes, _students(rng, size, _names("f", 3), 3))


def one_period(rng: Rng, size: int) -> Instance:
    """A plain assignment."""
    names = _names("f", size)
    programmes = [a_programme(name, _seats(rng, 1, 2)) for name in names]
    return a_round(1, 1, 1, programmes, _students(rng, size, names, 4, 3))


def one_star(rng: Rng, size: int) -> Instance:
    """Everybody wishes the same firm first and most wish nothing else."""
    names = _names("f", size)
    programmes = [a_programme(name, _seats(rng, 3, 1)) for name in names]
    students = [
        Student(name, ADULT_BORN, (names[0], *_some(rng, names[1:], int(rng.integers(0, 3)))))
        for name in _names("s", size)
    ]
    return a_round(3, 2, 1, programmes, students)


def alike(rng: Rng, size: int) -> Instance:
    """Everybody wishes the same firms in the same order: nothing but ties."""
    names = _names("f", 8)
    programmes = [a_programme(name, _seats(rng, 4, max(2, size // 8))) for name in names]
    students = [Student(name, ADULT_BORN, tuple(names)) for name in _names("s", size)]
    return a_round(4, 3, 2, programmes, students)


def long_lists(rng: Rng, size: int) -> Instance:
    """Lists so long that a late wish is dearer than a seat is worth."""
    names = _names("f", 120)
    programmes = [a_programme(name, _seats(rng, 3, 1, 0.4)) for name in names]
    return a_round(3, 3, 2, programmes, _students(rng, size, names, 100, 20))


def tight_cohorts(rng: Rng, size: int) -> Instance:
    """A seat opens for all its people or for nobody."""
    names = _names("f", max(3, size // 2))
    programmes = []
    for name in names:
        seats = int(rng.integers(2, 6))
        least = seats if rng.random() < 0.8 else 1
        programmes.append(
            a_programme(name, dict.fromkeys(_seats(rng, 4, 1, 0.6), seats), min_cohort=least)
        )
    return a_round(4, 2, 2, programmes, _students(rng, size, names, 5, 3))


def cohorts_out_of_reach(rng: Rng, size: int) -> Instance:
    """No seat can ever reach its cohort, or only if all come."""
    names = _names("f", 4)
    programmes = [
        a_programme(
            name, _seats(rng, 2, size), min_cohort=int(rng.choice([size, size + 1, 10**30]))
        )
        for name in names
    ]
    return a_round(2, 2, 1, programmes, _students(rng, size, names, 3))


def programmes_of_one_firm(rng: Rng, size: int) -> Instance:
    """Many programmes, two firms, two trades."""
    names = _names("f", 10)
    programmes = [
        a_programme(
            name, _seats(rng, 4, 2), firm=f"firm{number % 2}", trade=f"trade{rng.integers(2)}"
        )
        for number, name in enumerate(names)
    ]
    return a_round(4, 2, 2, programmes, _students(rng, size, names, 6))


def enough_trades(rng: Rng, size: int) -> Instance:
    """R = 5 and k = 3 or 4: the cap on one trade alone does not do."""
    names = _names("f", 20)
    programmes = [
        a_programme(name, _seats(rng, 6, 2), trade=f"trade{rng.integers(3)}") for name in names
    ]
    k = int(rng.integers(3, 5))
    return a_round(6, 5, k, programmes, _students(rng, size, names, 10))


def in_order(rng: Rng, size: int) -> Instance:
    """A line of programmes, each after the one before, and a fan after the first."""
    names = _names("f", 10)
    programmes = [
        a_programme(
            name,
            _seats(rng, 4, 3, 0.8),
            after=() if not number else (names[number - 1 if number < 5 else 0],),
        )
        for number, name in enumerate(names)
    ]
    return a_round(4, 3, 1, programmes, _students(rng, size, names, 7))


def sixty_periods(rng: Rng, size: int) -> Instance:
    """As many periods as may be, and nearly as many rotations."""
    names = _names("f", 70)
    programmes = [a_programme(name, _seats(rng, FULL, 1, 0.2)) for name in names]
    return a_round(FULL, 40, 30, programmes, _students(rng, min(size, 8), names, 60))


def of_every_age(rng: Rng, size: int) -> Instance:
    """Birthdays in the middle of the round, leap days among them, age limits of all kinds."""
    names = _names("f", 12)
    programmes = [
        a_programme(name, _seats(rng, 4, 2), min_age=int(rng.choice([0, 15, 18, 20, 99])))
        for name in names
    ]
    students = [
        Student(name, born, _some(rng, names, 6), unavailable=_some(rng, ["p1", "p2", "p3"], 2))
        for name in _names("s", size)
        for born in [
            date(2008, 2, 29)
            if rng.random() < 0.2
            else FIRST_DAY - timedelta(days=int(365.25 * rng.integers(15, 21) - rng.integers(60)))
        ]
    ]
    return a_round(4, 2, 1, programmes, students)


def refused(rng: Rng, size: int) -> Instance:
    """Half of the pairs are banned or refused, and one student everywhere."""
    names = _names("f", 10)
    programmes = [a_programme(name, _seats(rng, 3, 2)) for name in names]
    students = _students(rng, size, names, 6)
    ratings, bans = [], []
    for student in students:
        for name in sorted(student.wishes):
            value = None if rng.random() < 0.3 or student is students[0] else int(rng.integers(4))
            ratings.append(Rating(student.id, name, value))
            if rng.random() < 0.2:
                period = None if rng.random() < 0.5 else f"p{rng.integers(1, 4)}"
                bans.append(Ban(student.id, name, period))
    return a_round(3, 2, 1, programmes, students, ratings=tuple(ratings), bans=tuple(bans))


def pinned(rng: Rng, size: int) -> Instance:
    """A third of the students has a fixed place, some in seats that ask for company."""
    names = _names("f", max(4, size // 2))
    programmes = [
        a_programme(name, dict.fromkeys(["p1", "p2", "p3"], 3), min_cohort=int(rng.integers(1, 3)))
        for name in names
    ]
    students = _students(rng, size, names, 4)
    use: dict[tuple[str, str], int] = {}
    pins = []
    for student in students[: size // 3]:
        at = student.wishes[int(rng.integers(len(student.wishes)))], f"p{rng.integers(1, 4)}"
        if use.get(at, 0) < 3:
            use[at] = use.get(at, 0) + 1
            pins.append(Triple(student.id, *at))
    return a_round(3, 2, 1, programmes, students, pins=tuple(sorted(pins)))


def nobody(rng: Rng, size: int) -> Instance:
    """No students, or no programmes, or no seats, or no wishes."""
    names = _names("f", 3)
    case = int(rng.integers(4))
    programmes = [a_programme(name, {} if case == 2 else {"p1": 1}) for name in names]
    students = _students(rng, size, names, 0 if case == 3 else 2)
    if case == 1:
        students = [Student(each.id, each.birth_date) for each in students]
        programmes = []
    return a_round(2, 1, 1, programmes, [] if case == 0 else students)


def more_seats_than_numbers(rng: Rng, size: int) -> Instance:
    """Seats nobody can count."""
    names = _names("f", 4)
    programmes = [a_programme(name, {"p1": 10**25, "p2": 2**63}) for name in names]
    return a_round(2, 2, 2, programmes, _students(rng, size, names, 3))


def far_too_few_seats(rng: Rng, size: int) -> Instance:
    """One seat for every five people who want one."""
    names = _names("f", max(3, size // 5))
    programmes = [
        a_programme(name, _seats(rng, 3, 1, 0.5), trade=f"trade{rng.integers(3)}") for name in names
    ]
    return a_round(3, 3, 2, programmes, _students(rng, size, names, min(8, len(names))))


SHAPES: Final[tuple[Shape, ...]] = (
    few_firms_many_seats,
    one_period,
    one_star,
    alike,
    long_lists,
    tight_cohorts,
    cohorts_out_of_reach,
    programmes_of_one_firm,
    enough_trades,
    in_order,
    sixty_periods,
    of_every_age,
    refused,
    pinned,
    nobody,
    more_seats_than_numbers,
    far_too_few_seats,
)
