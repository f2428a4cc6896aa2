"""What a leader needs to choose a time of an expert: free half-days, costs, each firm's part."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from hub.accounts import reads as people
from hub.experts import availability, slots, terms
from hub.experts import engagement_access as access
from hub.experts.apart import is_apart, without_aid
from hub.experts.costs import Cost as Cost  # noqa: PLC0414  shown by the page
from hub.experts.costs import FreeTime as FreeTime  # noqa: PLC0414  as above
from hub.experts.costs import cost_of, free_time
from hub.experts.queries import roster
from hub.groups import reads as groups
from hub.kernel.calendar import japan_date
from hub.kernel.errors import NOT_FOUND, NotFound
from hub.kernel.intervals import Span
from hub.platform.commands import read
from hub.platform.context import Ctx, require
from models.vocab import DataClass
from models.vocab.experts import ExpertState

MOST_TIMES: Final = terms.MOST_SPANS


@dataclass(frozen=True, slots=True)
class TimeChoice:
    """Everything the page needs to ask this expert."""

    expert_id: int
    name: str
    headline: str
    group_id: int
    group_name: str
    firms: tuple[tuple[int, str], ...]
    leader_firm_id: int
    ceiling_yen: int
    is_above_ceiling: bool
    can_book: bool
    times: tuple[FreeTime, ...]
    cost: Cost


@read(name="experts:time_choice", data_class=DataClass.C1)
def time_choice(ctx: Ctx, *, group_id: int, expert_id: int) -> TimeChoice:
    """Free half-days of a listed expert and what a visit costs; who is kept apart is missing."""
    group = groups.group_facts(ctx, group_id=group_id)
    firms = [member.firm_id for member in group.members]
    parties = access.Parties(group.ward_id, group.leader_firm_id, firms)
    require(ctx, access.may_ask(ctx.actor, parties))
    expert = roster.expert(ctx, expert_id)
    is_listed = expert.state == ExpertState.LISTED and expert.consented_on is not None
    if not is_listed or is_apart(ctx, group, expert_id):
        raise NotFound(NOT_FOUND)
    first, last = terms.window(japan_date(ctx.now), slots.HORIZON_DAYS)
    free = availability.free_halves(ctx, [expert], first, last)[expert_id]
    names = people.names_of(ctx, person_ids=(expert.person_id,))
    gross = expert.fee_yen + expert.travel_yen
    return TimeChoice(
        expert_id=expert_id,
        name=names[expert.person_id],
        headline=expert.headline,
        group_id=group_id,
        group_name=group.name,
        firms=tuple((member.firm_id, member.name) for member in group.members),
        leader_firm_id=group.leader_firm_id,
        ceiling_yen=group.booking_ceiling_yen,
        is_above_ceiling=gross > group.booking_ceiling_yen,
        can_book=group.can_book,
        times=tuple(free_time(ctx, span) for span in free),
        cost=cost_of(ctx, group, expert, free[0] if free else None, without_aid(ctx, group)),
    )


@read(name="experts:visit_cost", data_class=DataClass.C1)
def visit_cost(ctx: Ctx, *, group_id: int, expert_id: int, start: datetime) -> Cost:
    """Cost of a visit on one day: the rules of aid are those of that day."""
    group = groups.group_facts(ctx, group_id=group_id)
    firms = [member.firm_id for member in group.members]
    parties = access.Parties(group.ward_id, group.leader_firm_id, firms)
    require(ctx, access.may_ask(ctx.actor, parties))
    if is_apart(ctx, group, expert_id):
        raise NotFound(NOT_FOUND)
    span = Span(start, start)
    return cost_of(ctx, group, roster.expert(ctx, expert_id), span, without_aid(ctx, group))
