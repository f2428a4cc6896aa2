"""No command comes into the product without its arrangement, so none escapes these tests."""

from hub import wiring
from hub.platform.commands import COMMANDS
from tests.support.arrangements import ARRANGEMENTS


def test_every_command_has_an_arrangement_and_every_arrangement_a_command() -> None:
    assert wiring.ROOMS
    assert sorted(COMMANDS.keys() - ARRANGEMENTS.keys()) == []
    assert sorted(ARRANGEMENTS.keys() - COMMANDS.keys()) == []
