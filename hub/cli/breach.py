"""`hub export breach`: the list for the report of a leak, and the letters to whom it concerns."""

import io
import json
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Final

import typer

from hub import wiring
from hub.accounts import reads, service
from hub.accounts.breach_letters import TEMPLATE, letters
from hub.accounts.breaching import Affected, Breach
from hub.cli import outputs
from hub.i18n import _, translated
from hub.kernel.calendar import at_japan, japan_date
from hub.kernel.dates import read_date
from hub.kernel.errors import Reason, Refused
from hub.kernel.text import N_
from hub.platform import clock, commands, csv_files, documents, runtime
from hub.platform.context import system_actor
from hub.platform.workbook import Sheet, workbook

WORD: Final = "breach"
SERVER: Final = system_actor("server")
# From this count on a public body reports a leak whatever the data are.
MANY: Final = 100
FIRST_REPORT: Final = (3, 5)
FULL_REPORT, FULL_WRONGFUL = 30, 60
ASKS: Final = Reason(
    "breach.asks",
    N_("hub export breach --from 日 --to 日 --purpose 目的 --out ファイル.zip と打ってください。"),
)
NO_DATE: Final = Reason("breach.no_date", N_("{option}：日付を読めません。例：2026-11-28"))
TURNED: Final = Reason("breach.turned", N_("--to は --from と同じ日か、後の日にしてください。"))
ONE_SCOPE: Final = Reason(
    "breach.one_scope", N_("--actor、--table、--file は1つだけ付けられます。")
)
NOT_ALL: Final = N_(
    "名簿は広めに作ってあります。画面を見ただけの動きは記録に残らないので、ここには出ません。"
)
LAW: Final = N_("報告の期限と、暗号にしたデータのあつかいは、区の法務の担当者に確かめてください。")
PERSONS: Final = (
    N_("種類"), N_("番号"), N_("利用者番号"), N_("名前"), N_("郵便番号"), N_("住所"), N_("メール"),
    N_("表"), N_("区分"), N_("要配慮の可能性"), N_("暗号"), N_("はじめ"), N_("おわり"),
)  # fmt: skip
ITEMS: Final = (N_("表"), N_("行数"), N_("項目"), N_("暗号の項目"), N_("区分"))
ACTS: Final = (
    N_("日時"),
    N_("動いた人"),
    N_("動き"),
    N_("記録"),
    N_("記録の番号"),
    N_("人に結べた"),
)
YES, NO = N_("はい"), N_("いいえ")


@dataclass(frozen=True, slots=True)
class Asked:
    """What was typed: the span, one scope at most, and what only people can know."""

    first: str
    last: str
    actor: str
    table: str
    file: int
    known: str
    is_wrongful: bool
    is_property: bool
    is_sensitive: bool


def write(asked: Asked, out: Path | None, purpose: str) -> None:
    """Write the pack as a ZIP; what for stands in the record first."""
    if out is None or not (purpose and asked.first and asked.last):
        raise Refused(ASKS)
    if sum(map(bool, (asked.actor, asked.table, asked.file))) > 1:
        raise Refused(ONE_SCOPE)
    now = clock.now()
    first, last = _day("--from", asked.first), _day("--to", asked.last)
    known = _day("--known", asked.known) if asked.known else japan_date(now)
    if last < first:
        raise Refused(TURNED)
    outputs.check_writable(out)
    wiring.bind()
    store = runtime.store()
    found: Breach = commands.look(
        store, reads.breach, actor=SERVER, now=now, first=at_japan(first),
        last=at_japan(last + timedelta(days=1)), login=asked.actor, table=asked.table,
        file_id=asked.file,
    )  # fmt: skip
    commands.run(
        store, service.note_breach, actor=SERVER, now=now, once=commands.new_once(),
        raw={"scope": _scope(asked), "persons": len(found.persons), "purpose": purpose},
    )  # fmt: skip
    facts = _facts(asked, found, (first, last), known)
    outputs.write(out, _archive(found, facts, japan_date(now)))
    typer.echo(_("{file}：{count}人を書きました。").format(file=out, count=len(found.persons)))
    must = (
        _("報告がいります。") if facts["must_report"] else _("報告がいるかを人が決めてください。")
    )
    typer.echo(must)
    for line in (NOT_ALL, LAW):
        typer.echo(translated(line))


def _day(option: str, typed: str) -> date:
    found = read_date(typed)
    if found is None:
        raise Refused(NO_DATE, option=option)
    return found


def _scope(asked: Asked) -> str:
    named = (("actor", asked.actor), ("table", asked.table), ("file", asked.file))
    return next((f"{name}:{value}" for name, value in named if value), "all")[:64]


def _facts(asked: Asked, found: Breach, span: tuple[date, date], known: date) -> dict[str, object]:
    """The head of the report: how many, what kind, and until when it has to be told."""
    is_sensitive = asked.is_sensitive or any(each.is_sensitive for each in found.persons)
    is_many = len(found.persons) > MANY
    days = FULL_WRONGFUL if asked.is_wrongful else FULL_REPORT
    return {
        "scope": _scope(asked),
        "from": span[0].isoformat(),
        "to": span[1].isoformat(),
        "known_on": known.isoformat(),
        "persons": len(found.persons),
        "more_than_100": is_many,
        "may_be_sensitive": is_sensitive,
        "property_damage": asked.is_property,
        "wrongful_purpose": asked.is_wrongful,
        "all_encrypted": all(each.is_encrypted for each in found.persons),
        "must_report": is_many or is_sensitive or asked.is_property or asked.is_wrongful,
        "first_report_from": (known + timedelta(days=FIRST_REPORT[0])).isoformat(),
        "first_report_until": (known + timedelta(days=FIRST_REPORT[1])).isoformat(),
        "full_report_until": (known + timedelta(days=days)).isoformat(),
        "acts_without_persons": sum(not act.is_placed for act in found.acts),
    }


def _archive(found: Breach, facts: dict[str, object], day: date) -> bytes:
    made = io.BytesIO()
    persons = Sheet("persons", _heads(PERSONS), [_person(each) for each in found.persons])
    items = Sheet("items", _heads(ITEMS), [
        (each.table, each.rows, " ".join(each.columns), " ".join(each.guarded),
         " ".join(each.classes))
        for each in found.items
    ])  # fmt: skip
    acts = Sheet("acts", _heads(ACTS), [
        (_moment(each.at), each.by, each.command, each.record, each.record_id,
         _yes(is_so=each.is_placed))
        for each in found.acts
    ])  # fmt: skip
    sheets = [persons, items, acts]
    told = letters([each.to for each in found.persons], str(facts["from"]), str(facts["to"]), day)
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as box:
        box.writestr("READ_ME.txt", f"{translated(NOT_ALL)}\n{translated(LAW)}\n")
        box.writestr("report.json", json.dumps(facts, ensure_ascii=False, indent=1) + "\n")
        box.writestr("report.xlsx", workbook(sheets))
        for name, body in csv_files.written(sheets, csv_files.Form.UTF8).tables:
            box.writestr(f"{name}.csv", body)
        if told["sheets"]:
            box.writestr("letters.pdf", documents.render(TEMPLATE, told))
    return made.getvalue()


def _person(each: Affected) -> tuple[str | int, ...]:
    return (
        each.kind, each.number, each.login, each.name, each.to.postal, each.to.address,
        each.to.mail, " ".join(each.tables), " ".join(each.classes),
        _yes(is_so=each.is_sensitive), _yes(is_so=each.is_encrypted), _moment(each.first_at),
        _moment(each.last_at),
    )  # fmt: skip


def _heads(names: Sequence[str]) -> list[str]:
    return [translated(name) for name in names]


def _yes(*, is_so: bool) -> str:
    return translated(YES if is_so else NO)


def _moment(at: datetime | None) -> str:
    return at.isoformat(timespec="seconds") if at else ""
