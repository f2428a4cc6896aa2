"""Why an expert declined: told afterwards, from a list, and only if the expert wants to.

Source: experts, part D1 (declined: reason optional) and the look of page 04.
"""

from dataclasses import dataclass

from pydantic import BaseModel
from sqlmodel import col, select

from hub.experts import engagement_access as access
from hub.experts.queries import roster
from hub.kernel.errors import NOT_FOUND, NotFound
from hub.platform import audit
from hub.platform.commands import command
from hub.platform.context import Ctx, require
from models.experts.engagements import EngagementCandidate
from models.vocab.engagements import CandidateAnswer, DeclineReason


class ExplainDecline(BaseModel):
    """Which declined request, and the reason."""

    engagement_id: int
    expert_id: int
    reason: DeclineReason


@dataclass(frozen=True, slots=True)
class Explained:
    """The reason that is kept."""

    engagement_id: int
    reason: DeclineReason


@command(name="experts:offer:explain", input=ExplainDecline, audit="engagement")
def explain_decline(
    ctx: Ctx, *, engagement_id: int, expert_id: int, reason: DeclineReason
) -> Explained:
    """Keep the reason of an expert who has declined; a second one replaces the first."""
    entry = roster.kept_expert(ctx, expert_id)
    require(ctx, access.may_see_own(ctx.actor, entry.person_id))
    candidate = ctx.session.exec(
        select(EngagementCandidate).where(
            col(EngagementCandidate.engagement_id) == engagement_id,
            col(EngagementCandidate.expert_id) == expert_id,
            col(EngagementCandidate.answer) == CandidateAnswer.DECLINED,
        )
    ).first()
    if candidate is None:
        raise NotFound(NOT_FOUND)
    candidate.reason = reason
    ctx.session.add(candidate)
    audit.record(ctx, "engagement", engagement_id, payload={"reason": reason.value})
    return Explained(engagement_id, reason)
