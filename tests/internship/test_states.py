"""Every cell of the four lifecycles: what is listed happens, everything else is refused."""

from collections.abc import Mapping
from enum import StrEnum

import pytest

from hub.internship import states, words
from models.vocab import Role
from models.vocab.internship import (
    ApplicationState,
    ProgrammeState,
    RoundAction,
    RoundState,
    ScenarioState,
)
from tests.support.machines import Machine, cells

STAFF = {Role.COORDINATOR, Role.SYSTEM}
FIRM = {Role.FIRM_REPRESENTATIVE, Role.FIRM_TUTOR, Role.SYSTEM}
WORKER = {Role.SYSTEM}

# Written anew from the design, not read from the tables: "state action" to the next state.
ROUND = {
    "draft call_firms": "intake",
    "intake confirm_safety": "safety_checked",
    "safety_checked open_wishes": "open",
    "open close_wishes": "ranking_closed",
    "ranking_closed reopen": "open",
    "ranking_closed compute": "matching",
    "matching compute": "matching",
    "matching announce": "tentative",
    "tentative publish": "published",
    "published begin": "running",
    "running complete": "completed",
    "draft cancel": "cancelled",
    "intake cancel": "cancelled",
    "safety_checked cancel": "cancelled",
    "open cancel": "cancelled",
    "ranking_closed cancel": "cancelled",
    "matching cancel": "cancelled",
}
PROGRAMME = {
    "submitted confirm": "safety_checked",
    "submitted send_back": "returned",
    "safety_checked send_back": "returned",
}
SCENARIO = {
    "queued start": "running",
    "running finish": "done",
    "queued stop": "cancelled",
    "running stop": "cancelled",
    "running give_up": "infeasible",
    "queued fail": "failed",
    "running fail": "failed",
    "done check": "checked",
    "cancelled check": "checked",
    "checked choose": "chosen",
    "chosen publish": "published",
    "published supersede": "superseded",
    "checked discard": "discarded",
}
APPLICATION = {
    "sent lock": "wishes_locked",
    "wishes_locked unlock": "sent",
    "wishes_locked place": "placed",
    "wishes_locked place_partly": "partly_placed",
    "wishes_locked leave_out": "unplaced",
    "partly_placed place": "placed",
    "unplaced place": "placed",
    "placed place_partly": "partly_placed",
    "unplaced place_partly": "partly_placed",
    "placed leave_out": "unplaced",
    "partly_placed leave_out": "unplaced",
    "wishes_locked withdraw": "withdrawn",
    "placed withdraw": "withdrawn",
    "partly_placed withdraw": "withdrawn",
    "unplaced withdraw": "withdrawn",
}
WHO: Mapping[str, set[Role]] = {
    **dict.fromkeys(("start", "finish", "give_up", "fail", "check"), WORKER),
}
MACHINES = {
    "round": Machine(states.ROUND, RoundState, ROUND),
    "programme": Machine(states.PROGRAMME, ProgrammeState, PROGRAMME),
    "scenario": Machine(states.SCENARIO, ScenarioState, SCENARIO),
    "application": Machine(states.APPLICATION, ApplicationState, APPLICATION),
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
def test_the_expected_steps_are_all_words_of_the_product(name: str) -> None:
    assert set(MACHINES[name].listed) <= MACHINES[name].words


def test_cancelling_reopening_and_sending_back_need_a_reason_and_nothing_else_does() -> None:
    asked = {
        str(row.action) for machine in MACHINES.values()
        for row in machine.table if row.needs_note
    }  # fmt: skip
    assert asked == {"cancel", "reopen", "send_back"}


@pytest.mark.parametrize(
    ("labels", "kind"),
    [
        pytest.param(words.ROUND_LABELS, RoundState, id="round-states"),
        pytest.param(words.ROUND_ACTIONS, RoundAction, id="round-actions"),
        pytest.param(words.PROGRAMME_LABELS, ProgrammeState, id="programme-states"),
        pytest.param(words.SCENARIO_LABELS, ScenarioState, id="plan-states"),
        pytest.param(words.APPLICATION_LABELS, ApplicationState, id="application-states"),
    ],
)
def test_every_word_that_is_shown_has_its_own_label(
    labels: Mapping[StrEnum, str], kind: type[StrEnum]
) -> None:
    assert set(labels) == set(kind)
    assert all(labels.values())
    assert len(set(labels.values())) == len(labels)
