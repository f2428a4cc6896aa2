"""Tables as workbooks: read back by a strict reader, no formula ever, the same for equal tables."""

from datetime import date
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.platform.workbook import Sheet, workbook
from tests.support import xlsx

SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n", "\x00", "＝", "＋", "－", "＠", " =", "'=")
BODIES = (
    "1+1", "cmd|' /C calc'!A0", 'HYPERLINK("http://example.jp","x")', "SUM(A1:A9)",
    'WEBSERVICE("http://example.jp")', "IMPORTXML(1)", "DDE(1)", "<f>1+1</f>", "]]><f>1</f>",
    "&lt;f&gt;1&lt;/f&gt;", "髙﨑精密", "𠮷", "_x0041_", "\x07", "a\nb", "a\tb", '"', "'",
    "{=1}", "A1", "1", "-1", "1e5", "2026-11-26", "TRUE", "#REF!", "%0A=1", "\u202e=1",
    "字" * 400, "|calc", ";=1", ",=1", "@SUM(1)", "=", "+", "--1",
)  # fmt: skip
PAYLOADS = [sign + body for sign, body in product(SIGNS, BODIES)]


def a_sheet(*rows: tuple[str | int | date | None, ...]) -> Sheet:
    return Sheet("配属", ["学生", "開始日", "額（円）"], rows)


def test_text_numbers_and_days_come_back_as_what_they_are() -> None:
    (table,) = xlsx.tables(workbook([a_sheet(("髙﨑 美咲", date(2026, 12, 7), 24_000))]))
    assert table.name == "配属"
    assert table.row(1) == ["学生", "開始日", "額（円）"]
    assert table.cells["A2"].value == "髙﨑 美咲"
    assert (table.cells["B2"].value, table.cells["B2"].number_format) == (46_363, "yyyy\\-mm\\-dd")
    assert (table.cells["C2"].value, table.cells["C2"].number_format) == (24_000, "#,##0")


def test_the_first_row_stays_in_view_and_nothing_is_merged_or_hidden() -> None:
    (table,) = xlsx.tables(workbook([a_sheet(("a", None, -5))]))
    assert table.frozen_rows == 1
    assert table.parts == {
        "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "pageMargins",
    }  # fmt: skip
    assert "B2" not in table.cells
    assert table.cells["C2"].value == -5


def test_five_hundred_hostile_texts_stay_texts() -> None:
    assert len(PAYLOADS) >= 500
    (table,) = xlsx.tables(workbook([Sheet("x", ["本文"], [(text,) for text in PAYLOADS])]))
    cells = list(table.cells.values())[1:]
    assert [cell.value for cell in cells] == PAYLOADS
    assert [cell.place for cell in cells if cell.is_formula] == []
    unmarked = [c.value for c in cells if str(c.value)[:1] in SIGNS and not c.is_quoted]
    assert unmarked == []


@given(st.lists(st.text(max_size=60), min_size=1, max_size=8))
def test_any_text_comes_back_whole(texts: list[str]) -> None:
    (table,) = xlsx.tables(workbook([Sheet("x", ["本文"], [(text,) for text in texts])]))
    assert [cell.value for cell in list(table.cells.values())[1:]] == texts


def test_equal_tables_give_equal_bytes() -> None:
    sheet = a_sheet(("a", date(2026, 1, 5), 1))
    assert workbook([sheet]) == workbook([sheet])


def test_two_sheets_keep_their_names_and_a_hostile_name_is_harmless() -> None:
    names = ["配属", '[a]:*?/\\"<x>' + "長" * 40]
    found = xlsx.tables(workbook([Sheet(name, ["列"], []) for name in names]))
    assert found[0].name == "配属"
    assert found[1].name.startswith('a"<x>')
    assert len(found[1].name) == 31


def test_many_columns_are_named_as_a_spreadsheet_names_them() -> None:
    head = [f"列{at}" for at in range(60)]
    (table,) = xlsx.tables(workbook([Sheet("x", head, [list(range(60))])]))
    assert [table.cells[place].value for place in ("Z2", "AA2", "AZ2", "BA2")] == [25, 26, 51, 52]


def test_a_row_that_does_not_fit_its_heading_is_refused() -> None:
    with pytest.raises(ValueError, match="more or fewer cells"):
        workbook([a_sheet(("a", None))])
