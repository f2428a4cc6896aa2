"""What the post asks of a provider of text messages (SMS); none is bound unless a ward has one.

Without a provider a notice for the telephone goes to the phone list of the desk.
"""

from typing import Final, Protocol

from hub.platform.mail import Outcome


class Texter(Protocol):
    """Something that takes text messages."""

    def send(self, number: str, text: str, key: str) -> Outcome:
        """Hand one message over; the same key is the same message, however often it comes."""


_BOUND: Final[dict[str, Texter]] = {}


def bind(provider: Texter | None) -> None:
    """Say who takes text messages, or that nobody does; called by the wiring only."""
    _BOUND.clear()
    if provider is not None:
        _BOUND["texter"] = provider


def texter() -> Texter | None:
    """Return the provider, if there is one."""
    return _BOUND.get("texter")
