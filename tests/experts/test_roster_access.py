"""Who may do what with the roster and free days: every question, every role, own and foreign."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from hub.experts import access
from hub.experts.words import roster as words
from hub.kernel.errors import Reason
from hub.platform.context import Actor, Seat
from models.vocab import FIRM_ROLES, Role

OWN, OTHER = 1, 2
WATCHERS = {Role.COORDINATOR, Role.WARD_CLERK, Role.WARD_APPROVER, Role.AUDITOR}
PLACES = [(ward, person) for ward in (OWN, OTHER) for person in (OWN, OTHER)]


def _is_own_expert(role: Role, _ward: int, person: int) -> bool:
    return role is Role.EXPERT and person == OWN


def _is_own_coordinator(role: Role, ward: int, _person: int) -> bool:
    return role is Role.COORDINATOR and ward == OWN


def _is_own_watcher(role: Role, ward: int, _person: int) -> bool:
    return role in WATCHERS and ward == OWN


Fits = Callable[[Role, int, int], bool]
QUESTIONS: Mapping[str, tuple[Callable[[Actor], Reason | None], tuple[Fits, ...]]] = {
    "keep-roster": (lambda actor: access.may_keep_roster(actor, OWN), (_is_own_coordinator,)),
    "close-days": (lambda actor: access.may_close_days(actor, OWN), (_is_own_coordinator,)),
    "keep-days": (lambda actor: access.may_keep_days(actor, OWN), (_is_own_expert,)),
    "see-days": (
        lambda actor: access.may_see_days(actor, OWN, OWN),
        (_is_own_expert, _is_own_watcher),
    ),
    "move-entry": (
        lambda actor: access.may_move_entry(actor, OWN, OWN),
        (_is_own_expert, _is_own_coordinator),
    ),
}


def cells() -> list[Any]:
    """Every question with every role in every place."""
    mark = {OWN: "own", OTHER: "other"}
    return [
        pytest.param(question, role, ward, person,
                     id=f"{question}-{role}-{mark[ward]}-{mark[person]}")
        for question in QUESTIONS
        for role in Role
        for ward, person in PLACES
    ]  # fmt: skip


@pytest.mark.parametrize(("question", "role", "ward", "person"), cells())
def test_only_the_listed_role_of_the_own_place_may(
    question: str, role: Role, ward: int, person: int
) -> None:
    ask, fits = QUESTIONS[question]
    may = role is Role.SYSTEM or any(fit(role, ward, person) for fit in fits)
    answer = ask(Actor(person, "", Seat(1, role, ward, None)))
    assert answer == (None if may else words.NOT_YOURS)


@pytest.mark.parametrize("role", Role)
def test_the_whole_hub_is_closed_by_the_system_only(role: Role) -> None:
    answer = access.may_close_days(Actor(OWN, "", Seat(1, role, OWN, None)), None)
    assert answer == (None if role is Role.SYSTEM else words.NOT_YOURS)


@pytest.mark.parametrize("role", Role)
def test_firms_and_ward_staff_read_the_listed_experts(role: Role) -> None:
    may = role in {Role.SYSTEM, *FIRM_ROLES, *WATCHERS}
    answer = access.may_see_roster(Actor(OWN, "", Seat(1, role, OWN, None)))
    assert answer == (None if may else words.NOT_YOURS)
