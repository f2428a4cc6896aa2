"""Hard conditions of a need with the number each removes; pure.

Source: experts, part B5. Conditions never change the order of those who stay.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

SELDOM: Final = 3
"""Under three accepted engagements in the last twelve months somebody is seldom asked."""


class Condition(StrEnum):
    """What must hold for an expert to be shown, unless the group takes it off."""

    WARD = "ward"
    FREE = "free"
    BUDGET = "budget"


@dataclass(frozen=True, slots=True)
class Standing:
    """How one expert stands to each condition."""

    expert_id: int
    meets: frozenset[Condition]


@dataclass(frozen=True, slots=True)
class Narrowed:
    """Who stays, and how many were left after each condition in turn."""

    kept: frozenset[int]
    counts: tuple[tuple[Condition, int], ...]


def narrow(everybody: Sequence[Standing], dropped: Collection[Condition] = ()) -> Narrowed:
    """Apply the conditions in their order, but for those the group has taken off."""
    left = list(everybody)
    counts = []
    for condition in Condition:
        if condition in dropped:
            continue
        left = [each for each in left if condition in each.meets]
        counts.append((condition, len(left)))
    return Narrowed(frozenset(each.expert_id for each in left), tuple(counts))


def to_relax(
    everybody: Sequence[Standing], wanted: Collection[int], dropped: Collection[Condition] = ()
) -> Condition | None:
    """The condition whose removal brings back most of those who fit; None when none helps."""
    best, most = None, 0
    for condition in Condition:
        if condition in dropped:
            continue
        found = len(narrow(everybody, {*dropped, condition}).kept & set(wanted))
        if found > most:
            best, most = condition, found
    return best


def is_seldom_asked(count: int, most: int) -> bool:
    """Say whether somebody should be pointed out: few engagements where others have many."""
    return count < SELDOM <= most
