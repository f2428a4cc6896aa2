"""The listed people ready for searching: chunks with vectors, and how strongly each holds a skill.

Made from profiles and a skill model; the same input gives the same numbers. A new index takes over
what the one before has read. Source: design B4, B9.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

import numpy as np
import numpy.typing as npt
from scipy import sparse

from hub.experts.holdings import Holder, Holding
from hub.experts.profiles import Chunk, Profile, chunks
from hub.experts.ranking import covered, rare, softened, term_worth
from hub.experts.weights import RANKING
from hub.kernel.folding import folded
from hub.skills.service import (
    CertificateFinder,
    CharVectors,
    Matrix,
    Reading,
    Shares,
    SkillModel,
    evidence,
    single_thread,
)

Floats = npt.NDArray[np.float64]
# Part of all texts, vocabulary included, that may change before the character runs are learnt anew.
MOST_MOVED: Final = 0.05
NOTHING: Final = Shares(np.zeros(0, dtype=np.int64), np.zeros(0))


@dataclass(slots=True, eq=False)
class Read:
    """What was read of one profile: its chunks, also folded, their vectors, and what it holds.

    `shown` is what each chunk speaks of; `whole` all folded lines, made when first asked for.
    """

    profile: Profile
    chunks: tuple[Chunk, ...]
    folded: tuple[str, ...]
    meaning: Matrix | None
    shown: tuple[Reading, ...]
    holding: Holding
    whole: str | None = None

    @property
    def shares(self) -> Iterator[Shares]:
        """The guess of each chunk in the person's own words; none for a name on a list."""
        for chunk, one in zip(self.chunks, self.shown, strict=True):
            yield one.shares if self.profile.lines[chunk.line].is_told else NOTHING

    @property
    def whole_text(self) -> str:
        """All folded lines, for exact terms."""
        if self.whole is None:
            self.whole = "\n".join(folded(line.text) for line in self.profile.lines)
        return self.whole


@dataclass(frozen=True, slots=True)
class Before:
    """What the next index takes over: who was read, and the rows of runs, which begin at `starts`.

    `learnt` counts the texts the runs were learnt from, `moved` those that changed since.
    """

    model: SkillModel
    certificates: CertificateFinder
    reads: Mapping[str, Read]
    starts: Mapping[str, int]
    rows: Any
    characters: CharVectors
    learnt: int
    moved: int


class RosterIndex:
    """People by number, in the order of their keys."""

    certificates: CertificateFinder
    reads: dict[str, Read]
    characters: CharVectors
    learnt: int
    moved: int

    def __init__(
        self,
        model: SkillModel,
        profiles: Sequence[Profile],
        before: "RosterIndex | Before | None" = None,
    ) -> None:
        """Read the profiles; what `before` has read and is still so is taken from there."""
        self.model = model
        self.profiles = tuple(sorted(profiles, key=lambda one: one.key))
        last = before if before is not None and is_known(model, before.model) else None
        self.certificates = (
            CertificateFinder(model.words, model.finder) if last is None else last.certificates
        )
        grown = last is not None and last.model is not model
        self.reads = self._all_read(
            {} if last is None else last.reads, model.new_texts if grown else ()
        )
        reads = list(self.reads.values())
        self.chunks = [chunk for read in reads for chunk in read.chunks]
        counts = [len(read.chunks) for read in reads]
        self.ends: npt.NDArray[np.int64] = np.cumsum([0, *counts])
        self.starts = dict(zip(self.reads, self.ends.tolist(), strict=False))
        self.owners: npt.NDArray[np.int64] = np.repeat(np.arange(len(reads)), counts)
        self.holdings = [read.holding for read in reads]
        self.meaning = _joined([read.meaning for read in reads])
        self.told_shares = _rows_of(
            [one for read in reads for one in read.shares], len(model.codes)
        )
        with single_thread():
            self._compare_by_runs(last)

    def _all_read(self, known: Mapping[str, Read], new_texts: Sequence[str]) -> dict[str, Read]:
        """The profiles by key, each as it was read before or read now.

        Of new sayings, only the profiles that hold one word for word are read again.
        """
        has_encoder = self.model.encoder.available()
        fresh = [
            one
            for one in self.profiles
            if (old := known.get(one.key)) is None
            or old.profile != one
            or (has_encoder and old.meaning is None)
            or any(text in piece for text in new_texts for piece in old.folded)
        ]
        new = {read.profile.key: read for read in self._read(fresh)}
        return {one.key: new.get(one.key) or known[one.key] for one in self.profiles}

    def _read(self, profiles: Sequence[Profile]) -> Iterator[Read]:
        """Read profiles together: one text after the other would take far longer."""
        cut = [tuple(chunks(profile)) for profile in profiles]
        texts = [chunk.text for own in cut for chunk in own]
        meaning = self.model.encoded(texts)
        holder = Holder(self.model, self.certificates)
        shown = evidence(self.model, texts, meaning)
        first = 0
        for profile, own in zip(profiles, cut, strict=True):
            part = slice(first, first + len(own))
            first = part.stop
            yield Read(
                profile,
                own,
                tuple(folded(chunk.text) for chunk in own),
                None if meaning is None else meaning[part],
                tuple(shown[part]),
                holder.of(profile, own, [one.proofs for one in shown[part]]),
            )

    def _compare_by_runs(self, last: "RosterIndex | Before | None") -> None:
        """Make the rows of character runs; the runs are learnt anew when much has changed."""
        old = {} if last is None else last.reads
        places = {} if last is None else dict(last.starts)
        new = [key for key, read in self.reads.items() if old.get(key) is not read]
        gone = [key for key in old if key not in self.reads]
        moved = sum(len(self.reads[key].chunks) for key in new)
        moved += sum(len(old[key].chunks) for key in gone)
        if last is not None and last.moved + moved <= MOST_MOVED * last.learnt:
            self.characters, self.learnt, self.moved = last.characters, last.learnt, last.moved
            self.moved += moved
        else:
            told = [text for read in self.reads.values() for text in read.folded]
            self.characters = CharVectors([*told, *self.model.folded_texts])
            self.learnt, self.moved = len(told) + len(self.model.folded_texts), 0
            last, places, new = None, {}, list(self.reads)
        if not self.chunks:
            self.rows: Any = None
            self.lexical: Any = None
            return
        texts = [text for key in new for text in self.reads[key].folded]
        start = 0 if last is None or last.rows is None else last.rows.shape[0]
        for key in new:
            places[key] = start
            start += len(self.reads[key].chunks)
        parts = [] if last is None or last.rows is None else [last.rows]
        parts += [self.characters.of(texts)] if texts else []
        order = [
            np.arange(places[key], places[key] + len(read.chunks))
            for key, read in self.reads.items()
        ]
        self.rows = sparse.vstack(parts, format="csr")[np.concatenate(order)]
        self.lexical = self.rows.tocsc()

    def _matrix(self, of: dict[int, dict[str, float]]) -> Floats:
        made = np.zeros((len(self.profiles), len(self.model.codes)))
        for person, values in of.items():
            for skill, value in values.items():
                made[person, self.model.number[skill]] = value
        return made

    @cached_property
    def strengths(self) -> Floats:
        """How strongly each person holds each skill itself."""
        return self._matrix(
            {
                person: {skill: proof.strength for skill, proof in one.proofs.items()}
                for person, one in enumerate(self.holdings)
            }
        )

    @cached_property
    def reach(self) -> Floats:
        """How far each person covers each skill, neighbours included."""
        return covered(self.strengths, self.model.edges)

    @cached_property
    def own(self) -> Floats:
        """How strongly each person holds each skill itself or a part of it."""
        return covered(self.strengths, (self.model.edges >= RANKING.own_edge).astype(float))

    @cached_property
    def close(self) -> Floats:
        """How strongly each person holds each skill or one that helps out for it."""
        return covered(self.strengths, (self.model.edges >= RANKING.close_edge).astype(float))

    @cached_property
    def years(self) -> Floats:
        """Worth of the years per person and skill, between 0 and 1."""
        return self._matrix({at: dict(one.years) for at, one in enumerate(self.holdings)})

    @cached_property
    def grades(self) -> Floats:
        """Worth of certificates per person and skill, between 0 and 1."""
        return self._matrix(
            {
                at: {skill: worth for skill, (worth, _line) in one.grades.items()}
                for at, one in enumerate(self.holdings)
            }
        )

    @cached_property
    def worth(self) -> Floats:
        """Worth of certificates and years together per person and skill."""
        return term_worth(self.grades, self.years)

    @cached_property
    def whole_texts(self) -> tuple[str, ...]:
        """All folded lines of each person, for exact terms."""
        return tuple(read.whole_text for read in self.reads.values())

    @cached_property
    def _whole(self) -> tuple[str, npt.NDArray[np.int64]]:
        """Every text of everybody in one, and where each person begins."""
        lengths = [len(text) + 1 for text in self.whole_texts]
        return "\0".join(self.whole_texts), np.cumsum([0, *lengths])[:-1]

    def holders(self, term: str) -> list[int]:
        """People whose texts hold a folded term, unless they are too many for a rare one."""
        text, starts = self._whole
        found: list[int] = []
        at = text.find(term)
        while at >= 0:
            found.append(int(np.searchsorted(starts, at, side="right")) - 1)
            if not rare(len(found), len(self.profiles)):
                return []
            after = int(starts[found[-1] + 1]) if found[-1] + 1 < len(starts) else len(text)
            at = text.find(term, after)
        return found

    def by_person(self, values: Floats) -> tuple[Floats, Floats]:
        """Best and mean of chunk values per person; 0 for a person without text."""
        count = len(self.profiles)
        number = np.diff(self.ends)
        best = np.zeros(count)
        some = number > 0
        if some.any():
            best[some] = np.maximum.reduceat(values, self.ends[:-1][some])
        total = np.bincount(self.owners, weights=values, minlength=count)
        mean: Floats = total / np.maximum(number, 1)
        return best, mean

    def person_of(self, key: str) -> int:
        """Number of a person."""
        return next(at for at, one in enumerate(self.profiles) if one.key == key)

    def is_told(self, chunk: int) -> bool:
        """Say whether a chunk stands in the person's own words."""
        owner = int(self.owners[chunk])
        return self.profiles[owner].lines[self.chunks[chunk].line].is_told

    def chunks_of(self, person: int) -> range:
        """Numbers of the chunks of a person."""
        return range(int(self.ends[person]), int(self.ends[person + 1]))


def is_known(model: SkillModel, before: SkillModel) -> bool:
    """Say whether what was read by one model holds for another: itself, or grown from it."""
    return model is before or model.grown_from is before.mark


def _joined(parts: Sequence[Matrix | None]) -> Matrix | None:
    """The vectors of everybody; none when those of one are missing."""
    known = [part for part in parts if part is not None]
    return np.concatenate(known) if known and len(known) == len(parts) else None


def _rows_of(told: Sequence[Shares], count: int) -> Any:  # noqa: ANN401  a sparse matrix of scipy
    """The guesses as sparse rows, each value brought down as `softened` does."""
    ends = np.cumsum([0, *(len(one.skills) for one in told)])
    skills = np.concatenate([NOTHING.skills, *(one.skills for one in told)])
    values = np.concatenate([NOTHING.values, *(one.values for one in told)])
    return sparse.csr_matrix((softened(values), skills, ends), shape=(len(told), count))
