"""The verdict over one plan: every violation, and the objective computed anew."""

from dataclasses import dataclass

from hub.internship.checker.figures import (
    Recomputed,
    beaten_bounds,
    recomputed,
    wrong_changes,
    wrong_gap,
    wrong_objective,
    wrong_stages,
)
from hub.internship.checker.findings import Violation
from hub.internship.checker.reading import instance_from, plan_from, published_from
from hub.internship.checker.rules import broken_rules
from hub.internship.checker.statements import wrong_order, wrong_origin, wrong_unplaced


@dataclass(frozen=True, slots=True)
class Report:
    """All violations of a plan and its recomputed objective."""

    violations: tuple[Violation, ...]
    objective: Recomputed

    @property
    def is_accepted(self) -> bool:
        """Whether nothing at all is wrong."""
        return not self.violations


def check(instance_bytes: bytes, plan_bytes: bytes, published_bytes: bytes | None = None) -> Report:
    """Check a plan against its instance; raises `Unreadable` when a document cannot be read."""
    instance = instance_from(instance_bytes)
    plan = plan_from(plan_bytes)
    published = None if published_bytes is None else published_from(published_bytes)
    right = recomputed(instance, plan, published)
    return Report(
        violations=(
            *broken_rules(instance, plan.placements),
            *wrong_objective(plan.objective, right),
            *beaten_bounds(plan.bound, right),
            *wrong_gap(plan, right),
            *wrong_unplaced(instance, plan),
            *wrong_order(instance, plan),
            *wrong_origin(plan, instance, instance_bytes, published_bytes),
            *wrong_stages(plan, right),
            *wrong_changes(instance, plan, published),
        ),
        objective=right,
    )
