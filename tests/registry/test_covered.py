"""No command comes without its arrangement, so none escapes these tests."""

from hub import wiring
from hub.platform.commands import COMMANDS
from tests.support.arrangements import ARRANGEMENTS


def test_every_command_has_an_arrangement() -> None:
    assert wiring.ROOMS
    assert {name.split(":")[0] for name in COMMANDS} >= {"experts", "internship", "subsidy"}
    assert sorted(COMMANDS.keys() - ARRANGEMENTS.keys()) == []


def test_every_arrangement_has_its_command() -> None:
    assert sorted(ARRANGEMENTS.keys() - COMMANDS.keys()) == []
