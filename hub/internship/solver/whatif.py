"""How to mend a published plan after a loss; small losses nearby, large ones by a whole search."""

from collections.abc import Callable

from hub.internship.instance import Instance
from hub.internship.plan import Plan, Published
from hub.internship.solver.exact import LARGEST
from hub.internship.solver.nearby import mend_nearby
from hub.internship.solver.run import OnPlan, solve


def mended(
    changed: Instance,
    published: Published,
    *,
    seconds: float = 60,
    on_plan: OnPlan | None = None,
    should_stop: Callable[[], bool] = lambda: False,
) -> Plan:
    """The plan of a changed round in which a published place given up costs 200.

    Small rounds are searched to the end; in larger ones a small loss is mended among those nearby,
    in less than a second, and only a large one is searched for anew. Raises InfeasiblePins when
    the pins cannot stand together.
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
