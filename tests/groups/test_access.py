"""What tests/registry cannot see of rights: it asks every command and read as every role."""

from collections.abc import Callable

import pytest

from hub.groups import access, words
from hub.kernel.errors import Reason
from hub.platform.context import Actor, Seat
from models.vocab import Role

OWN, OTHER = 1, 2


def an_actor(role: Role, ward: int | None, firm: int | None, person: int | None = 7) -> Actor:
    return Actor(person, "", Seat(1, role, ward, firm))


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
