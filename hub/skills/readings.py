"""Writes a need in kana alone as the vocabulary writes it; pure.

Who dictates, or types on half-width keys, sends めっきがはがれる. Compared sign for sign with
めっきが剥がれる it is another word, and an encoder reads neither. The words are those of the
vocabulary itself with their readings and how often each stands there (`readings.txt`, made by
`tools/readings.py`); of all ways to cut the kana into them the likeliest is taken. What is not
known stays as it was typed. A need with a single kanji is left alone: there the writer chose.
"""

import math
import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Final, NamedTuple

from hub.kernel.folding import Folded, fold, folded

FILE: Final = Path(__file__).resolve().parent / "readings.txt"
LEAST: Final = 6
UNKNOWN: Final = 10.0
_KANJI: Final = re.compile(r"[\u3005\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_RUN: Final = re.compile(r"[\u3041-\u3096\u30fc]+")
_HIRAGANA: Final = re.compile(r"[\u3041-\u3096]")
_KATAKANA: Final = re.compile(r"[\u30a1-\u30fa\uff66-\uff9d]")
_LONG: Final = "\u30fc"  # noqa: i18n the sign of a long vowel
_LONG_RUN: Final = 4


class Word(NamedTuple):
    """How a word is written, how it is read (folded), and how often the vocabulary has it."""

    written: str
    reading: str
    times: int


class _Way(NamedTuple):
    """The likeliest way up to a place: its cost, where its last word begins and how it stands."""

    cost: float
    start: int
    written: str | None


class Readings:
    """Words by their reading."""

    def __init__(self, words: Iterable[Word]) -> None:
        """Of words that sound alike the most frequent one is kept."""
        given = list(words)
        whole = sum(word.times for word in given)
        self._words: dict[str, tuple[float, str]] = {}
        for word in given:
            cost = -math.log(word.times / whole)
            for reading in _readings(word.reading):
                if cost < self._words.get(reading, (math.inf, ""))[0]:
                    self._words[reading] = (cost, word.written)
        self._longest = max(map(len, self._words), default=0)

    def written(self, source: str) -> Folded | None:
        """The need in usual writing, each sign with its place; nothing when it has kanji."""
        given = fold(source)
        if _KANJI.search(given.text) or sum(map(len, _RUN.findall(given.text))) < LEAST:
            return None
        cells: list[tuple[str, int, int]] = []
        for start, end, word in self._parts(given, source):
            place = given.span(start, end)
            before = cells[-1][2] if cells else 0
            if "\n" in source[before : place[0]]:
                cells.append(("\n", before, place[0]))
            cells += _cells(word, source, place)
        return Folded(
            "".join(sign for sign, _start, _end in cells),
            tuple(start for _sign, start, _end in cells),
            tuple(end for _sign, _start, end in cells),
        )

    def _parts(self, given: Folded, source: str) -> Iterator[tuple[int, int, str | None]]:
        """Pieces of the text in order: a known word with how it is written, or one sign."""
        at = 0
        for first, last in _runs(given, source):
            yield from ((place, place + 1, None) for place in range(at, first))
            yield from (
                (first + start, first + end, word)
                for start, end, word in self._likeliest(given.text[first:last])
            )
            at = last
        yield from ((place, place + 1, None) for place in range(at, len(given.text)))

    def _likeliest(self, run: str) -> list[tuple[int, int, str | None]]:
        ways = [_Way(0.0, 0, None)]
        for end in range(1, len(run) + 1):
            best = _Way(ways[end - 1].cost + UNKNOWN, end - 1, None)
            for start in range(max(0, end - self._longest), end):
                known = self._words.get(run[start:end])
                if known is not None and ways[start].cost + known[0] < best.cost:
                    best = _Way(ways[start].cost + known[0], start, known[1])
            ways.append(best)
        found: list[tuple[int, int, str | None]] = []
        end = len(run)
        while end:
            found.append((ways[end].start, end, ways[end].written))
            end = ways[end].start
        return found[::-1]


def _runs(given: Folded, source: str) -> Iterator[tuple[int, int]]:
    """Kana to be written anew, between gaps; katakana beside hiragana is a word as it stands."""
    is_mixed = bool(_HIRAGANA.search(source))
    for run in _RUN.finditer(given.text):
        start = run.start()
        for at in range(run.start(), run.end() + 1):
            is_end = at == run.end()
            chosen = not is_end and is_mixed and _is_katakana(given, source, at)
            gap = not is_end and start < at and given.starts[at] > given.ends[at - 1]
            if is_end or chosen or gap:
                if start < at:
                    yield start, at
                start = at + 1 if chosen else at


def _is_katakana(given: Folded, source: str, at: int) -> bool:
    """Say whether a sign was typed in katakana, or lengthens one that was."""
    while given.text[at] == _LONG and at:
        at -= 1
    return _KATAKANA.match(source, given.starts[at]) is not None


def usual(text: str) -> str:
    """A saying as a need with the same words would be read."""
    found = readings().written(text)
    return text if found is None else found.text


def _readings(reading: str) -> set[str]:
    """The reading, and what folding leaves of it where it stood in katakana."""
    is_long = reading.endswith(_LONG) and len(reading) >= _LONG_RUN
    return {reading, reading[:-1]} if is_long else {reading}


def _cells(word: str | None, source: str, place: tuple[int, int]) -> list[tuple[str, int, int]]:
    """Signs with their places; a word of another length than its kana has one place for all."""
    start, end = place
    if word is None:
        return [(sign, start, end) for sign in unicodedata.normalize("NFKC", source[start:end])]
    if folded(word) == folded(source[start:end]) and len(word) == end - start:
        return [(sign, start + at, start + at + 1) for at, sign in enumerate(word)]
    return [(sign, start, end) for sign in word]


@lru_cache(maxsize=1)
def readings() -> Readings:
    """The words of the file."""
    lines = FILE.read_text(encoding="utf-8").split("\n")[:-1]
    rows = (line.split(" ") for line in lines)
    return Readings(Word(written, reading, int(count)) for written, reading, count in rows)
