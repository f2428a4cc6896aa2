"""Votes of a group: what passes as an ordinary and as a special matter.

Source: groups-and-training, part B (decision vectors).
"""

from dataclasses import dataclass
from enum import Enum


class Casting(Enum):
    """What a tie means: not passed, or the representative decides."""

    NONE = "none"
    FOR = "for"
    AGAINST = "against"


@dataclass(frozen=True, slots=True)
class Tally:
    """Weight of all who may vote, of those who said yes and no, and of those who abstained."""

    entitled: int
    yes: int
    no: int
    abstained: int = 0

    @property
    def voted(self) -> int:
        """Weight of those who took part."""
        return self.yes + self.no + self.abstained


def passes_ordinary(tally: Tally, casting: Casting = Casting.NONE) -> bool:
    """More than half of the entitled weight takes part and yes outweighs no."""
    if 2 * tally.voted <= tally.entitled:
        return False
    if tally.yes == tally.no:
        return casting is Casting.FOR
    return tally.yes > tally.no


def passes_special(tally: Tally) -> bool:
    """Two thirds of the entitled weight say yes: 3 times yes is at least 2 times entitled."""
    return tally.entitled > 0 and 3 * tally.yes >= 2 * tally.entitled
