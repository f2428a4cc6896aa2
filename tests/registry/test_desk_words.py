"""What may be typed for somebody at the desk has words with which it is read back."""

from hub.accounts.access import SERVED
from hub.accounts.desk_words import WORDS
from hub.platform.commands import COMMANDS
from tests.registry.conftest import World


def test_what_is_typed_at_the_desk_has_its_words(world: World) -> None:
    is_typed = not COMMANDS[world.name].in_person and bool(world.case.roles & set(SERVED))
    assert world.name in WORDS or not is_typed


def test_there_are_no_words_for_what_is_not_there() -> None:
    assert WORDS.keys() <= COMMANDS.keys()
    assert len(set(WORDS.values())) == len(WORDS)
