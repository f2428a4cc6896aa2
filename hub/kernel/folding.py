"""Folds typed text for matching, with the place in the original of every character that is left.

Two forms are kept of everything: what a person typed, untouched, and the folded form, used for
comparing only. Folding twice changes nothing. Source: design "experts" B1.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, TypeAlias

Cell: TypeAlias = tuple[str, int, int]

# noqa: i18n signs of old and variant forms, not words
_VARIANTS: Final = {
    old: new
    for new, olds in {
        "鉄": "鐵", "鉱": "鑛礦", "溶": "熔鎔", "板": "鈑", "高": "髙", "崎": "﨑嵜", "吉": "𠮷",
        "橋": "槗", "辺": "邊邉", "沢": "澤", "浜": "濱濵", "広": "廣", "真": "眞", "斎": "齋",
        "斉": "齊", "徳": "德", "瀬": "瀨", "桑": "桒", "富": "冨", "国": "國", "研": "硏",
    }.items()
    for old in olds
}  # fmt: skip
# noqa: i18n kana that sound alike, not words
_SOUNDS: Final = (
    ("ヴァ", "バ"), ("ヴィ", "ビ"), ("ヴェ", "ベ"), ("ヴォ", "ボ"), ("ヴ", "ブ"),
    ("ゔぁ", "ば"), ("ゔぃ", "び"), ("ゔぇ", "べ"), ("ゔぉ", "ぼ"), ("ゔ", "ぶ"),
    ("ヂ", "ジ"), ("ヅ", "ズ"), ("ぢ", "じ"), ("づ", "ず"),
)  # fmt: skip
# noqa: i18n grades in kanji digits
_GRADES: Final = (("一級", "1"), ("二級", "2"), ("三級", "3"))
_DASHES: Final = frozenset("-‐‑‒–—―−")
_LONG: Final = "ー"  # noqa: i18n a sign, not a word
_LONG_RUN: Final = 4
_LETTER: Final = re.compile(r"[\u30a1-\u30f6\u30fd\u30fe]")
_KANA: Final = re.compile(r"[\u3041-\u3096\u309d-\u309e\u30a1-\u30fa\u30fc-\u30fe]")
_CJK: Final = re.compile(r"[\u3001-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_WORD: Final = re.compile("[0-9a-z]")
_SPACE_CONTROLS: Final = frozenset("\t\n\v\f\r")
_SELECTORS: Final = re.compile(r"[\ufe00-\ufe0f\U000e0100-\U000e01ef\u180b-\u180d]")
_MOST_PASSES: Final = 50


@dataclass(frozen=True, slots=True)
class Folded:
    """Folded text; character i came from `source[starts[i]:ends[i]]`."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Place in the source of the folded characters from `start` up to `end`."""
        if start >= end:
            at = self.starts[start] if start < len(self.starts) else 0
            return at, at
        return self.starts[start], max(self.ends[start:end])


def fold(source: str) -> Folded:
    """Fold a text; the passes run until nothing changes, which makes folding idempotent."""
    cells = [(sign, at, at + 1) for at, sign in enumerate(source)]
    for _number in range(_MOST_PASSES):
        after = _pass(cells)
        if [cell[0] for cell in after] == [cell[0] for cell in cells]:
            break
        cells = after
    return Folded(
        "".join(cell[0] for cell in cells),
        tuple(cell[1] for cell in cells),
        tuple(cell[2] for cell in cells),
    )


@lru_cache(maxsize=20_000)
def folded(source: str) -> str:
    """Only the folded text; the words of a vocabulary are asked for again and again."""
    return fold(source).text


def _pass(cells: list[Cell]) -> list[Cell]:
    for step in (_visible, _compatible, _replaced, _lengthened, _hiragana, _spaced):
        cells = step(cells)
    return cells


def _visible(cells: list[Cell]) -> list[Cell]:
    """Without zero-width signs, controls and variation selectors; breaks become spaces."""
    kept: list[Cell] = []
    for sign, start, end in cells:
        if sign in _SPACE_CONTROLS:
            kept.append((" ", start, end))
        elif unicodedata.category(sign) not in {"Cc", "Cf"} and not _SELECTORS.match(sign):
            kept.append((sign, start, end))
    return kept


def _compatible(cells: list[Cell]) -> list[Cell]:
    """NFKC, lower case and modern kanji, by groups of a sign with its marks."""
    made: list[Cell] = []
    at = 0
    while at < len(cells):
        upto = at + 1
        while upto < len(cells) and _is_mark(cells[upto][0]):
            upto += 1
        group = "".join(cell[0] for cell in cells[at:upto])
        start, end = cells[at][1], max(cell[2] for cell in cells[at:upto])
        plain = unicodedata.normalize("NFKC", group).lower()
        made.extend((_VARIANTS.get(sign, sign), start, end) for sign in plain)
        at = upto
    return made


def _is_mark(sign: str) -> bool:
    return unicodedata.combining(unicodedata.normalize("NFKC", sign)[0]) != 0


def _replaced(cells: list[Cell]) -> list[Cell]:
    """Grades in digits, kana that sound alike, and dashes that stand for a long sound."""
    text = "".join(cell[0] for cell in cells)
    made: list[Cell] = []
    at = 0
    while at < len(cells):
        _sign, start, end = cells[at]
        for old, new in _SOUNDS:
            if text.startswith(old, at):
                made.append((new, start, cells[at + len(old) - 1][2]))
                at += len(old)
                break
        else:
            made.append((_one_replaced(text, at), start, end))
            at += 1
    return made


def _one_replaced(text: str, at: int) -> str:
    for old, new in _GRADES:
        if text.startswith(old, at):
            return new
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    is_long = (
        text[at] in _DASHES
        and _KANA.match(before)
        and after not in _DASHES
        and not _WORD.match(after)
    )
    return _LONG if is_long else text[at]


def _lengthened(cells: list[Cell]) -> list[Cell]:
    """Without the last long mark of a katakana word of four signs or more."""
    made: list[Cell] = []
    run = 0
    for at, cell in enumerate(cells):
        is_letter = _LETTER.match(cell[0]) is not None
        run = run + 1 if is_letter or (run and cell[0] == _LONG) else 0
        after = cells[at + 1][0] if at + 1 < len(cells) else ""
        is_last = after != _LONG and not _LETTER.match(after)
        if cell[0] == _LONG and is_last and run >= _LONG_RUN:
            made[-1] = (made[-1][0], made[-1][1], cell[2])
        else:
            made.append(cell)
    return made


def _hiragana(cells: list[Cell]) -> list[Cell]:
    return [
        (chr(ord(sign) - 0x60) if _LETTER.match(sign) else sign, start, end)
        for sign, start, end in cells
    ]


def _spaced(cells: list[Cell]) -> list[Cell]:
    """One space at most; none beside Japanese signs (also NC 旋盤 = NC旋盤) or at the ends."""
    made: list[Cell] = []
    waiting: Cell | None = None
    for cell in cells:
        if cell[0].isspace():
            waiting = waiting or (" ", cell[1], cell[2])
            continue
        beside = made and (_CJK.match(made[-1][0]) or _CJK.match(cell[0]))
        if waiting and made and not beside:
            made.append(waiting)
        waiting = None
        made.append(cell)
    return made
