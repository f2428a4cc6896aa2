"""Rows of inspections, and what they rest on."""

from datetime import date

from sqlmodel import col, select

from hub.kernel.calendar import japan_date
from hub.platform.context import Ctx, once_a_read
from hub.subsidy.queries import claims
from models.subsidy import Inspection
from models.vocab.subsidy import ClaimAction


@once_a_read
def inspections(ctx: Ctx, claim_id: int) -> list[Inspection]:
    """Inspections of a claim, the oldest first."""
    query = select(Inspection).where(col(Inspection.claim_id) == claim_id)
    return list(ctx.session.exec(query.order_by(col(Inspection.number))).all())


def reported_on(ctx: Ctx, claim_id: int) -> date | None:
    """The day on which the report was sent for the first time."""
    steps = claims.events(ctx, claim_id)
    sent = [step.at for step in steps if step.action is ClaimAction.REPORT]
    return japan_date(sent[0]) if sent else None
