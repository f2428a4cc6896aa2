"""The thirty rules of machine readability: each planted fault is found, ours have none."""

import csv
import io
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, Final

import pytest
from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from hub.directory import reads as directory
from hub.i18n import in_language
from hub.platform import csv_files
from hub.platform.data_sets import Column, DataSet, Holds, sheets
from hub.platform.db import Store
from hub.platform.readable.check import check
from hub.platform.readable.rules import RULES
from hub.platform.workbook import Sheet, workbook
from hub.subsidy import reads as subsidy
from pages.subsidy.parts import claims_sheet
from tests.support.claims import an_office, in_review
from tests.support.internship import see

DAY: Final = date(2026, 11, 27)
HEAD: Final = ("会社", "開始日", "人数（人）", "種別")
ROWS: Final = (
    ("高橋製作所", DAY, 3, "法人"),
    ("森精工", DAY, 12, "個人"),
    ("水野鉄工", DAY, 0, "法人"),
)
WHOLE: Final = DataSet(
    "一覧",
    (
        Column("会社", "会社の名前", Holds.NAME, is_required=True),
        Column("開始日", "始まる日", Holds.DAY),
        Column("人数（人）", "働く人", Holds.NUMBER, "人", empty="調べていない"),
        Column("種別", "会社の種類", Holds.CODE, words=("法人", "個人"), is_required=True),
    ),
    ROWS,
    DAY.isoformat(),
)
Change = Callable[[Workbook, Worksheet], Any]


def broken(name: str, body: bytes) -> list[str]:
    return [each.rule.code for each in check(name, body).broken]


def a_book(*changes: Change, head: Sequence[str] = HEAD, rows: Sequence[Any] = ROWS) -> bytes:
    """A foreign workbook without any description, and what is done to it."""
    held = io.BytesIO()
    with Workbook(held, {"in_memory": True}) as book:
        page = book.add_worksheet("表")
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        page.write_row(0, 0, head)
        for at, row in enumerate(rows, start=1):
            for column, value in enumerate(row):
                shown = day if isinstance(value, date) else None
                page.write(at, column, value, shown)
        for change in changes:
            change(book, page)
    return held.getvalue()


def with_row(*row: object) -> bytes:
    return a_book(rows=[*ROWS, row])


def a_csv(*lines: Sequence[str], form: str = "utf-8-sig") -> bytes:
    held = io.StringIO(newline="")
    csv.writer(held).writerows(lines)
    return held.getvalue().encode(form)


# What a table without a description lacks in any case.
BARE: Final = {"L3-02", "L3-07", "L3-08"}
PLANTS: Final[dict[str, bytes]] = {
    "L1-02": a_book(lambda _b, p: p.write_row(6, 0, ["別の表", "見出し"])),
    "L1-03": with_row(*HEAD),
    "L1-04": a_book(lambda _b, p: p.write(4, 0, "注：区の調べ")),
    "L1-05": a_book(head=("会社", "開始日", "", "種別")),
    "L1-06": with_row("　森　精工", DAY, 3, "法人"),
    "L1-07": with_row("森", DAY, "10（5）", "法人"),
    "L1-08": with_row("㈱森", DAY, 3, "法人"),
    "L1-09": with_row("森", DAY, None, "法人"),
    "L1-10": a_book(lambda _b, p: p.insert_textbox(5, 5, "見てください")),
    "L1-11": a_book(lambda b, p: p.write(2, 0, "森精工", b.add_format({"bg_color": "#ffff00"}))),
    "L1-12": a_book(lambda _b, p: p.merge_range(1, 3, 2, 3, "法人")),
    "L1-13": a_book(lambda _b, p: p.set_row(2, None, None, {"hidden": True})),
    "L1-14": a_book(rows=[*ROWS, (None, None, None, "法人")]),
    "L2-01": with_row("原", DAY, "1,200人", "法人"),
    "L2-02": with_row("森", DAY, 3, "〃"),
    "L2-03": a_book(head=("会社", "開始日", "人数（人）", "会社")),
    "L2-04": with_row("森", DAY, 3, "法 人"),
    "L2-05": with_row("森", DAY, 3, "その他（組合）"),
    "L2-06": a_book(lambda _b, p: p.write_formula(3, 2, "=1+1", None, 2)),
    "L3-01": a_book(head=("会社", "開始日", "3", "種別")),
    "L3-03": with_row("森", DAY, 3, "－"),
    "L3-04": a_book(head=("会社", "開始日", "人数", "種別")),
    "L3-05": with_row("森", "令和8年11月27日", 3, "法人"),
    "L3-06": a_book(head=("区", "開始日", "人数（人）", "種別"), rows=[("大田", DAY, 1, "法人")]),
    "L3-09": a_book(head=("会社", "2024年度", "2025年度", "2026年度"), rows=[("森", 1, 2, 3)]),
}  # fmt: skip


@pytest.mark.parametrize("code", PLANTS)
def test_each_planted_fault_is_found(code: str) -> None:
    assert code not in broken("表.xlsx", a_book())
    found = check("表.xlsx", PLANTS[code])
    assert code in [each.rule.code for each in found.broken]
    places = next(each.places for each in found.broken if each.rule.code == code)
    assert places
    assert all(place.startswith("表") for place in places)


def test_a_plain_table_lacks_only_its_description() -> None:
    found = check("表.xlsx", a_book())
    assert {each.rule.code for each in found.broken} == BARE
    assert found.points == {1: 100, 2: 100, 3: 60}


def test_every_rule_has_a_planted_fault() -> None:
    elsewhere = {"L1-01", "L1-15", *BARE}
    assert {rule.code for rule in RULES} == set(PLANTS) | elsewhere
    assert len(RULES) == 30


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("表.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"0" * 600),
        ("表.pdf", b"%PDF-1.7\n"),
        ("表.xlsx", a_book()[:900]),
        ("表.csv", b"\xff\xfe\x00\x81"),
        ("空.csv", b""),
    ],
)
def test_what_no_machine_reads_has_no_points(name: str, body: bytes) -> None:
    found = check(name, body)
    assert [each.rule.code for each in found.broken] == ["L1-01"]
    assert found.points == {1: 0, 2: 0, 3: 0}


def test_a_comma_without_quotes_shifts_the_line() -> None:
    body = "会社,人数（人）\n高橋製作所,3\n森,林精工,12\n".encode()
    found = check("表.csv", body)
    assert "L1-15" in [each.rule.code for each in found.broken]
    assert found.points[1] == 0
    assert "L1-15" not in broken("表.csv", a_csv(["会社", "人数（人）"], ["森,林精工", "12"]))


def test_numbers_with_commas_in_a_csv_are_found() -> None:
    lines = (["会社", "額（円）"], ["森", "1000"], ["林", "1,200"], ["原", "900"])
    assert "L2-01" in broken("表.csv", a_csv(*lines, form="cp932"))
    assert "L2-01" not in broken("表.csv", a_csv(*lines[:2], form="cp932"))


def test_a_described_table_is_whole_in_every_form() -> None:
    found = sheets(WHOLE)
    assert broken("表.xlsx", workbook(found)) == []
    made = csv_files.written(found, csv_files.Form.UTF8)
    body = csv_files.archive(made, Sheet("変更", ["a"], []), DAY)
    assert check("表.zip", body).points == {1: 100, 2: 100, 3: 100}
    assert broken("表.zip", body) == []


def test_a_table_that_is_not_as_described_is_found() -> None:
    data, told, codes, history = sheets(WHOLE)
    other = Sheet(data.name, data.head, [("森", DAY, 3, "組合")])
    assert broken("表.xlsx", workbook([other, told, codes, history])) == ["L2-04"]
    moved = Sheet(data.name, [data.head[1], data.head[0], *data.head[2:]], [(DAY, "森", 3, "法人")])
    assert broken("表.xlsx", workbook([moved, told, codes, history])) == ["L3-07"]
    assert broken("表.xlsx", workbook([data, told, history])) == ["L3-02"]
    assert "L3-08" in broken("表.xlsx", workbook([data, codes, history]))


@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_table_of_ours_is_whole(store: Store, language: str) -> None:
    office = an_office(store)
    in_review(office)
    ward = office.clerk.seat.ward_id or 0
    inbox = see(store, subsidy.inbox, office.clerk, ward_id=ward)
    with in_language(language):
        made = {
            "claims": claims_sheet.claims(inbox),
            "firms": sheets(see(store, directory.firms_table, office.clerk, ward_id=ward)),
            "machines": sheets(see(store, directory.machines_table, office.clerk, ward_id=ward)),
        }
    for name, found in made.items():
        assert found[0].rows or name == "machines"
        assert broken(f"{name}.xlsx", workbook(found)) == [], name
        for form in csv_files.Form:
            written = csv_files.written(found, form)
            body = csv_files.archive(written, Sheet("変更", ["a"], []), DAY)
            assert broken(f"{name}.zip", body) == [], (name, form)
