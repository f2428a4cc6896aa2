"""Lifecycles of rounds, programmes, plans and applications as tables; no queries.

Source: the state machines of the rotation internship (募集回, 受入枠, 編成案, 応募).
"""

from typing import Final

from hub.kernel.states import Transition
from models.vocab import Role
from models.vocab.internship import (
    ApplicationAction,
    ApplicationState,
    ProgrammeAction,
    ProgrammeState,
    RoundAction,
    RoundState,
    ScenarioAction,
    ScenarioState,
)

STAFF: Final = (Role.COORDINATOR, Role.SYSTEM)
WORKER: Final = (Role.SYSTEM,)

ROUND: Final[tuple[Transition[RoundState, RoundAction, Role], ...]] = (
    Transition((RoundState.DRAFT,), RoundAction.CALL_FIRMS, RoundState.INTAKE, STAFF),
    Transition((RoundState.INTAKE,), RoundAction.CONFIRM_SAFETY, RoundState.SAFETY_CHECKED, STAFF),
    Transition((RoundState.SAFETY_CHECKED,), RoundAction.OPEN_WISHES, RoundState.OPEN, STAFF),
    Transition((RoundState.OPEN,), RoundAction.CLOSE_WISHES, RoundState.RANKING_CLOSED, STAFF),
    Transition(
        (RoundState.RANKING_CLOSED,), RoundAction.REOPEN, RoundState.OPEN, STAFF, needs_note=True
    ),
    Transition(
        (RoundState.RANKING_CLOSED, RoundState.MATCHING),
        RoundAction.COMPUTE,
        RoundState.MATCHING,
        STAFF,
    ),
    Transition((RoundState.MATCHING,), RoundAction.ANNOUNCE, RoundState.TENTATIVE, STAFF),
    Transition((RoundState.TENTATIVE,), RoundAction.PUBLISH, RoundState.PUBLISHED, STAFF),
    Transition((RoundState.PUBLISHED,), RoundAction.BEGIN, RoundState.RUNNING, STAFF),
    Transition((RoundState.RUNNING,), RoundAction.COMPLETE, RoundState.COMPLETED, STAFF),
    Transition(
        (
            RoundState.DRAFT,
            RoundState.INTAKE,
            RoundState.SAFETY_CHECKED,
            RoundState.OPEN,
            RoundState.RANKING_CLOSED,
            RoundState.MATCHING,
        ),
        RoundAction.CANCEL,
        RoundState.CANCELLED,
        STAFF,
        needs_note=True,
    ),
)

PROGRAMME: Final = (
    Transition(
        (ProgrammeState.SUBMITTED,), ProgrammeAction.CONFIRM, ProgrammeState.SAFETY_CHECKED, STAFF
    ),
    Transition(
        (ProgrammeState.SUBMITTED, ProgrammeState.SAFETY_CHECKED),
        ProgrammeAction.SEND_BACK,
        ProgrammeState.RETURNED,
        STAFF,
        needs_note=True,
    ),
)

SCENARIO: Final[tuple[Transition[ScenarioState, ScenarioAction, Role], ...]] = (
    Transition((ScenarioState.QUEUED,), ScenarioAction.START, ScenarioState.RUNNING, WORKER),
    Transition((ScenarioState.RUNNING,), ScenarioAction.FINISH, ScenarioState.DONE, WORKER),
    Transition(
        (ScenarioState.QUEUED, ScenarioState.RUNNING),
        ScenarioAction.STOP,
        ScenarioState.CANCELLED,
        STAFF,
    ),
    Transition((ScenarioState.RUNNING,), ScenarioAction.GIVE_UP, ScenarioState.INFEASIBLE, WORKER),
    Transition(
        (ScenarioState.QUEUED, ScenarioState.RUNNING),
        ScenarioAction.FAIL,
        ScenarioState.FAILED,
        WORKER,
    ),
    Transition(
        (ScenarioState.DONE, ScenarioState.CANCELLED),
        ScenarioAction.CHECK,
        ScenarioState.CHECKED,
        WORKER,
    ),
    Transition((ScenarioState.CHECKED,), ScenarioAction.CHOOSE, ScenarioState.CHOSEN, STAFF),
    Transition((ScenarioState.CHOSEN,), ScenarioAction.PUBLISH, ScenarioState.PUBLISHED, STAFF),
    Transition(
        (ScenarioState.PUBLISHED,), ScenarioAction.SUPERSEDE, ScenarioState.SUPERSEDED, STAFF
    ),
    Transition((ScenarioState.CHECKED,), ScenarioAction.DISCARD, ScenarioState.DISCARDED, STAFF),
)

APPLICATION: Final = (
    Transition(
        (ApplicationState.SENT,), ApplicationAction.LOCK, ApplicationState.WISHES_LOCKED, STAFF
    ),
    Transition(
        (ApplicationState.WISHES_LOCKED,), ApplicationAction.UNLOCK, ApplicationState.SENT, STAFF
    ),
    Transition(
        (ApplicationState.WISHES_LOCKED, ApplicationState.PARTLY_PLACED, ApplicationState.UNPLACED),
        ApplicationAction.PLACE,
        ApplicationState.PLACED,
        STAFF,
    ),
    Transition(
        (ApplicationState.WISHES_LOCKED, ApplicationState.PLACED, ApplicationState.UNPLACED),
        ApplicationAction.PLACE_PARTLY,
        ApplicationState.PARTLY_PLACED,
        STAFF,
    ),
    Transition(
        (ApplicationState.WISHES_LOCKED, ApplicationState.PLACED, ApplicationState.PARTLY_PLACED),
        ApplicationAction.LEAVE_OUT,
        ApplicationState.UNPLACED,
        STAFF,
    ),
    Transition(
        (
            ApplicationState.WISHES_LOCKED,
            ApplicationState.PLACED,
            ApplicationState.PARTLY_PLACED,
            ApplicationState.UNPLACED,
        ),
        ApplicationAction.WITHDRAW,
        ApplicationState.WITHDRAWN,
        STAFF,
    ),
)
