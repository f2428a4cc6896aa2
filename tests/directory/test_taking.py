"""What both imports do with a table that was read: the same steps, each with its own command."""

from types import SimpleNamespace
from typing import Any

import pytest
import streamlit as st

from hub.directory import service
from pages.directory.parts import table_import


@pytest.mark.parametrize("name", ["import", "machines"])
def test_a_taken_table_is_told_and_its_file_let_go(
    monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    kit: Any = table_import
    taken: list[dict[str, Any]] = []
    received: Any = SimpleNamespace()
    counts: Any = SimpleNamespace(new=1, changed=0, same=0)
    seen: Any = SimpleNamespace(form="CSV", counts=counts, lines=(("髙﨑製作所",),))
    monkeypatch.setattr(st, "session_state", {f"directory.{name}.file.seen": "file"})
    monkeypatch.setattr(st, "rerun", lambda: None)
    monkeypatch.setattr(kit.widgets, "say", lambda _text: None)
    monkeypatch.setattr(kit.widgets, "primary", lambda _label, _key: True)
    monkeypatch.setattr(kit.uploads, "set_down", lambda _received: {"name": "a.csv"})
    monkeypatch.setattr(kit.act, "actor", lambda: SimpleNamespace(seat=SimpleNamespace(ward_id=13)))

    def act(_command: object, values: dict[str, Any], *, once: str) -> str:
        taken.append(values)
        return once

    monkeypatch.setattr(kit.act, "act", act)
    kit.ready(seen, received, "1社", service.import_firms, name)
    assert [row["ward_id"] for row in taken] == [13]
    assert f"directory.{name}.done" in st.session_state
    assert f"directory.{name}.file.seen" not in st.session_state
