"""Who must not be shown to a group, nor asked by it: a seat in one of its firms, now or of late.

Source: experts, parts B5 and C2.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from hub.accounts import reads as people
from hub.groups.reads import GroupFacts
from hub.kernel.calendar import japan_date
from hub.platform.context import Ctx
from models.experts.roster import Expert

YEARS_AFTER: Final = 2
"""Years for which a former employer counts; a value that each programme has to confirm."""


@dataclass(frozen=True, slots=True)
class Apart:
    """An expert who is not shown to a group, and the firms of the group that this is because of."""

    expert_id: int
    firm_ids: tuple[int, ...]


def since(today: date) -> date:
    """The first day on which a seat in a firm still counts; the last of February for its 29th."""
    year = today.year - YEARS_AFTER
    try:
        return today.replace(year=year)
    except ValueError:
        return today.replace(year=year, day=28)


def apart(ctx: Ctx, group: GroupFacts, experts: Iterable[Expert]) -> Sequence[Apart]:
    """Those of some experts whom the group does not see, in the order given."""
    firms = tuple(member.firm_id for member in group.members)
    held: dict[int, list[int]] = {}
    for person_id, firm_id in people.people_of_firms(
        ctx, firm_ids=firms, since=since(japan_date(ctx.now))
    ):
        held.setdefault(person_id, []).append(firm_id)
    return [
        Apart(row.id or 0, tuple(held[row.person_id])) for row in experts if row.person_id in held
    ]
