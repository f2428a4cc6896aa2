"""Finds the smallest team whose people together hold every wanted skill; pure.

Source: design "experts" B7.
"""

import math
from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final, TypeAlias

USUAL_SIZE: Final = 3
MOST_SIZE: Final = 5
MOST_TRIED: Final = 250_000
PER_SKILL: Final = 20
Rank: TypeAlias = tuple[int, int, int, float, list[int]]
# More common half-days than these help nobody: then the lower fees and the higher scores decide.
ENOUGH_SHARED: Final = 8


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who holds at least one of the wanted skills; `sure` are declared or proved."""

    expert_id: int
    score: float
    covers: frozenset[str]
    free: frozenset[Hashable] = frozenset()
    fee_yen: int = 0
    sure: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Team:
    """Who covers what, what nobody in it covers, and the half-days on which all are free."""

    members: tuple[tuple[int, tuple[str, ...]], ...]
    missing: tuple[str, ...]
    shared: frozenset[Hashable]

    @property
    def is_whole(self) -> bool:
        """Say whether every wanted skill is there."""
        return not self.missing


def proposed(
    wanted: Sequence[str], candidates: Iterable[Candidate], most: int = USUAL_SIZE
) -> Team | None:
    """The smallest team that covers all that anybody covers; None when nobody covers anything.

    Of equal teams: most skills that are declared or proved, most half-days on which all are free
    (up to eight), the lower fees, the higher scores, the lower ids. A team of `most` that cannot
    cover all covers as much as it can.
    """
    pool = _pool(wanted, candidates)
    if not pool:
        return None
    reachable = frozenset[str]().union(*(one.covers for one in pool)) & frozenset(wanted)
    for size in range(1, min(most, MOST_SIZE, len(pool)) + 1):
        if math.comb(len(pool), size) > MOST_TRIED:
            break
        whole = [team for team in combinations(pool, size) if _covers(team) >= reachable]
        if whole:
            return _told(wanted, min(whole, key=_rank))
    return _told(wanted, _exchanged(_greedy(pool, reachable, most), pool, reachable))


def _pool(wanted: Sequence[str], candidates: Iterable[Candidate]) -> list[Candidate]:
    """The best of each skill, and of each set of skills so that nobody who holds many is missed."""
    asked = frozenset(wanted)
    by_skill: defaultdict[Hashable, list[Candidate]] = defaultdict(list)
    for one in sorted(candidates, key=lambda one: (-one.score, one.expert_id)):
        held = one.covers & asked
        groups: list[Hashable] = [*sorted(held), *([held] if held else [])]
        for group in groups:
            if len(by_skill[group]) < PER_SKILL:
                by_skill[group].append(one)
    found = {one.expert_id: one for group in by_skill.values() for one in group}
    return [found[key] for key in sorted(found)]


def _covers(team: Sequence[Candidate]) -> frozenset[str]:
    return frozenset[str]().union(*(one.covers for one in team))


def _shared(team: Sequence[Candidate]) -> frozenset[Hashable]:
    return frozenset.intersection(*(one.free for one in team))


def _rank(team: Sequence[Candidate]) -> Rank:
    return (
        -len(frozenset[str]().union(*(one.sure for one in team))),
        -min(len(_shared(team)), ENOUGH_SHARED),
        sum(one.fee_yen for one in team),
        -sum(one.score for one in team),
        sorted(one.expert_id for one in team),
    )


def _greedy(
    pool: Sequence[Candidate], reachable: frozenset[str], most: int
) -> tuple[Candidate, ...]:
    """Whoever adds most, one after the other."""
    team: tuple[Candidate, ...] = ()
    while len(team) < min(most, MOST_SIZE) and not _covers(team) >= reachable:
        have = _covers(team)
        best = min(pool, key=lambda one: (-len((one.covers & reachable) - have), _rank((one,))))
        if not (best.covers & reachable) - have:
            break
        team = (*team, best)
    return team


def _exchanged(
    team: tuple[Candidate, ...], pool: Sequence[Candidate], reachable: frozenset[str]
) -> tuple[Candidate, ...]:
    """Exchange one of the team for another as long as that makes it better."""

    def worth(one: Sequence[Candidate]) -> tuple[int, Rank]:
        return (-len(_covers(one) & reachable), _rank(one))

    best = team
    while True:
        others = [
            (*best[:at], one, *best[at + 1 :])
            for at in range(len(best))
            for one in pool
            if one not in best
        ]
        better = min(others, key=worth, default=best)
        if worth(better) >= worth(best):
            return best
        best = better


def _told(wanted: Sequence[str], team: Sequence[Candidate]) -> Team:
    ordered = sorted(team, key=lambda one: (-one.score, one.expert_id))
    have = _covers(team)
    return Team(
        members=tuple(
            (one.expert_id, tuple(code for code in wanted if code in one.covers)) for one in ordered
        ),
        missing=tuple(code for code in wanted if code not in have),
        shared=_shared(team),
    )
