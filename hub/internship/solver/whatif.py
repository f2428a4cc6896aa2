"""Questions about a plan: what if something were different, and how to mend it after a loss.

Both answer with a whole plan that the checker accepts and with everybody it touches, so that
nothing is accepted before its price is seen.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from hub.internship.difference import Difference, difference
from hub.internship.edits import Edits, edited
from hub.internship.instance import Instance, Triple
from hub.internship.plan import Plan, Published
from hub.internship.solver.exact import LARGEST
from hub.internship.solver.nearby import mend_nearby
from hub.internship.solver.run import OnPlan, solve


@dataclass(frozen=True, slots=True)
class Answer:
    """The changed round, its plan, and what is different from the plan before."""

    instance: Instance
    plan: Plan
    difference: Difference


def what_if(
    given: Instance,
    held: Iterable[Triple],
    edits: Edits,
    *,
    seconds: float = 60,
    on_plan: OnPlan | None = None,
    should_stop: Callable[[], bool] = lambda: False,
) -> Answer:
    """The best plan of the changed round beside the plan `held` of the given one.

    Nobody's old place counts for anything here: this is the question before publication. Raises
    Refused for edits that name nobody, InfeasiblePins when the pins cannot stand together.
    """
    before = frozenset(held)
    changed = edited(given, edits)
    plan = solve(changed, seconds=seconds, on_plan=on_plan, should_stop=should_stop)
    return Answer(changed, plan, difference(given, before, changed, plan.placements))


def mend(
    given: Instance,
    published: Published,
    edits: Edits,
    *,
    seconds: float = 60,
    on_plan: OnPlan | None = None,
    should_stop: Callable[[], bool] = lambda: False,
) -> Answer:
    """The published plan mended after a loss (students or firms gone, seats taken away).

    Every published place that is given up costs 200, so few people are touched;
    `difference.touched` lists them before anybody accepts. The plan is meant to be kept, checked
    with `--published` the old plan, and published as the next version. Raises as `what_if`.
    """
    changed = edited(given, edits)
    plan = mended(changed, published, seconds=seconds, on_plan=on_plan, should_stop=should_stop)
    return Answer(changed, plan, difference(given, published.triples, changed, plan.placements))


def mended(
    changed: Instance,
    published: Published,
    *,
    seconds: float = 60,
    on_plan: OnPlan | None = None,
    should_stop: Callable[[], bool] = lambda: False,
) -> Plan:
    """The plan alone, for a round that was changed before (`edited`) and read from its file.

    Small rounds are searched to the end; in larger ones a small loss is mended among those nearby,
    in less than a second, and only a large one is searched for anew.
    """
    if len(changed.students) > LARGEST:
        nearby = mend_nearby(changed, published, should_stop)
        if nearby is not None:
            return nearby
    return solve(
        changed,
        seconds=seconds,
        published=published,
        on_plan=on_plan,
        should_stop=should_stop,
    )
