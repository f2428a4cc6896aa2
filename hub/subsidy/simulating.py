"""Puts a year's claims through changed rules, in the order of receipt; reads and writes nothing.

Every amount comes from `hub.subsidy.amounts`. Source: subsidy design, part 15 (ADR 39).
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from hub.subsidy import amounts
from hub.subsidy.amounts import LimitedBy

# What sets an amount before the amount asked for can.
NOT_BY_ASKED: Final = frozenset({LimitedBy.RATE, LimitedBy.TOTAL_CAP, LimitedBy.OTHER_MONEY})


@dataclass(frozen=True, slots=True)
class Asked:
    """One claim as it was sent: when, by whom, for which costs, under which rules."""

    claim_id: int
    day: date
    group_id: int
    costs: amounts.Costs
    firms: tuple[amounts.Firm, ...]
    yen: int
    rules: amounts.Programme


@dataclass(frozen=True, slots=True)
class Side:
    """Rules and money: one of the two worlds that are compared."""

    programme: amounts.Programme
    budget: int


@dataclass(frozen=True, slots=True)
class Given:
    """What one claim would get in one world, what set the amount, and whether it waits."""

    yen: int
    limited_by: LimitedBy
    waits: bool
    is_short: bool


@dataclass(frozen=True, slots=True)
class Pair:
    """One claim in both worlds."""

    claim_id: int
    day: date
    old: Given
    new: Given


@dataclass(frozen=True, slots=True)
class Total:
    """One world summed up; `out_on` is the day on which money was first too little."""

    yen: int
    granted: int
    nothing: int
    waiting: int
    short: int
    budget: int
    out_on: date | None
    by_limit: Mapping[str, int]

    @property
    def left(self) -> int:
        """Yen of the budget that nobody would get."""
        return self.budget - self.yen


def compare(claims: Sequence[Asked], old: Side, new: Side) -> list[Pair]:
    """Both worlds from the first claim to the last; a smaller later claim may pass a waiting one.

    Who asked for everything that the own rules gave asks for everything in both worlds; who asked
    for less asks for that. What a group was given earlier in the year counts against its cap of the
    year, in each world its own amounts.
    """
    before, after = _World(old), _World(new)
    pairs = []
    for claim in claims:
        if claim.rules is old.programme:
            first = before.give(claim, claim.yen)
            most = None if first.limited_by in NOT_BY_ASKED else _less(claim)
        else:
            most = _less(claim)
            first = before.give(claim, most)
        pairs.append(Pair(claim.claim_id, claim.day, first, after.give(claim, most)))
    return pairs


def _less(claim: Asked) -> int | None:
    """What was asked for, when the own rules gave more; `None` when everything was."""
    case = amounts.Case(programme=claim.rules, firms=claim.firms, plan=claim.costs)
    return claim.yen if claim.yen < _award(case).entitlement else None


class _World:
    """What is left of the money, and what each group has had so far."""

    def __init__(self, side: Side) -> None:
        """Start the year with the whole budget."""
        self._programme = side.programme
        self._left = side.budget
        self._used: Counter[int] = Counter()

    def give(self, claim: Asked, most: int | None) -> Given:
        """Decide one claim with the one calculator and take its yen off."""
        costs = replace(claim.costs, asked=most, budget_left=self._left)
        case = amounts.Case(
            programme=self._programme,
            applicant=amounts.Applicant(year_used=self._used[claim.group_id]),
            firms=claim.firms,
            plan=costs,
        )
        award = _award(case)
        self._left -= award.award
        self._used[claim.group_id] += award.award
        return Given(award.award, award.limited_by, award.wait_list, _is_short(case, award))


def _is_short(case: amounts.Case, award: amounts.Award) -> bool:
    """Say whether more money would have given more; a rest below the floor gives nothing."""
    if award.limited_by is not LimitedBy.FLOOR or case.plan is None:
        return award.limited_by is LimitedBy.BUDGET
    free = replace(case, plan=replace(case.plan, budget_left=None))
    return _award(free).award > award.award


def _award(case: amounts.Case) -> amounts.Award:
    award = amounts.calculate(case).plan
    if award is None:
        msg = "planned costs have an award"
        raise LookupError(msg)
    return award


def total(given: Iterable[tuple[date, Given]], budget: int) -> Total:
    """Sum one world up."""
    rows = list(given)
    by_limit = Counter(row.limited_by.value for _day, row in rows)
    return Total(
        yen=sum(row.yen for _day, row in rows),
        granted=sum(row.yen > 0 for _day, row in rows),
        nothing=sum(row.yen == 0 and not row.waits for _day, row in rows),
        waiting=sum(row.waits for _day, row in rows),
        short=sum(row.is_short for _day, row in rows),
        budget=budget,
        out_on=next((day for day, row in rows if row.is_short), None),
        by_limit={limit.value: by_limit[limit.value] for limit in LimitedBy},
    )
