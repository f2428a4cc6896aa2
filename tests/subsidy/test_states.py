"""Every cell of the claim's life: state × action × role; what is not listed is refused."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

import pytest

from hub.kernel.errors import Refused
from hub.kernel.states import follow, open_actions
from hub.subsidy import states, words
from models.vocab import Role
from models.vocab.subsidy import (
    BudgetAccount,
    BudgetEvent,
    CancelCause,
    Check,
    ClaimAction,
    ClaimState,
    DecisionKind,
    Duty,
    FindingAction,
    FindingLevel,
    FindingState,
    Stage,
)

# Written anew from the design's table: "state action" to the next state and role;
# several states where the amounts decide.
LEADER, CLERK, APPROVER = Role.GROUP_LEADER, Role.WARD_CLERK, Role.WARD_APPROVER
ACCOUNTING = Role.ACCOUNTING
INSPECTOR = (Role.INSPECTOR, CLERK)
CLAIM: Mapping[str, tuple[str, Role | tuple[Role, ...]]] = {
    "draft submit": ("submitted", LEADER),
    "draft discard": ("discarded", LEADER),
    "submitted accept": ("review", CLERK),
    "review return": ("returned", CLERK),
    "returned resubmit": ("review", LEADER),
    "returned lapse": ("withdrawn", CLERK),
    "submitted withdraw": ("withdrawn", LEADER),
    "review withdraw": ("withdrawn", LEADER),
    "returned withdraw": ("withdrawn", LEADER),
    "waiting_budget withdraw": ("withdrawn", LEADER),
    "granted withdraw": ("withdrawn", LEADER),
    "review propose": ("deciding", CLERK),
    "review wait": ("waiting_budget", CLERK),
    "waiting_budget resume": ("review", CLERK),
    "deciding send_back": ("review", APPROVER),
    "deciding grant": ("granted", APPROVER),
    "deciding refuse": ("refused", APPROVER),
    "granted report": ("report_review", LEADER),
    "report_review return_report": ("report_returned", INSPECTOR),
    "report_returned resubmit_report": ("report_review", LEADER),
    "report_review propose_amount": ("fixing", CLERK),
    "fixing send_back_amount": ("report_review inspected", APPROVER),
    "report_review inspect": ("inspected", INSPECTOR),
    "inspected reinspect": ("report_review", CLERK),
    "inspected propose_amount": ("fixing", CLERK),
    "inspected propose_cancel": ("cancelling", CLERK),
    "granted request_end": ("change_review", LEADER),
    "change_deciding allow_end": ("ended returning", APPROVER),
    "fixing determine": ("determined returning", APPROVER),
    "fixing determine_nothing": ("paid", APPROVER),
    "determined pay": ("paid", CLERK),
    "paid complete": ("completed", CLERK),
    "granted request_change": ("change_review", LEADER),
    "change_review return_change": ("granted", CLERK),
    "change_review propose_change": ("change_deciding", CLERK),
    "change_deciding send_back_change": ("change_review", APPROVER),
    "change_deciding allow_change": ("granted", APPROVER),
    "change_deciding deny_change": ("granted", APPROVER),
    "paid come_back": ("determined", CLERK),
    "determined transfer": ("paid", ACCOUNTING),
    "paid bounce": ("determined", ACCOUNTING),
    "repaid complete": ("completed", CLERK),
    "granted propose_cancel": ("cancelling", CLERK),
    "report_review propose_cancel": ("cancelling", CLERK),
    "report_returned propose_cancel": ("cancelling", CLERK),
    "determined propose_cancel": ("cancelling", CLERK),
    "paid propose_cancel": ("cancelling", CLERK),
    "completed propose_cancel": ("cancelling", CLERK),
    "repaid propose_cancel": ("cancelling", CLERK),
    "cancelling send_back_cancel": (
        "granted report_review report_returned inspected determined paid completed repaid",
        APPROVER,
    ),
    "cancelling cancel": ("cancelled returning", APPROVER),
    "cancelling cancel_part": (
        "granted report_review report_returned inspected determined paid returning",
        APPROVER,
    ),
    "returning order_return": ("returning", APPROVER),
    "returning receive": ("returning repaid", ACCOUNTING),
}
NEEDS_REASON = {
    "reinspect", "lapse", "send_back", "send_back_amount", "come_back", "bounce",
    "send_back_cancel", "return_change", "send_back_change",
}  # fmt: skip


def cells() -> list[Any]:
    """Every state with every action."""
    return [
        pytest.param(state, action, CLAIM.get(f"{state} {action}"), id=f"{state}-{action}")
        for state in ClaimState
        for action in ClaimAction
    ]


@pytest.mark.parametrize(("state", "action", "listed"), cells())
def test_a_step_is_taken_when_it_is_listed_and_refused_when_it_is_not(
    state: ClaimState, action: ClaimAction, listed: tuple[str, Role | tuple[Role, ...]] | None
) -> None:
    if listed is None:
        with pytest.raises(Refused) as refusal:
            follow(states.CLAIM, state, action)
        assert refusal.value.reason.code == "states.not_allowed"
    else:
        targets = listed[0].split()
        assert follow(states.CLAIM, state, action).target == targets[0]
        for target in ClaimState:
            if target in targets:
                assert follow(states.CLAIM, state, action, target).target is target
            else:
                with pytest.raises(Refused):
                    follow(states.CLAIM, state, action, target)


@pytest.mark.parametrize(("state", "action", "listed"), cells())
def test_a_step_is_offered_to_its_roles_and_to_nobody_else(
    state: ClaimState, action: ClaimAction, listed: tuple[str, Role | tuple[Role, ...]] | None
) -> None:
    offered = {role for role in Role if action in open_actions(states.CLAIM, state, (role,))}
    wanted = listed[1] if listed else ()
    assert offered == (set(wanted) if isinstance(wanted, tuple) else {wanted})


def test_every_row_of_the_table_is_expected() -> None:
    known = {f"{state} {action}" for state in ClaimState for action in ClaimAction}
    assert set(CLAIM) <= known
    made = {f"{state} {row.action}" for row in states.CLAIM for state in row.sources}
    assert made == set(CLAIM)


def test_what_undoes_needs_a_reason_and_nothing_else_does() -> None:
    assert {str(row.action) for row in states.CLAIM if row.needs_note} == NEEDS_REASON


def test_nothing_leads_out_of_an_ended_claim() -> None:
    ended = {
        ClaimState.REFUSED, ClaimState.CANCELLED, ClaimState.WITHDRAWN, ClaimState.DISCARDED,
        ClaimState.ENDED,
    }  # fmt: skip
    assert not [row for row in states.CLAIM if ended & set(row.sources)]


@pytest.mark.parametrize("state", FindingState)
@pytest.mark.parametrize("action", FindingAction)
def test_only_an_open_finding_can_be_corrected_or_accepted(
    state: FindingState, action: FindingAction
) -> None:
    steps = {FindingAction.FIX: FindingState.FIXED, FindingAction.WAIVE: FindingState.WAIVED}
    if state is FindingState.OPEN:
        assert follow(states.FINDING, state, action).target is steps[action]
    else:
        with pytest.raises(Refused):
            follow(states.FINDING, state, action)


def test_only_the_clerk_accepts_a_finding() -> None:
    offered = {
        role for role in Role
        if FindingAction.WAIVE in open_actions(states.FINDING, FindingState.OPEN, (role,))
    }  # fmt: skip
    assert offered == {CLERK}


@pytest.mark.parametrize(
    ("labels", "kind"),
    [
        pytest.param(words.STATE_LABELS, ClaimState, id="states-for-staff"),
        pytest.param(words.APPLICANT_LABELS, ClaimState, id="states-for-firms"),
        pytest.param(words.ACTION_LABELS, ClaimAction, id="actions"),
        pytest.param(words.EVENT_LABELS, ClaimAction, id="history"),
        pytest.param(words.DUTY_LABELS, Duty, id="duties"),
        pytest.param(words.LEVEL_LABELS, FindingLevel, id="levels"),
        pytest.param(words.CHECK_LABELS, Check, id="checks"),
        pytest.param(words.STAGE_LABELS, Stage, id="stages"),
        pytest.param(words.KIND_LABELS, DecisionKind, id="decisions"),
        pytest.param(words.CAUSE_LABELS, CancelCause, id="causes"),
        pytest.param(words.ACCOUNT_LABELS, BudgetAccount, id="accounts"),
        pytest.param(words.BUDGET_EVENT_LABELS, BudgetEvent, id="budget-events"),
    ],
)
def test_every_word_that_is_shown_has_its_own_label(
    labels: Mapping[StrEnum, str], kind: type[StrEnum]
) -> None:
    assert set(labels) == set(kind)
    assert all(labels.values())
    assert len(set(labels.values())) == len(labels)
