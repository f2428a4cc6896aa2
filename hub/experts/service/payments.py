"""The fee after the inspection: fixed anew where travel differed, paid, open to a claim.

Source: experts, parts D1 (inspected to claimable), D4 and D5.
"""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from pydantic import BaseModel, Field, StringConstraints

from hub.experts import engagement_access as access
from hub.experts import notices, offering, slips
from hub.experts.advance import advance
from hub.experts.queries import engagements as queries
from hub.experts.states.engagements import ENGAGEMENT
from hub.experts.words import engagements as words
from hub.kernel.calendar import japan_date
from hub.kernel.errors import FieldProblem, Invalid
from hub.kernel.intervals import Span
from hub.kernel.states import follow
from hub.platform.commands import command
from hub.platform.context import Ctx, require, require_fresh
from hub.platform.outbox import Yen
from models.experts.engagements import Engagement
from models.vocab.engagements import EngagementAction, EngagementState


class FixFee(BaseModel):
    """Travel that both sides agreed on afterwards; the note says how they consented."""

    engagement_id: int
    version: int
    travel_yen: Annotated[int, Field(ge=0, le=100_000)]
    note: Annotated[str, StringConstraints(max_length=400, strip_whitespace=True)]


class RecordPayment(BaseModel):
    """The day on which the fee was transferred."""

    engagement_id: int
    version: int
    paid_on: date


@dataclass(frozen=True, slots=True)
class Paid:
    """Where the engagement stands; `is_late` when it was paid after the legal day."""

    engagement_id: int
    state: EngagementState
    version: int
    net_yen: int
    is_late: bool


@command(name="experts:fee:fix", input=FixFee, audit="engagement")
def fix_fee(ctx: Ctx, *, engagement_id: int, version: int, travel_yen: int, note: str) -> Paid:
    """Fix a fee whose travel differs from the contract; both sides have consented."""
    row = queries.engagement(ctx, engagement_id)
    require(ctx, access.may_settle(ctx.actor, queries.parties(ctx, row)))
    if not note:
        raise Invalid(FieldProblem("note", words.NOTE_NEEDED))
    follow(ENGAGEMENT, row.state, EngagementAction.FIX_FEE)
    queries.take(ctx, row, version)
    row.travel_yen = travel_yen
    slips.fix(ctx, row, note=note)
    return Paid(engagement_id, row.state, row.version, slips.slip_of(row).net_yen, is_late=False)


@command(name="experts:fee:pay", input=RecordPayment, audit="engagement")
def record_payment(ctx: Ctx, *, engagement_id: int, version: int, paid_on: date) -> Paid:
    """Keep the day of payment; where the ward's rules give aid, a claim opens in the same click."""
    row = queries.engagement(ctx, engagement_id)
    require(ctx, access.may_ask(ctx.actor, queries.parties(ctx, row)))
    require_fresh(ctx)
    follow(ENGAGEMENT, row.state, EngagementAction.PAY)
    if paid_on > japan_date(ctx.now):
        raise Invalid(FieldProblem("paid_on", words.PAID_IN_FUTURE))
    signed = japan_date(row.signed_at or row.created_at)
    if paid_on < signed:
        raise Invalid(FieldProblem("paid_on", words.PAID_BEFORE_CONTRACT, {"signed": signed}))
    queries.take(ctx, row, version)
    row.paid_on = paid_on
    ctx.session.add(row)
    net = slips.slip_of(row).net_yen
    advance(ctx, row, EngagementAction.PAY)
    told = {"title": row.title, "net": Yen(net), "day": paid_on}
    notices.to_expert(ctx, row, "paid", words.FEE_PAID, told)
    if _is_aided(ctx, row):
        advance(ctx, row, EngagementAction.OPEN_CLAIM, automatic=True)
        notices.to_group(ctx, row, "claim", words.CLAIM_OPEN, {"title": row.title})
    late = row.pay_by is not None and paid_on > row.pay_by
    return Paid(engagement_id, row.state, row.version, net, is_late=late)


def _is_aided(ctx: Ctx, row: Engagement) -> bool:
    """Say whether the rules frozen in the contract give aid and nothing declared forbids it.

    Where no programme was known then, those in force on the visit's day are asked once more.
    """
    offering.mark_unaided(ctx, row)
    if row.without_aid_at is not None:
        return False
    if row.programme_version is None:
        visit = queries.visits(ctx, [row.id or 0])[0]
        offering.set_estimate(ctx, row, Span(visit.starts_at, visit.ends_at))
        ctx.session.add(row)
    return bool(row.subsidy_yen)
