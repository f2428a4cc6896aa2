"""What the pages of this room share: words for periods, choices and their draft."""

from collections.abc import Sequence
from typing import Final

from hub.i18n.values import span
from hub.internship.reads import ProgrammeChoice, SpanFacts

FLOW: Final = "internship.wishes"


def period_words(period: SpanFacts) -> str:
    """First and last day of a period."""
    return span(period.starts_on, period.ends_on)


def titled(choices: Sequence[ProgrammeChoice]) -> dict[int, ProgrammeChoice]:
    """Choices by their id."""
    return {choice.programme_id: choice for choice in choices}
