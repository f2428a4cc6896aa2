"""Who may do what: every question of the room, every role, own and foreign ward and firm."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from hub.groups.reads import GroupFacts
from hub.kernel.errors import Reason
from hub.platform.context import Actor, Seat
from hub.subsidy import access, words
from models.vocab import FIRM_ROLES, Role
from models.vocab.groups import GroupState

OWN, OTHER = 1, 2
FIRMS = set(FIRM_ROLES)
STAFF = {Role.WARD_CLERK, Role.WARD_APPROVER, Role.AUDITOR}
GROUP = GroupFacts(1, "群", OWN, GroupState.ACTIVE, OWN, 0, 1, ())
# Question, roles that may, which of ward and firm must be the own one, and whether the hub may.
QUESTIONS: Mapping[str, tuple[Callable[[Actor], Reason | None], set[Role], str, bool]] = {
    "apply": (lambda actor: access.may_apply(actor, GROUP), {Role.GROUP_LEADER}, "firm", False),
    "read_firm": (lambda actor: access.may_read_firm(actor, OWN), FIRMS, "firm", True),
    "read_ward": (lambda actor: access.may_read_ward(actor, OWN), STAFF, "ward", True),
    "check": (lambda actor: access.may_check(actor, OWN), {Role.WARD_CLERK}, "ward", False),
    "decide": (lambda actor: access.may_decide(actor, OWN), {Role.WARD_APPROVER}, "ward", False),
    "set_up": (lambda actor: access.may_set_up(actor, OWN), {Role.ADMIN}, "ward", True),
    "work": (access.may_work, set(), "ward", True),
    "estimate": (access.may_estimate, set(Role), "", True),
}


def cells() -> list[Any]:
    """Every question with every role, ward and firm."""
    return [
        pytest.param(question, role, ward, firm, id=f"{question}-{role}-{ward}-{firm}")
        for question in QUESTIONS
        for role in Role
        for ward in (OWN, OTHER)
        for firm in (OWN, OTHER)
    ]


@pytest.mark.parametrize(("question", "role", "ward", "firm"), cells())
def test_only_the_listed_role_of_the_own_place_may(
    question: str, role: Role, ward: int, firm: int
) -> None:
    ask, roles, place, hub_may = QUESTIONS[question]
    here = {"ward": ward == OWN, "firm": firm == OWN, "": True}[place]
    may = hub_may if role is Role.SYSTEM else role in roles and here
    assert ask(Actor(7, "", Seat(1, role, ward, firm))) == (None if may else words.NOT_YOURS)


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("ward", [OWN, OTHER])
@pytest.mark.parametrize("firm", [OWN, OTHER])
def test_a_claim_is_read_by_its_firms_and_by_the_staff_of_its_ward(
    role: Role, ward: int, firm: int
) -> None:
    may = role is Role.SYSTEM or (role in FIRMS and firm == OWN) or (role in STAFF and ward == OWN)
    answer = access.may_read_claim(Actor(7, "", Seat(1, role, ward, firm)), OWN, (OWN, 9))
    assert answer == (None if may else words.NOT_YOURS)


@pytest.mark.parametrize("ask", [access.may_check, access.may_decide])
def test_the_hub_itself_neither_checks_nor_decides(
    ask: Callable[[Actor, int], Reason | None],
) -> None:
    for role in (Role.WARD_CLERK, Role.WARD_APPROVER, Role.SYSTEM):
        assert ask(Actor(None, "demo", Seat(0, role, OWN)), OWN) == words.NOT_YOURS


def test_every_question_of_the_room_is_asked_here() -> None:
    named = {name for name in dir(access) if name.startswith("may_")}
    assert named == {f"may_{question}" for question in QUESTIONS} | {"may_read_claim"}
