"""A whole round from a `hub-rotation/1` file: all of it or nothing."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated

import sqlalchemy as sa
from pydantic import BaseModel, StringConstraints
from sqlmodel import SQLModel

from hub.accounts import service as accounts
from hub.directory import service as directory
from hub.internship import access, queries, words
from hub.internship.formats.reader import read_instance
from hub.internship.instance import Instance, Student
from hub.internship.service.rounds import Name
from hub.kernel.calendar import fiscal_year, japan_date
from hub.kernel.errors import FieldProblem, Invalid
from hub.platform import audit
from hub.platform.commands import command
from hub.platform.context import Ctx, require
from models.internship import (
    Absence,
    Application,
    Fixing,
    Period,
    Programme,
    Rating,
    Round,
    Seat,
    Wish,
)
from models.vocab import Role
from models.vocab.internship import ApplicationState, ProgrammeState, RoundState

LARGEST = 20_000_000
Row = Mapping[str, object]


class ImportRound(BaseModel):
    """The file's text and the name of the new round."""

    ward_id: int
    name: Name
    document: Annotated[str, StringConstraints(min_length=2, max_length=LARGEST)]


@dataclass(frozen=True, slots=True)
class Imported:
    """What was read."""

    round_id: int
    periods: int
    programmes: int
    students: int


@dataclass
class _Ids:
    """Row ids by the file's own ids."""

    period: dict[str, int]
    programme: dict[str, int]
    student: dict[str, int]


@command(name="internship:round:import", input=ImportRound, audit="round")
def import_round(ctx: Ctx, *, ward_id: int, name: str, document: str) -> Imported:
    """Make a round whose wishes are closed; every fault of the file is told at once."""
    require(ctx, access.may_run_round(ctx.actor, ward_id))
    instance = read_instance(document.encode())
    if queries.round_named(ctx, ward_id, name) is not None:
        raise Invalid(FieldProblem("name", words.NAME_TAKEN))
    row = Round(
        ward_id=ward_id,
        name=name,
        state=RoundState.RANKING_CLOSED,
        rotations=instance.rotations,
        min_trades=instance.min_trades,
        seed=instance.seed,
        wishes_until=japan_date(ctx.now),
        source_sha256=instance.sha256,
        created_at=ctx.now,
    )
    ctx.session.add(row)
    ctx.session.flush()
    round_id = row.id or 0
    ids = _Ids(_periods(ctx, round_id, instance), {}, {})
    ids.programme = _programmes(ctx, round_id, ward_id, instance, ids)
    ids.student = _students(ctx, round_id, ward_id, instance)
    _lists(ctx, instance, ids)
    audit.record(ctx, "round", round_id)
    return Imported(
        round_id, len(instance.periods), len(instance.programmes), len(instance.students)
    )


def _periods(ctx: Ctx, round_id: int, instance: Instance) -> dict[str, int]:
    rows = [
        Period(round_id=round_id, label=each.id, starts_on=each.start, ends_on=each.end)
        for each in instance.periods
    ]
    ctx.session.add_all(rows)
    ctx.session.flush()
    return {row.label: row.id or 0 for row in rows}


def _programmes(
    ctx: Ctx, round_id: int, ward_id: int, instance: Instance, ids: _Ids
) -> dict[str, int]:
    firms = {
        name: directory.add_firm(ctx, ward_id=ward_id, name=name, kana=name, town="").firm_id
        for name in sorted({each.firm for each in instance.programmes})
    }
    rows = [
        Programme(
            round_id=round_id,
            firm_id=firms[each.firm],
            label=each.id,
            title=each.id,
            trade=each.trade,
            tasks="",
            min_age=each.min_age,
            min_cohort=each.min_cohort,
            hazards=list(each.hazards),
            after=list(each.after),
            state=ProgrammeState.SAFETY_CHECKED,
            created_at=ctx.now,
        )
        for each in instance.programmes
    ]
    ctx.session.add_all(rows)
    ctx.session.flush()
    found = {row.label: row.id or 0 for row in rows}
    ctx.session.add_all(
        Seat(programme_id=found[each.id], period_id=ids.period[at], capacity=count)
        for each in instance.programmes
        for at, count in sorted(each.capacity.items())
    )
    return found


def _students(ctx: Ctx, round_id: int, ward_id: int, instance: Instance) -> dict[str, int]:
    year = fiscal_year(japan_date(ctx.now))
    rows = []
    for each in instance.students:
        person = accounts.add_person(
            ctx, name=each.id, kana=each.id, role=Role.STUDENT, birth_date=each.birth_date,
            ward_id=ward_id, firm_id=None, demo_rank=None, demo_role=None,
        )  # fmt: skip
        number = queries.next_number(ctx, f"R-{year}")
        rows.append(
            Application(
                round_id=round_id,
                person_id=person.person_id,
                label=each.id,
                reference=f"R-{year}-{number:05d}",
                birth_date=each.birth_date,
                state=ApplicationState.WISHES_LOCKED,
                sent_at=ctx.now,
            )
        )
    ctx.session.add_all(rows)
    ctx.session.flush()
    return {row.label: row.id or 0 for row in rows}


def _lists(ctx: Ctx, instance: Instance, ids: _Ids) -> None:
    """Wishes, absences, ratings, pins and bans; many rows, so written table by table."""
    _write(ctx, Wish, (row for each in instance.students for row in _wishes(each, ids)))
    _write(
        ctx,
        Absence,
        (
            {"application_id": ids.student[each.id], "period_id": ids.period[label]}
            for each in instance.students
            for label in each.unavailable
        ),
    )
    _write(
        ctx,
        Rating,
        (
            {
                "application_id": ids.student[each.student],
                "programme_id": ids.programme[each.programme],
                "value": each.value,
            }
            for each in instance.ratings
        ),
    )
    _write(
        ctx,
        Fixing,
        (
            {
                "application_id": ids.student[each.student],
                "programme_id": ids.programme[each.programme],
                "period_id": None if each.period is None else ids.period[each.period],
                "is_ban": is_ban,
            }
            for is_ban, listed in ((False, instance.pins), (True, instance.bans))
            for each in listed
        ),
    )


def _wishes(student: Student, ids: _Ids) -> Iterator[Row]:
    wanted = set(student.acceptable)
    ranks = {label: rank for rank, label in enumerate(student.wishes, start=1)}
    for label in dict.fromkeys((*student.wishes, *student.acceptable)):
        yield {
            "application_id": ids.student[student.id],
            "programme_id": ids.programme[label],
            "rank": ranks.get(label),
            "is_acceptable": label in wanted,
        }


def _write(ctx: Ctx, table: type[SQLModel], rows: Iterable[Row]) -> None:
    """All rows of one table in one statement."""
    if found := list(rows):
        ctx.session.connection().execute(sa.insert(table), found)
