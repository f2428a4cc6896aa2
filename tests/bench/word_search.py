"""The plain baseline by words: BM25 over normalised nouns, verbs and adjectives.

Needs SudachiPy and its core dictionary, which the product does not use; without them nothing is
measured.
"""

from collections import Counter
from collections.abc import Sequence
from importlib import import_module
from typing import Any, Final

import numpy as np

from hub.experts.lines import GivenExpert, GivenRequest

K1: Final = 1.2
B: Final = 0.75
KINDS: Final = frozenset({"名詞", "動詞", "形容詞"})


def by_words(
    people: Sequence[GivenExpert], asked: Sequence[GivenRequest]
) -> dict[str, list[str]] | None:
    """Rankings by BM25, or nothing when the words cannot be told apart here."""
    cutter = _cutter()
    if cutter is None:
        return None
    texts = [_words(cutter, "。".join([one.bio, *one.tags, *one.certs])) for one in people]
    counts = [Counter(words) for words in texts]
    lengths = np.array([len(words) for words in texts], dtype=float)
    held = Counter(word for count in counts for word in count)
    scale = K1 * (1 - B + B * lengths / max(float(lengths.mean()), 1.0))
    found: dict[str, list[str]] = {}
    for one in asked:
        total = np.zeros(len(people))
        for word in _words(cutter, one.text):
            if word in held:
                often = np.array([count[word] for count in counts], dtype=float)
                rare = np.log(1 + (len(people) - held[word] + 0.5) / (held[word] + 0.5))
                total += rare * often * (K1 + 1) / (often + scale)
        found[one.qid] = [people[at].id for at in np.argsort(-total, kind="stable")]
    return found


def _cutter() -> Any:  # noqa: ANN401  a tokenizer of a package that may be missing
    try:
        return import_module("sudachipy").Dictionary(dict="core").create()
    except ModuleNotFoundError:
        return None


def _words(cutter: Any, text: str) -> list[str]:  # noqa: ANN401  see _cutter
    mode = import_module("sudachipy").SplitMode.A
    return [
        part.normalized_form()
        for part in cutter.tokenize(text, mode)
        if part.part_of_speech()[0] in KINDS
    ]
