"""The listed people ready for searching: everybody by number, over all shelves.

Made from profiles and a skill model; the same input gives the same numbers. A new index takes over
what the one before has read. Source: design "experts" B4, B9.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
import numpy.typing as npt

from hub.experts.covering import Columns
from hub.experts.holdings import Holder, Holding
from hub.experts.profiles import Place, Profile
from hub.experts.ranking import rare
from hub.experts.reading import Listing, given
from hub.experts.shelf import Shelf, put_together
from hub.experts.taking_over import Before, is_known, runs_of, saying, taken_over
from hub.experts.texts import Numbers, places
from hub.skills.service import SkillModel, single_thread

Floats = npt.NDArray[np.float64]
# People whose holdings are kept as things of their own after they were shown.
MOST_KEPT: Final = 2000


@dataclass(frozen=True, slots=True)
class Shown:
    """One person as things of his own: made for those who are shown.

    `chunks` are numbers over all shelves; `places`, `is_told` and `shares` (what it speaks of) go
    by chunk, `strengths` by skill.
    """

    profile: Profile
    chunks: range
    places: Sequence[Place]
    is_told: Sequence[bool]
    shares: Floats
    strengths: Floats
    holding: Holding


class RosterIndex:
    """People by number, in the order of their keys."""

    def __init__(
        self,
        model: SkillModel,
        people: Sequence[Profile] | Listing,
        before: "RosterIndex | Before | None" = None,
    ) -> None:
        """Read the profiles; what `before` has read and is still so is taken from there."""
        self.model = model
        listing = people if isinstance(people, Listing) else given(people)
        last: Before | None = before.kept if isinstance(before, RosterIndex) else before
        if last is not None and not is_known(model, last.model):
            last = None
        with single_thread():
            self.kept: Before = taken_over(model, listing, last)
        self.shelves = self.kept.shelves
        self.certificates = self.kept.certificates
        self.characters = self.kept.characters
        self.keys = tuple(sorted(self.kept.slots))
        self._order: Numbers = np.array([self.kept.slots[key] for key in self.keys], np.int64)
        self._first = places([len(shelf.keys) for shelf in self.shelves])
        self._first_chunk = places([shelf.chunk_count for shelf in self.shelves])
        counts = [np.diff(shelf.ends) for shelf in self.shelves]
        self._counts: Numbers = np.concatenate([np.zeros(0, np.int64), *counts])
        self._starts = places(self._counts)[:-1]
        self._owners = np.repeat(np.arange(len(self._counts)), self._counts)
        self._shown: dict[int, Shown] = {}

    @property
    def has_meaning(self) -> bool:
        """Say whether everybody's sentences have vectors of their meaning."""
        return bool(self.keys) and all(shelf.meaning is not None for shelf in self.shelves)

    @property
    def chunk_count(self) -> int:
        """Chunks on all shelves, those of people included who are gone."""
        return int(self._first_chunk[-1])

    def _columns(self, name: str) -> Columns:
        return Columns([getattr(shelf, name) for shelf in self.shelves], self._order)

    @cached_property
    def strengths(self) -> Columns:
        """How strongly each person holds each skill itself."""
        return self._columns("own_columns")

    @cached_property
    def reach(self) -> Columns:
        """How far each person covers each skill, neighbours included."""
        return self._columns("reach")

    @cached_property
    def own(self) -> Columns:
        """How strongly each person holds each skill itself or a part of it."""
        return self._columns("own")

    @cached_property
    def close(self) -> Columns:
        """How strongly each person holds each skill or one that helps out for it."""
        return self._columns("close")

    @cached_property
    def worth(self) -> Columns:
        """Worth of certificates and years together per person and skill."""
        return self._columns("worth")

    def holders(self, term: str) -> list[int]:
        """People whose texts hold a folded term, unless they are too many for a rare one."""
        found: list[int] = []
        for slot in self._saying(term):
            found.append(slot)
            if not rare(len(found), len(self.keys)):
                return []
        return [int(self._person_at[slot]) for slot in found]

    @cached_property
    def _person_at(self) -> Numbers:
        """Number of the person of each slot; less than nothing for somebody who is gone."""
        made = np.full(len(self._counts), -1, dtype=np.int64)
        made[self._order] = np.arange(len(self._order))
        return made

    def _saying(self, term: str) -> Iterator[int]:
        """Slots of listed people whose texts hold a term."""
        for first, shelf in zip(self._first.tolist(), self.shelves, strict=False):
            for at in saying(shelf, term):
                if self._person_at[first + at] >= 0:
                    yield first + at

    def by_person(self, values: Floats) -> tuple[Floats, Floats]:
        """Best and mean of chunk values per person; 0 for a person without text."""
        best = np.zeros(len(self._counts))
        some = self._counts > 0
        if some.any():
            best[some] = np.maximum.reduceat(values, self._starts[some])
        total = np.bincount(self._owners, weights=values, minlength=len(self._counts))
        mean: Floats = total / np.maximum(self._counts, 1)
        return best[self._order], mean[self._order]

    def person_of(self, key: str) -> int:
        """Number of a person."""
        return self.keys.index(key)

    def shown(self, person: int) -> Shown:
        """A person as he is shown; the last ones shown are kept."""
        found = self._shown.get(person)
        if found is None:
            if len(self._shown) >= MOST_KEPT:
                self._shown.clear()
            found = self._shown[person] = self._made(person)
        return found

    def _made(self, person: int) -> Shown:
        shelf, at = self._on(person)
        profile = shelf.profile(at)
        own = shelf.chunks_of(at)
        held = [Place(*one) for one in shelf.places[own.start : own.stop].tolist()]
        return Shown(
            profile=profile,
            chunks=self.chunks_of(person),
            places=held,
            is_told=shelf.is_told[own.start : own.stop].tolist(),
            shares=shelf.shares_of(at),
            strengths=shelf.strengths_of(at),
            holding=Holder(self.model, self.certificates).of(
                profile, held, [shelf.evidence_of(self.model, chunk) for chunk in own]
            ),
        )

    def profile(self, person: int) -> Profile:
        """The profile of a person as it was read."""
        return self.shown(person).profile

    def _on(self, person: int) -> tuple[Shelf, int]:
        """The shelf of a person, and the number there."""
        slot = int(self._order[person])
        at = int(np.searchsorted(self._first, slot, side="right")) - 1
        return self.shelves[at], slot - int(self._first[at])

    def chunks_of(self, person: int) -> range:
        """Numbers of the chunks of a person."""
        slot = self._order[person]
        first = int(self._starts[slot])
        return range(first, first + int(self._counts[slot]))

    def on_one_shelf(self) -> Shelf:
        """Everybody listed, in the order of keys, as one shelf."""
        if self._is_tidy:
            return self.shelves[0]
        return put_together(runs_of(self.shelves, self._order.tolist()))

    @property
    def _is_tidy(self) -> bool:
        count = len(self.shelves[0].keys)
        return len(self.shelves) == 1 and np.array_equal(self._order, np.arange(count))
