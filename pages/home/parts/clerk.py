"""Home of a ward clerk."""

from pages.home.parts import coordinator


def show() -> None:
    """What waits for this person."""
    coordinator.watch()
