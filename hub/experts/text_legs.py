"""The two legs that compare texts: characters and meaning, chunk by chunk. Source: design B4."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from hub.experts.ranking import softened
from hub.experts.roster_index import RosterIndex
from hub.experts.shelf import Shelf
from hub.kernel.folding import folded
from hub.skills.service import Matrix, Need

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
    """Compare the request, without what it takes out, with every chunk of every shelf."""
    none = np.zeros(0, dtype=np.int64)
    if not index.chunk_count:
        return TextLegs(np.zeros(0), np.zeros(0), None, np.zeros(0), none, none, np.zeros((0, 0)))
    asked = _asked(index, need)
    softer = softened(need.shares)
    words = [_by_words(shelf, asked) for shelf in index.shelves]
    close = np.concatenate([one for one, _said in words])
    said = np.concatenate([one for _close, one in words])
    near = None
    if need.vectors is not None and index.has_meaning:
        near = np.concatenate([_by_meaning(shelf, need.vectors) for shelf in index.shelves])
    return TextLegs(
        lexical=close[:, 0],
        topic=np.concatenate([shelf.shares @ softer for shelf in index.shelves]),
        encoder=None if near is None else near[:, 0],
        coverage=said / max(float(asked.weights.sum()), 1e-9),
        asked_lexical=_nearest(close),
        asked_encoder=none if near is None else _nearest(near),
        by_clause=(close if near is None else close + near)[:, 1:],
    )


class _Asked(NamedTuple):
    """Runs of characters of the request: their columns, each piece's values, weights of all."""

    columns: Numbers
    pieces: Floats
    weights: Floats


def _asked(index: RosterIndex, need: Need) -> _Asked:
    query = index.characters.of([folded(text) for text in need.texts])
    # Only the runs of the request matter: the column of each, not the row of each chunk.
    asked = np.unique(query.indices)
    held = np.isin(asked, query[0].indices)
    weights = np.where(held, index.characters.idf[asked], 0.0)
    return _Asked(asked, query[:, asked].T.toarray(), weights)


def _by_words(shelf: Shelf, asked: _Asked) -> tuple[Floats, Floats]:
    """Closeness to each piece, and the weight of the runs that a chunk says."""
    columns = shelf.lexical[:, asked.columns]
    times = np.repeat(asked.weights, np.diff(columns.indptr))
    said = np.bincount(columns.indices, weights=times, minlength=shelf.chunk_count)
    return np.asarray(columns @ asked.pieces), said.astype(np.float64, copy=False)


def _by_meaning(shelf: Shelf, vectors: Matrix) -> Floats:
    """Closeness in meaning of every chunk to each piece."""
    if shelf.meaning is None:
        return np.zeros((0, len(vectors)))
    near: Floats = (shelf.meaning @ vectors.T)[shelf.vector_of].astype(np.float64)
    return near


def _nearest(close: Floats) -> Numbers:
    """Number of the nearest clause per chunk; the whole request stands first and is left out."""
    if close.shape[1] == 1:
        return np.zeros(len(close), dtype=np.int64)
    made: Numbers = close[:, 1:].argmax(axis=1)
    return made
