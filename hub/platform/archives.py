"""Looks into a workbook before anybody opens it: what it holds, how large it would be unpacked."""

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import Final

from hub.platform import file_rules as rules

ZIP: Final = b"PK\x03\x04"
OLD_OFFICE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
END: Final = b"PK\x05\x06"
END_SIZE: Final = 22
BOOK: Final = "xl/workbook.xml"
KINDS: Final = "[content_types].xml"
ENCRYPTED: Final = 1
ARCHIVES: Final = (ZIP, b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", OLD_OFFICE)
XML: Final = (".xml", ".rels", ".vml")
OTHER_FORM: Final = (b"\xff\xfe", b"\xfe\xff", b"\x00", b"<\x00")
# Parts of a workbook by what they would do; compared in small letters.
MACROS: Final = re.compile(r"vbaproject|macrosheets?/|activex/|customui/")
INSIDE: Final = re.compile(r"/embeddings/|oleobject|\.(exe|dll|js|vbs|hta|bat|jar|zip)$")
OUTSIDE: Final = re.compile(r"externallinks?/|/querytables?/|/connections\.xml$|webextensions?/")
_MACRO_KIND: Final = re.compile(rb"macroenabled|vbaproject", re.IGNORECASE)
_DTD: Final = re.compile(rb"<!(DOCTYPE|ENTITY)", re.IGNORECASE)
_RELATION: Final = re.compile(rb"<(?:\w+:)?Relationship\b[^<>]*>", re.IGNORECASE)
_DDE: Final = re.compile(rb"<(?:\w+:)?(ddeLink|oleLink)\b", re.IGNORECASE)


def parts(body: bytes) -> Iterator[tuple[str, bytes]]:
    """Each part of a workbook with its name; `Invalid` when it holds what no table needs."""
    _refuse_around(body)
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            held = archive.infolist()
            _refuse_list(held)
            for part in held:
                content = archive.read(part)
                _refuse_part(part.filename.lower(), content)
                yield part.filename, content
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, ValueError, OSError, EOFError,
            zlib.error, struct.error, KeyError, IndexError) as fault:  # fmt: skip
        raise rules.refused(rules.DAMAGED) from fault


def _refuse_around(body: bytes) -> None:
    """Nothing may stand behind the end of the archive but its own short remark."""
    at = body.rfind(END)
    if at < 0:
        raise rules.refused(rules.DAMAGED)
    if len(body) - at - END_SIZE > rules.MOST_AFTER:
        raise rules.refused(rules.TWO_KINDS)


def _refuse_list(held: list[zipfile.ZipInfo]) -> None:
    names = [part.filename.lower() for part in held]
    unpacked = sum(part.file_size for part in held)
    packed = sum(part.compress_size for part in held) or 1
    if len(held) > rules.MOST_PARTS or unpacked > rules.MOST_UNPACKED:
        raise rules.refused(rules.BOMB)
    if unpacked > rules.SMALL and unpacked / packed > rules.MOST_RATIO:
        raise rules.refused(rules.BOMB)
    if any(part.flag_bits & ENCRYPTED for part in held):
        raise rules.refused(rules.LOCKED)
    if any(MACROS.search(name) for name in names):
        raise rules.refused(rules.MACROS)
    if any(INSIDE.search(name) for name in names):
        raise rules.refused(rules.INSIDE)
    if any(OUTSIDE.search(name) for name in names):
        raise rules.refused(rules.OUTSIDE)
    if len(set(names)) != len(names) or any(_leaves(name) for name in names):
        raise rules.refused(rules.DAMAGED)
    if KINDS not in names or BOOK not in names:
        raise rules.refused(rules.WRONG_KIND)


def _leaves(name: str) -> bool:
    return name.startswith(("/", "\\")) or ".." in re.split(r"[/\\]", name) or ":" in name


def _refuse_part(name: str, content: bytes) -> None:
    if content.startswith(ARCHIVES):
        raise rules.refused(rules.INSIDE)
    if not name.endswith(XML):
        return
    if content.startswith(OTHER_FORM):
        raise rules.refused(rules.DAMAGED)
    if _DTD.search(content):
        raise rules.refused(rules.ACTIVE)
    if name == KINDS and _MACRO_KIND.search(content):
        raise rules.refused(rules.MACROS)
    if _DDE.search(content):
        raise rules.refused(rules.OUTSIDE)
    for relation in _RELATION.findall(content):
        told = relation.lower()
        if b"external" in told and b"/hyperlink" not in told:
            raise rules.refused(rules.OUTSIDE)
