"""The same click again, however often, has one effect and gets the first answer.

It is the last test on its world: the refused and the broken presses before it have left nothing.
"""

from tests.registry.conftest import World
from tests.support.database import digest

REPLAYS = 50


def test_fifty_replays_of_a_click_have_one_effect_and_equal_answers(world: World) -> None:
    before = digest(world.store)
    first = world.press()
    after = digest(world.store)
    assert after != before, "the click did nothing"
    assert [world.press() for _turn in range(REPLAYS)] == [first] * REPLAYS
    assert digest(world.store) == after
