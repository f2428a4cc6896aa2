"""What was read of many people, as flat arrays: nobody is a thing of his own until he is shown.

A shelf never changes. Who is changed or new comes onto a second, small one; two are put together
by copying runs of rows. Source: design "experts" B9.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final, NamedTuple

import numpy as np
import numpy.typing as npt
from scipy import sparse

from hub.experts.covering import covering
from hub.experts.profiles import Declared, Held, Line, Profile
from hub.experts.ranking import term_worth
from hub.experts.texts import Numbers, Texts, places
from hub.experts.weights import RANKING
from hub.skills.service import CharVectors, Evidence, Matrix, SkillModel
from models.vocab.experts import CertificateGrade

Floats = npt.NDArray[np.float64]
# Products of matrices do not depend on the place of a row only while rows come in full blocks.
BLOCK: Final = 16


class Run(NamedTuple):
    """People of a shelf from one number to before another."""

    shelf: "Shelf"
    first: int
    last: int

    @property
    def chunks(self) -> range:
        """Numbers of their chunks."""
        return range(int(self.shelf.ends[self.first]), int(self.shelf.ends[self.last]))


@dataclass(frozen=True, eq=False)
class Shelf:
    """People by number; `ends` says where the chunks of each begin.

    `marks` change with the profile, `whole` has all folded lines, `folded` every chunk. `vector_of`
    is the row of `meaning` of each chunk: names on a list share one. `shares` is what each chunk
    speaks of, `proofs` what it surely shows. `strengths`, `grades` and `years` have a row per
    person, `lexical` a column per run of characters.
    """

    keys: tuple[str, ...]
    marks: tuple[str, ...]
    profiles: Texts
    whole: Texts
    folded: Texts
    ends: Numbers
    places: npt.NDArray[np.int32]
    is_told: npt.NDArray[np.bool_]
    meaning: Matrix | None
    vector_of: Numbers
    shares: Any
    proof_ends: Numbers
    proofs: npt.NDArray[np.int32]
    sureness: Floats
    strengths: Any
    grades: Any
    years: Any
    lexical: Any
    edges: Floats

    @property
    def chunk_count(self) -> int:
        """How many chunks all people have."""
        return len(self.places)

    @cached_property
    def own_columns(self) -> Any:  # noqa: ANN401  a sparse matrix of scipy
        """How strongly each person holds each skill itself."""
        return self.strengths.tocsc()

    @cached_property
    def reach(self) -> Any:  # noqa: ANN401  a sparse matrix of scipy
        """How far each person covers each skill, neighbours included."""
        return covering(self.own_columns, self.edges)

    @cached_property
    def own(self) -> Any:  # noqa: ANN401  a sparse matrix of scipy
        """How strongly each person holds each skill itself or a part of it."""
        return covering(self.own_columns, (self.edges >= RANKING.own_edge).astype(float))

    @cached_property
    def close(self) -> Any:  # noqa: ANN401  a sparse matrix of scipy
        """How strongly each person holds each skill or one that helps out for it."""
        return covering(self.own_columns, (self.edges >= RANKING.close_edge).astype(float))

    @cached_property
    def worth(self) -> Any:  # noqa: ANN401  a sparse matrix of scipy
        """Worth of certificates and years together per person and skill."""
        both: Any = term_worth(self.grades, self.years)
        return both.tocsc()

    def profile(self, person: int) -> Profile:
        """The profile as it was read."""
        return profile_from(self.profiles[person])

    def chunks_of(self, person: int) -> range:
        """Numbers of the chunks of a person."""
        return range(int(self.ends[person]), int(self.ends[person + 1]))

    def evidence_of(self, model: SkillModel, chunk: int) -> list[Evidence]:
        """What a chunk surely shows."""
        part = slice(int(self.proof_ends[chunk]), int(self.proof_ends[chunk + 1]))
        return [
            Evidence(model.codes[skill], sure, start, end, bool(is_named))
            for (skill, start, end, is_named), sure in zip(
                self.proofs[part].tolist(), self.sureness[part].tolist(), strict=True
            )
        ]

    def strengths_of(self, person: int) -> Floats:
        """A row of `strengths`, a value per skill."""
        made: Floats = _rows(self.strengths, person, person + 1)[0]
        return made

    def shares_of(self, person: int) -> Floats:
        """What each chunk of a person speaks of, a value per skill."""
        own = self.chunks_of(person)
        return _rows(self.shares, own.start, own.stop)


def _rows(of: Any, first: int, last: int) -> Floats:  # noqa: ANN401  a sparse matrix of scipy
    """Some rows of a sparse matrix as plain ones; hundreds of people are shown in one answer."""
    made = np.zeros((last - first, of.shape[1]))
    ends = of.indptr[first : last + 1]
    part = slice(ends[0], ends[-1])
    made[np.repeat(np.arange(last - first), np.diff(ends)), of.indices[part]] = of.data[part]
    return made


def put_together(runs: Sequence[Run], characters: CharVectors | None = None) -> Shelf:
    """One shelf of the people of all runs, in their order; `characters`: rows are made by these."""
    people = [(one.shelf, one.first, one.last) for one in runs]
    chunks = [(s, int(s.ends[a]), int(s.ends[b])) for s, a, b in people]
    proofs = [(s, int(s.proof_ends[a]), int(s.proof_ends[b])) for s, a, b in chunks]
    folded = Texts.joined([(s.folded, a, b) for s, a, b in chunks])
    if characters is None:
        rows = {id(one): one.lexical.tocsr() for one in {run.shelf for run in runs}}
        lexical = stacked([(rows[id(s)], a, b) for s, a, b in chunks])
    else:
        lexical = characters.of(list(folded)) if len(folded) else no_rows(len(characters.idf))
    meaning, vector_of = _vectors(chunks)
    return Shelf(
        keys=tuple(key for s, a, b in people for key in s.keys[a:b]),
        marks=tuple(mark for s, a, b in people for mark in s.marks[a:b]),
        profiles=Texts.joined([(s.profiles, a, b) for s, a, b in people]),
        whole=Texts.joined([(s.whole, a, b) for s, a, b in people]),
        folded=folded,
        ends=places(np.concatenate([np.diff(s.ends[a : b + 1]) for s, a, b in people])),
        places=np.concatenate([s.places[a:b] for s, a, b in chunks]),
        is_told=np.concatenate([s.is_told[a:b] for s, a, b in chunks]),
        meaning=meaning,
        vector_of=vector_of,
        shares=stacked([(s.shares, a, b) for s, a, b in chunks]),
        proof_ends=places(np.concatenate([np.diff(s.proof_ends[a : b + 1]) for s, a, b in chunks])),
        proofs=np.concatenate([s.proofs[a:b] for s, a, b in proofs]),
        sureness=np.concatenate([s.sureness[a:b] for s, a, b in proofs]),
        strengths=stacked([(s.strengths, a, b) for s, a, b in people]),
        grades=stacked([(s.grades, a, b) for s, a, b in people]),
        years=stacked([(s.years, a, b) for s, a, b in people]),
        lexical=lexical.tocsc(),
        edges=runs[0].shelf.edges,
    )


def _vectors(chunks: Sequence[tuple[Shelf, int, int]]) -> tuple[Matrix | None, Numbers]:
    """The vectors of all chunks and the row of each; none when those of some are missing."""
    kept: list[Matrix] = []
    rows: dict[int, Numbers] = {}
    count = 0
    for shelf in {id(one): one for one, _a, _b in chunks}.values():
        if shelf.meaning is None:
            return None, np.zeros(0, np.int64)
        used = np.zeros(len(shelf.meaning), dtype=np.bool_)
        for one, a, b in chunks:
            if one is shelf:
                used[shelf.vector_of[a:b]] = True
        kept.append(shelf.meaning[used])
        rows[id(shelf)] = np.cumsum(used) - 1 + count
        count += len(kept[-1])
    found = [rows[id(one)][one.vector_of[a:b]] for one, a, b in chunks]
    return in_blocks(kept), np.concatenate([np.zeros(0, np.int64), *found])


def in_blocks(parts: Sequence[Matrix]) -> Matrix:
    """Rows below one another, with rows of nothing up to a full block."""
    count = sum(len(one) for one in parts)
    wide = parts[0].shape[1] if parts else 0
    made = np.zeros((-(-count // BLOCK) * BLOCK, wide), dtype=np.float32)
    at = 0
    for one in parts:
        made[at : at + len(one)] = one
        at += len(one)
    return made


def stacked(parts: Sequence[tuple[Any, int, int]]) -> Any:  # noqa: ANN401  sparse matrices of scipy
    """Rows of sparse matrices below one another, copied run by run."""
    wide = max((one.shape[1] for one, _a, _b in parts), default=0)
    cuts = [slice(one.indptr[a], one.indptr[b]) for one, a, b in parts]
    data = [one.data[cut] for (one, _a, _b), cut in zip(parts, cuts, strict=True)]
    columns = [one.indices[cut] for (one, _a, _b), cut in zip(parts, cuts, strict=True)]
    counts = [np.diff(one.indptr[a : b + 1]) for one, a, b in parts]
    ends = places(np.concatenate([np.zeros(0, np.int64), *counts]))
    return sparse.csr_matrix(
        (
            np.concatenate([np.zeros(0), *data]),
            np.concatenate([np.zeros(0, np.int32), *columns]),
            ends,
        ),
        shape=(len(ends) - 1, wide),
    )


def no_rows(wide: int) -> Any:  # noqa: ANN401  a sparse matrix of scipy
    """A sparse matrix without rows."""
    return sparse.csr_matrix((0, wide))


def told(profile: Profile) -> str:
    """A profile as one text."""
    return json.dumps(
        [
            profile.key,
            [[one.field, one.text, one.is_told, one.is_title] for one in profile.lines],
            [
                [d.skill, d.line, d.is_verified, d.is_basic, d.years, d.gap_years]
                for d in profile.declared
            ],
            [[one.line, one.grade, one.is_verified, one.is_expired] for one in profile.held],
            profile.years,
        ],
        ensure_ascii=False,
        separators=(",", ":"),
    )


def profile_from(text: str) -> Profile:
    """The profile that `told` wrote."""
    key, lines, declared, held, years = json.loads(text)
    return Profile(
        key,
        tuple(Line(*one) for one in lines),
        tuple(Declared(*one) for one in declared),
        tuple(
            Held(line, None if grade is None else CertificateGrade(grade), *rest)
            for line, grade, *rest in held
        ),
        years,
    )
