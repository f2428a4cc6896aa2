"""Home of a group leader."""

from pages.home.parts import firm


def show() -> None:
    """What waits for this person."""
    firm.show()
