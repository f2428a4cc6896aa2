"""Lifes of an engagement and of its visits, side states included.

Source: experts, parts D1 and D3. Rows of the system alone are steps the hub takes itself, in the
same click as a person's step (`automatic`) or by the sweep.
"""

from typing import Final

from hub.kernel.states import Transition
from models.vocab import Role
from models.vocab.engagements import EngagementAction as Do
from models.vocab.engagements import EngagementState as At
from models.vocab.engagements import VisitAction, VisitState

HUB: Final = (Role.SYSTEM,)
LEADER: Final = (Role.GROUP_LEADER, Role.SYSTEM)
STAFF: Final = (Role.COORDINATOR, Role.SYSTEM)
EXPERT_SIDE: Final = (Role.EXPERT, Role.COORDINATOR, Role.SYSTEM)
MEMBERS: Final = (Role.FIRM_REPRESENTATIVE, Role.GROUP_LEADER, Role.SYSTEM)
EITHER_SIDE: Final = (Role.GROUP_LEADER, Role.EXPERT, Role.COORDINATOR, Role.SYSTEM)

AGREED: Final = (At.ACCEPTED, At.CONTRACTED, At.IN_PROGRESS)

ENGAGEMENT: Final[tuple[Transition[At, Do, Role], ...]] = (
    Transition((At.DRAFT,), Do.SEND, At.REQUESTED, LEADER),
    Transition((At.REQUESTED,), Do.OFFER, At.OFFERED, STAFF),
    Transition((At.OFFERED,), Do.ACCEPT, At.ACCEPTED, EXPERT_SIDE),
    Transition((At.OFFERED,), Do.DECLINE, At.DECLINED, EXPERT_SIDE),
    Transition((At.OFFERED,), Do.EXPIRE, At.EXPIRED, HUB),
    Transition((At.DECLINED, At.EXPIRED), Do.NEXT, At.REQUESTED, HUB),
    Transition((At.DECLINED, At.EXPIRED), Do.RUN_OUT, At.NO_MATCH, HUB),
    Transition((At.NO_MATCH,), Do.SUBSTITUTE, At.REQUESTED, STAFF),
    Transition(
        (At.DRAFT, At.REQUESTED, At.OFFERED, At.NO_MATCH), Do.WITHDRAW, At.WITHDRAWN, LEADER
    ),
    Transition((At.ACCEPTED,), Do.SIGN, At.CONTRACTED, LEADER),
    Transition((At.CONTRACTED,), Do.BEGIN, At.IN_PROGRESS, HUB),
    Transition((At.IN_PROGRESS,), Do.RECORD, At.RECORDED, EXPERT_SIDE),
    Transition(
        (At.RECORDED, At.PARTIALLY_INSPECTED), Do.INSPECT_PART, At.PARTIALLY_INSPECTED, MEMBERS
    ),
    Transition((At.RECORDED, At.PARTIALLY_INSPECTED), Do.INSPECT, At.INSPECTED, LEADER),
    Transition((At.INSPECTED,), Do.FIX_FEE, At.FEE_FIXED, STAFF),
    Transition((At.FEE_FIXED,), Do.PAY, At.PAID, LEADER),
    Transition((At.PAID,), Do.OPEN_CLAIM, At.CLAIMABLE, HUB),
    Transition((At.PAID, At.CLAIMABLE), Do.CLOSE, At.CLOSED, HUB),
    Transition(
        (At.CONTRACTED, At.IN_PROGRESS, At.RECORDED, At.PARTIALLY_INSPECTED, At.INSPECTED),
        Do.DISPUTE,
        At.DISPUTED,
        EITHER_SIDE,
        needs_note=True,
    ),
    Transition((At.DISPUTED,), Do.SETTLE, At.RECORDED, STAFF, needs_note=True),
    Transition((At.DISPUTED,), Do.RESUME, At.CONTRACTED, STAFF, needs_note=True),
    Transition(AGREED, Do.CANCEL_BY_GROUP, At.CANCELLED_BY_GROUP, LEADER, needs_note=True),
    Transition(AGREED, Do.CANCEL_BY_EXPERT, At.CANCELLED_BY_EXPERT, EXPERT_SIDE, needs_note=True),
    Transition(AGREED, Do.CANCEL_BY_WARD, At.CANCELLED_BY_WARD, STAFF, needs_note=True),
    Transition(AGREED, Do.CANCEL_FORCE_MAJEURE, At.CANCELLED_FORCE_MAJEURE, STAFF, needs_note=True),
)

VISIT: Final[tuple[Transition[VisitState, VisitAction, Role], ...]] = (
    Transition((VisitState.PLANNED,), VisitAction.CONFIRM, VisitState.CONFIRMED, LEADER),
    Transition((VisitState.CONFIRMED,), VisitAction.RECORD, VisitState.DONE, EXPERT_SIDE),
    Transition((VisitState.CONFIRMED,), VisitAction.MOVE, VisitState.MOVED, EITHER_SIDE),
    Transition(
        (VisitState.PLANNED, VisitState.CONFIRMED),
        VisitAction.CANCEL_IN_TIME,
        VisitState.CANCELLED_IN_TIME,
        EITHER_SIDE,
        needs_note=True,
    ),
    Transition(
        (VisitState.CONFIRMED,),
        VisitAction.CANCEL_LATE,
        VisitState.CANCELLED_LATE,
        EITHER_SIDE,
        needs_note=True,
    ),
    Transition(
        (VisitState.CONFIRMED,),
        VisitAction.MISS_EXPERT,
        VisitState.NOSHOW_EXPERT,
        (Role.GROUP_LEADER, Role.COORDINATOR, Role.SYSTEM),
        needs_note=True,
    ),
    Transition(
        (VisitState.CONFIRMED,),
        VisitAction.MISS_GROUP,
        VisitState.NOSHOW_GROUP,
        EXPERT_SIDE,
        needs_note=True,
    ),
)
