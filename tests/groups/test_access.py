"""Who may do what with groups: every question, every role, own and foreign ward, firm, person."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from hub.groups import access, words
from hub.kernel.errors import Reason
from hub.platform.context import Actor, Seat
from models.vocab import Role

OWN, OTHER = 1, 2
SIGNERS = {Role.FIRM_REPRESENTATIVE, Role.GROUP_LEADER}
FIRMS = SIGNERS | {Role.FIRM_TUTOR}
WATCHERS = {Role.COORDINATOR, Role.WARD_CLERK, Role.WARD_APPROVER, Role.AUDITOR}
PLACES = [(ward, firm) for ward in (OWN, OTHER) for firm in (OWN, OTHER)]
# Question, roles that may of their own ward, roles that may of their own firm, all others that may.
Question = tuple[Callable[[Actor], Reason | None], set[Role], set[Role], set[Role]]
QUESTIONS: Mapping[str, Question] = {
    "may_know_group": (
        lambda a: access.may_know_group(a, OWN, {OWN}), WATCHERS, FIRMS, {Role.EXPERT, Role.SYSTEM},
    ),
    "may_know_firms_groups": (
        lambda a: access.may_know_firms_groups(a, OWN), set(), FIRMS, WATCHERS | {Role.SYSTEM},
    ),
    "may_know_names": (access.may_know_names, set(), set(), set(Role)),
    "may_see_groups": (
        lambda a: access.may_see_groups(a, OWN), WATCHERS, set(), {Role.SYSTEM},
    ),
    "may_see_group": (
        lambda a: access.may_see_group(a, OWN, {OWN}), WATCHERS, FIRMS, {Role.SYSTEM},
    ),
    "may_found": (
        lambda a: access.may_found(a, OWN, OWN), {Role.COORDINATOR}, SIGNERS, {Role.SYSTEM},
    ),
    "may_lead": (lambda a: access.may_lead(a, OWN), set(), SIGNERS, {Role.SYSTEM}),
    "may_sign": (lambda a: access.may_sign(a, {OWN}), set(), SIGNERS, set()),
    "may_check": (
        lambda a: access.may_check(a, OWN, (), ()), {Role.WARD_CLERK}, set(), {Role.SYSTEM},
    ),
    "may_decide": (
        lambda a: access.may_decide(a, OWN, (), ()), {Role.WARD_APPROVER}, set(), {Role.SYSTEM},
    ),
    "may_set_figures": (
        lambda a: access.may_set_figures(a, OWN), {Role.WARD_APPROVER}, set(), {Role.SYSTEM},
    ),
}  # fmt: skip


def cells() -> list[Any]:
    """Every question with every role in every place."""
    mark = {OWN: "own", OTHER: "other"}
    return [
        pytest.param(question, role, (ward, firm),
                     id=f"{question}-{role}-{mark[ward]}-{mark[firm]}")
        for question in QUESTIONS
        for role in Role
        for ward, firm in PLACES
    ]  # fmt: skip


def an_actor(role: Role, ward: int | None, firm: int | None, person: int | None = 7) -> Actor:
    return Actor(person, "", Seat(1, role, ward, firm))


@pytest.mark.parametrize(("question", "role", "place"), cells())
def test_only_the_listed_role_of_the_own_place_may(
    question: str, role: Role, place: tuple[int, int]
) -> None:
    ask, of_ward, of_firm, others = QUESTIONS[question]
    ward, firm = place
    may = role in others or (role in of_ward and ward == OWN) or (role in of_firm and firm == OWN)
    assert ask(an_actor(role, *place)) == (None if may else words.NOT_YOURS)


@pytest.mark.parametrize("question", sorted(set(QUESTIONS) - {"may_know_names"}))
def test_a_person_without_ward_and_firm_may_nothing(question: str) -> None:
    ask, of_ward, of_firm, _others = QUESTIONS[question]
    asked = [ask(an_actor(role, None, None)) for role in of_ward | of_firm]
    assert asked == [words.NOT_YOURS] * len(asked)


def test_nobody_who_is_not_signed_in_learns_a_name_or_signs() -> None:
    assert access.may_know_names(an_actor(Role.EXPERT, OWN, OWN, None)) == words.NOT_YOURS
    nobody = an_actor(Role.FIRM_REPRESENTATIVE, OWN, OWN, None)
    assert access.may_sign(nobody, {OWN}) == words.NOT_YOURS


@pytest.mark.parametrize(
    ("ask", "role"),
    [(access.may_check, Role.WARD_CLERK), (access.may_decide, Role.WARD_APPROVER)],
    ids=["check", "decide"],
)
def test_one_person_has_one_duty_for_one_group(
    ask: Callable[..., Reason | None], role: Role
) -> None:
    assert ask(an_actor(role, OWN, None, 7), OWN, {3, 7}, {OTHER}) == words.SAME_PERSON
    assert ask(an_actor(role, OWN, None, 7), OWN, {3, 8}, {OTHER}) is None
    assert ask(an_actor(role, OTHER, None, 7), OWN, {3, 7}, {OTHER}) == words.NOT_YOURS


def test_another_seat_of_the_same_person_gives_no_right() -> None:
    own = Seat(1, Role.FIRM_REPRESENTATIVE, OWN, OWN)
    actor = Actor(7, "", Seat(2, Role.FIRM_REPRESENTATIVE, OWN, OTHER), others=(own,))
    assert access.may_lead(actor, OWN) == words.NOT_YOURS


def test_every_question_of_the_room_is_asked_here() -> None:
    assert {name for name in dir(access) if name.startswith("may_")} == set(QUESTIONS)
