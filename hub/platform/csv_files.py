"""Writes tables as CSV: what had to be altered is listed beside them, never left to be found.

Source: design "CP932", "Exports": a heading in row 1, plain numbers, ISO dates, one line a
record. UTF-8 with its mark keeps every sign; CP932, for older programs, lacks some. Each change is
named by its row, column, text before and text after; `?` never stands for a sign.
"""

import csv
import hashlib
import io
import json
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from hub.kernel.text import N_
from hub.kernel.variants import Replaced, codes, is_twin, narrow
from hub.platform.workbook import FORMULA, Sheet, Value

APOSTROPHE: Final = "'"
BETWEEN: Final = "／"  # noqa: i18n a sign, not a word
BREAKS: Final = ("\r\n", "\r", "\n")
MADE_AT: Final = (1980, 1, 1, 0, 0, 0)
OWNER_ONLY: Final = 0o600 << 16
FACTS: Final = "metadata.json"
CHANGES: Final = N_("置きかえの一覧")
CHANGES_HEAD: Final = (
    N_("表"), N_("行"), N_("項目"), N_("もとの文字"), N_("もとの文字の番号"), N_("書いた文字"),
)  # fmt: skip


class Form(StrEnum):
    """How the signs of a CSV are written."""

    UTF8 = "utf-8-sig"
    CP932 = "cp932"


@dataclass(frozen=True, slots=True)
class Change:
    """What was altered: the sheet, the row as a spreadsheet counts it, the column, the sign."""

    sheet: str
    row: int
    column: str
    before: str
    after: str

    @property
    def is_plain(self) -> bool:
        """Whether another sign of the same look or a layout sign is all that differs."""
        is_layout = self.before in BREAKS or self.after == APOSTROPHE + self.before
        return is_layout or is_twin(Replaced(self.before, self.after))


@dataclass(frozen=True, slots=True)
class Made:
    """Tables as they will be written, and everything that had to be altered for it."""

    form: Form
    tables: tuple[tuple[str, bytes], ...]
    changes: tuple[Change, ...]

    @property
    def loses(self) -> bool:
        """Whether a person has to agree first: a name would be written in another shape."""
        return any(not change.is_plain for change in self.changes)


def written(sheets: Sequence[Sheet], form: Form) -> Made:
    """Each sheet as the bytes of one CSV; the same sheets give the same bytes."""
    changes: list[Change] = []
    tables = []
    for sheet in sheets:
        held = io.StringIO(newline="")
        lines = csv.writer(held, quoting=csv.QUOTE_MINIMAL)
        lines.writerow([_cell(sheet, 1, name, name, form, changes) for name in sheet.head])
        for at, row in enumerate(sheet.rows, start=2):
            cells = zip(sheet.head, row, strict=True)
            lines.writerow([_cell(sheet, at, name, value, form, changes) for name, value in cells])
        tables.append((sheet.name, held.getvalue().encode(form)))
    return Made(form, tuple(tables), tuple(changes))


def archive(made: Made, changes: Sheet, day: date) -> bytes:
    """One file to take away: the tables, the list of changes if there is any, and their facts."""
    files = list(made.tables)
    if made.changes:
        # The list holds the signs that the narrow alphabet lacks.
        files += written([changes], Form.UTF8).tables
    facts = {
        "made_on": day.isoformat(),
        "changes": len(made.changes),
        "files": [_facts(name, body, made.form) for name, body in files],
    }
    told = json.dumps(facts, ensure_ascii=False, indent=1).encode()
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as box:
        for name, body in [*((f"{name}.csv", body) for name, body in files), (FACTS, told)]:
            entry = zipfile.ZipInfo(name.replace("/", BETWEEN), MADE_AT)
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, OWNER_ONLY
            box.writestr(entry, body)
    return held.getvalue()


def changes_rows(made: Made) -> list[tuple[Value, ...]]:
    """Every change as a row under `CHANGES_HEAD`."""
    return [
        (each.sheet, each.row, each.column, each.before, codes(each.before), each.after)
        for each in made.changes
    ]


def _facts(name: str, body: bytes, form: Form) -> dict[str, object]:
    has_mark = body.startswith(b"\xef\xbb\xbf")
    return {
        "name": f"{name}.csv",
        "encoding": "UTF-8" if has_mark or form is Form.UTF8 else "CP932",
        "bom": has_mark,
        "sha256": hashlib.sha256(body).hexdigest(),
    }


def _cell(
    sheet: Sheet, row: int, column: str, value: Value, form: Form, changes: list[Change]
) -> str:
    if value is None:
        return ""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int):
        return str(value)
    text, found = _text(value, form)
    changes += [Change(sheet.name, row, column, each.before, each.after) for each in found]
    return text


def _text(value: str, form: Form) -> tuple[str, list[Replaced]]:
    """A text on one line, in the alphabet of the form, that no program takes for a formula."""
    found: list[Replaced] = []
    text = value
    for sign in BREAKS:
        found += [Replaced(sign, BETWEEN)] * text.count(sign)
        text = text.replace(sign, BETWEEN)
    if form is Form.CP932:
        narrowed = narrow(text)
        found += narrowed.replaced
        text = narrowed.text
    # An apostrophe that a person wrote before such a sign gets one more; reading takes one away.
    if text.lstrip(APOSTROPHE).startswith(FORMULA):
        found.append(Replaced(text[0], APOSTROPHE + text[0]))
        text = APOSTROPHE + text
    return text, found
