"""Who must not be shown to a group, nor asked by it, and why.

A seat in one of its firms, now or of late, and what was declared of the firms or of the group. The
same gate stands at the search, at the request, before each further candidate, at the answer and
at the contract. Source: experts, parts B5 and C2; ADR 50.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from hub.accounts import reads as people
from hub.directory import reads as directory
from hub.experts.queries import conflicts, roster
from hub.groups.reads import GroupFacts
from hub.kernel.calendar import japan_date
from hub.kernel.variants import searched
from hub.platform.context import Ctx
from models.experts.conflicts import ExpertConflict
from models.vocab.experts import REVIEWED_KINDS, ConflictKind

YEARS_AFTER: Final = 2
"""Years for which a former employer counts; a value that each programme has to confirm."""


@dataclass(frozen=True, slots=True)
class Ground:
    """Why somebody is kept apart: a seat in a firm (no kind), or what was declared of a name."""

    name: str
    kind: ConflictKind | None = None


Apart = Mapping[int, tuple[Ground, ...]]
"""Grounds by the expert whom they keep apart."""


def since(today: date) -> date:
    """The first day on which a seat in a firm still counts; the last of February for its 29th."""
    year = today.year - YEARS_AFTER
    try:
        return today.replace(year=year)
    except ValueError:
        return today.replace(year=year, day=28)


def apart(ctx: Ctx, group: GroupFacts) -> Apart:
    """Everybody whom the group does not see, in id order."""
    firms = {member.firm_id: member.name for member in group.members}
    first = since(japan_date(ctx.now))
    found: dict[int, list[Ground]] = {}
    seats = people.people_of_firms(ctx, firm_ids=tuple(firms), since=first)
    entries = roster.of_persons(ctx, {person_id for person_id, _firm in seats})
    for person_id, firm_id in seats:
        if person_id in entries:
            found.setdefault(entries[person_id], []).append(Ground(firms[firm_id]))
    rows = conflicts.standing(ctx, _named(ctx, group), first)
    allowed = _allowed(ctx, rows)
    for row in rows:
        if row.id in allowed:
            continue
        found.setdefault(row.expert_id, []).append(Ground(row.name, row.kind))
    return {expert_id: tuple(found[expert_id]) for expert_id in sorted(found)}


def is_apart(ctx: Ctx, group: GroupFacts, expert_id: int) -> bool:
    """Whether one expert is kept apart from a group."""
    return expert_id in apart(ctx, group)


def _allowed(ctx: Ctx, rows: list[ExpertConflict]) -> set[int]:
    """Declarations in spite of which a coordinator lets the group ask, up to a day."""
    reviewed = [row.id or 0 for row in rows if row.kind in REVIEWED_KINDS]
    today = japan_date(ctx.now)
    return {at for at, until in conflicts.allowed_until(ctx, reviewed).items() if until >= today}


def without_aid(ctx: Ctx, group: GroupFacts) -> frozenset[int]:
    """Experts for whom this group may claim no subsidy, however a review has ended."""
    rows = conflicts.standing(ctx, _named(ctx, group), since(japan_date(ctx.now)))
    return frozenset(row.expert_id for row in rows if row.kind in REVIEWED_KINDS)


def _named(ctx: Ctx, group: GroupFacts) -> conflicts.Named:
    """Everything by which somebody may have named the group or one of its firms."""
    firm_ids = tuple(member.firm_id for member in group.members)
    facts = directory.firms_of(ctx, firm_ids=firm_ids).values()
    names = (group.name, *(member.name for member in group.members))
    return conflicts.Named(
        group_id=group.group_id,
        firm_ids=firm_ids,
        name_keys=tuple({searched(name) for name in names}),
        numbers=tuple(each.number for each in facts if each.number),
    )
