"""The same click again, however often, has one effect and gets the first answer."""

import pytest

from hub.platform import commands
from hub.platform.db import Store
from tests.support.arrangements import ARRANGEMENTS
from tests.support.database import digest

REPLAYS = 50


@pytest.mark.parametrize("name", sorted(ARRANGEMENTS))
def test_fifty_replays_of_a_click_have_one_effect_and_equal_answers(
    store: Store, name: str
) -> None:
    case = ARRANGEMENTS[name](store)
    function = commands.COMMANDS[name].function

    def click() -> object:
        return commands.run(
            store, function, actor=case.actor, now=case.now, once="one click", raw=case.raw
        )

    before = digest(store)
    first = click()
    after = digest(store)
    assert after != before, "the click did nothing"
    assert [click() for _turn in range(REPLAYS)] == [first] * REPLAYS
    assert digest(store) == after
