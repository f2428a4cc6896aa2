"""Stored words of needs that nobody could serve."""

from enum import StrEnum


class UnservedCause(StrEnum):
    """Why a need came before the coordinator."""

    HANDED_OVER = "handed_over"
    NO_SKILL = "no_skill"
    NOBODY = "nobody"
    REJECTED = "rejected"


class UnservedOutcome(StrEnum):
    """What has become of it."""

    OPEN = "open"
    ANSWERED = "answered"
    UNMET = "unmet"
    DISCARDED = "discarded"
