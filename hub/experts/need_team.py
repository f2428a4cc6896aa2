"""The people who together hold every skill of a need, and what they cost together.

For the reads of this room. Source: design "experts" B7.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from hub.accounts import reads as people
from hub.experts import exposure, team
from hub.experts.costs import Cost, FreeDay, cost_of, free_days
from hub.experts.matches import Chip, SearchResult
from hub.experts.team import Candidate
from hub.groups.reads import GroupFacts
from hub.kernel.intervals import Span
from hub.platform.context import Ctx
from models.experts.roster import Expert

SHOWN_DAYS: Final = 2


@dataclass(frozen=True, slots=True)
class TeamMember:
    """One of the team, the skills this person brings, and whether no aid may be claimed."""

    expert_id: int
    name: str
    skills: tuple[Chip, ...]
    is_without_aid: bool = False


@dataclass(frozen=True, slots=True)
class NeedTeam:
    """The smallest team for the skills of a need.

    `missing` are skills that it lacks; `days` the first days on which all are free; `cost` of one
    visit of each.
    """

    members: tuple[TeamMember, ...]
    missing: tuple[Chip, ...]
    days: tuple[FreeDay, ...]
    cost: Cost


@dataclass(frozen=True, slots=True)
class Pool:
    """Who could be in a team, who is left by the conditions, free half-days, accepted requests.

    `unaided` are those for whom the group may claim no subsidy.
    """

    experts: Mapping[int, Expert]
    left: Collection[int]
    free: Mapping[int, Sequence[Span]]
    accepted: Mapping[int, int]
    unaided: Collection[int] = ()


def team_of(
    ctx: Ctx, group: GroupFacts, found: SearchResult, pool: Pool, dropped: Collection[str]
) -> NeedTeam | None:
    """The team for the skills that the group kept or named; None for fewer than two of them.

    Skills that were only guessed stand for one another and need no team; `dropped` are those that
    the group took off.
    """
    experts, free = pool.experts, pool.free
    wanted = {chip.code: chip for chip in found.stated if chip.code not in dropped}
    if len(wanted) < 2:  # noqa: PLR2004  one skill needs no team
        return None
    chosen = team.proposed(
        list(wanted),
        [
            Candidate(
                one.expert_id,
                exposure.lessened(one.score, pool.accepted.get(one.expert_id, 0)),
                frozenset(one.covers).intersection(wanted),
                frozenset(free[one.expert_id]),
                experts[one.expert_id].fee_yen + experts[one.expert_id].travel_yen,
                frozenset(one.sure).intersection(wanted),
            )
            for one in found.holders
            if one.expert_id in pool.left
        ],
    )
    if chosen is None:
        return None
    rows = [experts[at] for at, _covers in chosen.members]
    names = people.names_of(ctx, person_ids=tuple(row.person_id for row in rows))
    shared = [span for span in free[rows[0].id or 0] if span in chosen.shared]
    first = shared[0] if shared else None
    return NeedTeam(
        members=tuple(
            TeamMember(
                at,
                names[experts[at].person_id],
                tuple(wanted[code] for code in covers),
                is_without_aid=at in pool.unaided,
            )
            for at, covers in chosen.members
        ),
        missing=tuple(wanted[code] for code in chosen.missing),
        days=free_days(shared, SHOWN_DAYS),
        cost=_together([cost_of(ctx, group, row, first, pool.unaided) for row in rows]),
    )


def _together(costs: Sequence[Cost]) -> Cost:
    """One visit of each in one sum, with the aid of those who have it; without if nobody has."""
    aided = next((each for each in costs if not each.is_without_aid), costs[0])
    aids = [each.subsidy_yen for each in costs if each.subsidy_yen is not None]
    gross: defaultdict[int, int] = defaultdict(int)
    own = Counter[int]()
    for cost in costs:
        for part in cost.firms:
            gross[part.firm_id] += part.gross_yen
            own[part.firm_id] += part.own_yen
    return replace(
        aided,
        fee_yen=sum(each.fee_yen for each in costs),
        travel_yen=sum(each.travel_yen for each in costs),
        gross_yen=sum(each.gross_yen for each in costs),
        subsidy_yen=sum(aids) if aids else None,
        own_yen=sum(each.own_yen for each in costs),
        firms=tuple(
            replace(part, gross_yen=gross[part.firm_id], own_yen=own[part.firm_id])
            for part in costs[0].firms
        ),
    )
