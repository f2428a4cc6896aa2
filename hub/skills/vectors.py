"""Character n-grams and the classifier; the only place that knows scikit-learn."""

import sys
from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
MOST_FEATURES: Final = 50_000
SEED: Final = 0
LEAST: Final = 1e-9


@dataclass(frozen=True, slots=True)
class Runs:
    """Runs of characters in the order of their columns, and the weight of each by its rarity."""

    runs: tuple[str, ...]
    idf: Floats


class CharVectors:
    """TF-IDF over runs of one to three folded characters; frozen once made."""

    def __init__(self, texts: Sequence[str], *, learnt: "Runs | None" = None) -> None:
        """Learn the runs and their weights from folded texts, or take those learnt before."""
        from sklearn.feature_extraction.text import TfidfVectorizer  # noqa: PLC0415  heavy: a search pays, not the start

        self._maker: Any = TfidfVectorizer(
            analyzer="char",
            ngram_range=(1, 3),
            sublinear_tf=True,
            lowercase=False,
            max_features=MOST_FEATURES,
            dtype=np.float64,
            vocabulary=None if learnt is None else list(learnt.runs),
        )
        if learnt is None:
            self._maker.fit(list(texts))
        else:
            self._maker.idf_ = learnt.idf

    def of(self, texts: Sequence[str]) -> Any:  # noqa: ANN401  a sparse matrix of scipy
        """One sparse row of length 1 per text."""
        return self._maker.transform(list(texts))

    @property
    def learnt(self) -> "Runs":
        """What was learnt, as plain values."""
        return Runs(tuple(self._maker.get_feature_names_out().tolist()), self.idf)

    @property
    def idf(self) -> Floats:
        """Weight of each run by its rarity."""
        found: Floats = self._maker.idf_
        return found


@dataclass(frozen=True, slots=True)
class Classifier:
    """Multinomial logistic regression as plain arrays; never pickled."""

    coefficients: Floats
    intercepts: Floats

    def log_shares(self, features: npt.NDArray[Any]) -> Floats:
        """Log of the share of each class, one row per text."""
        raw: Floats = features.astype(np.float64) @ self.coefficients.T + self.intercepts
        raw -= raw.max(axis=1, keepdims=True)
        made: Floats = raw - np.log(np.exp(raw).sum(axis=1, keepdims=True))
        return made


class Middles:
    """Closeness in meaning, counted from the middle of each language.

    What all texts of a language have in common says nothing of the matter, but keeps English
    texts near one another and away from Japanese ones.
    """

    def __init__(self, vectors: npt.NDArray[np.float32], english: npt.NDArray[np.bool_]) -> None:
        """Find the middles of the texts, Japanese first, and how far each text is from its own."""
        self._kinds = english.astype(np.int64)
        self._middles = np.array([
            vectors[english == kind].mean(axis=0) if (english == kind).any()
            else np.zeros(vectors.shape[1], dtype=np.float32)
            for kind in (False, True)
        ])  # fmt: skip
        self._toward = self._middles @ vectors.T
        self._between = self._middles @ self._middles.T
        own = self._toward[self._kinds, np.arange(len(vectors))]
        square = self._between[self._kinds, self._kinds] - 2 * own + (vectors**2).sum(axis=1)
        self._far = np.sqrt(np.maximum(square, LEAST))

    def close(
        self,
        asked: npt.NDArray[np.float32],
        vectors: npt.NDArray[np.float32],
        english: npt.NDArray[np.bool_],
    ) -> Floats:
        """Cosine of each asked vector (row) with each text (column), from their middles."""
        kinds = english.astype(np.int64)
        toward = asked @ self._middles.T
        far = np.linalg.norm(asked - self._middles[kinds], axis=1)[:, np.newaxis]
        made = asked @ vectors.T - toward[:, self._kinds] - self._toward[kinds]
        made += self._between[kinds][:, self._kinds]
        found: Floats = (made / (self._far * np.maximum(far, LEAST))).astype(np.float64)
        return found


def trained(
    features: npt.NDArray[Any], classes: npt.NDArray[np.int64], weights: Floats
) -> Classifier:
    """Fit the classifier, class-balanced, with a fixed seed, on one thread."""
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415  heavy: a search pays, not the start
    from threadpoolctl import threadpool_limits  # noqa: PLC0415  comes with scikit-learn

    model = LogisticRegression(
        C=3.0, class_weight="balanced", max_iter=200, tol=1e-4, random_state=SEED
    )
    with threadpool_limits(1):
        model.fit(features, classes, sample_weight=weights)
    return Classifier(np.asarray(model.coef_), np.asarray(model.intercept_))


def single_thread() -> AbstractContextManager[object]:
    """Arithmetic on one thread, so that sums are the same on every machine with these libraries."""
    limits: AbstractContextManager[object] = _pools("sklearn" in sys.modules).limit(limits=1)
    return limits


@lru_cache(maxsize=2)
def _pools(has_learning: bool) -> Any:  # noqa: ANN401, ARG001, FBT001  no types; the fact only names what is kept
    """The thread pools of the loaded libraries, looked for again once scikit-learn has come."""
    from threadpoolctl import ThreadpoolController  # noqa: PLC0415  comes with scikit-learn

    return ThreadpoolController()
