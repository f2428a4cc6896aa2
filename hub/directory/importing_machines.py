"""Machines of a ward's firms from a table: looked at first, then taken all together or not at all.

A line names its firm by corporate number, by name or by both; a machine is known by its firm, kind
and model. One column for each kind of dangerous work, so that a cell holds one value.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from pydantic import BaseModel, Field

from hub.directory import access, hazards, queries, words
from hub.directory.entries import fill_machine
from hub.directory.importing import MOST_LINES, Imported, Lines, Preview, Source
from hub.directory.typed import MachineEntry
from hub.kernel.calendar import japan_date
from hub.kernel.errors import NOT_FOUND, FieldProblem, Invalid, NotFound, Reason
from hub.kernel.numbers_of_firms import corporate_digits
from hub.kernel.text import N_, one_line
from hub.kernel.variants import searched
from hub.kernel.wareki import wareki
from hub.platform import audit, commands
from hub.platform.commands import command, read
from hub.platform.context import Ctx, require
from hub.platform.data_sets import Column, DataSet, Holds
from hub.platform.sheets import table
from hub.platform.uploads import receiving
from hub.platform.workbook import Value
from models.directory import Firm, Machine
from models.vocab import DataClass
from models.vocab.directory import Hazard, Sharing, Visibility

SOURCE: Final = "machines_source"
MACHINES: Final = "machines_export"
YES: Final = "有"  # noqa: i18n what stands in the table, in any language of the page
# noqa: i18n the same in a file of every language
PLAIN: Final[Mapping[str, str]] = {
    "法人番号": "firm_number", "会社名": "firm_name", "機械の種類": "name", "メーカー": "maker",
    "型式": "model", "製造年": "year", "できる大きさと精度": "ability", "台数（台）": "quantity",
    "ほかの会社が使うこと": "sharing", "見せる相手": "visibility",
}  # fmt: skip
# noqa: i18n as above
DANGERS: Final[Mapping[str, str]] = {
    f"危険：{hazards.LABELS[hazard]}": f"hazard_{hazard.value}" for hazard in Hazard
}
MACHINE_COLUMNS: Final[Mapping[str, str]] = {**PLAIN, **DANGERS}
MACHINE_TOLD: Final = ("確かめた日", "確かめた日（和暦）")  # noqa: i18n as above
SHARED: Final = {words.SHARINGS[each]: each for each in Sharing}
SEEN_BY: Final = {words.VISIBILITIES[each]: each for each in Visibility}
SINCE: Final = "2026-11-27"
_YES_IF: Final = N_("あるときは「有」。ないときは空。")
_IS_NOT: Final = N_("ない")
# noqa: i18n the headings are the same in a file of every language
COLUMNS_TOLD: Final = (
    Column("法人番号", N_("会社の法人番号。13桁の数字。会社名だけでもよい。"), Holds.KEY),
    Column("会社名", N_("登録してある会社名。法人番号だけでもよい。"), Holds.NAME),
    Column("機械の種類", N_("必須。80字まで。例：NC旋盤"), Holds.NAME, is_required=True),
    Column("メーカー", N_("任意。80字まで。"), Holds.NAME),
    Column("型式", N_("任意。80字まで。同じ種類の機械を分けます。"), Holds.NAME),
    Column("製造年", N_("任意。西暦4桁。"), Holds.NUMBER, N_("年")),
    Column("できる大きさと精度", N_("任意。200字まで。"), Holds.TEXT),
    Column("台数（台）", N_("必須。1から999までの数。"), Holds.NUMBER, N_("台"), is_required=True),
    Column(
        "ほかの会社が使うこと", N_("必須。一覧のどれか。"), Holds.CODE, words=tuple(SHARED),
        is_required=True,
    ),
    Column(
        "見せる相手", N_("必須。一覧のどれか。"), Holds.CODE, words=tuple(SEEN_BY),
        is_required=True,
    ),
    *(Column(head, _YES_IF, Holds.CODE, words=(YES,), empty=_IS_NOT) for head in DANGERS),
    Column("確かめた日", N_("西暦の日付。取り込みには使いません。"), Holds.DAY),
    Column("確かめた日（和暦）", N_("同じ日の和暦。取り込みには使いません。"), Holds.TEXT),
)  # fmt: skip


class ImportMachines(BaseModel):
    """Lines below the heading, and the file they come from."""

    ward_id: int
    source: Source
    lines: tuple[tuple[str, ...], ...] = Field(min_length=1, max_length=MOST_LINES)


@dataclass(frozen=True, slots=True)
class _Step:
    firm: Firm
    row: Machine | None
    entry: MachineEntry


def may_take_machines(ctx: Ctx, ward_id: int) -> Reason | None:
    """Staff who keep the directory of the ward."""
    return access.may_add_firm(ctx.actor, ward_id)


@read(name="directory:machines_table", data_class=DataClass.C1)
def machines_table(ctx: Ctx, *, ward_id: int) -> DataSet:
    """Every machine of a ward as a line of the table; it can be imported as it is."""
    require(ctx, access.may_add_firm(ctx.actor, ward_id))
    firms = {row.id or 0: row for row in queries.all_of_ward(ctx.session, ward_id)}
    order = {firm_id: at for at, firm_id in enumerate(firms)}
    rows = sorted(queries.machines_of_ward(ctx.session, ward_id), key=lambda m: order[m.firm_id])
    lines = tuple((*_line(firms[row.firm_id], row), *_told(row)) for row in rows)
    return DataSet(N_("機械の一覧"), COLUMNS_TOLD, lines, SINCE, is_form=True)


@read(name="directory:machines_preview", data_class=DataClass.C1)
def preview_machines(ctx: Ctx, *, ward_id: int, body: bytes) -> Preview:
    """Say what a file would change; nothing is written."""
    require(ctx, access.may_add_firm(ctx.actor, ward_id))
    try:
        found = table(body, tuple(MACHINE_COLUMNS), MACHINE_TOLD)
    except Invalid as wrong:
        return Preview((), "", Imported(0, 0, 0), wrong.problems)
    steps, problems = _steps(ctx, ward_id, found.lines)
    return Preview(found.lines, found.form, _counted(steps), tuple(problems))


@command(name="directory:machines:import", input=ImportMachines, audit="ward")
def import_machines(ctx: Ctx, *, ward_id: int, source: Source, lines: Lines) -> Imported:
    """Take all lines or none and keep their file; the same lines again change nothing."""
    require(ctx, access.may_add_firm(ctx.actor, ward_id))
    if queries.ward(ctx, ward_id) is None:
        raise NotFound(NOT_FOUND)
    steps, problems = _steps(ctx, ward_id, lines)
    if problems:
        raise Invalid(*problems)
    counts = _counted(steps)
    for step in steps:
        if step.row is not None and _is_same(step.row, step.entry):
            continue
        row = step.row or Machine(
            firm_id=step.firm.id or 0, name="", name_fold="", maker="", model="", ability="",
            quantity=1, sharing=step.entry.sharing, visibility=step.entry.visibility, hazards=[],
            version=-1, confirmed_at=ctx.now,
        )  # fmt: skip
        fill_machine(row, step.entry)
        row.version += 1
        row.confirmed_at = ctx.now
        ctx.session.add(row)
    ctx.session.flush()
    audit.record(ctx, "ward", ward_id, payload=f"{counts.new} {counts.changed}")
    kept = receiving.keep(
        ctx, record=SOURCE, record_id=ward_id, name=source.name, kind=source.kind,
        stored=source.stored,
    )  # fmt: skip
    return replace(counts, file_id=kept)


def _steps(
    ctx: Ctx, ward_id: int, lines: Sequence[Sequence[str]]
) -> tuple[list[_Step], list[FieldProblem]]:
    """What each line means, and what is wrong with any of them (the heading is line 1)."""
    firms = queries.all_of_ward(ctx.session, ward_id)
    known = {
        (row.firm_id, row.name, row.model): row
        for row in queries.machines_of_ward(ctx.session, ward_id)
    }
    steps: list[_Step] = []
    problems: list[FieldProblem] = []
    seen: dict[tuple[int, str, str], int] = {}
    for at, cells in enumerate(lines, start=2):
        if not any(cells):
            continue
        if len(cells) != len(MACHINE_COLUMNS):
            problems.append(FieldProblem(f"{at}.name", words.WRONG_LINE))
            continue
        raw = dict(zip(MACHINE_COLUMNS.values(), cells, strict=True))
        firm, wrong = _firm(firms, raw)
        entry, more = _entry(raw)
        wrong += more
        if firm is not None and entry is not None:
            name = (firm.id or 0, entry.name, entry.model)
            if name in seen:
                wrong.append(FieldProblem("name", words.TWICE, {"line": seen[name]}))
            seen.setdefault(name, at)
            steps.append(_Step(firm, known.get(name), entry))
        problems += [FieldProblem(f"{at}.{each.field}", each.reason, each.params) for each in wrong]
    return steps, problems


def _firm(firms: Sequence[Firm], raw: Mapping[str, str]) -> tuple[Firm | None, list[FieldProblem]]:
    """The firm of a line; number and name must be of the same one."""
    number, name = corporate_digits(raw["firm_number"]), one_line(raw["firm_name"])
    if not number and not name:
        return None, [FieldProblem("firm_name", words.FIRM_NEEDED)]
    if number:
        found = next((row for row in firms if row.number == number), None)
        if found is None:
            return None, [FieldProblem("firm_number", words.FIRM_UNKNOWN)]
        if name and searched(name) != searched(found.name):
            return None, [FieldProblem("firm_name", words.FIRM_DIFFERS, {"firm": found.name})]
        return found, []
    found = next((row for row in firms if row.name == name), None)
    return found, [] if found else [FieldProblem("firm_name", words.FIRM_UNKNOWN)]


def _entry(raw: Mapping[str, str]) -> tuple[MachineEntry | None, list[FieldProblem]]:
    wrong: list[FieldProblem] = []
    sharing = SHARED.get(one_line(raw["sharing"]))
    visibility = SEEN_BY.get(one_line(raw["visibility"]))
    if sharing is None:
        wrong.append(FieldProblem("sharing", words.NOT_LISTED, {"words": "、".join(SHARED)}))
    if visibility is None:
        wrong.append(FieldProblem("visibility", words.NOT_LISTED, {"words": "、".join(SEEN_BY)}))
    dangers = {name: one_line(raw[name]) for name in DANGERS.values()}
    wrong += [
        FieldProblem(name, words.NOT_YES, {"word": YES})
        for name, said in dangers.items()
        if said not in {"", YES}
    ]
    typed = {
        **{name: raw[name] for name in ("name", "maker", "model", "year", "ability", "quantity")},
        "sharing": sharing or Sharing.ASK,
        "visibility": visibility or Visibility.PUBLIC,
        "hazards": tuple(each for each in Hazard if dangers[f"hazard_{each.value}"] == YES),
    }
    try:
        entry = commands.checked(MachineEntry, typed)
    except Invalid as invalid:
        return None, [*wrong, *invalid.problems]
    if not isinstance(entry, MachineEntry):
        raise TypeError
    return entry, wrong


def _line(firm: Firm, row: Machine) -> tuple[Value, ...]:
    """A machine as a line of the table, so that what is exported can be imported again."""
    dangers = (YES if hazard.value in row.hazards else None for hazard in Hazard)
    return (
        firm.number, firm.name, row.name, row.maker or None, row.model or None, row.year,
        row.ability or None, row.quantity, words.SHARINGS[row.sharing],
        words.VISIBILITIES[row.visibility], *dangers,
    )  # fmt: skip


def _told(row: Machine) -> tuple[date, str]:
    day = japan_date(row.confirmed_at)
    return day, wareki(day)


def _is_same(row: Machine, entry: MachineEntry) -> bool:
    typed = entry.model_dump(exclude={"hazards"})
    same = all(getattr(row, name) == value for name, value in typed.items())
    return same and set(row.hazards) == {hazard.value for hazard in entry.hazards}


def _counted(steps: Sequence[_Step]) -> Imported:
    new = sum(step.row is None for step in steps)
    same = sum(step.row is not None and _is_same(step.row, step.entry) for step in steps)
    return Imported(new, len(steps) - new - same, same)
