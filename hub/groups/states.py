"""Lifecycles of groups and of agreement versions as tables; no queries.

Source: groups-and-training, part B (states of a group; agreement as data).
"""

from typing import Final

from hub.kernel.states import Transition
from models.vocab import Role
from models.vocab.groups import AgreementAction, AgreementState, GroupAction, GroupState

FIRMS: Final = (Role.FIRM_REPRESENTATIVE, Role.GROUP_LEADER, Role.SYSTEM)
CLERK: Final = (Role.WARD_CLERK, Role.SYSTEM)
APPROVER: Final = (Role.WARD_APPROVER, Role.SYSTEM)
# A first booking is made by whoever closes it: the leader, the expert who accepts, the desk.
BOOKERS: Final = (*FIRMS, Role.EXPERT, Role.COORDINATOR)
OPEN: Final = (GroupState.REGISTERED, GroupState.ACTIVE, GroupState.CHANGED)
UNREGISTERED: Final = (GroupState.AGREED, GroupState.REFUSED, GroupState.WITHDRAWN)

GROUP: Final[tuple[Transition[GroupState, GroupAction, Role], ...]] = (
    Transition((GroupState.INTEREST,), GroupAction.FOUND, GroupState.PREPARATORY, FIRMS),
    Transition((GroupState.PREPARATORY,), GroupAction.AGREE, GroupState.AGREED, FIRMS),
    Transition(UNREGISTERED, GroupAction.REOPEN, GroupState.PREPARATORY, FIRMS),
    Transition(UNREGISTERED, GroupAction.APPLY, GroupState.UNDER_REVIEW, FIRMS),
    Transition((GroupState.UNDER_REVIEW,), GroupAction.CHECK, GroupState.UNDER_REVIEW, CLERK),
    Transition((GroupState.UNDER_REVIEW,), GroupAction.REGISTER, GroupState.REGISTERED, APPROVER),
    Transition(
        (GroupState.UNDER_REVIEW,),
        GroupAction.REFUSE,
        GroupState.REFUSED,
        APPROVER,
        needs_note=True,
    ),
    Transition((GroupState.UNDER_REVIEW,), GroupAction.WITHDRAW, GroupState.WITHDRAWN, FIRMS),
    Transition(
        (GroupState.REGISTERED, GroupState.CHANGED), GroupAction.BOOK, GroupState.ACTIVE, BOOKERS
    ),
    Transition(OPEN, GroupAction.CHANGE, GroupState.CHANGED, FIRMS),
    Transition(OPEN, GroupAction.SUSPEND, GroupState.SUSPENDED, APPROVER, needs_note=True),
    Transition(
        (GroupState.INTEREST, GroupState.PREPARATORY, *UNREGISTERED),
        GroupAction.DISSOLVE,
        GroupState.DISSOLVED,
        FIRMS,
        needs_note=True,
    ),
)

AGREEMENT: Final[tuple[Transition[AgreementState, AgreementAction, Role], ...]] = (
    Transition(
        (AgreementState.DRAFT, AgreementState.SIGNING),
        AgreementAction.SIGN,
        AgreementState.SIGNING,
        FIRMS,
    ),
    Transition((AgreementState.SIGNING,), AgreementAction.COMPLETE, AgreementState.SIGNED, FIRMS),
    Transition(
        (AgreementState.DRAFT, AgreementState.SIGNING),
        AgreementAction.WITHDRAW,
        AgreementState.WITHDRAWN,
        FIRMS,
    ),
    Transition((AgreementState.SIGNED,), AgreementAction.END, AgreementState.ENDED, FIRMS),
)
