"""Home of a ward approver."""

from pages.home.parts import coordinator


def show() -> None:
    """What waits for this person."""
    coordinator.watch()
