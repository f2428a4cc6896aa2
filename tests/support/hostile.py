"""Files that people might send: honest ones and bad ones of every sort, made here and nowhere kept.

Each has a name, its bytes and the right answer: a code of refusal, or nothing for "taken".
"""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from PIL import Image
from pypdf import PdfWriter
from pypdf.annotations import Link
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    NameObject,
    RectangleObject,
    StreamObject,
    TextStringObject,
)

from hub.platform.workbook import Sheet, workbook

SHEET = "xl/worksheets/sheet1.xml"
SCRIPT = b"<script>alert(1)</script>"
LONG = SCRIPT * 400
ROWS = (("法人", "髙﨑精密"), ("個人事業主", "𠮷田研磨"))


class Sent(NamedTuple):
    """A file as somebody sends it, and the code of the right answer (nothing: taken)."""

    name: str
    body: bytes
    code: str | None = None


def a_book(*rows: tuple[str, ...]) -> bytes:
    """A workbook of two columns."""
    return workbook([Sheet("表", ["種別", "会社名"], rows or ROWS)])


def zipped(parts: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """An archive of these parts."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", method) as archive:
        for name, body in parts.items():
            archive.writestr(name, body)
    return held.getvalue()


def _parts() -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(a_book())) as old:
        return {part: old.read(part) for part in old.namelist()}


def book_with(more: Mapping[str, bytes]) -> bytes:
    """A workbook with further parts."""
    return zipped(_parts() | dict(more))


def swapped(part: str, before: bytes, after: bytes) -> bytes:
    """A workbook with one passage of one part replaced."""
    parts = _parts()
    assert before in parts[part]
    return zipped(parts | {part: parts[part].replace(before, after)})


def a_paper(pages: int = 1, dress: Callable[[PdfWriter], object] | None = None) -> bytes:
    """A PDF of empty pages, dressed up."""
    writer = PdfWriter()
    for _page in range(pages):
        writer.add_blank_page(100, 100)
    if dress:
        dress(writer)
    held = io.BytesIO()
    writer.write(held)
    return held.getvalue()


def acting(**facts: object) -> Callable[[PdfWriter], object]:
    """An action that a paper takes when it is opened."""

    def dress(writer: PdfWriter) -> None:
        action = {
            NameObject(f"/{name}"): NameObject(v) if (v := str(value))[0] == "/"
            else TextStringObject(v)
            for name, value in facts.items()
        }  # fmt: skip
        writer.root_object[NameObject("/OpenAction")] = DictionaryObject(action)

    return dress


def _alone(writer: PdfWriter) -> None:
    """An object that nothing points to."""
    script = {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject("1")}
    writer._add_object(DictionaryObject(script))


def _stuffed(writer: PdfWriter) -> None:
    stream = StreamObject()
    stream._data = zlib.compress(b"\0" * 120_000_000, 9)
    stream[NameObject("/Filter")] = NameObject("/FlateDecode")
    writer._add_object(stream)


def _form(writer: PdfWriter) -> None:
    form = {NameObject("/XFA"): ArrayObject([TextStringObject("x")])}
    writer.root_object[NameObject("/AcroForm")] = DictionaryObject(form)


def _linked(writer: PdfWriter) -> None:
    writer.add_annotation(0, Link(rect=RectangleObject((0, 0, 9, 9)), url="https://example.jp/"))
    writer.add_outline_item(title="表紙", page_number=0)


def a_picture(form: str, mode: str = "RGB", **facts: Any) -> bytes:  # noqa: ANN401  Pillow's own
    """A small picture."""
    held = io.BytesIO()
    Image.new(mode, (40, 20)).save(held, form, **facts)
    return held.getvalue()


def exif(orientation: int = 6) -> bytes:
    """What a camera writes beside the pixels: it was held sideways, and somebody's script."""
    noted = Image.Exif()
    noted[0x0112] = orientation
    noted[0x010E] = SCRIPT.decode()
    return noted.tobytes()


def _huge_picture() -> bytes:
    head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    made = b"\x89PNG\r\n\x1a\n"
    for kind, body in ((b"IHDR", head), (b"IDAT", zlib.compress(b"\0")), (b"IEND", b"")):
        made += struct.pack(">I", len(body)) + kind + body
        made += struct.pack(">I", zlib.crc32(kind + body))
    return made


def _overlapping() -> bytes:
    """Many entries of the directory over the same packed bytes."""
    body = zipped({"a.xml": b"0" * 10_000_000})
    end = body.rfind(b"PK\x05\x06")
    start = body.find(b"PK\x01\x02")
    entry = body[start:end]
    times = 50
    tail = struct.pack(
        "<4sHHHHIIH", b"PK\x05\x06", 0, 0, times, times, len(entry) * times, start, 0
    )
    return body[:start] + entry * times + tail


def _locked_entry() -> bytes:
    made = bytearray(a_book())
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = made.find(mark)
        while at >= 0:
            made[at + place] |= 1
            at = made.find(mark, at + 4)
    return bytes(made)


def _broken_sum() -> bytes:
    made = bytearray(a_book())
    at = made.find(b"PK\x01\x02")
    while at >= 0:
        made[at + 16] ^= 0xFF
        at = made.find(b"PK\x01\x02", at + 4)
    return bytes(made)


def honest() -> Iterator[tuple[str, Sent]]:
    """Files that must be taken."""
    text = '種別,会社名\r\n法人,"高崎,\n精密"\r\n'
    yield "csv", Sent("会社.csv", text.encode())
    yield "csv with its mark", Sent("会社.csv", text.encode("utf-8-sig"))
    yield "csv of an older Excel", Sent("会社.CSV", text.encode("cp932"))
    yield "csv with a formula as text", Sent("a.csv", b"a,b\r\n=cmd|' /C calc'!A0,1\r\n")
    yield "workbook", Sent("会社.xlsx", a_book())
    yield "workbook of 5,000 lines", Sent("会社.xlsx", a_book(*(ROWS * 2_500)))
    link = b'<Relationship Id="r9" Type="x/hyperlink" Target="http://a" TargetMode="External"/>'
    yield (
        "workbook with an address",
        Sent("a.xlsx", book_with({"xl/worksheets/_rels/sheet1.xml.rels": link})),
    )
    yield "paper", Sent("見積書.pdf", a_paper())
    yield "paper of 200 pages", Sent("a.pdf", a_paper(200))
    yield "paper with a link and an outline", Sent("a.pdf", a_paper(1, _linked))
    yield "picture", Sent("写真.png", a_picture("PNG"))
    yield "picture one can see through", Sent("a.png", a_picture("PNG", "RGBA"))
    yield "picture of few colours", Sent("a.png", a_picture("PNG", "P"))
    yield "photo held sideways", Sent("領収書.JPG", a_picture("JPEG", exif=exif()))
    yield "photo for print", Sent("a.jpeg", a_picture("JPEG", "CMYK"))


def book(body: bytes, code: str, name: str = "a.xlsx") -> Sent:
    """A workbook that is not taken."""
    return Sent(name, body, code)


def bad_books() -> Iterator[tuple[str, Sent]]:
    """Workbooks that must not be taken, and archives that are none."""
    kinds = "[Content_Types].xml"
    yield "no workbook", book(zipped({"a.txt": b"a"}), "files.wrong_kind")
    yield "an archive", book(zipped({"a.txt": b"a"}), "files.wrong_kind", "a.zip")
    yield "a text document", book(zipped({kinds: b"<a/>", "word/a.xml": b""}), "files.wrong_kind")
    yield "overlapping bomb", book(_overlapping(), "files.bomb")
    yield "sheet bomb", book(book_with({"xl/b": b"0" * 50_000_000}), "files.bomb")
    yield "archive inside", book(book_with({"xl/media/a": zipped({"a": b"b"})}), "files.inside")
    many = {f"xl/p{at}": b"" for at in range(1_001)}
    yield "too many parts", book(book_with(many), "files.bomb")
    yield "far cell", book(swapped(SHEET, b'r="B2"', b'r="XFD2"'), "sheets.too_wide")
    yield "far line", book(swapped(SHEET, b'r="B2"', b'r="B1048576"'), "sheets.too_many")
    yield "locked entry", book(_locked_entry(), "files.locked")
    yield "locked workbook", book(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(900), "files.locked")
    yield "cut off", book(a_book()[:700], "files.damaged")
    yield "wrong sum", book(_broken_sum(), "files.damaged")
    yield "page behind", book(a_book() + LONG, "files.two_kinds")
    yield "workbook named csv", book(a_book(), "files.other_name", "a.csv")
    yield "way out", book(book_with({"../../a.xml": b"<a/>"}), "files.damaged")
    wide = '<?xml version="1.0" encoding="UTF-16"?><a/>'.encode("utf-16")
    yield "part in another form", book(book_with({"xl/w.xml": wide}), "files.damaged")


def active_books() -> Iterator[tuple[str, Sent]]:
    """Workbooks that would do something, or fetch it from elsewhere."""
    kinds = "[Content_Types].xml"
    main = b"spreadsheetml.sheet.main+xml"
    macro = b"ms-excel.sheet.macroEnabled.main+xml"
    dtd = b"<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]>"
    outside = b'<Relationship Type="x/image" Target="http://a/b" TargetMode="External"/>'
    rels = "xl/_rels/workbook.xml.rels"
    yield "macros", book(book_with({"xl/vbaProject.bin": b"x"}), "files.macros")
    yield "renamed xlsm", book(swapped(kinds, main, macro), "files.macros")
    yield "old macros", book(book_with({"xl/macrosheets/s.xml": b"<a/>"}), "files.macros")
    yield "controls", book(book_with({"xl/activeX/a.xml": b"<a/>"}), "files.macros")
    yield "entity", book(book_with({"xl/a.xml": dtd + b"<a>&b;</a>"}), "files.active")
    yield (
        "document type",
        book(swapped(SHEET, b"<worksheet", b"<!doctype a><worksheet"), "files.active"),
    )
    yield (
        "external link",
        book(book_with({"xl/externalLinks/e1.xml": b"<a/>"}), "files.outside"),
    )
    yield (
        "external picture",
        book(swapped(rels, b"</Relationships>", outside + b"</Relationships>"), "files.outside"),
    )
    yield (
        "DDE",
        book(book_with({"xl/x.xml": b'<a><ddeLink ddeService="cmd"/></a>'}), "files.outside"),
    )
    yield "query", book(book_with({"xl/connections.xml": b"<a/>"}), "files.outside")
    yield "embedded object", book(book_with({"xl/embeddings/o.bin": b"x"}), "files.inside")


def bad_papers() -> Iterator[tuple[str, Sent]]:
    """PDFs that must not be taken."""

    def paper(body: bytes, code: str) -> Sent:
        return Sent("a.pdf", body, code)

    script = a_paper(1, acting(S="/JavaScript", JS="app.alert(1)"))
    launch = a_paper(1, acting(S="/Launch", F="cmd.exe"))
    yield "script", paper(script, "files.active")
    hidden = script.replace(b"/JavaScript", b"/J#61vaScript").replace(b"/JS", b"/#4a#53")
    yield "script by another spelling", paper(hidden, "files.active")
    yield "script nobody points to", paper(a_paper(1, _alone), "files.active")
    yield "launch", paper(launch, "files.active")
    yield "form sent away", paper(a_paper(1, acting(S="/SubmitForm", F="http://a")), "files.active")
    yield "active form", paper(a_paper(1, _form), "files.active")
    stuffed = a_paper(1, lambda writer: writer.add_attachment("a.exe", b"MZ"))
    yield "file inside", paper(stuffed, "files.inside")
    yield (
        "locked",
        paper(
            a_paper(1, lambda writer: writer.encrypt("geheim", algorithm="RC4-128")), "files.locked"
        ),
    )
    yield "packed bomb", paper(a_paper(1, _stuffed), "files.bomb")
    yield "too many pages", paper(a_paper(201), "files.too_many_pages")
    yield "cut off", paper(a_paper()[:200], "files.damaged")
    yield "no page", paper(b"%PDF-1.7\n%%EOF\n", "files.damaged")
    yield "archive behind", paper(a_paper() + zipped({"a": b"b"}), "files.two_kinds")
    yield "page behind", paper(a_paper() + LONG, "files.two_kinds")


def bad_pictures() -> Iterator[tuple[str, Sent]]:
    """Pictures that must not be taken, and what only looks like one."""
    png, jpg = a_picture("PNG"), a_picture("JPEG")
    yield "huge", Sent("a.png", _huge_picture(), "files.too_many_pixels")
    yield "png cut off", Sent("a.png", png[:60], "files.damaged")
    yield "jpg of noise", Sent("a.jpg", b"\xff\xd8\xff" + b"\x11" * 900, "files.damaged")
    yield "page behind", Sent("a.png", png + LONG, "files.two_kinds")
    yield "archive behind", Sent("a.jpg", jpg + zipped({"a.class": b"b"}), "files.two_kinds")
    yield "jpg named png", Sent("a.png", jpg, "files.other_name")
    yield "gif", Sent("a.gif", a_picture("GIF"), "files.wrong_kind")
    gifar = a_picture("GIF") + zipped({"a.class": b"b"})
    yield "gif and archive", Sent("a.png", gifar, "files.wrong_kind")
    yield "drawing", Sent("a.png", b"<svg onload='alert(1)'/>", "files.wrong_kind")
    yield "page named jpg", Sent("a.jpg", b"<!DOCTYPE html>" + LONG, "files.wrong_kind")


def bad_texts() -> Iterator[tuple[str, Sent]]:
    """Tables as text that must not be taken."""
    yield "empty", Sent("a.csv", b"", "files.empty")
    yield "NUL", Sent("a.csv", "名,\x00".encode("cp932"), "files.unreadable")
    yield "UTF-16", Sent("a.csv", "名前,町\r\n".encode("utf-16"), "files.unreadable")
    yield "page named csv", Sent("a.csv", b"\xef\xbb\xbf <html>" + LONG, "files.wrong_kind")
    yield "programme", Sent("a.csv", b"MZ" + bytes(90), "files.wrong_kind")
    yield "too large", Sent("a.csv", b"a,b\r\n" * 2_200_000, "files.too_large")
    yield "too many lines", Sent("a.csv", b"a,b\r\n" * 20_002, "sheets.too_many")
    yield "other ending", Sent("a.csv.exe", b"a,b\r\n", "files.wrong_kind")


def corpus() -> dict[str, Sent]:
    """All of them by what they are."""
    found: dict[str, Sent] = {}
    for sort in (honest, bad_books, active_books, bad_papers, bad_pictures, bad_texts):
        found |= {f"{sort.__name__}: {told}": sent for told, sent in sort()}
    return found
