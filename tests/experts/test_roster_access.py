"""What tests/registry cannot see of rights: it asks every command and read as every role."""

import pytest

from hub.experts import access
from hub.experts.words import roster as words
from hub.platform.context import Actor, Seat
from models.vocab import Role

OWN = 1


@pytest.mark.parametrize("role", Role)
def test_the_whole_hub_is_closed_by_the_system_only(role: Role) -> None:
    answer = access.may_close_days(Actor(OWN, "", Seat(1, role, OWN, None)), None)
    assert answer == (None if role is Role.SYSTEM else words.NOT_YOURS)
