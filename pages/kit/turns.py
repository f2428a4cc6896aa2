"""Pages are drawn one after the other, in the order in which people came.

Python computes on one core at a time. Pages drawn beside each other all end when the last one
ends; drawn in turn, the first is there at once and the last no later. Measured: ADR 23.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

AT_ONCE: Final = 1
PATIENCE_SECONDS: Final = 0.5


class Turns:
    """A queue in front of the pages; nobody stands in it for longer than the patience."""

    def __init__(self, at_once: int = AT_ONCE, patience: float = PATIENCE_SECONDS) -> None:
        """Let so many be drawn beside each other; `patience` in seconds."""
        self._free = threading.Semaphore(at_once)
        self._patience = patience

    @contextmanager
    def taken(self) -> Iterator[None]:
        """Wait for a turn, give it back at the end, however the run ends.

        A page that waits for a database or a paper must not stop the others: after the patience
        one goes without a turn.
        """
        has_turn = self._free.acquire(timeout=self._patience)
        try:
            yield
        finally:
            if has_turn:
                self._free.release()


TURNS: Final = Turns()
