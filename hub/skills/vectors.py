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
