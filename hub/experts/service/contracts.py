"""The leader confirms the terms of an accepted request: from then on it is a contract.

The eight items of the act on transactions with freelancers (取引条件の明示) are frozen as both
sides saw them; the expert has agreed by accepting. Source: experts, parts D2 and D5.
"""

from dataclasses import dataclass
from datetime import date

from pydantic import BaseModel

from hub.experts import engagement_access as access
from hub.experts import notices, offering, paydays
from hub.experts.advance import advance
from hub.experts.apart import is_apart
from hub.experts.contract_terms import frozen
from hub.experts.queries import engagements as queries
from hub.experts.states.engagements import ENGAGEMENT
from hub.experts.words import engagements as words
from hub.groups import reads as groups
from hub.groups import service as group_activity
from hub.kernel.calendar import japan_date
from hub.kernel.errors import FieldProblem, Invalid, Refused
from hub.kernel.intervals import Span
from hub.kernel.states import follow
from hub.platform.commands import command
from hub.platform.context import Ctx, require
from hub.platform.outbox import Yen
from models.experts.engagements import Engagement, Visit
from models.vocab.engagements import EngagementAction, EngagementState, VisitAction


class SignTerms(BaseModel):
    """The pay day (empty: the usual one) and the version of the aid rules that was shown."""

    engagement_id: int
    version: int
    pay_on: date | None = None
    shown_programme: str | None = None


@dataclass(frozen=True, slots=True)
class Signed:
    """The contract: when the visit is paid, and until when at the latest."""

    engagement_id: int
    state: EngagementState
    version: int
    pay_on: date
    pay_by: date


@command(name="experts:terms:sign", input=SignTerms, audit="engagement", in_person=True)
def sign_terms(
    ctx: Ctx,
    *,
    engagement_id: int,
    version: int,
    pay_on: date | None,
    shown_programme: str | None,
) -> Signed:
    """Freeze terms, shares and the expected subsidy; the leader signs alone up to the ceiling."""
    row = queries.engagement(ctx, engagement_id)
    require(ctx, access.may_ask(ctx.actor, queries.parties(ctx, row)))
    follow(ENGAGEMENT, row.state, EngagementAction.SIGN)
    queries.take(ctx, row, version)
    visit = queries.visits(ctx, [engagement_id])[0]
    if visit.starts_at <= ctx.now:
        raise Refused(words.CONTRACT_TOO_LATE)
    day = japan_date(visit.starts_at)
    row.pay_on, row.pay_by = _pay_day(day, pay_on), paydays.latest_pay_day(day)
    _refuse_above(ctx, row)
    group = groups.group_facts(ctx, group_id=row.group_id)
    if is_apart(ctx, group, row.expert_id):
        raise Refused(words.KEPT_APART)
    _estimate(ctx, row, visit, shown_programme)
    row.signed_by, row.signed_at = ctx.actor.person_id, ctx.now
    row.terms = frozen(ctx, row, visit)
    ctx.session.add(row)
    group_activity.mark_active(ctx, group_id=row.group_id)
    advance(ctx, visit, VisitAction.CONFIRM)
    advance(ctx, row, EngagementAction.SIGN)
    told = {"title": row.title, "start": visit.starts_at}
    for tell in (notices.to_group, notices.to_members, notices.to_coordinators, notices.to_expert):
        tell(ctx, row, "contract", words.CONTRACT_MADE, told)
    return Signed(engagement_id, row.state, row.version, row.pay_on, row.pay_by)


def _pay_day(visit_day: date, wanted: date | None) -> date:
    """The agreed pay day, within sixty days of the visit; a bank holiday moves it forward."""
    if wanted is None:
        return paydays.usual_pay_day(visit_day)
    latest = paydays.latest_pay_day(visit_day)
    if wanted > latest:
        raise Invalid(FieldProblem("pay_on", words.PAY_DAY_TOO_LATE, {"latest": latest}))
    if wanted < visit_day:
        raise Invalid(FieldProblem("pay_on", words.PAY_DAY_TOO_EARLY, {"visit": visit_day}))
    return max(paydays.bank_day_before(wanted), min(visit_day, latest))


def _refuse_above(ctx: Ctx, row: Engagement) -> None:
    """The ceiling of the agreement as it stands now; facts may have changed since the request."""
    ceiling = groups.group_facts(ctx, group_id=row.group_id).booking_ceiling_yen
    if row.fee_yen + row.travel_yen > ceiling:
        raise Refused(words.ABOVE_CEILING, ceiling=Yen(ceiling))


def _estimate(ctx: Ctx, row: Engagement, visit: Visit, shown: str | None) -> None:
    """Take the estimate of today into the contract; other rules than those shown stop the act."""
    offering.set_estimate(ctx, row, Span(visit.starts_at, visit.ends_at))
    if shown is not None and shown != (row.programme_version or ""):
        raise Refused(words.ESTIMATE_MOVED)
