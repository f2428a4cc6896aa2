"""What an order of experts is made of, as it is kept: places in texts and millionths."""

from typing import Any

from hub.experts.matches import MatchRow, SearchResult
from hub.experts.weights import RANKING


def told(row: MatchRow, accepted: int) -> dict[str, Any]:
    """What a score is made of, for the kept order; places instead of what stands there."""
    return {
        "expert_id": row.expert_id,
        "word": row.word.value,
        "score": millionths(row.score),
        "accepted": accepted,
        "parts": tuple(
            {
                "leg": one.leg.value,
                "skill": one.skill,
                "weight": millionths(one.weight),
                "asked": (one.request.start, one.request.end),
                "field": one.profile.field,
                "found": (one.profile.start, one.profile.end),
            }
            for one in row.reasons
        ),
    }


def millionths(value: float) -> int:
    """A score as a whole number."""
    return round(value * 1_000_000)


def is_sure(found: SearchResult) -> bool:
    """Whether a skill was kept or named, or one stands out; else the coordinator is asked."""
    return bool(found.stated) or any(chip.share >= RANKING.queue_share for chip in found.chips)
