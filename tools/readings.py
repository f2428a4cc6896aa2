"""Writes `hub/skills/readings.txt`: every Japanese word of the vocabulary with its reading.

    python -m tools.readings

Needs SudachiPy and its core dictionary, which the product itself does not use. One word a line:
how it is written, how it is read (folded), how often it stands in the vocabulary. To be run again
when sayings were added; a word that is missing only stays in kana.
"""

import re
import sys
from collections import Counter
from collections.abc import Iterator
from importlib import import_module
from typing import Any, Final

from hub.kernel.folding import folded
from hub.skills.kana import hiragana
from hub.skills.readings import FILE
from hub.skills.small_talk import small_talk
from models.vocab.skills import AliasKind, AliasLang, AliasStatus
from seed.reference import skill_vocabulary

SENTENCES: Final = frozenset({AliasKind.SYMPTOM, AliasKind.KANA})
_JAPANESE: Final = re.compile(r"[\u3005\u3041-\u30fe\u3400-\u9fff]+")
_KANJI: Final = re.compile(r"[\u3005\u3400-\u9fff]")
_KANA: Final = re.compile(r"[\u3041-\u3096\u30fc]+")


def main() -> None:
    """Count the words and write the file."""
    try:
        sudachi: Any = import_module("sudachipy")
    except ImportError:
        sys.exit("SudachiPy is not installed")
    cutter = sudachi.Dictionary().create(sudachi.SplitMode.A)
    counts: Counter[tuple[str, str]] = Counter()
    for text, is_term in _texts():
        words = [(found.surface(), found.reading_form()) for found in cutter.tokenize(text)]
        pairs = [(word, read if _KANJI.search(word) else word) for word, read in words]
        if is_term and len(pairs) > 1:
            pairs.append((text, "".join(read for _word, read in pairs)))
        for written, sound in pairs:
            read = folded(hiragana(sound))
            if _JAPANESE.fullmatch(written) and _KANA.fullmatch(read):
                counts[written, read] += 1
    lines = [f"{written} {read} {count}\n" for (written, read), count in sorted(counts.items())]
    FILE.write_text("".join(lines), encoding="utf-8")
    print(f"{FILE.name}: {len(lines)} words")


def _texts() -> Iterator[tuple[str, bool]]:
    """Texts, and whether each is a term that is a word of its own."""
    words = skill_vocabulary()
    for skill in words.skills:
        yield from ((skill.name_ja, True), (skill.definition_ja, False))
    for row in words.aliases:
        if row.lang is AliasLang.JA and row.status is AliasStatus.ACTIVE:
            yield row.text, row.kind not in SENTENCES
    yield from ((text, False) for text in small_talk())


if __name__ == "__main__":
    main()
