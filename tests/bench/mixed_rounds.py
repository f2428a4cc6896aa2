"""Adds to a plain round what others have: vetoes, bans, pins, orders, larger firms, losses."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

import numpy as np

from hub.internship.instance import Ban, Instance, Programme, Triple, reaches_age

Rng = np.random.Generator
VETOES: Final = 0.02  # of the rated pairs
BANS: Final = 0.01  # of the listed pairs
PINS: Final = 0.01  # of the students
TWINS: Final = 0.10  # of the firms have a second programme in another trade
ORDERS: Final = 0.02  # of the programmes come after another
LOST: Final = 0.05  # of the firms


def mixed(plain: Instance, seed: int) -> Instance:
    """The profile `mixed` of the bench."""
    rng = np.random.default_rng([seed, 1])
    made = replace(plain, programmes=tuple(_orders(plain, _twins(plain.programmes, rng), rng)))
    refused = rng.random(len(made.ratings)) < VETOES
    ratings = [
        replace(rating, value=None) if veto else rating
        for rating, veto in zip(made.ratings, refused, strict=True)
    ]
    pairs = [(each.id, name) for each in made.students for name in (*each.wishes, *each.acceptable)]
    barred = np.flatnonzero(rng.random(len(pairs)) < BANS).tolist()
    bans = tuple(sorted((Ban(*pairs[at]) for at in barred), key=lambda ban: ban.student))
    made = replace(made, ratings=tuple(ratings), bans=bans)
    return replace(made, pins=tuple(sorted(_pins(made, rng))))


def without_some_firms(given: Instance, seed: int) -> Instance:
    """Some firms lose all their seats; their pins go with them."""
    rng = np.random.default_rng([seed, 2])
    firms = sorted({each.firm for each in given.programmes})
    gone = {firms[at] for at in np.flatnonzero(rng.random(len(firms)) < LOST).tolist()}
    closed = {each.id for each in given.programmes if each.firm in gone}
    return replace(
        given,
        programmes=tuple(
            replace(each, capacity={}) if each.id in closed else each for each in given.programmes
        ),
        pins=tuple(pin for pin in given.pins if pin.programme not in closed),
        sha256="",
    )


def _twins(programmes: tuple[Programme, ...], rng: Rng) -> list[Programme]:
    made = list(programmes)
    for at in np.flatnonzero(rng.random(len(made)) < TWINS).tolist():
        other = int(rng.integers(len(made)))
        if made[other].trade != made[at].trade:
            made[at] = replace(made[at], firm=made[other].firm)
    return made


def _orders(plain: Instance, programmes: list[Programme], rng: Rng) -> list[Programme]:
    """Between programmes that somebody wishes both; the smaller id comes first: no circles."""
    at = {each.id: number for number, each in enumerate(programmes)}
    made = list(programmes)
    wishing = [each for each in plain.students if len(each.wishes) > 1]
    for _ in range(int(ORDERS * len(made)) if wishing else 0):
        wishes = wishing[int(rng.integers(len(wishing)))].wishes
        early, late = sorted(str(each) for each in rng.choice(wishes, 2, replace=False))
        made[at[late]] = replace(made[at[late]], after=(early,))
    return made


def _pins(made: Instance, rng: Rng) -> Iterator[Triple]:
    """One pin each, on seats that ask for no company."""
    programmes = {each.id: each for each in made.programmes}
    starts = {each.id: each.start for each in made.periods}
    barred = {(ban.student, ban.programme) for ban in made.bans}
    barred |= {(each.student, each.programme) for each in made.ratings if each.is_veto}
    use: Counter[tuple[str, str]] = Counter()
    for at in np.flatnonzero(rng.random(len(made.students)) < PINS).tolist():
        student = made.students[at]
        for name in student.wishes:
            programme = programmes[name]
            reached = reaches_age(student.birth_date, programme.min_age)
            periods = [
                period
                for period, seats in sorted(programme.capacity.items())
                if period not in student.unavailable
                and reached <= starts[period]
                and use[name, period] < seats
            ]
            if periods and programme.min_cohort == 1 and (student.id, name) not in barred:
                use[name, periods[0]] += 1
                yield Triple(student.id, name, periods[0])
                break
