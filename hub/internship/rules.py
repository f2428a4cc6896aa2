"""Decisions on rounds and wishes from their facts alone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from hub.internship import words
from hub.internship.instance import reaches_age
from hub.kernel.calendar import monday_of
from hub.kernel.errors import FieldProblem
from hub.kernel.text import number_text

MOST_WISHES: Final = 15
MOST_RANK: Final = 99
WEEKEND: Final = timedelta(days=3)


@dataclass(frozen=True, slots=True)
class Offer:
    """What a rule needs to know of a programme."""

    title: str
    min_age: int


def round_problems(
    rotations: int, min_trades: int, spans: Sequence[tuple[date, date]]
) -> list[FieldProblem]:
    """Say what is wrong with the counts and periods (in time order) of a round."""
    found = []
    for number, (start, end) in enumerate(spans, start=1):
        if end < start:
            found.append(FieldProblem("periods", words.PERIOD_ENDS_EARLY, {"number": number}))
        elif number > 1 and start <= spans[number - 2][1]:
            found.append(FieldProblem("periods", words.PERIODS_OVERLAP, {"number": number}))
    if rotations > len(spans):
        params = {"periods": len(spans)}
        found.append(FieldProblem("rotations", words.TOO_MANY_ROTATIONS, params))
    if min_trades > rotations:
        params = {"rotations": rotations}
        found.append(FieldProblem("min_trades", words.TOO_MANY_TRADES, params))
    return found


def wish_problems(
    ranked: Sequence[int],
    acceptable: Sequence[int],
    offers: Mapping[int, Offer],
    birth: date,
    last_start: date,
) -> list[FieldProblem]:
    """Say what is wrong with a student's list; ages count on the last period's first day."""
    found = []
    if not ranked and not acceptable:
        found.append(FieldProblem("ranked", words.NO_WISHES))
    if len(ranked) > MOST_WISHES:
        found.append(FieldProblem("ranked", words.TOO_MANY_WISHES, {"limit": MOST_WISHES}))
    chosen = [*ranked, *acceptable]
    if len(set(chosen)) < len(chosen):
        found.append(FieldProblem("ranked", words.WISHES_TWICE))
    for programme_id in dict.fromkeys(chosen):
        offer = offers.get(programme_id)
        if offer is None:
            found.append(FieldProblem("ranked", words.UNKNOWN_PROGRAMME))
        elif reaches_age(birth, offer.min_age) > last_start:
            params: dict[str, object] = {"title": offer.title, "age": offer.min_age}
            found.append(FieldProblem("ranked", words.UNDER_AGE, params))
    return found


def ranked_order(typed: Mapping[int, str]) -> tuple[tuple[int, ...], list[FieldProblem]]:
    """Programmes by the number written beside them; a number twice or not a number is told.

    Numbers need not follow each other: 1, 3, 7 is an order too.
    """
    found: list[FieldProblem] = []
    places: dict[int, int] = {}
    for programme_id, text in typed.items():
        plain = number_text(text)
        if not plain:
            continue
        if not plain.isdecimal() or not 1 <= int(plain) <= MOST_RANK:
            found.append(FieldProblem(f"rank-{programme_id}", words.NOT_A_RANK))
        elif int(plain) in places:
            params = {"number": int(plain)}
            found.append(FieldProblem(f"rank-{programme_id}", words.RANK_TWICE, params))
        else:
            places[int(plain)] = programme_id
    return tuple(places[place] for place in sorted(places)), found


def even_periods(first: date, weeks: int, count: int) -> tuple[tuple[date, date], ...]:
    """Periods of the same length one after the other, each from Monday to the last Friday."""
    monday, length = monday_of(first), timedelta(weeks=weeks)
    starts = [monday + number * length for number in range(count)]
    return tuple((start, start + length - WEEKEND) for start in starts)
