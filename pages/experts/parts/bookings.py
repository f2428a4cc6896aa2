"""How an engagement is written in lists and on its own page."""

from typing import Final

from hub.experts.reads import BookingRow
from hub.i18n import translated
from hub.i18n.values import shown
from models.vocab.engagements import EngagementState
from pages.kit.facts import Tone

GOOD: Final = (
    EngagementState.CONTRACTED,
    EngagementState.IN_PROGRESS,
    EngagementState.PAID,
)
WAITS: Final = (EngagementState.REQUESTED, EngagementState.OFFERED, EngagementState.INSPECTED)
BAD: Final = (EngagementState.DISPUTED,)


def tone(row: BookingRow) -> Tone:
    """Blue: the reader acts; yellow: somebody else does; green: fits; grey: over."""
    if row.waits_for_group:
        return "act"
    if row.state in WAITS:
        return "wait"
    if row.state in GOOD:
        return "good"
    return "bad" if row.state in BAD else "plain"


def next_sentence(row: BookingRow) -> str:
    """What happens next and until when."""
    return translated(row.next_words).format(
        **{name: shown(value) for name, value in row.facts.items()}
    )
