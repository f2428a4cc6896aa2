"""Hard conditions of a need with the number each removes; pure.

Source: experts, part B5. Conditions and wishes never change the order of those who stay.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import chain
from typing import Final

SELDOM: Final = 3
"""Under three accepted engagements in the last twelve months somebody is seldom asked."""


class Condition(StrEnum):
    """What must hold for an expert to be shown, unless the group takes it off."""

    WARD = "ward"
    FREE = "free"
    BUDGET = "budget"


class Wish(StrEnum):
    """What a group may ask for besides; nothing is asked for until it chooses a value."""

    CERTIFICATE = "certificate"
    YEARS = "years"
    LANGUAGE = "language"
    DAY = "day"


class Hard(StrEnum):
    """What nobody can take off."""

    APART = "apart"
    FITTING = "fitting"


Step = Condition | Wish
ORDER: Final[tuple[Step, ...]] = (
    Wish.CERTIFICATE,
    Wish.YEARS,
    Wish.LANGUAGE,
    Condition.WARD,
    Condition.FREE,
    Wish.DAY,
    Condition.BUDGET,
)


@dataclass(frozen=True, slots=True)
class Standing:
    """How one expert stands: conditions that hold, and the values of each wish this one answers."""

    expert_id: int
    meets: frozenset[Condition]
    offers: Mapping[Wish, frozenset[str]] = field(default_factory=dict)

    def passes(self, step: Step, wishes: Mapping[Wish, str]) -> bool:
        """Say whether this one stays at a step."""
        if isinstance(step, Condition):
            return step in self.meets
        return wishes[step] in self.offers.get(step, frozenset())


@dataclass(frozen=True, slots=True)
class Asked:
    """Conditions that the group has taken off, and the wishes it has chosen a value for."""

    dropped: frozenset[Condition] = frozenset()
    wishes: Mapping[Wish, str] = field(default_factory=dict)

    @property
    def steps(self) -> tuple[Step, ...]:
        """What is applied, in its order."""
        return tuple(step for step in ORDER if step not in self.dropped and self._is_chosen(step))

    def without(self, step: Step) -> "Asked":
        """The same with one condition or wish taken off."""
        if isinstance(step, Condition):
            return Asked(self.dropped | {step}, self.wishes)
        return Asked(self.dropped, {wish: text for wish, text in self.wishes.items()
                                    if wish is not step})  # fmt: skip

    def turned(self, condition: Condition) -> "Asked":
        """The same with a condition the other way round."""
        return Asked(self.dropped ^ {condition}, self.wishes)

    def _is_chosen(self, step: Step) -> bool:
        return isinstance(step, Condition) or step in self.wishes


@dataclass(frozen=True, slots=True)
class Narrowed:
    """Who stays, and how many were left after each step in turn."""

    kept: frozenset[int]
    counts: tuple[tuple[Step, int], ...]


def narrow(everybody: Iterable[Standing], asked: Asked) -> Narrowed:
    """Apply the conditions and wishes in their order."""
    left = list(everybody)
    counts = []
    for step in asked.steps:
        left = [each for each in left if each.passes(step, asked.wishes)]
        counts.append((step, len(left)))
    return Narrowed(frozenset(each.expert_id for each in left), tuple(counts))


def to_relax(everybody: Sequence[Standing], wanted: Collection[int], asked: Asked) -> Step | None:
    """The step whose removal brings back most of those who fit; None when none helps."""
    best, most = None, 0
    for step in asked.steps:
        found = len(narrow(everybody, asked.without(step)).kept & set(wanted))
        if found > most:
            best, most = step, found
    return best


@dataclass(frozen=True, slots=True)
class Choices:
    """What another choice would change, counted over those who fit the need.

    `moves`: how many a condition hides now, or would hide if it were put on again. `values`: each
    value of a wish with how many would be left by it, under "" without the wish; what nobody
    answers is not there.
    """

    moves: Mapping[Condition, int]
    values: Mapping[Wish, Mapping[str, int]]

    def left_by(self, wish: Wish, value: str) -> int:
        """How many would be left."""
        return self.values[wish].get(value, 0)


def choices(everybody: Sequence[Standing], wanted: Collection[int], asked: Asked) -> Choices:
    """Count every other choice beside what is chosen now."""
    fitting = [each for each in everybody if each.expert_id in wanted]
    now = len(narrow(fitting, asked).kept)
    moves = {one: abs(len(narrow(fitting, asked.turned(one)).kept) - now) for one in Condition}
    values: dict[Wish, Mapping[str, int]] = {}
    for wish in Wish:
        kept = narrow(fitting, asked.without(wish)).kept
        answered = (each.offers.get(wish, ()) for each in fitting if each.expert_id in kept)
        values[wish] = {"": len(kept), **Counter(chain.from_iterable(answered))}
    return Choices(moves, values)


def is_seldom_asked(count: int, most: int) -> bool:
    """Say whether somebody should be pointed out: few engagements where others have many."""
    return count < SELDOM <= most
