"""`hub export person W000001`: what is kept about one person, for a request of disclosure."""

import io
import json
import zipfile
from pathlib import Path
from typing import Final

import typer

from hub import wiring
from hub.accounts import reads, service
from hub.accounts.reads import Disclosure
from hub.cli import outputs
from hub.i18n import _, translated
from hub.kernel.errors import Reason, Refused
from hub.kernel.text import N_
from hub.platform import clock, commands, files, runtime
from hub.platform.context import system_actor
from hub.platform.workbook import Sheet, workbook

WORD: Final = "person"
SERVER: Final = system_actor("server")
ASKS: Final = Reason(
    "disclose.asks",
    N_("hub export person 利用者番号 --purpose 目的 --out ファイル.zip と打ってください。"),
)
LOOK_THROUGH: Final = N_(
    "渡す前に、区の担当者が1行ずつ見てください。人が打った文には、ほかの人の名前があるかもしれません。"
)
SHEET_NAME: Final = 31


def write(logins: list[str], out: Path | None, purpose: str) -> None:
    """Write tables and files of one person as a ZIP; the purpose is recorded first."""
    if len(logins) != 1 or out is None or not purpose:
        raise Refused(ASKS)
    outputs.check_writable(out)
    wiring.bind()
    store, now = runtime.store(), clock.now()
    found: Disclosure = commands.look(
        store, reads.disclosure, actor=SERVER, now=now, login=logins[0]
    )
    count = sum(len(table.rows) for table in found.tables)
    commands.run(
        store, service.note_disclosure, actor=SERVER, now=now, once=commands.new_once(),
        raw={"login": logins[0], "rows": count, "purpose": purpose},
    )  # fmt: skip
    outputs.write(out, _archive(found))
    typer.echo(_("{file}：{count}行を書きました。").format(file=out, count=count))
    typer.echo(translated(LOOK_THROUGH))


def _archive(found: Disclosure) -> bytes:
    """The tables for machines and for people, and the files as they were sent."""
    store = runtime.store()
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("READ_ME.txt", translated(LOOK_THROUGH) + "\n")
        tables = {
            table.name: [dict(zip(table.head, row, strict=True)) for row in table.rows]
            for table in found.tables
        }
        archive.writestr("records.json", json.dumps(tables, ensure_ascii=False, indent=1) + "\n")
        sheets = [Sheet(table.name[:SHEET_NAME], table.head, table.rows) for table in found.tables]
        archive.writestr("records.xlsx", workbook(sheets))
        for name, stored in found.files:
            archive.writestr(f"files/{name}", files.body_of(store, stored))
    return made.getvalue()
