"""Who may do what: every question of the room, every role, own and foreign ward, firm, person."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from hub.internship import access, words
from hub.kernel.errors import Reason
from hub.platform.context import Actor, Seat
from models.vocab import Role

OWN, OTHER = 1, 2
HOSTS = {Role.FIRM_REPRESENTATIVE, Role.FIRM_TUTOR, Role.GROUP_LEADER}
WATCHERS = {Role.COORDINATOR, Role.WARD_CLERK, Role.WARD_APPROVER, Role.AUDITOR}
PLACES = [(ward, firm, person) for ward in (OWN, OTHER) for firm in (OWN, OTHER)
          for person in (OWN, OTHER)]  # fmt: skip
# Question, roles that may, and which of ward, firm and person must be the own one.
QUESTIONS: Mapping[str, tuple[Callable[[Actor], Reason | None], set[Role], int]] = {
    "run-round": (lambda actor: access.may_run_round(actor, OWN), {Role.COORDINATOR}, 0),
    "see-rounds": (lambda actor: access.may_see_rounds(actor, OWN), WATCHERS, 0),
    "offer": (lambda actor: access.may_offer(actor, OWN), HOSTS, 1),
    "wish": (lambda actor: access.may_wish(actor, OWN), {Role.STUDENT}, 2),
}


def cells() -> list[Any]:
    """Every question with every role in every place."""
    mark = {OWN: "own", OTHER: "other"}
    return [
        pytest.param(question, role, place,
                     id=f"{question}-{role}-{'-'.join(mark[at] for at in place)}")
        for question in QUESTIONS
        for role in Role
        for place in PLACES
    ]  # fmt: skip


def an_actor(role: Role, ward: int | None, firm: int | None, person: int | None) -> Actor:
    return Actor(person, "", Seat(1, role, ward, firm))


@pytest.mark.parametrize(("question", "role", "place"), cells())
def test_only_the_listed_role_of_the_own_place_may(
    question: str, role: Role, place: tuple[int, int, int]
) -> None:
    ask, roles, which = QUESTIONS[question]
    may = role is Role.SYSTEM or (role in roles and place[which] == OWN)
    assert ask(an_actor(role, *place)) == (None if may else words.NOT_YOURS)


@pytest.mark.parametrize("role", Role)
def test_only_the_worker_reports_on_a_calculation(role: Role) -> None:
    refusal = access.may_work(an_actor(role, OWN, OWN, OWN))
    assert refusal == (None if role is Role.SYSTEM else words.NOT_YOURS)


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_person_without_ward_and_firm_may_nothing(question: str) -> None:
    ask, roles, _which = QUESTIONS[question]
    assert all(ask(an_actor(role, None, None, OTHER)) == words.NOT_YOURS for role in roles)


def test_another_seat_of_the_same_person_gives_no_right() -> None:
    own = Seat(1, Role.COORDINATOR, OWN)
    actor = Actor(OWN, "", Seat(2, Role.COORDINATOR, OTHER), others=(own,))
    assert access.may_run_round(actor, OWN) == words.NOT_YOURS


def test_every_question_of_the_room_is_asked_here() -> None:
    named = {name for name in dir(access) if name.startswith("may_")}
    asked = {f"may_{question.replace('-', '_')}" for question in QUESTIONS}
    assert named == asked | {"may_work"}
