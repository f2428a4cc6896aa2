"""Reads tables from files; the only place that knows CSV."""

import csv
import io
from collections.abc import Mapping, Sequence
from typing import Final

from hub.kernel.errors import FieldProblem, Invalid, Reason
from hub.kernel.text import N_

NOT_UTF8: Final = Reason("sheets.not_utf8", N_("UTF-8で保存してください。"))
WRONG_HEAD: Final = Reason(
    "sheets.wrong_head", N_("1行目の見出しが違います。「{expected}」としてください。")
)
WRONG_CELLS: Final = Reason(
    "sheets.wrong_cells", N_("列の数が{count}です。{expected}にしてください。")
)

Line = Mapping[str, str]


def csv_rows(data: bytes, columns: Sequence[str]) -> tuple[Line, ...]:
    """Rows of a CSV with exactly these columns; `Invalid` names every bad row (the head is 1)."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise Invalid(FieldProblem("1", NOT_UTF8)) from fault
    lines = list(csv.reader(io.StringIO(text)))
    if not lines or lines[0] != list(columns):
        raise Invalid(FieldProblem("1", WRONG_HEAD, {"expected": ",".join(columns)}))
    bad = [
        FieldProblem(str(number), WRONG_CELLS, {"count": len(cells), "expected": len(columns)})
        for number, cells in enumerate(lines[1:], start=2)
        if len(cells) != len(columns)
    ]
    if bad:
        raise Invalid(*bad)
    return tuple(dict(zip(columns, cells, strict=True)) for cells in lines[1:])
