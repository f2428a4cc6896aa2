"""The demo's experts."""

from seed.planting import Planter, Story


def plant(planter: Planter, story: Story) -> None:
    """Make them by the same commands as the pages."""
