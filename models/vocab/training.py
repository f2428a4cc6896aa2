"""Stored words of joint training."""

from enum import StrEnum
from typing import Final


class TrainingState(StrEnum):
    """Life of a joint training (共同研修)."""

    PLANNED = "planned"
    REVIEWED = "reviewed"
    ANNOUNCED = "announced"
    OPEN = "open"
    CLOSED = "closed"
    CONFIRMED = "confirmed"
    RUNNING = "running"
    CANCELLED = "cancelled"


PUBLIC_STATES: Final = tuple(
    state for state in TrainingState if state not in {TrainingState.PLANNED, TrainingState.REVIEWED}
)


class TrainingAction(StrEnum):
    """What moves a joint training on."""

    REVIEW = "review"
    ANNOUNCE = "announce"
    OPEN = "open"
    CLOSE = "close"
    CONFIRM = "confirm"
    HOLD_ANYWAY = "hold_anyway"
    BEGIN = "begin"
    CANCEL = "cancel"


class SignUpState(StrEnum):
    """Life of a sign-up: a party of named people of one firm (申込み)."""

    APPLIED = "applied"
    WAITING = "waiting"
    OFFERED = "offered"
    CONFIRMED = "confirmed"
    DECLINED = "declined"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"
    WITHDRAWN_LATE = "withdrawn_late"
    CALLED_OFF = "called_off"


SEATED: Final = (SignUpState.OFFERED, SignUpState.CONFIRMED)
LIVE_SIGN_UPS: Final = (SignUpState.WAITING, *SEATED)


class SignUpAction(StrEnum):
    """What moves a sign-up on."""

    PLACE = "place"
    QUEUE = "queue"
    OFFER = "offer"
    ACCEPT = "accept"
    DECLINE = "decline"
    EXPIRE = "expire"
    WITHDRAW = "withdraw"
    WITHDRAW_LATE = "withdraw_late"
    CALL_OFF = "call_off"


class QueueRule(StrEnum):
    """What happens when the first waiting party is larger than the free seats."""

    FILL = "fill"
    STRICT = "strict"


class SizeBand(StrEnum):
    """Regular employees of a firm, in the bands of the seat quota."""

    UP_TO_5 = "up_to_5"
    FROM_6_TO_20 = "from_6_to_20"
    OVER_20 = "over_20"


class CostKind(StrEnum):
    """What a line of the cost plan is for."""

    TRAINER_FEE = "trainer_fee"
    ROOM = "room"
    MATERIAL = "material"
    OTHER = "other"
