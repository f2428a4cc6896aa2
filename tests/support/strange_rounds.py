"""Rounds as strangers may have them: seats for just about everybody, however many students."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Final

import numpy as np

from hub.internship.instance import Ban, Instance, Rating, Student, Triple
from tests.support.hard_rounds import Rng, Shape, a_round
from tests.support.small_rounds import ADULT_BORN, FIRST_DAY, a_programme

SPARE: Final = 1.05  # seats for each place that is wanted


def _names(letter: str, count: int) -> list[str]:
    return [f"{letter}{number:04d}" for number in range(count)]


def _drawn(rng: Rng, names: list[str], count: int, weights: list[float] | None = None) -> list[str]:
    """Distinct names in order of liking, those of more weight more often and sooner."""
    chance = np.array(weights or [1.0] * len(names))
    keys = np.log(chance) + rng.gumbel(size=len(names))
    return [names[at] for at in np.argsort(-keys)[:count].tolist()]


def _zipf(count: int) -> list[float]:
    return [1 / (at + 1) for at in range(count)]


def _each_period(width: int, wanted: float, programmes: int) -> int:
    """Seats of each programme in each period, so that together they are just enough."""
    return max(1, round(SPARE * wanted / (width * programmes)))


def _ratings(rng: Rng, students: list[Student], veto: float = 0.0) -> tuple[Rating, ...]:
    return tuple(
        Rating(each.id, name, None if rng.random() < veto else int(rng.integers(4)))
        for each in students
        for name in sorted({*each.wishes, *each.acceptable})
    )


def _seats(width: int, each: int) -> dict[str, int]:
    return {f"p{number}": each for number in range(1, width + 1)}


def few_large_firms(rng: Rng, size: int) -> Instance:
    """Five firms with just enough seats, and everybody has an opinion on each."""
    names = _names("f", 5)
    seats = _each_period(4, 3 * size, 5)
    programmes = [a_programme(name, _seats(4, seats)) for name in names]
    students = [
        Student(name, ADULT_BORN, tuple(_drawn(rng, names, 5))) for name in _names("s", size)
    ]
    return a_round(4, 3, 2, programmes, students, ratings=_ratings(rng, students))


def one_period_tight(rng: Rng, size: int) -> Instance:
    """One period, seats of three, popular firms short of seats."""
    names = _names("f", max(2, size // 3))
    programmes = [a_programme(name, {"p1": 3}) for name in names]
    students = [
        Student(name, ADULT_BORN, tuple(_drawn(rng, names, 10, _zipf(len(names)))))
        for name in _names("s", size)
    ]
    return a_round(1, 1, 1, programmes, students, ratings=_ratings(rng, students))


def one_star_and_the_rest(rng: Rng, size: int) -> Instance:
    """Everybody wishes the same firm first; the rest has just enough seats."""
    names = _names("f", max(4, size // 4))
    seats = _each_period(4, 2 * size, len(names))
    programmes = [a_programme(name, _seats(4, seats)) for name in names]
    students = [
        Student(name, ADULT_BORN, (names[0], *_drawn(rng, names[1:], 6, _zipf(len(names) - 1))))
        for name in _names("s", size)
    ]
    return a_round(4, 2, 2, programmes, students)


def lists_of_sixty(rng: Rng, size: int) -> Instance:
    """Thirty to sixty wishes each, and popular firms at the head of them all."""
    names = _names("f", max(70, size // 2))
    seats = _each_period(6, 3 * size, len(names))
    programmes = [
        a_programme(name, _seats(6, seats), trade=f"trade{at % 7}") for at, name in enumerate(names)
    ]
    students = [
        Student(name, ADULT_BORN, tuple(_drawn(rng, names, count, _zipf(len(names)))))
        for name, count in zip(_names("s", size), rng.integers(30, 61, size).tolist(), strict=True)
    ]
    return a_round(6, 3, 2, programmes, students, ratings=_ratings(rng, students))


def full_groups_only(rng: Rng, size: int) -> Instance:
    """Every programme takes just as many as it has seats, or nobody."""
    names = _names("f", max(4, size // 5))
    width, sizes = 5, rng.choice([2, 3, 4, 5], len(names)).tolist()
    programmes = []
    for at, (name, least) in enumerate(zip(names, sizes, strict=True)):
        open_in = rng.permutation(width)[: int(rng.integers(2, width))] + 1
        seats = {f"p{number}": least for number in sorted(open_in.tolist())}
        programmes.append(a_programme(name, seats, min_cohort=least, trade=f"trade{at % 6}"))
    students = [
        Student(name, ADULT_BORN, tuple(_drawn(rng, names, 8, _zipf(len(names)))))
        for name in _names("s", size)
    ]
    return a_round(width, 2, 2, programmes, students, ratings=_ratings(rng, students))


def classes(rng: Rng, size: int) -> Instance:
    """A few programmes for whole classes of twenty to thirty."""
    names = _names("f", max(2, size // 12))
    programmes = [a_programme(name, _seats(3, 30), min_cohort=20) for name in names]
    students = [
        Student(name, ADULT_BORN, tuple(_drawn(rng, names, 5))) for name in _names("s", size)
    ]
    return a_round(3, 2, 1, programmes, students, ratings=_ratings(rng, students))


def one_wish(rng: Rng, size: int) -> Instance:
    """Each student wishes one firm and takes no other."""
    names = _names("f", max(2, size // 4))
    programmes = [a_programme(name, _seats(3, 1)) for name in names]
    students = [
        Student(name, ADULT_BORN, tuple(_drawn(rng, names, 1, _zipf(len(names)))))
        for name in _names("s", size)
    ]
    return a_round(3, 2, 1, programmes, students, ratings=_ratings(rng, students))


def closed_periods(rng: Rng, size: int) -> Instance:
    """Half of the periods are closed everywhere, most of the others in most places."""
    names = _names("f", max(4, size // 3))
    programmes = []
    for name in names:
        seats = _seats(8, 0)
        for number in (2, 3, 5, 8):
            if rng.random() < 0.4:
                seats[f"p{number}"] = int(rng.integers(1, 9))
        programmes.append(a_programme(name, seats))
    students = [
        Student(name, ADULT_BORN, tuple(_drawn(rng, names, 10))) for name in _names("s", size)
    ]
    return a_round(8, 3, 3, programmes, students, ratings=_ratings(rng, students))


def weights_far_apart(rng: Rng, size: int) -> Instance:
    """Wish 1 beside wish 200: a place may cost twenty times its reward."""
    names = _names("f", max(200, size))
    programmes = [a_programme(name, _seats(3, 1)) for name in names]
    students = [
        Student(name, ADULT_BORN, tuple(_drawn(rng, names, (2, 200)[at % 2], _zipf(len(names)))))
        for at, name in enumerate(_names("s", size))
    ]
    return a_round(3, 3, 2, programmes, students, ratings=_ratings(rng, students))


def chains_of_after(rng: Rng, size: int) -> Instance:
    """Courses of four steps, each after the one before, and everybody wants whole courses."""
    courses = max(2, size // 6)
    names = _names("f", 4 * courses)
    seats = _each_period(6, 4 * size, len(names))
    programmes = [
        a_programme(
            name,
            _seats(6, seats),
            trade=f"trade{at % 4}",
            after=() if at % 4 == 0 else (names[at - 1],),
        )
        for at, name in enumerate(names)
    ]
    students = []
    for name in _names("s", size):
        some = rng.permutation(courses)[:3].tolist()
        wishes = [names[4 * course + step] for course in some for step in (3, 2, 1, 0)]
        students.append(Student(name, ADULT_BORN, tuple(wishes)))
    return a_round(6, 4, 2, programmes, students, ratings=_ratings(rng, students))


def all_pinned(rng: Rng, size: int) -> Instance:
    """Everybody's first two places are fixed, a third is free."""
    names = _names("f", max(4, size))
    programmes = [a_programme(name, _seats(4, 2)) for name in names]
    students, pins, use = [], [], dict[tuple[str, str], int]()
    for name in _names("s", size):
        wishes = tuple(_drawn(rng, names, 8))
        students.append(Student(name, ADULT_BORN, wishes))
        count = 0
        for wish in wishes:
            at = wish, f"p{count + 1}"
            if count < 2 and use.get(at, 0) < 2:
                use[at] = use.get(at, 0) + 1
                pins.append(Triple(name, *at))
                count += 1
    return a_round(4, 3, 2, programmes, students, pins=tuple(pins))


def many_vetoes(rng: Rng, size: int) -> Instance:
    """Firms refuse three of four."""
    names = _names("f", max(4, size // 3))
    seats = _each_period(4, 2 * size, len(names))
    programmes = [a_programme(name, _seats(4, seats)) for name in names]
    students = [
        Student(name, ADULT_BORN, tuple(_drawn(rng, names, 12, _zipf(len(names)))))
        for name in _names("s", size)
    ]
    return a_round(4, 2, 2, programmes, students, ratings=_ratings(rng, students, 0.75))


def one_group_of_firms(rng: Rng, size: int) -> Instance:
    """Six firms with ten programmes each in four trades: only once into each firm."""
    names = _names("f", 60)
    seats = _each_period(5, 3 * size, 60)
    programmes = [
        a_programme(name, _seats(5, seats), firm=f"firm{at % 6}", trade=f"trade{at % 4}")
        for at, name in enumerate(names)
    ]
    students = [
        Student(name, ADULT_BORN, tuple(_drawn(rng, names, 15))) for name in _names("s", size)
    ]
    return a_round(5, 3, 3, programmes, students, ratings=_ratings(rng, students))


def birthdays(rng: Rng, size: int) -> Instance:
    """Most turn 18 or 20 within the round, and most firms ask for just that."""
    names = _names("f", max(4, size // 3))
    seats = _each_period(6, 3 * size, len(names))
    programmes = [
        a_programme(
            name,
            _seats(6, seats),
            min_age=int(rng.choice([15, 18, 20])),
            hazards=("crane",),
            trade=f"trade{at % 5}",
        )
        for at, name in enumerate(names)
    ]
    students = []
    for name in _names("s", size):
        turning = FIRST_DAY + timedelta(days=int(rng.integers(-10, 80)))
        born = date(turning.year - int(rng.choice([18, 20])), turning.month, min(turning.day, 28))
        students.append(Student(name, born, tuple(_drawn(rng, names, 10))))
    return a_round(6, 3, 2, programmes, students, ratings=_ratings(rng, students))


def all_alike(rng: Rng, size: int) -> Instance:
    """Nobody ranks anything and no firm either: only numbers of places count."""
    names = tuple(_names("f", 12))
    seats = _each_period(4, 3 * size, 12)
    programmes = [
        a_programme(name, _seats(4, seats), trade=f"trade{at % 3}", min_cohort=1 + at % 2)
        for at, name in enumerate(names)
    ]
    students = [Student(name, ADULT_BORN, (), names) for name in _names("s", size)]
    return a_round(4, 3, 2, programmes, students, seed=int(rng.integers(100)))


def three_trades_of_four(rng: Rng, size: int) -> Instance:
    """Four places in at least three trades, where most firms are of two trades."""
    names = _names("f", max(8, size // 2))
    seats = _each_period(6, 4 * size, len(names))
    programmes = [
        a_programme(
            name, _seats(6, seats), trade=f"trade{int(rng.choice(4, p=[0.4, 0.4, 0.1, 0.1]))}"
        )
        for name in names
    ]
    students = [
        Student(name, ADULT_BORN, tuple(_drawn(rng, names, 12))) for name in _names("s", size)
    ]
    return a_round(6, 4, 3, programmes, students, ratings=_ratings(rng, students))


def one_firm(rng: Rng, size: int) -> Instance:
    """One firm, fewer seats than students, everybody wishes it."""
    programmes = [a_programme("f0000", _seats(6, max(1, size // 10)), min_cohort=2)]
    students = [
        Student(name, ADULT_BORN, ("f0000",), unavailable=tuple(_drawn(rng, list(_seats(6, 1)), 3)))
        for name in _names("s", size)
    ]
    return a_round(6, 2, 1, programmes, students, ratings=_ratings(rng, students))


def everything_at_once(rng: Rng, size: int) -> Instance:
    """Cohorts, orders, ages, refusals, bans, fixed places, absences, several programmes a firm."""
    names = _names("f", max(6, size // 2))
    programmes = []
    for at, name in enumerate(names):
        least = int(rng.choice([1, 1, 2, 3]))
        seats: Mapping[str, int] = {
            f"p{number}": int(rng.integers(least, least + 3))
            for number in range(1, 7)
            if rng.random() < 0.4
        }
        after = (names[int(rng.integers(at))],) if at and rng.random() < 0.15 else ()
        programmes.append(
            a_programme(
                name,
                dict(seats),
                firm=f"firm{at // 2}",
                trade=f"trade{int(rng.integers(6))}",
                min_cohort=least,
                min_age=int(rng.choice([0, 15, 18])),
                after=after,
            )
        )
    students = []
    for name in _names("s", size):
        listed = _drawn(rng, names, 16, _zipf(len(names)))
        born = FIRST_DAY - timedelta(days=int(rng.integers(15 * 365, 22 * 365)))
        away = tuple(f"p{number}" for number in range(1, 7) if rng.random() < 0.15)
        students.append(Student(name, born, tuple(listed[:12]), tuple(sorted(listed[12:])), away))
    ratings = _ratings(rng, students, 0.05)
    bans = tuple(
        Ban(each.id, each.wishes[0], None if rng.random() < 0.5 else "p1")
        for each in students
        if rng.random() < 0.1
    )
    return a_round(6, 3, 2, programmes, students, ratings=ratings, bans=bans)


STRANGE: Final[tuple[Shape, ...]] = (
    few_large_firms,
    one_period_tight,
    one_star_and_the_rest,
    lists_of_sixty,
    full_groups_only,
    classes,
    one_wish,
    closed_periods,
    weights_far_apart,
    chains_of_after,
    all_pinned,
    many_vetoes,
    one_group_of_firms,
    birthdays,
    all_alike,
    three_trades_of_four,
    one_firm,
    everything_at_once,
)
