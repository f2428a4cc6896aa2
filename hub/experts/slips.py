"""Fee slips of engagements from their rows; for the services and reads of this room.

Source: experts, part D4.
"""

from hub.experts import fees, notices
from hub.experts.advance import advance
from hub.experts.queries import engagements as queries
from hub.experts.words import engagements as words
from hub.platform.context import Ctx
from models.experts.engagements import Engagement
from models.vocab.engagements import EngagementAction, VisitState


def slip_of(row: Engagement) -> fees.FeeSlip:
    """Slip of an engagement: a person is paid, tax is named apart by registered issuers only."""
    return fees.fee_slip(
        row.fee_yen,
        row.travel_yen,
        row.tax_percent,
        [weight for _firm, weight in row.shares],
        fees.Payee(is_person=True, is_tax_stated=row.tax_percent > 0),
    )


def travel_of(ctx: Ctx, row: Engagement) -> int:
    """Travel as the expert recorded it; as agreed where nothing was said."""
    done = [v for v in queries.visits(ctx, [row.id or 0]) if v.state == VisitState.DONE]
    told = [visit.travel_yen for visit in done if visit.travel_yen is not None]
    return told[-1] if told else row.travel_yen


def fix(ctx: Ctx, row: Engagement, *, note: str = "", automatic: bool = False) -> None:
    """Write the withholding down and tell both sides what is paid until when."""
    row.withheld_yen = slip_of(row).withheld_yen
    ctx.session.add(row)
    advance(ctx, row, EngagementAction.FIX_FEE, note=note, automatic=automatic)
    told = {"title": row.title, "pay": row.pay_on}
    notices.to_group(ctx, row, "fee", words.FEE_FIXED, told)
    notices.to_expert(ctx, row, "fee", words.FEE_FIXED_EXPERT, told)
