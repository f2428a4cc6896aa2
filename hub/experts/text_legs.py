"""The two legs that compare texts: characters and meaning, chunk by chunk. Source: design B4."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from hub.experts.ranking import softened
from hub.experts.roster_index import RosterIndex
from hub.kernel.folding import folded
from hub.skills.service import Need

Floats = npt.NDArray[np.float64]
Numbers = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class TextLegs:
    """Chunk by chunk: closeness of the request, and how much of its words the chunk holds.

    `topic` is how alike the two guesses are, of what the request and what the chunk speaks.

    `asked_lexical` and `asked_encoder` name, chunk by chunk, the nearest clause of the request;
    `by_clause` adds both legs up for each clause (column).
    """

    lexical: Floats
    topic: Floats
    encoder: Floats | None
    coverage: Floats
    asked_lexical: Numbers
    asked_encoder: Numbers
    by_clause: Floats


def text_legs(index: RosterIndex, need: Need) -> TextLegs:
    """Compare the request, without what it takes out, with every chunk."""
    none = np.zeros(0, dtype=np.int64)
    if not index.chunks:
        return TextLegs(np.zeros(0), np.zeros(0), None, np.zeros(0), none, none, np.zeros((0, 0)))
    pieces = [need.wanted, *(need.wanted[start:end] for start, end in need.clauses)]
    query = index.characters.of([folded(piece) for piece in pieces])
    # Only the runs of the request matter: the column of each, not the row of each chunk.
    asked = np.unique(query.indices)
    columns = index.lexical[:, asked]
    close = np.asarray(columns @ query[:, asked].T.toarray())
    held = np.isin(asked, query[0].indices)
    weights = np.where(held, index.characters.idf[asked], 0.0)
    times = np.repeat(weights, np.diff(columns.indptr))
    said = np.bincount(columns.indices, weights=times, minlength=len(index.chunks))
    near = None
    if need.vectors is not None and index.meaning is not None:
        near = (index.meaning @ need.vectors.T).astype(np.float64)
    return TextLegs(
        lexical=close[:, 0],
        topic=index.told_shares @ softened(need.shares),
        encoder=None if near is None else near[:, 0],
        coverage=said / max(float(weights.sum()), 1e-9),
        asked_lexical=_nearest(close),
        asked_encoder=none if near is None else _nearest(near),
        by_clause=(close if near is None else close + near)[:, 1:],
    )


def _nearest(close: Floats) -> Numbers:
    """Number of the nearest clause per chunk; the whole request stands first and is left out."""
    if close.shape[1] == 1:
        return np.zeros(len(close), dtype=np.int64)
    made: Numbers = close[:, 1:].argmax(axis=1)
    return made
