"""Every cell of the four lifecycles: what is listed happens, everything else is refused."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any

import pytest

from hub.internship import states, words
from hub.kernel.errors import Refused
from hub.kernel.states import Transition, follow, open_actions
from models.vocab import Role
from models.vocab.internship import (
    ApplicationState,
    ProgrammeState,
    RoundAction,
    RoundState,
    ScenarioState,
)

Table = Sequence[Transition[Any, Any, Role]]
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
MACHINES: Mapping[str, tuple[Table, type[StrEnum], Mapping[str, str]]] = {
    "round": (states.ROUND, RoundState, ROUND),
    "programme": (states.PROGRAMME, ProgrammeState, PROGRAMME),
    "scenario": (states.SCENARIO, ScenarioState, SCENARIO),
    "application": (states.APPLICATION, ApplicationState, APPLICATION),
}


def cells() -> list[Any]:
    """Every state with every action of its machine; an action of no row counts too."""
    return [
        pytest.param(table, state, action, listed.get(f"{state} {action}"),
                     id=f"{name}-{state}-{action}")
        for name, (table, kind, listed) in MACHINES.items()
        for state in kind
        for action in actions_of(table)
    ]  # fmt: skip


def actions_of(table: Table) -> list[StrEnum]:
    """Every word of the machine's action vocabulary."""
    vocabulary: type[StrEnum] = type(table[0].action)
    return list(vocabulary)


@pytest.mark.parametrize(("table", "state", "action", "target"), cells())
def test_a_step_is_taken_when_it_is_listed_and_refused_when_it_is_not(
    table: Table, state: StrEnum, action: StrEnum, target: str | None
) -> None:
    if target is None:
        with pytest.raises(Refused) as refusal:
            follow(table, state, action)
        assert refusal.value.reason.code == "states.not_allowed"
    else:
        assert follow(table, state, action).target == target


@pytest.mark.parametrize(("table", "state", "action", "target"), cells())
def test_a_step_is_offered_to_the_roles_that_may_take_it_and_to_no_other(
    table: Table, state: StrEnum, action: StrEnum, target: str | None
) -> None:
    may = WHO.get(action, STAFF) if target else set()
    offered = {role for role in Role if action in open_actions(table, state, (role,))}
    assert offered == may


@pytest.mark.parametrize("name", MACHINES)
def test_the_expected_steps_are_all_words_of_the_product(name: str) -> None:
    table, kind, listed = MACHINES[name]
    known = {f"{state} {action}" for state in kind for action in actions_of(table)}
    assert set(listed) <= known


def test_cancelling_reopening_and_sending_back_need_a_reason_and_nothing_else_does() -> None:
    asked = {
        str(row.action) for table, _kind, _steps in MACHINES.values()
        for row in table if row.needs_note
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
