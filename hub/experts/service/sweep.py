"""Ends offers that have run out and begins contracts whose day has come; nobody needs to press.

Everything reads as if this had run already; the sweep lets the next candidate be asked.
Source: experts, part D1 (expired; in progress).
"""

from dataclasses import dataclass

from pydantic import BaseModel

from hub.experts import engagement_access as access
from hub.experts import offering
from hub.experts.advance import advance
from hub.experts.queries import engagements as queries
from hub.platform import audit
from hub.platform.commands import command
from hub.platform.context import Ctx, require
from models.vocab.engagements import EngagementAction


class Sweep(BaseModel):
    """Nothing to fill in."""


@dataclass(frozen=True, slots=True)
class Swept:
    """How many offers have ended and how many engagements have begun."""

    expired: int
    begun: int


@command(name="experts:engagement:sweep", input=Sweep, audit="engagement")
def sweep_engagements(ctx: Ctx) -> Swept:
    """End offers past their deadline or no more allowed and go on; begin due contracts."""
    require(ctx, access.may_sweep(ctx.actor))
    late = queries.run_out(ctx)
    for row in late:
        queries.take(ctx, row)
        offering.end_offer(ctx, row, offering.RAN_OUT)
    lapsed = offering.lapsed(ctx)
    for row in lapsed:
        queries.take(ctx, row)
        offering.end_offer(ctx, row, offering.PASSED_OVER)
    due = queries.begun(ctx)
    for row in due:
        advance(ctx, row, EngagementAction.BEGIN, automatic=True)
    ended = len(late) + len(lapsed)
    audit.record(ctx, "engagement", 0, payload={"expired": ended, "begun": len(due)})
    return Swept(ended, len(due))
