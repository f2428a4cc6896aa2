"""What the checker knows of an instance and of a plan; reading them lives in `reading`."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple


class Placement(NamedTuple):
    """One student in one programme in one period."""

    student: str
    programme: str
    period: str


class Pair(NamedTuple):
    """One student and one programme."""

    student: str
    programme: str


@dataclass(frozen=True, slots=True)
class Programme:
    """One programme of a firm, with its seats per period."""

    firm: str
    trade: str
    capacity: Mapping[str, int]
    min_cohort: int
    min_age: int
    after: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Student:
    """One student with wishes in order."""

    birth_date: date
    wishes: tuple[str, ...]
    acceptable: frozenset[str]
    unavailable: frozenset[str]

    @property
    def listed(self) -> frozenset[str]:
        """Every programme the student named."""
        return self.acceptable.union(self.wishes)


@dataclass(frozen=True, slots=True)
class Instance:
    """The document `hub-rotation/1`."""

    starts: Mapping[str, date]
    rotations: int
    min_trades: int
    programmes: Mapping[str, Programme]
    students: Mapping[str, Student]
    ratings: Mapping[Pair, int]
    vetoes: frozenset[Pair]
    pins: tuple[Placement, ...]
    pair_bans: frozenset[Pair]
    period_bans: frozenset[Placement]
    seed: int


@dataclass(frozen=True, slots=True)
class PeriodReason:
    """Why one period did not work."""

    period: str
    reason: str


@dataclass(frozen=True, slots=True)
class PairReason:
    """Why one listed programme was not filled."""

    programme: str
    reason: str
    periods: tuple[PeriodReason, ...]


@dataclass(frozen=True, slots=True)
class Unplaced:
    """What the plan says of a student with fewer placements than asked."""

    student: str
    missing: int
    reasons: tuple[PairReason, ...]


@dataclass(frozen=True, slots=True)
class Objective:
    """The five figures a plan states."""

    placed: int
    cost: int
    penalty: int
    reward: int
    value: int


@dataclass(frozen=True, slots=True)
class Bound:
    """What no plan can beat."""

    value: int
    placed: int


@dataclass(frozen=True, slots=True)
class Stage:
    """One row of the run."""

    stage: str
    placed: int
    value: int
    bound: int
    gap: float | None


@dataclass(frozen=True, slots=True)
class Changes:
    """Published placements kept, lost because impossible, and changed by choice."""

    kept: int
    forced: int
    chosen: int


@dataclass(frozen=True, slots=True)
class Plan:
    """The document `hub-rotation-plan/1`."""

    placements: tuple[Placement, ...]
    unplaced: tuple[Unplaced, ...]
    objective: Objective
    bound: Bound
    gap: float | None
    stages: tuple[Stage, ...]
    input_sha256: str
    published_sha256: str | None
    changes: Changes | None
    seed: int
