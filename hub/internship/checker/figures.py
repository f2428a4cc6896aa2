"""The figures of a plan, computed anew and held against those it states."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Final

from hub.internship.checker.documents import (
    Bound,
    Changes,
    Instance,
    Objective,
    Pair,
    Placement,
    Plan,
)
from hub.internship.checker.findings import Violation
from hub.internship.checker.rules import obstacle

UNRANKED: Final = 150
CHANGE: Final = 200
FIRST_SEAT: Final = 1300
LATER_SEAT: Final = 1000
SEAT_STEP: Final = 150
DECIMALS: Final = 6
STAGES: Final = frozenset(
    {
        "flow",
        "recolour",
        "chains",
        "block_lp",
        "block_mip",
        "filtered_lp",
        "exact",
        "deferred_acceptance",
        "cancelled",
    }
)


@dataclass(frozen=True, slots=True)
class Recomputed:
    """The objective as the checker computes it.

    Without the published plan `penalty` is the stated one and `is_penalty_checked` is False.
    """

    placed: int
    cost: int
    penalty: int
    reward: int
    value: int
    is_penalty_checked: bool


def recomputed(
    instance: Instance, plan: Plan, published: frozenset[Placement] | None
) -> Recomputed:
    """Cost, penalty, reward and value from the placements alone."""
    cost = sum(cost_of(instance, row) for row in plan.placements)
    counts = Counter(row.student for row in plan.placements)
    reward = sum(reward_of(count) for count in counts.values())
    penalty = plan.objective.penalty
    if published is not None:
        penalty = CHANGE * len(published.difference(plan.placements))
    return Recomputed(
        placed=len(plan.placements),
        cost=cost,
        penalty=penalty,
        reward=reward,
        value=cost + penalty - reward,
        is_penalty_checked=published is not None,
    )


def cost_of(instance: Instance, placement: Placement) -> int:
    """r(r+1)/2 of the wish, or 150 when unranked, plus the firm's rating."""
    student = instance.students.get(placement.student)
    rating = instance.ratings.get(Pair(placement.student, placement.programme), 0)
    if student is None or placement.programme not in student.wishes:
        return UNRANKED + rating
    rank = student.wishes.index(placement.programme) + 1
    return rank * (rank + 1) // 2 + rating


def reward_of(count: int) -> int:
    """1300 for a student's first placement, 1150 for the second, 1000 from the third on."""
    return sum(max(LATER_SEAT, FIRST_SEAT - SEAT_STEP * j) for j in range(count))


def wrong_objective(stated: Objective, right: Recomputed) -> Iterator[Violation]:
    """Each of the five figures must be the recomputed one."""
    for name in ("placed", "cost", "penalty", "reward", "value"):
        found, expected = getattr(stated, name), getattr(right, name)
        if found != expected:
            yield Violation(f"objective.{name}", "differs", found=found, expected=expected)


def beaten_bounds(bound: Bound, right: Recomputed) -> Iterator[Violation]:
    """No plan is better than its bound."""
    if right.value < bound.value:
        yield Violation("bound.value", "beaten", found=bound.value, expected=right.value)
    if right.placed > bound.placed:
        yield Violation("bound.placed", "beaten", found=bound.placed, expected=right.placed)


def wrong_gap(plan: Plan, right: Recomputed) -> Iterator[Violation]:
    """The gap is a share of cost and penalty, never of the whole objective."""
    missed = right.value - plan.bound.value
    divisor = right.cost + right.penalty
    if missed and not divisor:
        if plan.gap is not None:
            yield Violation("gap", "not_null", found=plan.gap, expected=None)
        return
    exact = Fraction(missed, divisor) if missed else Fraction(0)
    if plan.gap is None or not _is_rounded(plan.gap, exact):
        yield Violation("gap", "differs", found=plan.gap, expected=round(float(exact), DECIMALS))


def _is_rounded(stated: float, exact: Fraction) -> bool:
    """Six decimals, at most half a step from the exact share (a tie may go either way)."""
    step = Fraction(1, 10**DECIMALS)
    written = Fraction(repr(stated))
    return abs(written - exact) * 2 <= step and written % step == 0


def wrong_stages(plan: Plan, right: Recomputed) -> Iterator[Violation]:
    """Along the run and up to the plan itself the value never rises, the bound never falls."""
    for row in plan.stages:
        if row.stage not in STAGES:
            yield Violation("stages", "unknown_stage", found=row.stage)
        if row.value < row.bound:
            yield Violation("stages", "bound_beaten", found=row.value, expected=row.bound)
        if row.value == row.bound and row.gap != 0:
            yield Violation("stages", "gap", found=row.gap, expected=0)
    if not plan.stages:
        yield Violation("stages", "none")
    values = [*(row.value for row in plan.stages), right.value]
    bounds = [*(row.bound for row in plan.stages), plan.bound.value]
    for before, after in pairwise(values):
        if after > before:
            yield Violation("stages", "value_rises", found=after, expected=before)
    for before, after in pairwise(bounds):
        if after < before:
            yield Violation("stages", "bound_falls", found=after, expected=before)


def wrong_changes(
    instance: Instance, plan: Plan, published: frozenset[Placement] | None
) -> Iterator[Violation]:
    """Kept, forced and chosen changes; their price must be the penalty."""
    stated = plan.changes
    if stated is None:
        return
    if CHANGE * (stated.forced + stated.chosen) != plan.objective.penalty:
        yield Violation(
            "changes",
            "penalty",
            found=CHANGE * (stated.forced + stated.chosen),
            expected=plan.objective.penalty,
        )
    if published is None:
        return
    right = counted_changes(instance, plan, published)
    for name in ("kept", "forced", "chosen"):
        found, expected = getattr(stated, name), getattr(right, name)
        if found != expected:
            yield Violation("changes", name, found=found, expected=expected)


def counted_changes(instance: Instance, plan: Plan, published: frozenset[Placement]) -> Changes:
    """A published placement is kept, or lost because it became impossible, or given up."""
    lost = published.difference(plan.placements)
    forced = sum(bool(obstacle(instance, row)) for row in lost)
    return Changes(len(published) - len(lost), forced, len(lost) - forced)
