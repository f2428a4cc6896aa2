"""How an index takes over what the one before has read, when the list of people has changed.

Nothing is copied for those who stayed: the first shelf stays as it is, and who is new or changed
comes onto the second. Source: design "experts" B9.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np

from hub.experts.reading import Listing, read
from hub.experts.shelf import Run, Shelf, put_together
from hub.experts.texts import places
from hub.skills.service import CertificateFinder, CharVectors, SkillModel

# Part of all texts, vocabulary included, that may change before the character runs are learnt anew.
MOST_MOVED: Final = 0.05
# The second shelf is put into the first when it holds more than this part of it.
MOST_BESIDE: Final = 0.25


@dataclass(frozen=True, slots=True)
class Before:
    """What the next index takes over: who was read, and the runs of characters.

    `slots` says by key which of the people of all shelves is the one that holds. `learnt` counts
    the texts that the runs were learnt from, `moved` those that changed since.
    """

    model: SkillModel
    certificates: CertificateFinder
    shelves: tuple[Shelf, ...]
    slots: Mapping[str, int]
    characters: CharVectors
    learnt: int
    moved: int


def is_known(model: SkillModel, before: SkillModel) -> bool:
    """Say whether what was read by one model holds for another: itself, or grown from it."""
    return model is before or model.grown_from is before.mark


def saying(shelf: Shelf, term: str) -> Iterator[int]:
    """People of a shelf whose texts hold a folded term, listed or not."""
    whole = shelf.whole
    at = whole.body.find(term)
    while at >= 0:
        found = whole.holder_of(at)
        yield found
        at = whole.body.find(term, int(whole.starts[found + 1]))


def taken_over(model: SkillModel, listing: Listing, last: Before | None) -> Before:
    """What is known once everybody is read who is new or changed."""
    certificates = (
        CertificateFinder(model.words, model.finder) if last is None else last.certificates
    )
    old = {} if last is None else dict(last.slots)
    stale = _stale(model, listing, last)
    fresh = read(model, certificates, list(listing.read(stale)), listing.marks)
    gone = [key for key in old if key not in listing.marks]
    # Somebody who was gone by the time of reading.
    gone += sorted({key for key in stale if key in old} - set(fresh.keys))
    moved = fresh.chunk_count
    if last is not None:
        counts = np.concatenate([np.diff(shelf.ends) for shelf in last.shelves])
        moved += int(counts[[old[key] for key in gone]].sum())
    for key in (*gone, *fresh.keys):
        old.pop(key, None)
    if last is None or last.moved + moved > MOST_MOVED * last.learnt:
        return _learnt(model, certificates, () if last is None else last.shelves, old, fresh)
    shelves, slots = last.shelves, old
    if fresh.keys:
        new = put_together([Run(fresh, 0, len(fresh.keys))], last.characters)
        shelves, slots = _beside(last.shelves, old, new)
    return Before(
        model, certificates, shelves, slots, last.characters, last.learnt, last.moved + moved
    )


def _stale(model: SkillModel, listing: Listing, last: Before | None) -> list[str]:
    """Who must be read: the new, the changed, and who holds a new saying word for word."""
    if last is None:
        return sorted(listing.marks)
    if model.encoder.available() and any(one.meaning is None for one in last.shelves):
        return sorted(listing.marks)
    marks = [mark for shelf in last.shelves for mark in shelf.marks]
    slots = last.slots
    found = {
        key
        for key, mark in listing.marks.items()
        if (slot := slots.get(key)) is None or marks[slot] != mark
    }
    if last.model is not model:
        firsts = places([len(shelf.keys) for shelf in last.shelves]).tolist()
        hits = {
            first + at
            for first, shelf in zip(firsts, last.shelves, strict=False)
            for text in model.new_texts
            for at in saying(shelf, text)
        }
        found |= {key for key, slot in slots.items() if slot in hits and key in listing.marks}
    return sorted(found)


def _learnt(
    model: SkillModel,
    certificates: CertificateFinder,
    shelves: Sequence[Shelf],
    old: Mapping[str, int],
    fresh: Shelf,
) -> Before:
    """Everybody on one shelf, and the runs of characters learnt anew."""
    both = [*shelves, fresh]
    first = int(places([len(shelf.keys) for shelf in shelves])[-1])
    slots = {**old, **{key: first + at for at, key in enumerate(fresh.keys)}}
    runs = runs_of(both, [slots[key] for key in sorted(slots)])
    told = [run.shelf.folded[at] for run in runs for at in run.chunks]
    characters = CharVectors([*told, *model.folded_texts])
    whole = put_together(runs or [Run(fresh, 0, 0)], characters)
    learnt = len(told) + len(model.folded_texts)
    kept = {key: at for at, key in enumerate(whole.keys)}
    return Before(model, certificates, (whole,), kept, characters, learnt, 0)


def _beside(
    shelves: Sequence[Shelf], old: Mapping[str, int], new: Shelf
) -> tuple[tuple[Shelf, ...], dict[str, int]]:
    """The first shelf as it is, and all others who stayed with the new ones on the second."""
    base = shelves[0]
    count = len(base.keys)
    firsts = places([len(shelf.keys) for shelf in shelves])
    slots = {**old, **{key: int(firsts[-1]) + at for at, key in enumerate(new.keys)}}
    others = sorted(key for key, slot in slots.items() if slot >= count)
    both = [*shelves, new]
    if len(others) > MOST_BESIDE * count:
        whole = put_together(runs_of(both, [slots[key] for key in sorted(slots)]))
        return (whole,), {key: at for at, key in enumerate(whole.keys)}
    second = put_together(runs_of(both, [slots[key] for key in others]))
    return (base, second), slots | {key: at for at, key in enumerate(second.keys, start=count)}


def runs_of(shelves: Sequence[Shelf], order: Sequence[int]) -> list[Run]:
    """People of all shelves in an order, those who stand together as one run."""
    firsts = places([len(shelf.keys) for shelf in shelves]).tolist()
    slots = np.array(order, dtype=np.int64)
    cuts = np.flatnonzero(np.diff(slots) != 1) + 1
    inner = [at for at in firsts[1:-1] for at in np.flatnonzero(slots == at).tolist()]
    edges = sorted({0, *cuts.tolist(), *inner, len(order)})
    runs = []
    for a, b in pairwise(edges):
        shelf = int(np.searchsorted(firsts, slots[a], side="right")) - 1
        first = int(slots[a]) - firsts[shelf]
        runs.append(Run(shelves[shelf], first, first + b - a))
    return runs
