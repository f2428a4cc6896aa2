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
from models.vocab.experts import ConflictKind

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


@dataclass(frozen=True, slots=True)
class Conflicts:
    """What stands for one expert; staff also see what firms have said."""

    expert_id: int
    name: str
    rows: tuple[ConflictRow, ...]


@dataclass(frozen=True, slots=True)
class ConflictChoice:
    """A firm of the hub or a group that a typed name may mean."""

    firm_id: int | None
    group_id: int | None
    name: str
    town: str


@dataclass(frozen=True, slots=True)
class ConflictEntry:
    """An expert of the ward, and how much stands for this one."""

    expert_id: int
    name: str
    count: int


@read(name="experts:conflicts", data_class=DataClass.C2)
def conflicts_of(ctx: Ctx, *, expert_id: int) -> Conflicts:
    """What stands for an expert, the newest first; the expert never reads what a firm has said."""
    entry = roster.kept_expert(ctx, expert_id)
    require(ctx, access.may_see_conflicts(ctx.actor, entry.person_id, entry.ward_id))
    is_expert = ctx.actor.role is Role.EXPERT
    first = since(japan_date(ctx.now))
    names = people.names_of(ctx, person_ids=(entry.person_id,))
    rows = [
        _row(row, first)
        for row in queries.of_expert(ctx, expert_id)
        if not (is_expert and row.kind is ConflictKind.REFUSED_BY_FIRM)
    ]
    return Conflicts(expert_id, names.get(entry.person_id, ""), tuple(rows))


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
    """Experts of a ward whose name holds a text, without one those with something that stands."""
    require(ctx, access.may_keep_roster(ctx.actor, ward_id))
    rows = roster.of_ward(ctx, ward_id)
    counts = queries.counts_of_ward(ctx, ward_id)
    wanted = searched(text)
    if not wanted:
        rows = [row for row in rows if row.id in counts]
    names = people.names_of(ctx, person_ids=tuple(row.person_id for row in rows))
    found = [
        ConflictEntry(row.id or 0, names[row.person_id], counts.get(row.id or 0, 0))
        for row in rows
        if wanted in searched(names[row.person_id])
    ]
    return tuple(found[:MOST_ENTRIES])


def _row(row: ExpertConflict, first: date) -> ConflictRow:
    return ConflictRow(
        conflict_id=row.id or 0,
        kind=row.kind,
        name=row.name,
        until_on=row.until_on,
        note=row.note,
        at=row.declared_at,
        version=row.version,
        counts_no_more=row.until_on is not None and row.until_on <= first,
    )
