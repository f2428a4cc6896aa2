"""`hub bench imports`: spoilt tables of firms through all that the page does with a file.

Each ends in a preview or in refusals at its lines and columns, never in a traceback; the database
is the same afterwards. A long table is previewed too, beside a bare reading of the same bytes.
"""

import argparse
import csv
import io
import json
import random
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Final

from python_calamine import CalamineWorkbook

from hub import wiring
from hub.directory import reads
from models.vocab import Role
from tests.support import damaged
from tests.support.database import digest
from tests.support.engines import SqliteDatabases, fresh_store
from tests.support.internship import a_person, a_ward, see

EACH: Final = 10_000
ROWS: Final = 5_000
RIGHT: Final = frozenset({"read", "file refused", "cells refused"})


def measured(form: str, count: int, folder: Path) -> dict[str, object]:
    """Endings of so many spoilt files of one form, and whether anything was written."""
    dice = random.Random(form)  # noqa: S311  a story, not a secret
    wiring.bind()
    found: Counter[str] = Counter()
    started = time.perf_counter()
    with fresh_store(SqliteDatabases(folder), folder) as store:
        clerk = a_person(store, Role.WARD_CLERK, ward_id=a_ward(store))
        before = digest(store)
        for _number in range(count):
            body = damaged.spoilt(dice, form)
            try:
                found[damaged.answer(store, clerk, form, body)] += 1
            except Exception as fault:  # noqa: BLE001  what is looked for
                found[f"traceback {type(fault).__name__}: {str(fault)[:80]}"] += 1
        same = digest(store) == before
    seconds = round(time.perf_counter() - started, 1)
    return {"form": form, "files": count, "unchanged": same, "seconds": seconds, **found}


def previewed(form: str, count: int, folder: Path) -> dict[str, object]:
    """Seconds of the preview of a long table, beside a bare reading of the same bytes."""
    body = damaged.as_file(damaged.long_table(count), form)
    with fresh_store(SqliteDatabases(folder), folder) as store:
        ward_id = a_ward(store)
        clerk = a_person(store, Role.WARD_CLERK, ward_id=ward_id)
        started = time.perf_counter()
        seen = see(store, reads.preview_firms, clerk, ward_id=ward_id, body=body)
        ours = time.perf_counter() - started
    started = time.perf_counter()
    bare = len(_bare(form, body)) - 1
    theirs = time.perf_counter() - started
    is_right = bare == count == seen.counts.new and not seen.problems
    return {
        "form": form, "rows": count, "right": is_right, "preview seconds": round(ours, 2),
        "bare reading seconds": round(theirs, 2), "ratio": round(ours / theirs, 1),
    }  # fmt: skip


def _bare(form: str, body: bytes) -> list[object]:
    """All rows of the first sheet as the library alone reads them, with the heading."""
    if form == "xlsx":
        return list(
            CalamineWorkbook.from_filelike(io.BytesIO(body)).get_sheet_by_index(0).to_python()
        )
    return list(csv.reader(io.StringIO(body.decode(form))))


def main() -> int:
    """Print two lines a form; 1 when a file ended otherwise or something was written."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--each", type=int, default=EACH)
    parser.add_argument("--rows", type=int, default=ROWS)
    given = parser.parse_args()
    is_right = True
    for form in damaged.FORMS:
        with tempfile.TemporaryDirectory() as folder:
            row = previewed(form, given.rows, Path(folder))
        print(json.dumps(row, ensure_ascii=False), flush=True)
        is_right = is_right and bool(row["right"])
        with tempfile.TemporaryDirectory() as folder:
            row = measured(form, given.each, Path(folder))
        print(json.dumps(row, ensure_ascii=False), flush=True)
        endings = row.keys() - {"form", "files", "unchanged", "seconds"}
        is_right = is_right and bool(row["unchanged"]) and endings <= RIGHT
    return 0 if is_right else 1


if __name__ == "__main__":
    sys.exit(main())
