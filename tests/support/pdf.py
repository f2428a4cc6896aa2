"""Reads the text of a PDF that our own documents made: enough for one font, no general reader."""

import re
import zlib
from collections.abc import Iterator
from typing import Final

_OBJECT: Final = re.compile(rb"(\d+) 0 obj\s(.*?)\sendobj", re.DOTALL)
_STREAM: Final = re.compile(rb"stream\r?\n(.*?)\nendstream", re.DOTALL)
_CHARACTER: Final = re.compile(rb"<([0-9A-Fa-f]+)> <([0-9A-Fa-f]+)>")
_SHOWN: Final = re.compile(rb"\(|<[0-9A-Fa-f]+>|ET")
_MARK: Final = re.compile(rb"\\.|[()]", re.DOTALL)
_ESCAPE: Final = re.compile(rb"\\([0-7]{1,3}|.)", re.DOTALL)
_NAMED: Final = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


def text_of(pdf: bytes) -> str:
    """Text in the order of reading, one line per piece that was set together."""
    found: list[str] = []
    characters: dict[int, str] = {}
    pages: list[bytes] = []
    for _number, body in _OBJECT.findall(pdf):
        stream = _STREAM.search(body)
        if stream is None:
            continue
        data = zlib.decompress(stream[1]) if b"FlateDecode" in body else stream[1]
        if b"begincmap" in data:
            characters |= _characters(data)
        elif b"BDC" in data:
            pages.append(data)
    for data in pages:
        found += ["\n" if piece == b"ET" else _decoded(piece, characters) for piece in pieces(data)]
    return "".join(found)


def pieces(data: bytes) -> Iterator[bytes]:
    """Strings of a page in their brackets, and the ends of lines between them.

    A bracket inside a string stands bare where its partner stands in the same string.
    """
    at = 0
    while begin := _SHOWN.search(data, at):
        at = _closed(data, begin.end()) if begin[0] == b"(" else begin.end()
        yield data[begin.start() : at]


def _closed(data: bytes, at: int) -> int:
    depth = 1
    for mark in _MARK.finditer(data, at):
        depth += {b"(": 1, b")": -1}.get(mark[0], 0)
        if not depth:
            return mark.end()
    return len(data)


def joined(pdf: bytes) -> str:
    """Text without spaces and line breaks, to look a sentence up in."""
    return re.sub(r"\s", "", text_of(pdf))


def _characters(data: bytes) -> dict[int, str]:
    return {
        int(code, 16): bytes.fromhex(text.decode()).decode("utf-16-be")
        for code, text in _CHARACTER.findall(data.partition(b"beginbfchar")[2])
    }


def _decoded(piece: bytes, characters: dict[int, str]) -> str:
    inside = piece[1:-1]
    is_hex = piece.startswith(b"<")
    codes = bytes.fromhex(inside.decode()) if is_hex else _ESCAPE.sub(_unescaped, inside)
    pairs = zip(codes[::2], codes[1::2], strict=True)
    return "".join(
        characters.get(high * 256 + low, "\N{REPLACEMENT CHARACTER}") for high, low in pairs
    )


def _unescaped(found: re.Match[bytes]) -> bytes:
    sign = found[1]
    return bytes([int(sign, 8)]) if sign.isdigit() else _NAMED.get(sign, sign)
