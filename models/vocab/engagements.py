"""Stored words of engagements and visits of experts."""

from enum import StrEnum
from typing import Final


class EngagementState(StrEnum):
    """Life of an engagement of an expert by a group (専門家への依頼)."""

    DRAFT = "draft"
    REQUESTED = "requested"
    OFFERED = "offered"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    EXPIRED = "expired"
    NO_MATCH = "no_match"
    CONTRACTED = "contracted"
    IN_PROGRESS = "in_progress"
    RECORDED = "recorded"
    PARTIALLY_INSPECTED = "partially_inspected"
    INSPECTED = "inspected"
    FEE_FIXED = "fee_fixed"
    PAID = "paid"
    CLAIMABLE = "claimable"
    CLOSED = "closed"
    DISPUTED = "disputed"
    WITHDRAWN = "withdrawn"
    CANCELLED_BY_GROUP = "cancelled_by_group"
    CANCELLED_BY_EXPERT = "cancelled_by_expert"
    CANCELLED_BY_WARD = "cancelled_by_ward"
    CANCELLED_FORCE_MAJEURE = "cancelled_force_majeure"


WAITING_STATES: Final = (EngagementState.REQUESTED, EngagementState.OFFERED)
"""A request holds times of the expert and no answer has come."""

ENDED_STATES: Final = (
    EngagementState.CLOSED,
    EngagementState.WITHDRAWN,
    EngagementState.CANCELLED_BY_GROUP,
    EngagementState.CANCELLED_BY_EXPERT,
    EngagementState.CANCELLED_BY_WARD,
    EngagementState.CANCELLED_FORCE_MAJEURE,
)
"""No step leads out of these; going on means a new engagement linked to the old one."""


class EngagementAction(StrEnum):
    """What moves an engagement on."""

    SEND = "send"
    OFFER = "offer"
    ACCEPT = "accept"
    DECLINE = "decline"
    EXPIRE = "expire"
    NEXT = "next"
    RUN_OUT = "run_out"
    SUBSTITUTE = "substitute"
    WITHDRAW = "withdraw"
    SIGN = "sign"
    BEGIN = "begin"
    RECORD = "record"
    INSPECT_PART = "inspect_part"
    INSPECT = "inspect"
    FIX_FEE = "fix_fee"
    PAY = "pay"
    OPEN_CLAIM = "open_claim"
    CLOSE = "close"
    DISPUTE = "dispute"
    SETTLE = "settle"
    RESUME = "resume"
    CANCEL_BY_GROUP = "cancel_by_group"
    CANCEL_BY_EXPERT = "cancel_by_expert"
    CANCEL_BY_WARD = "cancel_by_ward"
    CANCEL_FORCE_MAJEURE = "cancel_force_majeure"


class CandidateAnswer(StrEnum):
    """What became of one candidate of a request."""

    WAITING = "waiting"
    OFFERED = "offered"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    EXPIRED = "expired"
    NO_TIME = "no_time"
    KEPT_APART = "kept_apart"


class DeclineReason(StrEnum):
    """Why an expert declines; telling it is free."""

    NO_TIME = "no_time"
    OTHER_FIELD = "other_field"
    TOO_FAR = "too_far"
    HEALTH = "health"
    FEE = "fee"
    OTHER = "other"


class VisitState(StrEnum):
    """Life of one visit of an expert (訪問)."""

    PLANNED = "planned"
    CONFIRMED = "confirmed"
    DONE = "done"
    MOVED = "moved"
    CANCELLED_IN_TIME = "cancelled_in_time"
    CANCELLED_LATE = "cancelled_late"
    NOSHOW_EXPERT = "noshow_expert"
    NOSHOW_GROUP = "noshow_group"


class VisitAction(StrEnum):
    """What moves a visit on."""

    CONFIRM = "confirm"
    RECORD = "record"
    MOVE = "move"
    CANCEL_IN_TIME = "cancel_in_time"
    CANCEL_LATE = "cancel_late"
    MISS_EXPERT = "miss_expert"
    MISS_GROUP = "miss_group"
