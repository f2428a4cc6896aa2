"""Every cell of the lives of an engagement and of a visit: listed steps happen, no other."""

from collections.abc import Mapping
from enum import StrEnum

import pytest

from hub.experts.states import engagements as states
from hub.experts.words import engagements as words
from models.vocab import Role
from models.vocab.engagements import (
    ENDED_STATES,
    CandidateAnswer,
    DeclineReason,
    EngagementAction,
    EngagementState,
    VisitState,
)
from tests.support.machines import Machine, Table, cells

HUB = {Role.SYSTEM}
LEADER = {Role.GROUP_LEADER, Role.SYSTEM}
DESK = {Role.COORDINATOR, Role.SYSTEM}
EXPERT = {Role.EXPERT, Role.COORDINATOR, Role.SYSTEM}
MEMBERS = {Role.FIRM_REPRESENTATIVE, Role.GROUP_LEADER, Role.SYSTEM}
EITHER = {Role.GROUP_LEADER, Role.EXPERT, Role.COORDINATOR, Role.SYSTEM}

# Written anew from the design, not read from the tables: "state action" to the next state.
ENGAGEMENT = {
    "draft send": "requested",
    "requested offer": "offered",
    "offered accept": "accepted",
    "offered decline": "declined",
    "offered expire": "expired",
    "declined next": "requested",
    "expired next": "requested",
    "declined run_out": "no_match",
    "expired run_out": "no_match",
    "no_match substitute": "requested",
    "draft withdraw": "withdrawn",
    "requested withdraw": "withdrawn",
    "offered withdraw": "withdrawn",
    "no_match withdraw": "withdrawn",
    "accepted sign": "contracted",
    "contracted begin": "in_progress",
    "in_progress record": "recorded",
    "recorded inspect_part": "partially_inspected",
    "partially_inspected inspect_part": "partially_inspected",
    "recorded inspect": "inspected",
    "partially_inspected inspect": "inspected",
    "inspected fix_fee": "fee_fixed",
    "fee_fixed pay": "paid",
    "paid open_claim": "claimable",
    "paid close": "closed",
    "claimable close": "closed",
    "contracted dispute": "disputed",
    "in_progress dispute": "disputed",
    "recorded dispute": "disputed",
    "partially_inspected dispute": "disputed",
    "inspected dispute": "disputed",
    "disputed settle": "recorded",
    "disputed resume": "contracted",
    **{
        f"{state} cancel_{by}": f"cancelled_{by}"
        for state in ("accepted", "contracted", "in_progress")
        for by in ("by_group", "by_expert", "by_ward", "force_majeure")
    },
}
VISIT = {
    "planned confirm": "confirmed",
    "confirmed record": "done",
    "confirmed move": "moved",
    "planned cancel_in_time": "cancelled_in_time",
    "confirmed cancel_in_time": "cancelled_in_time",
    "confirmed cancel_late": "cancelled_late",
    "confirmed miss_expert": "noshow_expert",
    "confirmed miss_group": "noshow_group",
}
WHO: Mapping[str, set[Role]] = {
    **dict.fromkeys(("expire", "next", "run_out", "begin", "open_claim", "close"), HUB),
    **dict.fromkeys(("send", "withdraw", "sign", "inspect", "pay", "cancel_by_group"), LEADER),
    **dict.fromkeys(
        ("offer", "substitute", "fix_fee", "settle", "resume", "cancel_by_ward",
         "cancel_force_majeure"),
        DESK,
    ),
    **dict.fromkeys(("accept", "decline", "record", "cancel_by_expert", "miss_group"), EXPERT),
    "inspect_part": MEMBERS,
    "dispute": EITHER,
    "confirm": LEADER,
    **dict.fromkeys(("move", "cancel_in_time", "cancel_late"), EITHER),
    "miss_expert": {Role.GROUP_LEADER, Role.COORDINATOR, Role.SYSTEM},
}  # fmt: skip
MACHINES = {
    "engagement": Machine(states.ENGAGEMENT, EngagementState, ENGAGEMENT),
    "visit": Machine(states.VISIT, VisitState, VISIT),
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
    may = WHO[action] if machine.target(state, action) else set()
    assert machine.offered(state, action) == may


@pytest.mark.parametrize("name", MACHINES)
def test_the_expected_steps_are_all_words_of_the_product(name: str) -> None:
    machine = MACHINES[name]
    assert set(machine.listed) <= machine.words
    assert {step.split()[1] for step in machine.listed} == {*map(str, machine.actions)}


def test_nothing_leads_out_of_an_end_and_every_other_state_goes_on() -> None:
    left = {state for row in states.ENGAGEMENT for state in row.sources}
    assert set(EngagementState) - left == set(ENDED_STATES)


def test_every_state_is_reached_from_a_draft() -> None:
    reached, found = set(), {EngagementState.DRAFT}
    while found:
        reached |= found
        found = {
            row.target for row in states.ENGAGEMENT for state in found if state in row.sources
        } - reached
    assert reached == set(EngagementState)


def test_disputes_their_end_and_cancellations_need_a_reason_and_nothing_else_does() -> None:
    every: Table = [*states.ENGAGEMENT, *states.VISIT]
    asked = {str(row.action) for row in every if row.needs_note}
    assert asked == {
        "dispute", "settle", "resume", "cancel_by_group", "cancel_by_expert", "cancel_by_ward",
        "cancel_force_majeure", "cancel_in_time", "cancel_late", "miss_expert", "miss_group",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("labels", "kind"),
    [
        pytest.param(words.ENGAGEMENT_LABELS, EngagementState, id="states"),
        pytest.param(words.EXPERT_LABELS, EngagementState, id="states-for-experts"),
        pytest.param(words.NEXT_WORDS, EngagementState, id="what-comes-next"),
        pytest.param(words.ENGAGEMENT_ACTIONS, EngagementAction, id="actions"),
        pytest.param(words.STEP_WORDS, EngagementAction, id="steps"),
        pytest.param(words.CANDIDATE_LABELS, CandidateAnswer, id="answers"),
        pytest.param(words.DECLINE_LABELS, DeclineReason, id="reasons"),
        pytest.param(words.VISIT_LABELS, VisitState, id="visit-states"),
    ],
)
def test_every_word_that_is_shown_has_its_label(
    labels: Mapping[StrEnum, str], kind: type[StrEnum]
) -> None:
    assert set(labels) == set(kind)
    assert all(labels.values())
