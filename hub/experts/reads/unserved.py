"""For the coordinator: needs that nobody could serve, lacking skills, skills about to be lost.

Source: design "experts" A5, A20, A25.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from hub.accounts import reads as people
from hub.experts import engagement_access as access
from hub.experts import succession
from hub.experts.queries import roster, unserved
from hub.experts.succession import OLD_AGE
from hub.experts.succession import Danger as Danger  # noqa: PLC0414  told on the page
from hub.groups import reads as groups
from hub.kernel.calendar import japan_date
from hub.platform.commands import read
from hub.platform.context import Ctx, require
from hub.skills.reads import SkillLabel, skill_labels
from models.experts.unserved import UnservedNeed
from models.vocab import DataClass
from models.vocab.experts import ExpertState, SkillLevel
from models.vocab.needs import UnservedCause, UnservedOutcome

YEAR: Final = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class UnservedRow:
    """A need that waits; `alike` counts the others about the same skills within a year."""

    need_id: int
    version: int
    at: datetime
    group_name: str
    text: str
    cause: UnservedCause
    skills: tuple[SkillLabel, ...]
    alike: int


@dataclass(frozen=True, slots=True)
class LackingRow:
    """A skill that was asked for in vain."""

    skill: SkillLabel
    needs: int
    groups: int
    listed: int


@dataclass(frozen=True, slots=True)
class DangerRow:
    """A skill about to be lost, and who still teaches it."""

    skill: SkillLabel
    danger: Danger
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SkillReport:
    """Lacking skills of the last year and skills about to be lost."""

    lacking: tuple[LackingRow, ...]
    dangers: tuple[DangerRow, ...]
    since: date
    old_age: int


@read(name="experts:unserved", data_class=DataClass.C2)
def unserved_needs(ctx: Ctx, *, ward_id: int) -> tuple[UnservedRow, ...]:
    """Needs of the ward that wait for the coordinator: those who asked for a call first."""
    require(ctx, access.may_see_ward(ctx.actor, ward_id))
    rows = unserved.of_ward(ctx, ward_id, (UnservedOutcome.OPEN,))
    lately = unserved.of_ward(ctx, ward_id, UnservedOutcome, ctx.now - YEAR)
    names = groups.group_names(ctx, group_ids=tuple({row.group_id for row in rows}))
    labels = skill_labels(ctx)
    found = [
        UnservedRow(
            need_id=row.id or 0,
            version=row.version,
            at=row.at,
            group_name=names.get(row.group_id, ""),
            text=row.masked,
            cause=row.cause,
            skills=tuple(labels[code] for code in row.skills if code in labels),
            alike=_alike(row, lately),
        )
        for row in rows
    ]
    return tuple(sorted(found, key=lambda row: row.cause is not UnservedCause.HANDED_OVER))


def _alike(row: UnservedNeed, others: Iterable[UnservedNeed]) -> int:
    return sum(one.id != row.id and bool(set(one.skills) & set(row.skills)) for one in others)


@read(name="experts:skill_report", data_class=DataClass.C1)
def skill_report(ctx: Ctx, *, ward_id: int) -> SkillReport:
    """Skills asked for in vain within a year, and skills that one master or only old ones have."""
    require(ctx, access.may_see_ward(ctx.actor, ward_id))
    labels = skill_labels(ctx)
    everybody = {row.id or 0: row for row in roster.of_ward(ctx, ward_id)}
    active: defaultdict[str, set[int]] = defaultdict(set)
    ever: set[str] = set()
    for skill in roster.skills(ctx, everybody):
        if skill.skill_code not in labels or skill.level is SkillLevel.BASICS:
            continue
        ever.add(skill.skill_code)
        if everybody[skill.expert_id].state is ExpertState.LISTED:
            active[skill.skill_code].add(skill.expert_id)
    persons = {at: row.person_id for at, row in everybody.items()}
    names = people.names_of(ctx, person_ids=tuple(persons.values()))
    today = japan_date(ctx.now)
    born = people.born_until(
        ctx, person_ids=tuple(persons.values()), day=_years_before(today, OLD_AGE)
    )
    old = {at for at, person_id in persons.items() if person_id in born}
    return SkillReport(
        lacking=tuple(
            LackingRow(labels[one.skill], one.needs, one.groups, len(active.get(one.skill, ())))
            for one in succession.lacking(_in_vain(ctx, ward_id))
            if one.skill in labels
        ),
        dangers=tuple(
            DangerRow(
                labels[one.skill], one.danger, tuple(names[persons[at]] for at in one.expert_ids)
            )
            for one in succession.warned(active, ever, old)
        ),
        since=japan_date(ctx.now - YEAR),
        old_age=OLD_AGE,
    )


def _in_vain(ctx: Ctx, ward_id: int) -> Iterable[tuple[list[str], int]]:
    """Unmet needs, and those that wait with a guess, by skills and group."""
    outcomes = (UnservedOutcome.UNMET, UnservedOutcome.OPEN)
    for row in unserved.of_ward(ctx, ward_id, outcomes, ctx.now - YEAR):
        yield row.skills, row.group_id


def _years_before(day: date, years: int) -> date:
    """The same day some years ago; 28 February for a leap day."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)
