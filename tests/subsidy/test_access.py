"""What tests/registry cannot see of rights: it asks every command and read as every role."""

from collections.abc import Callable

import pytest

from hub.kernel.errors import Reason
from hub.platform.context import Actor, Seat
from hub.subsidy import access, words
from models.vocab import FIRM_ROLES, Role

OWN, OTHER = 1, 2
STAFF = {Role.WARD_CLERK, Role.WARD_APPROVER, Role.AUDITOR}


def test_whoever_is_signed_in_may_ask_what_a_programme_pays() -> None:
    asked = {role: access.may_estimate(Actor(7, "", Seat(1, role))) for role in Role}
    assert asked == dict.fromkeys(Role, None)
    assert access.may_estimate(Actor(None, "", Seat(0, Role.GUARDIAN))) == words.NOT_YOURS


@pytest.mark.parametrize("role", Role)
def test_a_claim_is_read_by_every_firm_of_its_group_and_by_the_staff_of_its_ward(
    role: Role,
) -> None:
    for ward in (OWN, OTHER):
        for firm in (OWN, OTHER, 9):
            of_group = role in FIRM_ROLES and firm in (OWN, 9)
            may = role is Role.SYSTEM or of_group or (role in STAFF and ward == OWN)
            answer = access.may_read_claim(Actor(7, "", Seat(1, role, ward, firm)), OWN, (OWN, 9))
            assert answer == (None if may else words.NOT_YOURS), (ward, firm)


@pytest.mark.parametrize("ask", [access.may_check, access.may_decide])
def test_the_hub_itself_neither_checks_nor_decides(
    ask: Callable[[Actor, int], Reason | None],
) -> None:
    for role in (Role.WARD_CLERK, Role.WARD_APPROVER, Role.SYSTEM):
        assert ask(Actor(None, "demo", Seat(0, role, OWN)), OWN) == words.NOT_YOURS
