"""Stored words of the roster of experts; those of engagements stand in `engagements`."""

from enum import StrEnum
from typing import Final


class ExpertState(StrEnum):
    """Life of an entry in the roster of experts (専門家名簿)."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    REVIEWING = "reviewing"
    LISTED = "listed"
    PAUSED = "paused"
    ENDED = "ended"
    RETURNED = "returned"
    SUSPENDED = "suspended"


class ExpertAction(StrEnum):
    """What moves an entry of the roster on."""

    SUBMIT = "submit"
    TAKE_UP = "take_up"
    LIST = "list"
    SEND_BACK = "send_back"
    PAUSE = "pause"
    RESUME = "resume"
    END = "end"
    SUSPEND = "suspend"
    REINSTATE = "reinstate"


class SkillLevel(StrEnum):
    """How far an expert goes in a skill."""

    TEACHES = "teaches"
    ALONE = "alone"
    BASICS = "basics"


class Language(StrEnum):
    """Language besides Japanese in which an expert can teach (ISO 639; `sign` is 手話)."""

    EN = "en"
    ZH = "zh"
    KO = "ko"
    VI = "vi"
    NE = "ne"
    ID = "id"
    TL = "tl"
    PT = "pt"
    SIGN = "sign"


class CertificateGrade(StrEnum):
    """Grade of a certificate (技能検定の等級); `none` where there are no grades."""

    SPECIAL = "special"
    FIRST = "first"
    SECOND = "second"
    THIRD = "third"
    SINGLE = "single"
    NONE = "none"


class DayPart(StrEnum):
    """Which part of a day an expert comes: morning, afternoon, both, or not at all."""

    AM = "am"
    PM = "pm"
    FULL = "full"
    CLOSED = "closed"


class ConflictKind(StrEnum):
    """Why an expert and a firm or group stay apart; `refused_by_firm` is what the firm has said."""

    EMPLOYED = "employed"
    FAMILY = "family"
    SHAREHOLDER = "shareholder"
    CLIENT = "client"
    COMPETITOR = "competitor"
    PUBLIC_SERVANT = "public_servant"
    REFUSED = "refused"
    REFUSED_BY_FIRM = "refused_by_firm"


REVIEWED_KINDS: Final = frozenset(
    {ConflictKind.FAMILY, ConflictKind.SHAREHOLDER, ConflictKind.PUBLIC_SERVANT}
)
"""A coordinator may allow requests in spite of these; no subsidy is claimed for them."""


class ConflictAct(StrEnum):
    """What was done with a declaration; the last two concern all of an expert's."""

    DECLARED = "declared"
    LEFT = "left"
    ALLOWED = "allowed"
    STOPPED = "stopped"
    ENDED = "ended"
    CONFIRMED = "confirmed"
    REMINDED = "reminded"
