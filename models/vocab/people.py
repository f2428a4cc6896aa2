"""Words of handing work over and of acting for one another."""

from enum import StrEnum


class WorkKind(StrEnum):
    """What somebody in an office may have open and hand over."""

    CLAIM = "claim"
    CALL = "call"
    DRAFT = "draft"
