"""Names in every shape of their kanji: typed, kept, found, printed, in a workbook, in CP932."""

import csv
import io
import json
import zipfile
from datetime import date
from pathlib import Path
from typing import Final

import pytest

from hub import wiring
from hub.accounts import service as accounts
from hub.directory import reads, service
from hub.directory.reads import FirmList, Preview
from hub.kernel.variants import PAIRS, SEARCHED, codes
from hub.platform import csv_files, documents
from hub.platform.context import Actor
from hub.platform.csv_files import Change, Form, Made
from hub.platform.data_sets import DataSet, sheets
from hub.platform.db import Store
from hub.platform.sheets import lines_of
from hub.platform.workbook import Sheet, workbook
from models.accounts import Person
from models.vocab import Role
from tests.support import pdf, xlsx
from tests.support.arrangements.directory import SOURCE
from tests.support.internship import a_person, a_ward, do, rows, see

PAPER: Final = Path(documents.__file__).with_name("templates") / "receipt.typ"
# Shapes chosen by a following sign (IVS), signs beyond the basic plane, and the shapes of names.
CHOSEN: Final = ("葛\U000e0100", "辻\U000e0101", "邉\U000e0102", "祇\U000e0100", "榊\U000e0101")
OTHERS: Final = ("𠮷", "𡈽", "𠮟", "𣘺", "髙", "﨑", "㈱", "①")
SHAPES: Final = [sign for group in PAIRS.split() for sign in group[1:]]
NAMES: Final = tuple(
    dict.fromkeys(
        (
            *(f"{sign}田 {at}号" for at, sign in enumerate((*CHOSEN, *OTHERS), start=1)),
            *(f"{sign}山製作所" for sign in SHAPES),
        )
    )
)[:240]
MEANING: Final = Sheet("項目の説明", ["項目", "意味"], [("会社名", "登記のとおり")])


def test_there_are_two_hundred_names_and_more() -> None:
    assert len(NAMES) >= 200
    assert sum("\U000e0100" <= sign <= "\U000e01ef" for name in NAMES for sign in name) >= 5


def a_list(*names: str) -> Sheet:
    return Sheet("会社の一覧", ["会社名", "台数（台）"], [(name, 1_200) for name in names])


def unpacked(made: Made) -> dict[str, bytes]:
    listed = Sheet("置きかえの一覧", csv_files.CHANGES_HEAD, csv_files.changes_rows(made))
    body = csv_files.archive(made, listed, date(2026, 11, 27))
    assert csv_files.archive(made, listed, date(2026, 11, 27)) == body
    with zipfile.ZipFile(io.BytesIO(body)) as box:
        return {name: box.read(name) for name in box.namelist()}


def read_back(body: bytes, form: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(body.decode(form), newline="")))


def is_found(store: Store, clerk: Actor, ward: int, name: str) -> bool:
    """Whether the name is found as typed, and by the usual shape of its kanji."""
    usual = name.translate(SEARCHED)
    for text in (name, usual):
        found: FirmList = see(store, reads.firm_list, clerk, ward_id=ward, text=text, first=0)
        if name not in {row.name for row in found.rows}:
            return False
    return True


def test_every_name_is_kept_found_printed_and_written_as_it_was_typed(store: Store) -> None:
    wiring.bind()
    ward = a_ward(store)
    clerk = a_person(store, Role.WARD_CLERK, ward_id=ward)
    columns = tuple(reads.COLUMNS)
    typed = [("未登録", "", name, "カナ", "", "", "", "蒲田", "", "") for name in NAMES]
    first = csv_files.written([Sheet("会社の一覧", columns, typed)], Form.UTF8)
    seen: Preview = see(store, reads.preview_firms, clerk, ward_id=ward, body=first.tables[0][1])
    assert (seen.problems, first.changes) == ((), ())
    do(store, service.import_firms, clerk, ward_id=ward, lines=seen.lines, source=SOURCE)
    table: DataSet = see(store, reads.firms_table, clerk, ward_id=ward)
    assert sorted(str(line[2]) for line in table.rows) == sorted(NAMES)

    lost = [name for name in NAMES if not is_found(store, clerk, ward, name)]
    assert lost == []

    sheet = sheets(table)[0]
    (read,) = xlsx.tables(workbook([sheet]))
    in_book = [read.cells[f"C{at}"].value for at in range(2, len(NAMES) + 2)]
    assert in_book == [line[2] for line in table.rows]

    made = csv_files.written([sheet], Form.UTF8)
    assert made.changes == ()
    lines = read_back(made.tables[0][1], "utf-8-sig")
    assert [line[2] for line in lines[1:]] == [line[2] for line in table.rows]
    again: Preview = see(store, reads.preview_firms, clerk, ward_id=ward, body=made.tables[0][1])
    assert (again.counts.new, again.counts.changed) == (0, 0)


def test_people_keep_the_shapes_of_their_names(store: Store) -> None:
    for name in NAMES[::12]:
        do(store, accounts.add_person, name=name, kana="カナ", role=Role.EXPERT)
    assert [row.name for row in rows(store, Person)] == list(NAMES[::12])


def test_every_name_is_printed_on_paper_in_its_own_shape() -> None:
    values = {
        "title": "受領書", "subject": "受領書", "issued": "2026-11-27", "day": "令和8年11月27日",
        "name": "橋本 凜さん", "rows": [["名前", name] for name in NAMES], "notes": ["以上"],
    }  # fmt: skip
    assert documents.missing_glyphs(values) == []
    said = pdf.joined(documents.render(PAPER, values))
    assert [name for name in NAMES if name.replace(" ", "") not in said] == []


def test_each_sign_that_cp932_lacks_is_listed_and_no_question_mark_stands_for_one() -> None:
    made = csv_files.written([a_list(*NAMES), MEANING], Form.CP932)
    lines = read_back(made.tables[0][1], "cp932")
    assert "?" not in made.tables[0][1].decode("cp932")
    differing = [at for at, name in enumerate(NAMES, start=2) if lines[at - 1][0] != name]
    assert differing == sorted({change.row for change in made.changes})
    for change in made.changes:
        name = NAMES[change.row - 2]
        assert name.replace(change.before, change.after) == lines[change.row - 1][0], name
    assert made.loses
    files = unpacked(made)
    listed = read_back(files["置きかえの一覧.csv"], "utf-8-sig")[1:]
    expected = [
        ["会社の一覧", str(each.row), "会社名", each.before, codes(each.before), each.after]
        for each in made.changes
    ]
    assert listed == expected
    facts = json.loads(files["metadata.json"])
    assert [(each["name"], each["encoding"], each["bom"]) for each in facts["files"]] == [
        ("会社の一覧.csv", "CP932", False),
        ("項目の説明.csv", "CP932", False),
        ("置きかえの一覧.csv", "UTF-8", True),
    ]
    assert facts["changes"] == len(made.changes)


def test_a_machine_reads_one_heading_plain_numbers_and_iso_days() -> None:
    sheet = Sheet(
        "表", ["日", "額（円）", "文"], [(date(2026, 12, 7), 1_234_000, 'a,"b"'), (None,) * 3]
    )
    made = csv_files.written([sheet], Form.UTF8)
    assert made.tables[0][1].startswith(b"\xef\xbb\xbf")
    assert made.tables[0][1].decode("utf-8-sig").splitlines() == [
        "日,額（円）,文", '2026-12-07,1234000,"a,""b"""', ",,",
    ]  # fmt: skip
    assert "置きかえの一覧.csv" not in unpacked(made)


@pytest.mark.parametrize(
    ("text", "cell"),
    [("=1+1", "'=1+1"), ("'=1+1", "''=1+1"), ("＋81", "'＋81"), ("'a", "'a"), ("a\r\nb", "a／b")],
    ids=["formula", "quoted-formula", "wide-sign", "apostrophe", "two-lines"],
)
def test_what_a_program_would_take_for_a_formula_is_marked_listed_and_read_back(
    text: str, cell: str
) -> None:
    made = csv_files.written([a_list(text)], Form.UTF8)
    body = made.tables[0][1]
    assert read_back(body, "utf-8-sig")[1][0] == cell
    assert bool(made.changes) == (cell != text)
    assert not made.loses
    lines, _form = lines_of(body)
    assert lines[1][0] == (text if "\n" not in text else cell)


def test_signs_that_only_change_their_key_are_listed_without_asking() -> None:
    made = csv_files.written([a_list("A〜B−C")], Form.CP932)
    assert made.changes == (
        Change("会社の一覧", 2, "会社名", "〜", "～"),
        Change("会社の一覧", 2, "会社名", "−", "－"),
    )
    assert not made.loses
