"""Words of a guardian's consent."""

from enum import StrEnum


class ConsentState(StrEnum):
    """What a guardian has said."""

    ASKED = "asked"
    AGREED = "agreed"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class ConsentChannel(StrEnum):
    """How it was said."""

    LINK = "link"
    CODE = "code"
    PAPER = "paper"
