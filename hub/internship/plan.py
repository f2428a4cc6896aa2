"""What the engine answers: placements, figures, reasons and progress; no files, no solving."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from hub.internship.instance import Triple


class Stage(StrEnum):
    """The words a stage row may carry."""

    FLOW = "flow"
    RECOLOUR = "recolour"
    CHAINS = "chains"
    BLOCK_LP = "block_lp"
    BLOCK_MIP = "block_mip"
    FILTERED_LP = "filtered_lp"
    EXACT = "exact"
    DEFERRED_ACCEPTANCE = "deferred_acceptance"
    CANCELLED = "cancelled"


class Why(StrEnum):
    """Reasons for an unfilled pair, in the order in which they are looked for."""

    CLOSED = "closed"
    UNAVAILABLE = "unavailable"
    UNDER_AGE = "under_age"
    BANNED = "banned"
    VETO = "veto"
    SAME_FIRM = "same_firm"
    TRADE_CAP = "trade_cap"
    CLASH = "clash"
    PRECEDENCE = "precedence"
    COHORT = "cohort"
    FULL = "full"
    VALUE = "value"
    NOT_LISTED = "not_listed"


@dataclass(frozen=True, slots=True)
class PeriodReason:
    """Why a pair does not meet in one period."""

    period: str
    reason: Why


@dataclass(frozen=True, slots=True)
class PairReason:
    """Why a listed programme was not given; None as programme: nothing is listed."""

    programme: str | None
    reason: Why
    periods: tuple[PeriodReason, ...] = ()
    verified: bool = False
    reached_on: date | None = None
    holders: tuple[str, ...] = ()
    delta_min: int | None = None
    delta_max: int | None = None


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A student with fewer placements than the round gives."""

    student: str
    missing: int
    reasons: tuple[PairReason, ...]


@dataclass(frozen=True, slots=True)
class Objective:
    """The figures of a plan; `value` alone decides between plans."""

    placed: int
    cost: int
    penalty: int
    reward: int

    @property
    def value(self) -> int:
        """What is minimised."""
        return self.cost + self.penalty - self.reward


@dataclass(frozen=True, slots=True)
class Bound:
    """Proven limits: no plan has a lower value, none more placements."""

    value: int
    placed: int


@dataclass(frozen=True, slots=True)
class StageRow:
    """Where the run stood at the end of a stage."""

    stage: Stage
    elapsed_s: float
    placed: int
    value: int
    bound: int
    gap: float | None


@dataclass(frozen=True, slots=True)
class Changes:
    """Published seats kept, lost because impossible now, and given up by choice."""

    kept: int
    forced: int
    chosen: int


@dataclass(frozen=True, slots=True)
class Published:
    """The seats of an earlier plan and the digest of its file."""

    triples: frozenset[Triple]
    sha256: str


@dataclass(frozen=True, slots=True)
class Plan:
    """The whole answer."""

    placements: tuple[Triple, ...]
    unplaced: tuple[Unplaced, ...]
    objective: Objective
    bound: Bound
    stages: tuple[StageRow, ...]
    input_sha256: str
    published_sha256: str | None = None
    changes: Changes | None = None
    seed: int = 0
    versions: Mapping[str, str] = field(default_factory=dict)

    @property
    def gap(self) -> float | None:
        """Distance to the bound, see `gap_of`."""
        return gap_of(self.objective, self.bound)


def gap_of(objective: Objective, bound: Bound) -> float | None:
    """(value − bound) / (cost + penalty); 0 when proven, None when nothing divides it."""
    distance = objective.value - bound.value
    if distance == 0:
        return 0.0
    divisor = objective.cost + objective.penalty
    return round(distance / divisor, 6) if divisor else None
