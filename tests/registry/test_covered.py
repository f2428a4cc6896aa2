"""In the rooms named here no command comes without its arrangement, so none escapes these tests."""

from hub import wiring
from hub.platform.commands import COMMANDS
from tests.support.arrangements import ARRANGEMENTS

COVERED = ("accounts", "directory", "groups", "skills", "subsidy", "training")


def test_every_command_of_a_covered_room_has_an_arrangement() -> None:
    assert wiring.ROOMS
    named = {name for name in COMMANDS if name.split(":")[0] in COVERED}
    assert len(named) > len(COVERED)
    assert sorted(named - ARRANGEMENTS.keys()) == []


def test_every_arrangement_has_its_command() -> None:
    assert sorted(ARRANGEMENTS.keys() - COMMANDS.keys()) == []
