"""Which characters the font of our papers can print: reads the font's own table of characters.

Source: design "Notices, letters": every value is checked before a paper is issued.
"""

import struct
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Final, NamedTuple

PACKAGE: Final = "noto_cjk_sans_jp_regular"
FAMILY: Final = "Noto Sans CJK JP"
# Signs that choose the shape of the character before them (IVS); they print nothing themselves.
SELECTORS: Final = (range(0xFE00, 0xFE10), range(0xE0100, 0xE01F0))
# Line breaks shape the text and need no picture.
_UNSEEN: Final = frozenset("\n")
_WHOLE_RANGE: Final = 12
_VARIANTS: Final = 14


@dataclass(frozen=True, slots=True)
class Glyphs:
    """What the font has: single characters, and characters in a chosen shape."""

    single: frozenset[int]
    shaped: frozenset[tuple[int, int]]


class _Variant(NamedTuple):
    """One row of the font's table of shapes: the sign, the usual shapes, the others."""

    selector: int
    usual: int
    other: int


def folder() -> Path:
    """Folder of the packaged font; the only one our papers are set in."""
    spec = find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        msg = f"{PACKAGE} is not installed"
        raise LookupError(msg)
    return Path(spec.origin).parent


def unprintable(text: str) -> tuple[str, ...]:
    """Characters of a text that the font lacks, each once, in the order of the text."""
    font = glyphs()
    return tuple(
        dict.fromkeys(
            sign
            for sign in _signs(text)
            if sign not in _UNSEEN and not _has(font, [ord(part) for part in sign])
        )
    )


def _has(font: Glyphs, codes: list[int]) -> bool:
    if len(codes) == 1:
        return codes[0] in font.single
    return (codes[0], codes[1]) in font.shaped


def _signs(text: str) -> list[str]:
    """Characters of a text, each together with the sign that chooses its shape."""
    found: list[str] = []
    for sign in text:
        if found and len(found[-1]) == 1 and any(ord(sign) in span for span in SELECTORS):
            found[-1] += sign
        else:
            found.append(sign)
    return found


@lru_cache(maxsize=1)
def glyphs() -> Glyphs:
    """Read the font's `cmap` table; source: OpenType specification, formats 12 and 14."""
    (file,) = folder().glob("*.otf")
    data = file.read_bytes()
    start = _table(data, b"cmap")
    single: set[int] = set()
    shaped: set[tuple[int, int]] = set()
    for number in range(struct.unpack_from(">H", data, start + 2)[0]):
        (offset,) = struct.unpack_from(">I", data, start + 8 + 8 * number)
        (kind,) = struct.unpack_from(">H", data, start + offset)
        if kind == _WHOLE_RANGE:
            single |= _whole_ranges(data, start + offset)
        elif kind == _VARIANTS:
            shaped |= _variants(data, start + offset)
    return Glyphs(frozenset(single), frozenset(shaped))


def _table(data: bytes, tag: bytes) -> int:
    for number in range(struct.unpack_from(">H", data, 4)[0]):
        found, _sum, offset, _length = struct.unpack_from(">4sIII", data, 12 + 16 * number)
        if found == tag:
            return int(offset)
    msg = f"the font has no table {tag!r}"
    raise LookupError(msg)


def _whole_ranges(data: bytes, at: int) -> set[int]:
    found: set[int] = set()
    (count,) = struct.unpack_from(">I", data, at + 12)
    for first, last, _glyph in struct.iter_unpack(">III", data[at + 16 : at + 16 + 12 * count]):
        found.update(range(first, last + 1))
    return found


def _variants(data: bytes, at: int) -> set[tuple[int, int]]:
    found: set[tuple[int, int]] = set()
    (count,) = struct.unpack_from(">I", data, at + 6)
    for number in range(count):
        row = at + 10 + 11 * number
        selector = int.from_bytes(data[row : row + 3])
        for base in _bases(data, at, _Variant(selector, *struct.unpack_from(">II", data, row + 3))):
            found.add((base, selector))
    return found


def _bases(data: bytes, at: int, row: _Variant) -> list[int]:
    """Characters that one sign may follow."""
    found: list[int] = []
    if row.usual:
        (count,) = struct.unpack_from(">I", data, at + row.usual)
        for number in range(count):
            place = at + row.usual + 4 + 4 * number
            first = int.from_bytes(data[place : place + 3])
            found.extend(range(first, first + data[place + 3] + 1))
    if row.other:
        (count,) = struct.unpack_from(">I", data, at + row.other)
        places = (at + row.other + 4 + 5 * number for number in range(count))
        found.extend(int.from_bytes(data[place : place + 3]) for place in places)
    return found
