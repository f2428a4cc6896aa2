"""What the last version of a plan has changed for a student: before and after side by side."""

from dataclasses import dataclass
from datetime import date, datetime

from hub.directory import reads as directory
from hub.internship import access, queries
from hub.internship.changes import changes_of
from hub.kernel.calendar import japan_date
from hub.platform.commands import read
from hub.platform.context import Ctx, require
from models.internship import Application, Publication
from models.vocab import DataClass
from models.vocab.internship import ApplicationState, ChangeKind


@dataclass(frozen=True, slots=True)
class MyChange:
    """One period in which a student goes elsewhere than before; None: nowhere.

    `cause` says why in one word: `own` (the student has left), `firm` (a firm has closed), `other`.
    """

    round_name: str
    changed_at: datetime
    starts_on: date
    ends_on: date
    before: str | None
    after: str | None
    cause: str


@read(name="internship:my_changes", data_class=DataClass.C2)
def my_changes(ctx: Ctx, *, person_id: int) -> tuple[MyChange, ...]:
    """Periods ahead that the newest version has changed for a student, in time order."""
    require(ctx, access.may_wish(ctx.actor, person_id))
    found: list[MyChange] = []
    for application in queries.person_applications(ctx, person_id):
        versions = queries.publications(ctx, application.round_id)
        if len(versions) > 1:
            found += _between(ctx, application, versions[1], versions[0])
    return tuple(sorted(found, key=lambda each: each.starts_on))


def _between(
    ctx: Ctx, application: Application, old: Publication, new: Publication
) -> list[MyChange]:
    held = queries.round_of(ctx, application.round_id)
    programmes = {row.id: row.firm_id for row in queries.programmes(ctx, held.id or 0)}
    before, after = (
        {
            stay.period_id: programmes[stay.programme_id]
            for stay in queries.placements(ctx, each.id or 0)
            if stay.application_id == application.id
        }
        for each in (old, new)
    )
    firms = directory.firms_of(ctx, firm_ids=tuple({*before.values(), *after.values()}))
    names = {at: firm.name for at, firm in firms.items()}
    today, cause = japan_date(ctx.now), _cause(ctx, application, new, set(before.values()))
    return [
        MyChange(
            held.name, new.at, period.starts_on, period.ends_on,
            names.get(before.get(period.id or 0, 0)), names.get(after.get(period.id or 0, 0)),
            cause,
        )
        for period in queries.periods(ctx, held.id or 0)
        if before.get(period.id or 0) != after.get(period.id or 0) and period.starts_on > today
    ]  # fmt: skip


def _cause(ctx: Ctx, application: Application, new: Publication, firm_ids: set[int]) -> str:
    if application.state is ApplicationState.WITHDRAWN:
        return "own"
    changes = changes_of(queries.scenario_of(ctx, new.scenario_id))
    closed = {each.programme for each in changes if each.kind is ChangeKind.CLOSE}
    hosts = queries.programmes(ctx, application.round_id)
    is_firm = any(row.label in closed and row.firm_id in firm_ids for row in hosts)
    return "firm" if is_firm else "other"
