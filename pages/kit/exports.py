"""A table as a spreadsheet, a sheet as PDF: made at a press, taken by a link, gone after a day."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Final, NamedTuple

import streamlit as st

from hub.i18n import _, translated
from hub.kernel.text import N_
from hub.platform import documents, exports, files, runtime
from hub.platform.workbook import Sheet, workbook
from models.vocab import FileKind
from pages.kit import act
from pages.kit.acts import route_link, secondary
from pages.kit.cards import pair

KILOBYTE: Final = 1024
WAYS: Final[Mapping[FileKind, str]] = {
    FileKind.XLSX: N_("Excelを受け取る（{size} KB、24時間）"),
    FileKind.PDF: N_("PDFを受け取る（{size} KB、24時間）"),
    FileKind.ZIP: N_("CSVを受け取る（zip、{size} KB、24時間）"),
}


class Wanted(NamedTuple):
    """What a file is about, and its name without the ending."""

    record: str
    record_id: int
    name: str


def offer(label: str, wanted: Wanted, build: Callable[[], Sequence[Sheet]]) -> None:
    """Offer a spreadsheet: the button, and beside it the way to the file once it is made."""
    _offer(label, wanted, FileKind.XLSX, lambda: workbook(build()))


def offer_paper(label: str, wanted: Wanted, template: Path, values: Mapping[str, object]) -> None:
    """Offer a sheet of paper; a character that cannot be printed is told before it is made."""
    _offer(label, wanted, FileKind.PDF, lambda: _paper(template, values))


def _paper(template: Path, values: Mapping[str, object]) -> bytes:
    lost = sorted({each.character for each in documents.missing_glyphs(values)})
    if lost:
        told = _("紙に印刷できない文字があります：{signs}。窓口にお知らせください。")
        act.tell([("form", told.format(signs="、".join(lost)))])
        # The summary of faults stands above this button and is drawn already.
        st.rerun()
    return documents.render(template, values)


def _offer(label: str, wanted: Wanted, kind: FileKind, make: Callable[[], bytes]) -> None:
    key = f"kit.export.{wanted.record}.{wanted.record_id}"
    with pair(f"export-{wanted.record}"):
        if secondary(label, key):
            st.session_state[f"{key}.file"] = keep(wanted, kind, make())
        made = st.session_state.get(f"{key}.file")
        if made is not None:
            way(kind, *made)


def way(kind: FileKind, file_id: int, size: int) -> None:
    """The link to a file that was made."""
    told = translated(WAYS[kind]).format(size=-(-size // KILOBYTE))
    st.markdown(route_link(told, f"/files/{file_id}"), width="content")


def keep(wanted: Wanted, kind: FileKind, content: bytes) -> tuple[int, int] | None:
    """Set the bytes down, then keep them as a file of the person who asked."""
    stored = files.set_down(runtime.store(), content)
    values = {
        "record": wanted.record,
        "record_id": wanted.record_id,
        "name": f"{wanted.name}.{kind}",
        "stored": stored,
        "kind": kind,
    }
    kept: exports.Kept | None = act.act(exports.keep_export, values, once=stored.place)
    return None if kept is None else (kept.file_id, stored.size)
