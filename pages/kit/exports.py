"""A table as a spreadsheet: made at a press, taken away by a link, gone after a day."""

from collections.abc import Callable, Sequence
from typing import Final

import streamlit as st

from hub.i18n import _
from hub.platform import exports, files, runtime
from hub.platform.workbook import Sheet, workbook
from pages.kit import act
from pages.kit.acts import route_link, secondary
from pages.kit.cards import pair

KILOBYTE: Final = 1024


def offer(
    label: str, record: str, record_id: int, name: str, build: Callable[[], Sequence[Sheet]]
) -> None:
    """The button, and beside it the way to the file once it is made."""
    key = f"kit.export.{record}.{record_id}"
    with pair(f"export-{record}"):
        if secondary(label, key):
            st.session_state[f"{key}.file"] = _made(record, record_id, name, build)
        made = st.session_state.get(f"{key}.file")
        if made is not None:
            file_id, size = made
            told = _("Excelを受け取る（{size} KB、24時間）").format(size=-(-size // KILOBYTE))
            st.markdown(route_link(told, f"/files/{file_id}"), width="content")


def _made(
    record: str, record_id: int, name: str, build: Callable[[], Sequence[Sheet]]
) -> tuple[int, int] | None:
    """Write the workbook, then keep it as a file of the person who asked."""
    stored = files.set_down(runtime.store(), workbook(build()))
    values = {
        "record": record,
        "record_id": record_id,
        "name": f"{name}.xlsx",
        "stored": stored,
    }
    once = stored.place
    kept: exports.Kept | None = act.act(exports.keep_export, values, once=once)
    return None if kept is None else (kept.file_id, stored.size)
