"""What keeps an expert and firms apart: what stands, and whom a typed name may mean."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from hub.accounts import reads as people
from hub.directory import reads as directory
from hub.experts import access
from hub.experts.apart import since
from hub.experts.queries import conflicts as queries
from hub.experts.queries import engagements, roster
from hub.kernel.calendar import japan_date
from hub.kernel.variants import searched
from hub.platform.commands import read
from hub.platform.context import Ctx, require
from models.experts.conflicts import ExpertConflict
from models.vocab import DataClass, Role
from models.vocab.experts import REVIEWED_KINDS, ConflictAct, ConflictKind, ExpertState

MOST_CHOICES: Final = 6
MOST_ENTRIES: Final = 20


@dataclass(frozen=True, slots=True)
class ConflictRow:
    """One declaration; `counts_no_more` when the work ended long enough ago."""

    conflict_id: int
    kind: ConflictKind
    name: str
    until_on: date | None
    note: str
    at: datetime
    version: int
    counts_no_more: bool
    allowed_until: date | None


@dataclass(frozen=True, slots=True)
class Conflicts:
    """What stands for one expert; staff also see what firms have said.

    `due_on`: by when it is to be confirmed that nothing has changed.
    """

    expert_id: int
    name: str
    rows: tuple[ConflictRow, ...]
    due_on: date
    confirmed_on: date | None


@dataclass(frozen=True, slots=True)
class ConflictDone:
    """One step of a declaration: what was done, by whom, why."""

    act: ConflictAct
    name: str
    at: datetime
    until_on: date | None
    note: str


@dataclass(frozen=True, slots=True)
class ConflictPage:
    """One declaration with its history; `is_reviewed` where a coordinator may let groups ask."""

    expert_id: int
    expert: str
    row: ConflictRow
    is_over: bool
    is_reviewed: bool
    steps: tuple[ConflictDone, ...]


@dataclass(frozen=True, slots=True)
class ConflictChoice:
    """A firm of the hub or a group that a typed name may mean."""

    firm_id: int | None
    group_id: int | None
    name: str
    town: str


@dataclass(frozen=True, slots=True)
class ConflictEntry:
    """An expert of the ward, how much stands for this one, and whether the year is over."""

    expert_id: int
    name: str
    count: int
    is_late: bool


@read(name="experts:conflicts", data_class=DataClass.C2)
def conflicts_of(ctx: Ctx, *, expert_id: int) -> Conflicts:
    """What stands for an expert, the newest first; the expert never reads what a firm has said."""
    entry = roster.kept_expert(ctx, expert_id)
    require(ctx, access.may_see_conflicts(ctx.actor, entry.person_id, entry.ward_id))
    is_expert = ctx.actor.role is Role.EXPERT
    first = since(japan_date(ctx.now))
    names = people.names_of(ctx, person_ids=(entry.person_id,))
    seen = [
        row
        for row in queries.of_expert(ctx, expert_id)
        if not (is_expert and row.kind is ConflictKind.REFUSED_BY_FIRM)
    ]
    allowed = queries.allowed_until(ctx, [row.id or 0 for row in seen])
    last = queries.last_of_all(ctx, [expert_id], ConflictAct.CONFIRMED).get(expert_id)
    return Conflicts(
        expert_id=expert_id,
        name=names.get(entry.person_id, ""),
        rows=tuple(_row(row, first, allowed.get(row.id or 0)) for row in seen),
        due_on=queries.due_days(ctx, [entry])[expert_id],
        confirmed_on=japan_date(last.at) if last else None,
    )


@read(name="experts:conflict", data_class=DataClass.C2)
def conflict(ctx: Ctx, *, conflict_id: int) -> ConflictPage:
    """One declaration and everything that was done with it, for the coordinators of the ward."""
    row = queries.kept_conflict(ctx, conflict_id)
    entry = roster.kept_expert(ctx, row.expert_id)
    require(ctx, access.may_review_conflict(ctx.actor, entry.ward_id))
    steps = queries.steps_of(ctx, conflict_id)
    persons = {entry.person_id, *(step.person_id for step in steps if step.person_id)}
    names = people.names_of(ctx, person_ids=tuple(sorted(persons)))
    allowed = queries.allowed_until(ctx, [conflict_id])
    return ConflictPage(
        expert_id=row.expert_id,
        expert=names.get(entry.person_id, ""),
        row=_row(row, since(japan_date(ctx.now)), allowed.get(conflict_id)),
        is_over=row.ended_at is not None,
        is_reviewed=row.kind in REVIEWED_KINDS,
        steps=tuple(
            ConflictDone(step.act, names.get(step.person_id or 0, ""), step.at, step.until_on,
                         step.note)
            for step in steps
        ),
    )  # fmt: skip


@read(name="experts:conflict_choices", data_class=DataClass.C1)
def conflict_choices(ctx: Ctx, *, expert_id: int, text: str) -> tuple[ConflictChoice, ...]:
    """Groups that have asked this expert and firms, those of the ward first, by part of a name."""
    entry = roster.kept_expert(ctx, expert_id)
    require(ctx, access.may_see_conflicts(ctx.actor, entry.person_id, entry.ward_id))
    wanted = searched(text)
    if not wanted:
        return ()
    asked = {row.group_id: row.group_name for row in engagements.of_expert(ctx, expert_id)}
    found = [
        ConflictChoice(None, group_id, name, "")
        for group_id, name in asked.items()
        if wanted in searched(name)
    ]
    wards = sorted(directory.wards(ctx), key=lambda each: each.ward_id != entry.ward_id)
    for ward in wards:
        if len(found) >= MOST_CHOICES:
            break
        firms = directory.firms_named(ctx, ward_id=ward.ward_id, text=text)
        found += [ConflictChoice(firm.firm_id, None, firm.name, firm.town) for firm in firms]
    return tuple(found[:MOST_CHOICES])


@read(name="experts:conflict_entries", data_class=DataClass.C2)
def conflict_entries(ctx: Ctx, *, ward_id: int, text: str) -> tuple[ConflictEntry, ...]:
    """Experts of a ward whose name holds a text, those whose year is over first.

    Without a text those with something that stands, and those whose year is over.
    """
    require(ctx, access.may_keep_roster(ctx.actor, ward_id))
    rows = roster.of_ward(ctx, ward_id)
    counts = queries.counts_of_ward(ctx, ward_id)
    today = japan_date(ctx.now)
    kept = [row for row in rows if row.state in {ExpertState.LISTED, ExpertState.PAUSED}]
    late = {at for at, due in queries.due_days(ctx, kept).items() if due <= today}
    wanted = searched(text)
    if not wanted:
        rows = [row for row in rows if row.id in counts or row.id in late]
    rows = sorted(rows, key=lambda row: row.id not in late)
    names = people.names_of(ctx, person_ids=tuple(row.person_id for row in rows))
    found = [
        ConflictEntry(
            row.id or 0, names[row.person_id], counts.get(row.id or 0, 0), is_late=row.id in late
        )
        for row in rows
        if wanted in searched(names[row.person_id])
    ]
    return tuple(found[:MOST_ENTRIES])


def _row(row: ExpertConflict, first: date, allowed_until: date | None) -> ConflictRow:
    return ConflictRow(
        conflict_id=row.id or 0,
        kind=row.kind,
        name=row.name,
        until_on=row.until_on,
        note=row.note,
        at=row.declared_at,
        version=row.version,
        counts_no_more=row.until_on is not None and row.until_on <= first,
        allowed_until=allowed_until,
    )
