"""Half-open spans of time [start, end) and the half hours they cover."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

CELL_SECONDS: Final = 1800


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """From one aware moment up to, not including, another."""

    start: datetime
    end: datetime

    def overlaps(self, other: "Span") -> bool:
        """Say whether the two share time; touching ends do not count."""
        return self.start < other.end and other.start < self.end


def is_on_cells(span: Span) -> bool:
    """Say whether a span is not empty and starts and ends on the half hour."""
    ends = (span.start.timestamp(), span.end.timestamp())
    return span.start < span.end and all(moment % CELL_SECONDS == 0 for moment in ends)


def cells(span: Span) -> range:
    """Numbers of the half hours since 1970 (UTC) that a span touches."""
    first = int(span.start.timestamp()) // CELL_SECONDS
    last = -(-int(span.end.timestamp()) // CELL_SECONDS)
    return range(first, last)


def clashing(wanted: Span, taken: Iterable[Span]) -> list[Span]:
    """Spans that overlap the wanted one, in time order."""
    return sorted(span for span in taken if wanted.overlaps(span))
