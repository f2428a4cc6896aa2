"""Who may do what with an engagement: leading and other member firms, own and foreign places."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from hub.experts import engagement_access as access
from hub.experts.words import engagements as words
from hub.kernel.errors import Reason
from hub.platform.context import Actor, Seat
from models.vocab import Role

WARD, OTHER_WARD = 1, 2
LEADING, MEMBER, STRANGER = 11, 12, 13
EXPERT, SOMEBODY = 21, 22
PARTIES = access.Parties(WARD, LEADING, (LEADING, MEMBER), EXPERT)
PLACES = [(ward, firm, person) for ward in (WARD, OTHER_WARD)
          for firm in (LEADING, MEMBER, STRANGER) for person in (EXPERT, SOMEBODY)]  # fmt: skip
Ask = Callable[[Actor], Reason | None]
Rights = Callable[[Role, int, int, int], bool]


def leads(role: Role, _ward: int, firm: int, _person: int) -> bool:
    return role is Role.GROUP_LEADER and firm == LEADING


def answers(role: Role, ward: int, _firm: int, person: int) -> bool:
    return (role is Role.EXPERT and person == EXPERT) or coordinates(role, ward, _firm, person)


def coordinates(role: Role, ward: int, _firm: int, _person: int) -> bool:
    return role is Role.COORDINATOR and ward == WARD


def belongs(role: Role, _ward: int, firm: int, _person: int) -> bool:
    firm_roles = {Role.FIRM_REPRESENTATIVE, Role.FIRM_TUTOR, Role.GROUP_LEADER}
    return role in firm_roles and firm in (LEADING, MEMBER)


def watches(role: Role, ward: int, _firm: int, _person: int) -> bool:
    staff = {Role.COORDINATOR, Role.WARD_CLERK, Role.WARD_APPROVER, Role.AUDITOR}
    return role in staff and ward == WARD


def sees(*place: Any) -> bool:  # noqa: ANN401  a role and three numbers
    return belongs(*place) or watches(*place) or answers(*place)


QUESTIONS: Mapping[str, tuple[Ask, Rights]] = {
    "ask": (lambda actor: access.may_ask(actor, PARTIES), leads),
    "answer": (lambda actor: access.may_answer(actor, PARTIES), answers),
    "settle": (lambda actor: access.may_settle(actor, PARTIES), coordinates),
    "cancel": (
        lambda actor: access.may_cancel(actor, PARTIES),
        lambda *place: leads(*place) or answers(*place),
    ),
    "see": (lambda actor: access.may_see(actor, PARTIES), sees),
    "host": (
        lambda actor: access.may_host(actor, MEMBER),
        lambda role, _ward, firm, _person: (
            role in {Role.FIRM_REPRESENTATIVE, Role.FIRM_TUTOR, Role.GROUP_LEADER}
            and firm == MEMBER
        ),
    ),
    "see_own": (
        lambda actor: access.may_see_own(actor, EXPERT),
        lambda role, _ward, _firm, person: role is Role.EXPERT and person == EXPERT,
    ),
    "see_ward": (lambda actor: access.may_see_ward(actor, WARD), coordinates),
    "check_rankings": (
        lambda actor: access.may_check_rankings(actor, WARD),
        lambda role, ward, _firm, _person: role is Role.AUDITOR and ward == WARD,
    ),
    "sweep": (access.may_sweep, lambda *_place: False),
}


@pytest.mark.parametrize("question", QUESTIONS)
def test_only_the_own_group_the_asked_expert_and_the_desk_of_the_ward_may(question: str) -> None:
    ask, rights = QUESTIONS[question]
    wrong = [
        (role, place)
        for role in Role
        for place in PLACES
        if ask(_somebody(role, *place))
        != (None if role is Role.SYSTEM or rights(role, *place) else words.NOT_YOURS)
    ]
    assert wrong == []


def _somebody(role: Role, ward: int, firm: int, person: int) -> Actor:
    return Actor(person, "", Seat(1, role, ward, firm))


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_person_without_ward_and_firm_may_nothing(question: str) -> None:
    ask, _rights = QUESTIONS[question]
    for role in set(Role) - {Role.SYSTEM}:
        assert ask(Actor(SOMEBODY, "", Seat(1, role))) == words.NOT_YOURS


def test_every_question_is_asked_here() -> None:
    named = {name for name in dir(access) if name.startswith("may_")}
    assert named == {f"may_{question}" for question in QUESTIONS}
