"""Looks through a PDF: whether it opens, acts, hides a file, or is larger than it seems."""

import io
import re
import zlib
from collections.abc import Iterator
from typing import Any, Final

from pypdf import PdfReader
from pypdf.errors import PyPdfError
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, StreamObject

from hub.platform import file_rules as rules

START: Final = b"%PDF-"
END: Final = b"%%EOF"
PIECE: Final = 64 * 1024
DEEPEST: Final = 50
ACTS: Final = frozenset(
    {"/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToE", "/Rendition", "/RichMedia"}
)
ACTIVE_KEYS: Final = frozenset({"/JS", "/JavaScript", "/XFA", "/RichMediaContent"})
INSIDE_KEYS: Final = frozenset({"/EmbeddedFiles", "/EmbeddedFile", "/EF", "/AF"})
_HEX: Final = re.compile(rb"#([0-9A-Fa-f]{2})")
# What is written openly anywhere, be it in an object that no table of the file names.
_OPENLY: Final = re.compile(rb"/(JavaScript|JS|Launch|XFA)[\s/(<\[]")


def refuse_paper(body: bytes) -> None:
    """Refuse a PDF that is locked, active, stuffed, damaged or too long."""
    end = body.rfind(END)
    if end < 0:
        raise rules.refused(rules.DAMAGED)
    if len(body) - end - len(END) > rules.MOST_AFTER:
        raise rules.refused(rules.TWO_KINDS)
    try:
        reader = PdfReader(io.BytesIO(body), strict=False)
        if reader.is_encrypted:
            raise rules.refused(rules.LOCKED)
        _refuse_objects(reader)
        pages = len(reader.pages)
    except (PyPdfError, ValueError, KeyError, TypeError, IndexError, AttributeError, OSError,
            AssertionError, zlib.error, RecursionError, NotImplementedError) as fault:  # fmt: skip
        raise rules.refused(rules.DAMAGED) from fault
    if _OPENLY.search(_HEX.sub(lambda found: bytes([int(found[1], 16)]), body)):
        raise rules.refused(rules.ACTIVE)
    if pages > rules.MOST_PAGES:
        raise rules.refused(rules.TOO_MANY_PAGES, limit=rules.MOST_PAGES)
    if not pages:
        raise rules.refused(rules.DAMAGED)


def _refuse_objects(reader: PdfReader) -> None:
    unpacked = 0
    for value in _objects(reader):
        _refuse_value(value, 0)
        if isinstance(value, StreamObject):
            unpacked += _unpacked(value, rules.MOST_UNPACKED - unpacked)
    _refuse_value(reader.trailer, 0)


def _objects(reader: PdfReader) -> Iterator[Any]:
    """Every object that a table of the file names, packed ones too."""
    for generation, places in reader.xref.items():
        for number in places:
            yield reader.get_object(IndirectObject(number, generation, reader))
    for number in reader.xref_objStm:
        yield reader.get_object(IndirectObject(number, 0, reader))


def _refuse_value(value: Any, depth: int) -> None:  # noqa: ANN401  any object of a PDF
    """Refuse what acts or holds a file; what a value only points to is looked at by itself."""
    if depth > DEEPEST:
        raise rules.refused(rules.DAMAGED)
    if isinstance(value, DictionaryObject):
        keys = set(value)
        if keys & ACTIVE_KEYS or value.get("/S") in ACTS:
            raise rules.refused(rules.ACTIVE)
        if keys & INSIDE_KEYS or value.get("/Type") == "/EmbeddedFile":
            raise rules.refused(rules.INSIDE)
    inner = value.values() if isinstance(value, DictionaryObject) else value
    if isinstance(value, DictionaryObject | ArrayObject):
        for part in inner:
            if not isinstance(part, IndirectObject):
                _refuse_value(part, depth + 1)


def _unpacked(stream: StreamObject, most: int) -> int:
    """How large a packed stream is, counted piece by piece and never kept."""
    packed = stream._data  # noqa: SLF001  the bytes as they stand in the file
    filters = stream.get("/Filter", "")
    names = filters if isinstance(filters, list) else [filters]
    if sum(name in {"/FlateDecode", "/Fl", "/LZWDecode"} for name in names) > 1:
        raise rules.refused(rules.BOMB)
    if names[:1] != ["/FlateDecode"] or not isinstance(packed, bytes):
        return len(packed)
    opened, size, rest = zlib.decompressobj(), 0, packed
    while rest and not opened.eof:
        size += len(opened.decompress(rest, PIECE))
        rest = opened.unconsumed_tail
        if size > most:
            raise rules.refused(rules.BOMB)
    return size
