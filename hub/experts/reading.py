"""Reads profiles with a skill model and lays what they show onto a shelf. Source: design B4, B9."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt
from scipy import sparse

from hub.experts.holdings import Holder, Holding
from hub.experts.profiles import Chunk, Profile, chunks
from hub.experts.ranking import softened
from hub.experts.shelf import Shelf, in_blocks, no_rows, told
from hub.experts.texts import Texts, places
from hub.kernel.folding import folded
from hub.skills.service import CertificateFinder, Matrix, Reading, Shares, SkillModel, evidence

NOTHING: Final = Shares(np.zeros(0, dtype=np.int64), np.zeros(0))


@dataclass(frozen=True, slots=True)
class Listing:
    """Who is listed: by key a mark that changes with the profile, and how profiles are read.

    Somebody who is gone by the time of reading is left out of what `read` gives.
    """

    marks: Mapping[str, str]
    read: Callable[[Sequence[str]], Iterable[Profile]]


def given(profiles: Sequence[Profile]) -> Listing:
    """Profiles in hand as a listing."""
    by_key = {one.key: one for one in profiles}
    return Listing(
        {key: hashlib.sha256(told(one).encode("utf-8", "surrogatepass")).hexdigest()
         for key, one in by_key.items()},
        lambda keys: [by_key[key] for key in keys],
    )  # fmt: skip


def read(
    model: SkillModel,
    certificates: CertificateFinder,
    profiles: Sequence[Profile],
    marks: Mapping[str, str],
) -> Shelf:
    """Read profiles together: one text after the other would take far longer.

    The shelf has no rows of character runs yet.
    """
    cut = [tuple(chunks(profile)) for profile in profiles]
    texts = [chunk.text for own in cut for chunk in own]
    meaning = model.encoded(texts)
    shown = evidence(model, texts, meaning)
    ends = places([len(own) for own in cut])
    holdings = list(_holdings(Holder(model, certificates), profiles, cut, shown))
    is_told = [
        profile.lines[chunk.place.line].is_told
        for profile, own in zip(profiles, cut, strict=True)
        for chunk in own
    ]
    vectors, vector_of = _vectors(meaning, is_told)
    proofs = [proof for one in shown for proof in one.proofs]
    number = model.number
    return Shelf(
        keys=tuple(one.key for one in profiles),
        marks=tuple(marks[one.key] for one in profiles),
        profiles=Texts.of(told(one) for one in profiles),
        whole=Texts.of("\n".join(folded(line.text) for line in one.lines) for one in profiles),
        folded=Texts.of(folded(text) for text in texts),
        ends=ends,
        places=_numbers([chunk.place for own in cut for chunk in own], 3),
        is_told=np.array(is_told, dtype=np.bool_),
        meaning=vectors,
        vector_of=vector_of,
        shares=_shares(shown, is_told, len(model.codes)),
        proof_ends=places([len(one.proofs) for one in shown]),
        proofs=_numbers([(number[p.skill], p.start, p.end, p.is_named) for p in proofs], 4),
        sureness=np.array([proof.strength for proof in proofs], dtype=np.float64),
        strengths=_table(
            [{s: p.strength for s, p in one.proofs.items()} for one in holdings], model
        ),
        grades=_table([{s: w for s, (w, _line) in one.grades.items()} for one in holdings], model),
        years=_table([one.years for one in holdings], model),
        lexical=no_rows(0),
        edges=model.edges,
    )


def _holdings(
    holder: Holder,
    profiles: Sequence[Profile],
    cut: Sequence[Sequence[Chunk]],
    shown: Sequence[Reading],
) -> Iterator[Holding]:
    first = 0
    for profile, own in zip(profiles, cut, strict=True):
        part = slice(first, first + len(own))
        first = part.stop
        found = [one.proofs for one in shown[part]]
        yield holder.of(profile, [chunk.place for chunk in own], found)


def _vectors(
    meaning: Matrix | None, is_told: Sequence[bool]
) -> tuple[Matrix | None, npt.NDArray[np.int64]]:
    """Each vector once for names on lists, which many share, and the row of each chunk."""
    if meaning is None:
        return None, np.zeros(0, dtype=np.int64)
    known: dict[bytes, int] = {}
    rows: list[int] = []
    kept: list[int] = []
    for at, own in enumerate(is_told):
        row = len(kept) if own else known.setdefault(meaning[at].tobytes(), len(kept))
        if row == len(kept):
            kept.append(at)
        rows.append(row)
    return in_blocks([meaning[kept]]), np.array(rows, dtype=np.int64)


def _numbers(rows: Sequence[Sequence[int]], wide: int) -> Any:  # noqa: ANN401  numpy has no type for it
    return np.array(rows, dtype=np.int32).reshape(-1, wide)


def _table(people: Sequence[Mapping[str, float]], model: SkillModel) -> Any:  # noqa: ANN401  a sparse matrix of scipy
    """A row per person, a column per skill."""
    rows = [sorted((model.number[skill], value) for skill, value in one.items()) for one in people]
    return sparse.csr_matrix(
        (
            np.array([value for row in rows for _at, value in row], dtype=np.float64),
            np.array([at for row in rows for at, _value in row], dtype=np.int32),
            places([len(row) for row in rows]),
        ),
        shape=(len(people), len(model.codes)),
    )


def _shares(shown: Sequence[Reading], is_told: Sequence[bool], count: int) -> Any:  # noqa: ANN401  a sparse matrix of scipy
    """The guesses as sparse rows, softened; none for a name on a list."""
    kept = [one.shares if own else NOTHING for one, own in zip(shown, is_told, strict=True)]
    skills = np.concatenate([NOTHING.skills, *(one.skills for one in kept)])
    values = np.concatenate([NOTHING.values, *(one.values for one in kept)])
    return sparse.csr_matrix(
        (softened(values), skills.astype(np.int32), places([len(one.skills) for one in kept])),
        shape=(len(kept), count),
    )
