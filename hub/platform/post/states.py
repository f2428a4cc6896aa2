"""What the desk may do with a delivery, by its state; the post itself moves only mails.

Source: platform design, part 4: 郵送待ち → 印刷済 → 投函済 | 返戻 → 電話待ち.
"""

from typing import Final

from hub.kernel.states import Transition
from models.vocab import DeliveryState, PostAction, Role

DESK: Final = (Role.COORDINATOR, Role.WARD_CLERK, Role.ADMIN)
TABLE: Final = (
    Transition((DeliveryState.DEAD,), PostAction.AGAIN, DeliveryState.WAITING, DESK),
    Transition(
        (DeliveryState.DEAD, DeliveryState.WAITING),
        PostAction.REDIRECT,
        DeliveryState.CANCELLED,
        DESK,
    ),
    Transition((DeliveryState.WAITING,), PostAction.PRINT, DeliveryState.PRINTED, DESK),
    Transition((DeliveryState.PRINTED,), PostAction.POST, DeliveryState.POSTED, DESK),
    Transition(
        (DeliveryState.PRINTED, DeliveryState.POSTED),
        PostAction.RETURN,
        DeliveryState.RETURNED,
        DESK,
    ),
    Transition((DeliveryState.WAITING,), PostAction.CALL, DeliveryState.CALLED, DESK),
)
