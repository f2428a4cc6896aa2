"""Life of an entry in the roster, from the first draft to its end.

Source: experts, part C1. The ward lists, sends back and suspends; the expert pauses and ends.
"""

from typing import Final

from hub.kernel.states import Transition
from models.vocab import Role
from models.vocab.experts import ExpertAction, ExpertState

STAFF: Final = (Role.COORDINATOR, Role.SYSTEM)
BOTH: Final = (Role.EXPERT, Role.COORDINATOR, Role.SYSTEM)

EXPERT: Final[tuple[Transition[ExpertState, ExpertAction, Role], ...]] = (
    Transition(
        (ExpertState.DRAFT, ExpertState.RETURNED),
        ExpertAction.SUBMIT,
        ExpertState.SUBMITTED,
        BOTH,
    ),
    Transition((ExpertState.SUBMITTED,), ExpertAction.TAKE_UP, ExpertState.REVIEWING, STAFF),
    Transition((ExpertState.REVIEWING,), ExpertAction.LIST, ExpertState.LISTED, STAFF),
    Transition(
        (ExpertState.SUBMITTED, ExpertState.REVIEWING),
        ExpertAction.SEND_BACK,
        ExpertState.RETURNED,
        STAFF,
        needs_note=True,
    ),
    Transition((ExpertState.LISTED,), ExpertAction.PAUSE, ExpertState.PAUSED, BOTH),
    Transition((ExpertState.PAUSED,), ExpertAction.RESUME, ExpertState.LISTED, BOTH),
    Transition((ExpertState.LISTED, ExpertState.PAUSED), ExpertAction.END, ExpertState.ENDED, BOTH),
    Transition(
        (ExpertState.LISTED, ExpertState.PAUSED),
        ExpertAction.SUSPEND,
        ExpertState.SUSPENDED,
        STAFF,
        needs_note=True,
    ),
    Transition(
        (ExpertState.SUSPENDED,),
        ExpertAction.REINSTATE,
        ExpertState.LISTED,
        STAFF,
        needs_note=True,
    ),
)
