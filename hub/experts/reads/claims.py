"""What the room subsidy may draw as cost: paid engagements with their visits and shares."""

from dataclasses import dataclass
from datetime import date

from hub.accounts import reads as people
from hub.experts import engagement_access as access
from hub.experts.queries import engagements as queries
from hub.groups import reads as groups
from hub.kernel.calendar import japan_date
from hub.kernel.errors import NOT_FOUND, NotFound
from hub.platform.commands import read
from hub.platform.context import Ctx, require
from models.experts.engagements import Engagement
from models.vocab import DataClass
from models.vocab.engagements import EngagementState, VisitState


@dataclass(frozen=True, slots=True)
class ClaimableVisit:
    """One visit that took place; yen are gross, `tax_percent` is the tax inside (0: none)."""

    visit_id: int
    day: date
    fee_yen: int
    travel_yen: int
    tax_percent: int


@dataclass(frozen=True, slots=True)
class ClaimableEngagement:
    """A paid engagement; `shares` are (firm, weight) as agreed when it was asked for."""

    engagement_id: int
    group_id: int
    title: str
    expert_name: str
    visits: tuple[ClaimableVisit, ...]
    shares: tuple[tuple[int, int], ...]
    paid_on: date


@read(name="experts:claimable_engagements", data_class=DataClass.C2)
def claimable_engagements(ctx: Ctx, *, group_id: int) -> tuple[ClaimableEngagement, ...]:
    """Engagements of a group that may be claimed now, the oldest first."""
    group = groups.group_facts(ctx, group_id=group_id)
    firms = [member.firm_id for member in group.members]
    parties = access.Parties(group.ward_id, group.leader_firm_id, firms)
    require(ctx, access.may_see(ctx.actor, parties))
    rows = [row for row in queries.of_group(ctx, group_id) if _is_open(row)]
    queries.visits_of.foresee(ctx, [row.id or 0 for row in rows])
    queries.person_of.foresee(ctx, [row.expert_id for row in rows])
    people.names_of(ctx, person_ids=tuple(queries.person_of(ctx, r.expert_id) or 0 for r in rows))
    return tuple(_claimable(ctx, row) for row in reversed(rows))


@read(name="experts:claimable_engagement", data_class=DataClass.C2)
def claimable_engagement(ctx: Ctx, *, engagement_id: int) -> ClaimableEngagement:
    """One engagement that may be claimed; any other state answers like what is missing."""
    row = queries.engagement(ctx, engagement_id)
    require(ctx, access.may_see(ctx.actor, queries.parties(ctx, row)))
    if not _is_open(row):
        raise NotFound(NOT_FOUND)
    return _claimable(ctx, row)


def _is_open(row: Engagement) -> bool:
    """Say whether a claim may take it up: paid, aided, and nothing declared forbids it."""
    return row.state == EngagementState.CLAIMABLE and row.without_aid_at is None


def _claimable(ctx: Ctx, row: Engagement) -> ClaimableEngagement:
    person_id = queries.person_of(ctx, row.expert_id) or 0
    names = people.names_of(ctx, person_ids=(person_id,))
    return ClaimableEngagement(
        engagement_id=row.id or 0,
        group_id=row.group_id,
        title=row.title,
        expert_name=names.get(person_id, ""),
        visits=tuple(
            ClaimableVisit(
                visit_id=visit.id or 0,
                day=japan_date(visit.starts_at),
                fee_yen=row.fee_yen,
                travel_yen=row.travel_yen,
                tax_percent=row.tax_percent,
            )
            for visit in queries.visits(ctx, [row.id or 0])
            if visit.state == VisitState.DONE
        ),
        shares=tuple((firm_id, weight) for firm_id, weight in row.shares),
        paid_on=row.paid_on or japan_date(ctx.now),
    )
