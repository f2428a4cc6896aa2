"""The two legs that compare texts: characters and meaning, chunk by chunk. Source: design B4."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from hub.experts.roster_index import RosterIndex
from hub.skills.service import Need

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class TextLegs:
    """Chunk by chunk: closeness of the request, and how much of its words the chunk holds."""

    lexical: Floats
    encoder: Floats | None
    coverage: Floats


def text_legs(index: RosterIndex, need: Need) -> TextLegs:
    """Compare the request, without what it takes out, with every chunk."""
    if not index.chunks:
        return TextLegs(np.zeros(0), None, np.zeros(0))
    query = index.characters.of([need.folded.text])
    lexical = np.asarray((index.lexical @ query.T).todense()).ravel()
    weights = index.characters.idf[query.indices]
    held = (index.lexical[:, query.indices] != 0) @ weights
    coverage = held / max(float(weights.sum()), 1e-9)
    vector = None if index.meaning is None else index.model.encoded([need.wanted])
    encoder = None
    if vector is not None and index.meaning is not None:
        encoder = (index.meaning @ vector[0]).astype(np.float64)
    return TextLegs(lexical, encoder, coverage)
