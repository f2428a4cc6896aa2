"""Every cell of both lifecycles: what is listed happens, everything else is refused."""

from collections.abc import Mapping
from enum import StrEnum

import pytest

from hub.groups import states, words
from models.vocab import Role
from models.vocab.groups import (
    AgreementState,
    CostKind,
    EligibilityRule,
    GroupAction,
    GroupState,
    MemberRole,
    ShareMethod,
)
from tests.support.machines import Machine, cells

FIRMS = {Role.FIRM_REPRESENTATIVE, Role.GROUP_LEADER, Role.SYSTEM}
CLERK = {Role.WARD_CLERK, Role.SYSTEM}
APPROVER = {Role.WARD_APPROVER, Role.SYSTEM}

# Written anew from the design, not read from the tables: "state action" to the next state.
GROUP = {
    "interest found": "preparatory",
    "preparatory agree": "agreed",
    "agreed reopen": "preparatory",
    "refused reopen": "preparatory",
    "withdrawn reopen": "preparatory",
    "agreed apply": "under_review",
    "refused apply": "under_review",
    "withdrawn apply": "under_review",
    "under_review check": "under_review",
    "under_review register": "registered",
    "under_review refuse": "refused",
    "under_review withdraw": "withdrawn",
    "registered book": "active",
    "changed book": "active",
    "registered change": "changed",
    "active change": "changed",
    "changed change": "changed",
    "registered suspend": "suspended",
    "active suspend": "suspended",
    "changed suspend": "suspended",
    "interest dissolve": "dissolved",
    "preparatory dissolve": "dissolved",
    "agreed dissolve": "dissolved",
    "refused dissolve": "dissolved",
    "withdrawn dissolve": "dissolved",
}
AGREEMENT = {
    "draft sign": "signing",
    "signing sign": "signing",
    "signing complete": "signed",
    "draft withdraw": "withdrawn",
    "signing withdraw": "withdrawn",
    "signed end": "ended",
}
WHO: Mapping[str, set[Role]] = {
    "check": CLERK,
    **dict.fromkeys(("register", "refuse", "suspend"), APPROVER),
    "book": FIRMS | {Role.EXPERT, Role.COORDINATOR},
}
MACHINES = {
    "group": Machine(states.GROUP, GroupState, GROUP),
    "agreement": Machine(states.AGREEMENT, AgreementState, AGREEMENT),
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
    may = WHO.get(action, FIRMS) if machine.target(state, action) else set()
    assert machine.offered(state, action) == may


@pytest.mark.parametrize("name", MACHINES)
def test_the_expected_steps_are_all_words_of_the_product(name: str) -> None:
    assert set(MACHINES[name].listed) <= MACHINES[name].words


def test_refusing_suspending_and_dissolving_need_a_reason_and_nothing_else_does() -> None:
    tables = (states.GROUP, states.AGREEMENT)
    asked = {str(row.action) for table in tables for row in table if row.needs_note}
    assert asked == {"refuse", "suspend", "dissolve"}


@pytest.mark.parametrize(
    ("labels", "kind"),
    [
        pytest.param(words.STATE_LABELS, GroupState, id="group-states"),
        pytest.param(words.ACTION_LABELS, GroupAction, id="group-actions"),
        pytest.param(words.AGREEMENT_LABELS, AgreementState, id="agreement-states"),
        pytest.param(words.MEMBER_LABELS, MemberRole, id="member-roles"),
        pytest.param(words.COST_LABELS, CostKind, id="kinds-of-cost"),
        pytest.param(words.METHOD_LABELS, ShareMethod, id="ways-of-sharing"),
        pytest.param(words.RULE_LABELS, EligibilityRule, id="rules"),
    ],
)
def test_every_word_that_is_shown_has_its_own_label(
    labels: Mapping[StrEnum, str], kind: type[StrEnum]
) -> None:
    assert set(labels) == set(kind)
    assert all(labels.values())
    assert len(set(labels.values())) == len(labels)


def test_every_state_says_what_comes_next() -> None:
    by_facts = {GroupState.PREPARATORY, GroupState.UNDER_REVIEW}
    assert set(words.NEXT_STEPS) == set(GroupState) - by_facts
