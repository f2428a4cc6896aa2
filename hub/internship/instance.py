"""A round as the engine sees it: periods, programmes, students, wishes; no files, no solving."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import MAXYEAR, date
from typing import Final

LEAP_DAY: Final = (2, 29)


@dataclass(frozen=True, slots=True)
class Period:
    """Days from `start` to `end`, both included."""

    id: str
    start: date
    end: date


@dataclass(frozen=True, slots=True)
class Programme:
    """One trade at one firm, with the seats of each period; a missing period is closed."""

    id: str
    firm: str
    trade: str
    capacity: Mapping[str, int] = field(default_factory=dict)
    min_cohort: int = 1
    min_age: int = 0
    hazards: tuple[str, ...] = ()
    ward: str | None = None
    after: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Student:
    """Wishes by rank (first is rank 1), programmes also acceptable, periods not possible."""

    id: str
    birth_date: date
    wishes: tuple[str, ...] = ()
    acceptable: tuple[str, ...] = ()
    unavailable: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rating:
    """What the firm's tutor said about a pair: 0 (gladly) to 3, or None for a veto."""

    student: str
    programme: str
    value: int | None

    @property
    def is_veto(self) -> bool:
        """Say whether the firm refuses this student."""
        return self.value is None


@dataclass(frozen=True, slots=True, order=True)
class Triple:
    """One student at one programme in one period: a placement, a pin or a published seat."""

    student: str
    programme: str
    period: str


@dataclass(frozen=True, slots=True)
class Ban:
    """A pair that may not be placed, in one period or (None) in all."""

    student: str
    programme: str
    period: str | None = None


@dataclass(frozen=True, slots=True)
class Instance:
    """A whole round. Lists are in canonical order, so file order has no meaning."""

    periods: tuple[Period, ...]
    rotations: int
    min_trades: int
    programmes: tuple[Programme, ...]
    students: tuple[Student, ...]
    ratings: tuple[Rating, ...] = ()
    pins: tuple[Triple, ...] = ()
    bans: tuple[Ban, ...] = ()
    seed: int = 0
    sha256: str = field(default="", compare=False)


def reaches_age(birth: date, years: int) -> date:
    """The first day on which the person has this age; 29 February counts as 1 March."""
    year = birth.year + years
    if year > MAXYEAR:
        return date.max
    if (birth.month, birth.day) == LEAP_DAY and not _is_leap(year):
        return date(year, 3, 1)
    return birth.replace(year=year)


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
