"""Every cell of the two lifecycles: what is listed happens, everything else is refused."""

from collections.abc import Mapping
from enum import StrEnum

import pytest

from hub.training import states, words
from models.vocab import Role
from models.vocab.training import (
    CostKind,
    SignUpState,
    SizeBand,
    TrainingAction,
    TrainingState,
)
from tests.support.machines import Machine, cells

STAFF = {Role.COORDINATOR, Role.SYSTEM}
FIRM = {Role.FIRM_REPRESENTATIVE, Role.FIRM_TUTOR, Role.GROUP_LEADER, Role.SYSTEM}
CLOCK = {Role.SYSTEM}

# Written anew from the design, not read from the tables: "state action" to the next state.
TRAINING = {
    "planned review": "reviewed",
    "reviewed announce": "announced",
    "announced open": "open",
    "open close": "closed",
    "closed confirm": "confirmed",
    "closed hold_anyway": "confirmed",
    "confirmed begin": "running",
    "planned cancel": "cancelled",
    "reviewed cancel": "cancelled",
    "announced cancel": "cancelled",
    "open cancel": "cancelled",
    "closed cancel": "cancelled",
    "confirmed cancel": "cancelled",
}
SIGN_UP = {
    "applied place": "confirmed",
    "applied queue": "waiting",
    "waiting offer": "offered",
    "offered accept": "confirmed",
    "offered decline": "declined",
    "offered expire": "expired",
    "waiting withdraw": "withdrawn",
    "confirmed withdraw": "withdrawn",
    "confirmed withdraw_late": "withdrawn_late",
    "waiting call_off": "called_off",
    "offered call_off": "called_off",
    "confirmed call_off": "called_off",
}
WHO: Mapping[str, set[Role]] = {
    "review": {Role.WARD_CLERK, Role.SYSTEM},
    **dict.fromkeys(("begin", "offer", "expire", "call_off"), CLOCK),
    **dict.fromkeys(("place", "queue", "accept", "decline", "withdraw", "withdraw_late"), FIRM),
}
MACHINES = {
    "training": Machine(states.TRAINING, TrainingState, TRAINING),
    "sign-up": Machine(states.SIGN_UP, SignUpState, SIGN_UP),
}


@pytest.mark.parametrize(("machine", "state", "action"), cells(MACHINES))
def test_a_step_is_taken_when_it_is_listed_and_refused_when_it_is_not(
    machine: Machine, state: StrEnum, action: StrEnum
) -> None:
    assert machine.goes_where_listed(state, action)


@pytest.mark.parametrize(("machine", "state", "action"), cells(MACHINES))
def test_a_step_is_offered_to_the_roles_that_may_take_it_and_to_no_other(
    machine: Machine, state: StrEnum, action: StrEnum
) -> None:
    may = WHO.get(action, STAFF) if machine.target(state, action) else set()
    assert machine.offered(state, action) == may


@pytest.mark.parametrize("name", MACHINES)
def test_every_expected_step_and_every_word_of_the_vocabulary_is_used(name: str) -> None:
    machine = MACHINES[name]
    assert set(machine.listed) <= machine.words
    assert {row.action for row in machine.table} == set(machine.actions)
    sources = {state for row in machine.table for state in row.sources}
    assert {row.target for row in machine.table} | sources == set(machine.states)


def test_cancelling_and_holding_with_too_few_need_a_reason_and_nothing_else_does() -> None:
    tables = (states.TRAINING, states.SIGN_UP)
    asked = {str(row.action) for table in tables for row in table if row.needs_note}
    assert asked == {"cancel", "hold_anyway"}


@pytest.mark.parametrize(
    ("labels", "kind"),
    [
        pytest.param(words.TRAINING_LABELS, TrainingState, id="course-states"),
        pytest.param(words.SIGN_UP_LABELS, SignUpState, id="sign-up-states"),
        pytest.param(words.BAND_LABELS, SizeBand, id="size-bands"),
        pytest.param(words.COST_LABELS, CostKind, id="cost-kinds"),
    ],
)
def test_every_word_that_is_shown_has_its_own_label(
    labels: Mapping[StrEnum, str], kind: type[StrEnum]
) -> None:
    assert set(labels) == set(kind)
    assert all(labels.values())
    assert len(set(labels.values())) == len(labels)


def test_every_step_a_person_may_take_has_a_button_and_says_what_follows() -> None:
    taken = {row.action for row in states.TRAINING if row.roles != states.CLOCK}
    assert set(words.TRAINING_ACTIONS) == taken
    with_reason = {TrainingAction.CANCEL, TrainingAction.HOLD_ANYWAY}
    assert set(words.CONSEQUENCES) == taken - with_reason
