"""A table of firms as a file, and the same file with a few of its bytes or cells spoilt."""

import csv
import io
import random
import re
import zipfile
from typing import Final

from stdnum.jp import cn

from hub.directory import reads, service
from hub.directory.reads import Preview
from hub.kernel.errors import Invalid
from hub.platform.context import Actor
from hub.platform.db import Store
from hub.platform.uploads import kinds
from hub.platform.workbook import Sheet, workbook
from models.vocab import FileKind
from tests.support.arrangements.directory import LINE, SOURCE
from tests.support.internship import do, see

COLUMNS: Final = tuple(reads.COLUMNS)
FORMS: Final = ("utf-8-sig", "cp932", "xlsx")
PIECES: Final = (b'"', b",", b"\n", b"\r", b"\x00", b"PK", b"\xff", b"=1+1", "𠮷".encode(), b"\x81")
CELLS: Final = (
    "", " ",
    "1000020131131", "７０００－０１２０５－０００２", "会社", "=cmd|' /C calc'!A0", "\x07",
    "字" * 700, "〒144-005", "\u202e", "9" * 400, "-1", "1e999", "漢字", "\n", "7000012050002",
)  # fmt: skip
WANTED: Final = frozenset({FileKind.CSV, FileKind.XLSX})
PLACE: Final = re.compile(r"file|[1-9][0-9]*(\.([1-9][0-9]*|[a-z_]+))?")
PLAIN: Final = tuple(cell.replace("髙﨑", "高崎") for cell in LINE)


def as_file(rows: list[list[str]], form: str) -> bytes:
    """Rows below the heading as a file of this form; signs that CP932 lacks become 〓."""
    if form == "xlsx":
        return workbook([Sheet("会社の一覧", COLUMNS, rows)])
    held = io.StringIO(newline="")
    csv.writer(held).writerows([COLUMNS, *rows])
    codec, text = form, held.getvalue()
    if form == "cp932":
        return "".join(sign if _fits(sign) else "〓" for sign in text).encode(codec)
    return text.encode(codec)


def _fits(sign: str) -> bool:
    try:
        sign.encode("cp932")
    except UnicodeEncodeError:
        return False
    return True


def long_table(count: int) -> list[list[str]]:
    """So many firms, each with its own number (check digit right) and name."""
    rows = []
    for serial in range(count):
        row = list(PLAIN)
        base = f"{700001000000 + serial}"
        row[1], row[2] = f"{cn.calc_check_digit(base)}{base}", f"精密{serial}"
        rows.append(row)
    return rows


def spoilt(dice: random.Random, form: str) -> bytes:
    """A file of a few firms: cells are wrong, or bytes are, or a part of a workbook is."""
    rows = [list(PLAIN) for _line in range(dice.randint(1, 4))]
    kind = dice.randrange(3)
    if kind == 0:
        for _time in range(dice.randint(1, 4)):
            row = dice.choice(rows)
            row[dice.randrange(len(row))] = dice.choice(CELLS)
        return as_file(rows, form)
    body = as_file(rows, form)
    if kind == 1 and form == "xlsx":
        return _part_spoilt(dice, body)
    return _bytes_spoilt(dice, body)


def _bytes_spoilt(dice: random.Random, body: bytes) -> bytes:
    made = bytearray(body)
    for _time in range(dice.randint(1, 8)):
        at = dice.randrange(len(made)) if made else 0
        match dice.randrange(4):
            case 0 if made:
                made[at] = dice.randrange(256)
            case 1:
                del made[at : at + dice.randint(1, 20)]
            case 2:
                made[at:at] = made[at : at + dice.randint(1, 20)]
            case _:
                made[at:at] = dice.choice(PIECES)
    return bytes(made)


def _part_spoilt(dice: random.Random, body: bytes) -> bytes:
    """A whole archive of which one part is damaged inside."""
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(body)) as old, zipfile.ZipFile(held, "w") as new:
        names = old.namelist()
        chosen = dice.choice(names)
        for name in names:
            part = old.read(name)
            new.writestr(name, _bytes_spoilt(dice, part) if name == chosen else part)
    return held.getvalue()


def answer(store: Store, clerk: Actor, form: str, body: bytes) -> str:
    """How a file ends that is taken through all that the page does, but for the last button.

    What the preview refuses is sent to the use case all the same, which must refuse it too.
    """
    name = "会社.xlsx" if form == "xlsx" else "会社.csv"
    try:
        kinds.taken(name, body, WANTED)
    except Invalid as wrong:
        return _placed(wrong, "file refused")
    ward_id = clerk.seat.ward_id
    seen: Preview = see(store, reads.preview_firms, clerk, ward_id=ward_id, body=body)
    if not seen.problems:
        return "read"
    try:
        do(store, service.import_firms, clerk, ward_id=ward_id, source=SOURCE, lines=seen.lines)
    except Invalid:
        return _placed(Invalid(*seen.problems), "cells refused")
    return "taken in spite of its faults"


def _placed(wrong: Invalid, told: str) -> str:
    """The same, unless a refusal does not say where."""
    named = all(PLACE.fullmatch(each.field) for each in wrong.problems)
    return told if named else f"{told} without a place"
