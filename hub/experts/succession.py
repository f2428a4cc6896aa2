"""Which skills are about to be lost, and which were asked for in vain; pure.

Source: design "experts" A5.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

OLD_AGE: Final = 75
"""From this age on a master is counted as old (区が変えられる値, decided with the ward)."""


class Danger(StrEnum):
    """Why a skill may be lost."""

    GONE = "gone"
    ONE = "one"
    OLD = "old"


@dataclass(frozen=True, slots=True)
class Warned:
    """A skill in danger and who still teaches it."""

    skill: str
    danger: Danger
    expert_ids: tuple[int, ...]


def warned(
    active: Mapping[str, Collection[int]], ever: Iterable[str], old: Collection[int]
) -> tuple[Warned, ...]:
    """Skills that nobody teaches any more, that one does, or that only old people do.

    `active` are the listed experts of each skill, `ever` the skills that anybody has declared.
    """
    found = []
    for skill in sorted({*active, *ever}):
        ids = tuple(sorted(active.get(skill, ())))
        if not ids:
            found.append(Warned(skill, Danger.GONE, ids))
        elif len(ids) == 1:
            found.append(Warned(skill, Danger.ONE, ids))
        elif set(ids) <= set(old):
            found.append(Warned(skill, Danger.OLD, ids))
    order = list(Danger)
    return tuple(sorted(found, key=lambda one: (order.index(one.danger), one.skill)))


@dataclass(frozen=True, slots=True)
class Lacking:
    """A skill with the number of needs and of groups that found nobody for it."""

    skill: str
    needs: int
    groups: int


def lacking(asked: Iterable[tuple[Iterable[str], int]]) -> tuple[Lacking, ...]:
    """Skills by the number of unserved needs, the most wanted first."""
    needs: Counter[str] = Counter()
    groups: defaultdict[str, set[int]] = defaultdict(set)
    for skills, group_id in asked:
        for skill in set(skills):
            needs[skill] += 1
            groups[skill].add(group_id)
    found = [Lacking(skill, count, len(groups[skill])) for skill, count in needs.items()]
    return tuple(sorted(found, key=lambda one: (-one.needs, -one.groups, one.skill)))
