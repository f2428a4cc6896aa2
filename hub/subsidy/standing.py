"""Answers the room experts: which engagements have become a claim that is at the ward."""

from collections.abc import Mapping, Sequence
from typing import Final

from hub.platform.context import Ctx
from hub.subsidy import filling, queries
from models.vocab.subsidy import ClaimState

PAID: Final = (ClaimState.PAID, ClaimState.COMPLETED)


class Claims:
    """Implements `hub.experts.ports.SentClaims`."""

    def sent(self, ctx: Ctx, *, engagement_ids: Sequence[int]) -> Mapping[int, bool]:
        """Live claims that are no drafts, by engagement; True when the money is paid."""
        found = queries.live_claims_of_sources(ctx, filling.FROM_ENGAGEMENT, engagement_ids)
        return {
            claim.source_id or 0: claim.state in PAID
            for claim in found
            if claim.state != ClaimState.DRAFT
        }
