"""What a file is, by its bytes; and whether it may be taken. Runs in a child process."""

import io
import zipfile
from pathlib import PurePath
from typing import Final

from hub.kernel.errors import Invalid
from hub.platform import archives, sheets
from hub.platform import file_rules as rules
from models.vocab import FileKind

PDF: Final = b"%PDF-"
PNG: Final = b"\x89PNG\r\n\x1a\n"
JPG: Final = b"\xff\xd8\xff"
ENDINGS: Final = {
    ".pdf": FileKind.PDF,
    ".xlsx": FileKind.XLSX,
    ".csv": FileKind.CSV,
    ".png": FileKind.PNG,
    ".jpg": FileKind.JPG,
    ".jpeg": FileKind.JPG,
}
# Beginnings of files that are no text, whatever they are called.
OTHERS: Final = (
    b"GIF8", b"BM", b"MZ", b"\x7fELF", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"II*\x00",
    b"MM\x00*", b"RIFF", b"\xca\xfe\xba\xbe", b"#!",
)  # fmt: skip


def kind_of(body: bytes) -> FileKind:
    """The kind by its first bytes; what begins like markup or a programme is none of ours."""
    if body.startswith(archives.OLD_OFFICE):
        raise rules.refused(rules.LOCKED)
    for start, kind in (
        (PDF, FileKind.PDF), (PNG, FileKind.PNG), (JPG, FileKind.JPG),
        (archives.ZIP, FileKind.XLSX),
    ):  # fmt: skip
        if body.startswith(start):
            return kind
    if body.startswith(OTHERS) or body.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        raise rules.refused(rules.WRONG_KIND)
    return FileKind.CSV


def taken(name: str, body: bytes, wanted: frozenset[FileKind]) -> tuple[FileKind, bytes]:
    """The kind and the bytes to keep; `Invalid` says why a file is not taken."""
    if not body:
        raise rules.refused(rules.EMPTY)
    if len(body) > rules.MOST_BYTES:
        raise rules.refused(rules.TOO_LARGE)
    kind = kind_of(body)
    named = ENDINGS.get(PurePath(name.strip().lower()).suffix)
    if named is None or named not in wanted:
        raise rules.refused(rules.WRONG_KIND)
    if named is not kind:
        raise rules.refused(rules.OTHER_NAME)
    if kind is not FileKind.XLSX and zipfile.is_zipfile(io.BytesIO(body)):
        raise rules.refused(rules.TWO_KINDS)
    return kind, _checked(kind, body)


def _checked(kind: FileKind, body: bytes) -> bytes:
    """The whole file read by what reads its kind."""
    # What only one kind needs is loaded for that kind: a child process starts for each file.
    match kind:
        case FileKind.PDF:
            from hub.platform.uploads.papers import refuse_paper  # noqa: PLC0415  as said above

            refuse_paper(body)
        case FileKind.PNG | FileKind.JPG:
            from hub.platform.uploads.pictures import made_anew  # noqa: PLC0415  as said above

            return made_anew(body, kind)
        case _:
            try:
                sheets.lines_of(body)
            except Invalid as wrong:
                text = wrong.reason.code.startswith("sheets.unreadable")
                raise rules.refused(rules.UNREADABLE) if text else wrong from wrong
    return body
