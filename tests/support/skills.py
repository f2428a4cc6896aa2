"""A small vocabulary cut from the real one, and an encoder that needs no weights."""

import hashlib
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

import numpy as np

from hub.skills.encoder import EncoderFailed, Matrix
from hub.skills.vocabulary import Vocabulary
from seed.reference import skill_vocabulary

FEW = (
    "machining.general",
    "machining.lathe",
    "machining.milling",
    "machining.grinding",
    "sheet.general",
    "sheet.bending",
    "welding.general",
    "welding.tig",
    "plating.general",
    "grant.application",
    "iot.monitor",
    "measure.precision",
)


@lru_cache(maxsize=1)
def whole_vocabulary() -> Vocabulary:
    """The vocabulary as it is shipped."""
    return skill_vocabulary()


def few_skills(codes: Sequence[str] = FEW) -> Vocabulary:
    """The shipped rows of a few skills."""
    whole, kept = whole_vocabulary(), set(codes)
    return Vocabulary(
        skills=tuple(row for row in whole.skills if row.code in kept),
        aliases=tuple(row for row in whole.aliases if row.skill_code in kept),
        edges=tuple(row for row in whole.edges if {row.a, row.b} <= kept),
        certificates=tuple(
            row for row in whole.certificates if row.skill_codes and set(row.skill_codes) <= kept
        ),
        stop_aliases=whole.stop_aliases,
    )


class LetterEncoder:
    """Vectors from hashed pairs of signs: the same text, the same vector; no meaning."""

    model_id = "letters"
    model_hash = "0"
    dim = 64

    def available(self) -> bool:
        """Always."""
        return True

    def encode(self, texts: Sequence[str]) -> Matrix:
        """One row of length 1 per text."""
        made = np.zeros((len(texts), self.dim), dtype=np.float32)
        for row, text in zip(made, texts, strict=True):
            for pair in pairwise(f"{text} "):
                digest = hashlib.sha256("".join(pair).encode()).digest()
                row[digest[0] % self.dim] += 1.0
        lengths = np.linalg.norm(made, axis=1, keepdims=True)
        vectors: Matrix = made / np.maximum(lengths, 1e-9)
        return vectors


class BrokenEncoder(LetterEncoder):
    """An encoder that is there and fails."""

    def encode(self, texts: Sequence[str]) -> Matrix:  # noqa: ARG002  the port's signature
        """Refuse."""
        msg = "weights are damaged"
        raise EncoderFailed(msg)
