"""`hub export`: writes a table of the ward, or checks any table by the thirty rules."""

import hashlib
import json
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Final

import typer

from hub import wiring
from hub.cli import breach, disclose, outputs
from hub.directory import reads as directory
from hub.i18n import _, translated
from hub.kernel.calendar import japan_date
from hub.kernel.errors import Reason, Refused
from hub.kernel.text import N_
from hub.platform import clock, commands, csv_files, data_sets, exports, runtime
from hub.platform.context import system_actor
from hub.platform.data_sets import DataSet
from hub.platform.readable.check import LEVELS, check
from hub.platform.workbook import Sheet, workbook

SERVER: Final = system_actor("server")
SHOWN: Final = 20
LICENCE: Final = N_("庁内の利用に限る（個人の情報を含む）")
NO_SET: Final = Reason("export.no_set", N_("「{name}」という表はありません。使える名前：{known}"))
NO_WARD: Final = Reason("export.no_ward", N_("地域コード {code} の区は登録されていません。"))
MISSING: Final = Reason("export.missing", N_("{option} を付けてください。"))
NO_FILE: Final = Reason("export.no_file", N_("{file}：読めません。"))
LOSES: Final = Reason(
    "export.loses",
    N_(
        "Shift_JISにない字が{count}か所あります。"
        "別の字にしてよいときは --format csv-cp932-replaced としてください。"
    ),
)


class Form(StrEnum):
    """What the table is written as."""

    XLSX = "xlsx"
    CSV = "csv"
    CP932 = "csv-cp932"
    REPLACED = "csv-cp932-replaced"


def export(  # noqa: PLR0913, PLR0917  typer's way
    names: Annotated[list[str], typer.Argument(help="name of a table, or files with --check")],
    checks: Annotated[bool, typer.Option("--check", help="check files, write nothing")] = False,  # noqa: FBT002  typer's way
    ward: Annotated[str, typer.Option(help="region code of the ward, such as 13111")] = "",
    form: Annotated[Form, typer.Option("--format", help="what is written")] = Form.XLSX,
    out: Annotated[Path | None, typer.Option(help="file to write")] = None,
    purpose: Annotated[str, typer.Option(help="what the table is needed for; recorded")] = "",
    first: Annotated[str, typer.Option("--from", help="breach: first day")] = "",
    last: Annotated[str, typer.Option("--to", help="breach: last day")] = "",
    actor: Annotated[str, typer.Option(help="breach: what this sign-in number touched")] = "",
    table: Annotated[str, typer.Option(help="breach: one table of the database")] = "",
    file: Annotated[int, typer.Option(help="breach: number of one file")] = 0,
    known: Annotated[str, typer.Option(help="breach: day on which it was noticed")] = "",
    wrongful: Annotated[bool, typer.Option("--wrongful", help="breach: by intent")] = False,  # noqa: FBT002  typer's way
    property_: Annotated[bool, typer.Option("--property", help="breach: money at risk")] = False,  # noqa: FBT002  typer's way
    sensitive: Annotated[bool, typer.Option("--sensitive", help="breach: illness etc.")] = False,  # noqa: FBT002  typer's way
) -> None:
    """Write a table; `person W000001`: one person's records; `breach`: who a leak concerns.

    Exit 0 when written or all checked files are whole, 1 on a broken rule, 2 on bad input.
    """
    if checks:
        whole = [_checked(Path(name)) for name in names]
        raise typer.Exit(0 if all(whole) else 1)
    if names[0] == disclose.WORD:
        disclose.write(names[1:], out, purpose.strip())
        return
    if names == [breach.WORD]:
        asked = breach.Asked(
            first, last, actor, table, file, known, wrongful, property_, sensitive
        )  # fmt: skip
        breach.write(asked, out, purpose.strip())
        return
    for option, given in (("--ward", ward), ("--out", out), ("--purpose", purpose.strip())):
        if not given:
            raise Refused(MISSING, option=option)
    if out is not None:
        _write(names[0], ward, form, out, purpose)


def _checked(file: Path) -> bool:
    try:
        body = file.read_bytes()
    except OSError as fault:
        raise Refused(NO_FILE, file=file) from fault
    found = check(file.name, body)
    points = "/".join(str(found.points[level]) for level in LEVELS)
    typer.echo(outputs.printable(f"{file}\t{points}"))
    for each in found.broken:
        places = "、".join(each.places[:SHOWN])  # noqa: i18n a sign
        more = len(each.places) - SHOWN
        told = (
            places if more <= 0 else _("{places} ほか{count}か所").format(places=places, count=more)
        )
        typer.echo(outputs.printable(f"  {each.rule.code} {translated(each.rule.asks)}: {told}"))
    return found.is_whole


def _write(name: str, code: str, form: Form, out: Path, purpose: str) -> None:
    outputs.check_writable(out)
    wiring.bind()
    maker = data_sets.MAKERS.get(name)
    if maker is None:
        raise Refused(NO_SET, name=name, known="、".join(data_sets.MAKERS))  # noqa: i18n a sign
    store, now = runtime.store(), clock.now()
    wards = commands.look(store, directory.wards, actor=SERVER, now=now)
    ward_id = next((each.ward_id for each in wards if each.code == code), None)
    if ward_id is None:
        raise Refused(NO_WARD, code=code)
    data = commands.look(store, maker, actor=SERVER, now=now, ward_id=ward_id)
    body, changes = _body(data, form)
    commands.run(
        store, exports.note_export, actor=SERVER, now=now, once=commands.new_once(),
        raw={
            "data_set": name, "ward_id": ward_id, "rows": len(data.rows), "purpose": purpose,
        },
    )  # fmt: skip
    outputs.write(out, body)
    about = {
        "data_set": name,
        "title": translated(data.name),
        "region_code": code,
        "as_of": now.isoformat(),
        "rows": len(data.rows),
        "format": form.value,
        "replaced": changes,
        "licence": translated(LICENCE),
        "sha256": hashlib.sha256(body).hexdigest(),
    }
    text = json.dumps(about, ensure_ascii=False, indent=1) + "\n"
    outputs.write(out.with_name(f"{out.name}.metadata.json"), text.encode())
    typer.echo(_("{file}：{count}行を書きました。").format(file=out, count=len(data.rows)))


def _body(data: DataSet, form: Form) -> tuple[bytes, int]:
    """The bytes of the file, and how many signs were written otherwise."""
    found = data_sets.sheets(data)
    if form is Form.XLSX:
        return workbook(found), 0
    narrow = csv_files.Form.UTF8 if form is Form.CSV else csv_files.Form.CP932
    made = csv_files.written(found, narrow)
    if made.loses and form is Form.CP932:
        raise Refused(LOSES, count=sum(not change.is_plain for change in made.changes))
    head = [translated(each) for each in csv_files.CHANGES_HEAD]
    changes = Sheet(translated(csv_files.CHANGES), head, csv_files.changes_rows(made))
    body = csv_files.archive(made, changes, japan_date(clock.now()))
    return body, len(made.changes)
