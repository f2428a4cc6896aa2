"""Skills of many people as sparse columns: what each covers, itself or by a neighbour; pure."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import sparse

Floats = npt.NDArray[np.float64]
Numbers = npt.NDArray[np.int64]


def covering(strengths: Any, edges: Floats) -> Any:  # noqa: ANN401  sparse matrices of scipy
    """How far each person (row) covers each skill (column): the same numbers as `covered` gives.

    `strengths` holds the people's own skills as sparse columns.
    """
    count = strengths.shape[0]
    best = np.zeros(count)
    people: list[npt.NDArray[np.int32]] = []
    values: list[Floats] = []
    for at in range(len(edges)):
        for near in np.flatnonzero(edges[at]):
            part = slice(strengths.indptr[near], strengths.indptr[near + 1])
            some = strengths.indices[part]
            best[some] = np.maximum(best[some], strengths.data[part] * edges[at, near])
        found = np.flatnonzero(best).astype(np.int32)
        people.append(found)
        values.append(best[found])
        best[found] = 0.0
    ends = np.cumsum([0, *(len(one) for one in people)])
    return sparse.csc_matrix(
        (
            np.concatenate([np.zeros(0), *values]),
            np.concatenate([np.zeros(0, np.int32), *people]),
            ends,
        ),
        shape=(count, len(edges)),
    )


class Columns:
    """Sparse columns of several shelves as one table of everybody listed, in the order of keys."""

    def __init__(self, parts: Sequence[Any], order: Numbers) -> None:
        """Keep the parts; `order` says which row of them each person is."""
        self._parts = parts
        self._order = order

    def __matmul__(self, shares: Floats) -> Floats:
        """Each person's values weighed by a share per skill, added up."""
        found = [part @ shares for part in self._parts]
        made: Floats = np.concatenate([np.zeros(0), *found])[self._order]
        return made

    def of(self, skills: Sequence[int] | Numbers) -> Floats:
        """The values of some skills as plain columns."""
        made = np.zeros((len(self._order), len(skills)))
        for column, skill in enumerate(skills):
            whole = [np.zeros(0)]
            for part in self._parts:
                values = np.zeros(part.shape[0])
                own = slice(part.indptr[skill], part.indptr[skill + 1])
                values[part.indices[own]] = part.data[own]
                whole.append(values)
            made[:, column] = np.concatenate(whole)[self._order]
        return made
