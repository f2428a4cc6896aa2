"""The demo's claims; the ward's rule sheet and its money come first, in `seed.programmes`."""

from seed.planting import Planter, Story


def plant(planter: Planter, story: Story) -> None:
    """Make them by the same commands as the pages."""
