"""Weeks as entries of a private calendar: of a student; of a firm, without a student's name."""

from collections import Counter
from datetime import date, timedelta
from typing import Final

from hub.directory import reads as directory
from hub.internship import access, queries
from hub.kernel.text import N_
from hub.platform.calendar_feed import Entry
from hub.platform.commands import read
from hub.platform.context import Ctx, require
from models.internship import Period, Placement
from models.vocab import DataClass

STAY: Final = N_("実習　{firm}")
ARRIVAL: Final = N_("実習生の受け入れ　{count}人")
NOBODY: Final = N_("実習生の受け入れ")


@read(name="internship:student_feed", data_class=DataClass.C2)
def student_feed(ctx: Ctx, *, person_id: int) -> tuple[Entry, ...]:
    """Published stays of a student; what a newer plan has taken away is cancelled."""
    require(ctx, access.may_wish(ctx.actor, person_id))
    found: list[Entry] = []
    for application in queries.person_applications(ctx, person_id):
        at, round_id = application.id or 0, application.round_id
        periods = {row.id or 0: row for row in queries.periods(ctx, round_id)}
        hosts = {row.id or 0: row.firm_id for row in queries.programmes(ctx, round_id)}
        plans = _plans(ctx, round_id)
        own = [[stay for stay in plan if stay.application_id == at] for plan in plans]
        # The newest plan speaks first; a period only in an older one is cancelled.
        last: dict[int, Placement] = {}
        for stay in (stay for plan in own for stay in plan):
            last.setdefault(stay.period_id, stay)
        held = {stay.period_id for stay in own[0]} if own else set()
        wanted = tuple({hosts[stay.programme_id] for stay in last.values()})
        firms = directory.firms_of(ctx, firm_ids=wanted)
        for period_id, stay in last.items():
            firm = firms[hosts[stay.programme_id]]
            found.append(
                Entry(
                    uid=f"internship-{at}-{period_id}",
                    sequence=len(plans) - 1,
                    summary=STAY,
                    params={"firm": firm.name},
                    place=f"{firm.name}　{firm.town}" if firm.town else firm.name,
                    page="weeks",
                    days=_days(periods[period_id]),
                    is_cancelled=period_id not in held,
                )
            )
    return tuple(found)


@read(name="internship:firm_feed", data_class=DataClass.C1)
def firm_feed(ctx: Ctx, *, firm_id: int) -> tuple[Entry, ...]:
    """How many students come to each programme of a firm, and when."""
    require(ctx, access.may_offer(ctx.actor, firm_id))
    offered = queries.firm_programmes(ctx, firm_id)
    found: list[Entry] = []
    for round_id in sorted({row.round_id for row in offered}):
        titles = {row.id or 0: row.title for row in offered if row.round_id == round_id}
        periods = {row.id or 0: row for row in queries.periods(ctx, round_id)}
        plans = _plans(ctx, round_id)
        stays = {
            (stay.programme_id, stay.period_id)
            for plan in plans
            for stay in plan
            if stay.programme_id in titles
        }
        newest = plans[0] if plans else []
        coming = Counter((stay.programme_id, stay.period_id) for stay in newest)
        for programme_id, period_id in sorted(stays):
            count = coming[programme_id, period_id]
            found.append(
                Entry(
                    uid=f"internship-host-{programme_id}-{period_id}",
                    sequence=len(plans) - 1,
                    summary=ARRIVAL if count else NOBODY,
                    params={"count": count} if count else {},
                    place=titles[programme_id],
                    page="arrivals",
                    days=_days(periods[period_id]),
                    is_cancelled=not count,
                )
            )
    return tuple(found)


def _plans(ctx: Ctx, round_id: int) -> list[list[Placement]]:
    """The stays of every published plan of a round, the one that holds first."""
    published = queries.publications(ctx, round_id)
    return [queries.placements(ctx, each.id or 0) for each in published]


def _days(period: Period) -> tuple[date, date]:
    return period.starts_on, period.ends_on + timedelta(days=1)
