"""Who may do what: every question of the room, every role, own and foreign ward and firm."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from hub.kernel.errors import Reason
from hub.platform.context import Actor, Seat
from hub.training import access, words
from models.vocab import Role

OWN, OTHER = 1, 2
FIRM = {Role.FIRM_REPRESENTATIVE, Role.FIRM_TUTOR, Role.GROUP_LEADER}
WATCHERS = {Role.COORDINATOR, Role.WARD_CLERK, Role.WARD_APPROVER, Role.AUDITOR}
WARD, HOUSE = 0, 1
# Question, roles that may, and which of ward and firm must be the own one.
QUESTIONS: Mapping[str, tuple[Callable[[Actor], Reason | None], set[Role], int]] = {
    "run-course": (lambda actor: access.may_run_course(actor, OWN), {Role.COORDINATOR}, WARD),
    "review-course": (lambda actor: access.may_review_course(actor, OWN), {Role.WARD_CLERK}, WARD),
    "watch-courses": (lambda actor: access.may_watch_courses(actor, OWN), WATCHERS, WARD),
    "see-roster": (
        lambda actor: access.may_see_roster(actor, OWN),
        {Role.COORDINATOR, Role.WARD_CLERK},
        WARD,
    ),
    "read-courses": (
        lambda actor: access.may_read_courses(actor, OWN),
        WATCHERS | FIRM | {Role.EXPERT},
        WARD,
    ),
    "sign-up": (lambda actor: access.may_sign_up(actor, OWN), FIRM, HOUSE),
}


def cells() -> list[Any]:
    """Every question with every role in every place."""
    mark = {OWN: "own", OTHER: "other"}
    return [
        pytest.param(question, role, (ward, firm),
                     id=f"{question}-{role}-{mark[ward]}-{mark[firm]}")
        for question in QUESTIONS
        for role in Role
        for ward in (OWN, OTHER)
        for firm in (OWN, OTHER)
    ]  # fmt: skip


@pytest.mark.parametrize(("question", "role", "place"), cells())
def test_only_the_listed_role_of_the_own_place_may(
    question: str, role: Role, place: tuple[int, int]
) -> None:
    ask, roles, which = QUESTIONS[question]
    may = role is Role.SYSTEM or (role in roles and place[which] == OWN)
    actor = Actor(OWN, "", Seat(1, role, *place))
    assert ask(actor) == (None if may else words.NOT_YOURS)


@pytest.mark.parametrize("role", Role)
def test_only_the_system_keeps_the_time(role: Role) -> None:
    refusal = access.may_keep_time(Actor(OWN, "", Seat(1, role, OWN, OWN)))
    assert refusal == (None if role is Role.SYSTEM else words.NOT_YOURS)


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("person", [OWN, OTHER])
def test_only_the_teacher_reads_the_own_sessions(role: Role, person: int) -> None:
    may = role is Role.SYSTEM or (role is Role.EXPERT and person == OWN)
    refusal = access.may_see_own(Actor(person, "", Seat(1, role, OWN, OWN)), OWN)
    assert refusal == (None if may else words.NOT_YOURS)


def test_another_seat_of_the_same_person_gives_no_right() -> None:
    own = Seat(1, Role.COORDINATOR, OWN)
    actor = Actor(OWN, "", Seat(2, Role.WARD_CLERK, OWN), others=(own,))
    assert access.may_run_course(actor, OWN) == words.NOT_YOURS


def test_every_question_of_the_room_is_asked_here() -> None:
    named = {name for name in dir(access) if name.startswith("may_")}
    assert named == {f"may_{question.replace('-', '_')}" for question in QUESTIONS} | {
        "may_keep_time",
        "may_see_own",
    }
