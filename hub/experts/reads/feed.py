"""Visits as entries of a private calendar: of the expert, and of the firm they take place at."""

from typing import Final

from hub.directory import reads as directory
from hub.experts import engagement_access as access
from hub.experts.queries import engagements as queries
from hub.experts.queries import roster
from hub.kernel.intervals import Span
from hub.kernel.text import N_
from hub.platform.calendar_feed import Entry
from hub.platform.commands import read
from hub.platform.context import Ctx, require
from models.experts.engagements import Engagement
from models.vocab import DataClass
from models.vocab.engagements import VisitState

VISIT: Final = N_("訪問　{firm}")
AT_OURS: Final = N_("専門家の訪問")
GONE: Final = (VisitState.MOVED, VisitState.CANCELLED_IN_TIME, VisitState.CANCELLED_LATE)


@read(name="experts:expert_feed", data_class=DataClass.C2)
def expert_feed(ctx: Ctx, *, person_id: int) -> tuple[Entry, ...]:
    """Visits of an expert: at which firm and when, nobody's name."""
    require(ctx, access.may_see_own(ctx.actor, person_id))
    entry = roster.expert_of_person(ctx, person_id)
    rows = queries.of_expert(ctx, entry.id or 0) if entry else []
    return _entries(ctx, rows, VISIT, "my-visits")


@read(name="experts:place_feed", data_class=DataClass.C1)
def place_feed(ctx: Ctx, *, firm_id: int) -> tuple[Entry, ...]:
    """Visits of experts at a firm, for the firm's own people."""
    require(ctx, access.may_host(ctx.actor, firm_id))
    return _entries(ctx, queries.at_firm(ctx, firm_id), AT_OURS, "home")


def _entries(ctx: Ctx, rows: list[Engagement], summary: str, page: str) -> tuple[Entry, ...]:
    by_id = {row.id or 0: row for row in rows}
    firms = directory.firms_of(ctx, firm_ids=tuple({row.place_firm_id for row in rows}))
    found = []
    for visit in queries.visits(ctx, by_id):
        engagement = by_id[visit.engagement_id]
        firm = firms[engagement.place_firm_id]
        found.append(
            Entry(
                uid=f"experts-{visit.id}",
                sequence=engagement.version + visit.version,
                summary=summary,
                params={"firm": firm.name} if summary == VISIT else {},
                place=f"{firm.name}　{firm.town}" if firm.town else firm.name,
                page=page,
                span=Span(visit.starts_at, visit.ends_at),
                is_cancelled=visit.state in GONE,
            )
        )
    return tuple(found)
