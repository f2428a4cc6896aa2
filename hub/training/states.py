"""Lifecycles of a course and of a sign-up as tables; no queries.

Source: groups-and-training, parts D2 (training) and D3 (application), the path of first come.
"""

from typing import Final

from hub.kernel.states import Transition
from models.vocab import FIRM_ROLES, Role
from models.vocab.training import SignUpAction, SignUpState, TrainingAction, TrainingState

STAFF: Final = (Role.COORDINATOR, Role.SYSTEM)
REVIEWERS: Final = (Role.WARD_CLERK, Role.SYSTEM)
CLOCK: Final = (Role.SYSTEM,)
FIRM: Final = (*FIRM_ROLES, Role.SYSTEM)

TRAINING: Final[tuple[Transition[TrainingState, TrainingAction, Role], ...]] = (
    Transition((TrainingState.PLANNED,), TrainingAction.REVIEW, TrainingState.REVIEWED, REVIEWERS),
    Transition((TrainingState.REVIEWED,), TrainingAction.ANNOUNCE, TrainingState.ANNOUNCED, STAFF),
    Transition((TrainingState.ANNOUNCED,), TrainingAction.OPEN, TrainingState.OPEN, STAFF),
    Transition((TrainingState.OPEN,), TrainingAction.CLOSE, TrainingState.CLOSED, STAFF),
    Transition((TrainingState.CLOSED,), TrainingAction.CONFIRM, TrainingState.CONFIRMED, STAFF),
    Transition(
        (TrainingState.CLOSED,),
        TrainingAction.HOLD_ANYWAY,
        TrainingState.CONFIRMED,
        STAFF,
        needs_note=True,
    ),
    Transition((TrainingState.CONFIRMED,), TrainingAction.BEGIN, TrainingState.RUNNING, CLOCK),
    Transition(
        (
            TrainingState.PLANNED,
            TrainingState.REVIEWED,
            TrainingState.ANNOUNCED,
            TrainingState.OPEN,
            TrainingState.CLOSED,
            TrainingState.CONFIRMED,
        ),
        TrainingAction.CANCEL,
        TrainingState.CANCELLED,
        STAFF,
        needs_note=True,
    ),
)

SIGN_UP: Final[tuple[Transition[SignUpState, SignUpAction, Role], ...]] = (
    Transition((SignUpState.APPLIED,), SignUpAction.PLACE, SignUpState.CONFIRMED, FIRM),
    Transition((SignUpState.APPLIED,), SignUpAction.QUEUE, SignUpState.WAITING, FIRM),
    Transition((SignUpState.WAITING,), SignUpAction.OFFER, SignUpState.OFFERED, CLOCK),
    Transition((SignUpState.OFFERED,), SignUpAction.ACCEPT, SignUpState.CONFIRMED, FIRM),
    Transition((SignUpState.OFFERED,), SignUpAction.DECLINE, SignUpState.DECLINED, FIRM),
    Transition((SignUpState.OFFERED,), SignUpAction.EXPIRE, SignUpState.EXPIRED, CLOCK),
    Transition(
        (SignUpState.WAITING, SignUpState.CONFIRMED),
        SignUpAction.WITHDRAW,
        SignUpState.WITHDRAWN,
        FIRM,
    ),
    Transition(
        (SignUpState.CONFIRMED,), SignUpAction.WITHDRAW_LATE, SignUpState.WITHDRAWN_LATE, FIRM
    ),
    Transition(
        (SignUpState.WAITING, SignUpState.OFFERED, SignUpState.CONFIRMED),
        SignUpAction.CALL_OFF,
        SignUpState.CALLED_OFF,
        CLOCK,
    ),
)
